package cql2

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// shape is a literal geometry, ready to be compared with others.
type shape struct {
	geometry orb.Geometry // in CRS84
	bound    orb.Bound
	exact    geom.Geometry
	box      *[4]float64 // west, south, east, north, of a box
}

// convert takes a geometry to CRS84 and makes sure that it is one.
func (r Reader) convert(s *shape) error {
	var err error
	s.geometry, err = r.geometry(s.geometry)
	if err != nil {
		return err
	}
	return s.prepare()
}

func (s *shape) prepare() error {
	s.bound = s.geometry.Bound()
	s.exact = exact(s.geometry)
	if err := s.exact.Validate(); err != nil {
		return fmt.Errorf("the geometry is not valid: %w; want rings that close and do not cross, and lines with two different points", err)
	}
	return nil
}

// box makes the shape of a box of four numbers, or six with heights, which nothing uses.
func (r Reader) box(numbers []float64) (*shape, error) {
	switch len(numbers) {
	case 4:
	case 6:
		numbers = slices.Concat(numbers[:2], numbers[3:5])
	default:
		return nil, fmt.Errorf("a box has %s; want 4 (west, south, east, north), or 6 with heights", plural(len(numbers), "number"))
	}
	low, err := r.point(orb.Point{numbers[0], numbers[1]})
	if err != nil {
		return nil, err
	}
	high, err := r.point(orb.Point{numbers[2], numbers[3]})
	if err != nil {
		return nil, err
	}
	if low[1] > high[1] {
		return nil, fmt.Errorf("the box has its south, %v, above its north, %v; want the south first", low[1], high[1])
	}
	s := &shape{box: &[4]float64{low[0], low[1], high[0], high[1]}, geometry: area(low, high)}
	if low[0] > high[0] {
		west, east := area(low, orb.Point{180, high[1]}), area(orb.Point{-180, low[1]}, high)
		s.geometry = orb.Collection{west, east}
		w, wide := west.(orb.Polygon)
		if e, ok := east.(orb.Polygon); ok && wide {
			s.geometry = orb.MultiPolygon{w, e}
		}
	}
	return s, s.prepare()
}

// area is a box as a geometry: a polygon, or a line or point if it has no area.
func area(low, high orb.Point) orb.Geometry {
	switch {
	case low == high:
		return low
	case low[0] == high[0], low[1] == high[1]:
		return orb.LineString{low, high}
	}
	return orb.Bound{Min: low, Max: high}.ToPolygon()
}

// geometry takes every position to CRS84.
func (r Reader) geometry(g orb.Geometry) (orb.Geometry, error) {
	switch g := g.(type) {
	case orb.Point:
		return r.point(g)
	case orb.MultiPoint:
		return g, r.points(g)
	case orb.LineString:
		return g, r.points(g)
	case orb.MultiLineString:
		for _, l := range g {
			if err := r.points(l); err != nil {
				return nil, err
			}
		}
	case orb.Polygon:
		for _, ring := range g {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				return nil, errors.New("a ring of a polygon does not close; want at least four positions, the last the same as the first")
			}
			if err := r.points(ring); err != nil {
				return nil, err
			}
		}
	case orb.MultiPolygon:
		for _, p := range g {
			if _, err := r.geometry(p); err != nil {
				return nil, err
			}
		}
	case orb.Collection:
		for i := range g {
			var err error
			if g[i], err = r.geometry(g[i]); err != nil {
				return nil, err
			}
		}
	}
	return g, nil
}

func (r Reader) points(points []orb.Point) error {
	for i := range points {
		var err error
		if points[i], err = r.point(points[i]); err != nil {
			return err
		}
	}
	return nil
}

// point takes a position to CRS84. It forgives what rounding adds at the edge of the world.
func (r Reader) point(p orb.Point) (orb.Point, error) {
	const rounding = 1e-9
	q := p
	if r.Point != nil {
		var err error
		if q, err = r.Point(p); err != nil {
			return q, fmt.Errorf("the position %v %v is outside of the coordinate system of the filter: %w", p[0], p[1], err)
		}
	}
	for i, limit := range [2]float64{180, 90} {
		if !(q[i] >= -limit-rounding && q[i] <= limit+rounding) {
			return q, fmt.Errorf("the position %v %v is not on Earth; want a longitude from -180 to 180 and then a latitude from -90 to 90", p[0], p[1])
		}
		q[i] = min(max(q[i], -limit), limit) + 0 // no negative zero, which would be written differently
	}
	return q, nil
}

// exact is a geometry as simplefeatures has it.
func exact(g orb.Geometry) geom.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return geom.XY{X: g[0], Y: g[1]}.AsPoint().AsGeometry()
	case orb.MultiPoint:
		points := make([]geom.Point, len(g))
		for i, p := range g {
			points[i] = geom.XY{X: p[0], Y: p[1]}.AsPoint()
		}
		return geom.NewMultiPoint(points).AsGeometry()
	case orb.LineString:
		return exactLine(g).AsGeometry()
	case orb.MultiLineString:
		return geom.NewMultiLineString(exactLines(g)).AsGeometry()
	case orb.Ring:
		return exactPolygon(orb.Polygon{g}).AsGeometry()
	case orb.Polygon:
		return exactPolygon(g).AsGeometry()
	case orb.MultiPolygon:
		polygons := make([]geom.Polygon, len(g))
		for i, p := range g {
			polygons[i] = exactPolygon(p)
		}
		return geom.NewMultiPolygon(polygons).AsGeometry()
	case orb.Bound:
		return exact(area(g.Min, g.Max))
	case orb.Collection:
		parts := make([]geom.Geometry, len(g))
		for i, part := range g {
			parts[i] = exact(part)
		}
		return geom.NewGeometryCollection(parts).AsGeometry()
	}
	return geom.Geometry{}
}

func exactPolygon(p orb.Polygon) geom.Polygon { return geom.NewPolygon(exactLines(p)) }

func exactLines[T ~[]orb.Point](lines []T) []geom.LineString {
	out := make([]geom.LineString, len(lines))
	for i, l := range lines {
		out[i] = exactLine(l)
	}
	return out
}

func exactLine(points []orb.Point) geom.LineString {
	flat := make([]float64, 0, 2*len(points))
	for _, p := range points {
		flat = append(flat, p[0], p[1])
	}
	return geom.NewLineString(geom.NewSequence(flat, geom.DimXY))
}
