package atlas

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// Collection is one collection of an Atlas, its features in the order of their ids.
//
// A collection of states (control) has several rows for one feature: its state during successive
// spans of time, of which a query sees the one that is true at its instant.
type Collection struct {
	Name   string
	Fields []geo.Field

	// BBox is west, south, east, north in degrees. No feature lies on its edge, unless that is the
	// edge of the world. It is nil when there is no feature.
	BBox *[4]float64

	// Span is the time that the features cover, nil when none has a time.
	Span *geo.Interval

	states bool
	all    []*row // what a query without conditions selects
	find   func(box *[4]float64, at time.Time) []*row

	mu       sync.Mutex
	kept     map[string][]*row // selections by their conditions
	keptRows int
}

// fixed is a collection of features that are made already, by id.
func fixed(name string, fields []geo.Field, features []geo.Feature) *Collection {
	c := &Collection{Name: name, Fields: fields, kept: map[string][]*row{}}
	for i := range features {
		c.all = append(c.all, &row{Row: geo.Row{Made: &features[i]}})
	}
	c.find = func(box *[4]float64, _ time.Time) []*row {
		return slices.DeleteFunc(slices.Clone(c.all), func(r *row) bool { return box != nil && !meets(r.Made.Geometry.Bound(), box) })
	}
	return c
}

// meets tells whether an envelope shares a point with a box, which may go across the antimeridian.
func meets(b orb.Bound, box *[4]float64) bool {
	if b.Min[1] > box[3] || b.Max[1] < box[1] {
		return false
	}
	if box[0] <= box[2] {
		return b.Min[0] <= box[2] && b.Max[0] >= box[0]
	}
	return b.Max[0] >= box[0] || b.Min[0] <= box[2]
}

// Len is the number of features as they are now.
func (c *Collection) Len() int { return len(c.all) }

// Item is the feature of that id as a query with that condition on time has it, plain and as a GeoJSON
// Feature; false when there is none. Neither is to be changed.
func (c *Collection) Item(id int64, t *geo.Interval) (geo.Feature, []byte, bool) {
	rows, err := c.selected(Query{Time: t})
	if err != nil {
		panic(err) // no property is asked for
	}
	i, ok := slices.BinarySearchFunc(rows, id, atID)
	if !ok {
		return geo.Feature{}, nil, false
	}
	return rows[i].feature(), rows[i].encoded(c.Fields), true
}

func atID(r *row, id int64) int { return cmp.Compare(r.ID(), id) }

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
	if len(c.all) == 0 {
		return
	}
	bound := c.all[0].Place.Point.Bound()
	for _, r := range c.all {
		bound = bound.Extend(r.Place.Point)
		c.cover(r.Time())
	}
	low, high := served(bound.Min), served(bound.Max)
	c.BBox = &[4]float64{outward(low[0], -180), outward(low[1], -90), outward(high[0], 180), outward(high[1], 90)}
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
