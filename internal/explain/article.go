package explain

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/news"
)

// Article is what was read in an article, in words.
type Article struct {
	Day, Title string   // "undated" and the first words where they are unknown
	About      []string // the article as a whole, a line each
	Sentences  []Sentence
}

// Sentence is a sentence with what was seen in it.
type Sentence struct {
	geo.Span // of the article's text
	Number   int
	Lang     string
	Parts    []Part // the whole of it
	Notes    []Note
}

// Note is one thing that was seen: the words of the text, what they were taken for, and what follows.
type Note struct {
	Kind  string // "name", "speaker", "date", "trigger", "figure"
	Mark  Mark   // as the words are marked in the text
	Words string
	Says  string
	More  []Line

	Place     geo.PlaceID // that a name was taken for, 0 for none
	Lookalike bool        // a trigger in form only
}

// Line is a further line of a note.
type Line struct {
	Sign   string // "→" what was made, "✗" why nothing was, "" for the rest
	Text   string
	Events []string // refs of the events that the line tells of
}

// Reader reads articles and puts into words what it sees. It is safe for use by several goroutines.
type Reader struct {
	Extractor *extract.Extractor
	Gazetteer *geo.Gazetteer // that of the extractor
	Brief     bool           // leave out sentences without a trigger or a figure
}

// Article explains an article.
func (v *Reader) Article(a news.Article) Article {
	e := v.Extractor.Explain(a)
	out := Article{Day: "undated", Title: Plain(a.Title)}
	if !a.Published.IsZero() {
		out.Day = a.Published.Format(time.DateOnly)
	}
	if out.Title == "" {
		out.Title = Plain(firstWords(a.Text[a.Body():]))
	}
	ref := "reference " + Plain(a.Ref)
	if a.ID != 0 {
		ref += fmt.Sprintf(", number %d", a.ID)
	}
	if a.Source != "" {
		ref += ", published by " + Plain(a.Source)
	}
	lang := "no language that is read"
	if len(e.Sentences) > 0 {
		lang = language(e.Sentences[0].Lang)
	}
	out.About = []string{ref, lang + ", " + voice(a.Text, e), summary(e)}
	for i, s := range e.Sentences {
		if !v.Brief || len(s.Triggers)+len(s.Figures) > 0 {
			out.Sentences = append(out.Sentences, v.sentence(i+1, a.Text, s))
		}
	}
	return out
}

// voice says whose voice the article is, and why.
func voice(text string, e extract.Explanation) string {
	var words []string
	for _, w := range e.VoiceWords {
		if q := inQuotes(text, w); !slices.Contains(words, q) {
			words = append(words, q)
		}
	}
	const most = 4
	if len(words) > most {
		words = append(words[:most], "…")
	}
	said := strings.Join(words, ", ")
	switch e.VoiceBy {
	case "source":
		return "speaks for " + SideName(e.Voice) + ": its source is a body of that side"
	case "title":
		return "speaks for " + SideName(e.Voice) + ": its title names a body of that side"
	case "words":
		return "speaks for " + SideName(e.Voice) + ": " + said
	case "names":
		return "speaks for " + SideName(e.Voice) + ": it says " + said + " and calls places by names that only that side still uses"
	}
	return "neutral voice"
}

// summary counts what came of an article.
func summary(e extract.Explanation) string {
	taken, left, none := 0, 0, 0
	for _, s := range e.Sentences {
		for _, n := range s.Names {
			switch {
			case n.Place != nil && n.NoPlace == "":
				taken++
			case n.NoPlace != "":
				none++
			default:
				left++
			}
		}
	}
	out := counted(len(e.Sentences), "sentence") + "; " + counted(taken, "name") + " taken"
	if left > 0 {
		out += fmt.Sprintf(", %d left", left)
	}
	if none > 0 {
		out += fmt.Sprintf(", %d no place", none)
	}
	out += "; " + counted(len(e.Reading.Events), "report of a change", "reports of changes")
	if n := len(e.Reading.Aggregates); n > 0 {
		out += ", " + counted(n, "figure")
	}
	return out
}

func (v *Reader) sentence(number int, text string, s extract.Seen) Sentence {
	out := Sentence{Span: s.Span, Number: number, Lang: s.Lang}
	var marks []marked
	add := func(n Note, spans ...geo.Span) {
		for _, sp := range spans {
			if sp.End > sp.Start {
				marks = append(marks, marked{Span: sp, mark: n.Mark})
			}
		}
		n.Words = strings.Join(strings.Fields(Plain(n.Words)), " ")
		if !slices.ContainsFunc(out.Notes, func(o Note) bool { return reflect.DeepEqual(o, n) }) { // a name may stand there twice
			out.Notes = append(out.Notes, n)
		}
	}
	for _, n := range s.Names {
		note := v.name(n)
		note.Words = text[n.Start:n.End]
		if note.Mark == MarkName {
			note.Place = n.Place.ID
		}
		add(note)
		marks = append(marks, marked{n.Span, note.Mark, note.Place})
	}
	for _, sp := range s.Speakers {
		add(Note{Kind: "speaker", Mark: MarkSpeaker, Words: text[sp.Start:sp.End], Says: speaking(text, sp)}, sp.Span, sp.Verb)
	}
	for _, d := range s.Dates {
		add(Note{Kind: "date", Mark: MarkDate, Words: text[d.Start:d.End], Says: dayOf(d.Date)}, d.Span)
	}
	told := map[string]bool{} // refs of events that stand in a note already
	for _, t := range s.Triggers {
		n := v.trigger(text, s, t, told)
		n.Words = text[t.Start:t.End]
		add(n, t.Span)
		if t.Blocker.End > 0 {
			marks = append(marks, marked{Span: t.Blocker, mark: MarkBlocker})
		}
	}
	for _, a := range s.Figures {
		add(v.figure(a))
	}
	out.Parts = cutUp(text, s.Span, marks)
	return out
}

// trigger says which line of the lexicon a trigger is, and what was made of it.
func (v *Reader) trigger(text string, s extract.Seen, t extract.Trigger, told map[string]bool) Note {
	n := Note{Kind: "trigger", Mark: MarkFired, Says: fmt.Sprintf("%s %s in %s/triggers.tsv", t.Class, t.Arg, s.Lang)}
	if t.File == "constructions" {
		n.Says = fmt.Sprintf("%s in %s/constructions.tsv, as %s", t.Class, s.Lang, shortened(t.Arg, text[t.Start:t.End]))
	}
	for _, group := range alike(t.Events) {
		var places, refs []string
		for _, ev := range group {
			p, _ := v.Gazetteer.Place(ev.Place)
			places, refs = append(places, Plain(p.Name)), append(refs, ev.Ref)
		}
		ev := group[0]
		if told[ev.Ref] {
			n.More = append(n.More, Line{"→", and(places) + ": the same report as above", refs})
			continue
		}
		for _, ev := range group {
			told[ev.Ref] = true
		}
		n.More = append(n.More, Line{"→", and(places) + ": " + change(ev), refs}, Line{Text: standing(ev.Status, ev.Source, ev.Background)})
		if at := ev.Source.Evidence; at != s.Span {
			n.More = append(n.More, Line{Text: "it rests on " + inQuotes(text, at)})
		}
	}
	n.Lookalike = t.Why == "none"
	switch why := blocked(text, t); {
	case t.Why == "no place" && len(s.Figures) > 0:
		n.More = append(n.More, Line{Text: "no place within reach, but a figure"})
	case len(t.Events) == 0:
		n.Mark = MarkBlocked
		n.More = append(n.More, Line{Sign: "✗", Text: "no change: " + why})
	case t.Why != "":
		n.More = append(n.More, Line{Sign: "✗", Text: "not of every place: " + why})
	}
	return n
}

// alike puts together the events that differ in their place only.
func alike(events []geo.Event) [][]geo.Event {
	var out [][]geo.Event
	for _, e := range events {
		at := slices.IndexFunc(out, func(g []geo.Event) bool {
			return change(g[0]) == change(e) && standing(g[0].Status, g[0].Source, g[0].Background) == standing(e.Status, e.Source, e.Background) &&
				g[0].Source.Evidence == e.Source.Evidence
		})
		if at < 0 {
			out = append(out, nil)
			at = len(out) - 1
		}
		out[at] = append(out[at], e)
	}
	return out
}

// figure says what a number of places or of square kilometres was read as.
func (v *Reader) figure(a geo.Aggregate) Note {
	unit := "settlements"
	if a.Type == geo.AreaKm2 {
		unit = "km²"
	}
	says := "for " + SideName(a.By)
	if p, ok := v.Gazetteer.Place(a.Place); ok {
		says += " in " + Plain(p.Name)
	}
	return Note{
		Kind: "figure", Mark: MarkFired, Words: strings.TrimSpace(fmt.Sprintf("%s %g %s", a.Qualifier, a.Value, unit)),
		Says: says + timeOf(a.When) + ", by the rule " + a.Source.Rule,
		More: []Line{{Text: standing(a.Status, a.Source, false)}},
	}
}
