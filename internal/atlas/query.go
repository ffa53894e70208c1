package atlas

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"retaken/internal/cql2"
	"retaken/internal/geo"
)

// Query selects features of a collection. Its zero value selects all of them, as they are now. Every
// condition must hold.
type Query struct {
	// BBox is west, south, east, north in degrees; features on the edge are inside, features without
	// geometry in every box. With west greater than east it goes across the antimeridian. A feature is
	// inside when its geometry shares a point with the box.
	BBox *[4]float64

	// Time is met by features whose own time shares an instant with it, and by those without time. In a
	// collection of states it selects the state at the last instant of the interval, or the latest
	// state when its end is open.
	Time *geo.Interval

	// Equals has, by the name of a property, the values that it may have, as they are written in JSON
	// but without quotes.
	Equals map[string][]string

	// Where is one more condition, nil for none.
	Where Condition

	// Words are words that must all stand in the texts of a feature, in any case.
	Words string

	// Sort orders the features, by id where it leaves that open. Nil: by id alone.
	Sort []Order

	After  string // behind the feature that Page.Next was made for
	Offset int    // so many features are left out, after those that After leaves out
	Limit  int    // at most so many; 0 for no limit
}

// Condition is a condition on the properties and the geometry of a feature, such as a filter in CQL2.
type Condition interface {
	Match(cql2.Row) bool
	String() string // the same for conditions that mean the same
}

// Order is one property to order features by. What is unknown comes last.
type Order struct {
	Field      string
	Descending bool
}

// Page is a part of what a query selects.
type Page struct {
	Matched int    // features that meet the conditions, on all pages together
	Next    string // Query.After of the next page, "" on the last

	c    *Collection
	rows []*row
}

// Page is the features that q selects, in its order. An error is a *ValueError, a *CursorError, or geo.ErrNotFound
// for a property that the collection does not have.
func (c *Collection) Page(q Query) (Page, error) {
	order, err := c.order(q.Sort)
	if err != nil {
		return Page{}, err
	}
	matched, err := c.selected(q)
	if err != nil {
		return Page{}, err
	}
	p := Page{Matched: len(matched), c: c, rows: matched}
	if q.After != "" {
		key, err := order.parse(q.After)
		if err != nil {
			return Page{}, err
		}
		from, found := slices.BinarySearchFunc(matched, key, order.compareKey)
		if found {
			from++
		}
		p.rows = matched[from:]
	}
	p.rows = p.rows[min(q.Offset, len(p.rows)):]
	if q.Limit > 0 && len(p.rows) > q.Limit {
		p.rows = p.rows[:q.Limit]
		p.Next = order.key(p.rows[q.Limit-1]).String()
	}
	return p, nil
}

// Len is the number of features on the page.
func (p Page) Len() int { return len(p.rows) }

// AppendJSON appends the features of the page as GeoJSON Features with commas between them.
func (p Page) AppendJSON(b []byte) []byte {
	b = slices.Grow(b, p.size())
	for i, r := range p.rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = p.c.appendFeature(b, r)
	}
	return b
}

// size is about how many bytes the features are, by some of them that are spread over the page.
func (p Page) size() int {
	const some = 64
	bytes, looked := 0, 0
	for i := 0; i < len(p.rows); i += len(p.rows)/some + 1 {
		bytes += 100
		looked++
		if body := p.rows[i].json.Load(); body != nil {
			bytes += len(*body)
		} else {
			bytes += 900
		}
	}
	return bytes / max(looked, 1) * len(p.rows)
}

// Rows yields the features of the page.
func (p Page) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, r := range p.rows {
			if !yield(Row{r, p.c}) {
				return
			}
		}
	}
}

// Features yields the features of the page. They are not to be changed.
func (p Page) Features() iter.Seq[geo.Feature] {
	return func(yield func(geo.Feature) bool) {
		for r := range p.Rows() {
			if !yield(r.Feature()) {
				return
			}
		}
	}
}

// Features yields the features that q selects, in its order, or one error as Page does. They are not
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
	case geo.Instant:
		return "an instant such as 2022-09-11T10:00:00Z"
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
	case geo.Instant:
		var t time.Time
		if t, err = time.Parse(time.RFC3339, s); err == nil {
			v = t.UTC().Format(time.RFC3339)
		}
	}
	if err != nil {
		return nil, &ValueError{f, s}
	}
	return v, nil
}
