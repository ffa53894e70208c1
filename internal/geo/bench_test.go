package geo

import (
	"fmt"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// manyPlaces makes n places with plausible names in three languages, every second of them a name
// that several places share.
func manyPlaces(n int) []Place {
	first := [][2]string{{"", ""}, {"Ново", "Ново"}, {"Старо", "Старо"}, {"Красно", "Красно"}, {"Червоно", "Червоно"}, {"Верхньо", "Верхне"}, {"Мало", "Мало"}, {"Велика ", "Великая "}, {"Нова ", "Новая "}}
	var roots []string
	for _, a := range strings.Fields("андр бар вас гал дем жур зах кар лук мар наз орл пав рад сав тар фед хар цар чер шев яр") {
		for _, b := range strings.Fields("ил ов ен ар ух ак ин ос ев уб ез ан") {
			roots = append(roots, a+b)
		}
	}
	last := [][2]string{{"івка", "овка"}, {"ївка", "евка"}, {"ське", "ское"}, {"ове", "ово"}, {"ине", "ино"}, {"инці", "инцы"}, {"ки", "ки"}, {"ськ", "ск"}, {"ів", "ов"}, {"ець", "ец"}, {"опіль", "ополь"}, {"не", "ное"}, {"анка", "анка"}, {"щина", "щина"}, {"город", "город"}, {"ий", "ый"}}
	distinct := len(first) * len(roots) * len(last)
	title := func(s string) string {
		r := []rune(s)
		return strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	places := make([]Place, n)
	for i := range places {
		k := (i * 7919) % distinct
		if i%2 == 1 {
			k = (i * 31) % (n / 8)
		}
		f, r, l := first[k%len(first)], roots[k/len(first)%len(roots)], last[k/len(first)/len(roots)]
		uk, ru := title(f[0]+r+l[0]), title(f[1]+r+l[1])
		if j := strings.IndexByte(uk, ' '); j > 0 {
			uk, ru = uk[:j+1]+title(uk[j+1:]), ru[:strings.IndexByte(ru, ' ')+1]+title(ru[strings.IndexByte(ru, ' ')+1:])
		}
		places[i] = Place{
			Ref: fmt.Sprint("test:", i), Name: RomaniseUkrainian(uk), NameUk: uk, NameRu: ru, Kind: Settlement,
			Population: i * 37 % 5000, Point: orb.Point{22 + float64(i%180)/10, 45 + float64(i/180)/40},
		}
	}
	return places
}

func all(places []Place) iter.Seq2[Place, error] {
	return func(yield func(Place, error) bool) {
		for _, p := range places {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func BenchmarkNewGazetteer(b *testing.B) {
	for _, n := range []int{6_000, 33_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			places := manyPlaces(n)
			b.ReportAllocs()
			var g *Gazetteer
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for b.Loop() {
				g, _ = NewGazetteer(all(places))
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(len(g.index.forms)), "forms")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "heap-MB")
			runtime.KeepAlive(g)
		})
	}
}

// mixedText is about half a megabyte of news in three languages with names of places in it.
func mixedText(places []Place) string {
	var b strings.Builder
	for i := 0; b.Len() < 500_000; i++ {
		p, q := places[i*13%len(places)], places[i*29%len(places)]
		fmt.Fprintf(&b, "Ukrainian forces retook %s on Monday, the General Staff said, while fighting goes on near %s; Russia's ministry denied it and claimed the village for itself, as it had the week before.\n", p.Name, q.Name)
		fmt.Fprintf(&b, "Українські військові у вівторок звільнили %s, повідомив Генштаб, а в напрямку %s тривають бої, попри заяви противника про просування за останню добу.\n", p.NameUk, q.NameUk)
		fmt.Fprintf(&b, "По словам Минобороны, подразделения группировки «Восток» заняли %s, а под %s за сутки отражены четыре атаки, потери сторон уточняются.\n", p.NameRu, q.NameRu)
	}
	return b.String()
}

func BenchmarkScan(b *testing.B) {
	for _, n := range []int{6_000, 33_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			places := manyPlaces(n)
			g, err := NewGazetteer(all(places))
			if err != nil {
				b.Fatal(err)
			}
			text := mixedText(places)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			hits := 0
			for b.Loop() {
				hits = 0
				for range g.Scan(text) {
					hits++
				}
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	g, err := NewGazetteer(all(manyPlaces(33_000)))
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range []string{"N", "Novoand", "нова чер", "Nuvoandr"} {
		b.Run(q, func(b *testing.B) {
			g.Search(q, 10)
			for b.Loop() {
				g.Search(q, 10)
			}
		})
	}
	b.Run("Similar", func(b *testing.B) {
		g.Similar("Novoandrivsk")
		for b.Loop() {
			g.Similar("Novoandrivsk")
		}
	})
	b.Run("Near", func(b *testing.B) {
		g.Near(orb.Point{37, 49}, 25_000)
		for b.Loop() {
			g.Near(orb.Point{37, 49}, 25_000)
		}
	})
}

func BenchmarkShipped(b *testing.B) {
	g := shippedGazetteer(b)
	places := g.places
	b.ReportAllocs()
	for b.Loop() {
		g, _ = NewGazetteer(all(places))
	}
	b.ReportMetric(float64(len(g.index.forms)), "forms")
	b.ReportMetric(float64(len(g.names)), "names")
	b.ReportMetric(float64(len(places)), "places")
}

// BenchmarkTimeline replays 100,000 reports of 33,000 places, then as many of one place.
func BenchmarkTimeline(b *testing.B) {
	day := FirstDay
	report := func(i int) Event {
		d := day.AddDate(0, 0, i*7919%1000)
		side := []Side{Ukraine, Russia}[i%2]
		return Event{
			ID: EventID(i + 1), Ref: fmt.Sprintf("e%06d", i), Kind: []Kind{Liberation, Capture}[i%2], By: side, From: side.Other(),
			Status: []Status{Confirmed, Claimed, Denied}[i%3], When: Date{d, ToDay, []Basis{ByEvent, ByPublished}[i%5%2]},
			Source: Source{Article: fmt.Sprintf("a%d", i/3), Published: d.AddDate(0, 0, i%3), Side: []SourceSide{FromMedia, FromUkraine, FromRussia}[i%3], Rank: OwnVoice},
		}
	}
	start := Start{HeldByUkraine, OnNothing}
	b.Run("33,000 places", func(b *testing.B) {
		places := make([][]Event, 33_000)
		for i := range 100_000 {
			k := i * 31 % len(places)
			places[k] = append(places[k], report(i))
		}
		for b.Loop() {
			for k, events := range places {
				Timeline(PlaceID(k), start, events, time.Time{})
			}
		}
	})
	b.Run("one place with 2,000 reports", func(b *testing.B) {
		var events []Event
		for i := range 2000 {
			events = append(events, report(i))
		}
		for b.Loop() {
			Timeline(1, start, events, time.Time{})
		}
	})
}
