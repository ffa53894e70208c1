package format

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// QML is the layer's style for QGIS (from 3.20 on), with the fields of time that its temporal controller goes by. It
// is "" for a layer whose name no style is for, or that lacks a field which the style goes by.
func QML(l Layer) string {
	s := styleOf(l)
	if s == nil {
		return ""
	}
	rules := el("rules", "key", "rules")
	symbols := el("symbols")
	for i, r := range s.rules {
		n := strconv.Itoa(i)
		attrs := []string{"key", "rule" + n, "symbol", n, "label", r.title}
		if filter := r.when.expression(); filter != "" {
			attrs = append(attrs, "filter", filter)
		}
		rules = rules.with(el("rule", attrs...))
		symbols = symbols.with(qgisSymbol(n, r))
	}
	renderer := el("renderer-v2", "type", "RuleRenderer", "symbollevels", "0", "forceraster", "0",
		"enableorderby", flag(s.above != "")).with(rules, symbols)
	if s.above != "" {
		renderer = renderer.with(el("orderby").with(el("orderByClause", "asc", "1", "nullsFirst", "1").says(quoted(s.above))))
	}
	root := el("qgis", "version", "3.22.0", "styleCategories", "Symbology|Labeling|Temporal",
		"labelsEnabled", flag(s.label != "")).with(s.temporal()...).with(renderer)
	if s.label != "" {
		root = root.with(labeling(s.label))
	}
	return document(`<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>`, root)
}

// The modes in which QGIS takes the time of a feature from its fields.
const (
	oneField  = "1"
	twoFields = "2"
)

func (s *style) temporal() []node {
	if s.from == "" {
		return nil
	}
	mode := oneField
	if s.until != "" {
		mode = twoFields
	}
	// Limit mode 0: the end of a span does not belong to it.
	return []node{el("temporal", "enabled", "1", "mode", mode, "startField", s.from, "endField", s.until, "limitMode", "0",
		"fixedDuration", "0", "durationField", "", "durationUnit", "min", "accumulate", "0", "startExpression", "", "endExpression", "").
		with(el("fixedRange").with(el("start"), el("end")))}
}

// expression is the condition in the language of QGIS, "" when everything meets it.
func (c condition) expression() string {
	name := quoted(c.field)
	var values []string
	for _, v := range c.values {
		if _, err := strconv.ParseFloat(v, 64); err != nil && v != "true" && v != "false" {
			v = literal(v)
		}
		values = append(values, v)
	}
	switch c.op {
	case "null":
		return name + " IS NULL"
	case "not null":
		return name + " IS NOT NULL"
	case "and", "or":
		var parts []string
		for _, part := range c.of {
			text := part.expression()
			if part.op == "or" && c.op == "and" {
				text = "(" + text + ")"
			}
			parts = append(parts, text)
		}
		return strings.Join(parts, " "+strings.ToUpper(c.op)+" ")
	}
	if len(values) > 1 {
		return name + map[string]string{"=": " IN (", "<>": " NOT IN ("}[c.op] + strings.Join(values, ", ") + ")"
	}
	return name + " " + c.op + " " + values[0]
}

func qgisSymbol(name string, r rule) node {
	kind := "marker"
	switch r.draw[0].shape {
	case line:
		kind = "line"
	case ground, rising, falling:
		kind = "fill"
	}
	n := el("symbol", "type", kind, "name", name, "alpha", "1", "clip_to_extent", "1", "force_rhr", "0")
	for i, s := range r.draw {
		n = n.with(s.qgisLayer("@"+name+"@"+strconv.Itoa(i), flag(r.over)))
	}
	return n
}

// qgisLayer is the symbol as a layer of one of QGIS; name is for a symbol within it.
func (s symbol) qgisLayer(name, pass string) node {
	layer := func(class string, options map[string]string) node {
		all := el("Option", "type", "Map")
		for _, key := range sortedKeys(options) {
			all = all.with(el("Option", "type", "QString", "name", key, "value", options[key]))
		}
		return el("layer", "class", class, "enabled", "1", "locked", "0", "pass", pass).with(all)
	}
	switch s.shape {
	case line:
		return layer("SimpleLine", map[string]string{
			"line_color": s.rgba(s.stroke), "line_width": mm(s.width), "line_width_unit": "MM", "line_style": "solid",
			"joinstyle": "round", "capstyle": "flat", "use_custom_dash": flag(s.dashed), "customdash": mm(6) + ";" + mm(5), "customdash_unit": "MM",
		})
	case ground:
		return layer("SimpleFill", map[string]string{"color": s.rgba(s.fill), "style": "solid", "outline_style": "no"})
	case rising, falling:
		lines, angle := s, "45"
		if lines.shape = line; s.shape == falling {
			angle = "135"
		}
		return layer("LinePatternFill", map[string]string{
			"angle": angle, "distance": mm(s.size), "distance_unit": "MM",
		}).with(el("symbol", "type", "line", "name", name, "alpha", "1", "clip_to_extent", "1", "force_rhr", "0").with(lines.qgisLayer(name+"@0", pass)))
	}
	name, outline := string(s.shape), "solid"
	if s.shape == cross {
		name = "cross2"
	}
	if s.dashed {
		outline = "dot"
	}
	return layer("SimpleMarker", map[string]string{
		"name": name, "size": mm(s.size * widths[s.shape]), "size_unit": "MM", "color": s.rgba(s.fill),
		"outline_color": s.rgba(s.stroke), "outline_width": mm(s.width), "outline_width_unit": "MM",
		"outline_style": outline,
	})
}

// widths make marks of one size look equally large, a diamond is as wide as its diagonal.
var widths = map[shape]float64{circle: 1, square: 0.88, diamond: 1.25, cross: 1}

// rgba is a colour as QGIS writes it; none is transparent.
func (s symbol) rgba(colour string) string {
	var r, g, b int
	if n, _ := fmt.Sscanf(colour, "#%02x%02x%02x", &r, &g, &b); n < 3 {
		return "0,0,0,0"
	}
	return fmt.Sprintf("%d,%d,%d,%.0f", r, g, b, 255*s.opacity())
}

func (s symbol) opacity() float64 {
	if s.strength == 0 {
		return 1
	}
	return s.strength
}

// mm is a length of CSS pixels, of which there are 96 to the inch, in millimetres.
func mm(pixels float64) string { return strconv.FormatFloat(pixels*25.4/96, 'f', 3, 64) }

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// nearScale is the scale from which on names are written.
const nearScale = "1500000"

func labeling(field string) node {
	text := symbol{}
	buffer := symbol{strength: 0.92}
	return el("labeling", "type", "simple").with(el("settings", "calloutType", "simple").with(
		el("text-style", "fieldName", field, "isExpression", "0", "fontSize", "8.5", "fontSizeUnit", "Point", "textColor", text.rgba(ink), "textOpacity", "1").with(
			el("text-buffer", "bufferDraw", "1", "bufferSize", mm(3.2), "bufferSizeUnits", "MM", "bufferColor", buffer.rgba(halo), "bufferOpacity", "1", "bufferNoFill", "0")),
		el("placement", "placement", "6", "dist", mm(2), "distUnits", "MM", "priority", "5", "offsetType", "1", "predefinedPositionOrder", "R,L,TR,BR,TL,BL"),
		el("rendering", "scaleVisibility", "1", "scaleMin", "1", "scaleMax", nearScale, "obstacle", "1", "drawLabels", "1"),
	))
}
