package format

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"iter"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// Tile is a vector tile of the web's common scheme: Z from 0 to 31, X from the west, Y from the north.
type Tile struct {
	Z, X, Y int
	Data    []byte // Mapbox Vector Tile, compressed with gzip
}

// Tileset is what a file of tiles says of them.
type Tileset struct {
	Name        string
	Description string
	Attribution string // plain text
	Bounds      orb.Bound
	Center      orb.Point // where a map begins
	Layers      []TileLayer
}

// TileLayer is a layer that tiles have.
type TileLayer struct {
	Name        string
	Description string
	Fields      []geo.Field
	Min, Max    int // the zooms at which it has features
}

// PMTiles writes one PMTiles archive, version 3: a single file from which readers take tiles by ranges of bytes. The
// tiles may come in any order, each once; one without data is left out, and data that several tiles share is written
// once. The tiles wait, many of them in the folder for temporary files, until their order is known: a sequence that
// ends in an error leaves w untouched.
func PMTiles(w io.Writer, set Tileset, tiles iter.Seq2[Tile, error]) error {
	if err := writePMTiles(w, set, tiles); err != nil {
		return fmt.Errorf("writing PMTiles: %w", err)
	}
	return nil
}

func writePMTiles(w io.Writer, set Tileset, tiles iter.Seq2[Tile, error]) error {
	var waiting spool
	defer waiting.Close()
	heap, err := collect(&waiting, tiles)
	if err != nil {
		return err
	}
	file, err := waiting.reader()
	if err != nil {
		return err
	}
	entries, order, err := heap.arrange()
	if err != nil {
		return err
	}
	root, leaves := directories(entries)
	metadata, err := set.metadata(heap.min, heap.max)
	if err != nil {
		return err
	}

	out := bufio.NewWriter(w)
	out.Write(set.header(heap, [4]int{len(root), len(metadata), len(leaves), int(waiting.size)}, len(entries)))
	out.Write(root)
	out.Write(metadata)
	out.Write(leaves)
	for _, c := range order {
		if _, err := io.Copy(out, io.NewSectionReader(file, c.offset, int64(c.length))); err != nil {
			return err
		}
	}
	return out.Flush()
}

// content is the data of one tile or several alike.
type content struct {
	offset int64 // where it waits
	length uint32
	final  int64 // offset in the archive's data, -1 as long as it has none
}

// heap is the tiles as they came.
type heap struct {
	tiles    []heaped
	contents []content
	min, max int // zooms
}

type heaped struct {
	id      uint64
	z, x, y int
	content int
}

// collect writes the data of the tiles to the spool, what is alike once.
func collect(waiting *spool, tiles iter.Seq2[Tile, error]) (*heap, error) {
	h := &heap{min: math.MaxInt}
	known := map[[sha256.Size]byte]int{}
	for t, err := range tiles {
		switch {
		case err != nil:
			return nil, err
		case t.Z < 0 || t.Z > 31 || t.X < 0 || t.X >= 1<<t.Z || t.Y < 0 || t.Y >= 1<<t.Z:
			return nil, fmt.Errorf("there is no tile %d/%d/%d: want a zoom from 0 to 31 and x and y below 2 to its power", t.Z, t.X, t.Y)
		case len(t.Data) == 0:
			continue
		case !bytes.HasPrefix(t.Data, []byte{0x1f, 0x8b}):
			return nil, fmt.Errorf("the data of the tile %d/%d/%d is not compressed with gzip", t.Z, t.X, t.Y)
		}
		sum := sha256.Sum256(t.Data)
		i, ok := known[sum]
		if !ok {
			i = len(h.contents)
			known[sum] = i
			h.contents = append(h.contents, content{waiting.size, uint32(len(t.Data)), -1})
			if _, err := waiting.Write(t.Data); err != nil {
				return nil, err
			}
		}
		h.tiles = append(h.tiles, heaped{tileID(t.Z, t.X, t.Y), t.Z, t.X, t.Y, i})
		h.min, h.max = min(h.min, t.Z), max(h.max, t.Z)
	}
	h.min = min(h.min, h.max) // of no tiles
	return h, nil
}

// arrange gives the entries of the archive, in the order of their tiles, and the contents in the order in which they
// are first met.
func (h *heap) arrange() (entries []entry, order []content, err error) {
	slices.SortFunc(h.tiles, func(a, b heaped) int { return cmp.Compare(a.id, b.id) })
	var size int64
	for i, t := range h.tiles {
		if i > 0 && t.id == h.tiles[i-1].id {
			return nil, nil, fmt.Errorf("the tile %d/%d/%d comes twice", t.z, t.x, t.y)
		}
		c := &h.contents[t.content]
		if c.final < 0 {
			c.final = size
			size += int64(c.length)
			order = append(order, *c)
		}
		if n := len(entries) - 1; n >= 0 && entries[n].offset == uint64(c.final) && entries[n].tile+uint64(entries[n].run) == t.id {
			entries[n].run++
			continue
		}
		entries = append(entries, entry{t.id, uint64(c.final), c.length, 1})
	}
	return entries, order, nil
}

// tileID is the number of a tile: all of lower zooms come before it, and those of its own along a Hilbert curve.
func tileID(z, x, y int) uint64 {
	id := (uint64(1)<<(2*z) - 1) / 3
	for s := 1 << z >> 1; s > 0; s >>= 1 {
		right, lower := x&s != 0, y&s != 0
		var quarter uint64
		switch {
		case right && lower:
			quarter = 2
		case right:
			quarter = 3
		case lower:
			quarter = 1
		}
		id += quarter * uint64(s) * uint64(s)
		x, y = x&(s-1), y&(s-1)
		if !lower {
			if right {
				x, y = s-1-x, s-1-y
			}
			x, y = y, x
		}
	}
	return id
}

// header is the first 127 bytes: the lengths are those of root, metadata, leaves and data, which follow in this order.
func (s Tileset) header(h *heap, lengths [4]int, entries int) []byte {
	b := append(make([]byte, 0, headerSize), "PMTiles\x03"...)
	offset := uint64(headerSize)
	for _, n := range lengths {
		b = binary.LittleEndian.AppendUint64(b, offset)
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
		offset += uint64(n)
	}
	for _, n := range []int{len(h.tiles), entries, len(h.contents)} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	const clustered, gzipped, vector = 1, 2, 1
	b = append(b, clustered, gzipped, gzipped, vector, byte(h.min), byte(h.max))
	b = appendE7(appendE7(b, s.Bounds.Min), s.Bounds.Max)
	return appendE7(append(b, byte(h.min)), s.Center)
}

const headerSize = 127

// appendE7 appends lon and lat in parts of 1e-7 degree.
func appendE7(b []byte, p orb.Point) []byte {
	for _, v := range p {
		b = binary.LittleEndian.AppendUint32(b, uint32(int32(math.Round(v*1e7))))
	}
	return b
}

func (s Tileset) metadata(minZoom, maxZoom int) ([]byte, error) {
	type layer struct {
		ID          string            `json:"id"`
		Description string            `json:"description"`
		MinZoom     int               `json:"minzoom"`
		MaxZoom     int               `json:"maxzoom"`
		Fields      map[string]string `json:"fields"`
	}
	layers := make([]layer, len(s.Layers))
	for i, l := range s.Layers {
		layers[i] = layer{l.Name, l.Description, l.Min, l.Max, map[string]string{}}
		for _, f := range l.Fields {
			layers[i].Fields[f.Name] = tileType(f.Type)
		}
	}
	data, err := json.Marshal(struct {
		Name        string     `json:"name"`
		Description string     `json:"description"`
		Attribution string     `json:"attribution"`
		Type        string     `json:"type"`
		MinZoom     int        `json:"minzoom"`
		MaxZoom     int        `json:"maxzoom"`
		Bounds      [4]float64 `json:"bounds"`
		Layers      []layer    `json:"vector_layers"`
	}{
		s.Name, s.Description, html.EscapeString(s.Attribution), "overlay", minZoom, maxZoom,
		[4]float64{s.Bounds.Min[0], s.Bounds.Min[1], s.Bounds.Max[0], s.Bounds.Max[1]},
		layers,
	})
	return gzipped(data), err
}

// tileType is a type as TileJSON 3.0 names it.
func tileType(t geo.FieldType) string {
	switch t {
	case geo.Integer, geo.Number:
		return "Number"
	case geo.Boolean:
		return "Boolean"
	}
	return "String"
}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data) // into memory, which fails never
	w.Close()
	return b.Bytes()
}
