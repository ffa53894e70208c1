package territory

import (
	"testing"

	"pgregory.net/rapid"
)

// TestWeave weaves rings that cross and touch each other many times on a small grid.
func TestWeave(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) point {
			return point{rapid.Int32Range(0, 40).Draw(t, "x"), rapid.Int32Range(0, 40).Draw(t, "y")}
		}), 3, 30).Draw(t, "ring")
		var segments []segment
		for i, a := range ring {
			if b := ring[(i+1)%len(ring)]; a != b {
				segments = append(segments, segment{a: a, b: b, left: unknown, right: unknown, outline: true}.ordered())
			}
		}
		woven := weave(segments)

		degree := map[point]int{} // by how many outlines end at a vertex
		for _, s := range woven {
			if s.outline {
				degree[s.a]++
				degree[s.b]++
			}
			if s.a.compare(s.b) >= 0 {
				t.Fatalf("%v runs backwards", s)
			}
		}
		for p, n := range degree {
			if n%2 != 0 {
				t.Fatalf("the ring is open at %v", p)
			}
		}
		for i, s := range woven {
			for _, u := range woven[:i] {
				if s.a == u.a && s.b == u.b {
					t.Fatalf("%v is there twice", s)
				}
				opposite := func(a, b int64) bool { return a > 0 && b < 0 || a < 0 && b > 0 }
				if opposite(turn(s.a, s.b, u.a), turn(s.a, s.b, u.b)) && opposite(turn(u.a, u.b, s.a), turn(u.a, u.b, s.b)) {
					t.Fatalf("%v and %v cross", s, u)
				}
				for _, pair := range []struct {
					s segment
					p point
				}{{s, u.a}, {s, u.b}, {u, s.a}, {u, s.b}} {
					if entersPixel(pair.s, pair.p) {
						t.Fatalf("%v passes through the pixel of %v", pair.s, pair.p)
					}
				}
			}
		}
	})
}

// entersPixel says whether a segment comes within the open square of half a unit around a point that is
// none of its ends, by clipping it (Liang and Barsky).
func entersPixel(s segment, p point) bool {
	if p == s.a || p == s.b {
		return false
	}
	low, high := 0.0, 1.0
	for _, side := range [][2]float64{
		{float64(s.b.x - s.a.x), float64(p.x-s.a.x) + 0.5},
		{float64(s.a.x - s.b.x), float64(s.a.x-p.x) + 0.5},
		{float64(s.b.y - s.a.y), float64(p.y-s.a.y) + 0.5},
		{float64(s.a.y - s.b.y), float64(s.a.y-p.y) + 0.5},
	} { // share·side[0] < side[1]
		switch share := side[1] / side[0]; {
		case side[0] == 0 && side[1] <= 0:
			return false
		case side[0] > 0:
			high = min(high, share)
		case side[0] < 0:
			low = max(low, share)
		}
	}
	return high-low > 1e-9
}
