package geo

import (
	"context"
	"errors"
	"iter"
)

// ErrNotFound is returned for a place, event or article that does not exist.
var ErrNotFound = errors.New("not found")

// ErrReadOnly is returned when something is to be written to a store that cannot be written.
var ErrReadOnly = errors.New("read-only")

// Query selects events. Its zero value selects all of them.
type Query struct {
	Place   PlaceID // of this place
	Article string  // told by this article (its ref)
	After   EventID // with a greater ID: paging by key
	Limit   int     // at most so many; 0 for no limit
}

// Store keeps the gazetteer and what articles say. The tests that every store must pass are in
// package geotest. A store is safe for use by several goroutines; a sequence that it returns may be
// abandoned early, and yields at most one error, as its last element.
type Store interface {
	// Revision grows with every committed change and never otherwise.
	Revision(ctx context.Context) (int64, error)

	// Places yields the gazetteer in the order of IDs.
	Places(ctx context.Context) iter.Seq2[Place, error]

	// PutPlaces adds places, or replaces those whose Ref is stored already, all or none. It returns
	// their IDs in the order given. Putting what is stored already changes nothing, not even the
	// revision. An ID in the argument is ignored: the Ref decides.
	PutPlaces(ctx context.Context, places ...Place) ([]PlaceID, error)

	// Events yields the events that q selects in the order of IDs.
	Events(ctx context.Context, q Query) iter.Seq2[Event, error]

	// Event is the event of that ID, or ErrNotFound.
	Event(ctx context.Context, id EventID) (Event, error)

	// Aggregates yields every aggregate, by article in the order stored.
	Aggregates(ctx context.Context) iter.Seq2[Aggregate, error]

	// PutReadings keeps readings, all or none. Each replaces the earlier reading of its article as a
	// whole; an event whose Ref was there before keeps its ID. An article that is not stored is
	// ErrNotFound.
	PutReadings(ctx context.Context, readings ...Reading) error

	// ReadWith is the fingerprint of the rules that last read the article, "" when none has.
	ReadWith(ctx context.Context, article string) (string, error)
}
