package format_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/format"
	"retaken/internal/geo"
)

// scattered is so many features over Ukraine, every tenth without a place, with words enough that 10,000 of them
// do not stay in memory.
func scattered(n int) []geo.Feature {
	random := rand.New(rand.NewPCG(1, 2))
	rows := make([]geo.Feature, n)
	for i := range rows {
		var at orb.Geometry
		if i%10 != 9 {
			at = orb.Point{22 + random.Float64()*18, 44 + random.Float64()*8}
		}
		rows[i] = feature(int64(i+1), at, strings.Repeat("Слово ", 80), int64(i), random.Float64(), i%2 == 0, "2022-09-10", nil)
	}
	return rows
}

// TestSizes: GDAL finds as many features as were written, also none, and also when none has a place.
func TestSizes(t *testing.T) {
	many := scattered(10_000)
	nowhere := make([]geo.Feature, 20)
	for i := range nowhere {
		nowhere[i] = feature(int64(i+1), nil, "nowhere", nil, nil, nil, nil, nil)
	}
	for _, f := range format.Formats {
		for name, rows := range map[string][]geo.Feature{"none": {}, "one": many[:1], "sixteen": many[:16], "seventeen": many[:17], "many": many, "nowhere": nowhere} {
			if name == "none" && f.Name == "geojsonseq" {
				continue // nothing at all, which GDAL cannot recognise
			}
			path := written(t, f, layer(rows, nil))
			args := append([]string{"ogrinfo", "-ro", "-so", "-al"}, opening[f.Name]...)
			out := gdal(t, append(args, path)...)
			if name == "none" && f.Name == "kml" {
				continue // read without complaint, but GDAL makes no layer of no placemarks
			}
			if want := fmt.Sprintf("Feature Count: %d\n", len(rows)); !bytes.Contains(out, []byte(want)) {
				t.Errorf("%s of %s: want %s in\n%s", f.Name, name, want, out)
			}
		}
	}
}

// TestSpatialIndex compares what GDAL finds by the index of a FlatGeobuf file with all that lies in the box.
func TestSpatialIndex(t *testing.T) {
	rows := scattered(10_000)
	fgb, _ := format.ByName("fgb")
	path := written(t, fgb, layer(rows, nil))
	for _, box := range [][4]float64{{30, 48, 31, 49}, {22, 44, 40, 52}, {35.5, 46.1, 35.6, 46.3}, {0, 0, 1, 1}, {39.9, 51.9, 50, 60}} {
		var want, got []int64
		for _, r := range rows {
			if p, ok := r.Geometry.(orb.Point); ok && p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3] {
				want = append(want, r.ID)
			}
		}
		corners := strings.Fields(strings.Trim(fmt.Sprint(box), "[]"))
		for _, f := range read(t, fgb, path, append([]string{"-spat"}, corners...)...).Features {
			got = append(got, idOf(t, f))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("box %v has %d features, want %d", box, len(got), len(want))
		}
	}
}

// TestIndexIsTight reads the tree by its specification: a small box must lead to a small part of the file.
func TestIndexIsTight(t *testing.T) {
	rows := scattered(10_000)
	var b bytes.Buffer
	if err := format.FlatGeobuf(&b, layer(rows, nil)); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	tree := file[12+binary.LittleEndian.Uint32(file[8:]):]
	levels := []int{len(rows)}
	for n := len(rows); n > 1; {
		n = (n + 15) / 16
		levels = append(levels, n)
	}
	start := 0 // of the items, in nodes
	for _, n := range levels[1:] {
		start += n
	}
	features := tree[40*(start+len(rows)):]
	within := func(node int) bool {
		n := tree[40*node:]
		f := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(n[8*i:])) }
		return f(0) <= 31 && f(2) >= 30 && f(1) <= 49 && f(3) >= 48
	}
	visited, found := 0, 0
	var search func(node, level int)
	search = func(node, level int) {
		visited++
		if !within(node) {
			return
		}
		offset := int(binary.LittleEndian.Uint64(tree[40*node+32:]))
		if level == 0 {
			found++
			if size := int(binary.LittleEndian.Uint32(features[offset:])); offset+4+size > len(features) {
				t.Errorf("item %d ends beyond the file", node)
			}
			return
		}
		end := start + len(rows) // of the level below
		for l := range level - 1 {
			end -= levels[l]
		}
		for child := offset; child < min(offset+16, end); child++ {
			search(child, level-1)
		}
	}
	search(0, len(levels)-1)
	want := 0
	for _, r := range rows {
		if p, ok := r.Geometry.(orb.Point); ok && p[0] >= 30 && p[0] <= 31 && p[1] >= 48 && p[1] <= 49 {
			want++
		}
	}
	if found != want || visited > 4*want+200 {
		t.Errorf("found %d, want %d, by looking at %d nodes", found, want, visited)
	}
}

// TestNothingLeftBehind: the temporary file goes, whether the writing went well or not.
func TestNothingLeftBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	rows := scattered(10_000)
	broken := errors.New("disk on fire")
	if err := format.FlatGeobuf(io.Discard, layer(rows, nil)); err != nil {
		t.Fatal(err)
	}
	if err := format.FlatGeobuf(io.Discard, layer(rows, broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := format.FlatGeobuf(&full{1000}, layer(rows, nil)); !errors.Is(err, errFull) {
		t.Error(err)
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left behind (%v)", left, err)
	}
	t.Setenv("TMPDIR", filepath.Join(os.Getenv("TMPDIR"), "nowhere"))
	if err := format.FlatGeobuf(io.Discard, layer(rows, nil)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a place for it: %v, and so many features cannot have stayed in memory", err)
	}
}
