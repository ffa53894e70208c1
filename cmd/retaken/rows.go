package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"retaken/internal/format"
	"retaken/internal/geo"
)

// jsonRow is an object whose keys keep their order.
type jsonRow []jsonCell

type jsonCell struct {
	Key   string
	Value any
}

// MarshalJSON writes the keys in their order.
func (r jsonRow) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	sign := byte('{')
	for _, c := range r {
		b.WriteByte(sign)
		sign = ','
		if err := enc.Encode(c.Key); err != nil {
			return nil, err
		}
		b.Truncate(b.Len() - 1) // the line end
		b.WriteByte(':')
		if err := enc.Encode(c.Value); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Key, err)
		}
		b.Truncate(b.Len() - 1)
	}
	if len(r) == 0 {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// writeJSONL writes values as JSON, one a line, fit for a terminal.
func writeJSONL[T any](w io.Writer, values ...T) error {
	out := plainJSON(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// flatRow is a feature as an object: its properties, with lat and lon behind the name of the place.
func flatRow(fields []geo.Field, f geo.Feature) jsonRow {
	var row jsonRow
	for i, field := range fields {
		row = append(row, jsonCell{field.Name, f.Properties[i]})
		if at := f.Geometry; at != nil && (field.Name == "place" || field.Name == "name") {
			middle := at.Bound().Center()
			row = append(row, jsonCell{"lat", degrees(middle.Lat())}, jsonCell{"lon", degrees(middle.Lon())})
		}
	}
	return row
}

// degrees has 6 decimals, as everywhere else.
func degrees(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// writeFeatures writes features as csv, jsonl or geojson, fit for a terminal. A spreadsheet gets each text as one line.
func writeFeatures(w io.Writer, as string, fields []geo.Field, features []geo.Feature) error {
	switch as {
	case "jsonl":
		rows := make([]jsonRow, len(features))
		for i, f := range features {
			rows[i] = flatRow(fields, f)
		}
		return writeJSONL(w, rows...)
	case "csv":
		return format.CSV(w, format.Layer{Geometry: "Point", Fields: fields, Features: eachFeature(features, func(v any) any {
			if s, ok := v.(string); ok {
				return strings.Join(strings.Fields(plain(s)), " ")
			}
			return v
		})})
	}
	out := plainJSON(w)
	if err := format.GeoJSON(out, format.Layer{Fields: fields, Features: eachFeature(features, nil)}); err != nil {
		return err
	}
	return out.Close()
}

// eachFeature yields features, with their properties changed by edit unless it is nil.
func eachFeature(features []geo.Feature, edit func(any) any) iter.Seq2[geo.Feature, error] {
	return func(yield func(geo.Feature, error) bool) {
		for _, f := range features {
			if edit != nil {
				edited := make([]any, len(f.Properties))
				for i, v := range f.Properties {
					edited[i] = edit(v)
				}
				f.Properties = edited
			}
			if !yield(f, nil) {
				return
			}
		}
	}
}

// newTable is a table of plain columns, two blanks between them.
func newTable(w io.Writer, head ...any) table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(w)
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.OptionsNoBordersAndSeparators
	t.Style().Box.PaddingLeft, t.Style().Box.PaddingRight = "", "  "
	t.SuppressTrailingSpaces()
	t.AppendHeader(table.Row(head))
	return t
}

// textOrNull is null for what is not known.
func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
