package placefile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// feature is what of a GeoJSON feature is read (RFC 7946).
type feature struct {
	ID       any
	Geometry *struct {
		Type        string
		Coordinates json.RawMessage
	}
	Properties map[string]any
}

// readGeoJSON reads a FeatureCollection, or Features one after the other, one feature at a time.
func readGeoJSON(name string, in *bufio.Reader, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		b, err := bind(name, nil, o)
		if err != nil {
			yield(Record{}, err)
			return
		}
		loose := isFeature(in)
		held := &leash{r: in}
		held.loosen()
		lines := &lineCounter{r: held, line: 1}
		d := json.NewDecoder(lines)
		fail := func(err error) {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				err = errors.New("it ends in the middle")
			}
			yield(Record{}, fmt.Errorf("reading %s after line %d: %w", name, lines.at(d.InputOffset()), err))
		}
		if !loose {
			if err := toFeatures(d); err != nil {
				fail(err)
				return
			}
		}
		for loose || d.More() {
			held.loosen()
			before := d.InputOffset()
			var raw json.RawMessage
			if err := d.Decode(&raw); loose && errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				fail(err)
				return
			}
			// Between two features stand a comma and blanks.
			l := line{file: name, number: lines.at(max(before, d.InputOffset()-int64(len(raw))))}
			rec, err := b.feature(l, raw)
			if !yield(rec, err) {
				return
			}
		}
		if _, err := d.Token(); err != nil { // the end of the array; what follows is of no interest
			fail(err)
		}
	}
}

// isFeature tells whether what comes first is a Feature.
func isFeature(in *bufio.Reader) bool {
	begin, _ := in.Peek(lookAhead)
	var first struct{ Type string }
	err := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(begin, []byte("\uFEFF")))).Decode(&first)
	return err == nil && first.Type == "Feature"
}

// toFeatures reads up to the first feature.
func toFeatures(d *json.Decoder) error {
	want := errors.New("want a FeatureCollection of points, or a Feature a line")
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return want
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key != "features" {
			var other json.RawMessage
			if err := d.Decode(&other); err != nil {
				return err
			}
			continue
		}
		if t, err := d.Token(); err != nil || t != json.Delim('[') {
			return fmt.Errorf("its features are no array; %w", want)
		}
		return nil
	}
	return fmt.Errorf("it has no features; %w", want)
}

func (b binding) feature(l line, raw json.RawMessage) (Record, error) {
	var f feature
	none := Record{Line: l.number}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber() // ids may be longer than a float64 keeps
	if err := d.Decode(&f); err != nil {
		return none, l.wrong("the feature", string(raw), "a Feature of GeoJSON")
	}
	if f.Geometry == nil || f.Geometry.Type != "Point" {
		kind := "null"
		if f.Geometry != nil {
			kind = f.Geometry.Type
		}
		return none, l.wrong("geometry", kind, "a Point")
	}
	var at []float64
	if err := json.Unmarshal(f.Geometry.Coordinates, &at); err != nil || len(at) < 2 || math.Abs(at[0]) > 180 || math.Abs(at[1]) > 90 {
		return none, l.wrong("coordinates", string(f.Geometry.Coordinates), "longitude from -180 to 180 and latitude from -90 to 90")
	}
	r := row{line: l, cells: map[string]string{}}
	columns := []string{"lon", "lat"}
	if id, ok := f.ID.(string); ok {
		r.cells["id"] = id
	}
	for key, v := range f.Properties {
		columns = append(columns, key)
		if text := textOf(v); text != "" {
			r.cells[strings.ToLower(key)] = text
			l.text += "\t" + text
		}
	}
	if err := l.check(); err != nil {
		return none, err
	}
	if len(b.Columns) == 0 && isWhole(columns) {
		r.cells["lon"], r.cells["lat"] = decimal(at[0]), decimal(at[1])
		return ownPlace(r)
	}
	return b.place(r, &orb.Point{at[0], at[1]})
}

// textOf is a property as a cell of a table: arrays are lists parted by semicolons, objects nothing.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	case []any:
		var items []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				items = append(items, s)
			}
		}
		return strings.Join(items, ";")
	}
	return ""
}

// lineCounter knows on which line an offset lies.
type lineCounter struct {
	r    io.Reader
	read int64
	ends []int64 // offsets of the ends of lines from line on
	line int
}

func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.ends = append(c.ends, c.read+int64(i))
		}
	}
	c.read += int64(n)
	return n, err
}

// at is the line of an offset; offsets must not fall.
func (c *lineCounter) at(offset int64) int {
	n := 0
	for n < len(c.ends) && c.ends[n] < offset {
		n++
	}
	c.ends, c.line = c.ends[n:], c.line+n
	return c.line
}

// leash ends reading with an error when what reads through it takes more than maxLine, and what it may
// read ahead, for one thing.
type leash struct {
	r    io.Reader
	left int
}

// loosen is called before each thing that is read.
func (l *leash) loosen() { l.left = 2 * maxLine }

func (l *leash) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("a feature is longer than %d bytes", maxLine)
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}
