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
	"unicode"
	"unicode/utf8"

	"retaken/internal/geo"
)

// Format is how a file tells of places.
type Format string

// The formats.
const (
	Auto           Format = "auto"           // by the name of the file and its first line
	GeoNames       Format = "geonames"       // a dump of GeoNames: 19 columns parted by tabs, no header
	AlternateNames Format = "alternatenames" // GeoNames' other names: 10 columns, of which 4 are needed, no header
	CSV            Format = "csv"            // with a header; parted by commas or semicolons
	TSV            Format = "tsv"            // with a header; parted by tabs, which no quotes protect
	GeoJSON        Format = "geojson"        // a FeatureCollection of points
	Places         Format = "places"         // the table of geo.ReadPlaces
)

// Options say how a file is to be read. The zero value reads settlements in Ukraine.
type Options struct {
	Format  Format
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
	in := bufio.NewReaderSize(r, 1<<16)
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
	begin, _ := in.Peek(1 << 16)
	text := bytes.TrimPrefix(begin, []byte("\uFEFF"))
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return GeoJSON
	}
	first := ""
	for line := range bytes.Lines(text) {
		if first = strings.TrimRight(string(line), "\r\n"); strings.TrimSpace(first) != "" && first[0] != '#' {
			break
		}
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

// readPlaces reads the project's own table.
func readPlaces(name string, r io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for p, err := range geo.ReadPlaces(name, r) {
			if l := (*geo.LineError)(nil); errors.As(err, &l) && (l.Column == "the header" || strings.HasPrefix(l.Column, "the name of column")) {
				err = errors.New(l.Error()) // of the file, not of a line
			}
			if !yield(Record{Place: p}, err) {
				return
			}
		}
	}
}

// line is a line of a text file.
type line struct {
	file   string
	number int
	text   string
}

func (l line) wrong(column, value, want string) error {
	return &geo.LineError{File: l.file, Line: l.number, Column: column, Value: value, Want: want}
}

// check refuses text that no table can hold.
func (l line) check() error {
	switch {
	case !utf8.ValidString(l.text):
		return l.wrong("", strings.ToValidUTF8(l.text, "�"), "UTF-8")
	case strings.IndexFunc(l.text, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }) >= 0:
		return l.wrong("", l.text, "text without control characters")
	}
	return nil
}

// readLines yields the lines that are not empty; its errors are of the file.
func readLines(name string, r io.Reader) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLine)
		l := line{file: name}
		for lines.Scan() {
			l.number++
			l.text = strings.TrimSuffix(lines.Text(), "\r")
			if l.number == 1 {
				l.text = strings.TrimPrefix(l.text, "\uFEFF")
			}
			if strings.TrimSpace(l.text) != "" && !yield(l, nil) {
				return
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(l, fmt.Errorf("reading %s: line %d is longer than %d bytes", name, l.number+1, maxLine))
		} else if err != nil {
			yield(l, fmt.Errorf("reading %s after line %d: %w", name, l.number, err))
		}
	}
}
