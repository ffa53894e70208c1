package cql2

import (
	"math"
	"strings"
	"time"
)

// A moment is in microseconds since 1970, that of a date at its midnight, UTC.
const (
	dayLength = int64(24 * time.Hour / time.Microsecond)
	always    = math.MaxInt64
	never     = math.MinInt64 // before every moment
)

func parseDate(s string) (int64, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t.UnixMicro(), err == nil
}

// parseTimestamp reads a timestamp as RFC 3339 has it, in UTC.
func parseTimestamp(s string) (int64, bool) {
	if !strings.HasSuffix(s, "Z") || strings.Contains(s, ",") {
		return 0, false
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	return t.UnixMicro(), err == nil
}

// lastOf is the last moment of a date, or the moment of a timestamp.
func lastOf(moment int64, isDate bool) int64 {
	if isDate {
		return moment + dayLength - 1
	}
	return moment
}

// moment compiles a date or timestamp.
func (n *node) moment() valueOf[int64] {
	if n.op != opProperty {
		constant := n.instant
		return func(Row) (int64, bool) { return constant, true }
	}
	field, parse := n.field, parseTimestamp
	if n.kind == dateKind {
		parse = parseDate
	}
	return func(r Row) (int64, bool) {
		s, ok := r.Value(field).(string)
		if !ok {
			return 0, false
		}
		return parse(s)
	}
}

// momentBeside compiles a date or timestamp to be compared with another: as its day, if the other is a date.
func (n *node) momentBeside(with *node) valueOf[int64] {
	moment := n.moment()
	if n.kind == dateKind || with.kind == timestampKind {
		return moment
	}
	return func(r Row) (int64, bool) {
		m, ok := moment(r)
		since := m % dayLength
		if since < 0 {
			since += dayLength
		}
		return m - since, ok
	}
}

// spanOf is the first and the last moment of a temporal node, and whether they are known.
type spanOf func(Row) (first, last int64, ok bool)

// days tells whether a temporal node has no timestamp in it, so that its moments are days.
func (n *node) days() bool {
	if n.op == opInterval {
		return n.args[0].days() && n.args[1].days()
	}
	return n.op == opOpen || n.kind == dateKind
}

// span compiles a date, timestamp or interval. Among days, the last moment is the last day; else it is the end of
// that day.
func (n *node) span(amongDays bool) spanOf {
	if n.op != opInterval {
		moment, whole := n.moment(), n.kind == dateKind && !amongDays
		return func(r Row) (first, last int64, ok bool) {
			m, ok := moment(r)
			return m, lastOf(m, whole), ok
		}
	}
	start, end := n.args[0], n.args[1]
	starts, ends := start.end(), end.end()
	whole := end.kind == dateKind && !amongDays
	all := start.op == opOpen && end.op == opOpen
	return func(r Row) (first, last int64, ok bool) {
		first, from := starts(r)
		if !from {
			first = never
		}
		last, to := ends(r)
		if !to {
			return first, always, from || all
		}
		return first, lastOf(last, whole), true
	}
}

// end compiles an end of an interval, unknown when it is open.
func (n *node) end() valueOf[int64] {
	if n.op == opOpen {
		return func(Row) (int64, bool) { return 0, false }
	}
	return n.moment()
}

// temporal compiles a temporal function: how the span a–z of the first argument lies to the span b–y of the second
// (https://www.w3.org/TR/owl-time/).
func (n *node) temporal() predicate {
	holds := map[string]func(a, z, b, y int64) bool{
		"t_after":        func(a, _, _, y int64) bool { return a > y },
		"t_before":       func(_, z, b, _ int64) bool { return z < b },
		"t_disjoint":     func(a, z, b, y int64) bool { return z < b || a > y },
		"t_equals":       func(a, z, b, y int64) bool { return a == b && z == y },
		"t_intersects":   func(a, z, b, y int64) bool { return z >= b && a <= y },
		"t_contains":     func(a, z, b, y int64) bool { return a < b && z > y },
		"t_during":       func(a, z, b, y int64) bool { return a > b && z < y },
		"t_finishedby":   func(a, z, b, y int64) bool { return a < b && z == y },
		"t_finishes":     func(a, z, b, y int64) bool { return a > b && z == y },
		"t_meets":        func(_, z, b, _ int64) bool { return z == b },
		"t_metby":        func(a, _, _, y int64) bool { return a == y },
		"t_overlappedby": func(a, z, b, y int64) bool { return a > b && a < y && z > y },
		"t_overlaps":     func(a, z, b, y int64) bool { return a < b && z > b && z < y },
		"t_startedby":    func(a, z, b, y int64) bool { return a == b && z > y },
		"t_starts":       func(a, z, b, y int64) bool { return a == b && z < y },
	}[n.op]
	days := n.args[0].days() && n.args[1].days()
	left, right := n.args[0].span(days), n.args[1].span(days)
	return func(r Row) answer {
		a, z, ok := left(r)
		if !ok {
			return unknown
		}
		b, y, ok := right(r)
		if !ok {
			return unknown
		}
		return answerOf(holds(a, z, b, y))
	}
}
