package atlas_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// What the benchmarks work on: a gazetteer of the size that is shipped, and the reports of some years.
const (
	bigPlaces   = 33_000
	bigArticles = 33_334 // of three events each
)

// bigDir is where the database of the benchmarks lies.
var bigDir string

func TestMain(m *testing.M) {
	var err error
	if bigDir, err = os.MkdirTemp("", "atlas"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(bigDir)
	os.Exit(code)
}

var bigMade sync.Once

// big is a database with bigPlaces and the events of bigArticles, made once for all benchmarks of a run. Half of the events
// happen at a thirtieth of the places.
func big(b *testing.B) *sqlite.DB {
	b.Helper()
	db, err := sqlite.Open(b.Context(), filepath.Join(bigDir, "big.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	bigMade.Do(func() {
		var places []geo.Place
		for i := range bigPlaces {
			places = append(places, geo.Place{
				Ref: fmt.Sprint("geonames:", 690000+i), Name: fmt.Sprint("Novooleksandrivka ", i), NameUk: fmt.Sprint("Новоолександрівка ", i),
				NameRu: "Новоалександровка", Kind: geo.Settlement, Oblast: "UA-63", Raion: "Куп'янський район", Population: i,
				Aliases: []geo.Alias{{Text: "Novoaleksandrovka", Lang: "ru", Kind: geo.Variant}},
				Point:   [2]float64{22 + float64(i%180)/10, 44 + float64(i/180)/25},
			})
		}
		ids, err := db.PutPlaces(b.Context(), places...)
		if err != nil {
			b.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 2))
		const batch = 1111
		for first := 0; first < bigArticles; first += batch {
			var articles []news.Article
			var readings []geo.Reading
			for i := first; i < min(first+batch, bigArticles); i++ {
				a, reading := bigArticle(r, i, ids)
				articles, readings = append(articles, a), append(readings, reading)
			}
			if _, err := db.PutArticles(b.Context(), articles...); err != nil {
				b.Fatal(err)
			}
			if err := db.PutReadings(b.Context(), readings...); err != nil {
				b.Fatal(err)
			}
		}
	})
	return db
}

// bigArticle is an article with three reports, of some day within four years.
func bigArticle(r *rand.Rand, i int, places []geo.PlaceID) (news.Article, geo.Reading) {
	ref := fmt.Sprintf("%016x", uint64(i+1)*0x9e3779b97f4a7c15)
	published := geo.FirstDay.AddDate(0, 0, 1+r.IntN(1400)).Add(12 * time.Hour)
	quote := "The town was liberated on Saturday after weeks of fighting, the General Staff said."
	a := news.Article{
		Ref: ref, URL: "https://example.org/news/2022/09/10/" + ref, Source: fmt.Sprint("Example News Agency ", r.IntN(20)),
		Title: "Ukrainian forces enter the town " + ref, Lang: "en", Published: published, Text: quote,
	}
	reading := geo.Reading{Article: ref, Rules: "fingerprint"}
	for k := range 3 {
		place := places[r.IntN(len(places))]
		if r.IntN(2) == 0 {
			place = places[30*r.IntN(len(places)/30)]
		}
		by := []geo.Side{geo.Ukraine, geo.Russia}[r.IntN(2)]
		reading.Events = append(reading.Events, geo.Event{
			Ref: fmt.Sprintf("%s%08x", ref, k), Kind: geo.Kinds[r.IntN(5)], By: by, From: by.Other(),
			Status: []geo.Status{geo.Confirmed, geo.Claimed, geo.Claimed, geo.Disputed, geo.Denied}[r.IntN(5)], Place: place,
			When: geo.Date{Day: geo.DayOf(published).AddDate(0, 0, -r.IntN(3)), Precision: geo.ToDay, Basis: []geo.Basis{geo.ByEvent, geo.ByReport}[r.IntN(2)]},
			Source: geo.Source{
				Attribution: "the General Staff", Side: []geo.SourceSide{geo.FromUkraine, geo.FromRussia, geo.FromMedia}[r.IntN(3)], Rank: geo.Official,
				Evidence: geo.Span{End: len(quote)}, Rule: "enter", Confidence: 0.75,
			},
		})
	}
	if i%5 == 0 {
		reading.Aggregates = []geo.Aggregate{{Type: geo.CountSettlements, Value: 20, Qualifier: "more than", By: geo.Ukraine, Status: geo.Claimed, Source: reading.Events[0].Source}}
	}
	return a, reading
}
