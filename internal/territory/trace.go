package territory

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

const (
	arcs     = 48  // sides of the polygon that stands for a circle: 0.2 % of its radius from it at most
	straight = 1.0 // metres that an edge may be away from one that is straight in the plane
)

// tracer draws cells, circles of reach and outlines as segments.
type tracer struct {
	voronoi
	circles  []circle
	segments []segment
	starts   []point // a corner of each cell, if it has any
	drawn    []bool  // whether it has
	ring     []stop
	shares   []float64
}

// stop is a point on the ring of a cell.
type stop struct {
	xy
	point
	near bool // whether the way from here to the next is within reach
}

// unit is the ground of a site that is within its reach, or beyond it.
func unit(site int32, far bool) int32 {
	if far {
		return 2*site + 1
	}
	return 2 * site
}

func gridPoint(p orb.Point) point {
	return point{int32(math.Round(p[0] * scale)), int32(math.Round(p[1] * scale))}
}

func (p point) lonLat() orb.Point {
	return orb.Point{float64(p.x) / scale, float64(p.y) / scale}
}

func snapped(p xy) point { return gridPoint(unproject(p)) }

// line draws a segment with the units on its sides.
func (t *tracer) line(a, b point, left, right int32) {
	if a != b {
		t.segments = append(t.segments, segment{a: a, b: b, left: left, right: right}.ordered())
	}
}

// cell draws the ring of a cell, and those arcs of its circle that lie in it.
func (t *tracer) cell(s int32) {
	corners := t.around(s)
	t.ring = t.ring[:0]
	for i, c := range corners {
		t.edge(s, c, corners[(i+1)%len(corners)].xy)
	}
	n := len(t.ring)
	if n == 0 {
		return
	}
	t.starts[s], t.drawn[s] = t.ring[0].point, true
	none := true
	for i, from := range t.ring {
		t.line(from.point, t.ring[(i+1)%n].point, unit(s, !from.near), unknown)
		none = none && !from.near
		if from.near || !t.ring[(i+n-1)%n].near {
			continue
		}
		// The ring leaves the circle here; the circle goes on inside the cell until the ring comes back.
		j := i
		for !t.ring[j%n].near {
			j++
		}
		t.arc(s, from, t.ring[j%n])
	}
	if none && t.frames(t.sites[s]) { // all of the circle lies in the cell
		corner := t.ring[0]
		d := corner.xy.sub(t.circles[s].centre)
		start := stop{xy: t.onCircle(s, math.Atan2(d.y, d.x))}
		start.point = snapped(start.xy)
		t.arc(s, start, start)
		t.line(start.point, corner.point, unknown, unknown) // so that the arrangement stays in one piece
	}
}

// edge adds the stops from c up to, but without, the corner to. Seen from the other side it has the same
// ones, since they are always computed in the same order.
func (t *tracer) edge(s int32, c corner, to xy) {
	p, q := c.xy, to
	back := q.x < p.x || q.x == p.x && q.y < p.y
	if back {
		p, q = q, p
	}
	t.shares = append(t.shares[:0], 0, 1)
	t.crossings(p, q, s)
	if c.beyond >= 0 {
		t.crossings(p, q, c.beyond)
	}
	d := q.sub(p)
	bulge := meanRadius * d.y * d.y / 16 * math.Abs(d.x) / math.Sqrt(d.dot(d))
	for n, i := math.Ceil(math.Sqrt(bulge/straight)), 1.0; i < n; i++ {
		t.shares = append(t.shares, i/n)
	}
	slices.Sort(t.shares)
	if back {
		slices.Reverse(t.shares)
	}
	for i, share := range t.shares[:len(t.shares)-1] {
		at := p.toward(q, share)
		if i == 0 {
			at = c.xy
		}
		t.ring = append(t.ring, stop{at, snapped(at), t.circles[s].holds(p.toward(q, (share+t.shares[i+1])/2))})
	}
}

// crossings adds the shares of the way from p to q at which it crosses the circle of a site.
func (t *tracer) crossings(p, q xy, s int32) {
	d, e, r := q.sub(p), p.sub(t.circles[s].centre), t.circles[s].r
	a, b, c := d.dot(d), d.dot(e), e.dot(e)-r*r
	root := b*b - a*c
	if root <= 0 {
		return
	}
	for _, share := range []float64{(-b - math.Sqrt(root)) / a, (-b + math.Sqrt(root)) / a} {
		if share > 0 && share < 1 {
			t.shares = append(t.shares, share)
		}
	}
}

func (t *tracer) onCircle(s int32, angle float64) xy {
	sin, cos := math.Sincos(angle)
	c := t.circles[s]
	return xy{c.centre.x + c.r*cos, c.centre.y + c.r*sin}
}

// arc draws the circle of s counter-clockwise from a to b, all of it if they are the same.
func (t *tracer) arc(s int32, a, b stop) {
	const step = 2 * math.Pi / arcs
	centre := t.circles[s].centre
	from := math.Atan2(a.xy.y-centre.y, a.xy.x-centre.x)
	to := math.Atan2(b.xy.y-centre.y, b.xy.x-centre.x)
	if to <= from {
		to += 2 * math.Pi
	}
	last := a.point
	draw := func(p point) {
		t.line(last, p, unit(s, false), unit(s, true))
		last = p
	}
	for k := math.Ceil(from/step + 0.1); k*step < to-0.1*step; k++ {
		draw(snapped(t.onCircle(s, k*step)))
	}
	draw(b.point)
}

// outline draws a ring of the country and ties it to the nearest cell, so that the arrangement stays in
// one piece.
func (t *tracer) outline(ring orb.Ring) {
	last := gridPoint(ring[len(ring)-1])
	for _, p := range ring {
		next := gridPoint(p)
		if next != last {
			t.segments = append(t.segments, segment{a: last, b: next, left: unknown, right: unknown, outline: true}.ordered())
		}
		last = next
	}
	nearest, limit := int32(-1), math.Inf(1)
	at := project(last.lonLat())
	t.near.search(at, limit, func(s int32) float64 {
		if d := t.sites[s].sub(at); t.drawn[s] && d.dot(d) < limit {
			nearest, limit = s, d.dot(d)
		}
		return limit
	})
	t.line(last, t.starts[nearest], unknown, unknown)
}
