package geo

import "time"

// Delta is what differs between two revisions of a store. Who knows the earlier one learns the later one by
// forgetting Removed and everything that Articles said, and by taking over the rest.
type Delta struct {
	Store    string    // names the store, as long as it lives
	Revision int64     // the later one
	At       time.Time // when that was committed, UTC

	// Whole tells that the delta is all that the store holds, and that what is known of an earlier revision does
	// not count.
	Whole bool

	Places     []Place     // added or changed, in the order of IDs
	Revised    []int64     // by place: the revision with which it became what it is
	Removed    []Removal   // what was and is no longer stored, in the order of IDs
	Articles   []Article   // of which the places, events or aggregates changed, also to none, in the order of IDs
	Events     []Event     // all of those articles, in the order of IDs
	Aggregates []Aggregate // all of those articles, by article in the order stored
}

// Removal is that a place was removed.
type Removal struct {
	Place    PlaceID
	Revision int64 // with which it was; 0 when that is not known
}
