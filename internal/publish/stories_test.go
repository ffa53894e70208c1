package publish

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// storied is a server that has pages of places and articles.
type storied struct{ server }

func (s *storied) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	const page = "<!doctype html>\n<html><head>\n<title>%s</title></head><body><a href=\"../index.html\">map</a></body></html>"
	switch path := r.URL.Path; {
	case path == "/" && r.Header.Get("Accept") == "text/html":
		io.WriteString(w, "<html><body>map<noscript><div role=\"main\">\n<h2>What changed</h2><a href=\"places/2.html\">Balakliia</a>\n</div></noscript>\n</body></html>")
	case path == "/collections/events/items" && r.URL.Query().Get("f") == "":
		io.WriteString(w, `{"type":"FeatureCollection","links":[],"features":[
			{"type":"Feature","id":5,"geometry":null,"properties":{"place_id":2,"article_id":7}},
			{"type":"Feature","id":6,"geometry":null,"properties":{"place_id":2,"article_id":8}}]}`)
	case slices.Contains([]string{"/places/2", "/articles/7", "/articles/8"}, path):
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'self'")
		fmt.Fprintf(w, page, path)
	case path == "/pages.css":
		io.WriteString(w, "a{color:red}")
	default:
		s.server.ServeHTTP(w, r)
	}
}

// TestStories: a copy has a page for each place with reports and each article with some, and says without scripts what
// the server says.
func TestStories(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	write(t, Site{Handler: &storied{}}, dir)
	var got []string
	for _, name := range filesIn(t, dir) {
		if strings.HasPrefix(name, "places/") || strings.HasPrefix(name, "articles/") || name == "pages.css" {
			got = append(got, name)
		}
	}
	if want := []string{"articles/7.html", "articles/8.html", "pages.css", "places/2.html"}; !slices.Equal(got, want) {
		t.Errorf("pages %q, want %q", got, want)
	}
	page := read(t, dir, "places/2.html")
	if !strings.Contains(page, `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;self&#39;">`) || !strings.Contains(page, "/places/2") {
		t.Errorf("%s", page)
	}
	for text, want := range map[string]string{"<p>a</p></body>": "<p>a</p><noscript>", "no end": "no end"} {
		if got := withPlainWords(text, []byte("x<noscript><div role=\"main\">\nwords</div></noscript>\n</body>")); !strings.HasPrefix(got, want) || strings.Contains(got, "words") != strings.Contains(text, "body") {
			t.Errorf("%q with the words is %q", text, got)
		}
	}
	if got := withPlainWords("a</body>", []byte("a</body>")); got != "a</body>" {
		t.Errorf("without words: %q", got)
	}
}
