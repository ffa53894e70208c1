package cql2

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// drawGeometry makes a valid geometry on a small grid, where things meet often.
func drawGeometry(t *rapid.T, label string) orb.Geometry {
	c := func() float64 { return float64(rapid.IntRange(0, 6).Draw(t, label)) }
	p := func() orb.Point { return orb.Point{c(), c()} }
	line := func() orb.LineString {
		l := make(orb.LineString, rapid.IntRange(2, 4).Draw(t, label))
		for i := range l {
			l[i] = p()
		}
		return l
	}
	polygon := func() orb.Polygon {
		if rapid.Bool().Draw(t, label) {
			x, y := c(), c()
			return orb.Polygon{{{x, y}, {x + 4, y}, {x + 4, y + 4}, {x, y + 4}, {x, y}}, {{x + 1, y + 1}, {x + 1, y + 3}, {x + 3, y + 3}, {x + 1, y + 1}}}
		}
		a := p()
		return orb.Polygon{{a, p(), p(), a}}
	}
	var g orb.Geometry
	switch rapid.IntRange(0, 6).Draw(t, label) {
	case 0:
		g = p()
	case 1:
		g = orb.MultiPoint{p(), p()}
	case 2:
		g = line()
	case 3:
		g = orb.MultiLineString{line(), line()}
	case 4:
		g = polygon()
	case 5:
		g = orb.MultiPolygon{polygon(), polygon()}
	default:
		g = orb.Collection{p(), line(), polygon()}
	}
	if exact(g).Validate() != nil {
		t.Skip("not valid")
	}
	return g
}

// What is decided by hand, or by boxes alone, is what simplefeatures decides.
func TestRelatesTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawGeometry(t, "a")
		s := &shape{geometry: drawGeometry(t, "b")}
		if err := s.prepare(); err != nil {
			t.Fatal(err)
		}
		for _, op := range spatials {
			if got, want := s.relatesTo(op, a), relate(op, exact(a), s.exact); got != want {
				t.Fatalf("%s(%v, %v): %v, want %v", op, a, s.geometry, got, want)
			}
		}
	})
}

// A box is the polygon that it stands for, or the two of them at the antimeridian.
func TestBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawGeometry(t, "a")
		c := func() float64 { return float64(rapid.IntRange(0, 7).Draw(t, "box")) }
		south := c()
		s, err := Reader{}.box([]float64{c(), south, c(), south + c()})
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range spatials {
			if got, want := s.relatesTo(op, a), relate(op, exact(a), s.exact); got != want {
				t.Fatalf("%s(%v, box %v): %v, want %v", op, a, *s.box, got, want)
			}
		}
	})
}

// matches is what a simple, slow reading of patterns says.
func TestLikeRandom(t *testing.T) {
	var slow func(p []rune, s []rune) bool
	slow = func(p, s []rune) bool {
		switch {
		case len(p) == 0:
			return len(s) == 0
		case p[0] == anyText:
			return slow(p[1:], s) || len(s) > 0 && slow(p, s[1:])
		}
		return len(s) > 0 && (p[0] == anyOne || p[0] == s[0]) && slow(p[1:], s[1:])
	}
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`[aб%_\\]{0,8}`).Draw(t, "pattern")
		s := rapid.StringMatching(`[aб%_\\]{0,8}`).Draw(t, "text")
		runes := parsePattern(pattern)
		if got, want := matches(runes, s), slow(runes, []rune(s)); got != want {
			t.Fatalf("%q LIKE %q: %v, want %v", s, pattern, got, want)
		}
	})
}

func ExampleReader_Text() {
	f, err := Reader{}.Text("s_intersects(geom, bbox(30,50,31,51)) and geom is not null")
	fmt.Println(f, err)
	// Output: S_INTERSECTS(geometry, BBOX(30, 50, 31, 51)) AND geometry IS NOT NULL <nil>
}
