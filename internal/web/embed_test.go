package web

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

// TestEmbed makes sure that other sites may show the embedded map in a frame, and no page but that.
func TestEmbed(t *testing.T) {
	assets := fstest.MapFS{
		"index.html": {Data: []byte("<!doctype html><html><head><title>map</title></head><body></body></html>")},
		"embed.html": {Data: []byte("<!doctype html><html><head><title>map</title></head><body><p>embedded</p></body></html>")},
	}
	s := serving(t, seeded(t), func(c *Config) { c.Assets = assets })
	w := ask(s, "GET", "/embed?utm_source=x", "Accept", browser)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "embedded") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if policy := w.Header().Get("Content-Security-Policy"); policy != embedPolicy || !strings.Contains(policy, "frame-ancestors *") {
		t.Errorf("policy %q", policy)
	}
	for _, path := range []string{"/", "/collections", "/collections/events/items"} {
		policy := ask(s, "GET", path, "Accept", browser).Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "frame-ancestors 'self'") {
			t.Errorf("%s has the policy %q", path, policy)
		}
	}
	if w := ask(s, "GET", "/embed/"); w.Code != http.StatusPermanentRedirect || w.Header().Get("Location") != "http://example.test/embed" {
		t.Errorf("status %d to %s", w.Code, w.Header().Get("Location"))
	}
	delete(assets, "embed.html")
	if w := ask(s, "GET", "/embed"); w.Code != 404 {
		t.Errorf("without the front end: status %d", w.Code)
	}
}
