package atlas

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/kept"
	"retaken/internal/territory"
)

// How far evidence reaches on the ground.
const (
	reach = 10_000 // metres: nearer than that to a place with evidence, ground has the state of that place
	infer = 30_000 // metres: up to there its state is inferred; beyond, nothing is known
)

// ground is the country divided among the settlements of one gazetteer, when it is first asked for. Atlases
// whose settlements are the same have the same one.
type ground struct {
	country orb.MultiPolygon
	ids     []geo.PlaceID // of the sites, ascending
	points  []orb.Point

	once  sync.Once
	cells *territory.Cells
	err   error
	sums  *keptSums
}

// next is the ground of an atlas with those places, which are in the order of ids.
func (g *ground) next(sites []*site) *ground {
	n := &ground{country: g.country}
	for _, s := range sites {
		if p := s.place.Place; p.Kind == geo.Settlement && strings.HasPrefix(p.Oblast, "UA-") {
			n.ids = append(n.ids, p.ID)
			n.points = append(n.points, p.Point)
		}
	}
	if slices.Equal(n.ids, g.ids) && slices.Equal(n.points, g.points) {
		return g
	}
	return n
}

// divided is the cells of the settlements, nil when there are none.
func (g *ground) divided() (*territory.Cells, error) {
	g.once.Do(func() {
		if len(g.ids) == 0 {
			return
		}
		g.cells, g.err = territory.NewCells(g.points, g.country, reach)
		g.sums = kept.New[[2]digest, Sums](maxSums)
	})
	if g.err != nil {
		return nil, fmt.Errorf("dividing the ground: %w", g.err)
	}
	return g.cells, nil
}

// site is the number of a settlement among the sites; false for other places.
func (g *ground) site(id geo.PlaceID) (int, bool) { return slices.BinarySearch(g.ids, id) }
