package data_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"retaken/data"
)

// drawing is a shape of the base map: a MultiPolygon's rings or a MultiLineString's lines.
type drawing struct {
	Properties struct {
		ISO  string
		Rank int
		Name string
		Uk   string `json:"name_uk"`
		Lake bool
	}
	lines []orb.LineString
}

// drawings reads a layer of a file of the base map.
func drawings(t *testing.T, file, layer string) []drawing {
	t.Helper()
	b, err := data.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Transform struct{ Scale [2]float64 }
		Objects   map[string]struct {
			Geometries []struct {
				drawing
				Type string
				Arcs json.RawMessage
			}
		}
		Arcs [][][2]int
	}
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	arc := func(n int) (out orb.LineString) {
		var x, y int
		for _, d := range f.Arcs[max(n, ^n)] {
			x, y = x+d[0], y+d[1]
			out = append(out, orb.Point{round(float64(x) * f.Transform.Scale[0]), round(float64(y) * f.Transform.Scale[1])})
		}
		if n < 0 {
			out.Reverse()
		}
		return out
	}
	var out []drawing
	for _, g := range f.Objects[layer].Geometries {
		var polygons [][][]int
		if g.Type == "MultiLineString" {
			polygons = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &polygons[0])
		} else {
			err = json.Unmarshal(g.Arcs, &polygons)
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		d := g.drawing
		for _, lines := range polygons {
			for _, numbers := range lines {
				var line orb.LineString
				for _, n := range numbers {
					line = append(line[:max(0, len(line)-1)], arc(n)...)
				}
				d.lines = append(d.lines, line)
			}
		}
		out = append(out, d)
	}
	return out
}

// TestLand compares the base map with the boundaries that the program reckons with: they are the same, point by point.
func TestLand(t *testing.T) {
	for layer, file := range map[string]string{"oblasts": "oblasts.geojson", "neighbours": "neighbours.geojson"} {
		want := shapes(t, file)
		all := drawings(t, "land.topojson", layer)
		if len(all) != len(want) {
			t.Errorf("%d %s, want %d", len(all), layer, len(want))
		}
		for _, d := range all {
			var rings []orb.Ring
			for _, polygon := range want[d.Properties.ISO] {
				rings = append(rings, polygon...)
			}
			if len(rings) != len(d.lines) {
				t.Errorf("%s has %d rings, want %d", d.Properties.ISO, len(d.lines), len(rings))
				continue
			}
			for i, ring := range rings {
				if got, want := ordered(d.lines[i]), ordered(orb.LineString(ring)); !slices.Equal(got, want) {
					t.Errorf("ring %d of %s differs: %d points, want %d", i, d.Properties.ISO, len(got), len(want))
				}
			}
		}
	}
}

// ordered is the points of a ring from the lowest on: a topology may begin it elsewhere.
func ordered(ring orb.LineString) orb.LineString {
	ring = ring[:len(ring)-1]
	least := slices.Index(ring, slices.MinFunc(ring, func(a, b orb.Point) int { return slices.Compare(a[:], b[:]) }))
	return slices.Concat(ring[least:], ring[:least])
}

// TestRivers has rivers run past the towns that lie on them, and not past others.
func TestRivers(t *testing.T) {
	rivers := map[string][]drawing{}
	for _, d := range drawings(t, "rivers.topojson", "rivers") {
		if (d.Properties.Name == "") != (d.Properties.Rank == 4) || (d.Properties.Name == "") != (d.Properties.Uk == "") {
			t.Errorf("%+v: want a rank of 4 and no name, or another and both names", d.Properties)
		}
		rivers[d.Properties.Name] = append(rivers[d.Properties.Name], d)
	}
	lakes := drawings(t, "rivers.topojson", "lakes")
	for _, c := range []struct {
		river, town string
		lon, lat    float64
		within      float64 // km
	}{
		{"Siverskyi Donets", "Izium", 37.26, 49.21, 1},
		{"Siverskyi Donets", "Chuhuiv", 36.69, 49.84, 1},
		{"Siverskyi Donets", "Lysychansk", 38.43, 48.9, 2},
		{"Oskil", "Kupiansk", 37.61, 49.71, 1},
		{"Inhulets", "Snihurivka", 32.81, 47.07, 2},
		{"Dnipro", "Kyiv", 30.56, 50.45, 1},
		{"Dnipro", "Kherson", 32.61, 46.63, 3},
		{"Desna", "Chernihiv", 31.29, 51.49, 3},
		{"Pivdennyi Buh", "Vinnytsia", 28.47, 49.23, 1},
		{"Dniester", "Mohyliv-Podilskyi", 27.79, 48.44, 1},
		{"Samara", "Pavlohrad", 35.87, 48.53, 5},
	} {
		if km := distance(rivers[c.river], c.lon, c.lat); km > c.within {
			t.Errorf("%s flows past %s at %.1f km, want %.0f at most", c.river, c.town, km, c.within)
		}
	}
	if km := distance(rivers["Dnipro"], 36.23, 49.99); km < 100 {
		t.Errorf("the Dnipro flows past Kharkiv at %.0f km", km)
	}
	// The reservoirs of the Dnipro are lakes, in which its line is not drawn.
	for name, p := range map[string]orb.Point{"Kremenchuk": {32.6, 49.3}, "Kakhovka": {34.9, 47.5}} {
		in := slices.ContainsFunc(lakes[0].lines, func(l orb.LineString) bool { return planar.RingContains(orb.Ring(l), p) })
		if !in {
			t.Errorf("the reservoir of %s is no lake", name)
		}
	}
	for _, d := range rivers["Dnipro"] {
		if km := distance([]drawing{d}, 34.6, 47.57); (km < 2) != d.Properties.Lake {
			t.Errorf("the Dnipro is %.1f km from the middle of the Kakhovka reservoir, in a lake: %v", km, d.Properties.Lake)
		}
	}
}

// distance is how far a river is from a point, in km.
func distance(river []drawing, lon, lat float64) float64 {
	least := math.Inf(1)
	for _, d := range river {
		for _, line := range d.lines {
			least = min(least, away(orb.MultiPolygon{{orb.Ring(line)}}, orb.Point{lon, lat}))
		}
	}
	return least
}

// TestBaseMapSize keeps what a reader waits for within 90 kB, however well the server presses it.
func TestBaseMapSize(t *testing.T) {
	total := 0
	for _, name := range []string{"land.topojson", "rivers.topojson"} {
		b, err := data.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var z bytes.Buffer
		w, err := gzip.NewWriterLevel(&z, gzip.DefaultCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		total += z.Len()
	}
	if total > 90_000 {
		t.Errorf("the base map takes %d bytes gzipped, want 90,000 at most", total)
	}
	t.Logf("%d bytes", total)
}
