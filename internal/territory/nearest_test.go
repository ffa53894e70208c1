package territory

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		country := drawCountry(t)
		sites := drawSites(t, country)
		cells, err := NewCells(sites, country, 5000)
		if err != nil {
			t.Fatal(err)
		}
		of := rapid.SliceOf(rapid.IntRange(0, len(sites)-1)).Draw(t, "of")
		for i, got := range cells.Nearest(of) {
			least := math.Inf(1) // in the plane
			at := project(gridPoint(sites[i]).lonLat())
			found := got.Site == -1
			for _, j := range of {
				d := project(gridPoint(sites[j]).lonLat()).sub(at)
				least = min(least, math.Hypot(d.x, d.y))
				found = found || got.Site == j
			}
			if !found {
				t.Fatalf("site %d: %v is not among %v", i, got, of)
			}
			if got.Site < 0 {
				if len(of) > 0 || !math.IsInf(got.Metres, 1) {
					t.Fatalf("site %d: %v of %d", i, got, len(of))
				}
				continue
			}
			d := project(gridPoint(sites[got.Site]).lonLat()).sub(at)
			if math.Hypot(d.x, d.y) > least*(1+1e-12) {
				t.Fatalf("site %d: %v is %v away in the plane, another one %v", i, got, math.Hypot(d.x, d.y), least)
			}
			if want := metres(sites[i], sites[got.Site]); math.Abs(got.Metres-want) > 0.02 {
				t.Fatalf("site %d: %v is %v m away", i, got, want)
			}
		}
	})
}

func TestNearestOfTwins(t *testing.T) {
	square := orb.MultiPolygon{{{{30, 0}, {31, 0}, {31, 1}, {30, 1}, {30, 0}}}}
	cells, err := NewCells([]orb.Point{{30.7, 0.5}, {30.7, 0.5}, {30.2, 0.5}}, square, 5000)
	if err != nil {
		t.Fatal(err)
	}
	got := cells.Nearest([]int{1, 0})
	for i, want := range []int{1, 1, 1} {
		if got[i].Site != want || (got[i].Metres == 0) != (i < 2) {
			t.Errorf("nearest of site %d: %v, want site %d", i, got[i], want)
		}
	}
}

// TestMetres compares with distances by GeodSolve of GeographicLib 2.1.2.
func TestMetres(t *testing.T) {
	for _, c := range []struct {
		p, q orb.Point
		want float64
	}{
		{orb.Point{37, 48}, orb.Point{37.1, 48.05}, 9302.908},
		{orb.Point{30.52, 50.45}, orb.Point{30.73, 46.48}, 441733.809},
		{orb.Point{33.5, 44.6}, orb.Point{31.8, 52.1}, 843377.103},
		{orb.Point{22.29, 48.62}, orb.Point{39.31, 48.57}, 1252856.827},
	} {
		if got := metres(c.p, c.q); math.Abs(got-c.want) > 1e-5*c.want {
			t.Errorf("from %v to %v: %.3f m, want %.3f", c.p, c.q, got, c.want)
		}
	}
}

// TestProjection goes there and back, and checks that circles are circles on the ground.
func TestProjection(t *testing.T) {
	for lat := -80.0; lat <= 80; lat += 0.37 {
		p := orb.Point{33.25, lat}
		if q := unproject(project(p)); math.Abs(q[0]-p[0]) > 2e-10 || math.Abs(q[1]-p[1]) > 2e-10 {
			t.Errorf("%v comes back as %v", p, q)
		}
		if math.Abs(lat) > 70 {
			continue
		}
		for _, reach := range []float64{10, 5000, 20000} {
			c := circleAround(p, reach)
			for angle := 0.0; angle < 6.3; angle += 0.1 {
				sin, cos := math.Sincos(angle)
				q := unproject(xy{c.centre.x + c.r*cos, c.centre.y + c.r*sin})
				if got := metres(p, q); math.Abs(got-reach) > 1e-4*reach {
					t.Fatalf("a circle of %v m around %v is %v m wide at %.0f°", reach, p, got, angle*180/math.Pi)
				}
			}
		}
	}
}
