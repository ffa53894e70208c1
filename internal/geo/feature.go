package geo

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// FieldType is the JSON type of a property.
type FieldType string

// The types of property. A date is "YYYY-MM-DD", an instant is RFC 3339 with Z; both are strings.
const (
	Text    FieldType = "string"
	Integer FieldType = "integer"
	Number  FieldType = "number"
	Boolean FieldType = "boolean"
	Day     FieldType = "date"
	Instant FieldType = "date-time"
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

// AppendJSON appends the feature as a GeoJSON Feature (RFC 7946) with its properties in the order of
// fields, which must be those of its collection. Positions are rounded to 6 decimals, about 0.1 m, the corners
// of areas and borders to 7.
func (f Feature) AppendJSON(b []byte, fields []Field) ([]byte, error) {
	return f.AppendBody(AppendHead(b, f.ID), fields)
}

// AppendHead appends how a GeoJSON Feature with that id begins, and AppendBody the rest of it.
func AppendHead(b []byte, id int64) []byte {
	return strconv.AppendInt(append(b, `{"type":"Feature","id":`...), id, 10)
}

// AppendBody appends what AppendHead leaves out.
func (f Feature) AppendBody(b []byte, fields []Field) ([]byte, error) {
	b, err := appendGeometry(append(b, `,"geometry":`...), f.Geometry)
	if err != nil {
		return nil, fmt.Errorf("encoding feature %d: %w", f.ID, err)
	}
	b = append(b, `,"properties":{`...)
	for i, field := range fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), field.Name...), `":`...) // snake_case
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
	case float64:
		if size := math.Abs(v); v == 0 || size >= 1e-6 && size < 1e21 { // where encoding/json writes no exponent
			return strconv.AppendFloat(b, v, 'f', -1, 64), nil
		}
	case string:
		if plain(v) {
			return append(append(append(b, '"'), v...), '"'), nil
		}
	}
	data, err := json.Marshal(v)
	return append(b, data...), err
}

// plain tells whether encoding/json writes a text as it is.
func plain(s string) bool {
	var seen byte
	for i := range len(s) {
		seen |= special[s[i]]
	}
	switch {
	case seen == 0:
		return true
	case seen&escaped != 0:
		return false
	}
	return utf8.ValidString(s) && (seen&separator == 0 || !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029"))
}

// What a byte may mean for plain.
const (
	escaped   = 1 << iota // encoding/json writes it otherwise
	separator             // the first byte of a line or paragraph separator, which it writes otherwise
	other                 // a byte of what is not ASCII
)

var special = func() (of [256]byte) {
	for i := range of {
		switch c := byte(i); {
		case c < ' ', c == '"', c == '\\', c == '<', c == '>', c == '&':
			of[i] = escaped
		case c == "\u2028"[0]:
			of[i] = separator | other
		case c >= utf8.RuneSelf:
			of[i] = other
		}
	}
	return of
}()

// GeoJSON is the feature as orb's type, for code that works on features rather than bytes.
func (f Feature) GeoJSON(fields []Field) *geojson.Feature {
	g := geojson.NewFeature(f.Geometry)
	g.ID = f.ID
	for i, field := range fields {
		g.Properties[field.Name] = f.Properties[i]
	}
	return g
}

// appendGeometry writes points, areas and borders by hand, which is all that large answers have, and leaves the
// rest to orb. The corners of areas are on a grid of 1e-7 degree, where they must stay to fit their neighbours.
func appendGeometry(b []byte, g orb.Geometry) ([]byte, error) {
	switch g := g.(type) {
	case nil:
		return append(b, "null"...), nil
	case orb.Point:
		return append(appendPosition(append(b, `{"type":"Point","coordinates":`...), g, 1e6), '}'), nil
	case orb.MultiPoint:
		b = append(b, `{"type":"MultiPoint","coordinates":[`...)
		for i, p := range g {
			b = appendPosition(appendComma(b, i), p, 1e6)
		}
		return append(b, "]}"...), nil
	case orb.MultiPolygon:
		b = append(b, `{"type":"MultiPolygon","coordinates":[`...)
		for i, polygon := range g {
			b = append(appendComma(b, i), '[')
			for k, ring := range polygon {
				b = appendLine(appendComma(b, k), ring)
			}
			b = append(b, ']')
		}
		return append(b, "]}"...), nil
	case orb.MultiLineString:
		b = append(b, `{"type":"MultiLineString","coordinates":[`...)
		for i, line := range g {
			b = appendLine(appendComma(b, i), line)
		}
		return append(b, "]}"...), nil
	}
	data, err := geojson.NewGeometry(orb.Round(orb.Clone(g), 1e6)).MarshalJSON()
	return append(b, data...), err
}

func appendLine[T ~[]orb.Point](b []byte, line T) []byte {
	b = append(b, '[')
	for i, p := range line {
		b = appendPosition(appendComma(b, i), p, 1e7)
	}
	return append(b, ']')
}

func appendComma(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

// appendPosition writes lon and lat, rounded to that part of a degree.
func appendPosition(b []byte, p orb.Point, parts float64) []byte {
	for i, v := range p {
		b = append(b, "[,"[i])
		b = strconv.AppendFloat(b, math.Round(v*parts)/parts, 'f', -1, 64)
	}
	return append(b, ']')
}
