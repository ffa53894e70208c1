package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

// TestLocked lets another program keep the file locked: reading goes on, and writing waits as long as its
// context and its patience last.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db := openTest(t, path)
	other, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	if n, err := db.Revision(t.Context()); n != 0 || err != nil {
		t.Errorf("reading beside the lock: %d, %v", n, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := db.PutPlaces(ctx, settlement("p")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("writing beside the lock: %v, want %v", err, context.DeadlineExceeded)
	}
	if _, err := db.writer.ExecContext(t.Context(), "PRAGMA busy_timeout = 20"); err != nil {
		t.Fatal(err)
	}
	_, err = db.PutPlaces(t.Context(), settlement("p"))
	if err == nil || !strings.Contains(err.Error(), "writing "+path+": another program keeps it locked") {
		t.Errorf("writing beside the lock, without patience: %v", err)
	}
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.PutPlaces(t.Context(), settlement("p")); err != nil {
		t.Errorf("writing after the lock: %v", err)
	}
}

// TestFull fills the disk, as far as SQLite can tell.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db := openTest(t, path)
	limit := func(pages string) {
		t.Helper()
		if _, err := db.writer.ExecContext(t.Context(), "PRAGMA max_page_count = "+pages); err != nil {
			t.Fatal(err)
		}
	}
	places := benchPlaces(1000)
	limit("40")
	_, err := db.PutPlaces(t.Context(), places...)
	if err == nil || !strings.Contains(err.Error(), "writing "+path+": no room is left on its disk") {
		t.Errorf("writing more than there is room for: %v", err)
	}
	for p := range db.Places(t.Context()) {
		t.Errorf("%q is kept", p.Ref)
	}
	limit("100000")
	if _, err := db.PutPlaces(t.Context(), places...); err != nil {
		t.Errorf("writing when there is room again: %v", err)
	}
}

// TestPlans checks that no query sorts, and that those of one place or article find them by an index.
func TestPlans(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	events := func(q geo.Query) string { query, _ := selecting(q); return query }
	for _, c := range []struct{ query, want string }{
		{events(geo.Query{}), "SEARCH x USING INTEGER PRIMARY KEY (rowid>?)"},
		{events(geo.Query{Place: 1, Limit: 10}), "SEARCH x USING INDEX events_by_place (place=? AND rowid>?)"},
		{events(geo.Query{Article: "a"}), "SEARCH x USING INDEX events_by_article (article=? AND rowid>?)"},
		{selectEvents + " WHERE x.article = ?", "SEARCH x USING INDEX events_by_article (article=?)"},
		{selectAggregates + " ORDER BY x.article, x.seq", "SCAN x"},
		{selectAggregates + " WHERE x.article = ? ORDER BY x.seq", "SEARCH x USING PRIMARY KEY (article=?)"},
		{selectMentions + " WHERE article = ? ORDER BY seq", "SEARCH mentions USING PRIMARY KEY (article=?)"},
	} {
		type step struct {
			id, parent, unused int
			detail             string
		}
		var plan []string
		for s, err := range read(t.Context(), db.readers, "plan", func(s *step) []any {
			return []any{&s.id, &s.parent, &s.unused, &s.detail}
		}, "EXPLAIN QUERY PLAN "+c.query, 1, 1, 1) {
			if err != nil {
				t.Fatal(err)
			}
			plan = append(plan, s.detail)
		}
		if got := strings.Join(plan, "; "); !strings.Contains(got, c.want) || strings.Contains(got, "TEMP B-TREE") {
			t.Errorf("plan of %s\nis  %s\nwant %s, without a sort", c.query, got, c.want)
		}
	}
}
