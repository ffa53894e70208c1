package web

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// withData serves the real base map too.
func withData(c *Config) { c.Basemap = os.DirFS(filepath.Join("..", "..", "data")) }

// opened elements of a page, each of which has to be closed in turn. HTML lets the cells of tables end by themselves.
var unclosed = []string{"br", "input", "link", "meta", "td", "tr", "tbody"}

// checkPage makes sure that a page is well formed, names itself, has no script and no style of its own, and no markup that
// came from an article.
func checkPage(t *testing.T, target, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	ids := map[string]bool{}
	headings := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		token := z.Token()
		switch kind {
		case html.StartTagToken:
			if token.Data == "h1" {
				headings++
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: <%s %s=%q>", target, token.Data, a.Key, a.Val)
				}
				if a.Key == "id" && ids[a.Val] {
					t.Errorf("%s: the id %q is there twice", target, a.Val)
				} else if a.Key == "id" {
					ids[a.Val] = true
				}
				if u, err := url.Parse(a.Val); (a.Key == "href" || a.Key == "action") && (err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https") {
					t.Errorf("%s: <%s %s=%q>", target, token.Data, a.Key, a.Val)
				}
			}
			switch token.Data {
			case "script", "img", "iframe", "object", "embed", "base":
				t.Errorf("%s has a %s", target, token)
			}
			if !slices.Contains(unclosed, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if slices.Contains(unclosed, token.Data) {
				continue
			}
			for len(open) > 0 && open[len(open)-1] == "th" && token.Data != "th" {
				open = open[:len(open)-1] // that of a row, which the next row or the table ends
			}
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("%s: </%s> ends %v", target, token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 || headings != 1 {
		t.Errorf("%s leaves %v open and has %d headings", target, open, headings)
	}
	if strings.Contains(page, "<img") || strings.Contains(page, "</script") {
		t.Errorf("%s lets the text of an article out of its box", target)
	}
}

// TestEveryOperationHasAPage asks for a page of everything that the API document says may be read as JSON. The page has all
// the links of the document.
func TestEveryOperationHasAPage(t *testing.T) {
	s := serving(t, seeded(t), withData)
	var api struct {
		Paths map[string]struct {
			Get struct {
				Responses map[string]struct{ Content map[string]any }
			}
		}
	}
	if err := json.Unmarshal(ask(s, "GET", "/api").Body.Bytes(), &api); err != nil {
		t.Fatal(err)
	}
	with := map[string]string{"/diff": "?from=2022-09-05&to=2022-09-11&", "/search": "?q=iz&"}
	filled := strings.NewReplacer("{collectionId}", atlas.Control, "{featureId}", "1", "{tileMatrixSetId}", "WebMercatorQuad", "{layer}", atlas.Control, "{articleId}", "1", "{placeId}", "1")
	pages := 0
	for path, item := range api.Paths {
		content := item.Get.Responses["200"].Content
		if !slices.ContainsFunc([]string{mediaJSON, mediaGeoJSON, mediaSchema, mediaOpenAPI}, func(media string) bool { return content[media] != nil }) {
			continue // a tile, a stream, a file
		}
		target := filled.Replace(path) + with[path]
		if with[path] == "" {
			target += "?"
		}
		if content[mediaHTML] == nil {
			t.Errorf("%s has no page in the API document", path)
			continue
		}
		w := ask(s, "GET", target+"f=html")
		page := w.Body.String()
		if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" || w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("GET %sf=html: status %d, %s: %.300s", target, w.Code, w.Header().Get("Content-Type"), page)
			continue
		}
		if pages++; path != "/" {
			checkPage(t, target, page)
		}
		var document struct {
			Links []link
			Title string
		}
		w = ask(s, "GET", target+"f=json")
		if w.Code == http.StatusSeeOther {
			w = ask(s, "GET", w.Header().Get("Location"))
		}
		if err := json.Unmarshal(w.Body.Bytes(), &document); err != nil {
			t.Fatal(err)
		}
		anchors := anchorsOf(t, page)
		for _, l := range document.Links {
			if l.Rel == "self" || l.Rel == "alternate" || l.Rel == "next" || strings.Contains(l.Href, "{") {
				continue // these are of the page itself; a pattern leads nowhere
			}
			if !slices.Contains(anchors, l.Href) && !slices.Contains(anchors, l.Href+"?f=html") {
				t.Errorf("the page of %s has no link %s %s", path, l.Rel, l.Href)
			}
		}
	}
	if pages < 12 {
		t.Errorf("only %d pages", pages)
	}
}

// anchorsOf is the addresses of the a elements of a page, for whom no script runs.
func anchorsOf(t *testing.T, page string) (all []string) {
	t.Helper()
	root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data == "a" {
			for _, a := range n.Attr {
				if a.Key == "href" {
					all = append(all, a.Val)
				}
			}
		}
	}
	return all
}

// TestPagesOfEverything walks over the pages of all collections and of what they have.
func TestPagesOfEverything(t *testing.T) {
	s := serving(t, seeded(t), withData)
	for _, name := range atlas.Names {
		at := "/collections/" + name
		item, then, _ := strings.Cut(firstOf(t, s, name), "?")
		for _, target := range []string{at + "?", at + "/items?" + then + "&", at + "/items/" + item + "?" + then + "&", at + "/items?limit=1&offset=1&"} {
			w := ask(s, "GET", target+"f=html")
			if w.Code != 200 || !strings.Contains(w.Body.String(), `class="land"`) {
				t.Errorf("GET %s: status %d: %.300s", target, w.Code, w.Body)
			}
			checkPage(t, target, w.Body.String())
		}
	}
	for target, want := range map[string][]string{
		"/collections/control/items/1?f=html":                     {"Ukrainian-held since 2022-09-10", "<blockquote>", "Every state that it was in"},
		"/collections/control/items/1?f=html&datetime=2022-05-01": {"Russian-occupied since 2022-04-01"},
		"/collections/control/items/1/versions?f=html":            {"Every state of Izium", "<td>2022-04-01<td>2022-09-10<td>Russian-occupied"},
		"/diff?from=2022-09-05&to=2022-09-11&f=html":              {"Ground that changed hands", "Places that differ"},
		"/diff?f=html":         {`name="from" value="" required`},
		"/search?f=html":       {`<form action="http://example.test/search"`},
		"/search?q=Zzz&f=html": {"No place has a name that begins so"},
		"/collections/events/items?f=html&limit=3&offset=3":          {"4–6 of 8", "The previous page", "The next page"},
		"/collections/events/items?f=html&limit=3&after=3":           {"The first page", "The next page"},
		"/collections/events/items?f=html&by=RU&q=src":               {`<option value="RU" selected>Russia</option>`, `name="q" value="src"`, "Without conditions"},
		"/collections/events/items?f=html&publisher=%22%3E%3Cscript": {`name="publisher" value="&#34;&gt;&lt;script"`, "Absence of a report"},
	} {
		w := ask(s, "GET", target)
		for _, part := range want {
			if w.Code != 200 || !strings.Contains(w.Body.String(), part) {
				t.Errorf("GET %s: status %d, no %s in %s", target, w.Code, part, w.Body)
			}
		}
		checkPage(t, target, w.Body.String())
	}
}

// TestEmptyFields sends a form as browsers do, with the fields that nobody filled in.
func TestEmptyFields(t *testing.T) {
	s := serving(t, seeded(t))
	w := ask(s, "GET", "/collections/events/items?f=html&datetime=&as-of=&bbox=&q=&by=UA")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "http://example.test/collections/events/items?by=UA&f=html" {
		t.Errorf("status %d to %s", w.Code, w.Header().Get("Location"))
	}
	if w := ask(s, "GET", "/collections/events/items?datetime="); w.Code != 400 {
		t.Errorf("of data, an empty condition answers with %d", w.Code)
	}
}

// TestProblemPages makes sure that whoever is lost is told the way.
func TestProblemPages(t *testing.T) {
	s := serving(t, seeded(t))
	for target, want := range map[string]string{
		"/collections/events/items/99":               `href="http://example.test/collections/events?f=html"`,
		"/collections/events/items?limit=%3Cb%3E":    `href="http://example.test/collections/events/items?f=html"`,
		"/nowhere/%22%3E%3Cimg%20src=x%20onerror=1>": `href="http://example.test/collections?f=html"`,
	} {
		w := ask(s, "GET", strings.ReplaceAll(target, ">", "%3E"), "Accept", browser)
		if w.Code < 400 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("GET %s: status %d, no %s: %s", target, w.Code, want, w.Body)
		}
		checkPage(t, target, w.Body.String())
	}
}

// TestSizeOfPages holds the pages of a hundred features against what a slow line carries in a moment.
func TestSizeOfPages(t *testing.T) {
	s := serving(t, field(t, 300), withData)
	for _, name := range atlas.Names {
		for _, target := range []string{"/collections/" + name + "/items?f=html", "/collections/" + name + "?f=html"} {
			w := ask(s, "GET", target)
			if n := w.Body.Len(); w.Code != 200 || n > 100_000 {
				t.Errorf("GET %s: status %d, %d bytes", target, w.Code, n)
			}
		}
	}
}

// TestFrontPages makes sure that the pages of the front end say what the documents do for which they stand.
func TestFrontPages(t *testing.T) {
	assets := fstest.MapFS{
		"index.html": {Data: []byte("<!doctype html><html><head><title>map</title></head><body><p>map</p></body></html>")},
		"api.html":   {Data: []byte("<!doctype html><html><head><title>API</title></head><body><p>viewer</p></body></html>")},
	}
	s := serving(t, seeded(t), func(c *Config) {
		c.Assets, c.Title, c.Attribution = assets, "Map </noscript><b>", "Names: <somebody>."
	})
	page := ask(s, "GET", "/?utm_source=x", "Accept", browser).Body.String()
	for _, want := range []string{
		`<link rel="service-desc" type="application/vnd.oai.openapi&#43;json;version=3.0" href="http://example.test/api">`,
		"Map &lt;/noscript&gt;&lt;b&gt;", "Names: &lt;somebody&gt;.", "Who held which place",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if anchors := anchorsOf(t, page); !slices.Contains(anchors, "http://example.test/collections") || !strings.HasSuffix(page, "</noscript>\n</body></html>") {
		t.Errorf("%v in %s", anchors, page)
	}
	w := ask(s, "GET", "/api", "Accept", browser)
	if !strings.Contains(w.Body.String(), "viewer") || w.Header().Get("Content-Security-Policy") != apiPolicy {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
	if w := ask(s, "GET", "/api/?f=html"); w.Code != http.StatusPermanentRedirect || w.Header().Get("Location") != "http://example.test/api?f=html" {
		t.Errorf("status %d to %s", w.Code, w.Header().Get("Location"))
	}
	if w := ask(s, "GET", "/api?x=1&f=html"); w.Code != 400 {
		t.Errorf("status %d", w.Code)
	}
	if w := ask(s, "GET", "/api"); !strings.Contains(w.Body.String(), `"openapi":"3.0`) {
		t.Errorf("%s", w.Body)
	}
	delete(assets, "api.html")
	if got := ask(s, "GET", "/api", "Accept", browser).Body.String(); !strings.Contains(got, "/collections/{collectionId}/items") {
		t.Errorf("without the viewer: %s", got)
	}
}

// TestColours makes sure that pages have the colours of the map.
func TestColours(t *testing.T) {
	source, err := fs.ReadFile(os.DirFS(filepath.Join("..", "..", "web", "src")), "theme.ts")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, _ := strings.Cut(style, "prefers-color-scheme:dark")
	names := regexp.MustCompile(`--([a-z0-9-]+):(#[0-9a-f]{6})`).FindAllStringSubmatch(light, -1)
	if len(names) < 20 {
		t.Fatalf("only %d colours", len(names))
	}
	for _, m := range names {
		camel := regexp.MustCompile(`-(.)`).ReplaceAllStringFunc(m[1], func(s string) string { return strings.ToUpper(s[1:]) })
		pair := regexp.MustCompile(`(?m)^  ` + camel + `: \['(#[0-9a-f]{6})', '(#[0-9a-f]{6})'\]`).FindSubmatch(source)
		if pair == nil || string(pair[1]) != m[2] || !strings.Contains(dark, "--"+m[1]+":"+string(pair[2])) {
			t.Errorf("--%s is %s, the map has %q", m[1], m[2], pair)
		}
	}
}

// TestHeldAtHome makes sure that what Russia holds of its own is not called occupied.
func TestHeldAtHome(t *testing.T) {
	db := seeded(t)
	put(t, db, geo.Place{Ref: "t:rylsk", Name: "Rylsk", Kind: geo.Settlement, Oblast: "RU-KRS", Point: [2]float64{34.68, 51.57}})
	s := serving(t, db)
	tell(t, db, "kursk", report(7, geo.Liberation, geo.Russia, "2024-08-18"))
	if err := s.Atlas.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/collections/control/items/7?f=html", "/collections/control/items?f=html&oblast=RU-KRS", "/collections/control/items/7/versions?f=html"} {
		if text := ask(s, "GET", target).Body.String(); strings.Count(text, "Russian-held") < 2 || strings.Contains(text, "<td>Russian-occupied") || strings.Contains(text, "Rylsk: Russian-occupied") {
			t.Errorf("GET %s: %s", target, text)
		}
	}
}
