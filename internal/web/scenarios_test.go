package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

// scenario is a request and what is to be seen of the answer.
type scenario struct {
	name    string
	method  string // GET when empty
	target  string
	headers []string // of the request: name, value, …
	status  int
	want    map[string]string // headers of the answer; "" for none
	has     []string          // what the body has
	hasNot  []string
}

var scenarios = []scenario{
	// Who gets what.
	{name: "landing page for tools", target: "/", status: 200, want: map[string]string{"Content-Type": "application/json", "Vary": "Accept, Accept-Encoding", "Cache-Control": "public, max-age=0, must-revalidate", "Access-Control-Allow-Origin": "*"}, has: []string{`"rel":"service-desc","type":"application/vnd.oai.openapi+json;version=3.0"`, `"rel":"conformance"`, `"rel":"data"`, `"http://example.test/collections"`}},
	{name: "map for browsers", target: "/", headers: []string{"Accept", browser}, status: 200, want: map[string]string{"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": mapPolicy, "Vary": "Accept, Accept-Encoding"}, has: []string{"index-abc123.js"}},
	{name: "map by f", target: "/?f=html", headers: []string{"Accept", "application/json"}, status: 200, has: []string{"index-abc123.js"}},
	{name: "map with a parameter of another site", target: "/?fbclid=x", headers: []string{"Accept", browser}, status: 200, has: []string{"index-abc123.js"}},
	{name: "JSON by f for browsers", target: "/?f=json", headers: []string{"Accept", browser}, status: 200, want: map[string]string{"Content-Type": "application/json"}},
	{name: "Accept that nothing matches", target: "/collections", headers: []string{"Accept", "image/png"}, status: 200, want: map[string]string{"Content-Type": "application/json"}},
	{name: "Accept of web clients", target: "/conformance", headers: []string{"Accept", "application/json, application/javascript, text/javascript, text/json"}, status: 200, want: map[string]string{"Content-Type": "application/json"}, has: []string{"ogcapi-features-1/1.0/conf/oas30"}},
	{name: "Accept of GDAL for the API", target: "/api", headers: []string{"Accept", "application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, application/json"}, status: 200, want: map[string]string{"Content-Type": "application/vnd.oai.openapi+json;version=3.0"}},
	{name: "Accept of GDAL for a plain address", target: "/collections/events/items", headers: []string{"Accept", "text/plain, application/json"}, status: 200, want: map[string]string{"Content-Type": "application/geo+json"}},
	{name: "Accept of GDAL for items", target: "/collections/events/items", headers: []string{"Accept", "application/geo+json, application/json"}, status: 200, want: map[string]string{"Content-Type": "application/geo+json", "Content-Crs": "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"}},
	{name: "unknown form", target: "/collections?f=xml", status: 400, has: []string{`parameter f is \"xml\"; it must be one of json, html`}},

	// Collections.
	{name: "collections", target: "/collections", status: 200, has: []string{`"id":"events"`, `"id":"control"`, `"id":"places"`, `"rel":"describedBy"`, `"storageCrs":"http://www.opengis.net/def/crs/OGC/1.3/CRS84"`, `"href":"http://example.test/collections/events/items","rel":"items","type":"application/geo+json"`}},
	{name: "slash at the end", target: "/collections/", status: 200, has: []string{`"id":"events"`}},
	{name: "collections page", target: "/collections", headers: []string{"Accept", browser}, status: 200, want: map[string]string{"Content-Security-Policy": pagePolicy}, has: []string{"<h1>Collections</h1>", "Reported changes of control"}},
	{name: "collection", target: "/collections/events", status: 200, has: []string{`"bbox":[[30.2047,45.255,38.0028,49.4627]]`, `"interval":[["2022-03-02T00:00:00Z","2023-05-20T23:59:59Z"]]`}},
	{name: "control goes on", target: "/collections/control", status: 200, has: []string{`"interval":[["2022-02-24T00:00:00Z",null]]`}},
	{name: "places have no time", target: "/collections/places", status: 200, hasNot: []string{"temporal"}},
	{name: "unknown collection", target: "/collections/shoes", status: 404, want: map[string]string{"Content-Type": "application/problem+json", "Cache-Control": "no-store", "ETag": ""}, has: []string{`"status":404`, `"title":"Not Found"`, "shoes"}},
	{name: "unknown collection for browsers", target: "/collections/%3Cscript%3E", headers: []string{"Accept", browser}, status: 404, want: map[string]string{"Content-Type": "text/html; charset=utf-8"}, has: []string{"&lt;script&gt;"}, hasNot: []string{"<script>"}},
	{name: "queryables", target: "/collections/events/queryables", status: 200, want: map[string]string{"Content-Type": "application/schema+json"}, has: []string{`"$id":"http://example.test/collections/events/queryables"`, `"additionalProperties":false`, `"format":"geometry-point"`, `"format":"date"`}},
	{name: "schema", target: "/collections/events/schema", status: 200, want: map[string]string{"Content-Type": "application/schema+json"}, has: []string{`"published":{"title":"Day the article was published","type":"string"}`, `"date":{"format":"date"`}},
	{name: "only one time axis in control", target: "/collections/control/schema", status: 200, has: []string{`"claim_since":{"title":"Day of the first report of the claim","type":"string"}`}},

	{name: "what is not there is not unchanged", target: "/collections/shoes", headers: []string{"If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"}, status: 404},
	{name: "what is wrong is not unchanged", target: "/collections?x=1", headers: []string{"If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"}, status: 400},

	// Items.
	{name: "items", target: "/collections/events/items", status: 200, has: []string{`"numberMatched":8`, `"numberReturned":8`, `"timeStamp":"`, `"rel":"collection"`}, hasNot: []string{`"rel":"next"`}},
	{name: "slash at the end of items", target: "/collections/events/items/?limit=1", status: 200, has: []string{`"rel":"next"`}},
	{name: "empty", target: "/collections/events/items?bbox=0,0,1,1", status: 200, has: []string{`"features":[]`, `"numberMatched":0`, `"numberReturned":0`}, hasNot: []string{`"rel":"next"`}},
	{name: "equal", target: "/collections/events/items?status=claimed", status: 200, has: []string{`"numberMatched":1`, "Moscow"}},
	{name: "any of, and", target: "/collections/events/items?kind=liberation,withdrawal&oblast=UA-63", status: 200, has: []string{`"numberMatched":2`}},
	{name: "text with a comma", target: "/collections/events/items?source=the%20Ministry%20of%20Defence%2C%20in%20Moscow", status: 200, has: []string{`"numberMatched":1`}},
	{name: "text in Cyrillic", target: "/collections/places/items?name_uk=%D0%86%D0%B7%D1%8E%D0%BC", status: 200, has: []string{`"numberMatched":1`, "Izium"}},
	{name: "time", target: "/collections/events/items?datetime=2022-09-08&kind=liberation", status: 200, has: []string{`"numberMatched":1`, "Balakliia"}},
	{name: "time as GDAL writes it", target: "/collections/events/items?datetime=2022-11-11T%2F..&kind=liberation", status: 200, has: []string{`"numberMatched":1`, "Kherson"}},
	{name: "time as QGIS writes it", target: "/collections/events/items?datetime=2022-11-11T00:00:00Z/9999-12-31T00:00:00Z&kind=liberation", status: 200, has: []string{`"numberMatched":1`, "Kherson"}},
	{name: "state then", target: "/collections/control/items?datetime=2022-09-09&holder=RU", status: 200, has: []string{`"numberMatched":2`, "Izium", "Kherson"}},
	{name: "state now", target: "/collections/control/items?holder=RU", status: 200, has: []string{`"numberMatched":0`}},
	{name: "the same twice is once", target: "/collections/events/items?limit=3&limit=3", status: 200, has: []string{`"numberReturned":3`}},
	{name: "limit is cut", target: "/collections/events/items?limit=123456789012345678901234567890", status: 200, has: []string{`"numberReturned":8`}},
	{name: "hostile text stays text", target: "/collections/events/items?limit=1", status: 200, hasNot: []string{"<img"}},
	{name: "hostile text stays text on a page", target: "/collections/events/items?f=html", status: 200, has: []string{"&lt;img src=x onerror", `href="https://example.org/a"`}, hasNot: []string{"<img"}},
	{name: "page of control", target: "/collections/control/items?f=html", status: 200, has: []string{"5 of 5", "Ізюм", `<link rel="alternate" type="application/geo&#43;json" href="http://example.test/collections/control/items?f=json">`}},

	// What was known then: all of it was published on 2024-01-01.
	{name: "as known before anything was", target: "/collections/events/items?as-of=2023-12-31", status: 200, has: []string{`"numberMatched":0`}},
	{name: "as known on the day", target: "/collections/events/items?as-of=2024-01-01", status: 200, has: []string{`"numberMatched":8`}},
	{name: "as known at an instant", target: "/collections/control/items?as-of=2023-12-31T23:59:59Z&datetime=2022-09-11", status: 200, has: []string{`"numberMatched":0`}},
	{name: "one feature as known then", target: "/collections/control/items/1?as-of=2023-12-31", status: 404},
	{name: "knowledge has no duration", target: "/collections/events/items?as-of=2023-01-01/2023-02-01", status: 400, has: []string{`parameter as-of is \"2023-01-01/2023-02-01\"; it must be a day such as`}},

	// Ground.
	{name: "areas", target: "/collections/areas/items?datetime=2022-09-09", status: 200, has: []string{`"holder":"RU","certainty":"reported"`, `"holder":"unknown","certainty":"none"`, `"type":"MultiPolygon"`, `"date":"2022-09-08"`}},
	{name: "areas of one holder", target: "/collections/areas/items?datetime=2022-09-09&holder=UA&certainty=reported", status: 200, has: []string{`"numberMatched":1`}},
	{name: "areas as known then", target: "/collections/areas/items?datetime=2022-09-09&as-of=2023-01-01", status: 200, has: []string{`"numberMatched":1`, `"certainty":"none"`}},
	{name: "areas in a box", target: "/collections/areas/items?bbox=0,0,1,1", status: 200, has: []string{`"numberMatched":0`}},
	{name: "areas as a page", target: "/collections/areas/items?f=html", status: 200, has: []string{"reported"}},
	{name: "borders", target: "/collections/borders/items?datetime=2022-09-09", status: 200, has: []string{`"type":"MultiLineString"`, `"left_holder":"UA","right_holder":"RU"`, `"claimed":false`}},
	{name: "one area", target: "/collections/areas/items/16?datetime=2022-05-01", status: 200, has: []string{`"holder":"RU"`}},
	{name: "no such area now", target: "/collections/areas/items/16", status: 404},
	{name: "extent of areas", target: "/collections/areas", status: 200, has: []string{`"interval":[["2022-02-24T00:00:00Z",null]]`, `"bbox":[[22.1`}},

	// Comparison.
	{name: "diff", target: "/diff?from=2022-09-05&to=2022-09-11", status: 200, want: map[string]string{"Content-Type": "application/geo+json"}, has: []string{`"numberMatched":2`, `"name":"Izium"`, `"change":"recaptured"`, `"from_holder":"RU"`, `"to_holder":"UA"`, `"quote":`, `"publisher":"Gazette"`, `"areas":{"type":"FeatureCollection"`, `"areas_from":{`, `"areas_to":{`, `"claimed_areas":[]`}},
	{name: "diff of one place", target: "/diff?from=2022-09-05&to=2022-09-11&name=Izium", status: 200, has: []string{`"numberMatched":1`}},
	{name: "changes as known before anything was", target: "/collections/control-changes/items?as-of=2023-12-31", status: 200, has: []string{`"numberMatched":0`}},
	{name: "a change says when it became known and by which words", target: "/collections/control-changes/items?datetime=2022-09-08", status: 200, has: []string{`"numberMatched":1`, `"date":"2022-09-08"`, `"change":"recaptured"`, `"known_from":"2024-01-01"`, `"event_kind":"liberation"`, `"published":"2024-01-01"`}},
	{name: "a withdrawal within a month is found on its first day", target: "/collections/control-changes/items?datetime=2022-06-01", status: 200, has: []string{`"numberMatched":1`, `"date_precision":"month"`, `"withdrawal":true`, `"presumed":true`}},
	{name: "and on that alone", target: "/collections/control-changes/items?datetime=2022-06-02/2022-06-30", status: 200, has: []string{`"numberMatched":0`}},
	{name: "only one time axis in changes", target: "/collections/control-changes/schema", status: 200, has: []string{`"date":{"format":"date"`, `"known_from":{"title":"Day the first report of this change was published","type":"string"}`, `"published":{"title":"Day the article was published","type":"string"}`}},
	{name: "changes for people", target: "/collections/control-changes/items", headers: []string{"Accept", browser}, status: 200, has: []string{"<h1>Changes of control</h1>", "Balakliia"}, hasNot: []string{"<img"}},
	{name: "changes as a table", target: "/collections/control-changes/items?f=csv&datetime=2022-09-05/2022-09-11", status: 200, has: []string{"lon,lat,id,place_id,name,name_uk,kind,oblast,population,date,date_precision,change,from_holder", "2022-09-10,day,recaptured,RU,,UA,"}},
	{name: "diff as known then", target: "/diff?from=2022-09-05&to=2022-09-11&as-of=2023-01-01", status: 200, has: []string{`"numberMatched":0`}},
	{name: "diff of a day with itself", target: "/diff?from=2022-09-05&to=2022-09-05", status: 200, has: []string{`"numberMatched":0`, `"areas":{"type":"FeatureCollection","features":[]}`}},
	{name: "diff as a page", target: "/diff?from=2022-09-05&to=2022-09-11&f=html", status: 200, has: []string{"What changed from 2022-09-05 to 2022-09-11", "Ізюм"}},
	{name: "pages of a diff", target: "/diff?from=2022-09-05&to=2022-09-11&limit=1", status: 200, has: []string{`"rel":"next"`, `"numberReturned":1`}},
	{name: "diff without times", target: "/diff", status: 400, has: []string{"parameter from is"}},
	{name: "diff the wrong way round", target: "/diff?from=2022-09-11&to=2022-09-05", status: 400, has: []string{"the earlier time comes first"}},
	{name: "diff with datetime", target: "/diff?from=2022-09-05&to=2022-09-11&datetime=2022-09-06", status: 400, has: []string{"from and to are its times"}},
	{name: "diff with what it has not", target: "/diff?from=2022-09-05&to=2022-09-11&x=1", status: 400},

	// One feature.
	{name: "state of one place then", target: "/collections/control/items/1?datetime=2022-05-01", status: 200, has: []string{`"holder":"RU"`}},
	{name: "feature", target: "/collections/events/items/1", status: 200, want: map[string]string{"Content-Type": "application/geo+json"}, has: []string{`"type":"Feature","id":1,`, `"rel":"self","type":"application/geo+json"`, `"rel":"alternate","type":"text/html"`, `"rel":"collection"`}},
	{name: "feature page", target: "/collections/places/items/1?f=html", status: 200, has: []string{"Ізюм", "37.24853, 49.2121"}},
	{name: "unknown feature", target: "/collections/events/items/99", status: 404},
	{name: "id that is no number", target: "/collections/events/items/x", status: 404, has: []string{`feature \"x\" of collection events: not found`}},
	{name: "id in another form", target: "/collections/events/items/01", status: 404},
	{name: "id beyond all numbers", target: "/collections/events/items/99999999999999999999", status: 404},
	{name: "path that leads out", target: "/collections/events/items/..%2f..%2fetc", status: 404},

	// Search.
	{name: "search", target: "/search?q=ba", status: 200, want: map[string]string{"Content-Type": "application/geo+json"}, has: []string{"Balakliia", "Bakhmut", `"numberReturned":2`}},
	{name: "search with limit", target: "/search?q=ba&limit=1", status: 200, has: []string{`"numberReturned":1`}},
	{name: "search in Cyrillic", target: "/search?q=%D0%A5%D0%B5%D1%80", status: 200, has: []string{"Kherson"}},
	{name: "search for nothing", target: "/search?q=", status: 400},
	{name: "search without q", target: "/search", status: 400, has: []string{"the beginning of the name of a place"}},

	// Files.
	{name: "asset", target: "/assets/index-abc123.js", status: 200, want: map[string]string{"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "public, max-age=31536000, immutable"}, has: []string{"console.log"}},
	{name: "picture", target: "/assets/logo-def456.png", headers: []string{"Accept-Encoding", "gzip"}, status: 200, want: map[string]string{"Content-Type": "image/png", "Content-Encoding": ""}},
	{name: "unknown asset", target: "/assets/index-zzz.js", status: 404},
	{name: "asset of unknown type", target: "/assets/secret-abc123.go", status: 404},
	{name: "asset outside", target: "/assets/../../web.go", status: 404},
	{name: "asset outside, hidden", target: "/assets/..%2f..%2fweb.js", status: 404},
	{name: "folder", target: "/assets/", status: 404},
	{name: "root file", target: "/favicon.svg", status: 200, want: map[string]string{"Content-Type": "image/svg+xml", "Cache-Control": "public, max-age=0, must-revalidate"}},
	{name: "no root file", target: "/placeholder.html", status: 404},
	{name: "base map", target: "/basemap/land.topojson", status: 200, want: map[string]string{"Content-Type": "application/json", "Cache-Control": "public, max-age=0, must-revalidate"}},
	{name: "boundaries", target: "/basemap/ukraine.geojson", status: 200, want: map[string]string{"Content-Type": "application/geo+json"}},
	{name: "base map that is not there", target: "/basemap/oblasts.geojson", status: 404},
	{name: "no other base map", target: "/basemap/other.geojson", status: 404},

	// Health.
	{name: "health", target: "/healthz", status: 200, want: map[string]string{"Cache-Control": "no-store"}, has: []string{`"version":"1.2.3"`}},
	{name: "readiness", target: "/readyz", status: 200, has: []string{`"revision":`, `"features":{"articles":1,"control":5,"control-changes":7,"control-history":12,"events":8,"places":6}`}},

	// Methods.
	{name: "HEAD", method: "HEAD", target: "/collections/events/items", status: 200, want: map[string]string{"Content-Type": "application/geo+json"}},
	{name: "POST", method: "POST", target: "/collections/events/items", status: 405, want: map[string]string{"Allow": "OPTIONS, GET, HEAD", "Content-Type": "application/problem+json"}},
	{name: "DELETE of the root", method: "DELETE", target: "/", status: 405, want: map[string]string{"Allow": "OPTIONS, GET, HEAD"}},
	{name: "OPTIONS", method: "OPTIONS", target: "/collections/events/items", status: 204, want: map[string]string{"Allow": "OPTIONS, GET, HEAD"}},
	{name: "preflight", method: "OPTIONS", target: "/collections", headers: []string{"Origin", "https://other.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "If-None-Match"}, status: 204, want: map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS", "Access-Control-Allow-Headers": "Accept, Content-Type, If-Modified-Since, If-None-Match, Last-Event-ID, Range, X-Requested-With", "Access-Control-Max-Age": "86400"}},
	{name: "read from another site", target: "/collections", headers: []string{"Origin", "https://other.example"}, status: 200, want: map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Link, ETag, Content-Crs, Content-Disposition, Memento-Datetime"}},
	{name: "nothing there", target: "/no/such/path", status: 404, want: map[string]string{"Content-Type": "application/problem+json", "Access-Control-Allow-Origin": "*"}},
}

func TestScenarios(t *testing.T) {
	s := serving(t, seeded(t))
	for _, c := range scenarios {
		t.Run(c.name, func(t *testing.T) {
			method := c.method
			if method == "" {
				method = http.MethodGet
			}
			w := ask(s, method, c.target, c.headers...)
			if w.Code != c.status {
				t.Errorf("%s %s: status %d, want %d: %s", method, c.target, w.Code, c.status, w.Body)
			}
			for name, want := range c.want {
				if got := w.Header().Get(name); got != want {
					t.Errorf("%s %s: %s is %q, want %q", method, c.target, name, got, want)
				}
			}
			got := string(body(t, w))
			for _, want := range c.has {
				if !strings.Contains(got, want) {
					t.Errorf("%s %s: no %s in %s", method, c.target, want, got)
				}
			}
			for _, bad := range c.hasNot {
				if strings.Contains(got, bad) {
					t.Errorf("%s %s: %s in %s", method, c.target, bad, got)
				}
			}
			if media := w.Header().Get("Content-Type"); strings.HasSuffix(media, "json") && w.Code != 304 && method != "HEAD" && !json.Valid([]byte(got)) {
				t.Errorf("%s %s: no JSON: %s", method, c.target, got)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("X-Request-Id") == "" {
				t.Errorf("%s %s: headers are %v", method, c.target, w.Header())
			}
		})
	}
}

// TestBadParameters is the table of what is refused, one request each.
func TestBadParameters(t *testing.T) {
	s := serving(t, seeded(t))
	for _, c := range []struct{ name, value, want string }{
		{"limit", "unlimited", "a whole number from 1 to 10000"},
		{"limit", "0", "a whole number"},
		{"limit", "-1", "a whole number"},
		{"limit", "1.5", "a whole number"},
		{"limit", "", "a whole number"},
		{"limit", "1&limit=2", "given twice"},
		{"after", "x", "a next link"},
		{"after", "-1", "a next link"},
		{"after", "", "a next link"},
		{"bbox", "", "four numbers"},
		{"bbox", "1,2,3", "four numbers"},
		{"bbox", "1,2,3,4,5", "four numbers"},
		{"bbox", "1,2,3,x", "numbers with commas"},
		{"bbox", "1,2,3,", "numbers with commas"},
		{"bbox", "1,2,3,NaN", "numbers with commas"},
		{"bbox", "-Inf,2,3,4", "numbers with commas"},
		{"bbox", "1e999,2,3,4", "numbers with commas"},
		{"bbox", "0x1p-2,2,3,4", "numbers with commas"},
		{"bbox", "1,5,3,4", "southern edge"},
		{"bbox", "1,2,0,3,4,-5", "lower height"},
		{"bbox", "1,-91,3,4", "latitudes from -90 to 90"},
		{"bbox", "1,2,3,90.5", "latitudes from -90 to 90"},
		{"bbox", "-181,2,3,4", "longitudes from -180 to 180"},
		{"bbox", "1,2,200,4", "longitudes from -180 to 180"},
		{"datetime", "", "a day such as"},
		{"datetime", "/", "at least one end"},
		{"datetime", "../..", "at least one end"},
		{"datetime", "../", "at least one end"},
		{"datetime", "..", "a day such as"},
		{"datetime", "2022-09-11/2022-09-10", "begins before it ends"},
		{"datetime", "2022-09-11T10:00:01Z/2022-09-11T10:00:00Z", "begins before it ends"},
		{"datetime", "2022-13-01", "a day such as"},
		{"datetime", "2022-02-30", "a day such as"},
		{"datetime", "P2D", "a day such as"},
		{"datetime", "2022-09-11/P2D", "a day such as"},
		{"datetime", "2022-09-11/2022-09-12/2022-09-13", "a day such as"},
		{"datetime", "2022-09-11T10:00:00", "a day such as"},
		{"datetime", "2022-09", "a day such as"},
		{"datetime", "yesterday", "a day such as"},
		{"status", "bogus", "one of confirmed, claimed, contested, denied, retracted"},
		{"status", "", "one of confirmed"},
		{"status", "confirmed,bogus", "one of confirmed"},
		{"place_id", "Izium", "a whole number"},
		{"confidence", "high", "a number"},
		{"background", "perhaps", "true or false"},
		{"date", "2022/09/11", "a day such as"},
		{"offset", "-1", "a whole number from 0"},
		{"after", "", "what a next link"},
		{"q", "", "words to look for"},
		{"crs", "http://www.opengis.net/def/crs/0/unsupported", "one of http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
		{"bbox-crs", "EPSG:4326", "one of http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
		{"filter-crs", "EPSG:4326", "one of http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
		{"filter-lang", "ecql", "cql2-text or cql2-json"},
		{"filter", "status+%3D", "character"},
		{"filter", "colour+%3D+'red'", "colour"},
		{"sortby", "-colour", "names of properties"},
		{"properties", "status,colour", "names of properties"},
		{"holder", "UA", "is unknown here"}, // of control, not of events
		{"Limit", "1", "is unknown here"},
	} {
		target := "/collections/events/items?" + c.name + "=" + strings.ReplaceAll(c.value, "/", "%2F")
		w := ask(s, "GET", target)
		var p problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 400 || p.Status != 400 {
			t.Errorf("GET %s: status %d, %v: %s", target, w.Code, err, w.Body)
			continue
		}
		if !strings.Contains(p.Detail, c.want) || !strings.Contains(p.Detail, c.name) {
			t.Errorf("GET %s: detail %q does not name %s or has no %q", target, p.Detail, c.name, c.want)
		}
	}

	for _, path := range []string{"/", "/api", "/conformance", "/collections", "/collections/events", "/collections/events/items", "/collections/events/items/1", "/collections/events/queryables", "/collections/events/schema", "/search?q=a", "/healthz", "/readyz", "/basemap/ukraine.geojson", "/assets/index-abc123.js", "/favicon.svg"} {
		join := "?"
		if strings.Contains(path, "?") {
			join = "&"
		}
		if w := ask(s, "GET", path+join+"unknown=1"); w.Code != 400 || !strings.Contains(w.Body.String(), "unknown") {
			t.Errorf("GET %s with an unknown parameter: status %d: %s", path, w.Code, w.Body)
		}
		if w := ask(s, "GET", path+join+"bad=%zz"); w.Code != 400 {
			t.Errorf("GET %s with a broken query: status %d", path, w.Code)
		}
	}
}

// TestBoxes asks for boxes that every server must understand.
func TestBoxes(t *testing.T) {
	s := serving(t, seeded(t))
	for box, want := range map[string][]int64{
		"30.2047,45.255,38.0028,49.4627": {1, 2, 3, 4, 5, 6, 7, 8}, // the extent
		"-1.5,50,1.5,53":                 {},
		"-80,-5,-70,5":                   {},
		"177,65,-177,70":                 {},
		"-180,85,180,90":                 {},
		"-180,-90,180,-85":               {},
		"36.9,.5,+3.8e1,49.3":            {1, 2},
		"36,48,0,38.1,50,100":            {1, 2, 3, 6},
	} {
		got := fetch(t, s, "/collections/events/items?bbox="+strings.NewReplacer(",", "%2C", "+", "%2B").Replace(box)).ids()
		if !slices.Equal(got, want) {
			t.Errorf("in %s are %v, want %v", box, got, want)
		}
	}
}
