package tile_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"

	"retaken/internal/geo"
	"retaken/internal/tile"
)

// TestCommands compares with the examples of section 4.3.5 of the specification.
func TestCommands(t *testing.T) {
	at := maptile.New(600, 350, 10)
	for _, c := range []struct {
		geometry orb.Geometry
		kind     byte
		want     []byte
	}{
		{orb.Point{25, 17}, 1, []byte{9, 50, 34}},
		{orb.MultiPoint{{5, 7}, {3, 2}}, 1, []byte{17, 10, 14, 3, 9}},
		{orb.LineString{{2, 2}, {2, 10}, {10, 10}}, 2, []byte{9, 4, 4, 18, 0, 16, 16, 0}},
		{orb.MultiLineString{{{2, 2}, {2, 10}, {10, 10}}, {{1, 1}, {3, 5}}}, 2, []byte{9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8}},
		{orb.Polygon{{{3, 6}, {8, 12}, {20, 34}, {3, 6}}}, 3, []byte{9, 6, 12, 18, 10, 12, 24, 44, 15}},
		{orb.MultiPolygon{
			{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}},
			{{{11, 11}, {20, 11}, {20, 20}, {11, 20}, {11, 11}}, {{13, 13}, {13, 17}, {17, 17}, {17, 13}, {13, 13}}},
		}, 3, []byte{9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15}},
	} {
		data, err := tile.Encode(at, layer(inDegrees(at, c.geometry)))
		if err != nil {
			t.Fatal(err)
		}
		want := slices.Concat([]byte{0x18, c.kind, 0x22, byte(len(c.want))}, c.want)
		if !bytes.Contains(data, want) {
			t.Errorf("%v: %v, want %v in it", c.geometry, data, want)
		}
	}
}

// inDegrees is the geometry whose positions are given in units of the tile.
func inDegrees(at maptile.Tile, g orb.Geometry) orb.Geometry {
	convert := func(line []orb.Point) {
		for i, p := range line {
			line[i] = unit(at, p[0], p[1])
		}
	}
	switch g := g.(type) {
	case orb.Point:
		return unit(at, g[0], g[1])
	case orb.MultiPoint:
		convert(g)
	case orb.LineString:
		convert(g)
	case orb.MultiLineString:
		for _, line := range g {
			convert(line)
		}
	case orb.Polygon:
		for _, ring := range g {
			convert(ring)
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			for _, ring := range polygon {
				convert(ring)
			}
		}
	}
	return g
}

// TestPlaces: places come back where they were but for half a unit, with their ids and what is known of them.
func TestPlaces(t *testing.T) {
	fields := []geo.Field{
		{Name: "name", Type: geo.Text},
		{Name: "population", Type: geo.Integer},
		{Name: "confidence", Type: geo.Number},
		{Name: "presumed", Type: geo.Boolean},
		{Name: "since", Type: geo.Day},
		{Name: "nobody_has_it", Type: geo.Text},
	}
	features := []geo.Feature{
		{ID: 0, Geometry: orb.Point{37.24853, 49.2121}, Properties: []any{"Ізюм", int64(45884), 0.9, true, "2022-09-10", nil}},
		{ID: 1 << 53, Geometry: orb.Point{36.85921, 49.46262}, Properties: []any{"Балаклія", int64(-1), 0.5, false, nil, nil}},
		{ID: 7, Geometry: orb.Point{36.85921, 49.46262}, Properties: []any{nil, nil, nil, nil, nil, nil}},
		{ID: -3, Geometry: orb.Point{38.00278, 48.59441}, Properties: []any{"", int64(math.MaxInt64), 1e300, true, "a\xffb", nil}},
		{ID: 8, Geometry: nil, Properties: []any{"nowhere", nil, nil, nil, nil, nil}},
		{ID: 9, Geometry: orb.Point{-3.7, 40.4}, Properties: []any{"far away", nil, nil, nil, nil, nil}},
	}
	want := []map[string]any{
		{"name": "Ізюм", "population": 45884.0, "confidence": 0.9, "presumed": true, "since": "2022-09-10"},
		{"name": "Балаклія", "population": -1.0, "confidence": 0.5, "presumed": false},
		nil,
		{"name": "", "population": float64(math.MaxInt64), "confidence": 1e300, "presumed": true, "since": "a\uFFFDb"},
	}
	for _, z := range []maptile.Zoom{3, 4} {
		at := around(37.2, 49.2, z)
		decoded := encode(t, at, tile.Layer{Name: "places", Fields: fields, Features: slices.Values(features)})
		if len(decoded) != 1 || decoded[0].Name != "places" || decoded[0].Version != 2 || decoded[0].Extent != tile.Extent || len(decoded[0].Features) != len(want) {
			t.Fatalf("%v: %+v", at, decoded)
		}
		for i, f := range decoded[0].Features {
			if d := cmp.Diff(want[i], map[string]any(f.Properties)); d != "" {
				t.Errorf("%v: feature %d: %s", at, i, d)
			}
			switch id := features[i].ID; {
			case id < 0 && f.ID != nil, id >= 0 && f.ID != float64(id):
				t.Errorf("%v: feature %d has id %v, want %d", at, i, f.ID, id)
			}
			p := f.Geometry.(orb.Point)
			half := 180.0 / math.Ldexp(tile.Extent, int(z))
			if got, want := unit(at, p[0], p[1]), features[i].Geometry.(orb.Point); math.Abs(got[0]-want[0]) > half || math.Abs(got[1]-want[1]) > half {
				t.Errorf("%v: feature %d lies at %v, want %v", at, i, got, want)
			}
		}
	}
}

// TestBuffer: what lies within 64 units of the tile is drawn, what lies farther is not.
func TestBuffer(t *testing.T) {
	at := maptile.New(600, 350, 10)
	for _, c := range []struct {
		x, y float64
		in   bool
	}{
		{0, 0, true},
		{tile.Extent, tile.Extent, true},
		{-63.9, 5, true},
		{5, -63.9, true},
		{tile.Extent + 63.9, 5, true},
		{5, tile.Extent + 63.9, true},
		{-64.1, 5, false},
		{5, -64.1, false},
		{tile.Extent + 64.1, 5, false},
		{5, tile.Extent + 64.1, false},
	} {
		p := unit(at, c.x, c.y)
		if got := len(encode(t, at, layer(p))) > 0; got != c.in {
			t.Errorf("a place at %v, %v is drawn: %v, want %v", c.x, c.y, got, c.in)
		}
		b := tile.Bound(at)
		if got := p[0] >= b[0] && p[1] >= b[1] && p[0] <= b[2] && p[1] <= b[3]; got != c.in {
			t.Errorf("a place at %v, %v is in the bound %v: %v, want %v", c.x, c.y, b, got, c.in)
		}
	}
	if got := tile.Bound(maptile.New(0, 0, 0)); got[0] != -180 || got[2] != 180 || got[3] < 85.06 || got[3] > 86 || got[1] != -got[3] {
		t.Errorf("the world is %v", got)
	}
}

func TestLines(t *testing.T) {
	at := maptile.New(600, 350, 10)
	for _, c := range []struct {
		name string
		line orb.Geometry
		want orb.Geometry
	}{
		{"through the tile", orb.LineString{{-500, 100}, {5000, 100}}, orb.LineString{{-64, 100}, {4160, 100}}},
		{"out and in again", orb.LineString{{10, 10}, {10, -500}, {20, -500}, {20, 10}}, orb.MultiLineString{{{10, 10}, {10, -64}}, {{20, -64}, {20, 10}}}},
		{"out for long, around the tile", orb.LineString{{10, 10}, {10, -500}, {5000, -500}, {5000, 3000}, {5000, 5000}, {20, 5000}, {20, 10}}, orb.MultiLineString{{{10, 10}, {10, -64}}, {{20, 4160}, {20, 10}}}},
		{"past a corner", orb.LineString{{-500, 300}, {300, -500}}, nil},
		{"on one grid point for a while", orb.LineString{{1, 1}, {1.2, 1.1}, {0.9, 1}, {5, 5}}, orb.LineString{{1, 1}, {5, 5}}},
		{"too short", orb.LineString{{1, 1}, {1.2, 1.1}}, nil},
		{"one long, one too short", orb.MultiLineString{{{1, 1}, {1.2, 1.1}}, {{1, 1}, {3, 3}}}, orb.LineString{{1, 1}, {3, 3}}},
		{"there and back", orb.LineString{{1, 1}, {9, 9}, {1, 1}}, orb.LineString{{1, 1}, {9, 9}, {1, 1}}},
		{"a single position", orb.LineString{{1, 1}}, nil},
		{"none", orb.MultiLineString{{}}, nil},
		{"points in and out", orb.MultiPoint{{-500, 0}, {1, 1}, {2, 2}, {1, 1}}, orb.MultiPoint{{1, 1}, {2, 2}, {1, 1}}},
		{"points out", orb.MultiPoint{{-500, 0}}, nil},
	} {
		decoded := encode(t, at, layer(inDegrees(at, c.line)))
		var got orb.Geometry
		if len(decoded) > 0 {
			got = decoded[0].Features[0].Geometry
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// TestWorld: what reaches to the poles and the antimeridian, or beyond, is drawn as far as the tile does.
func TestWorld(t *testing.T) {
	whole := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	for z := range maptile.Zoom(5) {
		last := uint32(1)<<z - 1
		for _, at := range []maptile.Tile{maptile.New(0, 0, z), maptile.New(last, last, z), maptile.New(last/2, 0, z)} {
			for _, g := range []orb.Geometry{whole, whole.ToRing(), whole.ToPolygon(), orb.LineString{{-180, -90}, {180, 90}, {-180, 90}}} {
				decoded := encode(t, at, layer(g))
				if _, line := g.(orb.LineString); line {
					continue
				}
				area := verify(t, at, decoded[0].Features[0].Geometry)
				beyond := 0.0 // sides of the tile that are the antimeridian, beyond which there is nothing
				if at.X == 0 {
					beyond++
				}
				if at.X == last {
					beyond++
				}
				if want := full - beyond*tile.Buffer*(tile.Extent+2*tile.Buffer); area != want {
					t.Errorf("%v: the world has area %v, want %v", at, area, want)
				}
			}
		}
	}
	for _, p := range []orb.Point{{0, 90}, {0, -90}, {180, 90}, {-180, 88}} {
		if data := encode(t, maptile.New(0, 0, 0), layer(p)); len(data) > 0 {
			t.Errorf("%v is drawn at %v", p, data[0].Features[0].Geometry)
		}
	}
	for _, p := range []orb.Point{{180, 0}, {-180, 0}, {181, 85}} {
		if data := encode(t, maptile.New(0, 0, 0), layer(p)); len(data) == 0 {
			t.Errorf("%v is not drawn", p)
		}
	}
}

func TestPick(t *testing.T) {
	features := slices.Values([]geo.Feature{
		{ID: 1, Geometry: orb.Point{1, 1}, Properties: []any{"a", "b", int64(3)}},
		{ID: 2, Geometry: orb.Point{1, 1}, Properties: []any{"c", nil, int64(5)}},
	})
	fields := []geo.Field{{Name: "x"}, {Name: "y"}, {Name: "z"}}
	picked, few, err := tile.Pick(fields, features, "z", "y")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // as often as the features can be read
		decoded := encode(t, maptile.New(0, 0, 0), tile.Layer{Name: "l", Fields: picked, Features: few})[0]
		if got := fmt.Sprint(decoded.Features[0].Properties, decoded.Features[1].Properties); got != "map[y:b z:3] map[z:5]" {
			t.Errorf("the features have %s", got)
		}
	}
	if _, _, err := tile.Pick(fields, features, "z", "w"); !errors.Is(err, geo.ErrNotFound) || !strings.Contains(err.Error(), `"w"`) {
		t.Errorf("a property that is not there: %v", err)
	}
}

func TestEncodeRefuses(t *testing.T) {
	one := func(g orb.Geometry, value any) tile.Layer {
		return tile.Layer{Name: "l", Fields: []geo.Field{{Name: "x"}}, Features: slices.Values([]geo.Feature{{ID: 7, Geometry: g, Properties: []any{value}}})}
	}
	nan, here := math.NaN(), orb.Point{1, 1}
	for _, c := range []struct {
		at     maptile.Tile
		layers []tile.Layer
		want   string
	}{
		{maptile.New(0, 0, 25), nil, "tile 25/0/0 does not exist: want a zoom from 0 to 24"},
		{maptile.New(4, 0, 2), nil, "tile 2/4/0 does not exist"},
		{maptile.New(0, 4, 2), nil, "tile 2/0/4 does not exist"},
		{maptile.Tile{}, []tile.Layer{one(here, nil), one(here, nil)}, "encoding layer l: it comes twice"},
		{maptile.Tile{}, []tile.Layer{one(orb.Point{nan, 1}, nil)}, "encoding layer l: feature 7: its position is NaN, 1: want degrees"},
		{maptile.Tile{}, []tile.Layer{one(orb.MultiPoint{here, {1, 91}}, nil)}, "feature 7: its position is 1, 91"},
		{maptile.Tile{}, []tile.Layer{one(orb.LineString{here, {1, nan}}, nil)}, "feature 7: its position is 1, NaN"},
		{maptile.Tile{}, []tile.Layer{one(orb.MultiLineString{{here, {1, math.Inf(1)}}}, nil)}, "feature 7: its position is 1, +Inf"},
		{maptile.Tile{}, []tile.Layer{one(orb.Polygon{{here, {1, 3}, {nan, 3}}}, nil)}, "feature 7: its position is NaN, 3"},
		{maptile.Tile{}, []tile.Layer{one(orb.MultiPolygon{{{here, {1, 3}, {400, 3}}}}, nil)}, "feature 7: its position is 400, 3"},
		{maptile.Tile{}, []tile.Layer{one(orb.Collection{here}, nil)}, "feature 7: its geometry is a GeometryCollection: want points, lines or polygons"},
		{maptile.Tile{}, []tile.Layer{one(here, []string{"a"})}, "feature 7: x is a []string: want a string, int64, float64, bool or nil"},
		{maptile.Tile{}, []tile.Layer{one(here, 5)}, "feature 7: x is a int: want"},
		{maptile.Tile{}, []tile.Layer{{Name: "l", Fields: make([]geo.Field, 2), Features: one(here, nil).Features}}, "feature 7: it has 1 properties: want 2"},
	} {
		if data, err := tile.Encode(c.at, c.layers...); err == nil || !strings.Contains(err.Error(), c.want) || data != nil {
			t.Errorf("%v, %v; want an error with %q", data, err, c.want)
		}
	}
}

// TestAtOnce encodes many different tiles at once, again and again: all are the same each time.
func TestAtOnce(t *testing.T) {
	var want [8][]byte
	make := func(i int) []byte {
		at := around(31.2, 49.1, maptile.Zoom(4+i))
		data, err := tile.Encode(at, areas(t, lasting), places(2000*(i%3), at, placeFields))
		if err != nil {
			t.Error(err)
		}
		return data
	}
	for i := range want {
		want[i] = make(i)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range want {
				if !bytes.Equal(make(i), want[i]) {
					t.Errorf("tile %d is another one the second time", i)
				}
			}
		})
	}
	all.Wait()
	if t.Failed() {
		return
	}
	if data, err := tile.Encode(around(0, 0, 8), areas(t, lasting)); err != nil || len(data) != 0 {
		t.Errorf("a tile in the ocean has %d bytes (%v)", len(data), err)
	}
}

// TestEncodeAnything: whatever it is given, the tile can be read and nothing lies outside of its buffer.
func TestEncodeAnything(t *testing.T) {
	lon, lat := rapid.Float64Range(-190, 190), rapid.Float64Range(-90, 90)
	rapid.Check(t, func(rt *rapid.T) {
		z := maptile.Zoom(rapid.IntRange(0, tile.MaxZoom).Draw(rt, "z"))
		at := maptile.At(orb.Point{rapid.Float64Range(-180, 179).Draw(rt, "lon"), lat.Draw(rt, "lat")}, z)
		position := rapid.Custom(func(rt *rapid.T) orb.Point {
			switch rapid.IntRange(0, 3).Draw(rt, "where") {
			case 0:
				return orb.Point{lon.Draw(rt, "lon"), lat.Draw(rt, "lat")}
			case 1: // on few grid points, so that everything touches
				return unit(at, float64(rapid.IntRange(-3, 3).Draw(rt, "x"))*32, float64(rapid.IntRange(-3, 3).Draw(rt, "y"))*32)
			default:
				return unit(at, rapid.Float64Range(-500, 5000).Draw(rt, "x"), rapid.Float64Range(-500, 5000).Draw(rt, "y"))
			}
		})
		positions := rapid.SliceOfN(position, 0, 12)
		polygon := func() (p orb.Polygon) {
			for range rapid.IntRange(0, 3).Draw(rt, "rings") {
				p = append(p, positions.Draw(rt, "ring"))
			}
			return p
		}
		var geometries []orb.Geometry
		for range rapid.IntRange(0, 6).Draw(rt, "features") {
			switch rapid.IntRange(0, 7).Draw(rt, "kind") {
			case 0:
				geometries = append(geometries, position.Draw(rt, "point"))
			case 1:
				geometries = append(geometries, orb.MultiPoint(positions.Draw(rt, "points")))
			case 2:
				geometries = append(geometries, orb.LineString(positions.Draw(rt, "line")))
			case 3:
				geometries = append(geometries, orb.MultiLineString{positions.Draw(rt, "line"), positions.Draw(rt, "line")})
			case 4:
				geometries = append(geometries, orb.Ring(positions.Draw(rt, "ring")))
			case 5:
				geometries = append(geometries, polygon())
			case 6:
				geometries = append(geometries, orb.MultiPolygon{polygon(), polygon(), polygon()})
			case 7:
				geometries = append(geometries, nil)
			}
		}
		for _, l := range encode(t, at, layer(geometries...)) {
			for _, f := range l.Features {
				b := f.Geometry.Bound()
				inBuffer(t, geometries, b.Min)
				inBuffer(t, geometries, b.Max)
			}
		}
		if t.Failed() {
			rt.FailNow()
		}
	})
}
