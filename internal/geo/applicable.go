package geo

import (
	"cmp"
	"slices"
	"time"
)

// mergeDays is how far apart reports of one change may lie (rule 9 of the event model).
const mergeDays = 3

// retractDays is how long after the day of a change its source may take it back. A later "we do not hold
// it" tells of a later state.
const retractDays = 30

// applicable leaves out what cannot be replayed (unknown by then, taken back, undated, dated after its own
// publication, background that better-dated reports cover) and puts the rest in order of time.
func applicable(events []Event, knownBy time.Time) []Event {
	out := make([]Event, 0, len(events))
	for _, e := range events {
		published := e.Source.Published
		switch {
		case !knownBy.IsZero() && published.After(knownBy),
			e.Kind == Advance, e.When.IsZero(),
			e.Background && e.When.Basis == ByPublished, // some time before: nobody knows when
			!published.IsZero() && e.When.Day.After(published):
			continue
		}
		if span := e.When.Interval(); e.When.Precision != ToDay && span.Start.Before(FirstDay) && span.Contains(FirstDay) {
			e.When.Day, e.When.Precision = FirstDay, ToDay // the war that is meant began on that day
		}
		out = append(out, e)
	}
	out = withoutRetracted(out)
	out = withoutCovered(out)
	slices.SortFunc(out, byTime)
	alignDays(out)
	slices.SortFunc(out, byTime)
	return out
}

// byTime orders events by their day, then by publication, then by rank. A denial comes after what it may
// deny. The ref decides last, so that the order of ingestion never matters.
func byTime(a, b Event) int {
	return cmp.Or(
		a.When.Day.Compare(b.When.Day),
		compareBool(a.Status == Denied, b.Status == Denied),
		a.Source.Published.Compare(b.Source.Published),
		cmp.Compare(a.Source.Rank, b.Source.Rank),
		cmp.Compare(a.Ref, b.Ref),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// withoutRetracted leaves out what its own source has taken back, and the retractions themselves. Who
// denies the success of its own side takes it back.
func withoutRetracted(events []Event) []Event {
	var back []Event
	for _, e := range events {
		if e.Status == Retracted || e.Status == Denied && (e.Source.Side == FromMedia || e.Source.Side == SourceSide(e.By)) {
			back = append(back, e)
		}
	}
	if back == nil {
		return events
	}
	return slices.DeleteFunc(events, func(e Event) bool {
		if e.Status == Retracted {
			return true
		}
		return e.Status != Denied && slices.ContainsFunc(back, func(r Event) bool { return takesBack(r, e) })
	})
}

// takesBack tells whether r, a retraction or denial, is the word of the source of e on the change that e
// tells of: a side speaks with one voice, a publisher for itself, anybody else under one name.
func takesBack(r, e Event) bool {
	if r.By != e.By || r.Source.Side != e.Source.Side || r.Source.Article == e.Source.Article && r.Source.Article != "" {
		return false
	}
	late := r.Source.Published.Sub(e.When.Day)
	if late < 0 || late > retractDays*24*time.Hour || r.Source.Published.Before(e.Source.Published) {
		return false
	}
	switch r.Source.Side {
	case FromMedia:
		return r.Source.Publisher != "" && r.Source.Publisher == e.Source.Publisher
	case FromThird:
		return r.Source.Attribution != "" && r.Source.Attribution == e.Source.Attribution
	}
	return true
}

// withoutCovered leaves out background of which better-dated reports tell (rule 10).
func withoutCovered(events []Event) []Event {
	if !slices.ContainsFunc(events, func(e Event) bool { return e.Background }) {
		return events
	}
	known := slices.Clone(events)
	return slices.DeleteFunc(events, func(e Event) bool { return e.Background && covered(e, known) })
}

// covered tells whether a report that is no background tells of the same change, as surely.
func covered(bg Event, events []Event) bool {
	span := bg.When.Interval()
	span.Start, span.End = span.Start.AddDate(0, -1, 0), span.End.AddDate(0, 1, 0)
	return slices.ContainsFunc(events, func(e Event) bool {
		return !e.Background && e.By == bg.By && e.Kind.Moves() == bg.Kind.Moves() && e.Status != Denied &&
			(e.Status == Confirmed || bg.Status != Confirmed) && span.Contains(e.When.Day)
	})
}

// alignDays gives reports of one change its earliest day: a report of which only the day of the word is
// known that of an earlier report at most mergeDays before, a report that knows but the week, month or year
// that of the first report within it. Days that the text gives for the change itself
// stay as they are. The events are in order of time.
func alignDays(events []Event) {
	days := make([]time.Time, len(events))
	for i, e := range events {
		days[i] = e.When.Day
		switch {
		case e.Status == Denied:
		case e.When.Basis != ByPublished && e.When.Precision != "" && e.When.Precision != ToDay:
			end := e.When.Interval().End
			for _, o := range events[i+1:] {
				if !o.When.Day.Before(end) {
					break
				}
				if sameChange(e, o) && (o.When.Precision == ToDay || o.When.Basis == ByPublished) {
					days[i] = o.When.Day
					break
				}
			}
		case e.When.Basis != ByEvent:
			for k := i - 1; k >= 0 && e.When.Day.Sub(events[k].When.Day) <= mergeDays*24*time.Hour; k-- {
				o := events[k]
				if o.By != e.By && o.Status == Confirmed && o.Kind != Advance {
					break // what came between is another change
				}
				if sameChange(e, o) {
					days[i] = o.When.Day
				}
			}
		}
	}
	for i := range events {
		events[i].When.Day = days[i]
	}
}

// sameChange tells whether both tell of the same kind of success of the same side.
func sameChange(a, b Event) bool {
	return a.By == b.By && a.Kind == b.Kind && b.Status != Denied
}
