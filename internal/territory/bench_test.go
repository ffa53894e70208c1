package territory

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// scattered is n sites within the country, half of them in a band where places lie close together.
func scattered(n int, country orb.MultiPolygon) []orb.Point {
	r := rand.New(rand.NewPCG(1, 2))
	bound := country.Bound()
	sites := make([]orb.Point, 0, n)
	for len(sites) < n {
		p := orb.Point{
			bound.Min[0] + r.Float64()*(bound.Max[0]-bound.Min[0]),
			bound.Min[1] + r.Float64()*(bound.Max[1]-bound.Min[1]),
		}
		if len(sites)%2 == 0 {
			p = orb.Point{37 + r.NormFloat64(), 48 + r.NormFloat64()}
		}
		if planar.MultiPolygonContains(country, p) {
			sites = append(sites, p)
		}
	}
	return sites
}

// front is a class map with a front line, a belt of claims along it and villages behind it.
func front(sites []orb.Point) func(int, bool) int {
	return func(site int, far bool) int {
		p := sites[site]
		switch d := p[0] + p[1] - 85; {
		case far:
			return -1
		case d > 0.1 || site%50 == 0:
			return 0
		case d > -0.1:
			return 1
		default:
			return 2
		}
	}
}

func BenchmarkNewCells(b *testing.B) {
	country := ukraine(b)
	for _, n := range []int{5000, 8000, 33000} {
		sites := scattered(n, country)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				cells, err := NewCells(sites, country, 5000)
				if err != nil {
					b.Fatal(err)
				}
				cells.Join(front(sites))
			}
		})
	}
}

func BenchmarkJoin(b *testing.B) {
	country := ukraine(b)
	for _, n := range []int{8000, 33000} {
		sites := scattered(n, country)
		cells, err := NewCells(sites, country, 5000)
		if err != nil {
			b.Fatal(err)
		}
		for name, classOf := range map[string]func(int, bool) int{
			"front": front(sites),
			"mixed": func(site int, far bool) int { return site % 4 },
		} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					cells.Join(classOf)
				}
			})
		}
		ground := cells.Join(front(sites))
		b.Run(fmt.Sprintf("border/%d", n), func(b *testing.B) {
			for b.Loop() {
				ground.Border(0, 2)
			}
		})
	}
}

func BenchmarkNearest(b *testing.B) {
	country := ukraine(b)
	sites := scattered(33000, country)
	cells, err := NewCells(sites, country, 5000)
	if err != nil {
		b.Fatal(err)
	}
	for _, step := range []int{1, 2, 33} {
		var of []int
		for i := 0; i < len(sites); i += step {
			of = append(of, i)
		}
		b.Run(fmt.Sprint(len(of)), func(b *testing.B) {
			for b.Loop() {
				cells.Nearest(of)
			}
		})
	}
}
