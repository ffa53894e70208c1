package atlas

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"retaken/internal/geo"
)

// Timeline is the place of that id and its spans of control, ordered and without gaps, also when only its
// country is known; false when there is no such place. Of a region there may be no spans.
func (a *Atlas) Timeline(id geo.PlaceID) (geo.Place, []geo.Control, bool) {
	s := a.site(id)
	if s == nil {
		return geo.Place{}, nil, false
	}
	return *s.place.Place, s.timeline(), true
}

// Reports are the events of the place of that id in order of time, also those that its timeline leaves out.
// Those without a date come last.
func (a *Atlas) Reports(id geo.PlaceID) []geo.Event {
	s := a.site(id)
	if s == nil {
		return nil
	}
	return s.reports()
}

// Aggregates are what articles say of ground and of numbers of places without naming them, in the order of
// publication.
func (a *Atlas) Aggregates() []geo.Aggregate { return a.aggregates }

// Snapshot yields, in the order of ids, the places that reports or the baseline tell of, with their state at t, the
// latest when t is zero.
func (a *Atlas) Snapshot(t time.Time) iter.Seq2[*geo.Place, geo.Control] {
	return func(yield func(*geo.Place, geo.Control) bool) {
		control, err := a.Collection(Control)
		if err != nil {
			panic(err) // every atlas has it
		}
		states, err := control.selected(Query{Time: &geo.Interval{End: t.Add(time.Nanosecond)}})
		if err != nil {
			panic(err) // no property is asked for
		}
		for _, r := range states {
			if !yield(r.Place, *r.State) {
				return
			}
		}
	}
}

// Diff is the places whose holder or open claim reports made to differ between two instants, in the order of ids.
// That a timeline begins in between is no difference.
func (a *Atlas) Diff(from, to time.Time) []geo.Difference {
	var out []geo.Difference
	for _, s := range a.sites {
		before, after := s.at(from), s.at(to)
		if before == after {
			continue
		}
		d := geo.Difference{Place: s.place.Place, From: geo.Before(s.spans), To: geo.Before(s.spans)}
		if before != nil {
			d.From = *before.State
		}
		if after != nil {
			d.To = *after.State
		}
		if !d.To.Differs(d.From) {
			continue
		}
		id := geo.Decisive(s.spans, from, to)
		if i := slices.IndexFunc(s.events, func(r *row) bool { return r.Event.ID == id }); i >= 0 {
			d.Decisive = s.events[i].Event
			out = append(out, d)
		}
	}
	return out
}

// LastChange is the day of the latest change that a report made; false when none did.
func (a *Atlas) LastChange() (day time.Time, ok bool) {
	for _, s := range a.sites {
		for i := range s.changes {
			if on := s.changes[i].Change.Day(); on.After(day) {
				day, ok = on, true
			}
		}
	}
	return day, ok
}

// Oblast is the region of that ISO 3166-2 code; false when the gazetteer lacks it.
func (a *Atlas) Oblast(code string) (geo.Place, bool) {
	i := slices.IndexFunc(a.sites, func(s *site) bool { return s.place.Place.Ref == "iso:"+code })
	if i < 0 {
		return geo.Place{}, false
	}
	return *a.sites[i].place.Place, true
}

// Withdrawn tells whether a collection once had a feature of that id that is there no more: ids of places and of
// events are never used again.
func (a *Atlas) Withdrawn(collection string, id int64) bool {
	if a.whole != nil {
		a = a.whole
	}
	switch collection {
	case Places, Control:
		return slices.ContainsFunc(a.removed, func(r geo.Removal) bool { return int64(r.Place) == id })
	case Events:
		n := len(a.events)
		if id < 1 || n == 0 || id > a.events[n-1].ID() {
			return false
		}
		_, there := slices.BinarySearchFunc(a.events, id, func(r *row, id int64) int { return cmp.Compare(r.ID(), id) })
		return !there
	}
	return false
}

// Versions is the place of that id and its spans of control, as rows of the collection History; false when there is
// no such place.
func (a *Atlas) Versions(id geo.PlaceID) (geo.Place, Page, bool) {
	s := a.site(id)
	if s == nil {
		return geo.Place{}, Page{}, false
	}
	history, err := a.Collection(History)
	if err != nil {
		panic(err) // every atlas has it
	}
	p := Page{Matched: len(s.states), c: history}
	for i := range s.states {
		p.rows = append(p.rows, &s.states[i])
	}
	return *s.place.Place, p, true
}
