package tile_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"

	"retaken/internal/geo"
	"retaken/internal/territory"
	"retaken/internal/tile"
)

// encode is the layers of a tile as orb's decoder reads them: geometries in units of the tile, numbers as float64.
func encode(t testing.TB, at maptile.Tile, layers ...tile.Layer) mvt.Layers {
	t.Helper()
	data, err := tile.Encode(at, layers...)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, data)
}

func decode(t testing.TB, data []byte) mvt.Layers {
	t.Helper()
	decoded, err := mvt.Unmarshal(data)
	if err != nil {
		t.Fatalf("orb does not read the tile: %v", err)
	}
	return decoded
}

// layer is a layer of features without properties, whose ids count from 1.
func layer(geometries ...orb.Geometry) tile.Layer {
	var features []geo.Feature
	for i, g := range geometries {
		features = append(features, geo.Feature{ID: int64(i + 1), Geometry: g})
	}
	return tile.Layer{Name: "shapes", Features: slices.Values(features)}
}

func country(t testing.TB) orb.MultiPolygon {
	t.Helper()
	shape, err := geo.LoadCountry(os.DirFS(filepath.Join("..", "..", "data")))
	if err != nil {
		t.Fatal(err)
	}
	return shape
}

// classes is how many areas the ground of the tests is parted into.
const classes = 60

var divided struct {
	sync.Once
	cells *territory.Cells
	sites []orb.Point
}

// ground is the real country, divided among its real settlements and joined by class.
func ground(t testing.TB, class func(site orb.Point, far bool) int) *territory.Ground {
	t.Helper()
	divided.Do(func() {
		places, err := geo.LoadPlaces(os.DirFS(filepath.Join("..", "..", "data")))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range places {
			if p.Kind == geo.Settlement && strings.HasPrefix(p.Oblast, "UA-") {
				divided.sites = append(divided.sites, p.Point)
			}
		}
		if divided.cells, err = territory.NewCells(divided.sites, country(t), 5000); err != nil {
			t.Fatal(err)
		}
	})
	if divided.cells == nil {
		t.Fatal("the ground could not be divided")
	}
	return divided.cells.Join(func(site int, far bool) int { return class(divided.sites[site], far) })
}

// strewn gives every village another state: more corners, slivers and places where areas touch than any map of
// control has.
func strewn(site orb.Point, far bool) int {
	r := rand.New(rand.NewPCG(math.Float64bits(site[0]), math.Float64bits(site[1])))
	if far {
		r.Int()
	}
	return r.IntN(classes)
}

// lasting is as strewn, but most villages have the state of their surroundings.
func lasting(site orb.Point, far bool) int {
	if class := strewn(site, far); class < classes/12 {
		return class
	}
	return (int(site[0]*1.5)*7 + int(site[1]*1.5)*11) % classes
}

// areas is the ground as a layer: its class and area, and the class plus 1 as id.
func areas(t testing.TB, class func(site orb.Point, far bool) int) tile.Layer {
	t.Helper()
	var features []geo.Feature
	for i, region := range ground(t, class).Regions {
		features = append(features, geo.Feature{ID: int64(i + 1), Geometry: region.Shape, Properties: []any{fmt.Sprint("class ", i), region.Km2}})
	}
	return tile.Layer{
		Name: "areas", Fields: []geo.Field{{Name: "class", Type: geo.Text}, {Name: "km2", Type: geo.Number}},
		Features: slices.Values(features),
	}
}

// around is the tile that a place lies in.
func around(lon, lat float64, zoom maptile.Zoom) maptile.Tile {
	return maptile.At(orb.Point{lon, lat}, zoom)
}
