// Package geo says what a place, a report of a change of control and a span of control are, and
// finds places by name. It holds types, rules and contracts; it does no I/O of its own.
//
// Coordinates are always longitude, latitude on WGS 84 (OGC CRS84), in degrees. Times are UTC and
// spans of time are half-open: the start belongs to the span, the end does not.
package geo
