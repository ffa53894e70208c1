package atlas

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"retaken/internal/geo"
)

var (
	kinds    = []string{"red", "green", "blue"}
	twoField = []geo.Field{{Name: "kind", Type: geo.Text, Enum: kinds}, {Name: "n", Type: geo.Integer}}
)

// TestBBoxProperty compares the index with a look at every feature, on a coarse grid so that they often
// lie on edges, corners and the antimeridian.
func TestBBoxProperty(t *testing.T) {
	lon := rapid.Map(rapid.IntRange(-18, 18), func(n int) float64 { return float64(n) * 10 })
	lat := rapid.Map(rapid.IntRange(-9, 9), func(n int) float64 { return float64(n) * 10 })
	rapid.Check(t, func(r *rapid.T) {
		var all []geo.Feature
		for i := range rapid.IntRange(0, 80).Draw(r, "features") {
			f := geo.Feature{ID: int64(3*i + 1), Properties: []any{rapid.SampledFrom(kinds).Draw(r, "kind"), int64(i)}}
			if rapid.IntRange(0, 9).Draw(r, "geometry") > 0 {
				f.Geometry = orb.Point{lon.Draw(r, "lon"), lat.Draw(r, "lat")}
			}
			all = append(all, f)
		}
		c, err := newCollection("things", twoField, slices.Clone(all), false)
		if err != nil {
			r.Fatal(err)
		}
		for range 20 {
			box := [4]float64{lon.Draw(r, "west"), lat.Draw(r, "south"), lon.Draw(r, "east"), lat.Draw(r, "north")}
			if box[1] > box[3] {
				box[1], box[3] = box[3], box[1]
			}
			kind := rapid.SampledFrom(kinds).Draw(r, "wanted")
			var want []int64
			for _, f := range all {
				if f.Properties[0] == kind && inside(f.Geometry, box) {
					want = append(want, f.ID)
				}
			}

			q := Query{BBox: &box, Equals: map[string][]string{"kind": {kind}}, Limit: rapid.IntRange(1, 7).Draw(r, "limit")}
			var got []int64
			for {
				page, err := c.Page(q)
				if err != nil {
					r.Fatal(err)
				}
				if page.Matched != len(want) {
					r.Fatalf("%v matches %d, want %d", box, page.Matched, len(want))
				}
				for f := range page.Features() {
					got = append(got, f.ID)
				}
				if page.Next == 0 {
					break
				}
				q.After = page.Next
			}
			if !slices.Equal(got, want) {
				r.Fatalf("in %v are %v, want %v", box, got, want)
			}
		}
	})
}

func inside(g orb.Geometry, box [4]float64) bool {
	p, ok := g.(orb.Point)
	if !ok {
		return true
	}
	across := p.Lon() >= box[0] && p.Lon() <= box[2]
	if box[0] > box[2] {
		across = p.Lon() >= box[0] || p.Lon() <= box[2]
	}
	return across && p.Lat() >= box[1] && p.Lat() <= box[3]
}

// TestExtentProperty makes sure that the box of the extent has every feature off its edge and is no
// wider than it has to be.
func TestExtentProperty(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := geo.Feature{
			ID: 1, Properties: []any{"red", nil},
			Geometry: orb.Point{rapid.Float64Range(-180, 180).Draw(r, "lon"), rapid.Float64Range(-90, 90).Draw(r, "lat")},
		}
		c, err := newCollection("things", twoField, []geo.Feature{f}, false)
		if err != nil {
			r.Fatal(err)
		}
		at, box := c.rows[0].Geometry.(orb.Point), *c.BBox
		for axis, limit := range []float64{180, 90} {
			low, high, v := box[axis], box[axis+2], at[axis]
			if low >= v && low > -limit || high <= v && high < limit || math.Abs(low) > limit || math.Abs(high) > limit {
				r.Fatalf("%v lies on the edge of %v", at, box)
			}
			if v-low > 0.0002 || high-v > 0.0002 {
				r.Fatalf("%v is far from the edge of %v", at, box)
			}
		}
	})
}

// TestKeptSelections makes sure that what is kept is bounded, whatever is asked.
func TestKeptSelections(t *testing.T) {
	var all []geo.Feature
	for i := range 50 {
		all = append(all, geo.Feature{ID: int64(i + 1), Geometry: orb.Point{float64(i), 0}, Properties: []any{"red", int64(i)}})
	}
	c, err := newCollection("things", twoField, all, false)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 * maxKept {
		page, err := c.Page(Query{BBox: &[4]float64{0, 0, float64(i) / 100, 1}})
		if err != nil || page.Matched != i/100+1 {
			t.Fatalf("box %d matches %d (%v), want %d", i, page.Matched, err, i/100+1)
		}
		rows := 0
		for _, kept := range c.kept {
			rows += len(kept)
		}
		if len(c.kept) > maxKept || rows != c.keptRows {
			t.Fatalf("%d selections are kept, of %d rows, counted as %d", len(c.kept), rows, c.keptRows)
		}
	}
}

// TestOrder makes sure that paging by key has keys to page by.
func TestOrder(t *testing.T) {
	row := func(id int64) geo.Feature { return geo.Feature{ID: id, Properties: []any{"red", nil}} }
	for _, c := range []struct {
		ids    []int64
		states bool
		ok     bool
	}{
		{[]int64{1, 2, 5}, false, true},
		{[]int64{1, 5, 2}, false, false},
		{[]int64{1, 1}, false, false},
		{[]int64{1, 1, 2}, true, true},
		{[]int64{2, 1}, true, false},
	} {
		var rows []geo.Feature
		for _, id := range c.ids {
			rows = append(rows, row(id))
		}
		if _, err := newCollection("things", twoField, rows, c.states); (err == nil) != c.ok {
			t.Errorf("ids %v (states: %v): error is %v", c.ids, c.states, err)
		}
	}
}
