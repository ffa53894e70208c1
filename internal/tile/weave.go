package tile

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// weave rounds the areas of a layer to the grid such that they stay valid and fit their neighbours. To round every
// corner by itself is not enough: an edge may come to lie on the wrong side of a corner, or on it. So edges are led
// through the middle of every square of the grid that they pass and that has a corner in it, of whichever feature.
// As no two edges crossed before, none do afterwards: they have an edge, an end or nothing in common (snap rounding:
// Guibas and Marimont, Rounding Arrangements Dynamically, 1998), and neighbours that shared an edge still do. What is
// left to be done is to take out what runs there and back, and to cut rings where they touch: see tangle.go.
type weave struct {
	corners []orb.Point // of all rings one after the other, each closed by its first corner
	rings   []ring
	hot     bitmap // the squares that have a corner in them

	present tangle // of the feature whose polygons are asked for
	used    bitmap // squares that its rings pass
}

type ring struct {
	end   int // in the corners or cells of all rings
	shell bool
}

// cell is a square of the grid, around the point that is rounded to: its row times side plus its column, both counted
// from the north-western corner of the buffer.
type cell uint32

const side = Extent + 2*Buffer + 1

func (c cell) column() int { return int(c % side) }
func (c cell) row() int    { return int(c / side) }

func cellAt(p orb.Point) cell {
	x, y := columnRow(p)
	return cell(int(y)*side + int(x))
}

// columnRow is where among the squares a point of the tile lies, not rounded.
func columnRow(p orb.Point) (x, y float64) { return p[0] + Buffer + 0.5, p[1] + Buffer + 0.5 }

// bitmap is a set of cells. It is emptied by telling what is in it, which is little.
type bitmap []uint64

func newBitmap() bitmap          { return make(bitmap, side*side/64+1) }
func (b bitmap) has(c cell) bool { return b[c/64]>>(c%64)&1 != 0 }
func (b bitmap) add(c cell)      { b[c/64] |= 1 << (c % 64) }
func (b bitmap) empty(c cell)    { b[c/64] = 0 }

// add takes a ring that is clipped and closed, wound as the shell or hole that it is.
func (w *weave) add(r orb.Ring, shell bool) {
	if w.hot == nil {
		w.hot, w.used = newBitmap(), newBitmap()
	}
	for _, p := range r {
		w.hot.add(cellAt(p))
	}
	w.corners = append(w.corners, r...)
	w.rings = append(w.rings, ring{len(w.corners), shell})
}

// reset forgets all rings.
func (w *weave) reset() {
	for _, p := range w.corners {
		w.hot.empty(cellAt(p))
	}
	w.corners, w.rings = w.corners[:0], w.rings[:0]
}

// polygons yields the polygons of a feature, to which the rings from that number to the other belong: of each the shell,
// with positive area, and then its holes, with negative area. They are not closed by their first cell, simple, touch
// in corners at most, and are good until the next is yielded.
func (w *weave) polygons(from, to int, yield func(rings [][]cell)) {
	t := &w.present
	t.cells, t.rings = t.cells[:0], t.rings[:0]
	simple := true
	for i := from; i < to; i++ {
		start, first := len(t.cells), 0
		if i > 0 {
			first = w.rings[i-1].end
		}
		w.round(w.corners[first:w.rings[i].end])
		t.rings = append(t.rings, ring{len(t.cells), w.rings[i].shell})
		for _, c := range t.cells[start:] {
			simple = simple && !w.used.has(c)
			w.used.add(c)
		}
		if len(t.cells)-start > 2 {
			simple = simple && (area(t.cells[start:]) > 0) == w.rings[i].shell
		}
	}
	for _, c := range t.cells {
		w.used.empty(c)
	}
	if simple {
		t.inOrder(yield)
	} else {
		t.untie()
		t.nested(yield)
	}
}

// round appends the cells of a ring that is closed.
func (w *weave) round(r []orb.Point) {
	t := &w.present
	start := len(t.cells)
	for i, p := range r {
		if i > 0 {
			w.between(r[i-1], p)
		}
		t.add(start, cellAt(p))
	}
	if last := len(t.cells) - 1; last > start && t.cells[last] == t.cells[start] {
		t.cells = t.cells[:last]
	}
}

// between appends the hot cells that the edge from p to q passes on its way, in the same way for both directions.
func (w *weave) between(p, q orb.Point) {
	t := &w.present
	start := len(t.cells)
	turned := q[0] < p[0] || q[0] == p[0] && q[1] < p[1]
	if turned {
		p, q = q, p
	}
	x, y := columnRow(p)
	endX, endY := columnRow(q)
	column, row := int(x), int(y)
	columns, rows := int(endX)-column, int(endY)-row
	down := 1
	toX, toY := (float64(column+1)-x)/(endX-x), (float64(row+1)-y)/(endY-y) // parts of the edge up to the next column and row
	if rows < 0 {
		rows, down = -rows, -1
		toY = (float64(row) - y) / (endY - y)
	}
	perX, perY := 1/(endX-x), 1/math.Abs(endY-y)
	for columns+rows > 1 {
		if rows == 0 || columns > 0 && toX < toY {
			column, columns, toX = column+1, columns-1, toX+perX
		} else {
			row, rows, toY = row+down, rows-1, toY+perY
		}
		if c := cell(row*side + column); w.hot.has(c) {
			t.cells = append(t.cells, c)
		}
	}
	if turned {
		slices.Reverse(t.cells[start:])
	}
}
