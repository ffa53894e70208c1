package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"retaken/data"
	"retaken/internal/geo"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// How much is served: a gazetteer with every village, and the reports of some years.
const (
	manyPlaces   = 33_000
	manyArticles = 33_334 // of three events each
)

// fill makes the database in the named file with so many articles, if it is not there yet, and gives the positions of
// its places.
func fill(ctx context.Context, path string, articles int) (points [][2]float64, err error) {
	places, err := gazetteer()
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		points = append(points, p.Point)
	}
	if _, err := os.Stat(path); err == nil {
		return points, nil
	}
	half := path + ".half"
	if err := os.RemoveAll(half); err != nil {
		return nil, err
	}
	db, err := sqlite.Open(ctx, half)
	if err != nil {
		return nil, err
	}
	err = put(ctx, db, places, articles)
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, fmt.Errorf("making %s: %w", path, err)
	}
	return points, os.Rename(half, path)
}

// gazetteer is the places that are shipped, and beside each settlement as many more as it takes, named after it.
func gazetteer() ([]geo.Place, error) {
	places, err := geo.LoadPlaces(data.FS)
	if err != nil {
		return nil, err
	}
	towns := slices.DeleteFunc(slices.Clone(places), func(p geo.Place) bool {
		return p.Kind != geo.Settlement || !strings.HasPrefix(p.Oblast, "UA-")
	})
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; len(places) < manyPlaces; i++ {
		p := towns[i%len(towns)]
		p.Ref = fmt.Sprint("bench:", i)
		p.Name, p.NameUk = "Nove "+p.Name, "Нове "+p.NameUk
		if p.NameRu != "" {
			p.NameRu = "Новое " + p.NameRu
		}
		p.Population = r.IntN(900)
		p.Point[0] += r.NormFloat64() / 8
		p.Point[1] += r.NormFloat64() / 12
		places = append(places, p)
	}
	return places, nil
}

// put stores the places and the articles. Half of the events happen at a thirtieth of the places.
func put(ctx context.Context, db *sqlite.DB, places []geo.Place, articles int) error {
	ids, err := db.PutPlaces(ctx, places...)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(3, 4))
	const batch = 1111
	for first := 0; first < articles; first += batch {
		var read []news.Article
		var readings []geo.Reading
		for i := first; i < min(first+batch, articles); i++ {
			a, reading := article(r, i, places, ids)
			read, readings = append(read, a), append(readings, reading)
		}
		if _, err := db.PutArticles(ctx, read...); err != nil {
			return err
		}
		if err := db.PutReadings(ctx, readings...); err != nil {
			return err
		}
	}
	return nil
}

// sentences have the lengths of those that reports are taken from, 100 to 300 bytes and letters of both alphabets.
var sentences = []struct{ lang, text string }{
	{"uk", "Підрозділи Сил оборони після кількох днів важких боїв звільнили населений пункт %s, повідомив речник угруповання військ."},
	{"uk", "За даними Генерального штабу, противник просунувся поблизу населеного пункту %s, ситуація на околицях уточнюється, тривають бої."},
	{"ru", "Населённый пункт %s перешёл под контроль после упорных боёв, говорится в сводке министерства, опубликованной утром."},
	{"en", "Ukrainian troops entered %s on Saturday after weeks of fighting along the river, and residents came out of their cellars to meet them, the General Staff said in its evening report."},
	{"en", "Geolocated footage published on Tuesday shows that forces advanced in the northern part of %s, although the ministry has not commented on the claim so far and local officials deny that the village was lost."},
}

// article is an article with three reports, of some day within four years.
func article(r *rand.Rand, i int, places []geo.Place, ids []geo.PlaceID) (news.Article, geo.Reading) {
	ref := fmt.Sprintf("%016x", uint64(i+1)*0x9e3779b97f4a7c15)
	published := geo.FirstDay.AddDate(0, 0, 1+r.IntN(1400)).Add(time.Duration(r.IntN(86400)) * time.Second)
	publisher := 1 + r.IntN(40)
	s := sentences[r.IntN(len(sentences))]
	a := news.Article{
		Ref: ref, Lang: s.lang, Source: fmt.Sprint("Regional News Agency ", publisher), Published: published,
		URL: fmt.Sprintf("https://news-%d.example.org/%s/war/what-is-known-of-the-front-%s.html", publisher, published.Format("2006/01/02"), ref[:10]),
	}
	reading := geo.Reading{Article: ref, Rules: "fingerprint"}
	for k := range 3 {
		at := r.IntN(len(places))
		if r.IntN(2) == 0 {
			at = 30 * r.IntN(len(places)/30)
		}
		name := places[at].NameUk
		if s.lang == "en" || name == "" {
			name = places[at].Name
		}
		if k == 0 {
			a.Title = name + ": що відомо про становище на фронті / what is known of the front"
		}
		from := len(a.Text)
		a.Text += fmt.Sprintf(s.text, name)
		by := []geo.Side{geo.Ukraine, geo.Russia}[r.IntN(2)]
		reading.Events = append(reading.Events, geo.Event{
			Ref: fmt.Sprintf("%s%08x", ref, k), Kind: geo.Kinds[r.IntN(5)], By: by, From: by.Other(),
			Status: []geo.Status{geo.Confirmed, geo.Claimed, geo.Claimed, geo.Disputed, geo.Denied}[r.IntN(5)], Place: ids[at],
			When: geo.Date{
				Day: geo.DayOf(published).AddDate(0, 0, -r.IntN(3)), Precision: geo.ToDay,
				Basis: []geo.Basis{geo.ByEvent, geo.ByReport}[r.IntN(2)],
			},
			Source: geo.Source{
				Attribution: "the General Staff", Side: []geo.SourceSide{geo.FromUkraine, geo.FromRussia, geo.FromMedia}[r.IntN(3)],
				Rank: geo.Official, Evidence: geo.Span{Start: from, End: len(a.Text)}, Rule: "enter", Confidence: 0.75,
			},
		})
		a.Text += "\n\n"
	}
	if i%50 == 0 {
		reading.Aggregates = []geo.Aggregate{{Type: geo.AreaKm2, Value: 20, Qualifier: "more than", By: geo.Ukraine, Status: geo.Claimed, When: reading.Events[0].When, Source: reading.Events[0].Source}}
	}
	return a, reading
}
