package territory

import (
	"fmt"
	"math"
	"os/exec"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// dense is a ring with more vertices on the same straight edges, since geodesics leave them.
func dense(ring orb.Ring, step float64) orb.Ring {
	out := orb.Ring{ring[0]}
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		n := math.Ceil(max(math.Abs(b[0]-a[0]), math.Abs(b[1]-a[1]), step) / step)
		for k := 1.0; k <= n; k++ {
			out = append(out, orb.Point{a[0] + (b[0]-a[0])*k/n, a[1] + (b[1]-a[1])*k/n})
		}
	}
	return out
}

// planimeter is Karney's area of a ring.
func planimeter(t *testing.T, ring orb.Ring) float64 {
	t.Helper()
	var in strings.Builder
	for _, p := range ring[:len(ring)-1] {
		fmt.Fprintf(&in, "%.10f %.10f\n", p[0], p[1])
	}
	cmd := exec.Command("Planimeter", "-w", "-p", "6")
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	var length, area float64
	if _, err := fmt.Sscan(string(out), &n, &length, &area); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	return math.Abs(area)
}

// TestArea compares with areas from Planimeter of GeographicLib 2.1.2 (C. F. F. Karney, Algorithms for
// geodesics, 2013), over the rings with vertices every step degrees; and computes them anew where it is
// installed.
func TestArea(t *testing.T) {
	country := ukraine(t)
	_, missing := exec.LookPath("Planimeter")
	if missing != nil {
		t.Log("compared with stored areas only: Planimeter is not on the PATH (Debian: geographiclib-tools)")
	}
	for _, c := range []struct {
		name string
		of   orb.MultiPolygon
		step float64
		want float64 // m²
	}{
		{"a cell of 5 km", orb.MultiPolygon{{{{37.60, 48.73}, {37.66, 48.72}, {37.69, 48.75}, {37.65, 48.78}, {37.61, 48.77}, {37.60, 48.73}}}}, 0.001, 29031534.0},
		{"about Crimea", orb.MultiPolygon{{{{32.48, 45.35}, {33.6, 46.15}, {34.8, 46.2}, {35.4, 45.4}, {36.65, 45.4}, {36.4, 45.05}, {35.1, 44.8}, {33.7, 44.38}, {33.35, 44.55}, {32.48, 45.35}}}}, 0.01, 35523337017.6},
		{"long and thin", orb.MultiPolygon{{{{22.2, 48.0}, {40.2, 49.9}, {40.2, 49.901}, {22.2, 48.001}, {22.2, 48.0}}}}, 0.001, 146610372.6},
		{"Ukraine", country, 0.01, 599066229671.1},
	} {
		got := Area(c.of)
		if math.Abs(got-c.want) > 1e-7*c.want {
			t.Errorf("%s: %.1f m², want %.1f, off by %.2g", c.name, got, c.want, got/c.want-1)
		}
		if missing == nil {
			var want float64
			for _, polygon := range c.of {
				want += planimeter(t, dense(polygon[0], c.step))
			}
			if math.Abs(got-want) > 1e-7*want {
				t.Errorf("%s: %.1f m², Planimeter says %.1f, off by %.2g", c.name, got, want, got/want-1)
			}
		}
	}
}

func TestAreaOfGeometries(t *testing.T) {
	square := func(from, to float64) orb.Ring {
		return orb.Ring{{from, from}, {to, from}, {to, to}, {from, to}, {from, from}}
	}
	one, half := Area(square(0, 1)), Area(square(0.25, 0.75))
	turned := square(0, 1)
	turned.Reverse()
	for _, c := range []struct {
		g    orb.Geometry
		want float64
	}{
		{orb.Polygon{square(0, 1), square(0.25, 0.75)}, one - half},
		{orb.Polygon{turned, square(0.25, 0.75)}, one - half},
		{orb.MultiPolygon{{square(0, 1)}, {square(0.25, 0.75)}}, one + half},
		{orb.Collection{turned, orb.Point{1, 2}, orb.LineString(square(0, 1))}, one},
		{orb.Bound{Min: orb.Point{0, 0}, Max: orb.Point{1, 1}}, one},
		{orb.Ring{}, 0},
		{orb.Polygon{}, 0},
		{nil, 0},
	} {
		if got := Area(c.g); math.Abs(got-c.want) > 1e-3 {
			t.Errorf("Area(%v) = %v, want %v", c.g, got, c.want)
		}
	}
}
