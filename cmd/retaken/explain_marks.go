package main

import (
	"slices"

	"retaken/internal/geo"
)

// mark is how words of a text are set off. On a page it is the name of a class.
type mark string

const (
	markName    mark = "name"    // a name that was taken for a place
	markLeft    mark = "left"    // a name that was not
	markSpeaker mark = "speaker" // who says so, and the word of speech
	markDate    mark = "date"
	markFired   mark = "fired"   // a trigger that made an event
	markBlocked mark = "blocked" // a trigger that made none
	markBlocker mark = "blocker" // the word that kept it from it
)

// marked is a part of a text that is set off.
type marked struct {
	geo.Span
	mark mark
}

// part is a piece of a sentence with the marks that lie on the whole of it, the widest first.
type part struct {
	Text  string
	Marks []mark
}

// Mark is the outermost mark, "" for none.
func (p part) Mark() mark {
	if len(p.Marks) == 0 {
		return ""
	}
	return p.Marks[0]
}

// Inner is the part without its outermost mark.
func (p part) Inner() part { return part{p.Text, p.Marks[1:]} }

// cutUp cuts the span of a text wherever a mark begins or ends, so that marks may overlap as they like.
func cutUp(text string, at geo.Span, marks []marked) []part {
	cuts := []int{at.Start, at.End}
	for _, m := range marks {
		cuts = append(cuts, min(max(m.Start, at.Start), at.End), min(max(m.End, at.Start), at.End))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b marked) int { return (b.End - b.Start) - (a.End - a.Start) })
	var out []part
	for i, from := range cuts[:len(cuts)-1] {
		p := part{Text: plain(text[from:cuts[i+1]])}
		for _, m := range marks {
			if m.Start <= from && from < m.End && !slices.Contains(p.Marks, m.mark) {
				p.Marks = append(p.Marks, m.mark)
			}
		}
		out = append(out, p)
	}
	return out
}
