package main

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// unpacked is a topology as it is read: points of arcs are differences.
type unpacked struct {
	Transform struct{ Scale, Translate [2]float64 }
	Objects   map[string]struct {
		Geometries []struct {
			Type       string
			Arcs       json.RawMessage
			Properties map[string]any
		}
	}
	Arcs [][]cell
}

func unpack(t *testing.T, b []byte) unpacked {
	t.Helper()
	var u unpacked
	if err := json.Unmarshal(b, &u); err != nil {
		t.Fatal(err)
	}
	for _, arc := range u.Arcs {
		for i := 1; i < len(arc); i++ {
			arc[i] = cell{arc[i-1][0] + arc[i][0], arc[i-1][1] + arc[i][1]}
		}
	}
	return u
}

// line follows arcs.
func (u unpacked) line(t *testing.T, numbers []int) []cell {
	t.Helper()
	var out []cell
	for _, n := range numbers {
		arc := u.Arcs[max(n, ^n)]
		if n < 0 {
			arc = slices.Clone(arc)
			slices.Reverse(arc)
		}
		if len(out) > 0 {
			if out[len(out)-1] != arc[0] {
				t.Fatalf("arc %d begins at %v, where the one before ends at %v", n, arc[0], out[len(out)-1])
			}
			arc = arc[1:]
		}
		out = append(out, arc...)
	}
	return out
}

// turned is a ring from its lowest point on, in one sense: how topologies begin and turn rings does not matter.
func turned(ring []cell) []cell {
	ring = slices.Clone(ring[:len(ring)-1])
	least := slices.Index(ring, slices.MinFunc(ring, func(a, b cell) int { return slices.Compare(a[:], b[:]) }))
	return slices.Concat(ring[least:], ring[:least])
}

// TestTopology shares what two squares have in common, an island in a third as well, and gives every ring back.
func TestTopology(t *testing.T) {
	square := func(x, y, side float64) orb.Ring {
		return orb.Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}
	}
	hole := square(5, 5, 1)
	hole.Reverse()
	shapes := []topoShape{
		{map[string]any{"iso": "A"}, orb.MultiPolygon{{square(0, 0, 2)}}},
		{map[string]any{"iso": "B"}, orb.MultiPolygon{{square(2, 0, 2)}}},
		{map[string]any{"iso": "C"}, orb.MultiPolygon{{square(4, 4, 4), hole}}},
		{map[string]any{"iso": "D"}, orb.MultiPolygon{{square(5, 5, 1)}}},
	}
	river := topoShape{map[string]any{"rank": 1}, orb.MultiLineString{{{0, 5}, {0.04, 5}, {1, 6}}, {{1, 6}, {2, 6}}}}
	topology := newTopology(0.1, layer{"land", shapes}, layer{"rivers", []topoShape{river}})
	b, err := topology.encode()
	if err != nil {
		t.Fatal(err)
	}
	u := unpack(t, b)
	// A and B have an arc each and one in common; C and D one each, which is D's twice; the river two.
	if len(u.Arcs) != 7 {
		t.Errorf("%d arcs, want 7: %v", len(u.Arcs), u.Arcs)
	}
	for i, s := range u.Objects["land"].Geometries {
		var polygons [][][]int
		if err := json.Unmarshal(s.Arcs, &polygons); err != nil || s.Type != "MultiPolygon" {
			t.Fatalf("%s: %v", s.Type, err)
		}
		for j, p := range shapes[i].geometry.(orb.MultiPolygon) {
			for k, ring := range p {
				want := turned(topology.grid(orb.LineString(ring)))
				if got := turned(u.line(t, polygons[j][k])); !slices.Equal(got, want) {
					t.Errorf("ring %d of %v is %v, want %v", k, s.Properties["iso"], got, want)
				}
			}
		}
	}
	var lines [][]int
	if err := json.Unmarshal(u.Objects["rivers"].Geometries[0].Arcs, &lines); err != nil || len(lines) != 2 {
		t.Fatalf("the river is %s: %v", u.Objects["rivers"].Geometries[0].Arcs, err)
	}
	if got, want := u.line(t, lines[0]), []cell{{0, 50}, {10, 60}}; !slices.Equal(got, want) {
		t.Errorf("the first stretch is %v, want %v", got, want)
	}
}
