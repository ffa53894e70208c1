package cql2

import "slices"

// node is a part of a filter, the same for both syntaxes.
type node struct {
	op   string // that of CQL2 JSON in lower case, or a kind of leaf
	args []*node
	at   int // byte of the filter where it stands

	// Of leaves.
	name    string // as it is written: a property, text, a date or a timestamp
	number  float64
	truthy  bool
	numbers []float64 // of a box, as it is written
	*shape            // of a box or geometry

	// Known once it is checked.
	kind    kind
	field   int   // of a property: its index, or geometryField
	instant int64 // of a date or timestamp: microseconds since 1970
}

// The kinds of leaf.
const (
	opProperty  = "property"
	opText      = "text"
	opNumber    = "number"
	opBoolean   = "boolean"
	opDate      = "date"
	opTimestamp = "timestamp"
	opInterval  = "interval" // its two args are dates, timestamps, properties or opOpen
	opOpen      = "open"     // the end of an interval
	opBox       = "bbox"
	opGeometry  = "geometry"
)

// geometryField is the index of the geometry among the fields.
const geometryField = -1

// kind is what a node stands for.
type kind int

const (
	unknownKind kind = iota
	textKind
	numberKind
	booleanKind
	dateKind
	timestampKind
	intervalKind
	geometryKind
)

func (k kind) String() string {
	return []string{"unknown", "text", "a number", "true or false", "a date", "a timestamp", "an interval", "a geometry"}[k]
}

func (k kind) temporal() bool { return k == dateKind || k == timestampKind }

// The operators, by what they are applied to. Temporal functions that are defined between intervals alone have
// a list of their own.
var (
	comparisons  = []string{"=", "<>", "<", ">", "<=", ">="}
	arithmetics  = []string{"+", "-", "*", "/", "%", "div", "^"}
	spatials     = []string{"s_contains", "s_crosses", "s_disjoint", "s_equals", "s_intersects", "s_overlaps", "s_touches", "s_within"}
	temporals    = []string{"t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"}
	intervalOnly = []string{
		"t_contains", "t_during", "t_finishedby", "t_finishes", "t_meets", "t_metby", "t_overlappedby", "t_overlaps", "t_startedby", "t_starts",
	}
	folds     = []string{"casei", "accenti"}
	functions = slices.Concat(folds, spatials, temporals, intervalOnly)
)

// arity is how many arguments an operator takes, and whether it takes more; 0 for what is no operator.
func arity(op string) (n int, more bool) {
	switch {
	case op == "and", op == "or":
		return 2, true
	case op == "not", op == "isnull", slices.Contains(folds, op):
		return 1, false
	case op == "between":
		return 3, false
	case op == "in":
		return 2, true
	case op == "like", slices.Contains(comparisons, op), slices.Contains(arithmetics, op), slices.Contains(functions, op):
		return 2, false
	}
	return 0, false
}

// join is the node of and or or, into which such nodes among its arguments are taken up: the order in which they are
// applied makes no difference.
func join(op string, at int, args []*node) *node {
	n := &node{op: op, at: at}
	for _, a := range args {
		if a.op == op {
			n.args = append(n.args, a.args...)
		} else {
			n.args = append(n.args, a)
		}
	}
	return n
}
