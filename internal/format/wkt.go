package format

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// decimals is the part of a degree that positions are rounded to, as in geo.Feature.AppendJSON: 6 decimals, about 0.1 m, and 7
// for the corners of areas and borders, which are on a grid of 1e-7 degree and must stay there to fit their neighbours.
func decimals(g orb.Geometry) float64 {
	switch g.(type) {
	case orb.MultiPolygon, orb.MultiLineString:
		return 1e7
	}
	return 1e6
}

// rounded is the geometry with the positions that every format has; nil for nil.
func rounded(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case nil:
		return nil
	case orb.Point:
		return orb.Point{round(g[0], 1e6), round(g[1], 1e6)}
	case orb.Ring:
		return rounded(orb.Polygon{g})
	case orb.Bound:
		return rounded(g.ToPolygon())
	}
	return orb.Round(orb.Clone(g), int(decimals(g)))
}

func round(v, parts float64) float64 { return math.Round(v*parts) / parts }

// appendWKT appends a geometry as well-known text (OGC 06-103r4, 7), rounded as in every format.
func appendWKT(b []byte, g orb.Geometry) []byte {
	parts := decimals(g)
	switch g := g.(type) {
	case orb.Point:
		return append(appendPair(append(b, "POINT ("...), g, parts), ')')
	case orb.MultiPoint:
		return appendList(append(b, "MULTIPOINT "...), g, func(b []byte, p orb.Point) []byte {
			return append(appendPair(append(b, '('), p, parts), ')')
		})
	case orb.LineString:
		return appendPairs(append(b, "LINESTRING "...), g, parts)
	case orb.MultiLineString:
		return appendLines(append(b, "MULTILINESTRING "...), g, parts)
	case orb.Polygon:
		return appendLines(append(b, "POLYGON "...), g, parts)
	case orb.MultiPolygon:
		return appendList(append(b, "MULTIPOLYGON "...), g, func(b []byte, p orb.Polygon) []byte {
			return appendLines(b, p, parts)
		})
	case orb.Collection:
		return appendList(append(b, "GEOMETRYCOLLECTION "...), g, appendWKT)
	case orb.Ring:
		return appendWKT(b, orb.Polygon{g})
	case orb.Bound:
		return appendWKT(b, g.ToPolygon())
	}
	return b
}

func appendLines[L ~[]orb.Point](b []byte, lines []L, parts float64) []byte {
	return appendList(b, lines, func(b []byte, line L) []byte { return appendPairs(b, line, parts) })
}

func appendPairs(b []byte, points []orb.Point, parts float64) []byte {
	return appendList(b, points, func(b []byte, p orb.Point) []byte { return appendPair(b, p, parts) })
}

func appendList[T any](b []byte, list []T, item func([]byte, T) []byte) []byte {
	if len(list) == 0 {
		return append(b, "EMPTY"...)
	}
	for i, v := range list {
		b = item(append(b, "(,"[min(i, 1)]), v)
	}
	return append(b, ')')
}

func appendPair(b []byte, p orb.Point, parts float64) []byte {
	b = strconv.AppendFloat(b, round(p[0], parts), 'f', -1, 64)
	return strconv.AppendFloat(append(b, ' '), round(p[1], parts), 'f', -1, 64)
}
