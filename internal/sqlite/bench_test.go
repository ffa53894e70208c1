package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// benchText is an article of about four kilobytes, as news agencies write them.
var benchText = strings.Repeat("Ukrainian forces have entered Izium, officials in Kharkiv said on Saturday. Балаклію звільнено. ", 37)

func benchPlaces(n int) []geo.Place {
	places := make([]geo.Place, n)
	for i := range places {
		places[i] = geo.Place{
			Ref: fmt.Sprint("geonames:", 690000+i), Name: fmt.Sprint("Novooleksandrivka ", i), NameUk: fmt.Sprint("Новоолександрівка ", i),
			NameRu: "Новоалександровка", Kind: geo.Settlement, Oblast: "UA-63", Raion: "Куп'янський район", Population: i,
			Aliases: []geo.Alias{{Text: "Novoaleksandrovka", Lang: "ru", Kind: geo.Variant}},
		}
		places[i].Point[0], places[i].Point[1] = 22+float64(i%180)/10, 44+float64(i/180)/10
	}
	return places
}

// benchBatch is a batch of articles, numbered from first on, with 20 mentions and 3 events in each and an
// aggregate in every fifth.
func benchBatch(first, n int, places []geo.PlaceID) (articles []news.Article, readings []geo.Reading) {
	for i := first; i < first+n; i++ {
		ref := fmt.Sprintf("%016x", uint64(i+1)*0x9e3779b97f4a7c15)
		articles = append(articles, news.Article{
			Ref: ref, URL: "https://example.org/news/2022/09/10/" + ref, Source: "Example News Agency", Title: "Ukrainian forces enter Izium",
			Lang: "en", Published: time.Date(2022, 9, 10, 12, 0, i, 0, time.UTC), Text: benchText,
		})
		r := geo.Reading{Article: ref, Rules: "fingerprint"}
		for k := range 20 {
			p := places[(i*31+k*7)%len(places)]
			r.Mentions = append(r.Mentions, geo.Mention{
				Span: geo.Span{Start: 30, End: 35}, Surface: "Izium", State: geo.Resolved, Place: p, Candidates: []geo.PlaceID{p, p + 1},
			})
		}
		source := geo.Source{Attribution: "officials in Kharkiv", Side: geo.FromUkraine, Rank: geo.Official, Evidence: geo.Span{Start: 0, End: 55}, Rule: "enter", Confidence: 0.75}
		for k := range 3 {
			r.Events = append(r.Events, geo.Event{
				Ref: fmt.Sprintf("%s%08x", ref, k), Kind: geo.Liberation, By: geo.Ukraine, From: geo.Russia, Status: geo.Claimed,
				Place: places[(i*31+k*7)%len(places)], When: geo.Date{Day: time.Date(2022, 9, 10, 0, 0, 0, 0, time.UTC), Precision: geo.ToDay, Basis: geo.ByReport},
				Source: source,
			})
		}
		if i%5 == 0 {
			r.Aggregates = []geo.Aggregate{{Type: geo.CountSettlements, Value: 20, Qualifier: "more than", By: geo.Ukraine, Status: geo.Claimed, Source: source}}
		}
		readings = append(readings, r)
	}
	return articles, readings
}

// BenchmarkPutPlaces keeps 5,000 places in a new file.
func BenchmarkPutPlaces(b *testing.B) {
	places := benchPlaces(5000)
	n := 0
	for b.Loop() {
		b.StopTimer()
		n++
		db := openTest(b, filepath.Join(b.TempDir(), fmt.Sprint(n, ".db")))
		b.StartTimer()
		if _, err := db.PutPlaces(b.Context(), places...); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPutPlacesAgain puts 5,000 places that are stored already.
func BenchmarkPutPlacesAgain(b *testing.B) {
	db, places := openTest(b, filepath.Join(b.TempDir(), "bench.db")), benchPlaces(5000)
	for b.Loop() {
		if _, err := db.PutPlaces(b.Context(), places...); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIngest keeps articles and their readings in batches of 100.
func BenchmarkIngest(b *testing.B) {
	db := openTest(b, filepath.Join(b.TempDir(), "bench.db"))
	ids, err := db.PutPlaces(b.Context(), benchPlaces(5000)...)
	if err != nil {
		b.Fatal(err)
	}
	const size = 100
	n := 0
	for b.Loop() {
		b.StopTimer()
		articles, readings := benchBatch(n*size, size, ids)
		n++
		b.StartTimer()
		keep(b.Context(), b, db, articles, readings)
	}
	b.ReportMetric(float64(n*size)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkReread reads articles again with other rules and the same result.
func BenchmarkReread(b *testing.B) {
	db := openTest(b, filepath.Join(b.TempDir(), "bench.db"))
	ids, err := db.PutPlaces(b.Context(), benchPlaces(5000)...)
	if err != nil {
		b.Fatal(err)
	}
	const size = 100
	articles, readings := benchBatch(0, size, ids)
	keep(b.Context(), b, db, articles, readings)
	n := 0
	for b.Loop() {
		n++
		for i := range readings {
			readings[i].Rules = fmt.Sprint(n)
		}
		if err := db.PutReadings(b.Context(), readings...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*size)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkEvents reads 99,990 events.
func BenchmarkEvents(b *testing.B) {
	db := openTest(b, filepath.Join(b.TempDir(), "bench.db"))
	ids, err := db.PutPlaces(b.Context(), benchPlaces(5000)...)
	if err != nil {
		b.Fatal(err)
	}
	for first := 0; first < 33330; first += 1111 {
		articles, readings := benchBatch(first, 1111, ids)
		for i := range readings {
			readings[i].Mentions = nil
		}
		keep(b.Context(), b, db, articles, readings)
	}
	for b.Loop() {
		n := 0
		for _, err := range db.Events(b.Context(), geo.Query{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 99990 {
			b.Fatalf("%d events", n)
		}
	}
}

// BenchmarkOpen opens and closes a file whose schema is up to date.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "bench.db")
	db, err := Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		db, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func keep(ctx context.Context, t testing.TB, db *DB, articles []news.Article, readings []geo.Reading) {
	t.Helper()
	if _, err := db.PutArticles(ctx, articles...); err != nil {
		t.Fatal(err)
	}
	if err := db.PutReadings(ctx, readings...); err != nil {
		t.Fatal(err)
	}
}
