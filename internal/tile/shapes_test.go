package tile_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"

	"retaken/internal/tile"
)

// TestShapes goes through areas that one can check by eye, in units of tile 10/600/350.
func TestShapes(t *testing.T) {
	at := maptile.New(600, 350, 10)
	const low, high, far = -tile.Buffer, tile.Extent + tile.Buffer, 9000
	square := func(x0, y0, x1, y1 float64) orb.Ring {
		return orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
	}
	for _, c := range []struct {
		name  string
		shape orb.MultiPolygon
		want  string // rings of each polygon, "" when nothing is drawn
		area  float64
	}{
		{"the tile and more", orb.MultiPolygon{{square(-far, -far, far, far)}}, "[1]", full},
		{"around the tile", orb.MultiPolygon{{square(-far, -far, far, far), square(-99, -99, 5000, 5000)}}, "", 0},
		{"a hole in the midst", orb.MultiPolygon{{square(-far, -far, far, far), square(100, 100, 200, 200)}}, "[2]", full - 100*100},
		{"beside the tile", orb.MultiPolygon{{square(5000, 0, far, 4096)}}, "", 0},
		{"along the edge of the buffer", orb.MultiPolygon{{square(high, 0, far, 4096)}}, "", 0},
		{"past a corner of the tile", orb.MultiPolygon{{{{-far, 3000}, {3000, -far}, {-far, -far}, {-far, 3000}}}}, "", 0},
		{
			"two prongs of what lies beyond the edge",
			orb.MultiPolygon{{{{far, 0}, {100, 0}, {100, 100}, {far - 100, 100}, {far - 100, 200}, {100, 200}, {100, 300}, {far, 300}, {far, 0}}}},
			"[1 1]", 2 * 100 * (high - 100),
		},
		{
			"two prongs beyond a corner",
			orb.MultiPolygon{{{{100, -far}, {200, -far}, {200, -8000}, {-8000, -8000}, {-8000, 200}, {far, 200}, {far, 300}, {-far, 300}, {-far, -8500}, {100, -8500}, {100, -far}}}},
			"[1]", 100 * (high - low),
		},
		{"too small", orb.MultiPolygon{{square(10.1, 10.1, 10.3, 10.3)}}, "", 0},
		{"too slim", orb.MultiPolygon{{square(10.1, 10.1, 10.3, 900)}}, "", 0},
		{"a hole too small", orb.MultiPolygon{{square(0, 0, 100, 100), square(10.1, 10.1, 10.3, 10.3)}}, "[1]", 100 * 100},
		{"two that grow together", orb.MultiPolygon{{square(0, 0, 10.1, 10)}, {square(10.3, 0, 20, 10)}}, "[1]", 20 * 10},
		{"a waist", orb.MultiPolygon{{{{0, 0}, {10, 4.8}, {20, 0}, {20, 10}, {10, 5.2}, {0, 10}, {0, 0}}}}, "[1 1]", 2 * 10 * 10 / 2},
		{"a corner on an edge", orb.MultiPolygon{{{{0, 0}, {20, 0}, {20, 10}, {10, 0.2}, {0, 10}, {0, 0}}}}, "[1 1]", 2 * 10 * 10 / 2},
		{"a hole that reaches the edge", orb.MultiPolygon{{square(0, 0, 20, 20), square(0.3, 5, 10, 10)}}, "[1]", 20*20 - 10*5},
		{"wound the other way", orb.MultiPolygon{{orb.Ring{{0, 0}, {0, 9}, {9, 9}, {9, 0}, {0, 0}}, square(2, 2, 4, 4)}}, "[2]", 81 - 4},
		{"not closed", orb.MultiPolygon{{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}}}, "[1]", 81},
		{"an island in a lake", orb.MultiPolygon{{square(0, 0, 99, 99), square(9, 9, 90, 90)}, {square(20, 20, 30, 30)}}, "[2 1]", 99*99 - 81*81 + 100},
		{"two islands in lakes that touch the shore", orb.MultiPolygon{
			{square(0, 0, 99, 99), square(0.2, 9, 90, 40), square(0.2, 50, 90, 90)}, {square(20, 20, 30, 30), square(22, 22, 25, 25)}, {square(20, 60, 30, 70), square(22, 62, 25, 65)},
		}, "[1 2 2]", 99*99 - 90*31 - 90*40 + 2*(100-9)},
		{"nothing", nil, "", 0},
		{"a ring without corners", orb.MultiPolygon{{{}}}, "", 0},
		{"a ring with two", orb.MultiPolygon{{{{0, 0}, {9, 9}}}}, "", 0},
	} {
		for _, polygon := range c.shape {
			for _, ring := range polygon {
				for i, p := range ring {
					ring[i] = unit(at, p[0], p[1])
				}
			}
		}
		decoded := encode(t, at, layer(c.shape))
		var got []int
		var sum float64
		if len(decoded) > 0 {
			shape := decoded[0].Features[0].Geometry
			sum = verify(t, c.name, shape)
			for _, polygon := range multi(t, shape) {
				got = append(got, len(polygon))
			}
		}
		if c.want == "" && len(decoded) > 0 || c.want != "" && fmt.Sprint(got) != c.want || sum != c.area {
			t.Errorf("%s: polygons with %v rings and area %v, want %s and %v", c.name, got, sum, c.want, c.area)
		}
	}
}

// TestStars: areas of any shape that do not cross themselves are valid in whatever tile, and as large as they were but for
// half a unit along their edges.
func TestStars(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		at := maptile.New(600, 350, 10)
		size := math.Exp(rapid.Float64Range(-1, 9).Draw(rt, "size"))
		x, y := rapid.Float64Range(-tile.Extent, 2*tile.Extent).Draw(rt, "x"), rapid.Float64Range(-tile.Extent, 2*tile.Extent).Draw(rt, "y")
		n := rapid.IntRange(3, 60).Draw(rt, "n")
		var ring orb.Ring
		for i := range n {
			radius := size * rapid.Float64Range(0.01, 1).Draw(rt, "radius")
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			ring = append(ring, unit(at, x+radius*cos, y+radius*sin))
		}
		ring = append(ring, ring[0])
		decoded := encode(t, at, layer(orb.Polygon{ring}))
		sum := 0.0
		if len(decoded) > 0 {
			sum = verify(t, ring, decoded[0].Features[0].Geometry)
		}
		want := outlined(t, orb.MultiPolygon{{ring}}, at)
		if tolerance := 2 * size * float64(n); math.Abs(sum-want) > tolerance+1 {
			rt.Errorf("area %v, want %v", sum, want)
		}
		if t.Failed() {
			rt.FailNow()
		}
	})
}

// TestPatches: an area that is given in pieces which share edges and meet in corners, many at once, becomes one without the
// edges between them.
func TestPatches(t *testing.T) {
	at := maptile.New(600, 350, 10)
	const n = 5
	rapid.Check(t, func(rt *rapid.T) {
		size := float64(rapid.SampledFrom([]int{2, 100, 1000}).Draw(rt, "size"))
		taken := rapid.SliceOfN(rapid.Bool(), 4*n*n, 4*n*n).Draw(rt, "taken")
		var shape orb.MultiPolygon
		for i := range n * n {
			x, y := float64(i%n), float64(i/n)
			corners := orb.Ring{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}}
			for k, p := range corners {
				if taken[4*i+k] { // of the four triangles of a square
					triangle := orb.Ring{p, corners[(k+1)%4], {x + 0.5, y + 0.5}, p}
					for m, p := range triangle {
						triangle[m] = unit(at, p[0]*size, p[1]*size)
					}
					shape = append(shape, orb.Polygon{triangle})
				}
			}
		}
		got := 0.0
		if decoded := encode(t, at, layer(shape)); len(decoded) > 0 {
			got = verify(t, taken, decoded[0].Features[0].Geometry)
		}
		if want := outlined(t, shape, at); math.Abs(got-want) > 1e-3 {
			rt.Errorf("area %v, want %v", got, want)
		}
		if t.Failed() {
			rt.FailNow()
		}
	})
}
