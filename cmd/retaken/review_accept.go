package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

type reviewAccept struct {
	dbFlag
	editorFlag
	listFlags
	ID     int64  `arg:"" help:"Number of the suggestion, as the list shows it."`
	Anyway bool   `help:"Carry it out although a check speaks against it." aliases:"force"`
	DryRun bool   `help:"Say what would happen, and change nothing." name:"dry-run"`
	Why    string `help:"Why, for the record." placeholder:"TEXT"`
}

// Run notes the verdict, and carries the suggestion out when it is the second editor's.
func (c reviewAccept) Run(e *env) error {
	v, err := c.verdict(true, c.Why)
	if err != nil {
		return err
	}
	if err := c.mustExist(); err != nil {
		return err
	}
	flags := changeFlags{dbFlag: c.dbFlag, Force: c.Anyway, DryRun: c.DryRun, JSON: c.JSON}
	return flags.edit(e, func(ed *editor) error {
		s, err := ed.db.Suggestion(e.ctx, geo.SuggestionID(c.ID))
		if err != nil {
			return unjudged(c.ID, err)
		}
		if err := mayAgree(s, v); err != nil && !(c.DryRun && errors.Is(err, sqlite.ErrAgreed)) {
			return unjudged(c.ID, err)
		}
		p, err := ed.plan(s)
		if err != nil {
			return fmt.Errorf("suggestion %d: %w", c.ID, err)
		}
		second := len(s.Verdicts) > 0
		if !c.JSON {
			p.print(ed, second && !c.DryRun)
		}
		switch {
		case second && len(p.doubts) > 0 && !c.Anyway:
			return fmt.Errorf("suggestion %d is not carried out: %s; use --anyway if it is right all the same", c.ID, strings.Join(p.doubts, "; "))
		case c.DryRun && c.JSON:
			return p.printJSON(ed, s)
		case c.DryRun:
			return nil
		case second:
			return c.carryOut(ed, s, v, p)
		}
		if s, err = ed.db.Judge(e.ctx, s.ID, v); err != nil {
			return unjudged(c.ID, err)
		}
		ed.notes = nil // they are about what is not done yet
		if c.JSON {
			return p.printJSON(ed, s)
		}
		fmt.Fprintf(e.out, "noted that %s agrees; it is carried out when a second editor does: retaken review accept%s %d --as NAME\n", plain(v.Editor), c.dbArg(), c.ID)
		return nil
	})
}

// mayAgree is what the database would say to a verdict, before anything is worked out.
func mayAgree(s geo.Suggestion, v geo.Verdict) error {
	if s.State != geo.Open {
		return sqlite.ErrJudged
	}
	for _, old := range s.Verdicts {
		if sqlite.SameEditor(old.Editor, v.Editor) {
			return sqlite.ErrAgreed
		}
	}
	return nil
}

// plan is what carrying a suggestion out comes to.
type plan struct {
	change  *geo.Change // of the gazetteer, nil for none
	done    string      // the change, told in the past tense
	place   geo.Place   // as it will be; without an ID when it is new
	article *news.Article
	found   []geo.Event     // what is read in the article
	touched []ingest.Told   // other articles that are read again
	changes []ingest.Change // in them
	after   *geo.Gazetteer
	doubts  []string // what speaks against carrying it out
	remarks []string // what an editor should know
}

// plan works out what carrying a suggestion out comes to, or why it cannot be.
func (ed *editor) plan(s geo.Suggestion) (p *plan, err error) {
	p = &plan{after: ed.before}
	if s.Kind != geo.NewPlace {
		known, ok := ed.before.Place(s.Place)
		if !ok {
			return nil, errors.New("the place that it is about is no longer in the gazetteer; reject it, or suggest it anew")
		}
		p.place = known
	}
	if s.Kind != geo.NewReport {
		if err := ed.planChange(p, s); err != nil {
			return nil, err
		}
	}
	x := ed.pipeline.Extractor
	if p.change != nil {
		if p.touched, err = ed.pipeline.Touched(ed.ctx, p.change.Places...); err != nil {
			return nil, stopped(err)
		}
		if x, p.after, err = ed.extractor(ed.changed(*p.change)); err != nil {
			return nil, err
		}
		with := *ed.pipeline
		with.Extractor = x
		p.changes = with.Preview(p.touched)
	}
	if s.Told == nil {
		return p, nil
	}
	a := articleOf(*s.Told)
	if kept, err := ed.db.Article(ed.ctx, a.Ref); err == nil {
		a = kept
		p.remarks = append(p.remarks, fmt.Sprintf("the very same sentence of the same address is kept as an article already, %s", plain(a.Ref)))
	}
	p.article, p.found = &a, x.Read(a).Events
	ed.weigh(p, *s.Told)
	return p, nil
}

// planChange makes the change of the gazetteer that a suggestion asks for, if any.
func (ed *editor) planChange(p *plan, s geo.Suggestion) error {
	var c geo.Change
	var err error
	switch {
	case s.Kind == geo.NewPlace:
		add := gazetteerAdd{
			Name: cmp.Or(s.Name, s.NameUk), Uk: s.NameUk, Kind: string(geo.Settlement), Within: 1000,
			At: strconv.FormatFloat(s.Position.Lat(), 'f', -1, 64) + "," + strconv.FormatFloat(s.Position.Lon(), 'f', -1, 64),
		}
		if s.Also != "" {
			add.Alias = []string{s.Also}
		}
		place, err := add.place()
		if err != nil {
			return err
		}
		if c, p.done, err = ed.toAdd(place, nil); err != nil {
			return err
		}
	default:
		after := reviewed{s, ed.before}.corrected(p.place)
		switch {
		case s.Also == "":
		case slices.Contains(namesOf(after), s.Also):
			p.remarks = append(p.remarks, fmt.Sprintf("%s has the name %s already", named(p.place), plain(s.Also)))
		default:
			if after, err = ed.alias(after, s.Also, "", geo.Variant); err != nil {
				return err
			}
		}
		if len(differences(p.place, after)) == 0 {
			p.remarks = append(p.remarks, fmt.Sprintf("nothing in it can be carried out by itself; correct %s by hand, with retaken gazetteer or retaken ingest, before the second editor agrees", named(p.place)))
			return nil
		}
		if c, p.done, err = ed.toAlter("edit", "edited", p.place, after); err != nil {
			return err
		}
	}
	c.At, c.Reason = time.Now().UTC(), fmt.Sprintf("suggestion %d", s.ID)
	if s.Why != "" {
		c.Reason += ": " + s.Why
	}
	p.change, p.place = &c, *c.Places[0].After
	return nil
}

// articleOf is the article that is made of a suggested report: its sentence, under the reference that the same text gets
// when it is ingested.
func articleOf(t geo.Telling) news.Article {
	sum := sha256.Sum256([]byte(t.URL + "\n" + t.Quote))
	return news.Article{
		Ref: hex.EncodeToString(sum[:8]), URL: t.URL, Source: t.Publisher, Lang: news.Language(t.Quote), Published: t.Published, Text: t.Quote,
	}
}

// weigh compares what is read in the sentence with what the suggestion says of it.
func (ed *editor) weigh(p *plan, t geo.Telling) {
	place, ok := p.after.ByRef(p.place.Ref)
	var ours []geo.Event
	borne := false
	for _, ev := range p.found {
		if !ok || ev.Place != place.ID {
			other, _ := p.after.Place(ev.Place)
			p.remarks = append(p.remarks, fmt.Sprintf("the sentence is also read to say of %s: %s", named(other), describe(ev)))
			continue
		}
		ours = append(ours, ev)
		if t.Control.After(ev) {
			borne = true
			if !ev.When.Day.IsZero() && !ev.When.Day.Equal(t.Day) {
				p.remarks = append(p.remarks, fmt.Sprintf("the event is dated %s by the sentence and its publication; the suggestion says %s", ev.When.Day.Format(time.DateOnly), t.Day.Format(time.DateOnly)))
			}
		}
	}
	switch {
	case borne:
	case len(ours) == 0:
		p.doubts = append(p.doubts, fmt.Sprintf("no event at %s is read in the sentence, though the suggestion says %s", plain(p.place.Name), outcome(t.Control)))
	default:
		p.doubts = append(p.doubts, fmt.Sprintf("the sentence is read as %s, though the suggestion says %s", describe(ours[0]), outcome(t.Control)))
	}
}

// print says what the plan comes to, as something that is about to be done or that might be.
func (p *plan) print(ed *editor, now bool) {
	would := "it would come to this: "
	if now {
		would = ""
	}
	put := func(format string, a ...any) { fmt.Fprintf(ed.out, format+"\n", a...) }
	if p.change != nil && !now {
		put("%s%s", would, p.done)
	}
	if len(p.touched) > 0 && !now {
		put("%s and would be read again; the map would change by %d of them", naming(len(p.touched), "it"), len(p.changes))
		printEvents(ed.env, ed.before, p.after, p.changes, mostEvents)
	}
	if p.article != nil {
		put("the sentence is read as %s", counted(len(p.found), "event"))
		for _, ev := range p.found {
			place, _ := p.after.Place(ev.Place)
			put("  + %s: %s", plain(place.Name), describe(ev))
		}
	}
	for _, r := range p.remarks {
		put("note: %s", r)
	}
	for _, d := range p.doubts {
		put("against it: %s", d)
	}
}

// printJSON prints the suggestion with what comes of it.
func (p *plan) printJSON(ed *editor, s geo.Suggestion) error {
	row := reviewed{s, ed.before}.json()
	row = append(row, jsonCell{"change", nil}, jsonCell{"becomes", nil})
	if p.change != nil {
		if p.change.ID != 0 {
			row[len(row)-2].Value = p.change.ID
		}
		row[len(row)-1].Value = placeJSON(p.change.Places[0].After)
	}
	events := []jsonRow{}
	for _, ev := range p.found {
		place, _ := p.after.Place(ev.Place)
		day := any(nil)
		if !ev.When.IsZero() {
			day = ev.When.Day.Format(time.DateOnly)
		}
		events = append(events, jsonRow{{"place", place.Name}, {"ref", place.Ref}, {"kind", ev.Kind}, {"by", ev.By}, {"status", ev.Status}, {"date", day}, {"quote", ev.Source.Quote}})
	}
	row = append(row, jsonCell{"events", events}, jsonCell{"doubts", append([]string{}, p.doubts...)}, jsonCell{"remarks", append([]string{}, p.remarks...)})
	return writeJSONL(ed.out, row)
}

// carryOut does what is planned, all of it or nothing, and says what came of it.
func (c reviewAccept) carryOut(ed *editor, s geo.Suggestion, v geo.Verdict, p *plan) error {
	work := sqlite.Work{Change: p.change}
	if p.article != nil {
		work.Articles = []news.Article{*p.article}
	}
	work.Read = func(made *geo.Change) (readings []geo.Reading, err error) {
		x := ed.pipeline.Extractor
		if made != nil {
			if x, p.after, err = ed.extractor(ed.changed(*made)); err != nil {
				return nil, err
			}
		}
		for _, t := range p.touched {
			readings = append(readings, x.Read(t.Article))
		}
		if p.article != nil {
			r := x.Read(*p.article)
			p.found, readings = r.Events, append(readings, r)
		}
		return readings, nil
	}
	made, err := ed.db.CarryOut(ed.ctx, s.ID, v, work)
	if err != nil {
		return unjudged(c.ID, err)
	}
	p.change = made
	if c.JSON {
		s.State, s.Verdicts = geo.Accepted, append(s.Verdicts, v)
		return p.printJSON(ed, s)
	}
	fmt.Fprintf(ed.out, "accepted suggestion %d, %s\n", s.ID, reviewed{s, p.after}.title())
	if made != nil {
		fmt.Fprintf(ed.out, "%s (change %d)\n", p.done, made.ID)
		if len(p.touched) > 0 {
			fmt.Fprintf(ed.out, "%s and %s read again; the map changed by %d of them\n", naming(len(p.touched), "it"), wasOrWere(len(p.touched)), len(p.changes))
			printEvents(ed.env, ed.before, p.after, p.changes, mostEvents)
		}
		if err := ed.printMoves(*made); err != nil {
			return err
		}
	}
	if p.article != nil {
		fmt.Fprintf(ed.out, "the sentence is kept as article %s\n", plain(p.article.Ref))
	}
	return nil
}
