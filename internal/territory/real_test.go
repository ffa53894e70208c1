package territory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
)

// TestGazetteer divides the real country among its real settlements.
func TestGazetteer(t *testing.T) {
	country, sites := ukraine(t), gazetteer(t)
	const reach = 5000
	cells, err := NewCells(sites, country, reach)
	if err != nil {
		t.Fatal(err)
	}
	for name, classOf := range map[string]func(int, bool) int{
		"all":    func(int, bool) int { return 0 },
		"reach":  func(_ int, far bool) int { return btoi(far) },
		"front":  front(sites),
		"random": hashed(sites, 5, 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ground := cells.Join(classOf)
			verify(t, ground, leftOut(cells, classOf), country)
			for _, region := range ground.Regions {
				gdal(t, region.Shape)
			}
			r := rand.New(rand.NewPCG(3, 4))
			bound := country.Bound()
			for range 300 {
				p := orb.Point{bound.Min[0] + r.Float64()*(bound.Max[0]-bound.Min[0]), bound.Min[1] + r.Float64()*(bound.Max[1]-bound.Min[1])}
				want, ok := owner(p, sites, reach, classOf)
				if !ok || nearOutline(p, country) {
					continue
				}
				if !planar.MultiPolygonContains(country, p) {
					want = -1
				}
				for class, region := range ground.Regions {
					if got := planar.MultiPolygonContains(region.Shape, p); got != (class == want) {
						t.Fatalf("%v is in class %d: %v, want it in class %d", p, class, got, want)
					}
				}
			}
		})
	}
}

// gdal asks GEOS, through GDAL, whether the shape is valid.
func gdal(t *testing.T, shape orb.MultiPolygon) {
	t.Helper()
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Log("not compared with GEOS: ogrinfo is not on the PATH (Debian: gdal-bin)")
		return
	}
	layer := geojson.NewFeatureCollection()
	layer.Append(geojson.NewFeature(shape))
	b, err := layer.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "shape.geojson")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(ogrinfo, "-q", "-dialect", "sqlite", "-sql", "SELECT ST_IsValid(geometry) AS valid FROM shape", path).CombinedOutput()
	switch {
	case err != nil && strings.Contains(string(out), "no such function"):
		t.Log("not compared with GEOS: this GDAL is built without it")
	case err != nil || !strings.Contains(string(out), "valid (Integer) = 1"):
		t.Errorf("GEOS says: %s (%v)", out, err)
	}
}

// TestSmall goes through shapes that one can check by eye, on a country of one square degree.
func TestSmall(t *testing.T) {
	square := orb.MultiPolygon{{{{30, 0}, {31, 0}, {31, 1}, {30, 1}, {30, 0}}}}
	lattice := func(n int) (sites []orb.Point) {
		for i := range n * n {
			sites = append(sites, orb.Point{30 + (float64(i%n)+0.5)/float64(n), (float64(i/n) + 0.5) / float64(n)})
		}
		return sites
	}
	for _, c := range []struct {
		name    string
		sites   []orb.Point
		reach   float64
		classOf func(site int, far bool) int
		want    string // rings of each polygon, by class
	}{
		{"one site", lattice(1), 500e3, func(int, bool) int { return 0 }, "[[1]]"},
		{"a site and its circle", lattice(1), 10e3, func(_ int, far bool) int { return btoi(far) }, "[[1] [2]]"},
		{"cells whose corners four sites share", lattice(2), 10e3, func(_ int, far bool) int { return btoi(far) }, "[[1 1 1 1] [5]]"},
		{"a site abroad", []orb.Point{{40, 10}}, 10e3, func(_ int, far bool) int { return btoi(far) }, "[[] [1]]"},
		{"a ring around the middle", lattice(3), 500e3, func(s int, _ bool) int { return btoi(s == 4) }, "[[2] [1]]"},
		{"a chessboard touches at corners", lattice(2), 500e3, func(s int, _ bool) int { return btoi(s == 1 || s == 2) }, "[[1 1] [1 1]]"},
		{"a ring that is pinched", lattice(3), 500e3, func(s int, _ bool) int { return btoi(s == 4 || s == 0) }, "[[2] [1 1]]"},
		{"two holes that touch", lattice(4), 500e3, func(s int, _ bool) int { return btoi(s == 5 || s == 10) }, "[[3] [1 1]]"},
		{"a corner left out", lattice(2), 500e3, func(s int, _ bool) int { return -btoi(s == 0) }, "[[1]]"},
	} {
		cells, err := NewCells(c.sites, square, c.reach)
		if err != nil {
			t.Fatal(err)
		}
		ground := cells.Join(c.classOf)
		verify(t, ground, leftOut(cells, c.classOf), square)
		var got [][]int
		for _, region := range ground.Regions {
			rings := []int{}
			for _, polygon := range region.Shape {
				rings = append(rings, len(polygon))
			}
			got = append(got, rings)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: polygons with %v rings, want %s", c.name, got, c.want)
		}
	}
}

// TestCountryInParts gives the country as two halves, wound either way: the seam is no border.
func TestCountryInParts(t *testing.T) {
	country := orb.MultiPolygon{
		{{{30, 0}, {30.5, 0}, {30.5, 1}, {30, 1}, {30, 0}}},
		{{{30.5, 0}, {30.5, 1}, {31, 1}, {31, 0}, {30.5, 0}}},
	}
	cells, err := NewCells([]orb.Point{{30.1, 0.1}, {30.9, 0.8}}, country, 500e3)
	if err != nil {
		t.Fatal(err)
	}
	ground := cells.Join(func(int, bool) int { return 0 })
	if shape := ground.Regions[0].Shape; len(shape) != 1 || len(shape[0]) != 1 {
		t.Errorf("the ground is %v, want one ring", shape)
	}
	if got, want := ground.Regions[0].Km2, Area(country)/1e6; math.Abs(got-want) > 1e-8*want {
		t.Errorf("the ground has %v km², want %v", got, want)
	}
}

func TestNewCellsRefuses(t *testing.T) {
	square := orb.MultiPolygon{{{{30, 0}, {31, 0}, {31, 1}, {30, 1}, {30, 0}}}}
	nan := math.NaN()
	for _, c := range []struct {
		sites   []orb.Point
		country orb.MultiPolygon
		reach   float64
		want    string
	}{
		{nil, square, 1, "no sites"},
		{[]orb.Point{{30, 0}}, nil, 1, "no outline"},
		{[]orb.Point{{30, 0}}, orb.MultiPolygon{{}}, 1, "no outline"},
		{[]orb.Point{{30, 0}}, orb.MultiPolygon{{{}}}, 1, "no outline"},
		{[]orb.Point{{30, 0}}, square, 0, "a reach of 0 m"},
		{[]orb.Point{{30, 0}}, square, nan, "a reach of NaN m"},
		{[]orb.Point{{30, 0}, {30, 85}}, square, 1, "site 1 is at lon 30, lat 85"},
		{[]orb.Point{{nan, 0}}, square, 1, "site 0 is at lon NaN"},
		{[]orb.Point{{30, 0}}, orb.MultiPolygon{{{{-100, 0}, {100, 0}, {0, 1}, {-100, 0}}}}, 1, "less than 180°"},
		{[]orb.Point{{30, 0}}, orb.MultiPolygon{{{{0, 0}, {1, 0}, {0, 89}, {0, 0}}}}, 1, "reaches to lon 1, lat 89"},
		{[]orb.Point{{30, 0}}, orb.MultiPolygon{{{{0, 0}, {1, nan}, {0, 9}, {0, 0}}}}, 1, "lat NaN"},
	} {
		if _, err := NewCells(c.sites, c.country, c.reach); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("NewCells(%v, %v, %v): %v, want an error with %q", c.sites, c.country, c.reach, err, c.want)
		}
	}
}

func TestSite(t *testing.T) {
	square := orb.MultiPolygon{{{{30, 0}, {31, 0}, {31, 1}, {30, 1}, {30, 0}}}}
	cells, err := NewCells([]orb.Point{{30.7, 0.5}, {30.3, 0.5}, {30.7, 0.5}, {30.30000001, 0.5}}, square, 500e3)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 1, 0, 1} {
		if got := cells.Site(i); got != want {
			t.Errorf("site %d stands for site %d, want %d", got, i, want)
		}
	}
	asked := map[int]int{}
	cells.Join(func(site int, _ bool) int { asked[site]++; return 0 })
	if len(asked) != 2 || asked[0] == 0 || asked[1] == 0 {
		t.Errorf("Join asks about %v, want sites 0 and 1", asked)
	}
}
