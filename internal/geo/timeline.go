package geo

import (
	"slices"
	"time"
)

// Holder is the assessed state of control of a place.
type Holder string

// The holders.
const (
	HeldByUkraine Holder = "UA"
	HeldByRussia  Holder = "RU"
	HeldByNobody  Holder = "contested"
	HolderUnknown Holder = "unknown"
)

// Holders lists every holder in the order documents name them.
var Holders = []Holder{HeldByUkraine, HeldByRussia, HeldByNobody, HolderUnknown}

// Claim is one side's word that it took a place, which nobody else has borne out yet.
type Claim struct {
	By        Side
	Since     time.Time // day of the first report of the claim
	Announced bool      // no more than that the other side is to leave: an order, an announcement
	Disputed  bool      // denied or contradicted
	Because   []EventID
}

// Control is a span of time during which the state of a place did not change.
type Control struct {
	Place     PlaceID
	Holder    Holder
	Previous  Holder // before this holder; HolderUnknown when nothing is known
	Since     time.Time
	Presumed  bool    // the other side left, but nobody has reported entry yet
	Footing   Footing // what the holder rests on
	Claim     *Claim  // open claim beside the assessed holder, or nil
	Valid     Interval
	KnownFrom time.Time // when the first report of this holder was published; zero without one
	Because   []EventID // the reports that the holder rests on, in the order of their time
	Reports   int       // how many those and those of the claim are, copies of one text counted once
}

// Timeline replays the events of one place, in any order, and returns its spans of control, ordered and
// without gaps; the last is open. The first begins with FirstDay and start, or with the first report if
// that is earlier; without a report nothing but start is known. Events published after knownBy are left
// out, unless it is zero.
//
// When the first that is heard of a place is that the holder of start regained or attacked it, somebody else had
// held it before: from FirstDay until then its holder is unknown. A standing report may tell of a state that never
// changed.
func Timeline(place PlaceID, start Start, events []Event, knownBy time.Time) []Control {
	events = applicable(events, knownBy)
	r := replay{start: start, state: Control{Place: place, Holder: HolderUnknown, Previous: HolderUnknown, Footing: OnNothing}}
	r.begun = start.Holder == HolderUnknown && start.Footing == OnNothing || start == Start{}
	if start.Footing == OnNothing && regained(start.Holder, events) {
		r.start.Holder = HolderUnknown
	}
	for _, e := range events {
		if !r.begun && !e.When.Day.Before(FirstDay) {
			r.begin()
		}
		r.apply(e)
	}
	if !r.begun {
		r.begin()
	}
	return r.spans
}

// regained tells whether the first report of a change says that the holder got the place back, or tries to.
func regained(holder Holder, events []Event) bool {
	i := slices.IndexFunc(events, func(e Event) bool {
		return e.Status != Denied && (e.Kind.Moves() || e.Kind == Contested)
	})
	return i >= 0 && !events[i].Standing && Holder(events[i].By) == holder
}

// At is the span that contains t; false before the first.
func At(spans []Control, t time.Time) (Control, bool) {
	i, found := slices.BinarySearchFunc(spans, t, func(c Control, t time.Time) int { return c.Valid.Start.Compare(t) })
	if !found {
		i--
	}
	if i < 0 {
		return Control{}, false
	}
	return spans[i], true
}
