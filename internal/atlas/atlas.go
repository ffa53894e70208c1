// Package atlas holds one revision of everything that is served: the features of every collection, the
// timeline of every place, and the indexes that answer a query without touching the store.
//
// An Atlas never changes. The next one is made from it and from what changed in the store, and shares with
// it all that did not. A Keeper holds the present one and puts the next in its place whole, so that readers
// never wait and never see half a change. AsOf is the atlas of an earlier day's knowledge.
package atlas

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"retaken/internal/geo"
)

// The names of the collections.
const (
	Places   = "places"          // the gazetteer
	Events   = "events"          // what reports say changed
	Control  = "control"         // the state of every place that a report or the baseline tells of, at one instant
	History  = "control-history" // every span of time during which the state of such a place did not change
	Changes  = "control-changes" // every change of the holder or the open claim of a place
	Articles = "articles"        // what was read
)

// Atlas is a picture of one revision of a store. It is safe for use by several goroutines. What it gives out
// is shared and not to be changed.
type Atlas struct {
	Store    string    // names the store
	Revision int64     // of the store
	Updated  time.Time // when the store came to that revision, UTC
	Edited   int64     // revision with which a place was last added, changed or removed
	KnownBy  time.Time // what was published later is left out; zero: nothing is

	baseline   *geo.Baseline
	sites      []*site                    // of every place, by id
	ids        []geo.PlaceID              // of the sites: together, they are searched ten times as fast
	where      *rtree.RTreeG[geo.PlaceID] // the places, at the positions that are served
	events     []*row                     // by id
	articles   []*row                     // by id
	aggregates []geo.Aggregate            // by publication
	removed    []geo.Removal              // places that were, by id
	changes    *changes
	encodings  *encodings

	collections []*Collection
	ground      *ground
	areas       *keptAreas
	pasts       *pasts // those of earlier days' knowledge
	whole       *Atlas // of such a one, that with all that is known; else nil
	own         int    // states and changes that such a one does not share with it
}

// Build makes the picture of what store holds. A place has states when a report tells of it, or when the
// baseline does. The country is the outline of Ukraine, which is divided into areas.
func Build(ctx context.Context, store geo.Store, baseline *geo.Baseline, country orb.MultiPolygon) (*Atlas, error) {
	d, err := store.Changed(ctx, 0)
	if err != nil {
		return nil, err
	}
	return (&Atlas{baseline: baseline, ground: &ground{country: country}}).next(d)
}

// Collection is the collection of that name, or geo.ErrNotFound. Those of the ground have no features: see At.
func (a *Atlas) Collection(name string) (*Collection, error) {
	switch name {
	case Areas:
		return a.outline(name, geo.AreaFields), nil
	case Borders:
		return a.outline(name, geo.BorderFields), nil
	}
	i := slices.IndexFunc(a.collections, func(c *Collection) bool { return c.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("collection %q: %w", name, geo.ErrNotFound)
	}
	return a.collections[i], nil
}

// finish makes the collections of what a has been given.
func (a *Atlas) finish() {
	control := newCollection(Control, "Point", geo.ControlFields, a.statesIn)
	control.states = true
	events := newCollection(Events, "Point", geo.EventFields, a.eventsIn)
	events.all = func() []*row { return a.events }
	places := newCollection(Places, "Point", geo.PlaceFields, a.placesIn)
	articles := newCollection(Articles, "MultiPoint", geo.ArticleFields, a.articlesIn)
	articles.all = func() []*row { return a.articles }
	for _, s := range a.sites {
		if s.spans != nil {
			control.cover(s.spans[0].Valid) // the last is among those that are measured
		}
	}
	changed := newCollection(Changes, "Point", geo.TransitionFields, a.changesIn)
	measured := []*Collection{events, control, changed, places, articles}
	inParallel(len(measured), func(i int) { measured[i].measure() })
	history := newCollection(History, "Point", geo.HistoryFields, a.spansIn)
	history.id = func(r *row) int64 { return r.State.SpanID() }
	history.BBox, history.Span = control.BBox, control.Span
	a.collections, a.areas = append(measured, history), &keptAreas{}
	for _, c := range a.collections {
		if a.whole == nil || c != control && c != history && c != changed { // what is kept of the states of an earlier day's knowledge would keep them all
			c.encodings = a.encodings
		}
	}
	a.changes = &changes{}
}

// site is the place of that id, nil when there is none.
func (a *Atlas) site(id geo.PlaceID) *site {
	i, ok := slices.BinarySearch(a.ids, id)
	if !ok {
		return nil
	}
	return a.sites[i]
}

// sitesIn are the places in a box, by id; all of them without one.
func (a *Atlas) sitesIn(box *[4]float64) []*site {
	if box == nil {
		return a.sites
	}
	var ids []geo.PlaceID
	search := func(west, east float64) {
		a.where.Search([2]float64{west, box[1]}, [2]float64{east, box[3]}, func(_, _ [2]float64, id geo.PlaceID) bool {
			ids = append(ids, id)
			return true
		})
	}
	if box[0] <= box[2] {
		search(box[0], box[2])
	} else {
		search(box[0], 180)
		search(-180, box[2])
	}
	slices.Sort(ids)
	ids = slices.Compact(ids) // of a box whose two halves touch
	sites := make([]*site, len(ids))
	for i, id := range ids {
		sites[i] = a.site(id)
	}
	return sites
}

// placesIn, eventsIn, statesIn, spansIn, changesIn and articlesIn find the rows of the collections in a box, by id, for a caller that may change
// the list. Of a place they find the state at that instant, the latest if it is zero.
func (a *Atlas) placesIn(box *[4]float64, _ time.Time) []*row {
	sites := a.sitesIn(box)
	rows := make([]*row, len(sites))
	for i, s := range sites {
		rows[i] = s.place
	}
	return rows
}

func (a *Atlas) eventsIn(box *[4]float64, _ time.Time) []*row {
	if box == nil {
		return slices.Clone(a.events)
	}
	var rows []*row
	for _, s := range a.sitesIn(box) {
		rows = append(rows, s.events...)
	}
	slices.SortFunc(rows, byID)
	return rows
}

func (a *Atlas) statesIn(box *[4]float64, at time.Time) []*row {
	var rows []*row
	for _, s := range a.sitesIn(box) {
		if r := s.at(at); r != nil {
			rows = append(rows, r)
		}
	}
	return rows
}

func (a *Atlas) spansIn(box *[4]float64, _ time.Time) []*row {
	var rows []*row
	for _, s := range a.sitesIn(box) {
		for i := range s.states {
			rows = append(rows, &s.states[i])
		}
	}
	return rows
}

func (a *Atlas) changesIn(box *[4]float64, _ time.Time) []*row {
	var rows []*row
	for _, s := range a.sitesIn(box) {
		for i := range s.changes {
			rows = append(rows, &s.changes[i])
		}
	}
	return rows
}

func (a *Atlas) articlesIn(box *[4]float64, _ time.Time) []*row {
	rows := slices.Clone(a.articles)
	if box == nil {
		return rows
	}
	return slices.DeleteFunc(rows, func(r *row) bool { return !geo.Meets(r.Geometry(), *box) })
}
