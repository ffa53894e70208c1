package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// A topology is shapes that share their borders, as TopoJSON 1.0: what several of them have in common is one arc, so that
// it is written, simplified and drawn once.
type topology struct {
	step    float64 // of the grid on which all points lie, in degrees
	layers  []layer
	joints  map[cell]bool
	around  map[cell][2]cell
	arcs    [][]cell
	numbers map[string]int // of arcs, by their points
}

type layer struct {
	name   string
	shapes []topoShape
}

// topoShape is a MultiPolygon or MultiLineString with what is known of it.
type topoShape struct {
	properties any
	geometry   orb.Geometry
}

// cell is a point of the grid.
type cell [2]int

func newTopology(step float64, layers ...layer) *topology {
	return &topology{step: step, layers: layers, joints: map[cell]bool{}, around: map[cell][2]cell{}, numbers: map[string]int{}}
}

// encode is the topology as JSON, one shape a line.
func (t *topology) encode() ([]byte, error) {
	for _, l := range t.layers {
		for _, s := range l.shapes {
			for line, closed := range t.lines(s.geometry) {
				t.join(line, closed)
			}
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"type":"Topology","transform":{"scale":[%v,%v],"translate":[0,0]},"objects":{`, t.step, t.step)
	for i, l := range t.layers {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:{\"type\":\"GeometryCollection\",\"geometries\":[", l.name)
		for j, s := range l.shapes {
			if j > 0 {
				b.WriteByte(',')
			}
			line, err := t.shape(s)
			if err != nil {
				return nil, err
			}
			b.WriteByte('\n')
			b.Write(line)
		}
		b.WriteString("]}")
	}
	b.WriteString("},\"arcs\":[")
	for i, arc := range t.arcs {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n[")
		last := cell{}
		for j, c := range arc {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "[%d,%d]", c[0]-last[0], c[1]-last[1])
			last = c
		}
		b.WriteByte(']')
	}
	b.WriteString("]}\n")
	return b.Bytes(), nil
}

// lines are the rings and lines of a shape on the grid, and whether they are closed.
func (t *topology) lines(g orb.Geometry) func(yield func([]cell, bool) bool) {
	return func(yield func([]cell, bool) bool) {
		switch g := g.(type) {
		case orb.MultiPolygon:
			for _, p := range g {
				for _, ring := range p {
					if !yield(t.grid(orb.LineString(ring)), true) {
						return
					}
				}
			}
		case orb.MultiLineString:
			for _, line := range g {
				if !yield(t.grid(line), false) {
					return
				}
			}
		}
	}
}

// grid is a line without points that follow each other on the same place.
func (t *topology) grid(line orb.LineString) []cell {
	out := make([]cell, 0, len(line))
	for _, p := range line {
		out = append(out, cell{int(math.Round(p[0] / t.step)), int(math.Round(p[1] / t.step))})
	}
	return slices.Compact(out)
}

// join finds the points at which arcs end: where a line does, and where lines part or meet.
func (t *topology) join(line []cell, closed bool) {
	if !closed {
		t.joints[line[0]], t.joints[line[len(line)-1]] = true, true
	}
	for i, c := range line {
		before, after := i-1, i+1
		if closed && i == 0 {
			before = len(line) - 2
		}
		if before < 0 || after == len(line) {
			continue
		}
		sides := [2]cell{line[before], line[after]}
		if sides[0][0] > sides[1][0] || sides[0][0] == sides[1][0] && sides[0][1] > sides[1][1] {
			sides[0], sides[1] = sides[1], sides[0]
		}
		if known, ok := t.around[c]; ok && known != sides {
			t.joints[c] = true
		}
		t.around[c] = sides
	}
}

// cut is the line as arcs: their numbers, ^n for one that runs the other way.
func (t *topology) cut(line []cell, closed bool) []int {
	if closed {
		line = t.turn(line[:len(line)-1])
	}
	var out []int
	from := 0
	for i := 1; i < len(line); i++ {
		if i == len(line)-1 || t.joints[line[i]] {
			out = append(out, t.number(line[from:i+1]))
			from = i
		}
	}
	return out
}

// turn closes a ring that begins at one of its joints or, when it has none, at its lowest point.
func (t *topology) turn(ring []cell) []cell {
	start := slices.IndexFunc(ring, func(c cell) bool { return t.joints[c] })
	if start < 0 {
		least := slices.MinFunc(ring, func(a, b cell) int { return slices.Compare(a[:], b[:]) })
		start = slices.Index(ring, least)
	}
	return append(slices.Concat(ring[start:], ring[:start]), ring[start])
}

func (t *topology) number(arc []cell) int {
	if n, ok := t.numbers[key(arc)]; ok {
		return n
	}
	back := slices.Clone(arc)
	slices.Reverse(back)
	if n, ok := t.numbers[key(back)]; ok {
		return ^n
	}
	n := len(t.arcs)
	t.arcs, t.numbers[key(arc)] = append(t.arcs, arc), n
	return n
}

func key(arc []cell) string {
	var b strings.Builder
	for _, c := range arc {
		fmt.Fprintf(&b, "%d,%d ", c[0], c[1])
	}
	return b.String()
}

// shape is a shape of the topology as JSON.
func (t *topology) shape(s topoShape) ([]byte, error) {
	out := struct {
		Type       string `json:"type"`
		Arcs       any    `json:"arcs"`
		Properties any    `json:"properties,omitempty"`
	}{Properties: s.properties}
	switch g := s.geometry.(type) {
	case orb.MultiPolygon:
		polygons := [][][]int{}
		for _, p := range g {
			rings := [][]int{}
			for _, ring := range p {
				rings = append(rings, t.cut(t.grid(orb.LineString(ring)), true))
			}
			polygons = append(polygons, rings)
		}
		out.Type, out.Arcs = "MultiPolygon", polygons
	case orb.MultiLineString:
		lines := [][]int{}
		for _, line := range g {
			lines = append(lines, t.cut(t.grid(line), false))
		}
		out.Type, out.Arcs = "MultiLineString", lines
	default:
		return nil, fmt.Errorf("a topology has no %T", g)
	}
	return json.Marshal(out)
}
