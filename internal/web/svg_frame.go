package web

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"
)

// frame is the part of the plane that a picture shows.
type frame struct {
	west, north float64
	scale       float64   // units of the picture for one of the plane
	around      orb.Bound // a little more than is seen, so that no cut edge is
}

// framing shows all of the bound, which may be empty, as far as the base map goes. Features that lie close together are
// shown large.
func framing(b orb.Bound) (frame, bool) {
	b.Min, b.Max = orb.Point{max(b.Min[0], theatre.Min[0]), max(b.Min[1], theatre.Min[1])}, orb.Point{min(b.Max[0], theatre.Max[0]), min(b.Max[1], theatre.Max[1])}
	whole := b.IsEmpty() || b.Right()-b.Left() > wide
	if whole {
		if b.IsEmpty() {
			b = wholeOfUkraine
		} else {
			b = b.Union(wholeOfUkraine)
		}
	}
	const shape = float64(fullHeight) / pictureWidth
	width := b.Right() - b.Left()
	height := b.Top() - b.Bottom()
	if !whole { // some air around them
		width, height = math.Max(width*1.25, closeUp), height*1.25
	}
	width = math.Max(width, height/shape)
	middle := b.Center()
	if within := theatreLand; width < within[1]-within[0] { // no further than there is land drawn
		middle[0] = max(within[0]+width/2, min(within[1]-width/2, middle[0]))
	}
	f := frame{west: middle[0] - width/2, north: middle[1] + width*shape/2, scale: pictureWidth / width}
	f.around = orb.Bound{
		Min: orb.Point{f.west, f.north - width*shape}, Max: orb.Point{f.west + width, f.north},
	}.Pad(width / 20)
	return f, !whole
}

// at is where a position of the plane is in the picture.
func (f frame) at(p orb.Point) (x, y int) {
	return int(math.Round((p[0] - f.west) * f.scale)), int(math.Round((f.north - p[1]) * f.scale))
}

// appendLine appends the path of a line, simplified by so many units. A closed one that comes to nothing is left out.
func (f frame) appendLine(b []byte, line orb.LineString, closed bool, units float64) []byte {
	line = simplify.DouglasPeucker(units / f.scale).LineString(thinned(line, units/f.scale/2))
	began, steps := len(b), 0
	var x, y int
	for i, p := range line {
		nx, ny := f.at(p)
		switch {
		case i == 0:
			b = strconv.AppendInt(append(b, 'M'), int64(nx), 10)
			b = appendUnits(b, ny)
			b = append(b, 'l')
		case nx == x && ny == y || closed && i == len(line)-1:
			continue
		default:
			if steps > 0 {
				b = appendUnits(b, nx-x)
			} else {
				b = strconv.AppendInt(b, int64(nx-x), 10)
			}
			b = appendUnits(b, ny-y)
			steps++
		}
		x, y = nx, ny
	}
	switch {
	case steps == 0, closed && steps < 2:
		return b[:began]
	case closed:
		return append(b, 'z')
	}
	return b
}

// appendUnits appends a number with what parts it from the one before it.
func appendUnits(b []byte, n int) []byte {
	if n >= 0 {
		b = append(b, ' ')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// thinned leaves out points that lie closer than that to the one before, which is quick and leaves less to be
// simplified.
func thinned(line orb.LineString, distance float64) orb.LineString {
	if len(line) < 3 {
		return line
	}
	out := orb.LineString{line[0]}
	last := line[0]
	for _, p := range line[1 : len(line)-1] {
		if math.Abs(p[0]-last[0]) > distance || math.Abs(p[1]-last[1]) > distance {
			out, last = append(out, p), p
		}
	}
	return append(out, line[len(line)-1])
}

// path is the path of areas or lines of the plane.
func (f frame) path(g orb.Geometry, units float64) string {
	var b []byte
	switch g := g.(type) {
	case orb.MultiPolygon:
		for _, polygon := range g {
			for _, ring := range polygon {
				if box := ring.Bound(); !box.Intersects(f.around) || math.Max(box.Right()-box.Left(), box.Top()-box.Bottom())*f.scale < units {
					continue
				}
				if !contains(f.around, ring.Bound()) {
					ring = clip.Ring(f.around, ring.Clone())
				}
				b = f.appendLine(b, orb.LineString(ring), true, units)
			}
		}
	case orb.MultiLineString:
		for _, line := range g {
			for _, part := range clip.LineString(f.around, line) {
				b = f.appendLine(b, part, false, units)
			}
		}
	}
	return string(b)
}

func contains(b, o orb.Bound) bool { return b.Contains(o.Min) && b.Contains(o.Max) }
