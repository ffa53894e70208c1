package territory

import (
	"math"

	"github.com/paulmach/orb"
)

// Area is the area in m² of polygons on the ellipsoid WGS 84 (lon, lat), whose edges are straight in lon,
// lat as RFC 7946 has them. It is exact but for rounding as long as edges are shorter than some ten
// degrees, and 0 for points and lines. Rings may be wound either way; those of a polygon after the first
// are holes.
//
// By Green's theorem it is the sum over the edges of ∫ S(lat) d lon, where S(lat) is the area between the
// equator and lat per radian of longitude: a²/2 times the q of Snyder, Map Projections: A Working Manual
// (1987), equation 3-12.
func Area(g orb.Geometry) float64 {
	var sum float64
	switch g := g.(type) {
	case orb.Ring:
		for i, p := range g {
			sum += underEdge(g[(i+len(g)-1)%len(g)], p)
		}
		return math.Abs(sum)
	case orb.Polygon:
		for i, ring := range g {
			if a := Area(ring); i == 0 {
				sum = a
			} else {
				sum -= a
			}
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			sum += Area(polygon)
		}
	case orb.Collection:
		for _, member := range g {
			sum += Area(member)
		}
	case orb.Bound:
		return Area(g.ToRing())
	}
	return sum
}

// underEdge is the area between an edge and the equator, positive to the north of it and eastwards, by
// Gauss's quadrature with three points.
func underEdge(p, q orb.Point) float64 {
	const far = 0.7745966692414834 // √(3/5)
	mid, half := (p[1]+q[1])/2*radian, (q[1]-p[1])/2*radian
	mean := (5*underLat(mid-far*half) + 8*underLat(mid) + 5*underLat(mid+far*half)) / 18
	return mean * (q[0] - p[0]) * radian
}

// underLat is the area in m² from the equator to a latitude, per radian of longitude.
func underLat(lat float64) float64 {
	s := math.Sin(lat)
	return semiMajor * semiMajor * (1 - e2) / 2 * (s/(1-e2*s*s) + math.Atanh(eccentricity*s)/eccentricity)
}
