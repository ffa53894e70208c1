package geo

import (
	"slices"
	"time"
)

// Differs tells whether another holder or another open claim is shown: of the other side, or one that is merely
// announced or disputed where the other is not.
func (c Control) Differs(o Control) bool {
	if c.Holder != o.Holder || (c.Claim == nil) != (o.Claim == nil) {
		return true
	}
	return c.Claim != nil && (c.Claim.By != o.Claim.By || c.Claim.Announced != o.Claim.Announced || c.Claim.Disputed != o.Claim.Disputed)
}

// Before is the state before the first of a timeline, which has one at least: what the first says of it, or else
// the first itself.
func Before(spans []Control) Control {
	first := spans[0]
	h := first.Previous
	if h == HolderUnknown {
		h = first.Holder
	}
	return Control{Place: first.Place, Holder: h, Previous: HolderUnknown, Footing: OnNothing}
}

// Decisive is the report that made the state of a timeline at one instant another than at an earlier one, 0 when
// none did, as on FirstDay: the first of the holder, if that is another, else that with which the claim came,
// changed or fell.
func Decisive(spans []Control, from, to time.Time) EventID {
	before, okFrom := At(spans, from)
	after, okTo := At(spans, to)
	if !okTo {
		return 0
	}
	i := slices.IndexFunc(spans, func(c Control) bool { return c.Valid.Start.Equal(after.Valid.Start) })
	if !okFrom || before.Holder != after.Holder {
		for i > 0 && spans[i-1].Holder == after.Holder {
			i--
		}
		if spans[i].Footing != OnReports {
			return 0
		}
		return nth(after.Because, 0)
	}
	if c := after.Claim; c != nil && (before.Claim == nil || before.Claim.By != c.By) {
		return nth(c.Because, 0)
	}
	for i > 0 && !spans[i-1].Differs(after) {
		i--
	}
	if i == 0 {
		return 0
	}
	return spans[i].begunBy(spans[i-1])
}

// begunBy is the report that ended the span before and began this one.
func (c Control) begunBy(before Control) EventID { return nth(c.told(before), 0) }

// told are the reports that came with the state that began after another, the first of which began it.
func (c Control) told(before Control) []EventID {
	switch {
	case c.Holder != before.Holder, c.Claim == nil && !c.Since.Equal(before.Since): // also lost and regained on one day
		return c.Because
	case c.Claim == nil:
		return c.Because[min(len(before.Because), len(c.Because)):]
	case before.Claim == nil || before.Claim.By != c.Claim.By || !before.Claim.Since.Equal(c.Claim.Since):
		return c.Claim.Because
	}
	return c.Claim.Because[min(len(before.Claim.Because), len(c.Claim.Because)):]
}

func nth(ids []EventID, i int) EventID {
	if i < len(ids) {
		return ids[i]
	}
	return 0
}
