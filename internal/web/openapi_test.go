package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/legacy"

	"retaken/internal/atlas"
)

func loadAPI(t *testing.T, s http.Handler) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(ask(s, "GET", "/api").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestAPIDocument checks the document as validators and clients do.
func TestAPIDocument(t *testing.T) {
	s := serving(t, seeded(t))
	doc := loadAPI(t, s)
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	if doc.OpenAPI != "3.0.3" || doc.Servers[0].URL != "http://example.test" {
		t.Errorf("OpenAPI %s on %v", doc.OpenAPI, doc.Servers[0])
	}
	seen := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		op := item.Get
		if op == nil || seen[op.OperationID] {
			t.Fatalf("%s: no operation, or %v again", path, op)
		}
		seen[op.OperationID] = true
		if path != "/collections/{collectionId}/items" && strings.HasPrefix(path, "/collections/") && strings.HasSuffix(path, "/items") {
			t.Errorf("a second path for items: %s", path)
		}
		for _, p := range op.Parameters {
			if p.Value.In == "query" && p.Value.Style != "form" || p.Value.Schema.Value.AdditionalProperties.Has != nil {
				t.Errorf("%s: parameter %s has style %q", path, p.Value.Name, p.Value.Style)
			}
			if want := strings.Contains(path, "{"+p.Value.Name+"}"); want != (p.Value.In == "path") || want && !p.Value.Required {
				t.Errorf("%s: parameter %s is in %s", path, p.Value.Name, p.Value.In)
			}
		}
	}
	for _, path := range []string{"/", "/api", "/conformance", "/collections", "/collections/{collectionId}", "/collections/{collectionId}/items", "/collections/{collectionId}/items/{featureId}", "/search"} {
		if doc.Paths.Value(path) == nil {
			t.Errorf("no path %s", path)
		}
	}

	items := doc.Paths.Value("/collections/{collectionId}/items").Get.Parameters
	named := func(name string) map[string]any {
		b, err := json.Marshal(items.GetByInAndName("query", name))
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil || m == nil {
			t.Fatalf("parameter %s: %s (%v)", name, b, err)
		}
		delete(m, "description")
		return m
	}
	for name, want := range map[string]string{
		"bbox":     `map[explode:false in:query name:bbox schema:map[items:map[type:number] maxItems:6 minItems:4 type:array] style:form]`,
		"limit":    `map[explode:false in:query name:limit schema:map[default:100 maximum:10000 minimum:1 type:integer] style:form]`,
		"datetime": `map[explode:false in:query name:datetime schema:map[type:string] style:form]`,
	} {
		if got := fmt.Sprint(named(name)); got != want {
			t.Errorf("parameter %s is %s, want %s", name, got, want)
		}
	}
	for _, name := range atlas.Names {
		c, err := s.Atlas.Atlas().Collection(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range c.Fields {
			named(f.Name)
		}
	}
	id := items.GetByInAndName("path", "collectionId").Schema.Value.Enum
	if fmt.Sprint(id) != "[events control control-history control-changes areas borders articles places]" {
		t.Errorf("collectionId is one of %v", id)
	}
}

// TestAnswersConform holds real answers against the document.
func TestAnswersConform(t *testing.T) {
	s := serving(t, seeded(t))
	doc := loadAPI(t, s)
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder("application/geo+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/schema+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/vnd.oai.openapi+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("text/html", openapi3filter.PlainBodyDecoder)

	targets := []string{
		"/", "/api", "/conformance", "/collections", "/search?q=ba", "/healthz", "/readyz", "/collections/shoes", "/api?f=xml",
		"/collections/events/items?bbox=30,45,39,50&datetime=2022-09-01/..&limit=2&status=confirmed,claimed",
		"/collections/events/items?confidence=0.9&background=false&place_id=1,2&date=2022-09-10",
		"/collections/events/items?bbox=0,0,1,1", "/collections/events/items?limit=x", "/collections/events/items/99",
	}
	for _, name := range atlas.Names {
		at := "/collections/" + name
		targets = append(targets, at, at+"/items", at+"/items/1", at+"/queryables", at+"/schema", at+"?f=html", at+"/items?f=html", at+"/items/1?f=html")
	}
	for _, target := range targets {
		r := httptest.NewRequest("GET", "http://example.test"+target, nil)
		route, pathParams, err := router.FindRoute(r)
		if err != nil {
			t.Errorf("GET %s: %v", target, err)
			continue
		}
		request := &openapi3filter.RequestValidationInput{Request: r, Route: route, PathParams: pathParams}
		w := ask(s, "GET", target)
		if err := openapi3filter.ValidateRequest(t.Context(), request); (err != nil) != (w.Code >= 400) && w.Code != 404 {
			t.Errorf("GET %s answers %d, but as a request: %v", target, w.Code, err)
		}
		if err := openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: request, Status: w.Code, Header: w.Header(),
			Body:    io.NopCloser(bytes.NewReader(w.Body.Bytes())),
			Options: &openapi3filter.Options{IncludeResponseStatus: true},
		}); err != nil {
			t.Errorf("GET %s: %v", target, err)
		}
	}
}

// firstOf is the id of the first feature of a collection.
func firstOf(t *testing.T, s *Server, name string) string {
	t.Helper()
	target := "/collections/" + name + "/items?limit=1"
	then := ""
	if name == atlas.Borders {
		then = "?datetime=2022-09-09" // there is none now
		target += "&" + then[1:]
	}
	return fmt.Sprint(fetch(t, s, target).Features[0].ID) + then
}

// TestCollectionsAgree makes sure that a collection is described in the list as it describes itself, and
// that every link of every document can be followed and answers with the type that it announces.
func TestCollectionsAgree(t *testing.T) {
	s := serving(t, seeded(t))
	var all struct{ Collections []json.RawMessage }
	if err := json.Unmarshal(ask(s, "GET", "/collections").Body.Bytes(), &all); err != nil || len(all.Collections) != len(atlas.Names) {
		t.Fatalf("%d collections (%v)", len(all.Collections), err)
	}
	documents := [][]byte{ask(s, "GET", "/").Body.Bytes(), ask(s, "GET", "/collections").Body.Bytes()}
	for i, listed := range all.Collections {
		at := "/collections/" + atlas.Names[i]
		itself := ask(s, "GET", at).Body.Bytes()
		if !bytes.Equal(listed, itself) {
			t.Errorf("%s is listed as %s, but is %s", at, listed, itself)
		}
		item := at + "/items/" + firstOf(t, s, atlas.Names[i])
		documents = append(documents, itself, ask(s, "GET", at+"/items?limit=1").Body.Bytes(), ask(s, "GET", item).Body.Bytes())
	}
	for _, document := range documents {
		var d struct{ Links []link }
		if err := json.Unmarshal(document, &d); err != nil || len(d.Links) < 2 {
			t.Fatalf("%v in %s", err, document)
		}
		for _, l := range d.Links {
			path, own := strings.CutPrefix(l.Href, "http://example.test")
			w := ask(s, "GET", path, "Accept", l.Type)
			got, _, _ := strings.Cut(w.Header().Get("Content-Type"), "; charset")
			if !own || l.Rel == "" || w.Code != 200 || got != l.Type {
				t.Errorf("link %+v answers with status %d and %s", l, w.Code, got)
			}
		}
	}
}

// TestSchema holds the properties of every feature against the schema of its collection: the same names
// in the same order, and types that fit.
func TestSchema(t *testing.T) {
	s := serving(t, seeded(t))
	for _, name := range atlas.Names {
		var schema struct {
			Properties struct {
				Properties struct {
					Properties map[string]struct {
						Type   string
						Format string
						Enum   []string
					}
				}
			}
		}
		if err := json.Unmarshal(ask(s, "GET", "/collections/"+name+"/schema").Body.Bytes(), &schema); err != nil {
			t.Fatal(err)
		}
		want := schema.Properties.Properties.Properties
		var order string
		for _, f := range fetch(t, s, "/collections/"+name+"/items").Features {
			if len(f.Properties) != len(want) {
				t.Errorf("%s %d has %d properties, want %d", name, f.ID, len(f.Properties), len(want))
			}
			for property, v := range f.Properties {
				fits := false
				switch v := v.(type) {
				case nil:
					fits = true
				case string:
					enum := want[property].Enum
					fits = want[property].Type == "string" && (enum == nil || slices.Contains(enum, v)) && (want[property].Format != "date" || len(v) == 10)
				case float64:
					fits = want[property].Type == "number" || want[property].Type == "integer" && v == float64(int64(v))
				case bool:
					fits = want[property].Type == "boolean"
				}
				if !fits {
					t.Errorf("%s %d: %s is %v, the schema has %+v", name, f.ID, property, v, want[property])
				}
			}
			keys := keysInOrder(t, ask(s, "GET", fmt.Sprintf("/collections/%s/items/%d", name, f.ID)).Body.Bytes())
			if order == "" {
				order = keys
			}
			if keys != order {
				t.Errorf("%s %d has properties in the order %s, another one %s", name, f.ID, keys, order)
			}
		}
	}
}

// keysInOrder is the names of the properties of a feature as they stand.
func keysInOrder(t *testing.T, feature []byte) string {
	t.Helper()
	var f struct{ Properties json.RawMessage }
	if err := json.Unmarshal(feature, &f); err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(f.Properties))
	var names []string
	for key := false; ; key = !key {
		token, err := d.Token()
		if err != nil {
			return strings.Join(names, " ")
		}
		if s, ok := token.(string); ok && key {
			names = append(names, s)
		}
	}
}
