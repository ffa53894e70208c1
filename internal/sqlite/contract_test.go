package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"retaken/internal/geo/geotest"
	"retaken/internal/news"
)

// TestStore runs the tests that every geo.Store must pass.
func TestStore(t *testing.T) {
	geotest.TestStore(t, func(t *testing.T) geotest.Fixture {
		db := openTest(t, filepath.Join(t.TempDir(), "store.db"))
		return geotest.Fixture{
			Store: db,
			PutArticle: func(ctx context.Context, a geotest.Article) error {
				_, err := db.PutArticles(ctx, news.Article{
					Ref: a.Ref, URL: a.URL, Source: a.Publisher, Title: a.Title, Text: a.Text, Published: a.Published,
				})
				return err
			},
			Mentions: db.Mentions,
		}
	})
}

// openTest opens a database and closes it when the test ends.
func openTest(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
