package cql2

import (
	"slices"
	"strconv"
	"strings"
)

// parser reads CQL2 text by recursive descent, loosest operator first. What is an argument of what is left to the
// checker, so that brackets need not be told apart. After the first error everything ends, harmlessly.
type parser struct {
	source string
	tok    token // the next one
	depth  int   // of brackets
	err    *Error
}

func parseText(s string) (*node, *Error) {
	p := &parser{source: s}
	p.advance()
	if p.tok.kind == endToken && p.err == nil {
		return nil, failf(s, 0, "the filter is empty; want a condition, such as name = 'Izium'")
	}
	n := p.expression()
	if p.tok.kind != endToken {
		p.fail("the end, AND, OR or an operator")
	}
	return n, p.err
}

func (p *parser) advance() {
	if p.err != nil {
		return
	}
	next, err := lex(p.source, p.tok.next)
	p.tok = next
	if err != nil {
		p.stop(err)
	}
}

func (p *parser) stop(err *Error) {
	if p.err == nil {
		p.err = err
	}
	p.tok = token{at: len(p.source), next: len(p.source)}
}

// fail says that the next token is not what may stand there.
func (p *parser) fail(want string) {
	words := "the end"
	if p.tok.kind != endToken {
		words = brief(p.source[p.tok.at:p.tok.next])
	}
	p.stop(failf(p.source, p.tok.at, "%s stands where %s may", words, want))
}

// accept takes the next token if it is one of these words, and says which.
func (p *parser) accept(words ...string) string {
	for _, w := range words {
		if p.tok.is(w) {
			p.advance()
			return w
		}
	}
	return ""
}

func (p *parser) expect(word string) {
	if p.accept(word) == "" && p.err == nil {
		p.fail(strings.ToUpper(word))
	}
}

// followed tells whether a bracket opens after the next token.
func (p *parser) followed() bool {
	next, err := lex(p.source, p.tok.next)
	return err == nil && next.is("(")
}

func (p *parser) expression() *node {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		p.stop(failf(p.source, p.tok.at, "brackets are nested deeper than %d; want fewer", maxDepth))
	}
	return p.joined("or", func() *node { return p.joined("and", p.negation) })
}

func (p *parser) joined(op string, part func() *node) *node {
	at := p.tok.at
	args := []*node{part()}
	for p.accept(op) != "" {
		args = append(args, part())
	}
	if len(args) == 1 {
		return args[0]
	}
	return join(op, at, args)
}

func (p *parser) negation() *node {
	var nots []int
	for at := p.tok.at; p.accept("not") != ""; at = p.tok.at {
		nots = append(nots, at)
	}
	n := p.comparison()
	for _, at := range slices.Backward(nots) {
		n = &node{op: "not", at: at, args: []*node{n}}
	}
	return n
}

func (p *parser) comparison() *node {
	n := p.sum()
	if op := p.accept(comparisons...); op != "" {
		return &node{op: op, at: n.at, args: []*node{n, p.sum()}}
	}
	if p.accept("is") != "" {
		not := p.accept("not")
		p.expect("null")
		return negated(not, &node{op: "isnull", at: n.at, args: []*node{n}})
	}
	not := p.accept("not")
	switch op := p.accept("like", "between", "in"); op {
	case "like":
		return negated(not, &node{op: op, at: n.at, args: []*node{n, p.sum()}})
	case "between":
		low := p.sum()
		p.expect("and")
		return negated(not, &node{op: op, at: n.at, args: []*node{n, low, p.sum()}})
	case "in":
		return negated(not, &node{op: op, at: n.at, args: append([]*node{n}, p.arguments()...)})
	}
	if not != "" {
		p.fail("LIKE, BETWEEN or IN")
	}
	return n
}

func negated(not string, n *node) *node {
	if not == "" {
		return n
	}
	return &node{op: "not", at: n.at, args: []*node{n}}
}

func (p *parser) sum() *node { return p.chain([]string{"+", "-"}, p.product) }

func (p *parser) product() *node { return p.chain([]string{"*", "/", "%", "div"}, p.power) }

func (p *parser) chain(ops []string, part func() *node) *node {
	n := part()
	for op := p.accept(ops...); op != ""; op = p.accept(ops...) {
		n = &node{op: op, at: n.at, args: []*node{n, part()}}
	}
	return n
}

func (p *parser) power() *node {
	n := p.signed()
	if p.accept("^") != "" {
		n = &node{op: "^", at: n.at, args: []*node{n, p.signed()}}
	}
	return n
}

// signed reads a factor. Before a number the minus is its sign; before anything else it multiplies.
func (p *parser) signed() *node {
	at, minus := p.tok.at, false
	for sign := p.accept("+", "-"); sign != ""; sign = p.accept("+", "-") {
		minus = minus != (sign == "-")
	}
	n := p.primary()
	switch {
	case !minus:
		return n
	case n.op == opNumber:
		n.number, n.at = -n.number, at
		return n
	}
	return &node{op: "*", at: at, args: []*node{{op: opNumber, number: -1, at: at}, n}}
}

func (p *parser) primary() *node {
	t := p.tok
	n := &node{at: t.at}
	switch {
	case t.kind == textToken:
		n.op, n.name = opText, t.text
	case t.kind == numberToken:
		n.op, n.number = opNumber, p.number(t)
	case t.kind == quotedToken:
		n.op, n.name = opProperty, t.text
	case t.is("("):
		p.advance()
		n = p.expression()
		p.expect(")")
		return n
	case t.is("true"), t.is("false"):
		n.op, n.truthy = opBoolean, t.is("true")
	case t.is("null"):
		p.stop(failf(p.source, t.at, "NULL is no value to compare with; want IS NULL or IS NOT NULL"))
	case slices.Contains(reserved, t.keyword()), t.kind != nameToken:
		p.fail("a property, a value, a function or (")
	case p.followed(), isGeometry(t.keyword()) && p.spatialTag():
		return p.call()
	default:
		n.op, n.name = opProperty, t.text
	}
	p.advance()
	return n
}

// reserved are the keywords that are no property without double quotes, wherever they stand.
var reserved = []string{"and", "between", "div", "false", "in", "is", "like", "not", "null", "or", "true"}

func (p *parser) number(t token) float64 {
	v, err := strconv.ParseFloat(t.text, 64)
	if err != nil {
		p.stop(failf(p.source, t.at, "the number %s is too large; want one that a float64 holds", brief(t.text)))
	}
	return v
}

// call reads a function, or a literal that looks like one.
func (p *parser) call() *node {
	t := p.tok
	op := t.keyword()
	if isGeometry(op) {
		return p.geometry()
	}
	p.advance()
	switch {
	case op == opDate, op == opTimestamp:
		p.expect("(")
		n := &node{op: op, at: t.at, name: p.tok.text}
		if p.tok.kind != textToken {
			p.fail("text in single quotes, such as " + examples[op])
		}
		p.advance()
		p.expect(")")
		return n
	case op == opBox:
		return &node{op: op, at: t.at, numbers: p.coordinates()}
	case op != opInterval && !slices.Contains(functions, op):
		p.stop(failf(p.source, t.at, "there is no function %s; there are %s, DATE, TIMESTAMP, INTERVAL, BBOX and geometries in WKT",
			brief(t.text), strings.ToUpper(strings.Join(functions, ", "))))
	}
	return &node{op: op, at: t.at, args: p.arguments()}
}

// arguments reads what stands in brackets, separated by commas.
func (p *parser) arguments() []*node {
	p.expect("(")
	args := []*node{p.expression()}
	for p.accept(",") != "" {
		args = append(args, p.expression())
	}
	p.expect(")")
	return args
}
