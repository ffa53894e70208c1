package web

import (
	"strings"
	"testing"
)

func TestNegotiate(t *testing.T) {
	for _, c := range []struct{ f, accept, want string }{
		{"", "", "json"},
		{"", "*/*", "json"},
		{"", "application/*", "json"},
		{"", "text/*", "html"},
		{"", browser, "html"},
		{"", "application/xhtml+xml", "html"},
		{"", "text/html;q=0.5, application/json", "json"},
		{"", "application/json;q=0.5, text/html;q=0.6", "html"},
		{"", "text/html, application/json", "html"},
		{"", "application/json, text/html", "json"},
		{"", "text/html;q=0, */*", "json"},
		{"", "application/geo+json;q=0, application/json;q=0, */*", "html"},
		{"", "*/*;q=0.1, text/html;q=0.1", "html"},
		{"", "TEXT/HTML", "html"},
		{"", "image/png", "json"},
		{"", "text/html;q=nonsense", "html"},
		{"", ";;,,;q=,=", "json"},
		{"html", "application/json", "html"},
		{"json", browser, "json"},
		{"geojson", browser, "json"},
		{"xml", "", ""},
		{"HTML", "", ""},
		{"json&f=html", "", ""},
		{"json&f=json", "", "json"},
	} {
		query := "f=" + c.f
		if c.f == "" {
			query = ""
		}
		p, err := parseParams(query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := negotiate(p, c.accept, []form{asGeoJSON, asHTML})
		switch {
		case err != nil:
			if c.want != "" {
				t.Errorf("f=%s, Accept: %s: %v, want %s", c.f, c.accept, err, c.want)
			}
		case got.names[0] != c.want:
			t.Errorf("f=%s, Accept: %s: %s, want %q", c.f, c.accept, got.names[0], c.want)
		}
	}
}

func FuzzNegotiate(f *testing.F) {
	f.Add(browser)
	f.Add("application/json;q=0.5,*/*;q=")
	f.Fuzz(func(t *testing.T, accept string) {
		offers := []form{asGeoJSON, asHTML}
		got, err := negotiate(&params{}, accept, offers)
		if err != nil {
			t.Fatalf("Accept: %q: %v", accept, err)
		}
		if !strings.ContainsAny(accept, "*hH") && got.names[0] != "json" {
			t.Errorf("Accept: %q gives %s", accept, got.names[0])
		}
		codingFor(accept)
	})
}
