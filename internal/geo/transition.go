package geo

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Transition is a change of the holder or of the open claim of a place, with the reports that made it. Spans of its
// timeline that do not differ in these are one state: where more is learnt of it, a change tells that too.
type Transition struct {
	Place    *Place
	day      time.Time
	From, To *Control  // the last spans before it and before the next change
	Because  []*Event  // what the new state rests on, or the new claim where the holder stayed; in the order of their time
	Decisive *Event    // with which the change came, one of Because
	Quoted   *Event    // the surest and least interested one that tells of it, the earliest of these
	Reports  int       // how many Because are, copies of one text counted once
	Known    time.Time // when the first report of the change was published; zero when unknown
}

// Transitions are the changes of a place in the order of time: the successive spans of its timeline that differ, the
// first from what it says was before it. Where no report made the difference, as on FirstDay, there is none. The
// events are those of the place; all that the spans rest on are among them.
func Transitions(place *Place, spans []Control, events []*Event) []Transition {
	var out []Transition
	var byID map[EventID]*Event
	all := func(ids []EventID) []*Event {
		if byID == nil {
			byID = make(map[EventID]*Event, len(events))
			for _, e := range events {
				byID[e.ID] = e
			}
		}
		found := make([]*Event, 0, len(ids))
		for _, id := range ids {
			if e := byID[id]; e != nil {
				found = append(found, e)
			}
		}
		return found
	}
	for i := range spans {
		from, to := &Control{}, &spans[i]
		if i > 0 {
			from = &spans[i-1]
		} else {
			*from = Before(spans)
		}
		if !to.Differs(*from) {
			continue
		}
		for last := i + 1; last < len(spans) && spans[last].continues(*to); last++ {
			to = &spans[last]
		}
		t := Transition{Place: place, day: spans[i].Valid.Start, From: from, To: to, Because: all(to.rests(*from))}
		told := all(to.told(*from))
		if len(told) == 0 {
			continue
		}
		t.Decisive = told[0]
		t.Quoted = t.best(told)
		stories := make(map[string]bool, len(t.Because))
		for _, e := range t.Because {
			stories[storyOf(*e)] = true
		}
		t.Reports = len(stories)
		for _, e := range told {
			if p := e.Source.Published; t.Known.IsZero() || !p.IsZero() && p.Before(t.Known) {
				t.Known = p
			}
		}
		out = append(out, t)
	}
	return out
}

// continues tells whether the state is that of the span before, of which more is known now.
func (c Control) continues(before Control) bool {
	return !c.Differs(before) && c.Since.Equal(before.Since) && (c.Claim == nil || c.Claim.Since.Equal(before.Claim.Since))
}

// rests is what the state rests on that began after another, or its claim where the holder stayed.
func (c Control) rests(before Control) []EventID {
	if c.Holder == before.Holder && c.Claim != nil {
		return c.Claim.Because
	}
	return c.Because
}

// ID is that of the span that begins with the change, as Control.SpanID has it.
func (t Transition) ID() int64 {
	return Control{Place: t.Place.ID, Valid: Interval{Start: t.day}}.SpanID()
}

// Day is when the place changed, midnight UTC.
func (t Transition) Day() time.Time { return t.day }

// Turn is what the change comes to.
func (t Transition) Turn() Turn { return Difference{Place: t.Place, From: *t.From, To: *t.To}.Turn() }

// OnGround tells whether it is a place that can change hands as a whole, and no region.
func (t Transition) OnGround() bool {
	return t.Place.Kind == Settlement || t.Place.Kind == Island || t.Place.Kind == Facility
}

// best is the report to quote among those that came with the change. One that tells of the place long after bears out
// that it is held, but hardly ever tells how that came about.
func (t Transition) best(told []*Event) *Event {
	best := t.Decisive
	for _, e := range told {
		span := e.When.Interval()
		near := Interval{span.Start.AddDate(0, 0, -mergeDays), span.End.AddDate(0, 0, mergeDays)}
		if !near.Contains(t.day) {
			continue
		}
		a, b := e.strength(), best.strength()
		if a > b || a == b && e.Source.Published.Before(best.Source.Published) {
			best = e
		}
	}
	return best
}

// strength orders reports by how sure they are, then a change before a withdrawal, then by how little the voice has to
// gain by what it says.
func (e *Event) strength() int {
	n := 0
	switch e.Status {
	case Confirmed:
		n = 16
	case Claimed:
		n = 8
	}
	if e.Kind != Withdrawal {
		n += 4
	}
	switch s := e.Source.Side; {
	case s == FromThird, s != "" && s == SourceSide(e.From):
		n += 2
	case s == FromMedia:
		n++
	}
	return n
}

// precision is how exactly the day is known. The day of publication is known exactly, whatever it says of the change;
// a report that is less exact than the day has it from another report.
func (t Transition) precision() Precision {
	w, day := t.Decisive.When, t.day
	own := w.Day.Equal(day) || day.Equal(FirstDay) && w.Day.Before(day)
	if w.Basis == ByPublished || w.Precision == "" || !own {
		return ToDay
	}
	return w.Precision
}

// publishers are those of the reports, each once.
func (t Transition) publishers() string {
	var names []string
	for _, e := range t.Because {
		if p := e.Source.Publisher; p != "" && !slices.Contains(names, p) {
			names = append(names, p)
		}
	}
	return strings.Join(names, "; ")
}

func (t Transition) because() string {
	var b []byte
	for i, e := range t.Because {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(e.ID), 10)
	}
	return string(b)
}

// TransitionFields are the properties of a change of control. The date is the time that a condition acts on, and the
// only one of type Day: GIS clients ask for what they know of any time as if it were that one.
var TransitionFields = fieldsOf(transitionProperties)

var transitionProperties = []property{
	{Field{Name: "place_id", Title: "Id of the place", Type: Integer}, func(r Row) any { return int64(r.Place.ID) }},
	{Field{Name: "name", Title: "Place", Type: Text}, func(r Row) any { return r.Place.Name }},
	{Field{Name: "name_uk", Title: "Place, Ukrainian name", Type: Text}, func(r Row) any { return text(r.Place.NameUk) }},
	{Field{Name: "kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)}, func(r Row) any { return string(r.Place.Kind) }},
	{Field{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text}, func(r Row) any { return text(r.Place.Oblast) }},
	{Field{Name: "population", Title: "Inhabitants before 2022", Type: Integer}, func(r Row) any { return count(r.Place.Population) }},
	{Field{Name: "date", Title: "Day of the change", Type: Day}, func(r Row) any { return day(r.Change.day) }},
	{Field{Name: "date_precision", Title: "How exactly the day is known", Type: Text, Enum: enum([]Precision{ToDay, ToWeek, ToMonth, ToYear})}, ofChange(func(t *Transition) any { return string(t.precision()) })},
	{Field{Name: "change", Title: "What the change comes to, seen from the country that the place lies in", Type: Text, Enum: enum(Turns)}, ofChange(func(t *Transition) any { return string(t.Turn()) })},
	{Field{Name: "from_holder", Title: "Assessed holder before", Type: Text, Enum: enum(Holders)}, ofChange(func(t *Transition) any { return string(t.From.Holder) })},
	{Field{Name: "from_claim_by", Title: "Side whose claim was open before", Type: Text, Enum: []string{"UA", "RU"}}, ofChange(func(t *Transition) any {
		if c := t.From.Claim; c != nil {
			return string(c.By)
		}
		return nil
	})},
	{Field{Name: "to_holder", Title: "Assessed holder from then on", Type: Text, Enum: enum(Holders)}, ofChange(func(t *Transition) any { return string(t.To.Holder) })},
	{Field{Name: "to_claim_by", Title: "Side whose claim is open from then on", Type: Text, Enum: []string{"UA", "RU"}}, claimAfter(func(c *Claim) any { return string(c.By) })},
	{Field{Name: "to_claim_announced", Title: "That claim is no more than an order or announcement to leave", Type: Boolean}, claimAfter(func(c *Claim) any { return c.Announced })},
	{Field{Name: "to_claim_disputed", Title: "That claim was denied or contradicted", Type: Boolean}, claimAfter(func(c *Claim) any { return c.Disputed })},
	{Field{Name: "presumed", Title: "The other side left, entry was never reported", Type: Boolean}, ofChange(func(t *Transition) any { return t.To.Presumed })},
	{Field{Name: "known_from", Title: "Day the first report of this change was published", Type: Text}, ofChange(func(t *Transition) any { return day(t.Known) })},
	{Field{Name: "reports", Title: "Number of reports that the new state or claim rests on, copies of one text counted once", Type: Integer}, ofChange(func(t *Transition) any { return int64(t.Reports) })},
	{Field{Name: "because", Title: "Ids of the events that the new state or claim rests on, comma-separated", Type: Text}, ofChange(func(t *Transition) any { return t.because() })},
	{Field{Name: "publishers", Title: "Publishers of these, with semicolons between them", Type: Text}, ofChange(func(t *Transition) any { return text(t.publishers()) })},
	{Field{Name: "withdrawal", Title: "The report that made the change tells that the other side left", Type: Boolean}, ofChange(func(t *Transition) any { return t.Decisive.Kind == Withdrawal })},
	{Field{Name: "event", Title: "Id of the report that is quoted", Type: Integer}, quoted(func(e *Event) any { return int64(e.ID) })},
	{Field{Name: "event_kind", Title: "What happened, by that report", Type: Text, Enum: enum(Kinds)}, quoted(func(e *Event) any { return string(e.Kind) })},
	{Field{Name: "status", Title: "How far that report can be relied on", Type: Text, Enum: enum(Statuses)}, quoted(func(e *Event) any { return string(e.Status) })},
	{Field{Name: "quote", Title: "The words that say so", Type: Text}, quoted(func(e *Event) any { return e.Source.Quote })},
	{Field{Name: "source", Title: "Who says so, as the article names it", Type: Text}, quoted(func(e *Event) any { return text(e.Source.Attribution) })},
	{Field{Name: "source_side", Title: "Whose word it is", Type: Text, Enum: enum([]SourceSide{FromUkraine, FromRussia, FromThird, FromMedia})}, quoted(func(e *Event) any { return text(string(e.Source.Side)) })},
	{Field{Name: "publisher", Title: "Publisher of the article", Type: Text}, quoted(func(e *Event) any { return text(e.Source.Publisher) })},
	{Field{Name: "title", Title: "Title of the article", Type: Text}, quoted(func(e *Event) any { return text(e.Source.Title) })},
	{Field{Name: "url", Title: "Address of the article", Type: Text}, quoted(func(e *Event) any { return text(e.Source.URL) })},
	{Field{Name: "published", Title: "Day the article was published", Type: Text}, quoted(func(e *Event) any { return day(e.Source.Published) })},
}

func ofChange(value func(*Transition) any) func(Row) any {
	return func(r Row) any { return value(r.Change) }
}

func quoted(value func(*Event) any) func(Row) any {
	return func(r Row) any { return value(r.Change.Quoted) }
}

// claimAfter is a value of the claim that is open from then on, null without one.
func claimAfter(value func(*Claim) any) func(Row) any {
	return func(r Row) any {
		if c := r.Change.To.Claim; c != nil {
			return value(c)
		}
		return nil
	}
}
