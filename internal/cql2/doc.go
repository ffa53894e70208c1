// Package cql2 reads filters in CQL2 (OGC 21-065r2), as text or as JSON, checks them against the fields of a
// collection, and says whether a feature meets one.
//
// Both syntaxes are read into one tree of nodes (text.go and json.go), which is checked once (check.go), written
// once as the canonical text (write.go) and compiled once into functions (compile.go and its neighbours). A Filter is
// immutable and safe to share.
//
// It reads all of the conformance classes Basic CQL2, Advanced Comparison Operators, Case-insensitive Comparison,
// Accent-insensitive Comparison, Basic Spatial Functions (also with additional spatial literals), Spatial Functions,
// Temporal Functions, Property-Property Comparisons and Arithmetic Expressions, but not Array Functions and no custom
// Functions. Where the standard leaves a choice:
//
//   - Logic has three values, as in SQL: what is compared with an unknown value is unknown, and a feature for which
//     the whole is unknown does not match. Dividing by zero gives an unknown number.
//   - Text compares by code point. CASEI is full case folding. ACCENTI is the canonical decomposition without its
//     marks, and without the strokes of Latin letters (ø, ł, đ), as the standard's tests ask for. So it makes й, ї
//     and ё, which are letters of their own to who writes them, equal to и, і and е.
//   - A date is a whole day of UTC. Compared with a timestamp by = or <, that is with the timestamp's day; beside
//     a timestamp in a temporal function, it is the interval from its first to its last microsecond. Fractions of
//     microseconds are cut off. A plain '2022-03-01' beside a date or timestamp is read as one.
//   - Intervals are closed. A property without a value leaves its end of an interval open; an interval neither of
//     whose ends is known is unknown. T_DURING and the other functions that the standard defines between intervals alone
//     take intervals alone.
//   - Heights are read and not used. A polygon must be valid. A box whose west is greater than its east crosses the
//     antimeridian; nothing else does.
//   - A number is a float64. A value that a field with a list of values never has is an error in = and IN.
//
// A filter has at most 20,000 bytes (which leave room for some 5,000 positions), 1,000 nodes and 100 levels.
package cql2
