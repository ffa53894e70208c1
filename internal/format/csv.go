package format

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"

	"retaken/internal/geo"
)

// CSV writes comma-separated values (RFC 4180, UTF-8, with a header): lon, lat and id, then the fields.
// What is unknown is empty. A feature that is not a point stands at the middle of its envelope.
//
// A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage
// return) gets an apostrophe before it, which spreadsheets take for "this is text".
func CSV(w io.Writer, fields []geo.Field, features iter.Seq2[geo.Feature, error]) error {
	out := csv.NewWriter(w)
	row := []string{"lon", "lat", "id"}
	for _, f := range fields {
		row = append(row, f.Name)
	}
	err := out.Write(row)
	for f, ferr := range features {
		if err == nil {
			err = ferr
		}
		if err != nil {
			break
		}
		row = append(row[:0], "", "", strconv.FormatInt(f.ID, 10))
		if f.Geometry != nil {
			middle := f.Geometry.Bound().Center()
			row[0], row[1] = degrees(middle.Lon()), degrees(middle.Lat())
		}
		for _, v := range f.Properties {
			row = append(row, cell(v))
		}
		err = out.Write(row)
	}
	if err == nil {
		out.Flush()
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// degrees has 6 decimals, as in GeoJSON.
func degrees(v float64) string { return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64) }

func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		if v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
			return "'" + v
		}
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}
