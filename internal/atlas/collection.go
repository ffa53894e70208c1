package atlas

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/kept"
)

// Collection is one collection of an Atlas, its features in the order of their ids.
//
// A collection of states (control) has several rows for one feature: its state during successive
// spans of time, of which a query sees the one that is true at its instant.
type Collection struct {
	Name        string
	Title       string
	Description string
	Geometry    string // GeoJSON type of all geometries; a feature may have none
	Fields      []geo.Field

	// BBox is west, south, east, north in degrees. No feature lies on its edge, unless that is the
	// edge of the world. It is nil when there is no feature.
	BBox *[4]float64

	// Span is the time that the features cover, nil when none has a time.
	Span *geo.Interval

	states bool
	id     func(*row) int64
	all    func() []*row // what a query without conditions selects; not to be changed
	find   func(box *[4]float64, at time.Time) []*row
	kept   *kept.Cache[string, []*row] // selections by their conditions

	encodings *encodings // nil: they are not kept
}

// How many bytes the selections may take that a collection keeps.
const (
	keptSelections = 3 << 19
	keptOfGround   = 1 << 18 // of the areas of one day, of which there are many
)

func newCollection(name, geometry string, fields []geo.Field, find func(*[4]float64, time.Time) []*row) *Collection {
	return &Collection{
		Name: name, Title: abouts[name].title, Description: abouts[name].description, Geometry: geometry, Fields: fields, find: find,
		id:   func(r *row) int64 { return r.ID() },
		all:  sync.OnceValue(func() []*row { return find(nil, time.Time{}) }),
		kept: kept.New[string, []*row](keptSelections),
	}
}

// fixed is a collection of features that are made already, by id.
func fixed(name, geometry string, fields []geo.Field, features []geo.Feature) *Collection {
	var all []*row
	for i := range features {
		all = append(all, &row{Row: geo.Row{Made: &features[i]}})
	}
	c := newCollection(name, geometry, fields, func(box *[4]float64, _ time.Time) []*row {
		return slices.DeleteFunc(slices.Clone(all), func(r *row) bool { return box != nil && !geo.Meets(r.Made.Geometry, *box) })
	})
	c.kept = kept.New[string, []*row](keptOfGround)
	return c
}

// Len is the number of features as they are now.
func (c *Collection) Len() int { return len(c.all()) }

// Item is the feature of that id as a query with that condition on time has it; false when there is none.
func (c *Collection) Item(id int64, t *geo.Interval) (Row, bool) {
	rows, err := c.selected(Query{Time: t})
	if err != nil {
		panic(err) // no property is asked for
	}
	i, ok := slices.BinarySearchFunc(rows, id, c.atID)
	if !ok {
		return Row{}, false
	}
	return Row{rows[i], c}, true
}

// row is the row of that id among all.
func (c *Collection) row(id int64) (*row, bool) {
	rows := c.all()
	i, ok := slices.BinarySearchFunc(rows, id, c.atID)
	if !ok {
		return nil, false
	}
	return rows[i], true
}

func (c *Collection) atID(r *row, id int64) int { return cmp.Compare(c.id(r), id) }

// appendFeature appends the row as a GeoJSON Feature.
func (c *Collection) appendFeature(b []byte, r *row) []byte {
	return c.encodings.append(geo.AppendHead(b, c.id(r)), r, c.Fields)
}

// Row is a feature of a collection. What it gives is not to be changed.
type Row struct {
	r *row
	c *Collection
}

// ID is the feature's.
func (r Row) ID() int64 { return r.c.id(r.r) }

// Geometry is the feature's as it is served, nil when it has none.
func (r Row) Geometry() orb.Geometry { return r.r.Geometry() }

// Value is the property of that index in the fields of the collection: nil, string, int64, float64 or bool.
func (r Row) Value(field int) any { return r.r.Value(field) }

// AppendJSON appends the feature as a GeoJSON Feature.
func (r Row) AppendJSON(b []byte) []byte { return r.c.appendFeature(b, r.r) }

// Feature is the row with all that it has.
func (r Row) Feature() geo.Feature {
	f := r.r.Feature()
	f.ID, f.Geometry = r.ID(), r.Geometry()
	return f
}

// cover widens the span of time to that of a feature.
func (c *Collection) cover(i geo.Interval) {
	switch {
	case i == geo.Interval{}:
		return
	case c.Span == nil:
		c.Span = &i
		return
	case i.Start.Before(c.Span.Start):
		c.Span.Start = i.Start
	}
	if i.End.IsZero() || !c.Span.End.IsZero() && i.End.After(c.Span.End) {
		c.Span.End = i.End
	}
}

// measure sets the extent. The box is rounded outward to 4 decimals: clients that ask for the extent must get
// every feature, also those that round it themselves.
func (c *Collection) measure() {
	var bound *orb.Bound
	for _, r := range c.all() {
		c.cover(r.Time())
		b, ok := r.bound()
		if ok && bound != nil {
			b = bound.Union(b)
		}
		if ok {
			bound = &b
		}
	}
	if bound != nil {
		c.BBox = &[4]float64{outward(bound.Min[0], -180), outward(bound.Min[1], -90), outward(bound.Max[0], 180), outward(bound.Max[1], 90)}
	}
}

// outward is the next multiple of 0.0001 beyond v towards limit, at most limit. v has 6 decimals; the
// millionth is for those that are not quite what they are in binary.
func outward(v, limit float64) float64 {
	if limit < 0 {
		return -outward(-v, -limit)
	}
	return math.Min((math.Floor(v*1e4+1e-6)+1)/1e4, limit)
}

// instant is the last one of an interval, zero when the interval is open: the state that an interval
// asks for is the one at its end.
func instant(i *geo.Interval) time.Time {
	if i == nil || i.End.IsZero() {
		return time.Time{}
	}
	return i.End.Add(-time.Nanosecond)
}

// Place, Event and Change are what the row is a row of, nil where it is of none of these.
func (r Row) Place() *geo.Place       { return r.r.Place }
func (r Row) Event() *geo.Event       { return r.r.Event }
func (r Row) Change() *geo.Transition { return r.r.Change }
