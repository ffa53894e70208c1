package geo

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// property is a field and where its value comes from.
type property struct {
	Field
	value func(Row) any
}

func fieldsOf(properties []property) []Field {
	fields := make([]Field, len(properties))
	for i, c := range properties {
		fields[i] = c.Field
	}
	return fields
}

// PlaceFields are the properties of a place.
var PlaceFields = fieldsOf(placeProperties)

var placeProperties = []property{
	{Field{Name: "name", Title: "Name", Type: Text}, func(r Row) any { return r.Place.Name }},
	{Field{Name: "name_uk", Title: "Ukrainian name", Type: Text}, func(r Row) any { return text(r.Place.NameUk) }},
	{Field{Name: "name_ru", Title: "Russian name", Type: Text}, func(r Row) any { return text(r.Place.NameRu) }},
	{Field{Name: "aliases", Title: "Other spellings and names, with semicolons between them", Type: Text}, func(r Row) any { return text(r.Place.otherNames()) }},
	{Field{Name: "ref", Title: "Reference, stable across databases", Type: Text}, func(r Row) any { return r.Place.Ref }},
	{Field{Name: "kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)}, func(r Row) any { return string(r.Place.Kind) }},
	{Field{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text}, func(r Row) any { return text(r.Place.Oblast) }},
	{Field{Name: "raion", Title: "Raion", Type: Text}, func(r Row) any { return text(r.Place.Raion) }},
	{Field{Name: "population", Title: "Inhabitants before 2022", Type: Integer}, func(r Row) any { return count(r.Place.Population) }},
	{Field{Name: "uncertainty_m", Title: "Radius within which the true position lies, metres", Type: Number}, func(r Row) any { return float64(r.Place.Uncertainty) }},
}

// EventFields are the properties of an event. The date is the time that a condition acts on.
var EventFields = fieldsOf(eventProperties)

var eventProperties = []property{
	{Field{Name: "place", Title: "Place", Type: Text}, func(r Row) any { return r.Place.Name }},
	{Field{Name: "place_uk", Title: "Place, Ukrainian name", Type: Text}, func(r Row) any { return text(r.Place.NameUk) }},
	{Field{Name: "place_id", Title: "Id of the place", Type: Integer}, func(r Row) any { return int64(r.Place.ID) }},
	{Field{Name: "place_kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)}, func(r Row) any { return string(r.Place.Kind) }},
	{Field{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text}, func(r Row) any { return text(r.Place.Oblast) }},
	{Field{Name: "kind", Title: "What happened", Type: Text, Enum: enum(Kinds)}, func(r Row) any { return string(r.Event.Kind) }},
	{Field{Name: "by", Title: "Side that gains", Type: Text, Enum: []string{"UA", "RU"}}, func(r Row) any { return text(string(r.Event.By)) }},
	{Field{Name: "from", Title: "Side that loses", Type: Text, Enum: []string{"UA", "RU"}}, func(r Row) any { return text(string(r.Event.From)) }},
	{Field{Name: "by_detail", Title: "Body that acted for it", Type: Text}, func(r Row) any { return text(r.Event.ByDetail) }},
	{Field{Name: "status", Title: "How far the report can be relied on", Type: Text, Enum: enum(Statuses)}, func(r Row) any { return string(r.Event.Status) }},
	{Field{Name: "date", Title: "Day of the change", Type: Day}, func(r Row) any { return day(r.Event.When.Day) }},
	{Field{Name: "date_precision", Title: "How exactly the day is known", Type: Text, Enum: enum([]Precision{ToDay, ToWeek, ToMonth, ToYear})}, func(r Row) any { return text(string(r.Event.When.Precision)) }},
	{Field{Name: "date_basis", Title: "What the day rests on", Type: Text, Enum: enum([]Basis{ByEvent, ByReport, ByPublished})}, func(r Row) any { return text(string(r.Event.When.Basis)) }},
	{Field{Name: "standing", Title: "Tells who holds the place, not that it changed hands", Type: Boolean}, func(r Row) any { return r.Event.Standing }},
	{Field{Name: "background", Title: "Told as history", Type: Boolean}, func(r Row) any { return r.Event.Background }},
	{Field{Name: "quote", Title: "The words that say so", Type: Text}, func(r Row) any { return r.Event.Source.Quote }},
	{Field{Name: "source", Title: "Who says so, as the article names it", Type: Text}, func(r Row) any { return text(r.Event.Source.Attribution) }},
	{Field{Name: "source_side", Title: "Whose word it is", Type: Text, Enum: enum([]SourceSide{FromUkraine, FromRussia, FromThird, FromMedia})}, func(r Row) any { return text(string(r.Event.Source.Side)) }},
	{Field{Name: "publisher", Title: "Publisher of the article", Type: Text}, func(r Row) any { return text(r.Event.Source.Publisher) }},
	{Field{Name: "title", Title: "Title of the article", Type: Text}, func(r Row) any { return text(r.Event.Source.Title) }},
	{Field{Name: "url", Title: "Address of the article", Type: Text}, func(r Row) any { return text(r.Event.Source.URL) }},
	{Field{Name: "published", Title: "Day the article was published", Type: Text}, func(r Row) any { return day(r.Event.Source.Published) }},
	{Field{Name: "article", Title: "Reference of the article", Type: Text}, func(r Row) any { return r.Event.Source.Article }},
	{Field{Name: "rule", Title: "Extraction rule", Type: Text}, func(r Row) any { return text(r.Event.Source.Rule) }},
	{Field{Name: "confidence", Title: "Confidence, 0 to 1", Type: Number}, func(r Row) any { return r.Event.Source.Confidence }},
	{Field{Name: "ref", Title: "Reference, stable across re-reading", Type: Text}, func(r Row) any { return r.Event.Ref }},
	{Field{Name: "article_id", Title: "Id of the article", Type: Integer}, func(r Row) any { return count(int(r.Event.Source.ArticleID)) }},
}

// ControlFields are the properties of a state of control. Its span of validity is the time that a
// condition acts on. None of them is a time: GIS clients ask for what they know of any time as if it were that one.
var ControlFields = fieldsOf(controlProperties)

var controlProperties = []property{
	{Field{Name: "name", Title: "Place", Type: Text}, func(r Row) any { return r.Place.Name }},
	{Field{Name: "name_uk", Title: "Place, Ukrainian name", Type: Text}, func(r Row) any { return text(r.Place.NameUk) }},
	{Field{Name: "place_id", Title: "Id of the place", Type: Integer}, func(r Row) any { return int64(r.Place.ID) }},
	{Field{Name: "kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)}, func(r Row) any { return string(r.Place.Kind) }},
	{Field{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text}, func(r Row) any { return text(r.Place.Oblast) }},
	{Field{Name: "population", Title: "Inhabitants before 2022", Type: Integer}, func(r Row) any { return count(r.Place.Population) }},
	{Field{Name: "holder", Title: "Assessed holder", Type: Text, Enum: enum(Holders)}, func(r Row) any { return string(r.State.Holder) }},
	{Field{Name: "previous", Title: "Holder before", Type: Text, Enum: enum(Holders)}, func(r Row) any { return string(r.State.Previous) }},
	{Field{Name: "since", Title: "Day since which this holder is assessed", Type: Text}, func(r Row) any { return day(r.State.Since) }},
	{Field{Name: "valid_from", Title: "Since when the place is in this very state", Type: Text}, func(r Row) any { return instant(r.State.Valid.Start) }},
	{Field{Name: "valid_to", Title: "Until when it was in this state, null while it is", Type: Text}, func(r Row) any { return instant(r.State.Valid.End) }},
	{Field{Name: "presumed", Title: "The other side left, entry is not reported yet", Type: Boolean}, func(r Row) any { return r.State.Presumed }},
	{Field{Name: "rests_on", Title: "What the holder rests on: reports, the baseline of 2022-02-24, or nothing yet", Type: Text, Enum: enum(Footings)}, func(r Row) any { return string(r.State.Footing) }},
	{Field{Name: "known_from", Title: "Day the first report of this holder was published", Type: Text}, func(r Row) any { return day(r.State.KnownFrom) }},
	{Field{Name: "claim_by", Title: "Side whose claim is open", Type: Text, Enum: []string{"UA", "RU"}}, ofClaim(func(c *Claim) any { return string(c.By) })},
	{Field{Name: "claim_since", Title: "Day of the first report of the claim", Type: Text}, ofClaim(func(c *Claim) any { return day(c.Since) })},
	{Field{Name: "claim_announced", Title: "The claim is no more than an order or announcement to leave", Type: Boolean}, ofClaim(func(c *Claim) any { return c.Announced })},
	{Field{Name: "claim_disputed", Title: "The claim was denied or contradicted", Type: Boolean}, ofClaim(func(c *Claim) any { return c.Disputed })},
	{Field{Name: "reports", Title: "Number of reports this rests on, copies of one text counted once", Type: Integer}, func(r Row) any { return int64(r.State.Reports) }},
	{Field{Name: "because", Title: "Ids of the events this rests on, comma-separated", Type: Text}, func(r Row) any { return because(r.State) }},
}

// HistoryFields are the properties of a span of control: those of the state that it is in, where the ends of the
// span are times. An id is that of Control.SpanID.
var HistoryFields = func() []Field {
	fields := slices.Clone(ControlFields)
	for i, f := range fields {
		if f.Name == "valid_from" || f.Name == "valid_to" {
			fields[i].Type = Instant
		}
	}
	return fields
}()

// ofClaim is a value of the open claim, null without one.
func ofClaim(value func(*Claim) any) func(Row) any {
	return func(r Row) any {
		if r.State.Claim == nil {
			return nil
		}
		return value(r.State.Claim)
	}
}

// because is the ids of the reports of holder and claim, separated by commas.
func because(c *Control) string {
	ids := c.Because
	if c.Claim != nil {
		ids = slices.Concat(ids, c.Claim.Because)
	}
	var b []byte
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	return string(b)
}

func enum[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// text, count and day give null for what is not known.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func count(n int) any {
	if n == 0 {
		return nil
	}
	return int64(n)
}

func day(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.DateOnly)
}

func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}

func (p *Place) otherNames() string {
	names := make([]string, len(p.Aliases))
	for i, a := range p.Aliases {
		names[i] = a.Text
	}
	return strings.Join(names, "; ")
}
