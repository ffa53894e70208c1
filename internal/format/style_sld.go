package format

import "strconv"

// SLD is the layer's style as OGC Styled Layer Descriptor 1.1 with Symbology Encoding, for programs that know no QML.
// Hatches are GeoServer's shape://slash and shape://backslash; names are left out. It is "" when QML is.
func SLD(l Layer) string {
	s := styleOf(l)
	if s == nil {
		return ""
	}
	user := el("UserStyle").with(el("se:Name").says(l.Name))
	for _, over := range []bool{false, true} {
		types := el("se:FeatureTypeStyle")
		for _, r := range s.rules {
			if r.over == over {
				types = types.with(r.sld())
			}
		}
		if len(types.Nodes) > 0 {
			user = user.with(types)
		}
	}
	return document(`<?xml version="1.0" encoding="UTF-8"?>`, el("StyledLayerDescriptor", "version", "1.1.0",
		"xmlns", "http://www.opengis.net/sld", "xmlns:se", "http://www.opengis.net/se", "xmlns:ogc", "http://www.opengis.net/ogc").
		with(el("NamedLayer").with(el("se:Name").says(l.Name), user)))
}

func (r rule) sld() node {
	n := el("se:Rule").with(
		el("se:Name").says(r.title),
		el("se:Description").with(el("se:Title").says(r.title)))
	if filters := r.when.filter(); len(filters) > 0 {
		n = n.with(el("ogc:Filter").with(filters...))
	}
	for _, s := range r.draw {
		n = n.with(s.sld())
	}
	return n
}

// filter is the condition in OGC Filter Encoding 1.1, nothing when everything meets it.
func (c condition) filter() []node {
	name := el("ogc:PropertyName").says(c.field)
	switch c.op {
	case "null":
		return []node{el("ogc:PropertyIsNull").with(name)}
	case "not null":
		return []node{el("ogc:Not").with(el("ogc:PropertyIsNull").with(name))}
	case "and", "or":
		var parts []node
		for _, part := range c.of {
			parts = append(parts, part.filter()...)
		}
		return joined(map[string]string{"and": "ogc:And", "or": "ogc:Or"}[c.op], parts)
	}
	sort := map[string]string{
		"=": "ogc:PropertyIsEqualTo", "<>": "ogc:PropertyIsNotEqualTo",
		">=": "ogc:PropertyIsGreaterThanOrEqualTo", "<": "ogc:PropertyIsLessThan",
	}[c.op]
	if c.op == "=" && (c.values[0] == "true" || c.values[0] == "false") {
		// "Is not the other" is what QGIS takes for the same in its own engine and in the queries that it sends.
		return not(c.field, map[string]string{"true": "false", "false": "true"}[c.values[0]]).filter()
	}
	var parts []node
	for _, v := range c.values {
		parts = append(parts, el(sort).with(name, el("ogc:Literal").says(v)))
	}
	if c.op == "<>" {
		return joined("ogc:And", parts)
	}
	return joined("ogc:Or", parts)
}

// joined leaves out an And or Or of a single condition.
func joined(name string, parts []node) []node {
	if len(parts) < 2 {
		return parts
	}
	return []node{el(name).with(parts...)}
}

func (s symbol) sld() node {
	switch s.shape {
	case line:
		return el("se:LineSymbolizer").with(s.sldStroke())
	case ground:
		return el("se:PolygonSymbolizer").with(s.sldFill())
	case rising, falling:
		name := map[shape]string{rising: "shape://slash", falling: "shape://backslash"}[s.shape]
		// A tile of that size has its lines 1/√2 of it apart.
		return el("se:PolygonSymbolizer").with(el("se:Fill").with(el("se:GraphicFill").with(el("se:Graphic").with(
			el("se:Mark").with(el("se:WellKnownName").says(name), s.sldStroke()), el("se:Size").says(number(s.size*1.414))))))
	}
	// A diamond is a square that stands on its corner.
	name, size, turn := s.shape, s.size*widths[s.shape], ""
	if s.shape == diamond {
		name, size, turn = square, size/1.414, "45"
	}
	mark := el("se:Mark").with(el("se:WellKnownName").says(string(name)), s.sldFill(), s.sldStroke())
	graphic := el("se:Graphic").with(mark, el("se:Size").says(number(size)))
	if turn != "" {
		graphic = graphic.with(el("se:Rotation").with(el("ogc:Literal").says(turn)))
	}
	return el("se:PointSymbolizer").with(graphic)
}

func (s symbol) sldFill() node {
	if s.fill == "" { // which is not the same to all as no element
		return el("se:Fill").with(sldParameter("fill", panel), sldParameter("fill-opacity", "0"))
	}
	return el("se:Fill").with(sldParameter("fill", s.fill), sldParameter("fill-opacity", number(s.opacity())))
}

func (s symbol) sldStroke() node {
	n := el("se:Stroke").with(sldParameter("stroke", s.stroke), sldParameter("stroke-width", number(s.width)), sldParameter("stroke-opacity", number(s.opacity())))
	if s.dashed {
		dashes := "6 5"
		if s.shape != line {
			dashes = "2.5 2.5"
		}
		n = n.with(sldParameter("stroke-dasharray", dashes))
	}
	return n
}

func sldParameter(name, value string) node { return el("se:SvgParameter", "name", name).says(value) }

func number(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
