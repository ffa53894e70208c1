package territory

import (
	"math"

	"github.com/paulmach/orb"
)

// WGS 84.
const (
	semiMajor  = 6378137.0
	flattening = 1 / 298.257223563
	e2         = flattening * (2 - flattening)
	meanRadius = 6371008.8
	radian     = math.Pi / 180
)

var eccentricity = math.Sqrt(e2)

// xy is a position in the plane of Mercator's projection of the ellipsoid, in radians. The projection is
// conformal: around any point, what is nearest in the plane is nearest on the ground.
type xy struct{ x, y float64 }

func (p xy) sub(q xy) xy               { return xy{p.x - q.x, p.y - q.y} }
func (p xy) dot(q xy) float64          { return p.x*q.x + p.y*q.y }
func (p xy) cross(q xy) float64        { return p.x*q.y - p.y*q.x }
func (p xy) toward(q xy, t float64) xy { return xy{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)} }

// project follows Snyder, Map Projections: A Working Manual (1987), equation 7-7.
func project(p orb.Point) xy {
	return xy{p[0] * radian, isometric(p[1] * radian)}
}

func isometric(lat float64) float64 {
	s := math.Sin(lat)
	return math.Atanh(s) - eccentricity*math.Atanh(eccentricity*s)
}

// unproject is the inverse of project, by Snyder's series 3-5 in the form of 3-34; the first term left
// out is worth a hundredth of a millimetre.
func unproject(p xy) orb.Point {
	const (
		e4 = e2 * e2
		e6 = e4 * e2
		e8 = e4 * e4
		a  = e2/2 + 5*e4/24 + e6/12 + 13*e8/360
		b  = 7*e4/48 + 29*e6/240 + 811*e8/11520
		c  = 7*e6/120 + 81*e8/1120
		d  = 4279 * e8 / 161280
	)
	conformal := math.Atan(math.Sinh(p.y))
	sin, cos := math.Sincos(2 * conformal)
	lat := conformal + sin*(a-c+cos*(2*b-4*d+cos*(4*c+cos*8*d)))
	return orb.Point{p.x / radian, lat / radian}
}

// circle is a circle in the plane.
type circle struct {
	centre xy
	r      float64
}

func (c circle) holds(p xy) bool {
	d := p.sub(c.centre)
	return d.dot(d) < c.r*c.r
}

// circleAround is the circle on the ground, in the plane: the projection makes of it another circle, shifted
// towards the pole, true to the third order of its radius (centimetres at 15 km).
func circleAround(p orb.Point, metres float64) circle {
	lat := p[1] * radian
	s := math.Sin(lat)
	angle := metres * math.Pow(1-e2*s*s, 1.5) / (semiMajor * (1 - e2))
	south, north := isometric(lat-angle), isometric(lat+angle)
	return circle{xy{p[0] * radian, (south + north) / 2}, (north - south) / 2}
}

// metres is the distance of two positions on the ground: the straight line between them bent to the
// curve of the Earth, right to 1e-5 at 1000 km.
func metres(p, q orb.Point) float64 {
	var sum float64
	a, b := geocentric(p), geocentric(q)
	for i := range a {
		sum += (a[i] - b[i]) * (a[i] - b[i])
	}
	return 2 * meanRadius * math.Asin(min(1, math.Sqrt(sum)/(2*meanRadius)))
}

func geocentric(p orb.Point) [3]float64 {
	sinLat, cosLat := math.Sincos(p[1] * radian)
	sinLon, cosLon := math.Sincos(p[0] * radian)
	n := semiMajor / math.Sqrt(1-e2*sinLat*sinLat)
	return [3]float64{n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e2) * sinLat}
}
