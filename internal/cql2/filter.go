package cql2

import (
	"fmt"
	"unicode/utf8"

	"retaken/internal/geo"

	"github.com/paulmach/orb"
)

// The limits of a filter.
const (
	maxBytes = 20_000 // as it is given, and in its canonical form
	maxNodes = 1_000
	maxDepth = 100
)

// Row is a feature that a filter is asked about.
type Row interface {
	// Value is the property of that index in the fields of the collection: nil, string, int64, float64 or bool.
	Value(field int) any

	// Geometry is in CRS84, lon and lat; nil for none.
	Geometry() orb.Geometry
}

// Reader reads filters on the features of one collection. Their geometry is the property geometry, or geom.
type Reader struct {
	// Fields are those of the collection.
	Fields []geo.Field

	// Point takes a position from the coordinate system of the filter to CRS84, lon and lat, or fails for one outside of
	// it; nil when the filter is in CRS84 itself. Boxes are taken corner by corner, so that the axes of the system have to run
	// along meridians and parallels.
	Point func(orb.Point) (orb.Point, error)
}

// Filter is a condition on the features of one collection. It may be shared.
type Filter struct {
	text  string
	match predicate
}

// Match says whether the feature meets the filter: whether it is true, rather than false or unknown.
func (f *Filter) Match(row Row) bool { return f.match(row) == yes }

// String is the filter as canonical CQL2 text, its positions in CRS84. It is the same for filters that are written
// differently but read the same, and is read as the same filter again.
func (f *Filter) String() string { return f.text }

// Error is what is wrong with a filter: one sentence that says where, what, and what would be right.
type Error struct {
	Offset  int // in characters from the start of the filter; 0 when it is about the whole
	problem string
}

func (e *Error) Error() string { return e.problem }

// Text reads a filter as CQL2 text. The error is an *Error.
func (r Reader) Text(s string) (*Filter, error) {
	return r.read(s, func() (*node, *Error) { return parseText(s) })
}

// JSON reads a filter as CQL2 JSON. The error is an *Error.
func (r Reader) JSON(s string) (*Filter, error) {
	return r.read(s, func() (*node, *Error) { return parseJSON(s) })
}

func (r Reader) read(s string, parse func() (*node, *Error)) (*Filter, error) {
	if len(s) > maxBytes {
		return nil, failf(s, 0, "the filter has %d bytes; want %d at most", len(s), maxBytes)
	}
	if !utf8.ValidString(s) {
		return nil, failf(s, 0, "the filter is not UTF-8; want text encoded as UTF-8")
	}
	root, err := parse()
	if err == nil {
		err = (&checker{reader: r, source: s}).filter(root)
	}
	if err != nil {
		return nil, err
	}
	text := string(root.append(nil, 0))
	if len(text) > maxBytes {
		return nil, failf(s, 0, "the filter has %d bytes when it is written out; want %d at most", len(text), maxBytes)
	}
	return &Filter{text, root.truth()}, nil
}

// failf makes an error at that byte of the filter.
func failf(source string, at int, format string, args ...any) *Error {
	e := &Error{Offset: utf8.RuneCountInString(source[:at]), problem: fmt.Sprintf(format, args...)}
	if at > 0 {
		e.problem = fmt.Sprintf("at character %d: %s", e.Offset+1, e.problem)
	}
	return e
}

// brief quotes text of the filter, cut to what a sentence can bear.
func brief(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:40]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
