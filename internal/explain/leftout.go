package explain

import (
	"slices"
	"time"

	"retaken/internal/geo"
)

// Omission is a report that no state of a timeline rests on, with the reason in words.
type Omission struct {
	geo.Event
	Why string
}

// LeftOut are those of all reports of a place that its timeline does not rest on, in their order. The timeline is that
// of the known ones: all of them, or those of an earlier day's knowledge.
func LeftOut(all, known []geo.Event, timeline []geo.Control) []Omission {
	used := map[geo.EventID]bool{}
	for _, s := range timeline {
		for _, id := range RestsOn(s) {
			used[id] = true
		}
	}
	var out []Omission
	for _, r := range all {
		switch {
		case used[r.ID]:
		case !slices.ContainsFunc(known, func(k geo.Event) bool { return k.ID == r.ID }):
			out = append(out, Omission{r, "published later, on " + LongDay(r.Source.Published)})
		default:
			out = append(out, Omission{r, whyLeftOut(r, known, timeline)})
		}
	}
	return out
}

// RestsOn are the reports behind the holder and the claim of a state.
func RestsOn(c geo.Control) []geo.EventID {
	if c.Claim == nil {
		return c.Because
	}
	return slices.Concat(c.Because, c.Claim.Because)
}

// whyLeftOut says why none of the spans, which are those of the known reports, rests on r. What the timeline does not
// tell is found by trying: whether it would rest on r without another report.
func whyLeftOut(r geo.Event, known []geo.Event, spans []geo.Control) string {
	published := r.Source.Published
	switch {
	case r.When.IsZero():
		return "no day is known"
	case !published.IsZero() && r.When.Day.After(published):
		return "dated after its own publication"
	case r.Kind == geo.Advance:
		return "ground gained, without control of the place"
	case r.Status == geo.Retracted:
		return "takes back an earlier report"
	case r.Background && r.When.Basis == geo.ByPublished:
		return "told as history, and no day is known"
	}
	start := geo.Start{Holder: geo.HolderUnknown, Footing: geo.OnNothing}
	counts := func(r geo.Event, among []geo.Event) bool {
		return slices.ContainsFunc(geo.Timeline(r.Place, start, among, time.Time{}), func(c geo.Control) bool {
			return slices.Contains(RestsOn(c), r.ID)
		})
	}
	if r.Status == geo.Denied {
		if slices.ContainsFunc(known, func(o geo.Event) bool {
			return o.Status != geo.Denied && !counts(o, known) && counts(o, without(known, r))
		}) {
			return "a denial, which takes back an earlier report of the same source"
		}
		return "a denial, when no such claim was open"
	}
	for _, o := range known {
		if (o.Status == geo.Denied || o.Status == geo.Retracted) && counts(r, without(known, o)) {
			return "taken back by its own source on " + LongDay(o.Source.Published)
		}
	}
	switch {
	case r.Background:
		return "told as history; another report has a better day for the same change"
	case r.Kind == geo.Contested && r.Status != geo.Confirmed:
		return "fighting inside that is not confirmed"
	case r.Kind == geo.Contested && r.Source.Side == geo.SourceSide(r.By.Other()):
		return "fighting for a place that its own side had lost by then"
	}
	if c, ok := geo.At(spans, r.When.Day); ok && c.Holder == geo.Holder(r.By) {
		return "another report of that day confirms it"
	}
	return "another report of that day outweighs it"
}

func without(events []geo.Event, r geo.Event) []geo.Event {
	return slices.DeleteFunc(slices.Clone(events), func(o geo.Event) bool { return o.ID == r.ID })
}
