package territory

import (
	"hash/fnv"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"
)

// ukraine is the real outline.
func ukraine(t testing.TB) orb.MultiPolygon {
	t.Helper()
	b, err := os.ReadFile("../../data/ukraine.geojson")
	if err != nil {
		t.Fatal(err)
	}
	layer, err := geojson.UnmarshalFeatureCollection(b)
	if err != nil {
		t.Fatal(err)
	}
	return layer.Features[0].Geometry.(orb.MultiPolygon)
}

// gazetteer is the positions of the real settlements of Ukraine.
func gazetteer(t testing.TB) []orb.Point {
	t.Helper()
	var sites []orb.Point
	for _, name := range []string{"gazetteer.tsv", "gazetteer-manual.tsv"} {
		b, err := os.ReadFile("../../data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		column := map[string]int{}
		for line := range strings.Lines(string(b)) {
			fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			switch {
			case strings.HasPrefix(line, "#"):
			case fields[0] == "ref":
				for i, title := range fields {
					column[title] = i
				}
			case len(fields) > column["lat"] && fields[column["kind"]] == "settlement" && strings.HasPrefix(fields[column["oblast"]], "UA-"):
				lon, err1 := strconv.ParseFloat(fields[column["lon"]], 64)
				lat, err2 := strconv.ParseFloat(fields[column["lat"]], 64)
				if err1 == nil && err2 == nil {
					sites = append(sites, orb.Point{lon, lat})
				}
			}
		}
	}
	if len(sites) < 7000 {
		t.Fatalf("the gazetteer has %d settlements, want more than 7000", len(sites))
	}
	return sites
}

// hashed gives classes from -1 up at random, by position, so that the order of the sites does not matter.
func hashed(sites []orb.Point, classes int, seed byte) func(int, bool) int {
	return func(site int, far bool) int {
		p := gridPoint(sites[site])
		h := fnv.New32a()
		h.Write([]byte{seed, strconv.FormatBool(far)[0]})
		h.Write([]byte(strconv.Itoa(int(p.x)) + " " + strconv.Itoa(int(p.y))))
		return int(h.Sum32()>>8)%(classes+1) - 1
	}
}

type edge [2]orb.Point

// edges is the edges of all rings or lines in their direction.
func edges[T orb.Ring | orb.LineString](lines ...T) map[edge]int {
	out := map[edge]int{}
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			out[edge{line[i-1], line[i]}]++
		}
	}
	return out
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// verify checks what holds for every ground: valid shapes that do not overlap, have common borders and
// fill the country.
func verify(t failer, ground *Ground, left *Ground, country orb.MultiPolygon) {
	t.Helper()
	var sum float64
	sides := make([]map[edge]int, len(ground.Regions)) // by class
	all := map[edge]int{}
	for class, region := range ground.Regions {
		sum += region.Km2
		var rings []orb.Ring
		for _, polygon := range region.Shape {
			for i, ring := range polygon {
				if want := []orb.Orientation{orb.CCW, orb.CW}[min(i, 1)]; !ring.Closed() || ring.Orientation() != want {
					t.Fatalf("class %d: ring %d is closed: %v, and turns %d, want %d", class, i, ring.Closed(), ring.Orientation(), want)
				}
				rings = append(rings, ring)
			}
		}
		if _, err := feature(region.Shape); err != nil {
			t.Fatalf("class %d is not valid: %v", class, err)
		}
		if got := Area(region.Shape) / 1e6; math.Abs(got-region.Km2) > 1e-9*region.Km2+1e-9 {
			t.Fatalf("class %d has a shape of %v km² and says it has %v", class, got, region.Km2)
		}
		sides[class] = edges(rings...)
		for e, n := range sides[class] {
			if all[e] += n; all[e] > 1 {
				t.Fatalf("two regions have %v on the same side of them", e)
			}
		}
	}

	// Every edge is on the border with exactly one other class, which has it in the other direction.
	for a, own := range sides {
		var lines []orb.LineString
		for b := -1; b < len(sides); b++ {
			if b == a {
				continue
			}
			border := ground.Border(a, b)
			lines = append(lines, border...)
			for e := range edges(border...) {
				if b >= 0 && sides[b][edge{e[1], e[0]}] != 1 {
					t.Fatalf("class %d does not have %v, which class %d has", b, e, a)
				} else if b < 0 && all[edge{e[1], e[0]}] != 0 {
					t.Fatalf("something lies beyond %v of class %d, where nothing should", e, a)
				}
			}
		}
		border := edges(lines...)
		for e := range own {
			if border[e] != 1 {
				t.Fatalf("%v of class %d is %d times on its borders", e, a, border[e])
			}
		}
		if len(border) != len(own) {
			t.Fatalf("class %d has %d edges and %d on borders", a, len(own), len(border))
		}
	}

	for _, region := range left.Regions {
		sum += region.Km2
	}
	whole := Area(country) / 1e6
	var length float64 // km
	for _, polygon := range country {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				length += metres(ring[i-1], ring[i]) / 1000
			}
		}
	}
	// A centimetre along the outline is what the grid may cost very small countries.
	if math.Abs(sum-whole) > max(1e-8*whole, 1e-5*length) {
		t.Fatalf("the classes have %v km², the country %v", sum, whole)
	}
}

// leftOut is the ground to which classOf gives no class, as one class.
func leftOut(c *Cells, classOf func(int, bool) int) *Ground {
	return c.Join(func(site int, far bool) int { return btoi(classOf(site, far) < 0) - 1 })
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// feature is a shape as the second opinion reads it, or why it does not.
func feature(shape orb.MultiPolygon) (geom.Geometry, error) {
	return geom.UnmarshalWKB(wkb.MustMarshal(shape))
}

// owner is whose ground a point is by brute force; ok is false where a few metres would change that.
func owner(p orb.Point, sites []orb.Point, reach float64, classOf func(int, bool) int) (class int, ok bool) {
	plane := func(p orb.Point) (x, y float64) { // in metres at the latitude of the point in question
		lat, e := p[1]*math.Pi/180, math.Sqrt(0.0066943799901413165)
		y = math.Log(math.Tan(math.Pi/4+lat/2) * math.Pow((1-e*math.Sin(lat))/(1+e*math.Sin(lat)), e/2))
		return p[0] * math.Pi / 180, y
	}
	px, py := plane(p)
	sin, cos := math.Sincos(p[1] * math.Pi / 180)
	k := 6378137 * cos / math.Sqrt(1-0.0066943799901413165*sin*sin)
	distances := make([]float64, len(sites))
	for i, s := range sites {
		x, y := plane(s)
		distances[i] = k * math.Hypot(x-px, y-py)
	}
	nearest := slices.Min(distances)
	class, ok = math.MinInt, true
	for i, d := range distances {
		if d > nearest+4 {
			continue
		}
		ground := metres(p, sites[i])
		slack := 3 + reach*0.0025 // a polygon stands for the circle
		for _, far := range []bool{false, true} {
			if far && ground < reach-slack || !far && ground > reach+slack {
				continue
			}
			if c := classOf(i, far); class == math.MinInt {
				class = c
			} else if c != class {
				ok = false
			}
		}
	}
	return class, ok
}

// nearOutline says whether a point lies within some metres of the outline.
func nearOutline(p orb.Point, country orb.MultiPolygon) bool {
	return planar.DistanceFrom(country, p) < 5e-5 || slices.ContainsFunc(country, func(polygon orb.Polygon) bool {
		return slices.ContainsFunc(polygon, func(ring orb.Ring) bool { return planar.DistanceFrom(orb.LineString(ring), p) < 5e-5 })
	})
}
