// Package placefile reads places from the formats in which others publish them, and writes them. Open
// unpacks a file, Read yields what it says line by line, Merge brings that together with a gazetteer,
// and the writers make files that can be read again.
package placefile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"retaken/internal/geo"
)

// Format is how a file tells of places.
type Format string

// The formats.
const (
	Auto           Format = "auto"           // by the name of the file and its first line
	GeoNames       Format = "geonames"       // a dump of GeoNames: 19 columns parted by tabs, no header
	AlternateNames Format = "alternatenames" // GeoNames' other names: 10 columns, of which 4 are needed, no header
	CSV            Format = "csv"            // with a header; parted by commas, semicolons, tabs or bars
	TSV            Format = "tsv"            // with a header; parted by tabs, which no quotes protect
	GeoJSON        Format = "geojson"        // a FeatureCollection of points, or Features one after the other
	Places         Format = "places"         // the table of geo.ReadPlaces
)

// Options say how a file is to be read. The zero value reads settlements in Ukraine.
type Options struct {
	Format   Format
	Encoding string // windows-1251, koi8-u or ibm866; "" for UTF-8, or UTF-16 with its mark

	Columns map[string]string // the column for a field of Fields where it goes by another name, "-" for none

	// Countries are the ISO 3166-1 codes of the countries of which GeoNames' places are wanted; none is
	// Ukraine.
	Countries []string

	// Kind is that of places of which the file does not tell it, settlement if it is empty. With Region or
	// District, first- or second-level units are taken from a dump of GeoNames too.
	Kind geo.PlaceKind

	// Region is the ISO 3166-2 code of a region of that name, "" if there is none; nil knows no names.
	Region func(name string) string
}

// Record is what one line, or one feature, says.
type Record struct {
	geo.Place // without ID; no Name where the line only adds Aliases to the place of that Ref

	Line  int   // where it stands, from 1; 0 when that is not known
	Whole bool  // it tells everything of the place, so that what is empty is not known
	Doubt error // a *geo.LineError of something in the line that was left out, else nil
}

// Skip is the reason why a line is passed over on purpose. Reasons are few.
type Skip string

func (s Skip) Error() string { return string(s) }

// maxLine bounds a line, a record of CSV, or a feature, in bytes.
const maxLine = 1 << 20

// Read yields the places in r, of which name is used in errors and, with Auto, to tell the format.
// A line that cannot be used is yielded as a *geo.LineError, one that is not wanted as a Skip, and
// reading goes on; any other error is of the file as a whole and ends it.
func Read(name string, r io.Reader, o Options) iter.Seq2[Record, error] {
	in, err := asUTF8(r, o.Encoding)
	if err != nil {
		return func(yield func(Record, error) bool) {
			yield(Record{}, fmt.Errorf("reading %s: %w", name, err))
		}
	}
	if o.Format == "" || o.Format == Auto {
		o.Format = detect(name, in)
	}
	switch o.Format {
	case GeoNames:
		return readGeoNames(name, in, o)
	case AlternateNames:
		return readAlternateNames(name, in)
	case CSV:
		return readCSV(name, in, o)
	case TSV:
		return readTSV(name, in, o)
	case GeoJSON:
		return readGeoJSON(name, in, o)
	case Places:
		return readPlaces(name, in)
	}
	return func(yield func(Record, error) bool) {
		yield(Record{}, fmt.Errorf("reading %s: no format is called %q", name, o.Format))
	}
}

// detect tells the format of a file by its name and how it begins.
func detect(name string, in *bufio.Reader) Format {
	first := firstLine(in)
	if start := strings.TrimSpace(first); strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[") {
		return GeoJSON
	}
	cells := strings.Split(first, "\t")
	number := cells[0] != "" && strings.Trim(cells[0], "0123456789") == ""
	has := func(columns ...string) bool {
		return !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(cells, c) })
	}
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case number && len(cells) == geoNamesColumns:
		return GeoNames
	case number && len(cells) >= alternateColumns && strings.Trim(cells[1], "0123456789") == "":
		return AlternateNames
	case has("ref", "name", "kind", "lon", "lat"):
		return Places
	case ext == ".csv", ext != ".tsv" && len(cells) == 1:
		return CSV
	}
	return TSV
}

// firstLine is the first line that is neither empty nor a comment.
func firstLine(in *bufio.Reader) string {
	begin, _ := in.Peek(lookAhead)
	for line := range bytes.Lines(bytes.TrimPrefix(begin, []byte("\uFEFF"))) {
		if text := strings.TrimRight(string(line), "\r\n"); strings.TrimSpace(text) != "" && text[0] != '#' {
			return text
		}
	}
	return ""
}

// readPlaces reads the project's own table.
func readPlaces(name string, in *bufio.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		whole := isWhole(strings.Split(firstLine(in), "\t"))
		for p, err := range geo.ReadPlaces(name, in) {
			if l := (*geo.LineError)(nil); errors.As(err, &l) && (l.Column == "the header" || strings.HasPrefix(l.Column, "the name of column")) {
				err = errors.New(l.Error()) // of the file, not of a line
			}
			if !yield(Record{Place: p, Whole: whole}, err) {
				return
			}
		}
	}
}
