package web

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// operation is one address in the API document.
type operation struct {
	ID, Path, Summary string
	Parameters        []parameter
	Answers           []content
}

// content is one form of the answer with status 200.
type content struct{ media, schema string }

// parameter is one in the API document. Style and explode are always written out: some clients do not
// know the defaults.
type parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Description string `json:"description"`
	Required    bool   `json:"required"`
	Style       string `json:"style"`
	Explode     bool   `json:"explode"`
	Schema      object `json:"schema"`

	Ref string `json:"-"` // where it is defined, "" for here
}

// MarshalJSON implements json.Marshaler.
func (p parameter) MarshalJSON() ([]byte, error) {
	if p.Ref != "" {
		return marshal(object{"$ref": p.Ref})
	}
	type here parameter
	return marshal(here(p))
}

func inQuery(name, description string, schema object) parameter {
	return parameter{Name: name, In: "query", Description: description, Style: "form", Schema: schema}
}

func optional(p parameter) parameter {
	p.Required = false
	return p
}

func inPath(name, description string, schema object) parameter {
	return parameter{Name: name, In: "path", Description: description, Required: true, Style: "simple", Schema: schema}
}

// operations is every address that clients may ask, with all that they may ask of it.
func (s *Server) operations(a *atlas.Atlas) ([]operation, error) {
	ofAny, err := selectors(a, atlas.Names...)
	if err != nil {
		return nil, err
	}
	form := func(names ...string) parameter {
		return inQuery("f", "Form of the answer; without it the Accept header decides", object{"type": "string", "enum": names})
	}
	// QGIS looks for the size of a page under just this name.
	pageLimit := pageLimit
	pageLimit.Ref = "#/components/parameters/limit"
	collection := inPath("collectionId", "Id of a collection", object{"type": "string", "enum": atlas.Names})
	feature := inPath("featureId", "Id of a feature", object{"type": "integer"})
	asOf := inQuery("as-of", "Only what had been published by then: "+wantMoment, object{"type": "string"})
	datetime := inQuery("datetime", "Only features whose time shares an instant with this: "+wantDatetime, object{"type": "string"})
	systems := object{"type": "string", "enum": crsURIs(), "default": crs84}
	bbox := inQuery("bbox", "Only features in this box: west,south,east,north in degrees; its edge belongs to it, "+
		"and with west greater than east it goes across the antimeridian",
		object{"type": "array", "minItems": 4, "maxItems": 6, "items": object{"type": "number"}})
	system := inQuery("crs", "System of the coordinates in the answer", systems)
	shown := inQuery("properties", "Names of the properties to show; without it all of them", list(text))
	bboxCRS := inQuery("bbox-crs", "System of the coordinates in bbox", systems)
	conditions := []parameter{
		bbox, bboxCRS, asOf,
		inQuery("filter", "Only features that meet this condition, in CQL2", text),
		inQuery("filter-lang", "How the filter is written", object{"type": "string", "enum": []string{"cql2-text", "cql2-json"}, "default": "cql2-text"}),
		inQuery("filter-crs", "System of the coordinates in the filter", systems),
		inQuery("q", "Only features in whose texts all these words stand, in any case", object{"type": "string", "minLength": 1}),
	}
	paging := append(slices.Clip(conditions), system, shown,
		inQuery("sortby", "Properties to order features by, each after a - to turn its order around", list(text)),
		inQuery("offset", "So many features are left out at the beginning", object{"type": "integer", "minimum": 0}),
		pageLimit,
		inQuery("after", "Where the page begins, as a next link has it", object{"type": "string"}),
		form(formNames()...),
	)
	items := slices.Concat([]parameter{collection, datetime}, paging, ofAny)
	moment := func(name, description string) parameter {
		return parameter{
			Name: name, In: "query", Required: true, Style: "form", Description: description + ": " + wantMoment, Schema: object{"type": "string"},
		}
	}
	diff := slices.Concat([]parameter{moment("from", "The earlier time"), moment("to", "The later time")}, paging)
	for _, f := range geo.DifferenceFields {
		diff = append(diff, inQuery(f.Name, f.Title+": only features that have this value, or one of these with commas between them", selector(f)))
	}
	page := content{mediaHTML, "page"}

	all := []operation{
		{"getLandingPage", "/", "Links to everything else; in a browser the map", []parameter{form("json", "html")}, []content{{mediaJSON, "landing"}, page}},
		{"getApi", "/api", "This document", []parameter{form("json", "html")}, []content{{mediaOpenAPI, "any"}, page}},
		{"getConformance", "/conformance", "What this interface conforms to", []parameter{form("json", "html")}, []content{{mediaJSON, "conformance"}, page}},
		{"getCollections", "/collections", "The collections of features", []parameter{form("json", "html")}, []content{{mediaJSON, "collections"}, page}},
		{"getCollection", "/collections/{collectionId}", "One collection", []parameter{collection, form("json", "html")}, []content{{mediaJSON, "collection"}, page}},
		{"getFeatures", "/collections/{collectionId}/items", "Features of a collection, page by page in the order of their ids", items, whole("features")},
		{"getFeature", "/collections/{collectionId}/items/{featureId}", "One feature", []parameter{collection, feature, datetime, asOf, system, shown, form("json", "geojson", "html")}, []content{{mediaGeoJSON, "feature"}, page}},
		{"getVersions", "/collections/{collectionId}/items/{featureId}/versions", "Every state that a place was in, in order: its time map", []parameter{collection, feature, asOf, system, shown, form(formNames()...)}, whole("features")},
		{"getDiff", "/diff", "Places whose state differs between two times, the ground that changed hands, and what people said of its size", diff, whole("diff")},
		{"getQueryables", "/collections/{collectionId}/queryables", "Properties that features can be selected by", []parameter{collection, form("json", "html")}, []content{{mediaSchema, "any"}, page}},
		{"getSchema", "/collections/{collectionId}/schema", "JSON Schema of a feature", []parameter{collection, form("json", "html")}, []content{{mediaSchema, "any"}, page}},
	}
	all = append(all, tileOperations(collection, items)...)
	if s.Search != nil {
		all = append(all, operation{"search", "/search", "Places by the beginning of a name, in any script", []parameter{
			{
				Name: "q", In: "query", Required: true, Style: "form", Description: "Beginning of the name",
				Schema: object{"type": "string", "minLength": 1},
			},
			inQuery("limit", "Places at most", object{"type": "integer", "minimum": 1, "maximum": maxFound, "default": defaultFound}),
			form("json", "geojson", "html"),
		}, []content{{mediaGeoJSON, "found"}, page}})
	}
	ofEvents, err := selectorsOf(a, atlas.Events)
	if err != nil {
		return nil, err
	}
	ofEvents = slices.Concat(conditions, []parameter{datetime}, ofEvents)
	ofTimeline, err := selectors(a, atlas.Events, atlas.Changes)
	if err != nil {
		return nil, err
	}
	ofTimeline = slices.Concat(conditions, []parameter{datetime}, ofTimeline)
	for i, p := range ofTimeline {
		if p.Name == "by" { // of changes it is no property
			ofTimeline[i].Description += "; of changes: whether they are counted by their date or by the day on which they became known, published"
			ofTimeline[i].Schema = selector(geo.Field{Type: geo.Text, Enum: []string{"UA", "RU", "date", "published"}})
		}
	}
	since := inQuery("since", "Only what was written behind the change with this cursor; now for the cursor of the present", text)
	most := func(normal, most int) parameter {
		return inQuery("limit", "So many at most", object{"type": "integer", "minimum": 1, "maximum": most, "default": normal})
	}
	return append(
		all,
		operation{
			"getChanges", "/changes", "What was written, the oldest first: articles that were read, with their events, and places that were edited",
			[]parameter{since, most(defaultChanges, maxChanges), form("json", "ndjson", "html")},
			[]content{{mediaJSON, "any"}, {asNDJSON.media, "file"}, page},
		},
		operation{"streamChanges", "/changes/stream", "The same as it comes (server-sent events); Last-Event-ID goes on where a client was", []parameter{since}, []content{{mediaEvents, "file"}}},
		operation{
			"getTimeline", "/timeline", "Numbers of reports of changes, or of the changes that they made, by day, week or month",
			append(
				ofTimeline,
				inQuery("of", "What is counted: reports as in events, or changes as in control-changes, of settlements, islands and facilities alone", object{"type": "string", "enum": []string{"reports", "changes"}, "default": "reports"}),
				inQuery("bucket", "What is counted together", object{"type": "string", "enum": []string{"day", "week", "month"}, "default": "day"}),
				form("json", "html"),
			),
			[]content{{mediaJSON, "any"}, page},
		},
		operation{
			"getAreaTimeline", "/timeline/areas", "Square kilometres by holder at the end of each day, week or month, and what people said of ground that changed hands",
			[]parameter{
				optional(moment("from", "The first day")), optional(moment("to", "The last day")),
				inQuery("datetime", "The same as one interval: "+wantDatetime, text), asOf,
				inQuery("bucket", "What there is a point for; 400 points at most", object{"type": "string", "enum": []string{"day", "week", "month"}, "default": "week"}),
				form("json", "csv", "html"),
			},
			[]content{{mediaJSON, "any"}, {mediaCSV, "file"}, page},
		},
		operation{
			"getEventFeed", "/feeds/events.atom", "The reports of changes that were published last, with positions (GeoRSS)",
			append(slices.Clip(ofEvents), most(defaultLimit, maxRows), form("atom")),
			[]content{{mediaAtom, "file"}},
		},
		operation{
			"getGeoPackage", "/export.gpkg", "All collections in one file, each a layer with its style",
			[]parameter{datetime, asOf, bbox, bboxCRS, form("gpkg")},
			[]content{{asGeoPackage.media, "file"}},
		},
		operation{
			"getArticle", "/articles/{articleId}", "What an article says and what was made of it, sentence by sentence",
			[]parameter{inPath("articleId", "Id of an article", object{"type": "integer"}), form("json", "html")},
			[]content{{mediaJSON, "any"}, page},
		},
		operation{
			"getPlace", "/places/{placeId}", "The page of a place; as JSON it leads to the place as a feature",
			[]parameter{inPath("placeId", "Id of a place", object{"type": "integer"}), datetime, asOf, form("json", "geojson", "html")},
			[]content{{mediaGeoJSON, "feature"}, page},
		},
		operation{"getMetrics", "/metrics", "Measurements of the server for Prometheus", nil, []content{{"text/plain", "file"}}},
		operation{"getHealth", "/healthz", "Whether the program runs", []parameter{form("json", "html")}, []content{{mediaJSON, "any"}, page}},
		operation{"getReadiness", "/readyz", "Whether data can be served, and of which age", []parameter{form("json", "html")}, []content{{mediaJSON, "any"}, page}},
	), nil
}

// selectorsOf is a parameter for each property of a collection.
func selectorsOf(a *atlas.Atlas, name string) (all []parameter, err error) {
	c, err := a.Collection(name)
	if err != nil {
		return nil, err
	}
	for _, f := range c.Fields {
		all = append(all, inQuery(f.Name, fmt.Sprintf("%s (%s): only features that have this value, or one of these with commas between them", f.Title, name), selector(f)))
	}
	return all, nil
}

// selectors is a parameter for each property of any of these collections. Where collections differ over a property
// it is just a text here; the server knows better.
func selectors(a *atlas.Atlas, names ...string) ([]parameter, error) {
	var all []parameter
	at := map[string]int{}
	for _, name := range names {
		own, err := selectorsOf(a, name)
		if err != nil {
			return nil, err
		}
		for _, p := range own {
			i, seen := at[p.Name]
			if !seen {
				at[p.Name] = len(all)
				all = append(all, p)
				continue
			}
			head, tail, _ := strings.Cut(all[i].Description, "): ")
			all[i].Description = head + ", " + name + "): " + tail
			if !reflect.DeepEqual(all[i].Schema, p.Schema) {
				all[i].Schema = selector(geo.Field{Type: geo.Text})
			}
		}
	}
	return all, nil
}

// selector is the schema of a parameter for a field: a list, because several values may be given.
func selector(f geo.Field) object {
	p := property(f)
	delete(p, "title")
	return object{"type": "array", "items": p}
}

// api is the OpenAPI 3.0 document.
func (s *Server) api(v *visit) (*document, error) {
	operations, err := s.operations(v.atlas)
	if err != nil {
		return nil, err
	}
	links := v.self(mediaOpenAPI)
	if v.html() {
		return s.page(v, "api", s.Title, struct {
			Description string
			Operations  []operation
		}{description, operations}, links), nil
	}
	paths := object{}
	for _, o := range operations {
		paths[o.Path] = object{"get": o.document()}
	}
	if s.Suggest != nil {
		paths[suggestionsPath] = object{"post": suggestionOperation()}
	}
	version := s.Version
	if version == "" {
		version = "unversioned"
	}
	return encoded(object{
		"openapi":    "3.0.3",
		"info":       object{"title": s.Title, "description": description, "version": version},
		"servers":    []object{{"url": v.base}},
		"paths":      paths,
		"components": object{"schemas": schemas(), "responses": failures(), "parameters": object{"limit": pageLimit}},
	}, links...), nil
}

// document is the operation as OpenAPI has it.
func (o operation) document() object {
	contents := object{}
	for _, a := range o.Answers {
		contents[a.media] = object{"schema": ref("schemas", a.schema)}
	}
	responses := object{
		"200": object{"description": o.Summary, "content": contents},
		"303": object{"description": "The same page without the empty fields of its form"},
		"304": ref("responses", "NotModified"),
		"400": ref("responses", "BadRequest"),
		"405": ref("responses", "NotAllowed"),
		"500": ref("responses", "Failed"),
	}
	if strings.Contains(o.Path, "{") {
		responses["404"] = ref("responses", "NotFound")
	}
	if len(o.Answers) == 1 && o.Answers[0].media == mediaMVT {
		responses["204"] = object{"description": "Nothing lies in the tile"}
	}
	if strings.Contains(o.Path, "{featureId}") {
		responses["410"] = ref("responses", "Gone")
	}
	switch o.Path {
	case "/healthz", "/readyz", "/metrics": // never kept
		delete(responses, "304")
	case "/changes":
		responses["410"] = ref("responses", "Gone")
	case "/changes/stream":
		delete(responses, "304")
		responses["410"], responses["503"] = ref("responses", "Gone"), ref("responses", "Busy")
	}
	d := object{"operationId": o.ID, "summary": o.Summary, "responses": responses}
	if len(o.Parameters) > 0 {
		d["parameters"] = o.Parameters
	}
	return d
}

func ref(kind, name string) object { return object{"$ref": "#/components/" + kind + "/" + name} }

func failures() object {
	failure := func(description string) object {
		return object{"description": description, "content": object{
			"application/problem+json": object{"schema": ref("schemas", "problem")},
			mediaHTML:                  object{"schema": ref("schemas", "page")},
		}}
	}
	return object{
		"NotModified": object{"description": "The client has the present answer already"},
		"BadRequest":  failure("A parameter is unknown or has a value that it cannot have; the detail says which and what would be right"),
		"Gone":        failure("What is asked for was there and was withdrawn"),
		"Busy":        failure("Too many clients listen already"),
		"NotFound":    failure("There is no such collection, feature or tile"),
		"NotAllowed":  failure("This address can only be read"),
		"Failed":      failure("The server failed"),
	}
}

var pageLimit = inQuery("limit", "Features on a page; more than the maximum is cut to it",
	object{"type": "integer", "minimum": 1, "maximum": maxLimit, "default": defaultLimit})

var text = object{"type": "string"}

func list(of object) object { return object{"type": "array", "items": of} }

// whole is the answers with features in every form.
func whole(schema string) []content {
	all := []content{{mediaGeoJSON, schema}, {mediaHTML, "page"}}
	for _, f := range exports[1:] { // the first is GeoJSON too
		media, _, _ := strings.Cut(f.media, ";")
		if !slices.ContainsFunc(all, func(c content) bool { return c.media == media }) {
			all = append(all, content{media, "file"})
		}
	}
	return all
}

// formNames are those that f may be for features.
func formNames() []string {
	all := []string{"json", "html"}
	for _, f := range exports {
		all = append(all, f.names...)
	}
	return all
}

// schemas is what the answers look like.
func schemas() object {
	count := object{"type": "integer", "minimum": 0}
	record := func(required []string, properties object) object {
		return object{"type": "object", "required": required, "properties": properties}
	}
	links := list(ref("schemas", "link"))
	feature := object{
		"type":       object{"type": "string", "enum": []string{"Feature"}},
		"id":         object{"type": "integer"},
		"geometry":   ref("schemas", "geometry"),
		"properties": object{"type": "object", "nullable": true},
		"links":      links,
	}
	collection := object{
		"type":           object{"type": "string", "enum": []string{"FeatureCollection"}},
		"features":       list(ref("schemas", "feature")),
		"links":          links,
		"timeStamp":      object{"type": "string", "format": "date-time"},
		"numberMatched":  count,
		"numberReturned": count,
	}
	diff := maps.Clone(collection)
	diff["areas"] = record([]string{"type", "features"}, object{"type": collection["type"], "features": collection["features"]})
	diff["areas_from"], diff["areas_to"] = object{"type": "object"}, object{"type": "object"}
	diff["claimed_areas"] = list(object{"type": "object"})
	return object{
		"any":  object{"type": "object"},
		"page": text,
		"file": object{"type": "string", "format": "binary"},
		"link": record([]string{"href", "rel", "type"}, object{"href": text, "rel": text, "type": text, "title": text}),
		"problem": record([]string{"type", "title", "status"}, object{
			"type": text, "title": text, "status": object{"type": "integer"}, "detail": text,
		}),
		"landing":     record([]string{"title", "description", "links"}, object{"title": text, "description": text, "attribution": text, "links": links}),
		"conformance": record([]string{"conformsTo"}, object{"conformsTo": list(text)}),
		"collections": record([]string{"links", "collections"}, object{"links": links, "collections": list(ref("schemas", "collection"))}),
		"collection": record([]string{"id", "title", "description", "itemType", "extent", "crs", "storageCrs", "links"}, object{
			"id": text, "title": text, "description": text, "attribution": text, "itemType": text, "crs": list(text), "storageCrs": text,
			"links": links, "extent": ref("schemas", "extent"),
		}),
		"extent": object{"type": "object", "properties": object{
			"spatial": record([]string{"bbox"}, object{
				"bbox": list(object{"type": "array", "minItems": 4, "maxItems": 4, "items": object{"type": "number"}}), "crs": text,
			}),
			"temporal": record([]string{"interval"}, object{
				"interval": list(object{
					"type": "array", "minItems": 2, "maxItems": 2,
					"items": object{"type": "string", "format": "date-time", "nullable": true},
				}), "trs": text,
			}),
		}},
		"geometry": object{
			"type": "object", "nullable": true, "required": []string{"type", "coordinates"},
			"properties": object{
				"type":        object{"type": "string", "enum": []string{"Point", "MultiPoint", "MultiPolygon", "MultiLineString"}},
				"coordinates": object{"type": "array", "minItems": 1, "items": object{}},
			},
		},
		"tileset":  tilesetSchema(),
		"tilesets": record([]string{"links", "tilesets"}, object{"links": links, "tilesets": list(ref("schemas", "tileset"))}),
		"feature":  record([]string{"type", "id", "geometry", "properties"}, feature),
		"features": record([]string{"type", "features", "links", "timeStamp", "numberMatched", "numberReturned"}, collection),
		"diff":     record([]string{"type", "features", "links", "timeStamp", "numberMatched", "numberReturned"}, diff),
		"found":    record([]string{"type", "features", "links", "numberReturned"}, collection),
	}
}
