package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"retaken/internal/geo"
)

// TestTilesets checks the descriptions of tiles: their members, and that what they lead to is there.
func TestTilesets(t *testing.T) {
	s := serving(t, seeded(t))
	for _, under := range []string{"", "/collections/control", "/collections/areas"} {
		var list struct {
			Links    []link
			Tilesets []tilesetEntry
		}
		if err := json.Unmarshal(ask(s, "GET", under+"/tiles?datetime=2022-09-09").Body.Bytes(), &list); err != nil || len(list.Tilesets) != 1 || len(list.Links) != 1 {
			t.Fatalf("%s: %v, %+v", under, err, list)
		}
		e := list.Tilesets[0]
		if e.DataType != "vector" || e.TileMatrixSetID != "WebMercatorQuad" || e.TileMatrixSetURI != "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad" ||
			e.CRS != "http://www.opengis.net/def/crs/EPSG/0/3857" || e.Title == "" || len(e.Limits) != 15 {
			t.Errorf("%s: %+v", under, e)
		}
		rels := map[string]bool{}
		for _, l := range e.Links {
			rels[l.Rel] = true
			target := strings.TrimPrefix(l.Href, "http://example.test")
			if l.Templated != (l.Rel == "item") || l.Type == "" {
				t.Errorf("link %+v", l)
			}
			target = strings.NewReplacer("{tileMatrix}", "6", "{tileRow}", "21", "{tileCol}", "38").Replace(target)
			w := ask(s, "GET", target)
			if w.Code != 200 || w.Header().Get("Content-Type") != l.Type || strings.ContainsAny(target, "{}") {
				t.Errorf("GET %s: status %d, %s", target, w.Code, w.Header().Get("Content-Type"))
			}
			if want := l.Rel != "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"; want != strings.Contains(target, "datetime=2022-09-09") {
				t.Errorf("GET %s: the condition is kept: %v", target, !want)
			}
			if l.Rel == "self" {
				var d tilesetDocument
				if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || len(d.Layers) == 0 || d.BoundingBox == nil || !reflect.DeepEqual(d.tilesetEntry, e) {
					t.Errorf("%s: %v, %s", under, err, w.Body)
				}
			}
		}
		if len(rels) != 4 {
			t.Errorf("%s: links %v", under, rels)
		}
	}
	for _, target := range []string{"/", "/collections/control"} {
		if got := ask(s, "GET", target).Body.String(); !strings.Contains(got, `"rel":"http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"`) {
			t.Errorf("GET %s does not lead to tiles: %s", target, got)
		}
	}
	if got := ask(s, "GET", "/tileMatrixSets").Body.String(); !strings.Contains(got, `"href":"http://example.test/tileMatrixSets/WebMercatorQuad"`) {
		t.Error(got)
	}
}

// TestTileJSON: a web map finds the tiles of what it asked for, and every property that they have.
func TestTileJSON(t *testing.T) {
	s := serving(t, seeded(t), func(c *Config) { c.Attribution = "<b>Somebody</b> & sons" })
	const query = "?as-of=2024-03-01&datetime=2022-09-09&filter=holder+%3D+%27RU%27"
	w := ask(s, "GET", "/tiles/areas,control/tilejson.json"+query)
	var d struct {
		TileJSON, Attribution, Description string
		Tiles                              []string
		MinZoom, MaxZoom                   int
		Bounds, Center                     []float64
		Layers                             []vectorLayer `json:"vector_layers"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%v, %s", err, w.Body)
	}
	if want := "http://example.test/tiles/areas,control/{z}/{x}/{y}.mvt" + query; len(d.Tiles) != 1 || d.Tiles[0] != want {
		t.Errorf("tiles %v, want %s", d.Tiles, want)
	}
	if d.TileJSON != "3.0.0" || d.MinZoom != 0 || d.MaxZoom != 14 || len(d.Bounds) != 4 || len(d.Center) != 3 || d.Description == "" || len(d.Layers) != 2 {
		t.Errorf("%s", w.Body)
	}
	if d.Attribution != "&lt;b&gt;Somebody&lt;/b&gt; &amp; sons" {
		t.Errorf("attribution %s", d.Attribution)
	}
	if lon, lat := d.Center[0], d.Center[1]; lon < 30 || lon > 33 || lat < 47 || lat > 50 || d.Center[2] < 4 || d.Center[2] > 6 {
		t.Errorf("center %v", d.Center)
	}
	if got := d.Layers[1].Fields; len(got) != len(geo.ControlFields) || got["holder"] != "String" || got["population"] != "Number" || got["presumed"] != "Boolean" || got["name"] != "String" {
		t.Errorf("fields %v", got)
	}
	at := of(37.24853, 49.2121, 7)
	target := strings.NewReplacer("{z}", fmt.Sprint(at.Z), "{x}", fmt.Sprint(at.X), "{y}", fmt.Sprint(at.Y)).Replace(strings.TrimPrefix(d.Tiles[0], "http://example.test"))
	if got := cut(t, s, target)["control"]; len(got) != 1 || got[1] == nil {
		t.Errorf("GET %s: %v, want Izium alone", target, got)
	}
}

// TestTileAPI holds the addresses of tiles and their answers against the API document.
func TestTileAPI(t *testing.T) {
	s := serving(t, seeded(t))
	doc := loadAPI(t, s)
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder(mediaMVT, openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.JSONBodyDecoder)
	for _, c := range []struct{ target, operation string }{
		{"/tiles?collections=events,places", ".dataset.vector.getTileSetsList"},
		{"/tiles/WebMercatorQuad", ".dataset.vector.getTileSet"},
		{"/tiles/WebMercatorQuad/6/21/38", ".dataset.vector.getTile"},
		{"/tiles/WebMercatorQuad/6/21/38?collections=shoes", ".dataset.vector.getTile"},
		{"/tiles/WebMercatorQuad/6/1/1", ".dataset.vector.getTile"},
		{"/collections/control/tiles", ".collection.vector.getTileSetsList"},
		{"/collections/control/tiles/WebMercatorQuad", ".collection.vector.getTileSet"},
		{"/collections/control/tiles/WebMercatorQuad/6/21/38?holder=UA&datetime=2022-09-11", ".collection.vector.getTile"},
		{"/collections/control/tiles/WebMercatorQuad/6/21/37", ".collection.vector.getTile"},
		{"/tiles/control/tilejson.json?filter=holder%3D'UA'&as-of=2024-01-01", "getTileJSON"},
		{"/tiles/control/6/38/21.mvt?datetime=2022-09-01/..", "getMapTile"},
		{"/tiles/control/6/37/21.mvt", "getMapTile"},
		{"/tiles/control/6/38/21.mvt?datetime=", "getMapTile"},
		{"/tileMatrixSets", "getTileMatrixSetsList"},
		{"/tileMatrixSets/WebMercatorQuad", "getTileMatrixSet"},
	} {
		r := httptest.NewRequest("GET", "http://example.test"+c.target, nil)
		route, path, err := router.FindRoute(r)
		if err != nil {
			t.Errorf("GET %s: %v", c.target, err)
			continue
		}
		if strings.HasSuffix(r.URL.Path, ".mvt") { // for which the router takes the other address of that shape
			const at = "/tiles/{layer}/{z}/{x}/{y}.mvt"
			part := strings.Split(strings.TrimSuffix(r.URL.Path, ".mvt"), "/")
			route = &routers.Route{Spec: doc, Server: doc.Servers[0], Path: at, PathItem: doc.Paths.Value(at), Method: "GET", Operation: doc.Paths.Value(at).Get}
			path = map[string]string{"layer": part[2], "z": part[3], "x": part[4], "y": part[5]}
		}
		if !strings.HasSuffix(route.Operation.OperationID, c.operation) {
			t.Errorf("GET %s is %s, want %s", c.target, route.Operation.OperationID, c.operation)
		}
		w := ask(s, "GET", c.target)
		request := &openapi3filter.RequestValidationInput{Request: r, Route: route, PathParams: path}
		if err := openapi3filter.ValidateRequest(t.Context(), request); err != nil && w.Code < 400 {
			t.Errorf("GET %s answers %d, but as a request: %v", c.target, w.Code, err)
		}
		if err := openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: request, Status: w.Code, Header: w.Header(), Body: io.NopCloser(bytes.NewReader(w.Body.Bytes())),
			Options: &openapi3filter.Options{IncludeResponseStatus: true},
		}); err != nil {
			t.Errorf("GET %s: status %d: %v", c.target, w.Code, err)
		}
	}
	for path, item := range doc.Paths.Map() {
		if strings.HasSuffix(path, "{tileCol}") {
			for _, name := range []string{"tileMatrixSetId", "tileMatrix", "tileRow", "tileCol"} {
				if item.Get.Parameters.GetByInAndName("path", name) == nil {
					t.Errorf("%s has no parameter %s", path, name)
				}
			}
			if item.Get.Responses.Value("204") == nil || item.Get.Responses.Value("404") == nil || item.Get.Parameters.GetByInAndName("query", "limit") != nil {
				t.Errorf("%s: %+v", path, item.Get)
			}
		}
	}
}

// BenchmarkTiles asks for tiles of 33,000 places without a connection: new ones, and one that is kept.
func BenchmarkTiles(b *testing.B) {
	large := serving(b, field(b, 33_000))
	days := []string{"2022-03-01", "2022-03-15", "2022-04-01", "2022-09-15", "2022-10-01", "2022-11-01"}
	for _, c := range []struct {
		name, target, coding string
		kept                 bool
	}{
		{"z6/control/new", plainTile("control", of(32, 49, 6)), "", false},
		{"z6/control/newgzip", plainTile("control", of(32, 49, 6)), "gzip", false},
		{"z6/control/newzstd", plainTile("control", of(32, 49, 6)), "zstd", false},
		{"z6/control/kept", plainTile("control", of(32, 49, 6)), "gzip", true},
		{"z4/control/new", plainTile("control", of(32, 49, 4)), "", false},
		{"z4/control/newgzip", plainTile("control", of(32, 49, 4)), "gzip", false},
		{"z6/map/newgzip", ogcTile("", of(32, 49, 6)), "gzip", false},
		{"z6/places/newgzip", plainTile("places", of(32, 49, 6)), "gzip", false},
		{"z6/events/newgzip", plainTile("events", of(32, 49, 6)), "gzip", false},
		{"z10/control/newgzip", plainTile("control", of(32, 49, 10)), "gzip", false},
		{"z10/areas/newgzip", plainTile("areas", of(32, 49, 10)), "gzip", false},
		{"z10/map/newgzip", ogcTile("", of(32, 49, 10)), "gzip", false},
		{"z14/map/newgzip", ogcTile("", of(32, 49, 14)), "gzip", false},
		{"z10/map/kept", ogcTile("", of(32, 49, 10)), "gzip", true},
	} {
		b.Run(c.name, func(b *testing.B) {
			size, i := 0, 0
			get := func() {
				target := c.target
				if !c.kept {
					// Another question each time, and since the answer to a plain one is kept no sooner than when it is
					// asked again, none is; the areas of these days are.
					target += fmt.Sprintf("?datetime=%sT00:00:00.%09dZ", days[i%len(days)], i+1)
					i++
				}
				r := httptest.NewRequest("GET", target, nil)
				r.Header.Set("Accept-Encoding", c.coding)
				w := &discard{header: http.Header{}}
				large.ServeHTTP(w, r)
				if w.status != 200 && w.status != 204 {
					b.Fatalf("GET %s: status %d", target, w.status)
				}
				size = w.bytes
			}
			for range days { // so that the areas are made
				get()
			}
			b.ReportAllocs()
			for b.Loop() {
				get()
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
