package format

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// CSV writes comma-separated values (RFC 4180, UTF-8, with a header): lon, lat and id, then the fields. What is
// unknown is empty. A layer of anything but points is written as by CSVWithWKT.
//
// A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage
// return) gets an apostrophe before it, which spreadsheets take for "this is text".
func CSV(w io.Writer, l Layer) error {
	if l.Geometry != (orb.Point{}).GeoJSONType() {
		return CSVWithWKT(w, l)
	}
	return writeCSV(w, l, []string{"lon", "lat"}, func(row []string, g orb.Geometry) ([]string, error) {
		switch g := g.(type) {
		case nil:
			return append(row, "", ""), nil
		case orb.Point:
			return append(row, degrees(g.Lon()), degrees(g.Lat())), nil
		}
		return nil, fmt.Errorf("it is a %s in a layer of points", g.GeoJSONType())
	})
}

// CSVWithWKT writes as CSV does, but the first column is the geometry as well-known text (OGC 06-103r4). It is called
// WKT, by which GDAL and QGIS know it.
func CSVWithWKT(w io.Writer, l Layer) error {
	var b []byte
	return writeCSV(w, l, []string{"WKT"}, func(row []string, g orb.Geometry) ([]string, error) {
		b = appendWKT(b[:0], g)
		return append(row, string(b)), nil
	})
}

// writeCSV writes a layer whose geometry stands in the columns of that head, appended to a row by place.
func writeCSV(w io.Writer, l Layer, head []string, place func([]string, orb.Geometry) ([]string, error)) error {
	out := csv.NewWriter(w)
	row := append(head, "id")
	for _, f := range l.Fields {
		row = append(row, f.Name)
	}
	err := out.Write(row)
	for f, ferr := range l.Features {
		if err == nil {
			err = ferr
		}
		if err != nil {
			break
		}
		if row, err = appendRow(row[:0], f, place); err == nil {
			err = out.Write(row)
		}
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

func appendRow(row []string, f geo.Feature, place func([]string, orb.Geometry) ([]string, error)) ([]string, error) {
	row, err := place(row, f.Geometry)
	if err != nil {
		return nil, fmt.Errorf("feature %d: %w", f.ID, err)
	}
	row = append(row, strconv.FormatInt(f.ID, 10))
	for _, v := range f.Properties {
		row = append(row, cell(v))
	}
	return row, nil
}

// degrees has 6 decimals, as in GeoJSON.
func degrees(v float64) string { return strconv.FormatFloat(round(v, 1e6), 'f', -1, 64) }

func cell(v any) string {
	if s, ok := v.(string); ok && s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return text(v)
}

// text is a property as people write it, "" for what is unknown.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}
