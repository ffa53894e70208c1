package geo

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// FieldType is the JSON type of a property.
type FieldType string

// The types of property. A date is "YYYY-MM-DD".
const (
	Text    FieldType = "string"
	Integer FieldType = "integer"
	Number  FieldType = "number"
	Boolean FieldType = "boolean"
	Day     FieldType = "date"
)

// Field describes a property that every feature of a collection has, null where it is unknown.
type Field struct {
	Name  string // public name, snake_case
	Title string
	Type  FieldType
	Enum  []string // the only values, nil for any
}

// Feature is a row of a collection, ready for any format.
type Feature struct {
	ID         int64
	Geometry   orb.Geometry
	Time       Interval // what a condition on time acts on; both ends zero: no time
	Properties []any    // in the order of the collection's fields: nil, string, int64, float64, bool
}

// Property is the value of the named field, nil when it is unknown.
func (f Feature) Property(fields []Field, name string) any {
	for i, field := range fields {
		if field.Name == name {
			return f.Properties[i]
		}
	}
	return nil
}

// PlaceFields are the properties of a place.
var PlaceFields = []Field{
	{Name: "name", Title: "Name", Type: Text},
	{Name: "name_uk", Title: "Ukrainian name", Type: Text},
	{Name: "name_ru", Title: "Russian name", Type: Text},
	{Name: "ref", Title: "Reference, stable across databases", Type: Text},
	{Name: "kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)},
	{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text},
	{Name: "raion", Title: "Raion", Type: Text},
	{Name: "population", Title: "Inhabitants before 2022", Type: Integer},
	{Name: "uncertainty_m", Title: "Radius within which the true position lies, metres", Type: Number},
}

// Feature is the place as a row of PlaceFields.
func (p Place) Feature() Feature {
	return Feature{ID: int64(p.ID), Geometry: p.Point, Properties: []any{
		p.Name, text(p.NameUk), text(p.NameRu), p.Ref, string(p.Kind), text(p.Oblast), text(p.Raion),
		count(p.Population), float64(p.Uncertainty),
	}}
}

// EventFields are the properties of an event. The date is the time that a condition acts on.
var EventFields = []Field{
	{Name: "place", Title: "Place", Type: Text},
	{Name: "place_uk", Title: "Place, Ukrainian name", Type: Text},
	{Name: "place_id", Title: "Id of the place", Type: Integer},
	{Name: "place_kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)},
	{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text},
	{Name: "kind", Title: "What happened", Type: Text, Enum: enum(Kinds)},
	{Name: "by", Title: "Side that gains", Type: Text, Enum: []string{"UA", "RU"}},
	{Name: "from", Title: "Side that loses", Type: Text, Enum: []string{"UA", "RU"}},
	{Name: "by_detail", Title: "Body that acted for it", Type: Text},
	{Name: "status", Title: "How far the report can be relied on", Type: Text, Enum: enum(Statuses)},
	{Name: "date", Title: "Day of the change", Type: Day},
	{Name: "date_precision", Title: "How exactly the day is known", Type: Text, Enum: enum([]Precision{ToDay, ToWeek, ToMonth, ToYear})},
	{Name: "date_basis", Title: "What the day rests on", Type: Text, Enum: enum([]Basis{ByEvent, ByReport, ByPublished})},
	{Name: "background", Title: "Told as history", Type: Boolean},
	{Name: "quote", Title: "The words that say so", Type: Text},
	{Name: "source", Title: "Who says so, as the article names it", Type: Text},
	{Name: "source_side", Title: "Whose word it is", Type: Text, Enum: enum([]SourceSide{FromUkraine, FromRussia, FromThird, FromMedia})},
	{Name: "publisher", Title: "Publisher of the article", Type: Text},
	{Name: "title", Title: "Title of the article", Type: Text},
	{Name: "url", Title: "Address of the article", Type: Text},
	{Name: "published", Title: "Day the article was published", Type: Text},
	{Name: "article", Title: "Reference of the article", Type: Text},
	{Name: "rule", Title: "Extraction rule", Type: Text},
	{Name: "confidence", Title: "Confidence, 0 to 1", Type: Number},
	{Name: "ref", Title: "Reference, stable across re-reading", Type: Text},
}

// Feature is the event at its place p, as a row of EventFields.
func (e Event) Feature(p Place) Feature {
	s := e.Source
	f := Feature{ID: int64(e.ID), Geometry: p.Point, Properties: []any{
		p.Name, text(p.NameUk), int64(p.ID), string(p.Kind), text(p.Oblast),
		string(e.Kind), text(string(e.By)), text(string(e.From)), text(e.ByDetail), string(e.Status),
		day(e.When.Day), text(string(e.When.Precision)), text(string(e.When.Basis)), e.Background,
		s.Quote, text(s.Attribution), text(string(s.Side)),
		text(s.Publisher), text(s.Title), text(s.URL), day(s.Published), s.Article,
		text(s.Rule), s.Confidence, e.Ref,
	}}
	if !e.When.IsZero() {
		f.Time = e.When.Interval()
	}
	return f
}

// ControlFields are the properties of a state of control. Its span of validity is the time that a
// condition acts on.
var ControlFields = []Field{
	{Name: "name", Title: "Place", Type: Text},
	{Name: "name_uk", Title: "Place, Ukrainian name", Type: Text},
	{Name: "kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)},
	{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text},
	{Name: "population", Title: "Inhabitants before 2022", Type: Integer},
	{Name: "holder", Title: "Assessed holder", Type: Text, Enum: enum(Holders)},
	{Name: "previous", Title: "Holder before", Type: Text, Enum: enum(Holders)},
	{Name: "since", Title: "Day since which this holder is assessed", Type: Day},
	{Name: "presumed", Title: "The other side left, entry is not reported yet", Type: Boolean},
	{Name: "claim_by", Title: "Side whose claim is open", Type: Text, Enum: []string{"UA", "RU"}},
	{Name: "claim_since", Title: "Day of the first report of the claim", Type: Text},
	{Name: "claim_disputed", Title: "The claim was denied or contradicted", Type: Boolean},
	{Name: "reports", Title: "Number of reports this rests on, copies of one text counted once", Type: Integer},
	{Name: "because", Title: "Ids of the events this rests on, comma-separated", Type: Text},
}

// Feature is the state of the place p as a row of ControlFields. Its id is the place's.
func (c Control) Feature(p Place) Feature {
	var claimBy, claimSince, disputed any
	because := c.Because
	if c.Claim != nil {
		claimBy, claimSince, disputed = string(c.Claim.By), day(c.Claim.Since), c.Claim.Disputed
		because = append(because[:len(because):len(because)], c.Claim.Because...)
	}
	ids := make([]string, len(because))
	for i, id := range because {
		ids[i] = strconv.FormatInt(int64(id), 10)
	}
	return Feature{ID: int64(p.ID), Geometry: p.Point, Time: c.Valid, Properties: []any{
		p.Name, text(p.NameUk), string(p.Kind), text(p.Oblast), count(p.Population),
		string(c.Holder), string(c.Previous), day(c.Since), c.Presumed, claimBy, claimSince, disputed,
		int64(c.Reports), strings.Join(ids, ","),
	}}
}

// AppendJSON appends the feature as a GeoJSON Feature (RFC 7946) with its properties in the order of
// fields, which must be those of its collection. Coordinates are rounded to 6 decimals, about 0.1 m.
func (f Feature) AppendJSON(b []byte, fields []Field) ([]byte, error) {
	b = append(b, `{"type":"Feature","id":`...)
	b = strconv.AppendInt(b, f.ID, 10)
	b = append(b, `,"geometry":`...)
	b, err := appendGeometry(b, f.Geometry)
	if err != nil {
		return nil, fmt.Errorf("encoding feature %d: %w", f.ID, err)
	}
	b = append(b, `,"properties":{`...)
	for i, field := range fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strconv.AppendQuote(b, field.Name), ':')
		if b, err = appendValue(b, f.Properties[i]); err != nil {
			return nil, fmt.Errorf("encoding %s of feature %d: %w", field.Name, f.ID, err)
		}
	}
	return append(b, "}}"...), nil
}

// appendValue writes what nearly every property is by hand, which takes a tenth of the time, and leaves
// the rest to encoding/json.
func appendValue(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case string:
		if !strings.ContainsFunc(v, needsEscape) {
			return append(append(append(b, '"'), v...), '"'), nil
		}
	}
	data, err := json.Marshal(v)
	return append(b, data...), err
}

// needsEscape tells whether encoding/json writes the rune otherwise than as itself.
func needsEscape(r rune) bool {
	return r < ' ' || r == '"' || r == '\\' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

// GeoJSON is the feature as orb's type, for code that works on features rather than bytes.
func (f Feature) GeoJSON(fields []Field) *geojson.Feature {
	g := geojson.NewFeature(f.Geometry)
	g.ID = f.ID
	for i, field := range fields {
		g.Properties[field.Name] = f.Properties[i]
	}
	return g
}

// appendGeometry writes a point by hand, which is all that large collections have, and leaves the rest
// to orb.
func appendGeometry(b []byte, g orb.Geometry) ([]byte, error) {
	switch g := g.(type) {
	case nil:
		return append(b, "null"...), nil
	case orb.Point:
		b = append(b, `{"type":"Point","coordinates":[`...)
		b = append(appendDegrees(b, g.Lon()), ',')
		return append(appendDegrees(b, g.Lat()), "]}"...), nil
	}
	data, err := geojson.NewGeometry(orb.Round(orb.Clone(g), 1e6)).MarshalJSON()
	return append(b, data...), err
}

func appendDegrees(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*1e6)/1e6, 'f', -1, 64)
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
