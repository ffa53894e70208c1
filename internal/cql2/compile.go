package cql2

import (
	"cmp"
	"slices"
)

// answer is one of the three values of logic.
type answer int8

const (
	no answer = iota
	unknown
	yes
)

func answerOf(b bool) answer {
	if b {
		return yes
	}
	return no
}

// predicate answers a question about a feature.
type predicate func(Row) answer

// valueOf finds something of a feature, and whether it is known.
type valueOf[T any] func(Row) (T, bool)

// truth compiles a node of booleanKind, which has been checked.
func (n *node) truth() predicate {
	switch {
	case n.op == opBoolean:
		constant := answerOf(n.truthy)
		return func(Row) answer { return constant }
	case n.op == opProperty:
		field := n.field
		return func(r Row) answer {
			b, ok := r.Value(field).(bool)
			if !ok {
				return unknown
			}
			return answerOf(b)
		}
	case n.op == "and":
		return lowest(predicates(n.args))
	case n.op == "or":
		return negate(lowest(negateAll(predicates(n.args))))
	case n.op == "not":
		return negate(n.args[0].truth())
	case n.op == "isnull":
		return n.args[0].isNull()
	case n.op == "like":
		return like(n.args[0].text(), n.args[1].text())
	case n.op == "between":
		x, low, high := n.args[0], n.args[1], n.args[2]
		return lowest([]predicate{compare(">=", x, low), compare("<=", x, high)})
	case n.op == "in":
		return n.in()
	case slices.Contains(spatials, n.op):
		return n.spatial()
	case slices.Contains(comparisons, n.op):
		return compare(n.op, n.args[0], n.args[1])
	}
	return n.temporal()
}

func predicates(nodes []*node) []predicate {
	out := make([]predicate, len(nodes))
	for i, n := range nodes {
		out[i] = n.truth()
	}
	return out
}

// lowest is AND: no is lower than unknown, and unknown is lower than yes.
func lowest(all []predicate) predicate {
	if len(all) == 2 {
		a, b := all[0], all[1]
		return func(r Row) answer {
			x := a(r)
			if x == no {
				return no
			}
			return min(x, b(r))
		}
	}
	return func(r Row) answer {
		low := yes
		for _, p := range all {
			low = min(low, p(r))
			if low == no {
				break
			}
		}
		return low
	}
}

func negate(p predicate) predicate { return func(r Row) answer { return yes - p(r) } }

func negateAll(all []predicate) []predicate {
	for i, p := range all {
		all[i] = negate(p)
	}
	return all
}

func (n *node) isNull() predicate {
	switch n.kind {
	case textKind:
		return isUnknown(n.text())
	case numberKind:
		return isUnknown(n.numeric())
	case dateKind, timestampKind:
		return isUnknown(n.moment())
	case booleanKind:
		p := n.truth()
		return func(r Row) answer { return answerOf(p(r) == unknown) }
	case geometryKind:
		if n.op == opProperty {
			return func(r Row) answer { return answerOf(r.Geometry() == nil) }
		}
	case intervalKind:
		s := n.span(false)
		return func(r Row) answer { _, _, ok := s(r); return answerOf(!ok) }
	}
	return func(Row) answer { return no } // a literal geometry
}

func isUnknown[T any](v valueOf[T]) predicate {
	return func(r Row) answer { _, ok := v(r); return answerOf(!ok) }
}

// compare compiles a comparison of two nodes of one kind, or of dates with timestamps.
func compare(op string, a, b *node) predicate {
	switch a.kind {
	case textKind:
		return ordered(op, a.text(), b.text())
	case numberKind:
		return ordered(op, a.numeric(), b.numeric())
	case booleanKind:
		return ordered(op, known(a.truth()), known(b.truth()))
	}
	return ordered(op, a.momentBeside(b), b.momentBeside(a))
}

// known is what a predicate answers as a value: false is before true.
func known(p predicate) valueOf[answer] {
	return func(r Row) (answer, bool) { a := p(r); return a, a != unknown }
}

func ordered[T cmp.Ordered](op string, a, b valueOf[T]) predicate {
	switch op {
	case "=", "<>":
		same, other := yes, no
		if op == "<>" {
			same, other = no, yes
		}
		return func(r Row) answer {
			x, ok := a(r)
			if !ok {
				return unknown
			}
			y, ok := b(r)
			switch {
			case !ok:
				return unknown
			case x == y:
				return same
			}
			return other
		}
	case ">", ">=":
		flipped := map[string]string{">": "<", ">=": "<="}
		return ordered(flipped[op], b, a)
	}
	equal := answerOf(op == "<=")
	return func(r Row) answer {
		x, ok := a(r)
		if !ok {
			return unknown
		}
		y, ok := b(r)
		switch {
		case !ok:
			return unknown
		case x < y:
			return yes
		case x == y:
			return equal
		}
		return no
	}
}

// in compiles x IN (…): whether x equals one of them.
func (n *node) in() predicate {
	x, items := n.args[0], n.args[1:]
	if !slices.ContainsFunc(items, func(i *node) bool { return !i.constant() }) {
		switch x.kind {
		case textKind:
			return oneOf(x.text(), items, (*node).text)
		case numberKind:
			return oneOf(x.numeric(), items, (*node).numeric)
		}
	}
	equal := make([]predicate, len(items))
	for i, item := range items {
		equal[i] = negate(compare("=", x, item))
	}
	return negate(lowest(equal))
}

// oneOf looks the value up among constants, none of which is unknown.
func oneOf[T comparable](x valueOf[T], items []*node, value func(*node) valueOf[T]) predicate {
	set := make(map[T]bool, len(items))
	for _, item := range items {
		v, _ := value(item)(nil)
		set[v] = true
	}
	return func(r Row) answer {
		v, ok := x(r)
		if !ok {
			return unknown
		}
		return answerOf(set[v])
	}
}

// constant tells whether a node is the same, and known, for all features.
func (n *node) constant() bool {
	switch n.op {
	case opText, opNumber:
		return true
	case "casei", "accenti":
		return n.args[0].constant()
	}
	return false
}
