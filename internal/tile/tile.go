// Package tile cuts features into vector tiles of the tile matrix set WebMercatorQuad: Mapbox Vector Tiles of
// version 2.1, which is what web maps and GIS programs read.
//
//	data, err := tile.Encode(maptile.New(38, 22, 6), tile.Layer{Name: "control", Fields: fields, Features: features})
//
// A tile is a grid of 4096 units a side, and 64 more around it, so that symbols and outlines which reach over its
// edge are drawn whole. What lies in it is rounded to that grid and nothing else is thinned out: two places on one
// grid point both stay. How areas stay valid and fitting when they are rounded is told in weave.go.
package tile

import (
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"retaken/internal/geo"
)

const (
	Extent  = 4096 // units a side
	Buffer  = 64   // units around it that are filled too
	MaxZoom = 24   // of the tile matrix set
)

// Layer is one layer of a tile.
type Layer struct {
	Name string

	// Fields are the properties that are encoded; null is left out, for tiles have none. Most bytes of a tile
	// with many features are values that no two features share, such as names.
	Fields []geo.Field

	// Features have their Properties in the order of Fields: string, int64, float64, bool or nil. They are read
	// once, nothing of them is kept, and a feature without geometry or outside of the tile costs next to nothing.
	Features iter.Seq[geo.Feature]
}

// Pick yields the features with no other properties than those named, as a layer with Fields of these names wants
// them. It is an error to name a property that is not among the fields.
func Pick(fields []geo.Field, features iter.Seq[geo.Feature], names ...string) ([]geo.Field, iter.Seq[geo.Feature], error) {
	picked, at := make([]geo.Field, len(names)), make([]int, len(names))
	for i, name := range names {
		at[i] = slices.IndexFunc(fields, func(f geo.Field) bool { return f.Name == name })
		if at[i] < 0 {
			return nil, nil, fmt.Errorf("property %q: %w", name, geo.ErrNotFound)
		}
		picked[i] = fields[at[i]]
	}
	return picked, func(yield func(geo.Feature) bool) {
		properties := make([]any, len(at))
		for f := range features {
			for i, k := range at {
				properties[i] = f.Properties[k]
			}
			f.Properties = properties
			if !yield(f) {
				return
			}
		}
	}, nil
}

// Encode is the tile with those layers, not compressed: each with what lies in the tile or its buffer, in the order
// given, areas after the rest. Layers of which nothing does are left out, and without any the tile is empty. Ids are kept;
// a negative one, which tiles cannot have, is left out. An area or line that is smaller than the grid is left out,
// a point never. The same layers give the same bytes.
//
// Errors name the layer and the feature: a position beyond ±360° or ±90°, a collection of geometries, a property of
// another type.
func Encode(t maptile.Tile, layers ...Layer) ([]byte, error) {
	if err := check(t); err != nil {
		return nil, err
	}
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.grid = newGrid(t)
	var tile []byte
	for i, l := range layers {
		if slices.ContainsFunc(layers[:i], func(other Layer) bool { return other.Name == l.Name }) {
			return nil, fmt.Errorf("encoding layer %s: it comes twice; want every layer of a tile once", l.Name)
		}
		var err error
		if tile, err = e.layer(tile, l); err != nil {
			return nil, fmt.Errorf("encoding layer %s: %w", l.Name, err)
		}
	}
	return tile, nil
}

func check(t maptile.Tile) error {
	if t.Z > MaxZoom || !t.Valid() {
		return fmt.Errorf("tile %d/%d/%d does not exist: want a zoom from 0 to %d, column and row less than two to the power of it", t.Z, t.X, t.Y, MaxZoom)
	}
	return nil
}

// Bound is the ground that Encode looks at for the tile, the buffer included: west, south, east, north in degrees.
// The buffer ends at the antimeridian.
func Bound(t maptile.Tile) [4]float64 {
	b := newGrid(t).ground
	return [4]float64{math.Max(b.Min[0], -180), b.Min[1], math.Min(b.Max[0], 180), b.Max[1]}
}

// grid is a tile's units: x eastwards and y southwards from its north-western corner.
type grid struct {
	size, x, y float64   // units around the world, and from its north-western corner to the tile's
	ground     orb.Bound // tile and buffer, in degrees
}

// box is a tile and its buffer, in its units.
var box = orb.Bound{Min: orb.Point{-Buffer, -Buffer}, Max: orb.Point{Extent + Buffer, Extent + Buffer}}

func newGrid(t maptile.Tile) grid {
	g := grid{size: math.Ldexp(Extent, int(t.Z)), x: Extent * float64(t.X), y: Extent * float64(t.Y)}
	west, north := g.degrees(box.Min)
	east, south := g.degrees(box.Max)
	g.ground = orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
	return g
}

// degrees is the longitude and latitude of a point.
func (g *grid) degrees(p orb.Point) (lon, lat float64) {
	x, y := (p[0]+g.x)/g.size, (p[1]+g.y)/g.size
	return 360*x - 180, math.Atan(math.Sinh(math.Pi*(1-2*y))) * 180 / math.Pi
}

// project is the point at that longitude and latitude, not rounded. Latitudes that the projection takes to infinity are
// held back far beyond any tile.
func (g *grid) project(p orb.Point) orb.Point {
	sin := math.Sin(math.Max(-89.99, math.Min(p[1], 89.99)) * math.Pi / 180)
	return orb.Point{
		(p[0]/360+0.5)*g.size - g.x,
		(0.5-math.Log((1+sin)/(1-sin))/(4*math.Pi))*g.size - g.y,
	}
}
