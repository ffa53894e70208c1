package data_test

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"retaken/data"
	"retaken/internal/geo"
)

// shapes reads a layer as polygons by ISO code.
func shapes(t *testing.T, name string) map[string]orb.MultiPolygon {
	t.Helper()
	b, err := data.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	layer, err := geojson.UnmarshalFeatureCollection(b)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]orb.MultiPolygon{}
	for _, f := range layer.Features {
		for _, property := range []string{"iso", "name", "name_uk", "name_ru"} {
			if f.Properties.MustString(property, "") == "" {
				t.Errorf("%s: %v has no %s", name, f.Properties, property)
			}
		}
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			out[f.Properties.MustString("iso")] = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			out[f.Properties.MustString("iso")] = g
		default:
			t.Errorf("%s: %v is a %T", name, f.Properties, g)
		}
	}
	return out
}

// TestGeometries checks rings as RFC 7946 section 3.1.6 wants them, and that none crosses itself.
func TestGeometries(t *testing.T) {
	for name, count := range map[string]int{"oblasts.geojson": 27, "ukraine.geojson": 1, "neighbours.geojson": 31} {
		layer := shapes(t, name)
		if len(layer) != count {
			t.Errorf("%s has %d features, want %d", name, len(layer), count)
		}
		for iso, polygons := range layer {
			for _, polygon := range polygons {
				for i, ring := range polygon {
					if len(ring) < 4 || !ring.Closed() {
						t.Errorf("%s: %s has a ring of %d points that is not closed", name, iso, len(ring))
					}
					if want := []orb.Orientation{orb.CCW, orb.CW}[min(i, 1)]; ring.Orientation() != want {
						t.Errorf("%s: ring %d of %s turns %d, want %d", name, i, iso, ring.Orientation(), want)
					}
					if p, ok := crossing(ring); ok {
						t.Errorf("%s: ring %d of %s crosses itself at %v", name, i, iso, p)
					}
					for _, p := range ring {
						if round(p[0]) != p[0] || round(p[1]) != p[1] {
							t.Errorf("%s: %s has a point %v, want 4 decimals at most", name, iso, p)
						}
					}
				}
			}
		}
	}
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// crossing finds where two edges of a ring that do not follow each other meet.
func crossing(ring orb.Ring) (orb.Point, bool) {
	side := func(a, b, c orb.Point) float64 { return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0]) }
	n := len(ring) - 1
	for i := range n {
		a, b := ring[i], ring[i+1]
		for j := i + 2; j < n; j++ {
			c, d := ring[j], ring[j+1]
			if max(a[0], b[0]) < min(c[0], d[0]) || max(c[0], d[0]) < min(a[0], b[0]) || i == 0 && j == n-1 {
				continue
			}
			if side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0 {
				return a, true
			}
		}
	}
	return orb.Point{}, false
}

// TestOutline makes sure that what is occupied is Ukraine, and what is not Ukraine is not.
func TestOutline(t *testing.T) {
	ukraine := shapes(t, "ukraine.geojson")["UA"]
	russia := shapes(t, "neighbours.geojson")["RU"]
	for _, c := range []struct {
		name     string
		lon, lat float64
		inside   bool
	}{
		{"Simferopol", 34.1, 44.95, true},
		{"Sevastopol", 33.56, 44.58, true},
		{"Kerch", 36.45, 45.35, true},
		{"Donetsk", 37.79, 48, true},
		{"Luhansk", 39.32, 48.58, true},
		{"Mariupol", 37.56, 47.12, true},
		{"Kyiv", 30.52, 50.45, true},
		{"Belgorod", 36.59, 50.6, false},
		{"Sudzha", 35.27, 51.19, false},
		{"Tiraspol", 29.64, 46.84, false},
		{"the Black Sea", 31, 45, false},
	} {
		p := orb.Point{c.lon, c.lat}
		if got := planar.MultiPolygonContains(ukraine, p); got != c.inside {
			t.Errorf("%s in the outline of Ukraine: %v, want %v", c.name, got, c.inside)
		}
		if c.inside && planar.MultiPolygonContains(russia, p) {
			t.Errorf("%s lies in the outline of Russia", c.name)
		}
	}
}

// TestOblasts compares places with the polygon of their oblast: those entered by hand lie in it or
// within 15 km, and regions in themselves.
func TestOblasts(t *testing.T) {
	oblasts := shapes(t, "oblasts.geojson")
	for _, p := range load(t) {
		polygons, ok := oblasts[p.Oblast]
		if !ok || planar.MultiPolygonContains(polygons, p.Point) {
			continue
		}
		if strings.HasPrefix(p.Ref, "iso:") {
			t.Errorf("%s: the point %v lies outside of its polygon", p.Ref, p.Point)
		}
		// Snake Island lies 37 km from the mainland and in no polygon.
		if km := away(polygons, p.Point); strings.HasPrefix(p.Ref, "manual:") && km > 15 && p.Kind != geo.Island {
			t.Errorf("%s (%s) lies %.0f km outside of %s", p.Ref, p.Name, km, p.Oblast)
		}
	}
}

// away is the distance in km from a point to the nearest edge, on a plane that touches the earth there.
func away(polygons orb.MultiPolygon, p orb.Point) float64 {
	const kmPerDegree = 111.2
	shrink := math.Cos(p.Lat() * math.Pi / 180)
	flat := func(q orb.Point) orb.Point {
		return orb.Point{(q[0] - p[0]) * shrink * kmPerDegree, (q[1] - p[1]) * kmPerDegree}
	}
	least := math.Inf(1)
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				least = min(least, planar.DistanceFromSegment(flat(ring[i-1]), flat(ring[i]), orb.Point{}))
			}
		}
	}
	return least
}
