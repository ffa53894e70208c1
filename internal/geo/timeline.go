package geo

import (
	"cmp"
	"fmt"
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
	By       Side
	Since    time.Time // day of the first report of the claim
	Disputed bool      // denied or contradicted
	Because  []EventID
}

// Control is a span of time during which the state of a place did not change.
type Control struct {
	Place    PlaceID
	Holder   Holder
	Previous Holder // before this holder; HolderUnknown when nothing is known
	Since    time.Time
	Presumed bool   // the other side left, but nobody has reported entry yet
	Claim    *Claim // open claim beside the assessed holder, or nil
	Valid    Interval
	Because  []EventID // the reports that the holder rests on, in the order of their time
	Reports  int       // how many those and those of the claim are, copies of one text counted once
}

// mergeDays is how far apart reports of one change may lie (rule 9 of the event model).
const mergeDays = 3

// Timeline replays the events of one place, in any order, and returns its spans of control, ordered
// and without gaps, from the first report on; the last is open. Events published after knownBy are
// left out, unless it is zero. The place's state before its first report is unknown and has no span.
func Timeline(place PlaceID, events []Event, knownBy time.Time) []Control {
	r := replay{state: Control{Place: place, Holder: HolderUnknown, Previous: HolderUnknown}, stories: map[EventID]string{}}
	for _, e := range applicable(events, knownBy) {
		r.apply(e)
	}
	return r.spans
}

// At is the span that contains t; false before the first report.
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

// applicable leaves out what cannot be replayed (unknown by then, retracted, undated, dated after its
// own publication, background that better-dated reports cover) and puts the rest in order of time.
func applicable(events []Event, knownBy time.Time) []Event {
	var out []Event
	for _, e := range events {
		published := e.Source.Published
		switch {
		case !knownBy.IsZero() && published.After(knownBy),
			e.Status == Retracted, e.Kind == Advance, e.When.IsZero(),
			!published.IsZero() && e.When.Day.After(published),
			e.Background && covered(e, events, knownBy):
			continue
		}
		out = append(out, e)
	}
	alignDays(out)
	slices.SortStableFunc(out, func(a, b Event) int {
		return cmp.Or(
			a.When.Day.Compare(b.When.Day),
			a.Source.Published.Compare(b.Source.Published),
			cmp.Compare(a.Source.Rank, b.Source.Rank),
			cmp.Compare(a.Ref, b.Ref), // so that the order of ingestion never matters
		)
	})
	return out
}

// covered tells whether a report that is no background tells of the same change.
func covered(bg Event, events []Event, knownBy time.Time) bool {
	span := bg.When.Interval()
	span.Start, span.End = span.Start.AddDate(0, -1, 0), span.End.AddDate(0, 1, 0)
	return slices.ContainsFunc(events, func(e Event) bool {
		return !e.Background && e.By == bg.By && e.Kind.Moves() == bg.Kind.Moves() && e.Status != Denied &&
			span.Contains(e.When.Day) && (knownBy.IsZero() || !e.Source.Published.After(knownBy))
	})
}

// alignDays gives reports of one change within mergeDays of each other its earliest day. Days that the
// text gives for the change itself stay as they are.
func alignDays(events []Event) {
	for i := range events {
		if events[i].When.Basis == ByEvent {
			continue
		}
		day := events[i].When.Day
		for _, o := range events {
			if o.By == events[i].By && o.Kind.Moves() == events[i].Kind.Moves() && o.When.Basis == ByEvent &&
				o.When.Day.Before(events[i].When.Day) && events[i].When.Day.Sub(o.When.Day) <= mergeDays*24*time.Hour && o.When.Day.Before(day) {
				day = o.When.Day
			}
		}
		events[i].When.Day = day
	}
}

// replay holds the state of one place while its events are applied in order.
type replay struct {
	state  Control
	spans  []Control
	voices map[Side][]Source // reports, unrelated to each other and to either side, that repeat a side's open claim

	stories map[EventID]string // what each report is a copy of
}

func (r *replay) apply(e Event) {
	if r.stories[e.ID] = e.Source.story(); r.stories[e.ID] == "" {
		r.stories[e.ID] = fmt.Sprint(e.ID) // of an article that is not named
	}
	s := r.state
	by := Holder(e.By)
	switch {
	case e.Status == Denied:
		if s.Claim == nil || s.Claim.By != e.By {
			return // a denial alone changes nothing
		}
		s.Claim = s.Claim.with(e, true)
	case e.Kind == Contested:
		if e.Status != Confirmed {
			return
		}
		if s.Holder == HeldByNobody {
			s.Because = extend(s.Because, e.ID)
			break
		}
		s = s.heldBy(HeldByNobody, e)
	case e.Status == Confirmed, e.Status == Claimed && r.borneOut(e):
		if s.Holder == by {
			s.Presumed = s.Presumed && e.Kind == Withdrawal
			s.Because = extend(s.Because, e.ID)
			if s.Claim != nil && s.Claim.By != e.By {
				s.Claim = nil // a later confirmation for the holder outlives the rival claim
			}
			break
		}
		s = s.heldBy(by, e)
		s.Presumed = e.Kind == Withdrawal
		r.voices = nil
	case s.Holder == by:
		s.Because = extend(s.Because, e.ID)
	case s.Claim != nil && s.Claim.By == e.By:
		s.Claim = s.Claim.with(e, e.Status == Disputed)
	default:
		s.Claim = &Claim{By: e.By, Since: e.When.Day, Disputed: e.Status == Disputed, Because: []EventID{e.ID}}
	}
	r.push(s, e.When.Day)
}

// borneOut tells whether the claim e makes a second, unrelated report of what one side says: two
// publishers with texts of their own, neither of them a voice of that side.
func (r *replay) borneOut(e Event) bool {
	if e.Source.Side != FromMedia && e.Source.Side != FromThird {
		return false
	}
	if r.voices == nil {
		r.voices = map[Side][]Source{}
	}
	related := func(o Source) bool {
		return o.Publisher == e.Source.Publisher || o.story() != "" && o.story() == e.Source.story()
	}
	if !slices.ContainsFunc(r.voices[e.By], related) {
		r.voices[e.By] = append(r.voices[e.By], e.Source)
	}
	return len(r.voices[e.By]) > 1
}

// story is what copies of one text have in common.
func (s Source) story() string {
	if s.Story != "" {
		return s.Story
	}
	return s.Article
}

// unrelated counts reports, copies of one text once.
func (r *replay) unrelated(s Control) int {
	seen := map[string]bool{}
	for _, id := range s.Because {
		seen[r.stories[id]] = true
	}
	if s.Claim != nil {
		for _, id := range s.Claim.Because {
			seen[r.stories[id]] = true
		}
	}
	return len(seen)
}

// heldBy is the state after a change of holder.
func (c Control) heldBy(h Holder, e Event) Control {
	c.Previous, c.Holder, c.Since, c.Presumed = c.Holder, h, e.When.Day, false
	c.Because = []EventID{e.ID}
	c.Claim = nil
	return c
}

// with is the claim after one more report of it.
func (c *Claim) with(e Event, disputed bool) *Claim {
	next := *c
	next.Disputed = next.Disputed || disputed
	next.Because = extend(next.Because, e.ID)
	return &next
}

// push makes s the state from that day on. On the same day the later state wins; where only the
// evidence grew, the present span goes on.
func (r *replay) push(s Control, day time.Time) {
	n := len(r.spans)
	s.Valid = Interval{Start: day}
	s.Reports = r.unrelated(s)
	switch {
	case n > 0 && sameState(r.state, s), n > 0 && r.spans[n-1].Valid.Start.Equal(day):
		s.Valid.Start = r.spans[n-1].Valid.Start
		r.spans[n-1] = s
	case n > 0:
		r.spans[n-1].Valid.End = day
		fallthrough
	default:
		r.spans = append(r.spans, s)
	}
	r.state = s
}

func sameState(a, b Control) bool {
	if (a.Claim == nil) != (b.Claim == nil) || a.Claim != nil && (a.Claim.By != b.Claim.By || a.Claim.Disputed != b.Claim.Disputed) {
		return false
	}
	return a.Holder == b.Holder && a.Presumed == b.Presumed
}

// extend appends without touching a slice that an earlier span shares.
func extend(ids []EventID, id EventID) []EventID { return append(slices.Clip(ids), id) }
