package territory

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"
)

// star is a ring around a centre, on the grid; small numbers of corners make long edges.
func star(t *rapid.T, centre orb.Point, size float64) orb.Ring {
	n := rapid.IntRange(3, 12).Draw(t, "corners")
	var ring orb.Ring
	for i := range n {
		r := size * rapid.Float64Range(0.3, 1).Draw(t, "radius")
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		ring = append(ring, gridPoint(orb.Point{centre[0] + r*cos, centre[1] + r*sin}).lonLat())
	}
	return append(ring, ring[0])
}

// drawCountry is a star, perhaps with a lake, an island in the lake and an island off the coast.
func drawCountry(t *rapid.T) orb.MultiPolygon {
	size := rapid.SampledFrom([]float64{0.02, 0.3, 3}).Draw(t, "size")
	centre := orb.Point{30, rapid.SampledFrom([]float64{-60, 0, 48}).Draw(t, "lat")}
	country := orb.MultiPolygon{{star(t, centre, size)}}
	if rapid.Bool().Draw(t, "lake") {
		country[0] = append(country[0], star(t, centre, size/10))
		country = append(country, orb.Polygon{star(t, centre, size/100)})
	}
	if rapid.Bool().Draw(t, "island") {
		country = append(country, orb.Polygon{star(t, orb.Point{centre[0] + 1.3*size, centre[1]}, size/8)})
	}
	if rapid.Bool().Draw(t, "turned") {
		country[0][0].Reverse()
	}
	return country
}

// drawSites mixes the arrangements that make trouble.
func drawSites(t *rapid.T, country orb.MultiPolygon) []orb.Point {
	bound := country.Bound()
	width, height := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]
	share := rapid.Float64Range(0, 1)
	anywhere := func() orb.Point {
		return orb.Point{bound.Min[0] + width*share.Draw(t, "x"), bound.Min[1] + height*share.Draw(t, "y")}
	}
	var sites []orb.Point
	for range rapid.IntRange(1, 4).Draw(t, "groups") {
		n := rapid.IntRange(1, 25).Draw(t, "n")
		p := anywhere()
		switch kind := rapid.SampledFrom(strings.Fields("scattered lattice meridian line outline cluster circle twins abroad")).Draw(t, "kind"); kind {
		case "scattered":
			for range n {
				sites = append(sites, anywhere())
			}
		case "lattice":
			step := width / rapid.Float64Range(3, 3000).Draw(t, "step")
			for i := range n {
				sites = append(sites, orb.Point{p[0] + float64(i%5)*step, p[1] + float64(i/5)*step})
			}
		case "meridian", "line":
			for i := range n {
				q := orb.Point{p[0], p[1] + height*float64(i)/1000}
				if kind == "line" {
					q[0] += height * float64(i) / 500
				}
				sites = append(sites, q)
			}
		case "outline":
			ring := country[0][0]
			for i := range n {
				a, b := ring[i%(len(ring)-1)], ring[i%(len(ring)-1)+1]
				f := float64(i%3) / 2
				sites = append(sites, orb.Point{a[0] + f*(b[0]-a[0]), a[1] + f*(b[1]-a[1])})
			}
		case "cluster": // 10 m apart, or a few centimetres
			size := rapid.SampledFrom([]float64{1e-4, 5e-7}).Draw(t, "apart")
			for range n {
				sites = append(sites, orb.Point{p[0] + size*(share.Draw(t, "dx")-0.5), p[1] + size*(share.Draw(t, "dy")-0.5)})
			}
		case "circle":
			for i := range n {
				sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
				sites = append(sites, orb.Point{p[0] + width/9*cos, p[1] + width/9*sin})
			}
		case "twins":
			for i := range n {
				if i%2 == 0 {
					p = anywhere()
				}
				sites = append(sites, p)
			}
		case "abroad":
			for range n {
				q := anywhere()
				sites = append(sites, orb.Point{q[0] + 3*width, q[1] - 2*height})
			}
		}
	}
	return sites
}

func TestGround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		country := drawCountry(t)
		sites := drawSites(t, country)
		reach := math.Pow(10, rapid.Float64Range(0, 5).Draw(t, "log reach"))
		cells, err := NewCells(sites, country, reach)
		if err != nil {
			t.Fatal(err)
		}
		classOf := hashed(sites, rapid.IntRange(1, 4).Draw(t, "classes"), rapid.Byte().Draw(t, "seed"))
		ground := cells.Join(classOf)
		verify(t, ground, leftOut(cells, classOf), country)

		bound := country.Bound()
		for range 20 {
			p := orb.Point{
				rapid.Float64Range(bound.Min[0], bound.Max[0]).Draw(t, "lon"),
				rapid.Float64Range(bound.Min[1], bound.Max[1]).Draw(t, "lat"),
			}
			want, ok := owner(p, sites, reach, classOf)
			if !ok || nearOutline(p, country) {
				continue
			}
			// Even and odd, since an island lies in the lake.
			if inside := planar.MultiPolygonContains(country, p); !inside {
				want = -1
			}
			for class, region := range ground.Regions {
				if got := planar.MultiPolygonContains(region.Shape, p); got != (class == want) {
					t.Fatalf("%v is in class %d: %v, want it in class %d", p, class, got, want)
				}
			}
		}

		order := rapid.Permutation(sites).Draw(t, "order")
		again, err := NewCells(order, country, reach)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[point]orb.Point{}
		for _, p := range sites {
			seen[gridPoint(p)] = p
		}
		byPosition := func(site int, far bool) int { return classOf(indexOf(sites, seen[gridPoint(order[site])]), far) }
		if other := again.Join(byPosition); !reflect.DeepEqual(other.Regions, ground.Regions) {
			t.Fatal("the same sites in another order make another ground")
		}
	})
}

func indexOf(sites []orb.Point, p orb.Point) int {
	for i, q := range sites {
		if p == q {
			return i
		}
	}
	return -1
}

// TestOverlay compares small grounds with an overlay library: no two regions have ground in common, and
// all of them together are the country.
func TestOverlay(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		country := orb.MultiPolygon{{star(t, orb.Point{30, 48}, 1)}}
		bound := country.Bound()
		var sites []orb.Point
		for range rapid.IntRange(2, 8).Draw(t, "n") {
			sites = append(sites, orb.Point{
				rapid.Float64Range(bound.Min[0], bound.Max[0]).Draw(t, "lon"),
				rapid.Float64Range(bound.Min[1], bound.Max[1]).Draw(t, "lat"),
			})
		}
		cells, err := NewCells(sites, country, 20000)
		if err != nil {
			t.Fatal(err)
		}
		ground := cells.Join(func(site int, far bool) int { return site % 3 })
		var shapes []geom.Geometry
		for class, region := range ground.Regions {
			shape, err := feature(region.Shape)
			if err != nil {
				t.Fatalf("class %d: %v", class, err)
			}
			for other, b := range shapes {
				common, err := geom.Intersection(shape, b)
				if err == nil && common.Area() > 1e-12 {
					t.Fatalf("classes %d and %d have %g square degrees in common", class, other, common.Area())
				}
			}
			shapes = append(shapes, shape)
		}
		whole, err := feature(country)
		if err != nil {
			t.Skip("a star that is no polygon")
		}
		union, err := geom.UnionMany(shapes)
		if err != nil {
			return // the library gives up on some pairs of lines that are nearly one
		}
		compared++
		if math.Abs(union.Area()-whole.Area()) > 1e-6*whole.Area() {
			t.Fatalf("the union has %v square degrees, the country %v", union.Area(), whole.Area())
		}
	})
	if compared < 20 {
		t.Errorf("only %d unions were compared", compared)
	}
}
