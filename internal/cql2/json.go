package cql2

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// decoder turns CQL2 JSON into nodes. After the first error everything ends, harmlessly.
type decoder struct {
	source string
	tokens *json.Decoder
	err    *Error
}

// value is a JSON value and where it begins. Its data is nil, a bool, a json.Number, a string, []value or
// map[string]value.
type value struct {
	at   int
	data any
}

// maxNesting is how deep values lie in each other: two deep for each level of a filter, and the coordinates of a
// geometry.
const maxNesting = 2*maxDepth + 8

func parseJSON(s string) (*node, *Error) {
	if err := json.Unmarshal([]byte(s), new(json.RawMessage)); err != nil {
		at, bad := len(s), (*json.SyntaxError)(nil)
		if errors.As(err, &bad) {
			at = max(0, int(bad.Offset)-1)
		}
		for at > 0 && at < len(s) && s[at]&0xC0 == 0x80 {
			at-- // to the beginning of the character
		}
		return nil, failf(s, at, `the filter is not JSON (%v); want an object with "op" and "args"`, err)
	}
	d := &decoder{source: s, tokens: json.NewDecoder(strings.NewReader(s))}
	d.tokens.UseNumber()
	n := d.node(d.value(0))
	return n, d.err
}

func (d *decoder) fail(at int, format string, args ...any) {
	if d.err == nil {
		d.err = failf(d.source, at, format, args...)
	}
}

// value reads the next value. That the source is JSON is known.
func (d *decoder) value(depth int) value {
	at := int(d.tokens.InputOffset())
	at += len(d.source[at:]) - len(strings.TrimLeft(d.source[at:], " \t\r\n:,"))
	token, err := d.tokens.Token()
	if depth > maxNesting {
		d.fail(at, "values are nested deeper than %d; want fewer", maxNesting)
	}
	if err != nil || d.err != nil {
		return value{at: at}
	}
	v := value{at, token}
	switch token {
	case json.Delim('['):
		list := []value{}
		for d.tokens.More() && d.err == nil {
			list = append(list, d.value(depth+1))
		}
		v.data = list
		d.tokens.Token()
	case json.Delim('{'):
		object := map[string]value{}
		for d.tokens.More() && d.err == nil {
			key := d.value(depth + 1)
			name, _ := key.data.(string)
			if _, twice := object[name]; twice {
				d.fail(key.at, "the member %s is there twice; want it once", brief(name))
			}
			object[name] = d.value(depth + 1)
		}
		v.data = object
		d.tokens.Token()
	}
	return v
}

// node reads what an argument may be, except a list.
func (d *decoder) node(v value) *node {
	n := &node{at: v.at}
	switch data := v.data.(type) {
	case bool:
		n.op, n.truthy = opBoolean, data
	case string:
		n.op, n.name = opText, data
	case json.Number:
		n.op, n.number = opNumber, d.number(v)
	case map[string]value:
		d.object(n, data)
	case []value:
		d.fail(v.at, "a list stands where a property, a value or an operator may; want a list only as the second argument of in")
	case nil:
		d.fail(v.at, "null is no value to compare with; want the operator isNull")
	}
	return n
}

func (d *decoder) object(n *node, members map[string]value) {
	for _, leaf := range []string{opProperty, opDate, opTimestamp} {
		if v, ok := members[leaf]; ok {
			n.op, n.name = leaf, d.text(v, leaf)
			return
		}
	}
	if v, ok := members[opInterval]; ok {
		n.op = opInterval
		for _, end := range d.list(v, opInterval) {
			n.args = append(n.args, d.node(end))
		}
		return
	}
	if v, ok := members["op"]; ok {
		d.operator(n, v, members["args"])
		return
	}
	if v, ok := members["type"]; ok {
		n.op, n.shape = opGeometry, &shape{geometry: d.geometry(v, members)}
		return
	}
	if v, ok := members[opBox]; ok {
		n.op, n.numbers = opBox, all(d, v, opBox, d.number)
		return
	}
	d.fail(n.at, `the object has none of the members "op", "property", "date", "timestamp", "interval", "bbox" and "type"; want one of them`)
}

func (d *decoder) operator(n *node, op, args value) {
	n.op = strings.ToLower(d.text(op, "op"))
	if count, _ := arity(n.op); count == 0 {
		d.fail(op.at, "there is no operator %s; there are and, or, not, %s, like, between, in, isNull, %s, %s",
			brief(n.op), strings.Join(comparisons, ", "), strings.Join(arithmetics, ", "), strings.Join(functions, ", "))
		return
	}
	if args.data == nil {
		d.fail(n.at, `the operator %s has no arguments; want the member "args" with a list`, n.op)
	}
	list := d.list(args, "args")
	if n.op == "in" && len(list) == 2 {
		list = append(list[:1:1], d.list(list[1], "the second argument of in")...)
	} else if n.op == "in" {
		d.fail(n.at, "in has %s; want 2, a value and a list of values", plural(len(list), "argument"))
	}
	for _, a := range list {
		n.args = append(n.args, d.node(a))
	}
	if n.op == "and" || n.op == "or" {
		*n = *join(n.op, n.at, n.args)
	}
}

func (d *decoder) text(v value, what string) string {
	s, ok := v.data.(string)
	if !ok {
		d.fail(v.at, "%s is not text; want text in double quotes", what)
	}
	return s
}

func (d *decoder) list(v value, what string) []value {
	list, ok := v.data.([]value)
	if !ok {
		d.fail(v.at, "%s is no list; want a list in square brackets", what)
	}
	return list
}

func (d *decoder) number(v value) float64 {
	s, ok := v.data.(json.Number)
	if !ok {
		d.fail(v.at, "a number is wanted here; want it without quotes")
		return 0
	}
	f, err := strconv.ParseFloat(s.String(), 64)
	if err != nil || math.IsInf(f, 0) {
		d.fail(v.at, "the number %s is too large; want one that a float64 holds", brief(s.String()))
	}
	return f
}

// all reads every value of a list, which is not empty.
func all[T any](d *decoder, v value, what string, read func(value) T) []T {
	var out []T
	list := d.list(v, what)
	if len(list) == 0 {
		d.fail(v.at, "%s is empty; want something in it", what)
	}
	for _, e := range list {
		out = append(out, read(e))
	}
	return out
}

// geometry reads a geometry of GeoJSON.
func (d *decoder) geometry(kind value, members map[string]value) orb.Geometry {
	name, inside := d.text(kind, "type"), "coordinates"
	if name == "GeometryCollection" {
		inside = "geometries"
	}
	if _, ok := members[inside]; !ok && slices.Contains(geometryNames, name) {
		d.fail(kind.at, `the %s has no %s; want the member "%[2]s" with a list`, name, inside)
	}
	if name == "GeometryCollection" {
		return orb.Collection(all(d, members["geometries"], "geometries", func(v value) orb.Geometry {
			inner, _ := v.data.(map[string]value)
			if d.text(inner["type"], "type") == name {
				d.fail(v.at, "a GeometryCollection lies in another; want only other geometries in it")
				return nil
			}
			return d.geometry(inner["type"], inner)
		}))
	}
	v := members["coordinates"]
	switch name {
	case "Point":
		return d.position(v)
	case "MultiPoint":
		return orb.MultiPoint(d.line(v))
	case "LineString":
		return orb.LineString(d.line(v))
	case "MultiLineString":
		return orb.MultiLineString(all(d, v, "coordinates", func(v value) orb.LineString { return d.line(v) }))
	case "Polygon":
		return d.polygon(v)
	case "MultiPolygon":
		return orb.MultiPolygon(all(d, v, "coordinates", d.polygon))
	}
	d.fail(kind.at, "there is no geometry of the type %s; want one of %s", brief(name), strings.Join(geometryNames, ", "))
	return nil
}

// geometryNames are the types of GeoJSON.
var geometryNames = []string{"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"}

func (d *decoder) polygon(v value) orb.Polygon {
	return all(d, v, "coordinates", func(v value) orb.Ring { return d.line(v) })
}

func (d *decoder) line(v value) []orb.Point { return all(d, v, "coordinates", d.position) }

// position reads x, y and a height, which nothing uses.
func (d *decoder) position(v value) orb.Point {
	numbers := all(d, v, "a position", d.number)
	if !slices.Contains([]int{2, 3}, len(numbers)) {
		d.fail(v.at, "a position has %s; want 2, or 3 with a height", plural(len(numbers), "coordinate"))
		return orb.Point{}
	}
	return orb.Point(numbers[:2])
}
