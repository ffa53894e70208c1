package tile_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"

	"retaken/internal/tile"
)

func TestWebMercatorQuad(t *testing.T) {
	set := tile.WebMercatorQuad()
	if len(set.TileMatrices) != 25 {
		t.Fatalf("%d tile matrices, want 25", len(set.TileMatrices))
	}
	// As the definition at the address of the set has them.
	for zoom, scale := range map[int]float64{0: 559082264.028717, 1: 279541132.014358, 10: 545978.773465544, 16: 8530.91833539913, 24: 33.3238997476528} {
		m := set.TileMatrices[zoom]
		if math.Abs(m.ScaleDenominator-scale) > 1e-14*scale || m.MatrixWidth != 1<<zoom || m.MatrixHeight != 1<<zoom {
			t.Errorf("zoom %d: %+v, want the scale 1:%v", zoom, m, scale)
		}
	}
	data, err := json.Marshal(set.TileMatrices[1])
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"1","scaleDenominator":279541132.0143589,"cellSize":78271.51696402048,"cornerOfOrigin":"topLeft","pointOfOrigin":[-20037508.342789244,20037508.342789244],"tileWidth":256,"tileHeight":256,"matrixWidth":2,"matrixHeight":2}`
	if string(data) != want {
		t.Errorf("%s, want %s", data, want)
	}
	data, err = json.Marshal(set)
	if err != nil || !strings.HasPrefix(string(data), `{"id":"WebMercatorQuad","title":"Google Maps Compatible for the World","uri":"http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad","crs":"http://www.opengis.net/def/crs/EPSG/0/3857","orderedAxes":["X","Y"],`) {
		t.Errorf("%s, %v", data, err)
	}
}

func TestLimitsOf(t *testing.T) {
	limits := tile.LimitsOf([4]float64{22.1, 44.3, 40.3, 52.4}, 0, 6)
	if len(limits) != 7 {
		t.Fatalf("%d zooms, want 7", len(limits))
	}
	data, err := json.Marshal(limits[5])
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"tileMatrix":"5","minTileRow":10,"maxTileRow":11,"minTileCol":17,"maxTileCol":19}`; string(data) != want {
		t.Errorf("%s, want %s", data, want)
	}
	tiles := slices.Collect(limits[5].Tiles())
	if len(tiles) != 6 || limits[5].Len() != 6 || tiles[1] != maptile.New(18, 10, 5) {
		t.Errorf("tiles %v and length %d", tiles, limits[5].Len())
	}
	for _, c := range []struct {
		name string
		box  [4]float64
		want [4]uint32 // columns, rows at zoom 3
	}{
		{"the world", [4]float64{-180, -90, 180, 90}, [4]uint32{0, 7, 0, 7}},
		{"across the antimeridian", [4]float64{177, 65, -177, 70}, [4]uint32{0, 7, 1, 2}},
		{"a point", [4]float64{30, 50, 30, 50}, [4]uint32{4, 4, 2, 2}},
		{"a corner of four tiles", [4]float64{0, 0, 0, 0}, [4]uint32{3, 4, 3, 4}},
		{"a pole", [4]float64{0, 89, 10, 90}, [4]uint32{3, 4, 0, 0}},
	} {
		l := tile.LimitsOf(c.box, 3, 3)[0]
		if got := [4]uint32{l.MinTileCol, l.MaxTileCol, l.MinTileRow, l.MaxTileRow}; got != c.want {
			t.Errorf("%s: columns and rows %v, want %v", c.name, got, c.want)
		}
	}
	if got := tile.LimitsOf([4]float64{0, 0, 1, 1}, -3, 99); len(got) != tile.MaxZoom+1 {
		t.Errorf("%d zooms, want all", len(got))
	}
}

// TestLimitsHold: within the limits of a box are the tiles that reach to it, buffer included, and only they have something
// of it.
func TestLimitsHold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lon, lat := rapid.Float64Range(-180, 180), rapid.Float64Range(-85, 85)
		a, b := orb.Point{lon.Draw(rt, "lon"), lat.Draw(rt, "lat")}, orb.Point{lon.Draw(rt, "lon"), lat.Draw(rt, "lat")}
		z := rapid.IntRange(0, 5).Draw(rt, "z")
		bound := orb.MultiPoint{a, b}.Bound()
		l := tile.LimitsOf([4]float64{bound.Min[0], bound.Min[1], bound.Max[0], bound.Max[1]}, z, z)[0]
		for x := range uint32(1) << z {
			for y := range uint32(1) << z {
				at := maptile.New(x, y, maptile.Zoom(z))
				if got := len(encode(t, at, layer(bound))) > 0; got && !l.Has(at) {
					rt.Errorf("%v has something of %v, but is not within %v", at, bound, l)
				}
				if w := tile.Bound(at); l.Has(at) != (bound.Min[0] <= w[2] && bound.Max[0] >= w[0] && bound.Min[1] <= w[3] && bound.Max[1] >= w[1]) {
					rt.Errorf("%v is within %v: %v; it reaches over %v, the box over %v", at, l, l.Has(at), w, bound)
				}
			}
		}
	})
}
