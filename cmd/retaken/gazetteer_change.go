package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// changeFlags are the flags of every command that changes the gazetteer.
type changeFlags struct {
	dbFlag
	Reason string `help:"Why, for the log." placeholder:"TEXT"`
	DryRun bool   `help:"Say what would happen, and change nothing." name:"dry-run"`
	Force  bool   `help:"Do it although a check speaks against it."`
	JSON   bool   `help:"Print the changed places alone, one JSON object a line." name:"json"`
}

// editor is an open database of which the gazetteer is to be changed.
type editor struct {
	*env
	changeFlags
	db       *sqlite.DB
	pipeline *ingest.Pipeline
	before   *geo.Gazetteer
	notes    []string // what the editor should know beside what was done
}

// edit opens the database, runs do and closes it.
func (f changeFlags) edit(e *env, do func(*editor) error) error {
	open, fresh := f.pipeline, f.missing()
	if f.DryRun {
		if err := f.mustExist(); err != nil {
			return err
		}
		open = f.openPipeline
	}
	db, p, g, err := open(e)
	if err != nil {
		return stopped(err)
	}
	if fresh {
		fmt.Fprintf(e.err, "retaken: there was no database %s; it is made now\n", plain(f.DB))
	}
	ed := &editor{env: e, changeFlags: f, db: db, pipeline: p, before: g}
	err = errors.Join(do(ed), db.Close())
	if err == nil {
		for _, note := range ed.notes {
			fmt.Fprintf(e.err, "retaken: %s\n", note)
		}
	}
	return err
}

// stopped is the error of a command that was interrupted before it changed anything, or err.
func stopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return errors.New("interrupted; nothing is changed")
	}
	return err
}

// one is the place that text means: a reference, or a name that only one place has.
func (ed *editor) one(text string) (geo.Place, error) {
	if p, ok := ed.before.ByRef(text); ok {
		return p, nil
	}
	found := ed.before.Lookup(text)
	for i, c := range found {
		if i > 0 && c.How > geo.ByAlias && found[0].How <= geo.ByAlias {
			found = found[:i] // who has the name itself comes before who has it in another case
			break
		}
	}
	switch {
	case strings.TrimSpace(text) == "":
		return geo.Place{}, misusef("the name is empty; want the name of a place or its reference, such as geonames:707292")
	case len(found) == 0:
		return geo.Place{}, notThere(text)
	case len(found) == 1:
		return *found[0].Place, nil
	}
	const most = 12
	var refs []string
	for _, c := range found[:min(len(found), most)] {
		refs = append(refs, strings.TrimSuffix(fmt.Sprintf("%s (%s, %s %s", plain(c.Place.Ref), plain(c.Place.Name), c.Place.Kind, c.Place.Oblast), " ")+")")
	}
	if len(found) > most {
		refs = append(refs, fmt.Sprintf("and %d more", len(found)-most))
	}
	return geo.Place{}, misusef("%s may mean %d places; give the reference of one: %s", plain(text), len(found), strings.Join(refs, ", "))
}

// apply makes a change, reads the articles again that it concerns, and says what came of it. What was
// done is told in the past tense.
func (ed *editor) apply(done string, c geo.Change) error {
	c.At, c.Reason = time.Now().UTC(), strings.TrimSpace(ed.Reason)
	touched, err := ed.pipeline.Touched(ed.ctx, c.Places...)
	if err != nil {
		return stopped(err)
	}
	if ed.DryRun {
		return ed.preview(done, c, touched)
	}
	refs := make([]string, len(touched))
	for i, t := range touched {
		refs[i] = t.Article.Ref
	}
	if c, err = ed.db.ChangePlaces(ed.ctx, c, refs...); errors.Is(err, geo.ErrChanged) {
		return errors.New("somebody else changed the same place at this moment; nothing is changed, try again")
	} else if err != nil {
		return stopped(err)
	}
	changes, after, err := ed.reread(touched)
	if err != nil {
		return fmt.Errorf("the change is kept as number %d, but not every article is read again yet; the next command that changes the gazetteer or ingests goes on with it: %w", c.ID, err)
	}
	if ed.JSON {
		return ed.printPlaces(c)
	}
	fmt.Fprintf(ed.out, "%s (change %d)\n", done, c.ID)
	if len(touched) == 0 {
		fmt.Fprintf(ed.out, "no kept article names %s, so the map is as it was\n", itOrThem(c))
		return nil
	}
	fmt.Fprintf(ed.out, "%s and %s read again; the map changed by %d of them\n", naming(len(touched), itOrThem(c)), wasOrWere(len(touched)), len(changes))
	printEvents(ed.env, ed.before, after, changes, mostEvents)
	return ed.printMoves(c)
}

// reread reads articles with the gazetteer as it is now, which it makes only if there are any.
func (ed *editor) reread(touched []ingest.Told) (changes []ingest.Change, after *geo.Gazetteer, err error) {
	if len(touched) == 0 {
		return nil, nil, nil
	}
	if ed.pipeline.Extractor, after, err = ed.extractor(ed.db.Places(ed.ctx)); err != nil {
		return nil, nil, err
	}
	changes, err = ed.pipeline.Reread(ed.ctx, touched)
	return changes, after, err
}

// naming says how many articles name a place, it, or several, them.
func naming(n int, it string) string {
	verb := "name"
	if n == 1 {
		verb = "names"
	}
	return fmt.Sprintf("%s %s %s", counted(n, "kept article"), verb, it)
}

func itOrThem(c geo.Change) string {
	if len(c.Places) == 1 {
		return "it"
	}
	return "them"
}

func wasOrWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// preview says what apply would do.
func (ed *editor) preview(done string, c geo.Change, touched []ingest.Told) (err error) {
	if ed.JSON {
		return ed.printPlaces(c)
	}
	fmt.Fprintf(ed.out, "dry run, nothing is kept: %s\n", done)
	if len(touched) == 0 {
		fmt.Fprintf(ed.out, "no kept article names %s, so the map would stay as it is\n", itOrThem(c))
		return nil
	}
	var after *geo.Gazetteer
	if ed.pipeline.Extractor, after, err = ed.extractor(ed.changed(c)); err != nil {
		return err
	}
	changes := ed.pipeline.Preview(touched)
	fmt.Fprintf(ed.out, "%s and would be read again; the map would change by %d of them\n", naming(len(touched), itOrThem(c)), len(changes))
	for _, t := range touched {
		day, name := headline(t.Article)
		fmt.Fprintf(ed.out, "  %s  %s  %s\n", day, plain(name), plain(t.Article.Ref))
	}
	printEvents(ed.env, ed.before, after, changes, mostEvents)
	return ed.printMoves(c)
}

// changed yields the gazetteer as it will be after a change.
func (ed *editor) changed(c geo.Change) iter.Seq2[geo.Place, error] {
	return func(yield func(geo.Place, error) bool) {
		next := map[geo.PlaceID]*geo.Place{}
		for _, p := range c.Places {
			if p.Before != nil {
				next[p.Before.ID] = p.After
			} else if !yield(*p.After, nil) {
				return
			}
		}
		for p := range ed.before.Places() {
			if after, ok := next[p.ID]; ok {
				p = after
			}
			if p != nil && !yield(*p, nil) {
				return
			}
		}
	}
}

// printEvents prints what is new on the map and what is gone from it, at most so many lines.
func printEvents(e *env, before, after *geo.Gazetteer, changes []ingest.Change, most int) {
	n := 0
	put := func(g *geo.Gazetteer, sign string, events []geo.Event) {
		for _, ev := range events {
			if n++; n <= most {
				p, _ := g.Place(ev.Place)
				fmt.Fprintf(e.out, "  %s %s: %s\n", sign, plain(p.Name), describe(ev))
			}
		}
	}
	for _, ch := range changes {
		put(after, "+", ch.Added)
		put(before, "-", ch.Gone)
	}
	if n > most {
		fmt.Fprintf(e.out, "  and %d more\n", n-most)
	}
}

// mostEvents is how many events of one change are printed.
const mostEvents = 100

// printMoves prints which places take what is reported of them to another position.
func (ed *editor) printMoves(c geo.Change) error {
	for _, p := range c.Places {
		if p.Before == nil || p.After == nil || p.Before.Point == p.After.Point {
			continue
		}
		n := 0
		for _, err := range ed.db.Events(ed.ctx, geo.Query{Place: p.Before.ID}) {
			if err != nil {
				return err
			}
			n++
		}
		if n > 0 {
			fmt.Fprintf(ed.out, "  %s: moves on the map with %s\n", plain(p.After.Name), counted(n, "report of a change", "reports of changes"))
		}
	}
	return nil
}

// printPlaces prints the places of a change as they are after it, and those that are gone as they were.
func (ed *editor) printPlaces(c geo.Change) error {
	enc := jsonTo(ed.env)
	for _, p := range c.Places {
		var out map[string]any
		if p.After != nil {
			out = placeJSON(p.After)
		} else {
			out = placeJSON(p.Before)
			out["removed"] = true
		}
		if err := enc.Encode(out); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
	}
	return nil
}

// named is a place in words: "Izium (geonames:707753)".
func named(p geo.Place) string { return fmt.Sprintf("%s (%s)", plain(p.Name), plain(p.Ref)) }

// headline is the day and the title of an article, or its first words.
func headline(a news.Article) (day, title string) {
	day, title = "undated", a.Title
	if !a.Published.IsZero() {
		day = a.Published.Format(time.DateOnly)
	}
	if title == "" {
		title = firstWords(a.Text[a.Body():])
	}
	return day, title
}
