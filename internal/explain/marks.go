package explain

import (
	"slices"

	"retaken/internal/geo"
)

// Mark is how words of a text are set off. On a page it is the name of a class.
type Mark string

// The marks.
const (
	MarkName    Mark = "name"    // a name that was taken for a place
	MarkLeft    Mark = "left"    // a name that was not
	MarkSpeaker Mark = "speaker" // who says so, and the word of speech
	MarkDate    Mark = "date"
	MarkFired   Mark = "fired"   // a trigger that made an event
	MarkBlocked Mark = "blocked" // a trigger that made none
	MarkBlocker Mark = "blocker" // the word that kept it from it
)

// Legend is what the marks mean: a note each, with words that are marked so and what they say.
var Legend = []Note{
	{Mark: MarkName, Words: "name", Says: "taken for a place"},
	{Mark: MarkLeft, Words: "name", Says: "left: open, unknown, or no place"},
	{Mark: MarkFired, Words: "trigger", Says: "tells of a change"},
	{Mark: MarkBlocked, Words: "trigger", Says: "tells of none"},
	{Mark: MarkBlocker, Words: "not", Says: "the word that blocks it"},
	{Mark: MarkSpeaker, Words: "speaker", Says: "who says so"},
	{Mark: MarkDate, Words: "date", Says: "when"},
}

// marked is a part of a text that is set off.
type marked struct {
	geo.Span
	mark  Mark
	place geo.PlaceID // that a name was taken for, 0 for none
}

// Part is a piece of a sentence with the marks that lie on the whole of it, the widest first.
type Part struct {
	Text  string
	Marks []Mark
	Place geo.PlaceID // that a name in Marks was taken for, 0 for none
}

// Mark is the outermost mark, "" for none.
func (p Part) Mark() Mark {
	if len(p.Marks) == 0 {
		return ""
	}
	return p.Marks[0]
}

// Inner is the part without its outermost mark.
func (p Part) Inner() Part { return Part{p.Text, p.Marks[1:], p.Place} }

// cutUp cuts the span of a text wherever a mark begins or ends, so that marks may overlap as they like.
func cutUp(text string, at geo.Span, marks []marked) []Part {
	cuts := []int{at.Start, at.End}
	for _, m := range marks {
		cuts = append(cuts, min(max(m.Start, at.Start), at.End), min(max(m.End, at.Start), at.End))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b marked) int { return (b.End - b.Start) - (a.End - a.Start) })
	var out []Part
	for i, from := range cuts[:len(cuts)-1] {
		p := Part{Text: Plain(text[from:cuts[i+1]])}
		for _, m := range marks {
			if m.Start > from || from >= m.End {
				continue
			}
			if !slices.Contains(p.Marks, m.mark) {
				p.Marks = append(p.Marks, m.mark)
			}
			if m.place != 0 {
				p.Place = m.place
			}
		}
		out = append(out, p)
	}
	return out
}
