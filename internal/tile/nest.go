package tile

import (
	"cmp"
	"math"
	"slices"
)

// inOrder yields the polygons of rings that are simple and in the order of their polygons, less those that are rounded to
// nothing.
func (t *tangle) inOrder(yield func([][]cell)) {
	t.polygon = t.polygon[:0]
	start := 0
	for _, r := range t.rings {
		loop := t.cells[start:r.end]
		start = r.end
		if r.shell && len(t.polygon) > 0 {
			yield(t.polygon)
			t.polygon = t.polygon[:0]
		}
		if len(loop) > 2 && (r.shell || len(t.polygon) > 0) {
			t.polygon = append(t.polygon, loop)
		}
	}
	if len(t.polygon) > 0 {
		yield(t.polygon)
	}
}

// shell is an outer ring and its holes.
type shell struct {
	rings                                [][]cell
	area                                 int
	firstColumn, lastColumn, first, last int // columns and rows that it spans
}

// nested yields the polygons of rings in any order: a hole belongs to the smallest shell around it.
func (t *tangle) nested(yield func([][]cell)) {
	var shells []shell
	var holes [][]cell
	start := 0
	for _, r := range t.rings {
		loop := t.cells[start:r.end]
		start = r.end
		if r.shell {
			shells = append(shells, newShell(loop))
		} else {
			holes = append(holes, loop)
		}
	}
	bySize := make([]int, len(shells))
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortStableFunc(bySize, func(i, k int) int { return cmp.Compare(shells[i].area, shells[k].area) })
	for _, hole := range holes {
		for _, i := range bySize {
			if shells[i].holds(hole) {
				shells[i].rings = append(shells[i].rings, hole)
				break
			}
		}
	}
	for _, s := range shells {
		yield(s.rings)
	}
}

func newShell(loop []cell) shell {
	s := shell{rings: [][]cell{loop}, area: area(loop), firstColumn: math.MaxInt, first: math.MaxInt}
	for _, c := range loop {
		s.firstColumn, s.lastColumn = min(s.firstColumn, c.column()), max(s.lastColumn, c.column())
		s.first, s.last = min(s.first, c.row()), max(s.last, c.row())
	}
	return s
}

// holds tells whether a ring, which does not cross the shell, lies in it: whether the middle of one of its edges does, as
// its corners may be corners of the shell. Twice the coordinates are reckoned with, so that the middle is a whole number.
func (s *shell) holds(ring []cell) bool {
	x, y := ring[0].column()+ring[1].column(), ring[0].row()+ring[1].row()
	if x < 2*s.firstColumn || x > 2*s.lastColumn || y < 2*s.first || y > 2*s.last {
		return false
	}
	inside := false
	p := s.rings[0][len(s.rings[0])-1]
	for _, q := range s.rings[0] {
		px, py, qx, qy := 2*p.column()-x, 2*p.row()-y, 2*q.column()-x, 2*q.row()-y
		if (py > 0) != (qy > 0) && (px*qy-qx*py > 0) == (qy > py) {
			inside = !inside
		}
		p = q
	}
	return inside
}

// area is twice the area of a ring, positive if it turns from the x axis to the y axis.
func area(loop []cell) (area int) {
	p := loop[len(loop)-1]
	for _, q := range loop {
		area += p.column()*q.row() - q.column()*p.row()
		p = q
	}
	return area
}
