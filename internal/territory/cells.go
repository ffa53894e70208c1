package territory

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

const (
	maxLat   = 80.0  // degrees; beyond, Mercator's plane is too far from the ground
	maxReach = 500e3 // metres
	margin   = 0.01  // degrees of the frame around the country
)

// Cells is a country divided among sites. It does not change and may be used by several goroutines.
type Cells struct {
	sites []orb.Point // the distinct ones, on the grid
	plane []xy
	cell  []int32 // by the caller's index, which of them
	first []int   // by cell, the first of the caller's indices
	mesh  *mesh
	owner []int32   // by face, a unit
	area  []float64 // by face, m²
}

// NewCells divides the country among sites: each gets the ground that is nearer to it than to any other
// site, near ground within reach (metres, up to 500 km) and far ground beyond it. Near is meant in the
// plane of Mercator, which is true around every point. Sites and country are lon, lat, between 80° south
// and north; the rings of the country may be wound either way, and its edges are straight in lon, lat.
//
// Sites may lie outside the country; they take what is nearest to them in it. Sites whose positions agree
// to 1e-7 degree are one: the first of them stands for all.
func NewCells(sites []orb.Point, country orb.MultiPolygon, reach float64) (*Cells, error) {
	bound, err := check(sites, country, reach)
	if err != nil {
		return nil, err
	}
	c := &Cells{cell: make([]int32, len(sites))}

	// The order of the sites must not matter, so that they are numbered by position.
	order := make([]int, len(sites))
	points := make([]point, len(sites))
	for i, p := range sites {
		order[i], points[i] = i, gridPoint(p)
	}
	slices.SortStableFunc(order, func(i, j int) int { return points[i].compare(points[j]) })
	for n, i := range order {
		if n == 0 || points[i] != points[order[n-1]] {
			c.first = append(c.first, i)
			c.sites = append(c.sites, points[i].lonLat())
			c.plane = append(c.plane, project(points[i].lonLat()))
		}
		c.cell[i] = int32(len(c.first) - 1)
	}

	t := tracer{
		voronoi: voronoi{
			sites: c.plane,
			near:  newTree(c.plane, numbers(len(c.sites))),
			min:   project(orb.Point{bound.Min[0] - margin, bound.Min[1] - margin}),
			max:   project(orb.Point{bound.Max[0] + margin, bound.Max[1] + margin}),
		},
		segments: make([]segment, 0, 24*len(c.sites)),
		circles:  make([]circle, len(c.sites)),
		starts:   make([]point, len(c.sites)),
		drawn:    make([]bool, len(c.sites)),
	}
	for s, p := range c.sites {
		t.circles[s] = circleAround(p, reach)
	}
	for s := range c.sites {
		t.cell(int32(s))
	}
	for _, polygon := range country {
		for _, ring := range polygon {
			if len(ring) > 0 {
				t.outline(ring)
			}
		}
	}
	between, owner, err := own(weave(t.segments))
	if err != nil {
		return nil, fmt.Errorf("dividing the country among %d sites: %w", len(sites), err)
	}
	c.mesh, c.owner, c.area = newMesh(between), owner, make([]float64, len(owner))
	for _, s := range between {
		under := underEdge(s.a.lonLat(), s.b.lonLat())
		c.area[s.left] -= under
		c.area[s.right] += under
	}
	return c, nil
}

// check returns the bounds of the country.
func check(sites []orb.Point, country orb.MultiPolygon, reach float64) (orb.Bound, error) {
	bound := country.Bound()
	switch {
	case len(sites) == 0:
		return bound, errors.New("no sites: a country can only be divided among one or more")
	case bound.IsEmpty() || len(country) == 0:
		return bound, errors.New("the country has no outline: it takes at least one ring")
	case !(reach > 0 && reach <= maxReach):
		return bound, fmt.Errorf("a reach of %v m: it must be more than 0 and at most %v", reach, maxReach)
	case !(bound.Max[0]-bound.Min[0] < 180):
		return bound, fmt.Errorf("the country reaches from %v° to %v° of longitude: it must span less than 180°", bound.Min[0], bound.Max[0])
	}
	for _, p := range []orb.Point{bound.Min, bound.Max} {
		if !onMap(p) {
			return bound, fmt.Errorf("the country reaches to lon %v, lat %v: it must lie within ±180° and ±%v°", p[0], p[1], maxLat)
		}
	}
	for i, p := range sites {
		if !onMap(p) {
			return bound, fmt.Errorf("site %d is at lon %v, lat %v: it must lie within ±180° and ±%v°", i, p[0], p[1], maxLat)
		}
	}
	return bound, nil
}

func onMap(p orb.Point) bool {
	return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= maxLat // false for what is no number
}

func numbers(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// Site is the site that stands for site i: itself, or the first one given at the same position.
func (c *Cells) Site(i int) int { return c.first[c.cell[i]] }
