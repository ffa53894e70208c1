package atlas

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/tidwall/rtree"

	"retaken/internal/geo"
)

// next is the atlas of the revision that d leads to from this one. Places of which nothing changed are
// taken over as they are.
func (a *Atlas) next(d geo.Delta) (*Atlas, error) {
	if d.Whole {
		a = &Atlas{baseline: a.baseline, ground: a.ground, where: &rtree.RTreeG[geo.PlaceID]{}}
	}
	reread := make(map[string]bool, len(d.Articles))
	for _, r := range d.Articles {
		reread[r.Ref] = true
	}
	works, err := a.works(d, reread)
	if err != nil {
		return nil, err
	}
	aggregates := replaced(a.aggregates, d.Aggregates, byPublication, func(g geo.Aggregate) bool { return reread[g.Source.Article] })
	if !d.Whole && len(works) == 0 && len(d.Articles) == 0 && len(d.Removed) == 0 && slices.Equal(aggregates, a.aggregates) {
		n := *a // with all that is kept of it
		n.Revision, n.Updated = d.Revision, d.At
		return &n, nil
	}
	n := &Atlas{Store: d.Store, Revision: d.Revision, Updated: d.At, Edited: a.Edited, baseline: a.baseline, aggregates: aggregates, pasts: &pasts{}, encodings: a.encodings}
	if n.encodings == nil {
		n.encodings = &encodings{most: keptEncodings}
	}
	inParallel(len(works), func(i int) { works[i].do(a.baseline) })

	changed := make(map[geo.PlaceID]bool, len(works))
	var sites []*site
	var events []*row
	for _, w := range works {
		changed[w.id] = true
		if w.made != nil {
			sites, events = append(sites, w.made), append(events, w.made.events...)
		}
	}
	n.sites = replaced(a.sites, sites, bySite, func(s *site) bool { return changed[s.place.Place.ID] })
	for _, s := range n.sites {
		n.ids = append(n.ids, s.place.Place.ID)
	}
	n.events = replaced(a.events, events, byID, func(r *row) bool { return changed[r.Place.ID] })
	n.where = moved(a.where, works)
	n.articles = a.articlesAfter(d, n, func(id geo.PlaceID) bool { return changed[id] })
	again := make(map[geo.PlaceID]bool, len(d.Places)+len(d.Removed))
	for i, p := range d.Places {
		again[p.ID] = true
		n.Edited = max(n.Edited, d.Revised[i])
	}
	for _, r := range d.Removed {
		again[r.Place] = true
		n.Edited = max(n.Edited, r.Revision)
	}
	n.removed = replaced(a.removed, d.Removed, func(a, b geo.Removal) int { return cmp.Compare(a.Place, b.Place) }, func(r geo.Removal) bool { return again[r.Place] })
	if n.ground = a.ground; d.Whole || len(d.Places)+len(d.Removed) > 0 {
		n.ground = a.ground.next(n.sites)
	}
	n.finish()
	return n, nil
}

// work is what has to be done for a place of which something changed.
type work struct {
	id       geo.PlaceID
	old      *site      // nil when it is new
	place    *geo.Place // nil when it is as it was
	revision int64      // with which it became that
	removed  bool
	gone     map[*row]bool // events that nobody tells of any more
	added    []*geo.Event
	made     *site // the result, nil when the place is gone
}

// works is what d asks for, in which those articles were read again.
func (a *Atlas) works(d geo.Delta, reread map[string]bool) ([]*work, error) {
	byPlace := make(map[geo.PlaceID]*work, len(d.Places))
	of := func(id geo.PlaceID) *work {
		if byPlace[id] == nil {
			byPlace[id] = &work{id: id, old: a.site(id)}
		}
		return byPlace[id]
	}
	for _, r := range d.Removed {
		if w := of(r.Place); w.old != nil {
			w.removed = true
		} else {
			delete(byPlace, r.Place) // gone for long
		}
	}
	shared := texts{together: d.Whole}
	for i := range d.Places {
		p := &d.Places[i]
		if math.IsInf(float64(p.Uncertainty), 0) {
			return nil, fmt.Errorf("reading place %d: its uncertainty is not a number of metres", p.ID)
		}
		shared.inPlace(p)
		w := of(p.ID)
		w.place = p
		w.revision = d.Revised[i]
	}
	before := map[geo.EventID]*row{}
	for _, r := range a.events {
		if reread[r.Event.Source.Article] {
			before[r.Event.ID] = r
		}
	}
	for i := range d.Articles {
		shared.inArticle(&d.Articles[i])
	}
	for i := range d.Events {
		e := &d.Events[i]
		if r := before[e.ID]; r != nil && *r.Event == *e {
			delete(before, e.ID)
			continue
		}
		shared.inEvent(e)
		w := of(e.Place)
		w.added = append(w.added, e)
	}
	for _, r := range before {
		w := of(r.Place.ID)
		if w.gone == nil {
			w.gone = map[*row]bool{}
		}
		w.gone[r] = true
	}
	works := make([]*work, 0, len(byPlace))
	for _, w := range byPlace {
		if len(w.added) > 0 && (w.removed || w.old == nil && w.place == nil) {
			return nil, fmt.Errorf("reading event %d: its place %d is not stored", w.added[0].ID, w.id)
		}
		works = append(works, w)
	}
	return works, nil
}

func (w *work) do(baseline *geo.Baseline) {
	if w.removed || w.old == nil && w.place == nil {
		return
	}
	s := site{}
	if w.old != nil {
		s = *w.old
	}
	if w.place != nil {
		s.place, s.revision, s.start = &row{Row: geo.Row{Place: w.place}}, w.revision, baseline.Start(*w.place)
	}
	var events []*row
	for _, r := range s.events {
		switch {
		case w.gone[r]:
		case w.place != nil:
			events = append(events, &row{Row: geo.Row{Place: w.place, Event: r.Event}})
		default:
			events = append(events, r)
		}
	}
	added := make([]row, len(w.added))
	for i, e := range w.added {
		added[i].Row = geo.Row{Place: s.place.Place, Event: e}
		events = append(events, &added[i])
	}
	slices.SortFunc(events, inTime)
	w.made = newSite(s.place, s.start, events)
	w.made.revision = s.revision
}

// moved is the index of positions after the works.
func moved(where *rtree.RTreeG[geo.PlaceID], works []*work) *rtree.RTreeG[geo.PlaceID] {
	own := false
	for _, w := range works {
		if w.place == nil && !w.removed {
			continue
		}
		if !own {
			where, own = where.Copy(), true
		}
		if w.old != nil {
			at := served(w.old.place.Place.Point)
			where.Delete(at, at, w.id)
		}
		if w.made != nil {
			at := served(w.place.Point)
			where.Insert(at, at, w.id)
		}
	}
	return where
}

// replaced is a list in order without what is dropped and with what is added, in its place.
func replaced[T any](list, added []T, order func(a, b T) int, drop func(T) bool) []T {
	slices.SortStableFunc(added, order)
	out := make([]T, 0, len(list)+len(added))
	for _, v := range list {
		if drop(v) {
			continue
		}
		for len(added) > 0 && order(added[0], v) < 0 {
			out, added = append(out, added[0]), added[1:]
		}
		out = append(out, v)
	}
	return append(out, added...)
}

func byPublication(a, b geo.Aggregate) int {
	return cmp.Or(a.Source.Published.Compare(b.Source.Published), cmp.Compare(a.Source.Article, b.Source.Article))
}
