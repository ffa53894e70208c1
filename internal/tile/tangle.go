package tile

import "slices"

// tangle is the rings of one feature on the grid, whose edges do not cross.
type tangle struct {
	cells []cell // of all rings one after the other
	rings []ring

	edges []uint64 // see untie
	done  []bool   // by edge
	place []int32  // by the first edge that leaves a cell: position of the cell on the walk, from 1
	walk  []cell

	polygon [][]cell
}

// add appends a cell to the ring that begins at start, unless it is there already.
func (t *tangle) add(start int, c cell) {
	if n := len(t.cells); n == start || t.cells[n-1] != c {
		t.cells = append(t.cells, c)
	}
}

// An edge is from<<edgeBits | to, so that those which leave one cell follow each other when sorted.
const edgeBits = 25

func from(edge uint64) cell { return cell(edge >> edgeBits) }
func to(edge uint64) cell   { return cell(edge & (1<<edgeBits - 1)) }

// untie makes new rings of the same edges: every one simple, and none with an edge that runs along another one's. The area
// lies on the same side of an edge as before.
func (t *tangle) untie() {
	t.cancel()
	t.cells, t.rings = t.cells[:0], t.rings[:0]
	t.done = append(t.done[:0], make([]bool, len(t.edges))...)
	t.place = append(t.place[:0], make([]int32, len(t.edges))...)
	for start := range t.edges {
		for h := start; h >= 0 && !t.done[h]; {
			t.done[h] = true
			u, v := from(t.edges[h]), to(t.edges[h])
			t.close(u)
			t.walk = append(t.walk, u)
			t.place[t.first(u)] = int32(len(t.walk))
			if h = t.next(u, v); h < 0 {
				t.close(v)
			}
		}
	}
}

// cancel takes edges that run there and back out of the rings; what is left is in t.edges, sorted.
func (t *tangle) cancel() {
	t.edges = t.edges[:0]
	start := 0
	for _, r := range t.rings {
		loop := t.cells[start:r.end]
		start = r.end
		for i, v := range loop {
			u := loop[(i+len(loop)-1)%len(loop)]
			if u < v { // the last bit is the direction
				t.edges = append(t.edges, (uint64(u)<<edgeBits|uint64(v))<<1)
			} else if v < u {
				t.edges = append(t.edges, (uint64(v)<<edgeBits|uint64(u))<<1|1)
			}
		}
	}
	slices.Sort(t.edges)
	kept := t.edges[:0]
	for i := 0; i < len(t.edges); {
		edge, there := t.edges[i]>>1, 0
		for ; i < len(t.edges) && t.edges[i]>>1 == edge; i++ {
			there += 1 - 2*int(t.edges[i]&1)
		}
		if there < 0 {
			edge, there = uint64(to(edge))<<edgeBits|uint64(from(edge)), -there
		}
		for range there {
			kept = append(kept, edge)
		}
	}
	slices.Sort(kept)
	t.edges = kept
}

// first is the position of the first edge that leaves u.
func (t *tangle) first(u cell) int {
	i, _ := slices.BinarySearch(t.edges, uint64(u)<<edgeBits)
	return i
}

// next is the edge to go on with from v when one has come from u: the first one to the left hand, beside which the same
// area lies. It is -1 when none is left, which is where the walk began.
func (t *tangle) next(u, v cell) int {
	best := -1
	for i := t.first(v); i < len(t.edges) && from(t.edges[i]) == v; i++ {
		if !t.done[i] && (best < 0 || sooner(v, u, to(t.edges[i]), to(t.edges[best]))) {
			best = i
		}
	}
	return best
}

// sooner tells whether one that turns clockwise around v from where u is comes to p before it comes to q. A turn from x to
// y counts as counter-clockwise.
func sooner(v, u, p, q cell) bool {
	if a, b := turned(v, u, p), turned(v, u, q); a != b {
		return a < b
	}
	return cross(v, p, q) < 0
}

// turned is how far p lies clockwise around v from u: 0 for less than half a turn, 1 for half a turn, 2 for more, 3 for
// a whole one.
func turned(v, u, p cell) int {
	switch c := cross(v, u, p); {
	case c < 0:
		return 0
	case c > 0:
		return 2
	case (u.column()-v.column())*(p.column()-v.column())+(u.row()-v.row())*(p.row()-v.row()) < 0:
		return 1
	}
	return 3
}

// cross is positive when q lies counter-clockwise from p around o.
func cross(o, p, q cell) int {
	return (p.column()-o.column())*(q.row()-o.row()) - (q.column()-o.column())*(p.row()-o.row())
}

// close takes what was walked since c was visited as a ring, if it was.
func (t *tangle) close(c cell) {
	begin := t.place[t.first(c)] - 1
	if begin < 0 {
		return
	}
	loop := t.walk[begin:]
	for _, u := range loop {
		t.place[t.first(u)] = 0
	}
	t.walk = t.walk[:begin]
	if a := area(loop); a != 0 {
		t.cells = append(t.cells, loop...)
		t.rings = append(t.rings, ring{len(t.cells), a > 0})
	}
}
