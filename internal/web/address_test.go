package web

import (
	"crypto/tls"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestBase is where links lead, by configuration and headers.
func TestBase(t *testing.T) {
	db := seeded(t)
	forwarded := []string{"X-Forwarded-Proto", "https", "X-Forwarded-Host", "maps.example:8443", "X-Forwarded-Prefix", "/gis/"}
	for _, c := range []struct {
		name    string
		baseURL string
		trust   bool
		tls     bool
		host    string
		headers []string
		want    string
	}{
		{"configured", "https://example.org/map/", true, false, "inner:80", forwarded, "https://example.org/map"},
		{"as asked", "", false, false, "10.0.0.1:8080", nil, "http://10.0.0.1:8080"},
		{"IPv6", "", false, false, "[::1]:8080", nil, "http://[::1]:8080"},
		{"TLS", "", false, true, "example.test", nil, "https://example.test"},
		{"nobody to trust", "", false, false, "inner:80", forwarded, "http://inner:80"},
		{"a proxy", "", true, false, "inner:80", forwarded, "https://maps.example:8443/gis"},
		{"two proxies", "", true, false, "inner:80", []string{"X-Forwarded-Proto", "https, http", "X-Forwarded-Host", "maps.example, middle"}, "https://maps.example"},
		{"Forwarded", "", true, false, "inner:80", []string{"Forwarded", `for=192.0.2.43;proto=https;host="maps.example:444", for=10.0.0.2;host=middle`, "X-Forwarded-Host", "other"}, "https://maps.example:444"},
		{"bad scheme", "", true, false, "inner:80", []string{"X-Forwarded-Proto", "javascript"}, "http://inner:80"},
		{"bad host", "", true, false, "inner:80", []string{"X-Forwarded-Host", `evil"><script>`}, "http://inner:80"},
		{"bad prefix", "", true, false, "inner:80", []string{"X-Forwarded-Prefix", `//evil.example`}, "http://inner:80"},
		{"bad Host", "", false, false, "evil'.example", nil, "http://localhost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serving(t, db, func(f *Config) { f.BaseURL, f.TrustProxy = c.baseURL, c.trust })
			r := httptest.NewRequest("GET", "/collections/events/items?limit=1", nil)
			r.Host = c.host
			if c.tls {
				r.TLS = &tls.ConnectionState{}
			}
			for i := 0; i < len(c.headers); i += 2 {
				r.Header.Set(c.headers[i], c.headers[i+1])
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			var f features
			if err := json.Unmarshal(w.Body.Bytes(), &f); err != nil {
				t.Fatal(err)
			}
			if want := c.want + "/collections/events/items?limit=1"; f.href(t, "self") != want {
				t.Errorf("self is %s, want %s", f.href(t, "self"), want)
			}
			for _, l := range f.Links {
				if !strings.HasPrefix(l.Href, c.want+"/") {
					t.Errorf("link %s does not begin with %s", l.Href, c.want)
				}
			}
		})
	}
}

// TestBasePath asks for a server under a path, with and without a proxy that takes the path off.
func TestBasePath(t *testing.T) {
	s := serving(t, seeded(t), func(c *Config) { c.BaseURL = "https://example.org/gis/map" })
	for _, path := range []string{"", "/", "/collections", "/collections/", "/collections/events/items?limit=1", "/api", "/healthz", "/assets/index-abc123.js", "/basemap/ukraine.geojson"} {
		inner := path
		if inner == "" {
			inner = "/"
		}
		direct, taken := ask(s, "GET", "/gis/map"+path), ask(s, "GET", inner)
		if direct.Code != 200 || taken.Code != 200 || string(unstamped(direct.Body.Bytes())) != string(unstamped(taken.Body.Bytes())) {
			t.Errorf("GET /gis/map%s: status %d, taken off %d, bodies\n%s\n%s", path, direct.Code, taken.Code, direct.Body, taken.Body)
		}
		if strings.Contains(direct.Body.String(), "http://example.test") || strings.Contains(direct.Body.String(), "example.org/collections") {
			t.Errorf("GET /gis/map%s: links lead elsewhere: %s", path, direct.Body)
		}
	}
	var doc struct{ Servers []struct{ URL string } }
	if err := json.Unmarshal(ask(s, "GET", "/gis/map/api").Body.Bytes(), &doc); err != nil || doc.Servers[0].URL != "https://example.org/gis/map" {
		t.Errorf("servers are %v (%v)", doc.Servers, err)
	}
	if w := ask(s, "GET", "/gis/mapper"); w.Code != 404 {
		t.Errorf("GET /gis/mapper: status %d", w.Code)
	}
	if w := ask(s, "GET", "/gis/map/", "Accept", browser); w.Code != 200 || !strings.Contains(w.Body.String(), "index-abc123") {
		t.Errorf("the map is not at /gis/map/: status %d: %s", w.Code, w.Body)
	}
	// What the map's page loads is beside it, so that a browser has to see the slash.
	if w := ask(s, "GET", "/gis/map?t=2022", "Accept", browser); w.Code != 308 || w.Header().Get("Location") != "https://example.org/gis/map/?t=2022" {
		t.Errorf("GET /gis/map in a browser: status %d to %s", w.Code, w.Header().Get("Location"))
	}
}

func TestBadBaseURL(t *testing.T) {
	for _, bad := range []string{"example.org", "ftp://example.org", "https://", "https://example.org/?x=1", "https://example.org/#x", "://", "/map"} {
		if _, err := New(Config{BaseURL: bad}); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("base URL %s: error is %v", bad, err)
		}
	}
}
