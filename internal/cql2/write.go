package cql2

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// The levels of operators, loosest first: what is looser than its place allows stands in brackets.
const (
	orLevel = iota + 1
	andLevel
	notLevel
	comparisonLevel
	sumLevel
	productLevel
	powerLevel
	tightest
)

// infix are the operators of the form NOT x IS NULL that may take their NOT into themselves.
var infix = map[string]string{"isnull": " IS NULL", "like": " LIKE ", "between": " BETWEEN ", "in": " IN "}

func (n *node) level() int {
	switch {
	case n.op == "or":
		return orLevel
	case n.op == "and":
		return andLevel
	case n.op == "not" && infix[n.args[0].op] == "":
		return notLevel
	case n.op == "not", infix[n.op] != "", slices.Contains(comparisons, n.op):
		return comparisonLevel
	case n.op == "+", n.op == "-":
		return sumLevel
	case n.op == "^":
		return powerLevel
	case slices.Contains(arithmetics, n.op):
		return productLevel
	}
	return tightest
}

// append writes the node as CQL2 text, in brackets if it is looser than that level.
func (n *node) append(b []byte, level int) []byte {
	if n.level() < level {
		return append(n.append(append(b, '('), 0), ')')
	}
	switch {
	case n.op == "and":
		return n.joined(b, " AND ", notLevel)
	case n.op == "or":
		return n.joined(b, " OR ", andLevel)
	case n.op == "not" && n.level() == comparisonLevel:
		return n.args[0].infix(b, true)
	case n.op == "not":
		return n.args[0].append(append(b, "NOT "...), comparisonLevel)
	case infix[n.op] != "":
		return n.infix(b, false)
	case slices.Contains(comparisons, n.op):
		return n.joined(b, " "+n.op+" ", sumLevel)
	case n.op == "^":
		return n.joined(b, " ^ ", tightest)
	case n.level() != tightest:
		b = n.args[0].append(b, n.level())
		b = append(b, ' ')
		b = append(append(b, strings.ToUpper(n.op)...), ' ')
		return n.args[1].append(b, n.level()+1)
	case n.op == opInterval:
		return appendList(append(b, "INTERVAL"...), n.args, func(b []byte, end *node) []byte { return end.appendEnd(b) })
	case n.args != nil:
		b = append(append(b, strings.ToUpper(n.op)...), '(')
		return append(n.joined(b, ", ", 0), ')')
	}
	return n.leaf(b)
}

func (n *node) joined(b []byte, separator string, level int) []byte {
	for i, a := range n.args {
		if i > 0 {
			b = append(b, separator...)
		}
		b = a.append(b, level)
	}
	return b
}

func (n *node) infix(b []byte, not bool) []byte {
	b = n.args[0].append(b, sumLevel)
	word := infix[n.op]
	switch {
	case not && n.op == "isnull":
		word = " IS NOT NULL"
	case not:
		word = " NOT" + word
	}
	b = append(b, word...)
	switch n.op {
	case "like":
		b = n.args[1].append(b, sumLevel)
	case "between":
		b = append(n.args[1].append(b, sumLevel), " AND "...)
		b = n.args[2].append(b, sumLevel)
	case "in":
		items := node{args: n.args[1:]}
		b = append(items.joined(append(b, '('), ", ", 0), ')')
	}
	return b
}

func (n *node) leaf(b []byte) []byte {
	switch n.op {
	case opProperty:
		return appendName(b, n.name)
	case opText:
		return appendText(b, n.name)
	case opNumber:
		return appendNumber(b, n.number)
	case opBoolean:
		return append(b, strings.ToUpper(strconv.FormatBool(n.truthy))...)
	case opDate, opTimestamp:
		b = append(append(b, strings.ToUpper(n.op)...), '(')
		return append(n.appendInstant(b), ')')
	case opBox:
		b = append(b, "BBOX("...)
		for i, v := range n.box {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendNumber(b, v)
		}
		return append(b, ')')
	}
	return appendGeometry(b, n.geometry)
}

// appendEnd writes an end of an interval.
func (n *node) appendEnd(b []byte) []byte {
	switch n.op {
	case opOpen:
		return append(b, "'..'"...)
	case opDate, opTimestamp:
		return n.appendInstant(b)
	}
	return n.append(b, 0)
}

// appendInstant writes a date or timestamp without what it is called.
func (n *node) appendInstant(b []byte) []byte {
	layout := "'2006-01-02T15:04:05.999999Z'"
	if n.op == opDate {
		layout = "'2006-01-02'"
	}
	return time.UnixMicro(n.instant).UTC().AppendFormat(b, layout)
}

// appendName writes a property, in double quotes if it could be taken for something else.
func appendName(b []byte, name string) []byte {
	t, err := lex(name, 0)
	word := strings.ToLower(name)
	plain := err == nil && t.kind == nameToken && t.next == len(name) && !isGeometry(word) &&
		!slices.Contains(reserved, word) && !slices.Contains(functions, word) &&
		!slices.Contains([]string{opDate, opTimestamp, opInterval, opBox}, word)
	if plain {
		return append(b, name...)
	}
	return append(append(append(b, '"'), name...), '"')
}

func appendText(b []byte, s string) []byte {
	return append(append(append(b, '\''), textEscapes.Replace(s)...), '\'')
}

var textEscapes = strings.NewReplacer(`'`, `''`, `\`, `\\`)

func appendNumber(b []byte, v float64) []byte {
	if m := math.Abs(v); m != 0 && (m < 1e-6 || m >= 1e21) {
		return strconv.AppendFloat(b, v, 'E', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

// appendGeometry writes a geometry as WKT.
func appendGeometry(b []byte, g orb.Geometry) []byte {
	if g == nil {
		return b
	}
	b = append(b, strings.ToUpper(g.GeoJSONType())...)
	switch g := g.(type) {
	case orb.Point:
		return appendList(b, []orb.Point{g}, appendPosition)
	case orb.MultiPoint:
		return appendList(b, g, func(b []byte, p orb.Point) []byte { return appendList(b, []orb.Point{p}, appendPosition) })
	case orb.LineString:
		return appendLine(b, g)
	case orb.MultiLineString:
		return appendList(b, g, appendLine)
	case orb.Polygon:
		return appendPolygon(b, g)
	case orb.MultiPolygon:
		return appendList(b, g, appendPolygon)
	case orb.Collection:
		return appendList(b, g, appendGeometry)
	}
	return b
}

func appendPolygon(b []byte, p orb.Polygon) []byte { return appendList(b, p, appendLine[orb.Ring]) }

func appendLine[T ~[]orb.Point](b []byte, l T) []byte { return appendList(b, l, appendPosition) }

func appendPosition(b []byte, p orb.Point) []byte {
	return appendNumber(append(appendNumber(b, p[0]), ' '), p[1])
}

func appendList[T any](b []byte, list []T, write func([]byte, T) []byte) []byte {
	b = append(b, '(')
	for i, v := range list {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = write(b, v)
	}
	return append(b, ')')
}
