package web

import (
	"encoding/json"
	"html"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func withTiles(t RasterTiles) func(*Config) { return func(c *Config) { c.RasterTiles = t } }

var osm = RasterTiles{URL: "https://tile.example.org:8443/{z}/{x}/{y}.png?key=a&b=c", Attribution: `<b>© "Tiles"</b> & others`, MaxZoom: 17}

// TestRasterTiles has the page lie on tiles: the policy names their host and no other, and what the page is told is text.
func TestRasterTiles(t *testing.T) {
	db := seeded(t)
	embed := func(c *Config) { c.Assets = os.DirFS(builtIn(t, indexFile, embedFile, apiFile)) }
	const widened = "default-src 'self'; img-src 'self' data: blob: https://tile.example.org:8443; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors "
	for _, c := range []struct {
		path, policy string
		marked       bool
	}{{"/", widened + "'self'", true}, {"/embed", widened + "*", true}, {"/api", apiPolicy, false}} {
		answer := ask(serving(t, db, embed, withTiles(osm)), "GET", c.path, "Accept", "text/html")
		if got := answer.Header().Get("Content-Security-Policy"); got != c.policy {
			t.Errorf("%s has the policy\n%s\nwant\n%s", c.path, got, c.policy)
		}
		page := string(body(t, answer))
		mark := regexp.MustCompile(`<meta name="retaken-tiles" content="([^"]*)" />`).FindStringSubmatch(page)
		if !c.marked {
			if mark != nil {
				t.Errorf("%s tells of tiles: %s", c.path, mark[0])
			}
			continue
		}
		if mark == nil || strings.Contains(page, "<b>©") || strings.Index(page, mark[0]) > strings.Index(page, "</head>") {
			t.Errorf("%s does not tell of tiles in its head as text:\n%s", c.path, page)
			continue
		}
		var told struct {
			URL, Attribution string
			MaxZoom          int
		}
		if err := json.Unmarshal([]byte(html.UnescapeString(mark[1])), &told); err != nil || told != osm {
			t.Errorf("%s tells of %+v (%v), want %+v", c.path, told, err, osm)
		}
		if plain := ask(serving(t, db, embed), "GET", c.path, "Accept", "text/html"); strings.Contains(string(body(t, plain)), "retaken-tiles") ||
			strings.Contains(plain.Header().Get("Content-Security-Policy"), "http") {
			t.Errorf("%s tells of tiles that nobody configured", c.path)
		}
	}
}

// builtIn is a folder with these pages of a front end.
func builtIn(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("<html><head></head><body></body></html>"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestBadRasterTiles(t *testing.T) {
	const host = "https://tile.example.org"
	for name, c := range map[string]struct {
		tiles RasterTiles
		want  string
	}{
		"no z":            {RasterTiles{URL: host + "/{x}/{y}.png"}, "does not have {z} once"},
		"x twice":         {RasterTiles{URL: host + "/{z}/{x}/{x}/{y}.png"}, "does not have {x} once"},
		"subdomains":      {RasterTiles{URL: "https://{s}.example.org/{z}/{x}/{y}.png"}, "other braces"},
		"z in the host":   {RasterTiles{URL: "https://{z}.example.org/{x}/{y}.png"}, "in its host"},
		"no scheme":       {RasterTiles{URL: "tile.example.org/{z}/{x}/{y}.png"}, "is no web address"},
		"script":          {RasterTiles{URL: "javascript:{z}{x}{y}"}, "is no web address"},
		"file":            {RasterTiles{URL: "file:///{z}/{x}/{y}.png"}, "is no web address"},
		"credentials":     {RasterTiles{URL: "https://me:secret@tile.example.org/{z}/{x}/{y}.png"}, "holds a user name or password"},
		"a second policy": {RasterTiles{URL: "https://tile.example.org;script-src/{z}/{x}/{y}.png"}, "no plain host name"},
		"any host":        {RasterTiles{URL: "https://*/{z}/{x}/{y}.png"}, "no plain host name"},
		"blank":           {RasterTiles{URL: "https://tile.example.org /{z}/{x}/{y}.png"}, "has a blank"},
		"no attribution":  {RasterTiles{URL: host + "/{z}/{x}/{y}.png", MaxZoom: 18}, "have no attribution"},
		"no address":      {RasterTiles{Attribution: "© somebody"}, "but no address"},
		"zoom":            {RasterTiles{URL: host + "/{z}/{x}/{y}.png", Attribution: "©", MaxZoom: 23}, "from 0 to 22"},
	} {
		_, err := New(Config{Log: slog.New(slog.DiscardHandler), RasterTiles: c.tiles})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}
