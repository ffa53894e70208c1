package geo

import (
	"slices"
	"strconv"
	"time"
)

// replay holds the state of one place while its events are applied in order.
type replay struct {
	start Start
	begun bool // the state of FirstDay is in
	state Control
	spans []Control

	voices  map[Side][]Source // reports, unrelated to each other and to either side, that repeat a side's open claim
	stories map[string]bool   // texts behind state.Because
	claimed map[string]bool   // texts behind state.Claim
}

// begin puts in what is known of FirstDay. Where that is nothing, what earlier reports say stands.
func (r *replay) begin() {
	r.begun = true
	if r.start.Footing == OnNothing && len(r.spans) > 0 {
		return
	}
	s := Control{
		Place: r.state.Place, Holder: r.start.Holder, Previous: r.state.Holder, Since: FirstDay, Footing: r.start.Footing,
	}
	r.stories, r.claimed, r.voices = nil, nil, nil
	r.push(s, FirstDay)
}

func (r *replay) apply(e Event) {
	s := r.state
	by := Holder(e.By)
	switch {
	case e.Status == Denied:
		if s.Claim == nil || s.Claim.By != e.By {
			return // a denial alone changes nothing
		}
		s.Claim = r.repeated(s.Claim, e, true)
	case e.Kind == Contested:
		if e.Status != Confirmed || by == s.Holder && e.Source.Side == SourceSide(e.By.Other()) {
			return // who has lost a place may go on to speak of the battle for it
		}
		if s.Holder == HeldByNobody {
			r.support(&s, e)
			break
		}
		s = r.heldBy(HeldByNobody, e)
	case e.Status == Confirmed, e.Status == Claimed && r.borneOut(e):
		if s.Holder == by {
			s.Presumed = s.Presumed && e.Kind == Withdrawal
			r.support(&s, e)
			if s.Claim != nil && s.Claim.By != e.By {
				s.Claim, r.claimed = nil, nil // a later confirmation for the holder outlives the rival claim
			}
			break
		}
		s = r.heldBy(by, e)
		s.Presumed = e.Kind == Withdrawal
		r.voices = nil
	case s.Holder == by:
		s.Presumed = s.Presumed && e.Kind == Withdrawal
		r.support(&s, e)
	case s.Claim != nil && s.Claim.By == e.By:
		s.Claim = r.repeated(s.Claim, e, e.Status == Disputed)
	default:
		r.claimed = map[string]bool{storyOf(e): true}
		s.Claim = &Claim{By: e.By, Since: e.When.Day, Announced: e.Kind == Withdrawal, Disputed: e.Status == Disputed, Because: []EventID{e.ID}}
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

// heldBy is the state after a change of holder.
func (r *replay) heldBy(h Holder, e Event) Control {
	c := r.state
	c.Previous, c.Holder, c.Since, c.Presumed, c.Footing = c.Holder, h, e.When.Day, false, OnReports
	c.Because, c.KnownFrom, c.Claim = []EventID{e.ID}, e.Source.Published, nil
	r.stories, r.claimed = map[string]bool{storyOf(e): true}, nil
	return c
}

// support adds one more report of the holder. States follow each other in one line, so that the slices of
// earlier ones may share the array.
func (r *replay) support(s *Control, e Event) {
	if r.stories == nil {
		r.stories = map[string]bool{}
	}
	r.stories[storyOf(e)] = true
	s.Because = append(s.Because, e.ID)
	if s.Footing == OnNothing {
		s.Footing = OnReports
	}
	if p := e.Source.Published; s.KnownFrom.IsZero() || p.Before(s.KnownFrom) {
		s.KnownFrom = p
	}
}

// repeated is the claim after one more report of it.
func (r *replay) repeated(c *Claim, e Event, disputed bool) *Claim {
	next := *c
	next.Disputed = next.Disputed || disputed
	next.Announced = next.Announced && (e.Kind == Withdrawal || disputed)
	next.Because = append(next.Because, e.ID)
	r.claimed[storyOf(e)] = true
	return &next
}

// push makes s the state from that day on. On the same day the later state wins; where only the
// evidence grew, the present span goes on.
func (r *replay) push(s Control, day time.Time) {
	s.Reports = len(r.stories)
	for story := range r.claimed {
		if !r.stories[story] {
			s.Reports++
		}
	}
	n := len(r.spans)
	s.Valid = Interval{Start: day}
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
	if (a.Claim == nil) != (b.Claim == nil) {
		return false
	}
	if a.Claim != nil && (a.Claim.By != b.Claim.By || a.Claim.Disputed != b.Claim.Disputed || a.Claim.Announced != b.Claim.Announced) {
		return false
	}
	return a.Holder == b.Holder && a.Presumed == b.Presumed && a.Footing == b.Footing
}

// story is what copies of one text have in common.
func (s Source) story() string {
	if s.Story != "" {
		return s.Story
	}
	return s.Article
}

// storyOf is the story, also of an article that is not named.
func storyOf(e Event) string {
	if s := e.Source.story(); s != "" {
		return s
	}
	return strconv.FormatInt(int64(e.ID), 10)
}
