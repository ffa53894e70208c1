package extract

import (
	"fmt"
	"slices"
	"time"

	"retaken/internal/geo"
)

// standing is how far the report can be relied on by what its own article says, and whose word it is.
func (s *sentence) standing(t trigger, by geo.Side, p *geo.Place, sp *speaker) (geo.Status, geo.Source) {
	src := geo.Source{Side: geo.FromMedia, Rank: geo.OwnVoice, Confidence: 0.7}
	status := geo.Confirmed
	side := geo.SourceSide(s.doc.voice)
	if sp != nil {
		src.Attribution = sp.name
		if given := sp.sideFor(p); given != "" {
			side = given
		}
	} else if t.class == "regain" && by == geo.Russia && owner(p) == geo.Ukraine {
		side = geo.FromRussia // nobody else calls that a liberation
	}
	switch {
	case sp != nil && (sp.stranger || side == "" && !sp.local && sp.speech == "say" && sp.name != ""):
		status, src.Rank, src.Confidence = geo.Claimed, geo.Unaffiliated, 0.4
	case side == geo.FromUkraine, side == geo.FromRussia:
		status, src.Side, src.Rank, src.Confidence = byWordOf(geo.Side(side), by)
	case side == geo.FromThird:
		src.Side, src.Rank, src.Confidence = geo.FromThird, geo.Independent, 0.9
	}
	if sp != nil && sp.speech == "deny" && !(sp.verb >= s.from && sp.verb < s.to && s.negated(sp.verb)) || s.denied(t) {
		status = geo.Denied
	}
	return status, src
}

// byWordOf is how far the word of one side goes: a claim when it is the one that gains, else an admission.
func byWordOf(side, by geo.Side) (geo.Status, geo.SourceSide, geo.Rank, float64) {
	if side == by {
		return geo.Claimed, geo.SourceSide(side), geo.Official, 0.6
	}
	return geo.Confirmed, geo.SourceSide(side), geo.Admission, 0.9
}

// denied tells whether a word of denial rules over the trigger: "dismissed a report that X was seized",
// "reports that X has fallen are false", with no other trigger in between.
func (s *sentence) denied(t trigger) bool {
	claimed := slices.ContainsFunc(s.said, func(sp speaker) bool { return sp.named && sp.speech == "say" && sp.verb < t.from })
	for _, f := range s.finds {
		if f.file == "speech" && f.class == "deny" && !s.negated(f.from) {
			from, to := f.to, t.from
			if f.from > t.to {
				if claimed && s.commaBetween(t.to, f.from) {
					continue // somebody says so, and somebody else denies it: see contradicted
				}
				from, to = t.to, f.from
			}
			if !s.otherTrigger(t, from, to) && !s.reports(from, to) {
				return true
			}
		}
	}
	return false
}

// reports tells whether somebody confirms or admits something between two tokens.
func (s *sentence) reports(from, to int) bool {
	for _, f := range s.between("speech", from, to) {
		if f.class == "confirm" || f.class == "admit" {
			return true
		}
	}
	return false
}

// history tells whether a change is told as background.
func (s *sentence) history(t trigger, when geo.Date) bool {
	published := s.doc.article.Published
	if when.Basis == geo.ByEvent && !published.IsZero() && published.Sub(when.Interval().End) > (backgroundDays-1)*24*time.Hour {
		return true
	}
	for _, f := range s.between("cues", t.clause.from, t.clause.to) {
		if f.class == "background" {
			return true
		}
	}
	return false
}

// settle takes out repetitions and marks a claim and a denial of the same change as contested.
func settle(events []geo.Event) []geo.Event {
	seen := map[string]bool{}
	denied, claimed := map[string]bool{}, map[string]bool{}
	key := func(e geo.Event) string { return fmt.Sprint(e.Place, e.By) }
	for _, e := range events {
		denied[key(e)] = denied[key(e)] || e.Status == geo.Denied
		claimed[key(e)] = claimed[key(e)] || e.Status == geo.Claimed || e.Status == geo.Disputed
	}
	shareDates(events)
	var out []geo.Event
	for _, e := range events {
		if denied[key(e)] && claimed[key(e)] && (e.Status == geo.Denied || e.Status == geo.Claimed) {
			e.Status = geo.Disputed
		}
		if !seen[e.Ref] {
			seen[e.Ref] = true
			out = append(out, e)
		}
	}
	return out
}

// shareDates gives a report without a date of its own the date of another report of the same change in
// the article.
func shareDates(events []geo.Event) {
	type change struct {
		place geo.PlaceID
		by    geo.Side
		kind  geo.Kind
	}
	dates := map[change]geo.Date{}
	for _, e := range events {
		c := change{e.Place, e.By, e.Kind}
		if _, have := dates[c]; !have && !e.Background && e.When.Basis != geo.ByPublished && !e.When.IsZero() {
			dates[c] = e.When
		}
	}
	for i := range events {
		e := &events[i]
		if d, ok := dates[change{e.Place, e.By, e.Kind}]; ok && e.When.Basis == geo.ByPublished {
			e.When = d
		}
	}
}

// elsewhere tells whether the sentence names settlements, and not the place.
func (s *sentence) elsewhere(place geo.PlaceID) bool {
	other := false
	for i := range s.mentions {
		if m := &s.mentions[i]; m.settlement() {
			if m.place.ID == place {
				return false
			}
			other = other || m.prep == ""
		}
	}
	return other
}

// contradicted tells whether the rest of the sentence of a claim, or one of the next two, contradicts it. A
// sentence that names only other places does not.
func contradicted(next []*sentence, claim found, place geo.PlaceID) bool {
	for i, s := range next {
		if i > 0 && s.elsewhere(place) {
			return false
		}
		for _, f := range s.finds {
			if i == 0 && f.from < claim.to {
				continue
			}
			if (f.file == "cues" && f.class == "rival" || f.file == "speech" && f.class == "deny") && !s.negated(f.from) {
				return true
			}
		}
	}
	return false
}
