package cql2

import (
	"retaken/internal/geo"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// spatial compiles a spatial function.
func (n *node) spatial() predicate {
	op, a, b := n.op, n.args[0], n.args[1]
	switch {
	case a.op == opProperty && b.op == opProperty:
		return withGeometry(func(g orb.Geometry) answer {
			s := &shape{geometry: g, bound: g.Bound(), exact: exact(g)}
			return s.relatesTo(op, g)
		})
	case a.op == opProperty:
		return withGeometry(func(g orb.Geometry) answer { return b.shape.relatesTo(op, g) })
	case b.op == opProperty:
		op = converse(op)
		return withGeometry(func(g orb.Geometry) answer { return a.shape.relatesTo(op, g) })
	}
	constant := b.shape.relatesTo(op, a.geometry)
	return func(Row) answer { return constant }
}

// withGeometry asks about the geometry of a feature; about none, everything is unknown.
func withGeometry(ask func(orb.Geometry) answer) predicate {
	return func(r Row) answer {
		g := r.Geometry()
		if g == nil {
			return unknown
		}
		return ask(g)
	}
}

// converse is the function for the arguments in the other order.
func converse(op string) string {
	switch op {
	case "s_contains":
		return "s_within"
	case "s_within":
		return "s_contains"
	}
	return op
}

// relatesTo tells whether g, the first argument, relates to the shape, the second. Points, which nearly all
// features are, are compared by hand.
func (s *shape) relatesTo(op string, g orb.Geometry) answer {
	if op == "s_intersects" && s.box != nil {
		return answerOf(geo.Meets(g, *s.box))
	}
	if p, ok := g.(orb.Point); ok && !isCollection(s.geometry) {
		if !s.bound.Contains(p) {
			return answerOf(op == "s_disjoint")
		}
		return answerOf(pointRelates(op, p, s.geometry))
	}
	if p, ok := s.geometry.(orb.Point); ok && !isCollection(g) {
		return answerOf(pointRelates(converse(op), p, g))
	}
	if !g.Bound().Intersects(s.bound) {
		return answerOf(op == "s_disjoint")
	}
	return relate(op, exact(g), s.exact)
}

func isCollection(g orb.Geometry) bool {
	_, is := g.(orb.Collection)
	return is
}

// relate leaves the comparison to simplefeatures.
func relate(op string, a, b geom.Geometry) answer {
	var holds bool
	var err error
	switch op {
	case "s_intersects":
		holds = geom.Intersects(a, b)
	case "s_disjoint":
		holds = !geom.Intersects(a, b)
	case "s_equals":
		holds, err = geom.Equals(a, b)
	case "s_contains":
		holds, err = geom.Contains(a, b)
	case "s_within":
		holds, err = geom.Within(a, b)
	case "s_touches":
		holds, err = geom.Touches(a, b)
	case "s_crosses":
		holds, err = geom.Crosses(a, b)
	case "s_overlaps":
		holds, err = geom.Overlaps(a, b)
	}
	if err != nil {
		return unknown
	}
	return answerOf(holds)
}

// pointRelates tells whether the point relates to the geometry. A point neither crosses nor overlaps anything, for
// no part of it can lie elsewhere than the rest.
func pointRelates(op string, p orb.Point, g orb.Geometry) bool {
	switch op {
	case "s_equals", "s_contains":
		return isAll(p, g)
	case "s_crosses", "s_overlaps":
		return false
	}
	at := locate(p, g)
	switch op {
	case "s_disjoint":
		return at == outside
	case "s_within":
		return at == inside
	case "s_touches":
		return at == onEdge
	}
	return at != outside
}

// isAll tells whether the point is all that there is of a geometry.
func isAll(p orb.Point, g orb.Geometry) bool {
	switch g := g.(type) {
	case orb.Point:
		return g == p
	case orb.MultiPoint:
		for _, q := range g {
			if q != p {
				return false
			}
		}
		return len(g) > 0
	}
	return false
}

// place is where a point lies to a geometry, as the dimensionally extended nine-intersection model has it.
type place int

const (
	outside place = iota
	onEdge        // its boundary
	inside        // its interior
)

func locate(p orb.Point, g orb.Geometry) place {
	switch g := g.(type) {
	case orb.Point:
		return insideIf(g == p)
	case orb.MultiPoint:
		for _, q := range g {
			if q == p {
				return inside
			}
		}
	case orb.LineString:
		return locateOnLines(p, g)
	case orb.MultiLineString:
		return locateOnLines(p, g...)
	case orb.Ring:
		return locateInRing(p, g)
	case orb.Polygon:
		return locateInPolygon(p, g)
	case orb.MultiPolygon:
		best := outside
		for _, polygon := range g {
			best = max(best, locateInPolygon(p, polygon))
		}
		return best
	}
	return outside
}

func insideIf(is bool) place {
	if is {
		return inside
	}
	return outside
}

// locateOnLines counts the ends at the point: an odd number of them are the boundary.
func locateOnLines(p orb.Point, lines ...orb.LineString) place {
	on, ends := false, 0
	for _, line := range lines {
		for i := 1; i < len(line) && !on; i++ {
			on = onSegment(p, line[i-1], line[i])
		}
		if last := len(line) - 1; last > 0 && line[0] != line[last] && (line[0] == p || line[last] == p) {
			on, ends = true, ends+1
		}
	}
	if ends%2 == 1 {
		return onEdge
	}
	return insideIf(on)
}

func locateInPolygon(p orb.Point, polygon orb.Polygon) place {
	for i, ring := range polygon {
		at := locateInRing(p, ring)
		switch {
		case at == onEdge:
			return onEdge
		case (at == inside) == (i > 0):
			return outside // of the outer ring, or in a hole
		}
	}
	return insideIf(len(polygon) > 0)
}

// locateInRing counts how often the ray from the point to the east crosses the ring.
func locateInRing(p orb.Point, ring orb.Ring) place {
	crossings := 0
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		switch {
		case max(a[1], b[1]) < p[1], min(a[1], b[1]) > p[1], max(a[0], b[0]) < p[0]: // nowhere near the ray
		case onSegment(p, a, b):
			return onEdge
		case (a[1] > p[1]) != (b[1] > p[1]) && (turn(a, b, p) > 0) == (b[1] > a[1]):
			crossings++
		}
	}
	return insideIf(crossings%2 == 1)
}

// turn is positive when p lies to the left of the way from a to b, and zero on it.
func turn(a, b, p orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-b[1]) - (b[1]-a[1])*(p[0]-b[0])
}

func onSegment(p, a, b orb.Point) bool {
	return min(a[0], b[0]) <= p[0] && p[0] <= max(a[0], b[0]) && min(a[1], b[1]) <= p[1] && p[1] <= max(a[1], b[1]) && turn(a, b, p) == 0
}
