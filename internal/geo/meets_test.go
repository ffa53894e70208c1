package geo_test

import (
	"testing"

	"retaken/internal/geo"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"
)

func TestMeets(t *testing.T) {
	c := orb.Polygon{{{0, 0}, {9, 0}, {9, 2}, {2, 2}, {2, 7}, {9, 7}, {9, 9}, {0, 9}, {0, 0}}} // open to the east
	donut := orb.Polygon{{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}, {{2, 2}, {2, 7}, {7, 7}, {7, 2}, {2, 2}}}
	for _, c := range []struct {
		what string
		g    orb.Geometry
		box  [4]float64
		want bool
	}{
		{"nothing", nil, [4]float64{0, 0, 1, 1}, true},
		{"a point on the edge", orb.Point{1, 0.5}, [4]float64{0, 0, 1, 1}, true},
		{"a point outside", orb.Point{1.0001, 0.5}, [4]float64{0, 0, 1, 1}, false},
		{"one of two points", orb.MultiPoint{{5, 5}, {1, 1}}, [4]float64{0, 0, 1, 1}, true},
		{"a line through the box with no end in it", orb.LineString{{-1, -1}, {5, 6}}, [4]float64{0, 0, 1, 1}, true},
		{"a line past a corner", orb.LineString{{-1, 1}, {1, 3}}, [4]float64{0, 0, 1, 1}, false},
		{"a line that touches a corner", orb.LineString{{0, 2}, {2, 0}}, [4]float64{0, 0, 1, 1}, true},
		{"no line", orb.LineString{}, [4]float64{0, 0, 1, 1}, false},
		{"the bay of an area", c, [4]float64{3, 3, 8, 6}, false},
		{"the bay and the coast", c, [4]float64{3, 3, 8, 7}, true},
		{"a box in an area", donut, [4]float64{0.5, 0.5, 1, 1}, true},
		{"a box in a hole", donut, [4]float64{3, 3, 4, 4}, false},
		{"an area in the box", donut, [4]float64{-5, -5, 20, 20}, true},
		{"the second area", orb.MultiPolygon{c, {{{20, 0}, {21, 0}, {21, 1}, {20, 0}}}}, [4]float64{20.5, 0.1, 20.6, 0.2}, true},
		{"no area", orb.MultiPolygon{}, [4]float64{-180, -90, 180, 90}, false},
		{"across the antimeridian, east", orb.Point{-179, 0}, [4]float64{170, -10, -170, 10}, true},
		{"across the antimeridian, west", orb.Point{179, 0}, [4]float64{170, -10, -170, 10}, true},
		{"on the other side of the Earth", orb.Point{0, 0}, [4]float64{170, -10, -170, 10}, false},
		{"a box without area", donut, [4]float64{1, 1, 1, 1}, true},
		{"a collection", orb.Collection{orb.Point{5, 5}, donut}, [4]float64{0.5, 0.5, 1, 1}, true},
	} {
		if got := geo.Meets(c.g, c.box); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	var area orb.Geometry = orb.MultiPolygon{donut}
	if n := testing.AllocsPerRun(100, func() { geo.Meets(area, [4]float64{3, 3, 4, 4}) }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

// Meets is what the overlay library says of the box as a polygon, for geometries on a small grid, where things touch.
func TestMeetsRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := func() float64 { return float64(rapid.IntRange(0, 8).Draw(t, "c")) }
		line := func(n int) []orb.Point {
			l := make([]orb.Point, n)
			for i := range l {
				l[i] = orb.Point{c(), c()}
			}
			return l
		}
		ring := func() orb.Ring {
			l := line(rapid.IntRange(3, 5).Draw(t, "corners"))
			return append(l, l[0])
		}
		var g orb.Geometry
		switch rapid.IntRange(0, 4).Draw(t, "type") {
		case 0:
			g = orb.MultiPoint(line(3))
		case 1:
			g = orb.LineString(line(3))
		case 2:
			g = orb.MultiLineString{line(2), line(3)}
		case 3:
			g = orb.Polygon{ring(), ring()}
		default:
			g = orb.MultiPolygon{{ring()}, {ring()}}
		}
		x, y := c(), c()
		box := [4]float64{x, y, x + 1 + c(), y + 1 + c()}
		other, err := geom.UnmarshalWKB(wkb.MustMarshal(g))
		if err != nil {
			t.Skip("not valid")
		}
		b := orb.Bound{Min: orb.Point{box[0], box[1]}, Max: orb.Point{box[2], box[3]}}.ToPolygon()
		polygon, err := geom.UnmarshalWKB(wkb.MustMarshal(b))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := geo.Meets(g, box), geom.Intersects(other, polygon); got != want {
			t.Fatalf("%v and %v: %v, want %v", g, box, got, want)
		}
	})
}
