package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/legacy"

	"retaken/internal/geo"
)

// taking is a server that keeps what is suggested, or fails.
func taking(t *testing.T, fail error) (*Server, *[]geo.Suggestion) {
	var list []geo.Suggestion
	s := serving(t, seeded(t), func(c *Config) {
		c.Suggest = func(_ context.Context, s geo.Suggestion) error {
			list = append(list, s)
			return fail
		}
	})
	return s, &list
}

func suggestTo(s http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/suggestions", strings.NewReader(body))
	r.Host = "example.test"
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

const (
	newPlace = `{"kind":"place","name":" Vasylenkove ","name_uk":"Василенкове","lat":49.5,"lon":36.9,"control":"UA","date":"2022-09-08",
		"reported":"2022-09-09","quote":"</script><b>They</b>\nliberated Vasylenkove.","publisher":"Gazette","url":"https://example.org/1"}`
	correction = `{"kind":"correction","place":1,"lat":49.2,"lon":37.25,"why":"It lies there."}`
)

// TestSuggestionTaken: what is sent is handed on as it is meant, and nothing of it is shown.
func TestSuggestionTaken(t *testing.T) {
	s, list := taking(t, nil)
	for _, sent := range []string{newPlace, correction} {
		w := suggestTo(s, sent, "Sec-Fetch-Site", "same-origin", "Origin", "http://example.test")
		if w.Code != http.StatusAccepted || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("status %d, %v: %s", w.Code, w.Header(), w.Body)
		}
	}
	if len(*list) != 2 {
		t.Fatalf("handed on %+v", *list)
	}
	p, c := (*list)[0], (*list)[1]
	if p.Name != "Vasylenkove" || p.Position.Lat() != 49.5 || p.Told.Quote != "</script><b>They</b> liberated Vasylenkove." || p.Told.Control != geo.ByUkraine ||
		p.Told.Day != at("2022-09-08") || p.Told.Published != at("2022-09-09") || p.At.IsZero() {
		t.Errorf("%+v, %+v", p, p.Told)
	}
	if c.Place != 1 || c.Told != nil || c.Why != "It lies there." || c.Position.Lon() != 37.25 {
		t.Errorf("%+v", c)
	}
	if w := ask(s, "GET", "/suggestions"); w.Code != http.StatusNotFound {
		t.Errorf("reading them: status %d", w.Code)
	}
	if page := string(body(t, ask(s, "GET", "/", "Accept", "text/html"))); !strings.Contains(page, suggestionsMark) || strings.Contains(page, "Vasylenkove") {
		t.Errorf("the map page is %s", page)
	}
	if page := string(body(t, ask(s, "GET", "/collections/places/items?f=json"))); strings.Contains(page, "Vasylenkove") {
		t.Error("a suggested place is served")
	}
}

// TestSuggestionsOff: without somebody to review them there is no such address, and the page knows of none.
func TestSuggestionsOff(t *testing.T) {
	s := serving(t, seeded(t))
	other := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/no-such-thing", strings.NewReader(newPlace))
	s.ServeHTTP(other, r)
	if w := suggestTo(s, newPlace); w.Code != other.Code || w.Code != http.StatusMethodNotAllowed && w.Code != http.StatusNotFound {
		t.Errorf("status %d, and %d for an address that does not exist", w.Code, other.Code)
	}
	if page := string(body(t, ask(s, "GET", "/", "Accept", "text/html"))); strings.Contains(page, "retaken-suggestions") {
		t.Errorf("the map page is %s", page)
	}
}

// TestSuggestionRefused: one clear answer to everything that is not a suggestion of a reader of this very page.
func TestSuggestionRefused(t *testing.T) {
	for _, test := range []struct {
		name, body string
		headers    []string
		status     int
		want       string // in the answer
	}{
		{"another site, by the browser's word", newPlace, []string{"Sec-Fetch-Site", "cross-site"}, 403, "own pages only"},
		{"a neighbour's site", newPlace, []string{"Sec-Fetch-Site", "same-site"}, 403, "own pages only"},
		{"another site, by an older browser", newPlace, []string{"Origin", "https://evil.example"}, 403, "own pages only"},
		{"a page without an origin", newPlace, []string{"Origin", "null"}, 403, "own pages only"},
		{"a form", "kind=place", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "application/json"},
		{"plain text that is JSON", newPlace, []string{"Content-Type", "text/plain"}, 415, "application/json"},
		{"no type", newPlace, []string{"Content-Type", ""}, 415, "application/json"},
		{"too large", `{"quote":"` + strings.Repeat("x", maxSuggestion) + `"}`, nil, 413, "at most 16 kB"},
		{"no JSON", "{", nil, 400, "one object of JSON"},
		{"nothing", "", nil, 400, "one object of JSON"},
		{"a list", "[]", nil, 400, "one object of JSON"},
		{"two", correction + correction, nil, 400, "one object of JSON"},
		{"an unknown field", `{"email":"a@example.org"}`, nil, 400, `the field \"email\" is unknown`},
		{"a text for a number", `{"kind":"place","lat":"49"}`, nil, 422, `"errors":[{"field":"lat","detail":"it must be a number"}]`},
		{"half a position", `{"kind":"correction","place":1,"why":"So.","lat":49}`, nil, 422, `{"field":"lon","detail":"there is a latitude but no longitude"}`},
		{"no day", strings.Replace(newPlace, "2022-09-08", "2022-02-30", 1), nil, 422, `{"field":"date","detail":"\"2022-02-30\" is not a day`},
		{"no place", `{"kind":"correction","place":99,"why":"So."}`, nil, 422, `{"field":"place","detail":"no place has this number`},
		{"a report in a correction", strings.Replace(correction, "}", `,"quote":"So it is."}`, 1), nil, 422, `"field":"quote"`},
		{"an address that runs", strings.Replace(newPlace, "https://example.org/1", "javascript:alert(1)", 1), nil, 422, `"field":"url"`},
	} {
		s, list := taking(t, nil)
		w := suggestTo(s, test.body, test.headers...)
		var p problem
		err := json.Unmarshal(w.Body.Bytes(), &p)
		if w.Code != test.status || w.Code < 400 || err != nil || p.Status != w.Code || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s: status %d, %s; want %d, %q", test.name, w.Code, w.Body, test.status, test.want)
		}
		if w.Header().Get("Content-Type") != "application/problem+json" || len(*list) > 0 {
			t.Errorf("%s: handed on %+v as %v", test.name, *list, w.Header())
		}
	}
}

// TestSuggestionPreflight: a page of another site may read everything here, but not send.
func TestSuggestionPreflight(t *testing.T) {
	s, _ := taking(t, nil)
	w := ask(s, "OPTIONS", "/suggestions", "Origin", "https://evil.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
	for name := range w.Header() {
		if strings.HasPrefix(name, "Access-Control-") {
			t.Errorf("the preflight is answered with %s: %s", name, w.Header().Get(name))
		}
	}
	if w := suggestTo(s, newPlace); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("the answer can be read from everywhere: %v", w.Header())
	}
	if w := ask(s, "OPTIONS", "/collections"); w.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("elsewhere: %v", w.Header())
	}
}

// TestSuggestionRate: so many in a row from one address, and no fewer from another.
func TestSuggestionRate(t *testing.T) {
	s, list := taking(t, nil)
	var last *httptest.ResponseRecorder
	for range suggestionsInRow + 1 {
		last = suggestTo(s, correction)
	}
	if last.Code != http.StatusTooManyRequests || last.Header().Get("Retry-After") != "10" || len(*list) != suggestionsInRow {
		t.Errorf("status %d, Retry-After %q after %d", last.Code, last.Header().Get("Retry-After"), len(*list))
	}
	r := httptest.NewRequest("POST", "/suggestions", strings.NewReader(correction))
	r.Host, r.RemoteAddr = "example.test", "192.0.2.77:1234"
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	if s.ServeHTTP(w, r); w.Code != http.StatusAccepted {
		t.Errorf("from elsewhere: status %d", w.Code)
	}
	for ip, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "?": "?",
	} {
		if got := network(ip); got != want {
			t.Errorf("%s counts as %s, want %s", ip, got, want)
		}
	}
}

// TestSuggestionNotKept: what is full is said, what breaks is not.
func TestSuggestionNotKept(t *testing.T) {
	s, _ := taking(t, geo.ErrFull)
	if w := suggestTo(s, correction); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "wait for review") {
		t.Errorf("status %d, %s", w.Code, w.Body)
	}
	s, _ = taking(t, errors.New("disk on fire"))
	if w := suggestTo(s, correction); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "fire") {
		t.Errorf("status %d, %s", w.Code, w.Body)
	}
}

// TestSuggestionOperation: what the API document says of suggestions is what the server takes and answers.
func TestSuggestionOperation(t *testing.T) {
	s, _ := taking(t, nil)
	doc := loadAPI(t, s)
	fields := doc.Paths.Value(suggestionsPath).Post.RequestBody.Value.Content.Get(mediaJSON).Schema.Value.Properties
	if len(fields) != len(sentFields) {
		t.Errorf("%d fields are described, %d are taken", len(fields), len(sentFields))
	}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.JSONBodyDecoder)
	for body, valid := range map[string]bool{
		newPlace: true, correction: true, `{"kind":"place"}`: true, // whose fields are told one by one
		`{"kind":"rumour"}`: false, `{"place":1}`: false, `{"kind":"place","lat":91}`: false, `{"kind":"place","colour":"red"}`: false,
	} {
		w := suggestTo(s, body)
		r := httptest.NewRequest("POST", "http://example.test/suggestions", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		route, pathParams, err := router.FindRoute(r)
		if err != nil {
			t.Fatal(err)
		}
		request := &openapi3filter.RequestValidationInput{Request: r, Route: route, PathParams: pathParams}
		if err := openapi3filter.ValidateRequest(t.Context(), request); (err == nil) != valid {
			t.Errorf("%s: %v", body, err)
		}
		if !valid && w.Code < 400 {
			t.Errorf("%s: status %d", body, w.Code)
		}
		if err := openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: request, Status: w.Code, Header: w.Header(), Body: io.NopCloser(w.Body),
			Options: &openapi3filter.Options{IncludeResponseStatus: true},
		}); err != nil {
			t.Errorf("%s: answer %d: %v", body, w.Code, err)
		}
	}
	if _, there := loadAPI(t, serving(t, seeded(t))).Paths.Map()[suggestionsPath]; there {
		t.Error("a server that takes no suggestions describes how to send one")
	}
}
