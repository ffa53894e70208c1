package web

import (
	"strings"

	"retaken/internal/geo"
)

// object is a JSON object whose members come out in the order of their names.
type object = map[string]any

// property is a field as JSON Schema, and as OpenAPI, which for this much is the same.
func property(f geo.Field) object {
	o := object{"title": f.Title, "type": string(f.Type)}
	if f.Type == geo.Day || f.Type == geo.Instant {
		o["type"], o["format"] = "string", string(f.Type)
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
	collection, err := v.atlas.Collection(v.Param("collectionId"))
	if err != nil {
		return nil, err
	}
	if v.html() {
		return s.page(v, "fields", "Properties to select by: "+collection.Title, collection, v.self(mediaSchema)), nil
	}
	p := append(properties(collection.Fields), member{"geometry", object{"title": "Position", "format": "geometry-" + strings.ToLower(collection.Geometry)}})
	return encoded(object{
		"$schema": draft, "$id": v.href("/collections/" + collection.Name + "/queryables"),
		"type": "object", "title": collection.Title, "properties": p, "additionalProperties": false,
	}, v.self(mediaSchema)...), nil
}

// schema describes one GeoJSON feature. A property that is unknown is null, of whatever type it is here:
// GDAL does not read lists of types, and takes the types of its columns from this document.
func (s *Server) schema(v *visit) (*document, error) {
	collection, err := v.atlas.Collection(v.Param("collectionId"))
	if err != nil {
		return nil, err
	}
	if v.html() {
		return s.page(v, "fields", "Properties of a feature: "+collection.Title, collection, v.self(mediaSchema)), nil
	}
	return encoded(object{
		"$schema": draft, "$id": v.href("/collections/" + collection.Name + "/schema"),
		"type": "object", "title": collection.Title,
		"required": []string{"type", "id", "geometry", "properties"},
		"properties": object{
			"type":       object{"type": "string", "enum": []string{"Feature"}},
			"id":         object{"type": "integer"},
			"geometry":   object{"$ref": "https://geojson.org/schema/" + collection.Geometry + ".json"},
			"properties": object{"type": "object", "properties": properties(collection.Fields)},
		},
	}, v.self(mediaSchema)...), nil
}
