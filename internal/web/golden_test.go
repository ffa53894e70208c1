package web

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// dataAsOf is when the store of a test was made.
var dataAsOf = regexp.MustCompile(`Data as of [0-9: -]+ UTC`)

// TestGolden compares documents that people and programs rely on with their files, which -update
// rewrites.
func TestGolden(t *testing.T) {
	s := serving(t, seeded(t))
	for name, target := range map[string]string{
		"landing.json":     "/",
		"conformance.json": "/conformance",
		"api.json":         "/api",
		"collections.json": "/collections",
		"events.json":      "/collections/events/items?limit=1&kind=liberation",
		"control.json":     "/collections/control/items/4",
		"queryables.json":  "/collections/control/queryables",
		"schema.json":      "/collections/control/schema",
		"collection.html":  "/collections/control?f=html",
		"item.html":        "/collections/events/items/6?f=html",
		"items.html":       "/collections/events/items?f=html&limit=2",
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, target, ask(s, "GET", target).Body.Bytes())
		})
	}
}

// golden compares an answer with its file, without what is another each time.
func golden(t *testing.T, name, target string, got []byte) {
	t.Helper()
	got = dataAsOf.ReplaceAll(got, []byte("Data as of … UTC"))
	if strings.HasSuffix(name, ".json") {
		var b bytes.Buffer
		if err := json.Indent(&b, got, "", "  "); err != nil {
			t.Fatalf("%v: %s", err, got)
		}
		got = append(b.Bytes(), '\n')
		if i := bytes.Index(got, []byte("\n  \"timeStamp\"")); i >= 0 {
			got = append(got[:i], "\n  \"timeStamp\": …\n}\n"...)
		}
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("GET %s differs from %s (renew it with -update): %s", target, path, got)
	}
}
