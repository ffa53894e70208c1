package cql2

import "github.com/paulmach/orb"

// geometryTypes are the geometries in WKT, by their keyword.
var geometryTypes = map[string]func(*parser) orb.Geometry{
	"point":           func(p *parser) orb.Geometry { return bracketed(p, (*parser).position) },
	"linestring":      func(p *parser) orb.Geometry { return orb.LineString(list(p, (*parser).position)) },
	"polygon":         func(p *parser) orb.Geometry { return polygonText(p) },
	"multipoint":      func(p *parser) orb.Geometry { return orb.MultiPoint(list(p, multiPosition)) },
	"multilinestring": func(p *parser) orb.Geometry { return orb.MultiLineString(list(p, lineText[orb.LineString])) },
	"multipolygon":    func(p *parser) orb.Geometry { return orb.MultiPolygon(list(p, polygonText)) },
}

// collectionType is the keyword of what is made of the others.
const collectionType = "geometrycollection"

func isGeometry(keyword string) bool {
	return keyword == collectionType || geometryTypes[keyword] != nil
}

func polygonText(p *parser) orb.Polygon { return list(p, lineText[orb.Ring]) }

func lineText[T ~[]orb.Point](p *parser) T { return T(list(p, (*parser).position)) }

// multiPosition reads a point of a MULTIPOINT, which stands in brackets or, as older versions of WKT have it, without.
func multiPosition(p *parser) orb.Point {
	if p.tok.is("(") {
		return bracketed(p, (*parser).position)
	}
	return p.position()
}

// spatialTag tells whether a bracket opens after the next token and a Z.
func (p *parser) spatialTag() bool {
	z, err := lex(p.source, p.tok.next)
	if err != nil || !z.is("z") {
		return false
	}
	next, err := lex(p.source, z.next)
	return err == nil && next.is("(")
}

// geometry reads a geometry in WKT.
func (p *parser) geometry() *node {
	n := &node{op: opGeometry, at: p.tok.at, shape: &shape{}}
	if p.tok.is(collectionType) {
		p.advance()
		p.accept("z")
		n.shape.geometry = orb.Collection(list(p, (*parser).simpleGeometry))
	} else {
		n.shape.geometry = p.simpleGeometry()
	}
	return n
}

func (p *parser) simpleGeometry() orb.Geometry {
	read := geometryTypes[p.tok.keyword()]
	if read == nil {
		p.fail("POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING or MULTIPOLYGON")
		return nil
	}
	p.advance()
	p.accept("z")
	return read(p)
}

// position reads x, y and a height, which nothing uses.
func (p *parser) position() orb.Point {
	at := orb.Point{p.coordinate(), p.coordinate()}
	if p.tok.kind == numberToken || p.tok.is("-") || p.tok.is("+") {
		p.coordinate()
	}
	return at
}

func (p *parser) coordinate() float64 {
	sign := p.accept("-", "+")
	if p.tok.kind != numberToken {
		p.fail("a coordinate")
		return 0
	}
	v := p.number(p.tok)
	p.advance()
	if sign == "-" {
		v = -v
	}
	return v
}

// coordinates reads the numbers of a box.
func (p *parser) coordinates() []float64 { return list(p, (*parser).coordinate) }

func bracketed[T any](p *parser, read func(*parser) T) T {
	p.expect("(")
	v := read(p)
	p.expect(")")
	return v
}

// list reads things in brackets, separated by commas.
func list[T any](p *parser, read func(*parser) T) []T {
	return bracketed(p, func(p *parser) []T {
		all := []T{read(p)}
		for p.accept(",") != "" {
			all = append(all, read(p))
		}
		return all
	})
}
