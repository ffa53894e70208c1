package main

import (
	"maps"
	"slices"

	"retaken/internal/explain"
	"retaken/internal/geo"
)

// monthStats is how often places changed in a month.
type monthStats struct {
	Month      string `json:"month"` // YYYY-MM
	Recaptured int    `json:"recaptured"`
	Lost       int    `json:"lost"`
	InRussia   int    `json:"in_russia"` // taken there by either side
	Contested  int    `json:"contested"`
	Claimed    int    `json:"claimed"`
}

// months counts changes by their month. Its zero value is empty.
type months map[string]*monthStats

// add counts every change of a timeline, also one that was undone within the month.
func (m *months) add(p *geo.Place, spans []geo.Control) {
	if *m == nil {
		*m = months{}
	}
	d := geo.Difference{Place: p, To: geo.Before(spans)}
	for _, is := range spans {
		d.From, d.To = d.To, is
		if !d.To.Differs(d.From) || len(explain.RestsOn(is)) == 0 {
			continue // the timeline begins, and nothing changed
		}
		month := is.Valid.Start.Format("2006-01")
		if (*m)[month] == nil {
			(*m)[month] = &monthStats{Month: month}
		}
		(*m)[month].count(d)
	}
}

func (m *monthStats) count(d geo.Difference) {
	switch turn := d.Turn(); {
	case turn == geo.Fought:
		m.Contested++
	case turn == geo.NewlyClaimed:
		if d.From.Claim == nil || d.From.Claim.By != d.To.Claim.By { // else the same claim, merely disputed
			m.Claimed++
		}
	case turn == geo.OtherTurn:
	case explain.InRussia(d.Place):
		m.InRussia++
	case turn == geo.Recaptured:
		m.Recaptured++
	case turn == geo.Lost:
		m.Lost++
	}
}

func (m months) sorted() (out []monthStats) {
	for _, month := range slices.Sorted(maps.Keys(m)) {
		out = append(out, *m[month])
	}
	return out
}
