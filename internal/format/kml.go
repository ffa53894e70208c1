package format

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-kml/v3"

	"retaken/internal/geo"
)

// KML writes a KML 2.2 document: a typed schema, styles by who holds or gains what, and a placemark for each feature with
// its time. A placemark's id is the layer's name, a dot and the feature's id, which is also the first of its data.
//
// Programs show the description of a placemark as HTML. It holds the properties once more with everything
// escaped that could be markup, and the styles make balloons show nothing else. KML's integers have 32 bits: greater
// ones are written, but not all programs read them; therefore the id is a string there. Dates are strings, and characters
// that XML cannot have become U+FFFD.
func KML(w io.Writer, l Layer) error {
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header)
	k := newKMLWriter(out, l)
	k.open(xml.Name{Space: kml.Namespace, Local: "kml"})
	k.open(xml.Name{Local: "Document"})
	k.head()
	for f, err := range l.Features {
		if k.err == nil {
			k.err = err
		}
		if k.err != nil {
			break
		}
		k.placemark(f)
	}
	k.close(xml.Name{Local: "Document"})
	k.close(xml.Name{Space: kml.Namespace, Local: "kml"})
	if k.err == nil {
		k.err = out.Flush()
	}
	if k.err != nil {
		return fmt.Errorf("writing KML: %w", k.err)
	}
	return nil
}

// kmlWriter writes elements until the first error, which it keeps.
type kmlWriter struct {
	enc   *xml.Encoder
	layer Layer
	name  int // field that names a feature, -1 for none
	style func(geo.Feature) string
	err   error
}

func newKMLWriter(w io.Writer, l Layer) *kmlWriter {
	return &kmlWriter{enc: xml.NewEncoder(w), layer: l, name: l.field("name", "place", "title", "holder"), style: kmlStyle(l)}
}

// field is the place of the first of these fields that the layer has, -1 for none.
func (l Layer) field(names ...string) int {
	for _, name := range names {
		for i, f := range l.Fields {
			if f.Name == name {
				return i
			}
		}
	}
	return -1
}

func (k *kmlWriter) token(t xml.Token) {
	if k.err == nil {
		k.err = k.enc.EncodeToken(t)
	}
}

func (k *kmlWriter) open(name xml.Name, attr ...xml.Attr) {
	k.token(xml.StartElement{Name: name, Attr: attr})
}

func (k *kmlWriter) close(name xml.Name) {
	k.token(xml.EndElement{Name: name})
	k.token(xml.CharData("\n"))
	if k.err == nil {
		k.err = k.enc.Flush()
	}
}

func (k *kmlWriter) add(elements ...kml.Element) {
	for _, e := range elements {
		if k.err == nil {
			k.err = k.enc.Encode(e)
		}
	}
}

func (k *kmlWriter) head() {
	l := k.layer
	k.add(kml.Name(cmp.Or(l.Title, l.Name)))
	if about := strings.Join(strings.Fields(l.Description+"\n"+l.Attribution), " "); about != "" {
		k.add(kml.Description(plainHTML(about)))
	}
	for _, s := range kmlStyles(l) {
		k.add(s)
	}
	schema := kml.NamedSchema("fields", l.Name, kml.SimpleField("id", "string"))
	for _, f := range l.Fields {
		field := kml.SimpleField(f.Name, kmlType(f.Type))
		if f.Title != "" {
			field.Add(kml.DisplayName(f.Title))
		}
		schema.Add(field)
	}
	k.add(schema)
	k.token(xml.CharData("\n"))
}

func kmlType(t geo.FieldType) string {
	switch t {
	case geo.Integer:
		return "int"
	case geo.Number:
		return "double"
	case geo.Boolean:
		return "bool"
	}
	return "string"
}

func (k *kmlWriter) placemark(f geo.Feature) {
	id := strconv.FormatInt(f.ID, 10)
	k.open(xml.Name{Local: "Placemark"}, xml.Attr{Name: xml.Name{Local: "id"}, Value: cmp.Or(k.layer.Name, "feature") + "." + id})
	name := ""
	if k.name >= 0 {
		name = text(f.Properties[k.name])
		if k.layer.Fields[k.name].Name == "holder" {
			name = lookOf(name).words
		}
	}
	if name != "" {
		k.add(kml.Name(name))
	}
	k.add(kml.Description(k.describe(name, f)))
	if t := kmlTime(f.Time); t != nil {
		k.add(t)
	}
	k.add(kml.StyleURL("#" + k.style(f)))
	data := kml.SchemaData("#fields", kml.SimpleData("id", id))
	for i, v := range f.Properties {
		if v != nil {
			data.Add(kml.SimpleData(k.layer.Fields[i].Name, kmlValue(v)))
		}
	}
	k.add(kml.ExtendedData(data))
	if g := kmlGeometry(rounded(f.Geometry)); g != nil {
		k.add(g)
	}
	k.close(xml.Name{Local: "Placemark"})
}

// kmlValue is a property as the schema's types have it: xsd:boolean may be a digit, and GDAL reads no other.
func kmlValue(v any) string {
	switch v {
	case true:
		return "1"
	case false:
		return "0"
	}
	return text(v)
}

// describe is what balloons show: the name and each property that is known, on a line of its own.
func (k *kmlWriter) describe(name string, f geo.Feature) string {
	var b strings.Builder
	if name != "" {
		b.WriteString("<b>" + plainHTML(name) + "</b>")
	}
	for i, v := range f.Properties {
		if v == nil || i == k.name {
			continue
		}
		field := k.layer.Fields[i]
		if b.Len() > 0 {
			b.WriteString("<br/>")
		}
		b.WriteString(plainHTML(cmp.Or(field.Title, field.Name) + ": " + text(v)))
	}
	return b.String()
}

// plainHTML is text that shows as itself where HTML is shown. Balloons also replace what stands in $[…].
func plainHTML(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "$[", "$&#91;")
}

// kmlTime is a span of time, or a stamp for what is as good as an instant; nil for none.
func kmlTime(t geo.Interval) kml.Element {
	switch {
	case t == geo.Interval{}:
		return nil
	case !t.Start.IsZero() && !t.End.IsZero() && t.End.Sub(t.Start) < time.Second:
		return kml.TimeStamp(kml.When(t.Start.UTC()))
	}
	span := kml.TimeSpan()
	if !t.Start.IsZero() {
		span.Add(kml.Begin(t.Start.UTC()))
	}
	if !t.End.IsZero() {
		span.Add(kml.End(t.End.UTC()))
	}
	return span
}

// kmlGeometry is nil for none.
func kmlGeometry(g orb.Geometry) kml.Element {
	switch g := g.(type) {
	case orb.Point:
		return kml.Point(coordinates(orb.LineString{g}))
	case orb.LineString:
		return kml.LineString(coordinates(g))
	case orb.Polygon:
		p := kml.Polygon()
		for i, ring := range g {
			if r := kml.LinearRing(coordinates(orb.LineString(ring))); i == 0 {
				p.Add(kml.OuterBoundaryIs(r))
			} else {
				p.Add(kml.InnerBoundaryIs(r))
			}
		}
		return p
	case orb.MultiPoint:
		return kmlMulti(g)
	case orb.MultiLineString:
		return kmlMulti(g)
	case orb.MultiPolygon:
		return kmlMulti(g)
	case orb.Collection:
		return kmlMulti(g)
	}
	return nil
}

func kmlMulti[G orb.Geometry](parts []G) kml.Element {
	m := kml.MultiGeometry()
	for _, g := range parts {
		m.Add(kmlGeometry(g))
	}
	return m
}

func coordinates(points orb.LineString) kml.Element {
	c := make([]kml.Coordinate, len(points))
	for i, p := range points {
		c[i] = kml.Coordinate{Lon: p[0], Lat: p[1]}
	}
	return kml.Coordinates(c...)
}
