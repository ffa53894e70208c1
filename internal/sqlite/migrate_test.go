package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"retaken/internal/geo"
)

// TestMigrations goes up, down step by step, and up again.
func TestMigrations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db := openTest(t, path)
	schema := func() (out string) {
		for row, err := range read(t.Context(), db.readers, "schema", func(s *string) []any { return []any{s} },
			"SELECT name || ': ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE '%goose%' ORDER BY name") {
			if err != nil {
				t.Fatal(err)
			}
			out += row + "\n"
		}
		return out
	}
	full := schema()
	if _, err := db.PutPlaces(t.Context(), settlement("p")); err != nil {
		t.Fatal(err)
	}
	steps, err := provider(db.writer)
	if err != nil {
		t.Fatal(err)
	}
	for v := newest(); v > 0; v-- {
		if _, err := steps.Down(t.Context()); err != nil {
			t.Fatalf("down from %d: %v", v, err)
		}
	}
	if left := schema(); strings.Contains(left, "CREATE TABLE places") || strings.Contains(left, "INDEX") {
		t.Errorf("after going down there is left:\n%s", left)
	}
	if _, err := OpenReadOnly(t.Context(), path); !errors.Is(err, geo.ErrReadOnly) || !strings.Contains(err.Error(), "older") {
		t.Errorf("opening an old file for reading: %v, want %v", err, geo.ErrReadOnly)
	}
	db = openTest(t, path)
	if again := schema(); again != full {
		t.Errorf("after going down and up the schema is\n%s\nwant\n%s", again, full)
	}
	if n, err := db.Revision(t.Context()); n != 0 || err != nil {
		t.Errorf("revision %d, %v; want 0", n, err)
	}
}

// TestMigrationFiles checks that the files are numbered without gaps, and can go down.
func TestMigrationFiles(t *testing.T) {
	names, err := fs.Glob(migrations, "migrations/*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for i, name := range names {
		if !strings.HasPrefix(filepath.Base(name), fmt.Sprintf("%05d_", i+1)) {
			t.Errorf("%s is number %d", name, i+1)
		}
		text, err := fs.ReadFile(migrations, name)
		if err != nil || !strings.Contains(string(text), "\n-- +goose Down\n") {
			t.Errorf("%s has no way down (%v)", name, err)
		}
	}
	if n := newest(); n != int64(len(names)) {
		t.Errorf("newest is %d, want %d", n, len(names))
	}
}

// TestInterruptedCreation goes on where making the file was interrupted.
func TestInterruptedCreation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("opening with a cancelled context: %v", err)
	}
	execute(t, path, fmt.Sprint("PRAGMA application_id = ", applicationID), "PRAGMA journal_mode = WAL")
	db := openTest(t, path)
	if _, err := db.PutPlaces(t.Context(), settlement("p")); err != nil {
		t.Error(err)
	}
	if want := int64(1920232302); applicationID != want {
		t.Errorf("the application id is %d, but files have %d", applicationID, want)
	}
	var id int64
	if err := db.readers.QueryRowContext(t.Context(), "PRAGMA application_id").Scan(&id); id != applicationID || err != nil {
		t.Errorf("application id %d, %v; want %d", id, err, applicationID)
	}
}
