package main

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

// explained is an explanation in words, ready for a terminal or a page.
type explained struct {
	Day, Title string
	About      []string // the article as a whole, a line each
	Sentences  []explainedSentence
}

// explainedSentence is a sentence with what was seen in it.
type explainedSentence struct {
	Number int
	Lang   string
	Parts  []part
	Notes  []note
}

// note is one thing that was seen: the words of the text, what they were taken for, and what follows.
type note struct {
	Kind  string // "name", "speaker", "date", "trigger", "figure"
	Mark  mark   // as the words are marked in the text
	Words string
	Says  string
	More  []line
}

// line is a further line of a note.
type line struct {
	Sign string // "→" what was made, "✗" why nothing was, "" for the rest
	Text string
}

// viewer puts explanations into words.
type viewer struct {
	x     *extract.Extractor
	g     *geo.Gazetteer
	brief bool // leave out sentences without a trigger or a figure
}

func (v *viewer) article(a news.Article) explained {
	e := v.x.Explain(a)
	out := explained{Day: "undated", Title: plain(a.Title)}
	if !a.Published.IsZero() {
		out.Day = a.Published.Format(time.DateOnly)
	}
	if out.Title == "" {
		out.Title = plain(firstWords(a.Text[a.Body():]))
	}
	ref := "reference " + plain(a.Ref)
	if a.ID != 0 {
		ref += fmt.Sprintf(", number %d", a.ID)
	}
	if a.Source != "" {
		ref += ", published by " + plain(a.Source)
	}
	lang := "no language that is read"
	if len(e.Sentences) > 0 {
		lang = language(e.Sentences[0].Lang)
	}
	out.About = []string{ref, lang + ", " + voice(a.Text, e), summary(e)}
	for i, s := range e.Sentences {
		if !v.brief || len(s.Triggers)+len(s.Figures) > 0 {
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
		return "speaks for " + sideName(e.Voice) + ": its source is a body of that side"
	case "title":
		return "speaks for " + sideName(e.Voice) + ": its title names a body of that side"
	case "words":
		return "speaks for " + sideName(e.Voice) + ": " + said
	case "names":
		return "speaks for " + sideName(e.Voice) + ": it says " + said + " and calls places by names that only that side still uses"
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

func (v *viewer) sentence(number int, text string, s extract.Seen) explainedSentence {
	out := explainedSentence{Number: number, Lang: s.Lang}
	var marks []marked
	add := func(n note, spans ...geo.Span) {
		for _, sp := range spans {
			if sp.End > sp.Start {
				marks = append(marks, marked{sp, n.Mark})
			}
		}
		n.Words = strings.Join(strings.Fields(plain(n.Words)), " ")
		if !slices.ContainsFunc(out.Notes, func(o note) bool { return reflect.DeepEqual(o, n) }) { // a name may stand there twice
			out.Notes = append(out.Notes, n)
		}
	}
	for _, n := range s.Names {
		note := v.name(n)
		note.Words = text[n.Start:n.End]
		add(note, n.Span)
	}
	for _, sp := range s.Speakers {
		add(note{Kind: "speaker", Mark: markSpeaker, Words: text[sp.Start:sp.End], Says: speaking(text, sp)}, sp.Span, sp.Verb)
	}
	for _, d := range s.Dates {
		add(note{Kind: "date", Mark: markDate, Words: text[d.Start:d.End], Says: dayOf(d.Date)}, d.Span)
	}
	told := map[string]bool{} // refs of events that stand in a note already
	for _, t := range s.Triggers {
		n := v.trigger(text, s, t, told)
		n.Words = text[t.Start:t.End]
		add(n, t.Span)
		if t.Blocker.End > 0 {
			marks = append(marks, marked{t.Blocker, markBlocker})
		}
	}
	for _, a := range s.Figures {
		add(v.figure(a))
	}
	out.Parts = cutUp(text, s.Span, marks)
	return out
}

// trigger says which line of the lexicon a trigger is, and what was made of it.
func (v *viewer) trigger(text string, s extract.Seen, t extract.Trigger, told map[string]bool) note {
	n := note{Kind: "trigger", Mark: markFired, Says: fmt.Sprintf("%s %s in %s/triggers.tsv", t.Class, t.Arg, s.Lang)}
	if t.File == "constructions" {
		n.Says = fmt.Sprintf("%s in %s/constructions.tsv, as %s", t.Class, s.Lang, shortened(t.Arg, text[t.Start:t.End]))
	}
	for _, group := range alike(t.Events) {
		var places []string
		for _, ev := range group {
			p, _ := v.g.Place(ev.Place)
			places = append(places, plain(p.Name))
		}
		ev := group[0]
		if told[ev.Ref] {
			n.More = append(n.More, line{"→", and(places) + ": the same report as above"})
			continue
		}
		for _, ev := range group {
			told[ev.Ref] = true
		}
		n.More = append(n.More, line{"→", and(places) + ": " + change(ev)}, line{"", standing(ev.Status, ev.Source, ev.Background)})
		if at := ev.Source.Evidence; at != s.Span {
			n.More = append(n.More, line{"", "it rests on " + inQuotes(text, at)})
		}
	}
	switch why := blocked(text, t); {
	case t.Why == "no place" && len(s.Figures) > 0:
		n.More = append(n.More, line{"", "no place within reach, but a figure"})
	case len(t.Events) == 0:
		n.Mark = markBlocked
		n.More = append(n.More, line{"✗", "no change: " + why})
	case t.Why != "":
		n.More = append(n.More, line{"✗", "not of every place: " + why})
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
func (v *viewer) figure(a geo.Aggregate) note {
	unit := "settlements"
	if a.Type == geo.AreaKm2 {
		unit = "km²"
	}
	says := "for " + sideName(a.By)
	if p, ok := v.g.Place(a.Place); ok {
		says += " in " + plain(p.Name)
	}
	return note{
		Kind: "figure", Mark: markFired, Words: strings.TrimSpace(fmt.Sprintf("%s %g %s", a.Qualifier, a.Value, unit)),
		Says: says + timeOf(a.When) + ", by the rule " + a.Source.Rule,
		More: []line{{"", standing(a.Status, a.Source, false)}},
	}
}
