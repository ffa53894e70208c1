package atlas

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

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
	// edge of the world. It is nil when no feature has a geometry.
	BBox *[4]float64

	// Span is the time that the features cover, nil when none has a time.
	Span *geo.Interval

	states bool
	rows   []geo.Feature // by id, then by time
	json   []byte        // every row encoded, each followed by a comma
	starts []int         // where row i begins in json; one more than there are rows

	tree    rtree.RTreeG[int32]
	nowhere []int32 // rows without geometry

	all []int32 // what a query without conditions selects

	mu       sync.Mutex
	kept     map[string][]int32 // selections by their conditions
	keptRows int
}

// newCollection takes rows in the order of their ids and, for states, of their times.
func newCollection(name string, fields []geo.Field, rows []geo.Feature, states bool) (*Collection, error) {
	c := &Collection{
		Name: name, Fields: fields, states: states, rows: rows,
		starts: make([]int, 1, len(rows)+1),
		kept:   map[string][]int32{},
	}
	var err error
	for i := range rows {
		f := &rows[i]
		if i > 0 && (f.ID < rows[i-1].ID || f.ID == rows[i-1].ID && !states) {
			return nil, fmt.Errorf("feature %d comes after feature %d", f.ID, rows[i-1].ID)
		}
		f.Geometry = asServed(f.Geometry)
		if c.json, err = f.AppendJSON(c.json, fields); err != nil {
			return nil, err
		}
		c.json = append(c.json, ',')
		c.starts = append(c.starts, len(c.json))
		if f.Geometry == nil {
			c.nowhere = append(c.nowhere, int32(i))
			continue
		}
		b := f.Geometry.Bound()
		c.tree.Insert(b.Min, b.Max, int32(i))
	}
	c.measure()
	c.all = c.filter(everything(len(rows)), Query{}, nil)
	return c, nil
}

// Len is the number of features as they are now.
func (c *Collection) Len() int { return len(c.all) }

// Item is the feature of that id in its latest state, plain and as a GeoJSON Feature; false when there
// is none. Neither is to be changed.
func (c *Collection) Item(id int64) (geo.Feature, []byte, bool) {
	i := c.firstAfter(id) - 1
	if i < 0 || c.rows[i].ID != id {
		return geo.Feature{}, nil, false
	}
	return c.rows[i], c.encoded(i, i), true
}

// encoded is the features of rows first to last, which is not before first, with commas between them.
func (c *Collection) encoded(first, last int) []byte {
	return c.json[c.starts[first] : c.starts[last+1]-1 : c.starts[last+1]-1]
}

// firstAfter is the first row with a greater id.
func (c *Collection) firstAfter(id int64) int {
	i, _ := slices.BinarySearchFunc(c.rows, id, func(f geo.Feature, id int64) int {
		if f.ID > id {
			return 1
		}
		return -1
	})
	return i
}

// measure sets the extent. The box is rounded outward to 4 decimals: clients that ask for the extent
// must get every feature, also those that round it themselves.
func (c *Collection) measure() {
	if c.tree.Len() > 0 {
		low, high := c.tree.Bounds()
		c.BBox = &[4]float64{
			outward(low[0], -180), outward(low[1], -90), outward(high[0], 180), outward(high[1], 90),
		}
	}
	for _, f := range c.rows {
		if f.Time == (geo.Interval{}) {
			continue
		}
		if c.Span == nil {
			span := f.Time
			c.Span = &span
			continue
		}
		if f.Time.Start.Before(c.Span.Start) {
			c.Span.Start = f.Time.Start
		}
		if f.Time.End.IsZero() || !c.Span.End.IsZero() && f.Time.End.After(c.Span.End) {
			c.Span.End = f.Time.End
		}
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

// asServed rounds a geometry to the 6 decimals that it is encoded with, so that what is found by its
// position is what is seen at that position.
func asServed(g orb.Geometry) orb.Geometry {
	if g == nil {
		return nil
	}
	return orb.Round(orb.Clone(g), 1e6)
}

func everything(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// instant is the last one of an interval, zero when the interval is open: the state that an interval
// asks for is the one at its end.
func instant(i *geo.Interval) time.Time {
	if i == nil || i.End.IsZero() {
		return time.Time{}
	}
	return i.End.Add(-time.Nanosecond)
}
