package tile

import (
	"iter"
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// MatrixSet is a tile matrix set in the JSON encoding of OGC 17-083r4, Two Dimensional Tile Matrix Set.
type MatrixSet struct {
	ID                string   `json:"id"`
	Title             string   `json:"title"`
	URI               string   `json:"uri"`
	CRS               string   `json:"crs"`
	OrderedAxes       []string `json:"orderedAxes"`
	WellKnownScaleSet string   `json:"wellKnownScaleSet"`
	TileMatrices      []Matrix `json:"tileMatrices"`
}

// Matrix is the tiles of one zoom.
type Matrix struct {
	ID               string     `json:"id"` // the zoom
	ScaleDenominator float64    `json:"scaleDenominator"`
	CellSize         float64    `json:"cellSize"` // metres of the projection a pixel
	CornerOfOrigin   string     `json:"cornerOfOrigin"`
	PointOfOrigin    [2]float64 `json:"pointOfOrigin"`
	TileWidth        int        `json:"tileWidth"` // pixels
	TileHeight       int        `json:"tileHeight"`
	MatrixWidth      int        `json:"matrixWidth"` // tiles
	MatrixHeight     int        `json:"matrixHeight"`
}

// WebMercatorQuad is the tile matrix set of all tiles here, with the zooms from 0 to MaxZoom: annex D.1 of OGC 17-083r4.
func WebMercatorQuad() MatrixSet {
	const (
		pixels = 256
		pixel  = 0.00028 // metres, as the scale is defined
	)
	half := math.Pi * orb.EarthRadius // of the world, in metres
	set := MatrixSet{
		ID:                "WebMercatorQuad",
		Title:             "Google Maps Compatible for the World",
		URI:               "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
		CRS:               "http://www.opengis.net/def/crs/EPSG/0/3857",
		OrderedAxes:       []string{"X", "Y"},
		WellKnownScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
	}
	for zoom := range MaxZoom + 1 {
		tiles := 1 << zoom
		size := 2 * half / float64(pixels*tiles)
		set.TileMatrices = append(set.TileMatrices, Matrix{
			ID: strconv.Itoa(zoom), ScaleDenominator: size / pixel, CellSize: size,
			CornerOfOrigin: "topLeft", PointOfOrigin: [2]float64{-half, half},
			TileWidth: pixels, TileHeight: pixels, MatrixWidth: tiles, MatrixHeight: tiles,
		})
	}
	return set
}

// MatrixLimits is the tiles of one zoom within a range of rows and columns, both ends included, in the JSON encoding of
// OGC 17-083r4.
type MatrixLimits struct {
	TileMatrix string `json:"tileMatrix"` // the zoom
	MinTileRow uint32 `json:"minTileRow"`
	MaxTileRow uint32 `json:"maxTileRow"`
	MinTileCol uint32 `json:"minTileCol"`
	MaxTileCol uint32 `json:"maxTileCol"`

	zoom maptile.Zoom
}

// LimitsOf is the tiles on which something may be drawn that lies in a box of west, south, east and north in degrees, for
// every zoom from the one to the other: those that the box meets, their buffer included. Of all other tiles Encode
// makes nothing. With west greater than east the box goes across the antimeridian, and every column counts.
func LimitsOf(box [4]float64, minZoom, maxZoom int) []MatrixLimits {
	if box[0] > box[2] {
		box[0], box[2] = -180, 180
	}
	var limits []MatrixLimits
	for zoom := max(minZoom, 0); zoom <= min(maxZoom, MaxZoom); zoom++ {
		g := newGrid(maptile.New(0, 0, maptile.Zoom(zoom)))
		low, high := g.project(orb.Point{box[0], box[3]}), g.project(orb.Point{box[2], box[1]})
		limits = append(limits, MatrixLimits{
			TileMatrix: strconv.Itoa(zoom),
			MinTileCol: g.tile(low[0] - Buffer), MaxTileCol: g.tile(high[0] + Buffer),
			MinTileRow: g.tile(low[1] - Buffer), MaxTileRow: g.tile(high[1] + Buffer),
			zoom: maptile.Zoom(zoom),
		})
	}
	return limits
}

// tile is the column or row of the tile that has that unit, counted from the edge of the world.
func (g *grid) tile(unit float64) uint32 {
	return uint32(math.Max(0, math.Min(unit, g.size-1)) / Extent)
}

// Has tells whether the tile is within the limits.
func (l MatrixLimits) Has(t maptile.Tile) bool {
	return t.Z == l.zoom && t.X >= l.MinTileCol && t.X <= l.MaxTileCol && t.Y >= l.MinTileRow && t.Y <= l.MaxTileRow
}

// Len is the number of tiles within the limits.
func (l MatrixLimits) Len() int {
	return int(l.MaxTileRow-l.MinTileRow+1) * int(l.MaxTileCol-l.MinTileCol+1)
}

// Tiles yields the tiles within the limits, row by row.
func (l MatrixLimits) Tiles() iter.Seq[maptile.Tile] {
	return func(yield func(maptile.Tile) bool) {
		for y := l.MinTileRow; y <= l.MaxTileRow; y++ {
			for x := l.MinTileCol; x <= l.MaxTileCol; x++ {
				if !yield(maptile.New(x, y, l.zoom)) {
					return
				}
			}
		}
	}
}
