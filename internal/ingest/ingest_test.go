package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

func place(name string, lon, lat float64) geo.Place {
	return geo.Place{Ref: "test:" + name, Name: name, Kind: geo.Settlement, Oblast: "UA-63", Point: orb.Point{lon, lat}, Uncertainty: 1000}
}

// pipeline over a new database with the places given and the shipped lexicon.
func pipeline(t *testing.T, db *sqlite.DB, places ...geo.Place) *ingest.Pipeline {
	t.Helper()
	if _, err := db.PutPlaces(t.Context(), places...); err != nil {
		t.Fatal(err)
	}
	g, err := geo.NewGazetteer(db.Places(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	lexicon, err := extract.LoadLexicon(os.DirFS(filepath.Join("..", "..", "data", "lexicon")))
	if err != nil {
		t.Fatal(err)
	}
	return &ingest.Pipeline{Extractor: extract.New(lexicon, g, geo.Theatre{}), Archive: db, Store: db}
}

func open(t *testing.T) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "m.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func article(ref, text string) news.Article {
	return news.Article{Ref: ref, Lang: "en", Published: time.Date(2022, 9, 11, 0, 0, 0, 0, time.UTC), Text: text}
}

// walk yields articles, with errors in between.
func walk(items ...any) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		for _, it := range items {
			a, _ := it.(news.Article)
			err, _ := it.(error)
			if !yield(a, err) {
				return
			}
		}
	}
}

func run(t *testing.T, p *ingest.Pipeline, items ...any) (ingest.Report, []string) {
	t.Helper()
	var seen []string
	rep, err := p.Run(t.Context(), walk(items...), func(o ingest.Outcome) {
		seen = append(seen, fmt.Sprintf("%s new=%v events=%d", o.Article.Ref, o.New, len(o.Reading.Events)))
	})
	if err != nil {
		t.Fatal(err)
	}
	return rep, seen
}

func revision(t *testing.T, db *sqlite.DB) int64 {
	t.Helper()
	n, err := db.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const izium = "Ukrainian troops have recaptured Izium, the General Staff said."

func TestRun(t *testing.T) {
	db := open(t)
	p := pipeline(t, db, place("Izium", 37.25, 49.21))
	rep, seen := run(t, p, article("a", izium), &news.Problem{Name: "x", Line: 2, Err: errors.New("broken")}, article("b", "Nothing happened."))
	if d := cmp.Diff([]string{"a new=true events=1", "b new=true events=0"}, seen); d != "" {
		t.Error(d)
	}
	if rep.Read != 2 || rep.New != 2 || rep.Events != 1 || len(rep.Problems) != 1 {
		t.Errorf("report %+v", rep)
	}

	before := revision(t, db)
	rep, seen = run(t, p, article("a", izium))
	if d := cmp.Diff([]string{"a new=false events=0"}, seen); d != "" || rep.New != 0 {
		t.Errorf("%s\nreport %+v", d, rep)
	}
	if after := revision(t, db); after != before {
		t.Errorf("the same article moved the revision from %d to %d", before, after)
	}

	rep, _ = run(t, p, article("a", "Another text."))
	if len(rep.Problems) != 1 || rep.Read != 0 {
		t.Errorf("another text under a kept ref: report %+v, want one problem", rep)
	}
}

func TestRunEndsWithTheContext(t *testing.T) {
	db := open(t)
	p := pipeline(t, db, place("Izium", 37.25, 49.21))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Run(ctx, walk(article("a", izium)), func(ingest.Outcome) { t.Error("an article was kept") }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func TestBatches(t *testing.T) {
	db := open(t)
	p := pipeline(t, db, place("Izium", 37.25, 49.21))
	var items []any
	for i := range 200 {
		items = append(items, article(fmt.Sprint(i), izium+fmt.Sprint(i)))
	}
	rep, seen := run(t, p, items...)
	if rep.New != 200 || rep.Events != 200 || len(seen) != 200 || seen[199] != "199 new=true events=1" {
		t.Errorf("report %+v, last %q", rep, seen[len(seen)-1])
	}
}
