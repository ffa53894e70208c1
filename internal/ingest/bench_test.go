package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// BenchmarkRun reads new articles of 2.7 kB into a file, with the places and the lexicon that the program ships. What
// it counts is on disk.
func BenchmarkRun(b *testing.B) {
	data := os.DirFS(filepath.Join("..", "..", "data"))
	db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	places, err := geo.LoadPlaces(data)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.PutPlaces(b.Context(), places...); err != nil {
		b.Fatal(err)
	}
	g, err := geo.NewGazetteer(db.Places(b.Context()))
	if err != nil {
		b.Fatal(err)
	}
	lexicon, err := extract.LoadLexicon(os.DirFS(filepath.Join("..", "..", "data", "lexicon")))
	if err != nil {
		b.Fatal(err)
	}
	theatre, err := geo.LoadTheatre(data)
	if err != nil {
		b.Fatal(err)
	}
	p := &ingest.Pipeline{Extractor: extract.New(lexicon, g, theatre), Archive: db, Store: db}

	const size = 2714 // bytes
	sample, err := os.ReadFile(filepath.Join("..", "..", "data", "articles", "2022-09-11-counteroffensive.txt"))
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(string(sample)+"\n\n", size/len(sample)+1)[:size]
	n := 0
	for b.Loop() {
		batch := func(yield func(news.Article, error) bool) {
			for range 64 {
				n++
				a := news.Article{Ref: fmt.Sprint(n), Lang: "en", Published: time.Date(2022, 9, 11, 0, 0, n, 0, time.UTC), Text: fmt.Sprint(text, n)}
				if !yield(a, nil) {
					return
				}
			}
		}
		kept := 0
		if _, err := p.Run(b.Context(), batch, func(o ingest.Outcome) { kept++ }); err != nil || kept != 64 {
			b.Fatalf("%d of 64 kept, error %v", kept, err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
