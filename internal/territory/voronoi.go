package territory

import (
	"math"
	"slices"
)

// corner is a corner of a cell and what lies beyond the edge from it to the next one: a site, or a side
// of the frame (negative).
type corner struct {
	xy
	beyond int32
}

// The sides of the frame, counter-clockwise from the south.
const (
	south = -1 - iota
	east
	north
	west
)

// voronoi finds the ground that is nearer to one site than to any other, within a frame.
type voronoi struct {
	sites    []xy
	near     *tree
	min, max xy // the frame

	cell, spare []corner
}

// around is the cell of site s, counter-clockwise; none if it lies outside the frame altogether. The
// result is good until the next call.
func (v *voronoi) around(s int32) []corner {
	p := v.sites[s]
	v.cell = append(v.cell[:0], corner{v.min, south}, corner{xy{v.max.x, v.min.y}, east}, corner{v.max, north}, corner{xy{v.min.x, v.max.y}, west})
	for i := range v.cell {
		v.cell[i].xy = v.cell[i].sub(p) // small numbers where it matters
	}
	limit := v.limit()
	v.near.search(p, limit, func(t int32) float64 {
		if t != s && len(v.cell) > 0 && v.cut(v.sites[t].sub(p), t) {
			limit = v.limit()
		}
		return limit
	})
	v.spare = v.spare[:0]
	for i, c := range v.cell {
		before := v.cell[(i+len(v.cell)-1)%len(v.cell)].beyond
		c.xy = v.corner(s, before, c.beyond, xy{c.x + p.x, c.y + p.y})
		v.spare = append(v.spare, c)
	}
	return v.spare
}

// limit is the square of twice the distance of the farthest corner: no site beyond it cuts the cell.
func (v *voronoi) limit() float64 {
	var far float64
	for _, c := range v.cell {
		far = max(far, c.dot(c.xy))
	}
	return 4 * far
}

// cut takes away what is nearer to site t, which lies at d.
func (v *voronoi) cut(d xy, t int32) bool {
	half := d.dot(d) / 2
	if !slices.ContainsFunc(v.cell, func(c corner) bool { return c.dot(d) > half }) {
		return false
	}
	kept := v.spare[:0]
	last := v.cell[len(v.cell)-1]
	was := last.dot(d) - half
	for _, c := range v.cell {
		is := c.dot(d) - half
		switch {
		case was <= 0 && is > 0:
			kept = append(kept, corner{last.toward(c.xy, was/(was-is)), t})
		case was > 0 && is <= 0:
			kept = append(kept, corner{last.toward(c.xy, was/(was-is)), last.beyond})
		}
		if is <= 0 {
			kept = append(kept, c)
		}
		last, was = c, is
	}
	v.cell, v.spare = kept, v.cell
	return true
}

// corner computes where three sites, or two and a side, or one and two sides meet. It depends on them
// alone and not on the cell from which they are seen, unless they meet nowhere: then it is as clipped.
func (v *voronoi) corner(s, t, u int32, clipped xy) xy {
	who := [3]int32{s, t, u}
	slices.Sort(who[:]) // sides come first
	c := clipped
	switch {
	case who[1] < 0:
		c = xy{v.side(who[0]).x + v.side(who[1]).x, v.side(who[0]).y + v.side(who[1]).y}
	case who[0] < 0:
		p, d := v.sites[who[1]], v.sites[who[2]].sub(v.sites[who[1]])
		c = v.side(who[0])
		if who[0] == south || who[0] == north {
			c.x = p.x + (d.dot(d)/2-d.y*(c.y-p.y))/d.x
		} else {
			c.y = p.y + (d.dot(d)/2-d.x*(c.x-p.x))/d.y
		}
	default:
		p := v.sites[who[0]]
		d, e := v.sites[who[1]].sub(p), v.sites[who[2]].sub(p)
		dd, ee, twice := d.dot(d), e.dot(e), 2*d.cross(e)
		c = xy{p.x + (e.y*dd-d.y*ee)/twice, p.y + (d.x*ee-e.x*dd)/twice}
	}
	if math.IsNaN(c.x) || math.IsNaN(c.y) {
		return clipped
	}
	return xy{min(max(c.x, v.min.x), v.max.x), min(max(c.y, v.min.y), v.max.y)}
}

// frames says whether p lies within the frame; then a site at p lies in its own cell.
func (v *voronoi) frames(p xy) bool {
	return v.min.x < p.x && p.x < v.max.x && v.min.y < p.y && p.y < v.max.y
}

// side is the coordinate that a side of the frame fixes; the other one is zero.
func (v *voronoi) side(s int32) xy {
	switch s {
	case south:
		return xy{y: v.min.y}
	case north:
		return xy{y: v.max.y}
	case east:
		return xy{x: v.max.x}
	default:
		return xy{x: v.min.x}
	}
}
