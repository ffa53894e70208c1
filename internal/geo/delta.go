package geo

// Delta is what differs between two revisions of a store. Who knows the earlier one learns the later one by
// forgetting Removed and everything that Articles said, and by taking over the rest.
type Delta struct {
	Revision int64 // the later one

	// Whole tells that the delta is all that the store holds, and that what is known of an earlier revision does
	// not count. Removed and Articles are empty then.
	Whole bool

	Places     []Place     // added or changed, in the order of IDs
	Removed    []PlaceID   // no longer stored
	Articles   []string    // refs of the articles of which the events or aggregates changed, also to none
	Events     []Event     // all of those articles, in the order of IDs
	Aggregates []Aggregate // all of those articles, by article in the order stored
}
