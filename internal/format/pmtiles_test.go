package format_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/format"
	"retaken/internal/geo"
)

func zipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// archive reads PMTiles as the specification says, sharing nothing with what writes them.
type archive struct {
	t           testing.TB
	data        []byte
	directories map[string][]pmEntry // decoded, by their bytes
}

func (a archive) number(at int) uint64 { return binary.LittleEndian.Uint64(a.data[at:]) }
func (a archive) e7(at int) float64 {
	return float64(int32(binary.LittleEndian.Uint32(a.data[at:]))) / 1e7
}

// section is the part whose offset and length stand at that byte of the header.
func (a archive) section(at int) []byte {
	return a.data[a.number(at) : a.number(at)+a.number(at+8)]
}

type pmEntry struct{ tile, run, length, offset uint64 }

func (a archive) directory(data []byte) []pmEntry {
	if entries, ok := a.directories[string(data)]; ok {
		return entries
	}
	b := bytes.NewReader(unzipped(a.t, data))
	next := func() uint64 {
		v, err := binary.ReadUvarint(b)
		if err != nil {
			a.t.Fatal(err)
		}
		return v
	}
	entries := make([]pmEntry, next())
	var tile uint64
	for i := range entries {
		tile += next()
		entries[i].tile = tile
	}
	for i := range entries {
		entries[i].run = next()
	}
	for i := range entries {
		entries[i].length = next()
	}
	for i := range entries {
		if v := next(); v > 0 {
			entries[i].offset = v - 1
		} else {
			entries[i].offset = entries[i-1].offset + entries[i-1].length
		}
	}
	if b.Len() > 0 {
		a.t.Fatalf("%d bytes follow a directory", b.Len())
	}
	a.directories[string(data)] = entries
	return entries
}

// tile finds a tile as a reader does that knows only its number.
func (a archive) tile(id uint64) []byte {
	dir := a.section(8)
	for range 4 {
		var found *pmEntry
		entries := a.directory(dir)
		if i := sort.Search(len(entries), func(i int) bool { return entries[i].tile > id }); i > 0 {
			found = &entries[i-1]
		}
		switch {
		case found == nil:
			return nil
		case found.run == 0:
			dir = a.section(40)[found.offset : found.offset+found.length]
			continue
		case id >= found.tile+found.run:
			return nil
		}
		return a.section(56)[found.offset : found.offset+found.length]
	}
	a.t.Fatal("leaves lead to leaves without end")
	return nil
}

// number of a tile by the definition of the Hilbert curve: the quarters of a square in order, each turned.
func hilbert(z, x, y int) uint64 {
	var before uint64
	for i := range z {
		before += 1 << (2 * i)
	}
	var along func(z, x, y int) uint64
	along = func(z, x, y int) uint64 {
		if z == 0 {
			return 0
		}
		n := 1 << (z - 1)
		quarter := uint64(1) << (2 * (z - 1))
		switch {
		case x < n && y < n:
			return along(z-1, y, x)
		case x < n:
			return quarter + along(z-1, x, y-n)
		case y >= n:
			return 2*quarter + along(z-1, x-n, y-n)
		}
		return 3*quarter + along(z-1, n-1-y, 2*n-1-x)
	}
	return before + along(z, x, y)
}

var tileset = format.Tileset{
	Name: "Control", Description: "Who holds what", Attribution: "A <b> & C", Bounds: orb.Bound{Min: orb.Point{22.1, 44.3}, Max: orb.Point{40.2, 52.4}},
	Center: orb.Point{31.2, 48.4},
	Layers: []format.TileLayer{{Name: "control", Min: 0, Max: 14, Fields: []geo.Field{{Name: "holder", Type: geo.Text}, {Name: "population", Type: geo.Integer}, {Name: "presumed", Type: geo.Boolean}}}},
}

// pyramid is every tile of the zooms up to that one, shuffled. Every third is the same, as the sea would be.
func pyramid(t testing.TB, zoom int) []format.Tile {
	sea := zipped(t, []byte("sea"))
	random := rand.New(rand.NewPCG(1, 2))
	var tiles []format.Tile
	for z := range zoom + 1 {
		for x := range 1 << z {
			for y := range 1 << z {
				data := sea
				if (x/2+y/2)%3 > 0 {
					data = fmt.Appendf(slices.Clone(sea), "%d/%d/%d%*d", z, x, y, random.IntN(2000), 0)
				}
				tiles = append(tiles, format.Tile{Z: z, X: x, Y: y, Data: data})
			}
		}
	}
	random.Shuffle(len(tiles), func(i, j int) { tiles[i], tiles[j] = tiles[j], tiles[i] })
	return tiles
}

func tileSeq(tiles []format.Tile, err error) iter.Seq2[format.Tile, error] {
	return func(yield func(format.Tile, error) bool) {
		for _, t := range tiles {
			if !yield(t, nil) {
				return
			}
		}
		if err != nil {
			yield(format.Tile{}, err)
		}
	}
}

func pmTiles(t testing.TB, tiles []format.Tile) archive {
	t.Helper()
	var b bytes.Buffer
	if err := format.PMTiles(&b, tileset, tileSeq(tiles, nil)); err != nil {
		t.Fatal(err)
	}
	return archive{t, b.Bytes(), map[string][]pmEntry{}}
}

func TestPMTiles(t *testing.T) {
	for _, zoom := range []int{-1, 0, 3, 7} {
		tiles := pyramid(t, zoom)
		a := pmTiles(t, tiles)
		if string(a.data[:8]) != "PMTiles\x03" || !bytes.Equal(a.data[96:100], []byte{1, 2, 2, 1}) {
			t.Fatalf("zoom %d: the header is %x", zoom, a.data[:127])
		}
		if end := a.number(56) + a.number(64); end != uint64(len(a.data)) {
			t.Errorf("zoom %d: the file has %d bytes, by its header %d", zoom, len(a.data), end)
		}
		if a.number(8)+a.number(16) > 16384 {
			t.Errorf("zoom %d: the root does not end in the first 16 KiB, but at %d", zoom, a.number(8)+a.number(16))
		}
		distinct := map[string]bool{}
		for _, tile := range tiles {
			distinct[string(tile.Data)] = true
			if got := a.tile(hilbert(tile.Z, tile.X, tile.Y)); !bytes.Equal(got, tile.Data) {
				t.Fatalf("tile %d/%d/%d is %x, want %x", tile.Z, tile.X, tile.Y, got, tile.Data)
			}
		}
		if a.number(72) != uint64(len(tiles)) || a.number(88) != uint64(len(distinct)) || a.number(80) > a.number(72) {
			t.Errorf("zoom %d: %d tiles, %d entries, %d contents; want %d tiles, %d contents", zoom, a.number(72), a.number(80), a.number(88), len(tiles), len(distinct))
		}
		if zoom == 7 && (a.number(80) >= a.number(72) || a.number(48) == 0) {
			t.Errorf("%d entries of %d tiles, leaves of %d bytes: want runs and leaves", a.number(80), a.number(72), a.number(48))
		}
		if got := a.tile(hilbert(20, 5, 5)); got != nil {
			t.Errorf("zoom %d: a tile that is not there is %x", zoom, got)
		}
		if a.data[100] != 0 || int(a.data[101]) != max(zoom, 0) {
			t.Errorf("zooms are %d to %d, want 0 to %d", a.data[100], a.data[101], zoom)
		}
		if got := [6]float64{a.e7(102), a.e7(106), a.e7(110), a.e7(114), a.e7(119), a.e7(123)}; got != [6]float64{22.1, 44.3, 40.2, 52.4, 31.2, 48.4} {
			t.Errorf("bounds and centre are %v", got)
		}
		clustered(t, a)
	}
}

// clustered makes sure that data stands in the order of the tiles: an offset is that of earlier data, or the next.
func clustered(t *testing.T, a archive) {
	entries := a.directory(a.section(8))
	if a.number(48) > 0 {
		var all []pmEntry
		for _, e := range entries {
			all = append(all, a.directory(a.section(40)[e.offset:e.offset+e.length])...)
		}
		entries = all
	}
	var end uint64
	for _, e := range entries {
		if e.offset > end {
			t.Fatalf("the data of tile %d stands at %d, behind a gap from %d", e.tile, e.offset, end)
		}
		end = max(end, e.offset+e.length)
	}
	if end != a.number(64) {
		t.Errorf("the entries reach to %d of %d bytes", end, a.number(64))
	}
}

func TestPMTilesMetadata(t *testing.T) {
	a := pmTiles(t, pyramid(t, 1))
	var got struct {
		Name, Description, Attribution string
		MinZoom, MaxZoom               int
		Bounds                         []float64
		Layers                         []struct {
			ID               string
			MinZoom, MaxZoom int
			Fields           map[string]string
		} `json:"vector_layers"`
	}
	if err := json.Unmarshal(unzipped(t, a.section(24)), &got); err != nil {
		t.Fatal(err)
	}
	want := `{Control Who holds what A &lt;b&gt; &amp; C 0 1 [22.1 44.3 40.2 52.4] [{control 0 14 map[holder:String population:Number presumed:Boolean]}]}`
	if s := fmt.Sprint(got); s != want {
		t.Errorf("metadata are %s, want %s", s, want)
	}
}

func TestPMTilesErrors(t *testing.T) {
	good := format.Tile{Z: 1, X: 1, Y: 0, Data: zipped(t, []byte("x"))}
	broken := errors.New("disk on fire")
	for want, tiles := range map[string]iter.Seq2[format.Tile, error]{
		"disk on fire":               tileSeq([]format.Tile{good}, broken),
		"there is no tile 1/2/0":     tileSeq([]format.Tile{{Z: 1, X: 2, Data: good.Data}}, nil),
		"there is no tile 32/0/0":    tileSeq([]format.Tile{{Z: 32, Data: good.Data}}, nil),
		"there is no tile 1/0/-1":    tileSeq([]format.Tile{{Z: 1, Y: -1, Data: good.Data}}, nil),
		"tile 2/0/0 is not compress": tileSeq([]format.Tile{{Z: 2, Data: []byte("raw")}}, nil),
		"the tile 1/1/0 comes twice": tileSeq([]format.Tile{good, good}, nil),
	} {
		var b bytes.Buffer
		err := format.PMTiles(&b, tileset, tiles)
		if err == nil || !strings.Contains(err.Error(), want) || b.Len() > 0 {
			t.Errorf("the error is %v with %d bytes written, want %s", err, b.Len(), want)
		}
	}
	for _, room := range []int{0, 100, 500, 5000} {
		if err := format.PMTiles(&full{room}, tileset, tileSeq(pyramid(t, 5), nil)); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes the error is %v", room, err)
		}
	}
	if a := pmTiles(t, []format.Tile{good, {Z: 3}}); a.number(72) != 1 {
		t.Errorf("%d tiles, want 1: one without data is none", a.number(72))
	}
}

// readTiles is run by Python's reader: it takes every tile of the list out of the archive.
const readTiles = `
import sys, json
from pmtiles.reader import Reader, MmapSource
reader = Reader(MmapSource(open(sys.argv[1], "rb")))
h = reader.header()
assert h["clustered"] and h["tile_type"].value == 1 and h["tile_compression"].value == 2, h
assert [l["id"] for l in reader.metadata()["vector_layers"]] == ["control"], reader.metadata()
n = 0
for z, x, y, want in json.load(open(sys.argv[2])):
    got = reader.get(z, x, y)
    assert got is not None and got.hex() == want, (z, x, y, got)
    n += 1
assert reader.get(12, 1, 1) is None
print(n, h["addressed_tiles_count"], h["tile_entries_count"], h["tile_contents_count"])
`

// TestPMTilesPython reads the archive with another implementation, that of the format's authors.
func TestPMTilesPython(t *testing.T) {
	python := os.Getenv("RETAKEN_PMTILES_PYTHON") // of an environment with the package
	if python == "" {
		python = "python3"
	}
	if err := exec.Command(python, "-c", "import pmtiles.reader").Run(); err != nil {
		t.Skip("the Python package pmtiles is not there; RETAKEN_PMTILES_PYTHON names a Python that has it")
	}
	tiles := pyramid(t, 7)
	a := pmTiles(t, tiles)
	var list [][4]any
	for _, tile := range tiles[:200] { // it decodes the directories anew for each
		list = append(list, [4]any{tile.Z, tile.X, tile.Y, fmt.Sprintf("%x", tile.Data)})
	}
	data, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{"a.pmtiles": a.data, "list.json": data} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(python, "-c", readTiles, filepath.Join(dir, "a.pmtiles"), filepath.Join(dir, "list.json")).CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), fmt.Sprintf("200 %d ", len(tiles))) {
		t.Errorf("Python's reader: %v\n%s", err, out)
	}
}

func BenchmarkPMTiles(b *testing.B) {
	tiles := pyramid(b, 7)
	for b.Loop() {
		if err := format.PMTiles(io.Discard, tileset, tileSeq(tiles, nil)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(tiles))*float64(b.N)/b.Elapsed().Seconds(), "tiles/s")
}
