package atlas

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"retaken/internal/geo"
)

// Query selects features of a collection. Its zero value selects all of them, as they are now. Every
// condition must hold.
type Query struct {
	// BBox is west, south, east, north in degrees; features on the edge are inside, features without
	// geometry in every box. With west greater than east it goes across the antimeridian. A feature is
	// inside when its envelope meets the box, which for points is the point itself.
	BBox *[4]float64

	// Time is met by features whose own time shares an instant with it, and by those without time. In a
	// collection of states it selects the state at the last instant of the interval, or the latest
	// state when its end is open.
	Time *geo.Interval

	// Equals has, by the name of a property, the values that it may have, as they are written in JSON
	// but without quotes.
	Equals map[string][]string

	After int64 // features with a greater id: paging by key
	Limit int   // at most so many; 0 for no limit
}

// Page is a part of what a query selects.
type Page struct {
	Matched int   // features that meet the conditions, on all pages together
	Next    int64 // Query.After of the next page, 0 on the last

	fields []geo.Field
	rows   []*row
}

// Page is the features that q selects, by ascending id. An error is a *ValueError, or geo.ErrNotFound
// for a property that the collection does not have.
func (c *Collection) Page(q Query) (Page, error) {
	matched, err := c.selected(q)
	if err != nil {
		return Page{}, err
	}
	p := Page{Matched: len(matched), fields: c.Fields}
	from := 0
	if q.After > 0 {
		from, _ = slices.BinarySearchFunc(matched, q.After+1, atID)
	}
	p.rows = matched[from:]
	if q.Limit > 0 && len(p.rows) > q.Limit {
		p.rows = p.rows[:q.Limit]
		p.Next = p.rows[q.Limit-1].ID()
	}
	return p, nil
}

// Len is the number of features on the page.
func (p Page) Len() int { return len(p.rows) }

// JSON is the features of the page as GeoJSON Features with commas between them.
func (p Page) JSON() []byte {
	size := len(p.rows)
	for _, r := range p.rows {
		size += len(r.encoded(p.fields))
	}
	b := make([]byte, 0, size)
	for i, r := range p.rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, r.encoded(p.fields)...)
	}
	return b
}

// Features yields the features of the page. They are not to be changed.
func (p Page) Features() iter.Seq[geo.Feature] {
	return func(yield func(geo.Feature) bool) {
		for _, r := range p.rows {
			if !yield(r.feature()) {
				return
			}
		}
	}
}

// Features yields the features that q selects, by ascending id, or one error as Page does. They are not
// to be changed.
func (c *Collection) Features(q Query) iter.Seq2[geo.Feature, error] {
	return func(yield func(geo.Feature, error) bool) {
		page, err := c.Page(q)
		if err != nil {
			yield(geo.Feature{}, err)
			return
		}
		for f := range page.Features() {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// ValueError is a value that a property can never have.
type ValueError struct {
	Field geo.Field
	Value string
}

// Error says what would be right.
func (e *ValueError) Error() string {
	return fmt.Sprintf("%s is %q; it must be %s", e.Field.Name, e.Value, Wanted(e.Field))
}

// Wanted says in words which values the field takes.
func Wanted(f geo.Field) string {
	if f.Enum != nil {
		s := "one of"
		for i, v := range f.Enum {
			if i > 0 {
				s += ","
			}
			s += " " + v
		}
		return s
	}
	switch f.Type {
	case geo.Integer:
		return "a whole number"
	case geo.Number:
		return "a number"
	case geo.Boolean:
		return "true or false"
	case geo.Day:
		return "a day such as 2022-09-11"
	}
	return "a text"
}

// value is what Feature.Properties has for a field when its JSON value is s.
func value(f geo.Field, s string) (any, error) {
	if f.Enum != nil && !slices.Contains(f.Enum, s) {
		return nil, &ValueError{f, s}
	}
	var v any = s
	var err error
	switch f.Type {
	case geo.Integer:
		v, err = strconv.ParseInt(s, 10, 64)
	case geo.Number:
		v, err = strconv.ParseFloat(s, 64)
	case geo.Boolean:
		v, err = strconv.ParseBool(s) // also 1 and 0, as GDAL writes them
	case geo.Day:
		_, err = time.Parse(time.DateOnly, s)
	}
	if err != nil {
		return nil, &ValueError{f, s}
	}
	return v, nil
}
