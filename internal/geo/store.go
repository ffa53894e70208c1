package geo

import (
	"context"
	"errors"
	"iter"
	"time"
)

// ErrNotFound is returned for a place, event or article that does not exist.
var ErrNotFound = errors.New("not found")

// ErrReadOnly is returned when something is to be written to a store that cannot be written.
var ErrReadOnly = errors.New("read-only")

// ErrChanged is returned when a place is not as the change of it expects: somebody was faster.
var ErrChanged = errors.New("changed meanwhile")

// ChangeID numbers the changes that editors make to one database's gazetteer, the later the greater.
// Zero means "not made yet".
type ChangeID int64

// PlaceChange is what becomes of one place.
type PlaceChange struct {
	Before *Place // nil for a place that is added
	After  *Place // nil for a place that is removed
}

// Change is something that an editor did to the gazetteer, as a whole.
type Change struct {
	ID     ChangeID
	At     time.Time // UTC
	Action string    // what was asked for: "add", "merge", "undo"
	Reason string    // in the editor's words, "" when none was given
	Undoes ChangeID  // the change that this one takes back, 0 for none
	Places []PlaceChange
}

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

	// Changed is what differs between the revision since and the present one, all of it as it is at that one
	// instant. With 0, or a revision that the store does not know, it is whole. Among what changed there may be
	// what is as it was.
	Changed(ctx context.Context, since int64) (Delta, error)

	// Places yields the gazetteer in the order of IDs.
	Places(ctx context.Context) iter.Seq2[Place, error]

	// PutPlaces adds places, or replaces those whose Ref is stored already, all or none. It returns
	// their IDs in the order given. Putting what is stored already changes nothing, not even the
	// revision. An ID in the argument is ignored: the Ref decides. It is for what a program ships: the
	// log of changes does not tell of it.
	PutPlaces(ctx context.Context, places ...Place) ([]PlaceID, error)

	// ChangePlaces makes a change to the gazetteer and logs it, all or none, and returns it as logged.
	// Its ID is ignored; it changes one place at least. Before must be what is stored under its Ref,
	// else the error is ErrChanged; After has the same Ref and takes the same ID. A place that is added
	// takes a new ID, or, unless After.ID is 0, the one that it had before it was removed.
	//
	// The articles named, and those of which the reading refers to a place that is changed, wait to be
	// read from then on. Until they are, what they say of a removed place is gone.
	ChangePlaces(ctx context.Context, c Change, articles ...string) (Change, error)

	// Changes yields every change ever made with ChangePlaces, the first one first.
	Changes(ctx context.Context) iter.Seq2[Change, error]

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

	// ReadWith is the fingerprint of the rules that last read the article, "" when none has or when it
	// waits to be read again.
	ReadWith(ctx context.Context, article string) (string, error)

	// Unread yields, in the order kept, the refs of the articles that wait to be read, and of those of
	// which the reading refers to one of the places: as resolved, or as one of several that fit.
	Unread(ctx context.Context, places ...PlaceID) iter.Seq2[string, error]
}
