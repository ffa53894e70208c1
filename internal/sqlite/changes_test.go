package sqlite

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

// TestLogIsKept: not even SQL cuts or rewrites the log of changes.
func TestLogIsKept(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	p := settlement("p")
	if _, err := db.ChangePlaces(t.Context(), geo.Change{At: time.Now(), Action: "add", Places: []geo.PlaceChange{{After: &p}}}); err != nil {
		t.Fatal(err)
	}
	for statement, want := range map[string]string{
		"DELETE FROM changes":                     "the log of changes is never cut",
		"DELETE FROM changed_places":              "the log of changes is never cut",
		"UPDATE changes SET reason = 'another'":   "the log of changes is never rewritten",
		"UPDATE changed_places SET before = NULL": "the log of changes is never rewritten",
	} {
		if _, err := db.writer.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", statement, err, want)
		}
	}
}

// TestUpgrade brings a file of the first schema, with all that may be in one, up to date.
func TestUpgrade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db := openTest(t, path)
	steps, err := provider(db.writer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := steps.DownTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{ // as the program of then wrote
		`INSERT INTO places VALUES (1, 'p', 'P', '', '', '[]', 'settlement', '', '', 0, 0, 0, 0)`,
		`INSERT INTO articles (ref, url, source, title, lang, text) VALUES ('a', '', '', '', '', 'text')`,
		`INSERT INTO readings VALUES (1, 'rules')`,
		`INSERT INTO events VALUES (1, 'e', 1, 'capture', 'RU', 'UA', '', 'confirmed', 1, NULL, '', '', 0, '', '', 0, 0, 0, 0, 0, '', 0)`,
		`UPDATE revision SET n = 3`,
	} {
		if _, err := db.writer.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openTest(t, path)
	for since := range int64(3) {
		if d, err := db.Changed(t.Context(), since); err != nil || d.Revision != 3 || len(d.Places) != 1 || len(d.Events) != 1 {
			t.Errorf("since revision %d changed %+v (%v), want all", since, d, err)
		}
	}
	var before geo.Place
	for before, err = range db.Places(t.Context()) {
		if err != nil || before.Ref != "p" {
			t.Fatalf("place %q, %v", before.Ref, err)
		}
	}
	if _, err := db.ChangePlaces(t.Context(), geo.Change{At: time.Now(), Action: "remove", Places: []geo.PlaceChange{{Before: &before}}}); err != nil {
		t.Error(err)
	}
}
