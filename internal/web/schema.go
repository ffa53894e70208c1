package web

import (
	"strings"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// object is a JSON object whose members come out in the order of their names.
type object = map[string]any

// property is a field as JSON Schema, and as OpenAPI, which for this much is the same.
func property(f geo.Field) object {
	o := object{"title": f.Title, "type": string(f.Type)}
	if f.Type == geo.Day {
		o["type"], o["format"] = "string", "date"
	}
	if f.Enum != nil {
		o["enum"] = f.Enum
	}
	return o
}

// properties keeps the order of the fields: GDAL takes the order of its columns from it.
func properties(fields []geo.Field) ordered {
	var o ordered
	for _, f := range fields {
		o = append(o, member{f.Name, property(f)})
	}
	return o
}

// ordered is a JSON object whose members come out as they stand.
type ordered []member

type member struct {
	name  string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o ordered) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		name, err := marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := marshal(m.value)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

const draft = "https://json-schema.org/draft/2020-12/schema"

// queryables is which parameters select by which property.
func (s *Server) queryables(v *visit) (*document, error) {
	about, collection, err := v.named()
	if err != nil {
		return nil, err
	}
	p := append(properties(collection.Fields), member{"geometry", object{"title": "Position", "format": "geometry-" + strings.ToLower(geometryOf(about.id))}})
	return encoded(object{
		"$schema": draft, "$id": v.href("/collections/" + about.id + "/queryables"),
		"type": "object", "title": about.title, "properties": p, "additionalProperties": false,
	}, v.self(mediaSchema)[0]), nil
}

// geometryOf is the GeoJSON type of all geometries of a collection.
func geometryOf(collection string) string {
	switch collection {
	case atlas.Areas:
		return "MultiPolygon"
	case atlas.Borders:
		return "MultiLineString"
	}
	return "Point"
}

// schema describes one GeoJSON feature. A property that is unknown is null, of whatever type it is here:
// GDAL does not read lists of types, and takes the types of its columns from this document.
func (s *Server) schema(v *visit) (*document, error) {
	about, collection, err := v.named()
	if err != nil {
		return nil, err
	}
	return encoded(object{
		"$schema": draft, "$id": v.href("/collections/" + about.id + "/schema"),
		"type": "object", "title": about.title,
		"required": []string{"type", "id", "geometry", "properties"},
		"properties": object{
			"type":       object{"type": "string", "enum": []string{"Feature"}},
			"id":         object{"type": "integer"},
			"geometry":   object{"$ref": "https://geojson.org/schema/" + geometryOf(about.id) + ".json"},
			"properties": object{"type": "object", "properties": properties(collection.Fields)},
		},
	}, v.self(mediaSchema)[0]), nil
}
