package format

import (
	"slices"

	"retaken/internal/geo"
)

// style is how the features of a collection are drawn. QML and SLD are two ways to write it down.
type style struct {
	rules []rule
	label string // field whose text stands beside the mark when one is near, "" for none
	above string // field of which the greater value is drawn above, "" for none

	// Fields of the time at which a feature is shown: of a moment there is no until.
	from, until string
}

// rule draws the features that meet a condition. All rules that fit a feature draw it.
type rule struct {
	title string
	when  condition
	over  bool // drawn above all features of the rules that are not
	draw  []symbol
}

// condition is a comparison, or joins others.
type condition struct {
	op     string // "=", "<>", ">=", "null", "not null"; "and", "or"
	field  string
	values []string // of "=" any, of "<>" none of them
	of     []condition
}

func is(field string, values ...string) condition { return condition{"=", field, values, nil} }
func not(field string, values ...string) condition {
	return condition{"<>", field, values, nil}
}
func least(field, value string) condition { return condition{">=", field, []string{value}, nil} }
func none(field string) condition         { return condition{op: "null", field: field} }
func some(field string) condition         { return condition{op: "not null", field: field} }
func all(of ...condition) condition       { return condition{op: "and", of: of} }
func either(of ...condition) condition    { return condition{op: "or", of: of} }

// fields are those that the condition asks about.
func (c condition) fields() []string {
	if c.field != "" {
		return []string{c.field}
	}
	var names []string
	for _, part := range c.of {
		names = append(names, part.fields()...)
	}
	return names
}

// symbol is one thing that is drawn for a feature. Lengths are CSS pixels.
type symbol struct {
	shape    shape
	size     float64 // of a mark its width, of a hatch the distance between lines
	fill     string  // colour as #rrggbb, "" for none
	stroke   string
	width    float64 // of the stroke
	dashed   bool
	strength float64 // opacity, 0 means 1
}

type shape string

const (
	circle  shape = "circle"
	square  shape = "square"
	diamond shape = "diamond"
	cross   shape = "x"
	line    shape = "line"
	ground  shape = "ground" // of an area
	rising  shape = "rising" // hatches of an area, by where their lines go
	falling shape = "falling"
)

// The colours and strengths of the web map by day (web/src/theme.ts): colour and shape say who holds it, a hatch or
// a hollow mark is a claim.
const (
	held      = "#0f766e"
	occupied  = "#b4522b"
	contested = "#5b3f8c"
	unknown   = "#6d736f"
	edge      = "#33211a"
	accent    = "#2b4c7e"
	ink       = "#1c2321"
	inkSmall  = "#434a47"
	panel     = "#ffffff"
	halo      = "#fbfaf7"

	inferredShare = 0.5 // of the full strength
	claimedShare  = 0.8
	hatchStrength = 0.78
	crossStrength = 0.6
)

// side is how what a side holds, takes or claims is drawn.
type side struct {
	code, title, colour string
	shape               shape
	tint                float64 // of its ground
}

var (
	ukraine = side{"UA", "Ukrainian-held", held, circle, 0.1}
	russia  = side{"RU", "Russian-occupied", occupied, square, 0.29}
	nobody  = side{"contested", "Contested", contested, diamond, 0.22}

	claimants = []struct {
		side
		word string
	}{{ukraine, "Claimed by Ukraine"}, {russia, "Claimed by Russia"}}
)

// styleOf is the style of the collection of that name. It is nil when there is none, and when the layer lacks a
// field that the style asks for.
func styleOf(l Layer) *style {
	s, ok := styles[l.Name]
	if !ok {
		return nil
	}
	asked := []string{s.label, s.above, s.from, s.until}
	for _, r := range s.rules {
		asked = append(asked, r.when.fields()...)
	}
	for _, name := range asked {
		if name != "" && !slices.ContainsFunc(l.Fields, func(f geo.Field) bool { return f.Name == name }) {
			return nil
		}
	}
	return &s
}
