package atlas

import (
	"cmp"
	"slices"
	"sort"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// row is a feature of a collection. It is shared by every atlas and every collection in which the feature is the
// same but for its id.
type row struct {
	geo.Row
	json atomic.Pointer[[]byte] // nil where it is not kept
}

// Geometry is that of the row as it is served.
func (r *row) Geometry() orb.Geometry {
	if r.Place != nil {
		return served(r.Place.Point)
	}
	return r.Row.Geometry()
}

// served is a position rounded to the 6 decimals that it is encoded with, so that what is found by
// its position is what is seen at that position.
func served(p orb.Point) orb.Point { return orb.Round(p, 1e6).(orb.Point) }

// bound is the envelope of the geometry; false without one.
func (r *row) bound() (orb.Bound, bool) {
	if r.Place != nil { // without an allocation
		at := served(r.Place.Point)
		return orb.Bound{Min: at, Max: at}, true
	}
	g := r.Geometry()
	if g == nil {
		return orb.Bound{}, false
	}
	return g.Bound(), true
}

func byID(a, b *row) int { return cmp.Compare(a.ID(), b.ID()) }

// site is a place with all that is known of it.
type site struct {
	place    *row
	revision int64 // of the store, with which the place became what it is
	start    geo.Start
	events   []*row        // in order of time, those without a date last
	spans    []geo.Control // none when nothing tells of the place
	states   []row         // of the spans
	changes  []row         // between them
}

func bySite(a, b *site) int { return byID(a.place, b.place) }

// newSite replays the reports of a place, which are in order of time.
func newSite(place *row, start geo.Start, events []*row) *site {
	s := &site{place: place, start: start, events: events}
	if len(events) == 0 && start.Footing == geo.OnNothing {
		return s
	}
	s.spans = slices.Clone(s.timeline()) // without room to grow
	s.states = make([]row, len(s.spans))
	for i := range s.spans {
		s.states[i].Row = geo.Row{Place: place.Place, State: &s.spans[i]}
	}
	reports := make([]*geo.Event, len(events))
	for i, r := range events {
		reports[i] = r.Event
	}
	changes := slices.Clone(geo.Transitions(place.Place, s.spans, reports))
	s.changes = make([]row, len(changes))
	for i := range changes {
		s.changes[i].Row = geo.Row{Place: place.Place, Change: &changes[i]}
	}
	return s
}

// timeline is the spans of the place, also of one of which only its country is known.
func (s *site) timeline() []geo.Control {
	if s.spans != nil {
		return s.spans
	}
	return geo.Timeline(s.place.Place.ID, s.start, s.reports(), time.Time{})
}

// reports is a copy of the events.
func (s *site) reports() []geo.Event {
	events := make([]geo.Event, len(s.events))
	for i, r := range s.events {
		events[i] = *r.Event
	}
	return events
}

// at is the state at an instant, or the latest if that is zero; nil when there is none.
func (s *site) at(t time.Time) *row {
	i := len(s.spans)
	if !t.IsZero() {
		i = sort.Search(i, func(i int) bool { return s.spans[i].Valid.Start.After(t) })
	}
	if i == 0 {
		return nil
	}
	return &s.states[i-1]
}

// inTime orders events by their day, those without one last, then by publication. The ref decides last, so
// that the order of ingestion never matters.
func inTime(a, b *row) int {
	x, y := a.Event, b.Event
	switch {
	case x.When.IsZero() && !y.When.IsZero():
		return 1
	case y.When.IsZero() && !x.When.IsZero():
		return -1
	}
	return cmp.Or(x.When.Day.Compare(y.When.Day), x.Source.Published.Compare(y.Source.Published), cmp.Compare(x.Ref, y.Ref))
}
