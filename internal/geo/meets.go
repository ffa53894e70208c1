package geo

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Meets tells whether a geometry shares a point with the box west, south, east, north, edges included. A box whose
// west is greater than its east goes across the antimeridian. Nil, which is nowhere known, meets every box. Lines are
// straight in lon and lat.
func Meets(g orb.Geometry, box [4]float64) bool {
	west, south, east, north := box[0], box[1], box[2], box[3]
	if west > east {
		return Meets(g, [4]float64{west, south, 180, north}) || Meets(g, [4]float64{-180, south, east, north})
	}
	b := orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
	switch g := g.(type) {
	case nil:
		return true
	case orb.Point:
		return b.Contains(g)
	case orb.MultiPoint:
		for _, p := range g {
			if b.Contains(p) {
				return true
			}
		}
	case orb.LineString:
		return lineMeets(g, b)
	case orb.MultiLineString:
		for _, l := range g {
			if lineMeets(l, b) {
				return true
			}
		}
	case orb.Ring:
		return polygonMeets(orb.Polygon{g}, b)
	case orb.Polygon:
		return polygonMeets(g, b)
	case orb.MultiPolygon:
		for _, p := range g {
			if polygonMeets(p, b) {
				return true
			}
		}
	case orb.Bound:
		return g.Intersects(b)
	case orb.Collection:
		for _, part := range g {
			if Meets(part, box) {
				return true
			}
		}
	}
	return false
}

// polygonMeets: if no ring meets the box, all of the box lies on one side of each, and one corner speaks for it.
func polygonMeets(p orb.Polygon, b orb.Bound) bool {
	if len(p) == 0 || !orb.LineString(p[0]).Bound().Intersects(b) {
		return false
	}
	for _, ring := range p {
		if lineMeets(orb.LineString(ring), b) {
			return true
		}
	}
	return planar.PolygonContains(p, b.Min)
}

func lineMeets(line orb.LineString, b orb.Bound) bool {
	for i, p := range line {
		if b.Contains(p) || i > 0 && segmentMeets(line[i-1], p, b) {
			return true
		}
	}
	return false
}

// segmentMeets tells whether a straight way from p to q shares a point with the box: it does not if all of it lies
// beyond one side, or if all corners lie on one side of it.
func segmentMeets(p, q orb.Point, b orb.Bound) bool {
	for i := range p {
		if max(p[i], q[i]) < b.Min[i] || min(p[i], q[i]) > b.Max[i] {
			return false
		}
	}
	left, right := false, false
	for _, corner := range [4]orb.Point{b.Min, {b.Max[0], b.Min[1]}, b.Max, {b.Min[0], b.Max[1]}} {
		side := (q[0]-p[0])*(corner[1]-p[1]) - (q[1]-p[1])*(corner[0]-p[0])
		left, right = left || side >= 0, right || side <= 0
	}
	return left && right
}
