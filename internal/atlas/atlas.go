// Package atlas holds one revision of everything that is served: the features of every collection,
// encoded once, with the indexes that answer a query without touching the store.
//
// An Atlas never changes. A Keeper holds the present one, makes the next when the store's revision
// has grown and puts it in place whole, so that readers never wait and never see half a change.
package atlas

import (
	"context"
	"fmt"
	"slices"
	"time"

	"retaken/internal/geo"
)

// The names of the collections.
const (
	Places  = "places"  // the gazetteer
	Events  = "events"  // what reports say changed
	Control = "control" // the state of every place that a report tells of, at one instant
)

// Atlas is a picture of one revision of a store. It is safe for use by several goroutines.
type Atlas struct {
	Revision int64     // of the store
	Built    time.Time // when the picture was made, UTC

	collections []*Collection
}

// Build makes the picture of what store holds.
func Build(ctx context.Context, store geo.Store) (*Atlas, error) {
	revision, err := store.Revision(ctx)
	if err != nil {
		return nil, err
	}
	// Events before places: places are never taken away, so that each event finds its own even while
	// more are being stored.
	var events []geo.Event
	byPlace := map[geo.PlaceID][]geo.Event{}
	for e, err := range store.Events(ctx, geo.Query{}) {
		if err != nil {
			return nil, err
		}
		events = append(events, e)
		byPlace[e.Place] = append(byPlace[e.Place], e)
	}

	var placeRows, eventRows, controlRows []geo.Feature
	told := make(map[geo.PlaceID]geo.Place, len(byPlace)) // places that events tell of
	for p, err := range store.Places(ctx) {
		if err != nil {
			return nil, err
		}
		placeRows = append(placeRows, p.Feature())
		reports, ok := byPlace[p.ID]
		if !ok {
			continue
		}
		told[p.ID] = p
		for _, span := range geo.Timeline(p.ID, reports, time.Time{}) {
			controlRows = append(controlRows, span.Feature(p))
		}
	}
	for _, e := range events {
		p, ok := told[e.Place]
		if !ok {
			return nil, fmt.Errorf("reading event %d: its place %d is not stored", e.ID, e.Place)
		}
		eventRows = append(eventRows, e.Feature(p))
	}

	a := &Atlas{Revision: revision, Built: time.Now().UTC()}
	for _, c := range []struct {
		name   string
		fields []geo.Field
		rows   []geo.Feature
		states bool
	}{
		{Events, geo.EventFields, eventRows, false},
		{Control, geo.ControlFields, controlRows, true},
		{Places, geo.PlaceFields, placeRows, false},
	} {
		made, err := newCollection(c.name, c.fields, c.rows, c.states)
		if err != nil {
			return nil, fmt.Errorf("building collection %s: %w", c.name, err)
		}
		a.collections = append(a.collections, made)
	}
	return a, nil
}

// Collection is the collection of that name, or geo.ErrNotFound.
func (a *Atlas) Collection(name string) (*Collection, error) {
	i := slices.IndexFunc(a.collections, func(c *Collection) bool { return c.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("collection %q: %w", name, geo.ErrNotFound)
	}
	return a.collections[i], nil
}
