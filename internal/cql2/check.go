package cql2

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"retaken/internal/geo"
)

// checker makes sure that a tree means something for the fields of a collection, and fills in what it means.
type checker struct {
	reader Reader
	source string
	nodes  int
}

func (c *checker) fail(n *node, format string, args ...any) *Error {
	return failf(c.source, n.at, format, args...)
}

// filter checks the whole.
func (c *checker) filter(n *node) *Error {
	if err := c.check(n, 1); err != nil {
		return err
	}
	return c.want(n, booleanKind, "the filter")
}

// want makes sure that a node is of that kind.
func (c *checker) want(n *node, k kind, whose string) *Error {
	if n.kind == k {
		return nil
	}
	wanted := k.String()
	if k == booleanKind {
		wanted = "a condition, such as a comparison,"
	}
	return c.fail(n, "%s is %s; want %s as %s", n.words(), n.kind, wanted, whose)
}

// words are a node as it is named in a sentence.
func (n *node) words() string {
	s := string(n.append(nil, 0))
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return s
}

func (c *checker) check(n *node, depth int) *Error {
	c.nodes++
	switch {
	case c.nodes > maxNodes:
		return c.fail(n, "the filter has more than %d parts; want fewer", maxNodes)
	case depth > maxDepth:
		return c.fail(n, "the filter is nested deeper than %d; want a flatter one", maxDepth)
	}
	switch n.op {
	case opProperty:
		return c.property(n)
	case opText:
		n.kind = textKind
	case opNumber:
		n.kind = numberKind
		n.number += 0 // no negative zero, which would be written differently
	case opBoolean:
		n.kind = booleanKind
	case opDate, opTimestamp:
		return c.instant(n)
	case opInterval:
		return c.interval(n, depth)
	case opBox, opGeometry:
		n.kind = geometryKind
		if problem := c.reader.place(n); problem != "" {
			return c.fail(n, "%s", problem)
		}
	default:
		return c.operator(n, depth)
	}
	return nil
}

func (c *checker) property(n *node) *Error {
	kinds := map[geo.FieldType]kind{
		geo.Text: textKind, geo.Integer: numberKind, geo.Number: numberKind, geo.Boolean: booleanKind, geo.Day: dateKind, geo.Instant: timestampKind,
	}
	var names []string
	for i, f := range c.reader.Fields {
		if f.Name == n.name {
			n.field, n.kind = i, kinds[f.Type]
			return nil
		}
		names = append(names, f.Name)
	}
	if n.name == "geometry" || n.name == "geom" {
		n.name, n.field, n.kind = "geometry", geometryField, geometryKind
		return nil
	}
	hint := ""
	if n.at < len(c.source) && c.source[n.at] == '"' {
		hint = ", and text stands in single quotes"
	}
	return c.fail(n, "there is no property %s; there are %s%s", brief(n.name), strings.Join(append(names, "geometry"), ", "), hint)
}

func (c *checker) operator(n *node, depth int) *Error {
	count, more := arity(n.op)
	if len(n.args) < count || len(n.args) > count && !more {
		want := strconv.Itoa(count)
		if more {
			want += " at least"
		}
		return c.fail(n, "%s has %s; want %s", strings.ToUpper(n.op), plural(len(n.args), "argument"), want)
	}
	for _, a := range n.args {
		if err := c.check(a, depth+1); err != nil {
			return err
		}
	}
	n.kind = booleanKind
	switch {
	case n.op == "and", n.op == "or", n.op == "not":
		return c.every(n, booleanKind)
	case slices.Contains(folds, n.op):
		n.kind = textKind
		return c.every(n, textKind)
	case slices.Contains(arithmetics, n.op):
		n.kind = numberKind
		return c.every(n, numberKind)
	case slices.Contains(spatials, n.op):
		return c.every(n, geometryKind)
	case n.op == "like":
		return c.like(n)
	case slices.Contains(temporals, n.op), slices.Contains(intervalOnly, n.op):
		return c.temporal(n)
	case n.op != "isnull":
		return c.comparison(n)
	}
	return nil
}

// plural counts things.
func plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}

func (c *checker) every(n *node, k kind) *Error {
	for _, a := range n.args {
		if err := c.want(a, k, "argument of "+strings.ToUpper(n.op)); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) like(n *node) *Error {
	if err := c.every(n, textKind); err != nil {
		return err
	}
	pattern := n.args[1]
	for slices.Contains(folds, pattern.op) {
		pattern = pattern.args[0]
	}
	if pattern.op != opText {
		return c.fail(pattern, "%s stands where the pattern of LIKE may; want text such as 'Iz%%'", pattern.words())
	}
	return nil
}

// comparison checks what compares its first argument with all others.
func (c *checker) comparison(n *node) *Error {
	first := n.args[0]
	if n.op == "between" && first.kind == booleanKind {
		return c.fail(n, "%s is %s; want a number, a date, a timestamp or text as the argument of BETWEEN", first.words(), first.kind)
	}
	for _, other := range n.args[1:] {
		if err := c.alike(n.op, first, other); err != nil {
			return err
		}
	}
	if n.op != "=" && n.op != "in" {
		return nil
	}
	for _, other := range n.args[1:] {
		if err := c.listed(first, other); err != nil {
			return err
		}
		if err := c.listed(other, first); err != nil {
			return err
		}
	}
	return nil
}

// alike makes sure that two nodes can be compared. Text beside a date or timestamp becomes one.
func (c *checker) alike(op string, a, b *node) *Error {
	for _, pair := range [][2]*node{{a, b}, {b, a}} {
		literal, other := pair[0], pair[1]
		if literal.op != opText || !other.kind.temporal() {
			continue
		}
		literal.op = instantOp(literal.name)
		if err := c.instant(literal); err != nil {
			literal.op = opText
			return c.fail(literal, "%s is %s and %s is text; want %s", other.words(), other.kind, literal.words(), examples[instantOp("")])
		}
	}
	switch {
	case a.kind == intervalKind, a.kind == geometryKind:
		return c.fail(a, "%s is %s, which %s does not compare; want a function such as %s", a.words(), a.kind, strings.ToUpper(op),
			map[kind]string{intervalKind: "T_INTERSECTS", geometryKind: "S_INTERSECTS"}[a.kind])
	case a.kind == b.kind, a.kind.temporal() && b.kind.temporal():
		return nil
	}
	return c.fail(b, "%s is %s and %s is %s; want both of one kind", a.words(), a.kind, b.words(), b.kind)
}

// listed makes sure that a property with a list of values can equal the literal.
func (c *checker) listed(property, literal *node) *Error {
	if property.op != opProperty || literal.op != opText {
		return nil
	}
	if values := c.reader.Fields[property.field].Enum; values != nil && !slices.Contains(values, literal.name) {
		return c.fail(literal, "%s is never %s; want one of %s", property.name, brief(literal.name), strings.Join(values, ", "))
	}
	return nil
}

// temporal checks a temporal function.
func (c *checker) temporal(n *node) *Error {
	name := strings.ToUpper(n.op)
	for i, a := range n.args {
		if other := n.args[1-i]; a.op == opText && (other.kind.temporal() || other.kind == intervalKind) {
			a.op = instantOp(a.name)
			if err := c.instant(a); err != nil {
				return err
			}
		}
	}
	for _, a := range n.args {
		switch {
		case a.kind.temporal() && slices.Contains(intervalOnly, n.op):
			return c.fail(a, "%s is %s, and %s is defined between intervals alone; want INTERVAL(start, end), or T_INTERSECTS", a.words(), a.kind, name)
		case !a.kind.temporal() && a.kind != intervalKind:
			return c.fail(a, "%s is %s; want a date, a timestamp or an interval as argument of %s", a.words(), a.kind, name)
		}
	}
	return nil
}

func (c *checker) interval(n *node, depth int) *Error {
	n.kind = intervalKind
	if len(n.args) != 2 {
		return c.fail(n, "INTERVAL has %s; want 2, such as %s", plural(len(n.args), "end"), examples[opInterval])
	}
	for _, end := range n.args {
		switch {
		case end.op == opText && end.name == "..":
			end.op = opOpen
			continue
		case end.op == opText:
			end.op = instantOp(end.name)
		}
		if err := c.check(end, depth+1); err != nil {
			return err
		}
		if !end.kind.temporal() {
			return c.fail(end, "%s is %s; want a date, a timestamp or '..' as an end of an interval", end.words(), end.kind)
		}
	}
	start, end := n.args[0], n.args[1]
	if start.op == opProperty || end.op == opProperty || start.op == opOpen || end.op == opOpen {
		return nil
	}
	if last := lastOf(end.instant, end.kind == dateKind); start.instant > last {
		return c.fail(n, "%s ends before it begins; want the earlier end first", n.words())
	}
	return nil
}

// instant reads what a date or timestamp says.
func (c *checker) instant(n *node) *Error {
	parse := parseDate
	n.kind = dateKind
	if n.op == opTimestamp {
		parse, n.kind = parseTimestamp, timestampKind
	}
	v, ok := parse(n.name)
	if !ok {
		return c.fail(n, "%s is not %s; want %s", brief(n.name), n.kind, examples[n.op])
	}
	n.instant = v
	return nil
}

// examples show how literals are written.
var examples = map[string]string{
	opDate:      "DATE('2022-03-01')",
	opTimestamp: "TIMESTAMP('2022-03-01T12:00:00Z')",
	opInterval:  "INTERVAL('2022-03-01', '2022-03-31')",
}

// instantOp says whether text is meant as a date or a timestamp.
func instantOp(s string) string {
	if strings.ContainsAny(s, "Tt ") {
		return opTimestamp
	}
	return opDate
}

// place takes a geometry or box to CRS84. It returns what is wrong with it.
func (r Reader) place(n *node) (problem string) {
	var err error
	if n.op == opBox {
		n.shape, err = r.box(n.numbers)
	} else {
		err = r.convert(n.shape)
	}
	if err != nil {
		return fmt.Sprint(err)
	}
	return ""
}
