package tile_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"

	"retaken/internal/geo"
	"retaken/internal/tile"
)

var (
	placeFields = []geo.Field{
		{Name: "name", Type: geo.Text}, {Name: "kind", Type: geo.Text}, {Name: "holder", Type: geo.Text}, {Name: "population", Type: geo.Integer},
	}
	stateFields = []geo.Field{{Name: "holder", Type: geo.Text}, {Name: "kind", Type: geo.Text}}
)

// places is n places spread over a tile, as a layer with those fields.
func places(n int, at maptile.Tile, fields []geo.Field) tile.Layer {
	r := rand.New(rand.NewPCG(1, 2))
	bound := at.Bound()
	features := make([]geo.Feature, n)
	for i := range features {
		values := map[string]any{
			"name": fmt.Sprint("Новоолександрівка ", i), "kind": string(geo.PlaceKinds[r.IntN(len(geo.PlaceKinds))]),
			"holder": string(geo.Holders[r.IntN(len(geo.Holders))]), "population": int64(r.ExpFloat64() * 1000),
		}
		var properties []any
		for _, f := range fields {
			properties = append(properties, values[f.Name])
		}
		features[i] = geo.Feature{ID: int64(i + 1), Properties: properties, Geometry: orb.Point{
			bound.Min[0] + r.Float64()*(bound.Max[0]-bound.Min[0]), bound.Min[1] + r.Float64()*(bound.Max[1]-bound.Min[1]),
		}}
	}
	return tile.Layer{Name: "control", Fields: fields, Features: slices.Values(features)}
}

// BenchmarkEncode encodes tiles of places, of few among many that lie elsewhere, and of areas; /orb does the same
// with orb/encoding/mvt, without rounding areas such that they stay valid.
func BenchmarkEncode(b *testing.B) {
	z6, z10 := around(32, 49, 6), around(32, 49, 10)
	var corners int
	ground := areas(b, lasting)
	for f := range ground.Features {
		for _, p := range f.Geometry.(orb.MultiPolygon) {
			for _, r := range p {
				corners += len(r)
			}
		}
	}
	for _, c := range []struct {
		name  string
		at    maptile.Tile
		layer tile.Layer
	}{
		{"z6,33000places,name+3", z6, places(33_000, z6, placeFields)},
		{"z6,33000places,holder+kind", z6, places(33_000, z6, stateFields)},
		{"z10,500places,name+3", z10, places(500, z10, placeFields)},
		{"z10,500of33000places,name+3", z10, places(33_000, maptile.New(z10.X/8, z10.Y/8, 7), placeFields)},
		{"z5,areas", around(32, 49, 5), ground},
		{"z8,areas", around(32, 49, 8), ground},
		{"z10,areas", around(32, 49, 10), ground},
		{"z12,areas", around(32, 49, 12), ground},
	} {
		for name, encode := range map[string]func(maptile.Tile, tile.Layer) ([]byte, error){
			"own": func(t maptile.Tile, l tile.Layer) ([]byte, error) { return tile.Encode(t, l) },
			"orb": byOrb,
		} {
			b.Run(c.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				var data []byte
				for b.Loop() {
					var err error
					if data, err = encode(c.at, c.layer); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(len(data)), "bytes")
			})
		}
	}
	b.Logf("the areas have %d corners", corners)
}

// byOrb is the tile as orb makes it, the traps of its encoder avoided.
func byOrb(t maptile.Tile, l tile.Layer) ([]byte, error) {
	b := tile.Bound(t)
	bound := orb.Bound{Min: orb.Point{b[0], b[1]}, Max: orb.Point{b[2], b[3]}}
	layer := &mvt.Layer{Name: l.Name, Version: 2, Extent: tile.Extent}
	for f := range l.Features {
		if !bound.Intersects(f.Geometry.Bound()) {
			continue
		}
		g := clip.Geometry(bound, orb.Clone(f.Geometry))
		if g == nil {
			continue
		}
		feature := geojson.NewFeature(g)
		feature.ID = f.ID
		for i, field := range l.Fields {
			if f.Properties[i] != nil {
				feature.Properties[field.Name] = f.Properties[i]
			}
		}
		layer.Features = append(layer.Features, feature)
	}
	layer.ProjectToTile(t)
	layer.RemoveEmpty(1, 1)
	return mvt.Marshal(mvt.Layers{layer})
}
