package publish

import (
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// TestEmbeddedPage makes sure that the map for a frame is published beside the map, with what it alone names.
func TestEmbeddedPage(t *testing.T) {
	assets := maps.Clone(front)
	assets["embed.html"] = &fstest.MapFile{Data: []byte(`<head><!--server--><link href="./timeline"><!--/server--><script src="./assets/embed-6f.js"></script></head>
<body><noscript><!--server--><a href="./">all</a><!--/server--></noscript></body>`)}
	assets["assets/embed-6f.js"] = &fstest.MapFile{Data: []byte(`export {}`)}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/embed" {
			w.Header().Set("Content-Security-Policy", "default-src 'self'; frame-ancestors *")
			io.WriteString(w, "<html><head></head></html>")
			return
		}
		(&server{}).ServeHTTP(w, r)
	})
	dir := filepath.Join(t.TempDir(), "site")
	if _, err := (Site{Handler: handler, Assets: assets, Areas: Auto}).Write(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "embed.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<meta name="retaken-site" content="./data.json" />`, `content="default-src &#39;self&#39;"`, "data/index.html"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if strings.Contains(string(page), "./timeline\"") || strings.Contains(string(page), "frame-ancestors") {
		t.Errorf("%s", page)
	}
	if _, err := os.Stat(filepath.Join(dir, "assets", "embed-6f.js")); err != nil {
		t.Error(err)
	}
}
