package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"retaken/data"
	"retaken/internal/atlas"
	"retaken/internal/format"
	"retaken/internal/tile"
)

// Vector tiles are no format of one layer, but a file of many.
const (
	tilesFormat    = "pmtiles"
	tilesExtension = ".pmtiles"
)

// highestZoom is that of tiles unless another is asked for: twice the zooms cost four times the tiles, and what lies
// between the units of zoom 10, ten metres, a gazetteer does not know.
const highestZoom = 10

// tileFlags are those for tiles alone.
type tileFlags struct {
	MinZoom *int `help:"Lowest zoom of tiles, 0 by default." placeholder:"ZOOM" name:"min-zoom" env:"-"`
	MaxZoom *int `help:"Highest zoom of tiles, 10 by default; at higher ones maps draw those larger." placeholder:"ZOOM" name:"max-zoom" env:"-"`
}

// zooms are the lowest and the highest.
func (f tileFlags) zooms() (low, high int, err error) {
	high = highestZoom
	if f.MinZoom != nil {
		low = *f.MinZoom
		high = max(low, high)
	}
	if f.MaxZoom != nil {
		high = *f.MaxZoom
	}
	const most = 16 // already a thousand million tiles of the whole world
	switch {
	case low < 0 || low > most:
		return 0, 0, misusef("--min-zoom %d: want 0 to %d", low, most)
	case high < low || high > most:
		return 0, 0, misusef("--max-zoom %d: want %d, the lowest zoom, to %d", high, low, most)
	}
	return low, high, nil
}

// whole refuses the flags where no tiles are written.
func (f tileFlags) whole() error {
	if f.MinZoom != nil || f.MaxZoom != nil {
		return misusef("--min-zoom and --max-zoom are for tiles: want a file that ends in %s", tilesExtension)
	}
	return nil
}

// tiled tells whether tiles are to be written.
func (c exportCmd) tiled() bool {
	return c.Format == tilesFormat || c.Format == "" && strings.EqualFold(filepath.Ext(c.File), tilesExtension)
}

// writeTiles writes the tiles of some collections, which the server would send for the same question.
func (c exportCmd) writeTiles(e *env, q atlas.Query) error {
	names, err := c.collections(append(atlas.Drawn, atlas.Places)...)
	if err != nil {
		return err
	}
	low, high, err := c.zooms()
	if err != nil {
		return err
	}
	return c.look(e, func(p *picture) error {
		t, err := tilesOf(p.known, q, low, high, names...)
		if err != nil {
			return err
		}
		t.Description = strings.TrimSpace(fmt.Sprintf("%s %s, %s.", atlas.AboutTiles, c.day(), p.asKnown()))
		if c.File == "-" {
			return t.write(e, e.out)
		}
		if err := replaceFile(c.File, func(w io.Writer) error { return t.write(e, w) }); err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%s: %s of the zooms %d to %d\n", c.File, counted(t.written, "tile"), low, high)
		return nil
	})
}

// tiles is a file of tiles that is not written yet.
type tiles struct {
	format.Tileset
	all     iter.Seq2[maptile.Tile, []tile.Layer]
	written int
}

// tilesOf is the tiles of the collections of those names, as they are at the time asked for.
func tilesOf(known *atlas.Atlas, q atlas.Query, low, high int, names ...string) (*tiles, error) {
	t := &tiles{Tileset: format.Tileset{Name: "Retaken", Description: atlas.AboutTiles, Attribution: data.Attribution}}
	var described, collections []*atlas.Collection
	for _, name := range names {
		about, err := known.Collection(name)
		if err != nil {
			return nil, err
		}
		col, err := known.At(name, q.Time)
		if err != nil {
			return nil, err
		}
		described, collections = append(described, about), append(collections, col)
		t.Layers = append(t.Layers, format.TileLayer{Name: name, Description: about.Title, Fields: about.Fields, Min: low, Max: high})
	}
	if box := within(atlas.Extent(described...), q.BBox); box != nil {
		t.Bounds = orb.Bound{Min: orb.Point{box[0], box[1]}, Max: orb.Point{box[2], box[3]}}
	}
	t.Center = t.Bounds.Center()
	if ground, err := known.Collection(atlas.Areas); err == nil { // places may lie far from the country
		if box := within(ground.BBox, q.BBox); box != nil {
			t.Center = orb.Point{(box[0] + box[2]) / 2, (box[1] + box[3]) / 2}
		}
	}
	var err error
	t.all, err = atlas.Tiles(q, maptile.Zoom(low), maptile.Zoom(high), collections...)
	return t, err
}

// write writes the file, and shows how far it is.
func (t *tiles) write(e *env, w io.Writer) error {
	bar := newProgress(e, "cutting tiles", false)
	defer bar.finish()
	for range t.all {
		bar.most++
	}
	t.written = 0
	return format.PMTiles(w, t.Tileset, func(yield func(format.Tile, error) bool) {
		for at, layers := range t.all {
			bar.add(1)
			data, err := cutTile(e.ctx, at, layers)
			if len(data) > 0 {
				t.written++
			}
			if !yield(format.Tile{Z: int(at.Z), X: int(at.X), Y: int(at.Y), Data: data}, err) {
				return
			}
		}
	})
}

// cutTile is a tile with those layers, compressed; nothing when nothing lies in it.
func cutTile(ctx context.Context, at maptile.Tile, layers []tile.Layer) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	body, err := tile.Encode(at, layers...)
	if err != nil || len(body) == 0 {
		return nil, err
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(body) // into memory, which fails never
	w.Close()
	return b.Bytes(), nil
}

// day is the day that is asked for, in words.
func (c exportCmd) day() string {
	if c.At == "" {
		return "The latest state"
	}
	return "The state of " + c.At
}

// within is what two boxes have in common, the second if it is there; nil for nothing. A box across the antimeridian
// is far from all that lies here but the whole world's edge, and taken as every longitude.
func within(a, b *[4]float64) *[4]float64 {
	if a == nil || b == nil {
		return a
	}
	west, east := max(a[0], b[0]), min(a[2], b[2])
	if b[0] > b[2] {
		west, east = a[0], a[2]
	}
	both := [4]float64{west, max(a[1], b[1]), east, min(a[3], b[3])}
	if both[0] > both[2] || both[1] > both[3] {
		return nil
	}
	return &both
}
