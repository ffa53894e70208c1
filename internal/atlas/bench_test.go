package atlas_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// days is a day of the war for every iteration, never the same twice in a row.
func days(i int) time.Time { return geo.FirstDay.AddDate(0, 0, 30+i*37%1300) }

// BenchmarkBuild makes an atlas from nothing, and says how much memory it holds.
func BenchmarkBuild(b *testing.B) {
	db := big(b)
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	before := heap()
	var a *atlas.Atlas
	for b.Loop() {
		a = build(b, db)
	}
	b.ReportMetric(heap()-before, "MB-live")
	for _, name := range []string{atlas.Events, atlas.Control, atlas.Places} {
		page, err := collection(b, a, name).Page(atlas.Query{})
		if err != nil {
			b.Fatal(err)
		}
		page.AppendJSON(nil)
	}
	b.ReportMetric(heap()-before, "MB-encoded")
	runtime.KeepAlive(a)
}

// BenchmarkRefresh is one more article with three events.
func BenchmarkRefresh(b *testing.B) {
	db := big(b)
	k := keeper(b, db)
	var ids []geo.PlaceID
	for p, err := range db.Places(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		ids = append(ids, p.ID)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for b.Loop() {
		b.StopTimer()
		a, reading := bigArticle(r, int(time.Now().UnixNano()), ids)
		if _, err := db.PutArticles(b.Context(), a); err != nil {
			b.Fatal(err)
		}
		if err := db.PutReadings(b.Context(), reading); err != nil {
			b.Fatal(err)
		}
		before := k.Atlas()
		b.StartTimer()
		if err := k.Refresh(b.Context()); err != nil || k.Atlas() == before {
			b.Fatal("no new atlas", err)
		}
	}
}

// BenchmarkAsOf asks for the knowledge of days not asked for before, and of one that was.
func BenchmarkAsOf(b *testing.B) {
	a := build(b, big(b))
	a.AsOf(geo.FirstDay)
	b.Run("new", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			a.AsOf(days(i))
		}
	})
	b.Run("kept", func(b *testing.B) {
		a.AsOf(days(1))
		for b.Loop() {
			a.AsOf(days(1))
		}
	})
}

// BenchmarkSnapshot is the state of all places on days not asked for before, and on one that was, as values and
// as a page of 10,000 features.
func BenchmarkSnapshot(b *testing.B) {
	a := build(b, big(b))
	control := collection(b, a, atlas.Control)
	for _, name := range []string{"new", "kept"} {
		on := func(i int) time.Time {
			if name == "kept" {
				i = 1
			}
			return days(i).Add(time.Duration(i) * time.Second)
		}
		b.Run("values/"+name, func(b *testing.B) {
			i, n := 0, 0
			for b.Loop() {
				i++
				for range a.Snapshot(on(i)) {
					n++
				}
			}
			b.ReportMetric(float64(n)/float64(i), "places")
		})
		b.Run("page/"+name, func(b *testing.B) {
			i, n := 0, 0
			for b.Loop() {
				i++
				page, err := control.Page(atlas.Query{Time: &geo.Interval{End: on(i).Add(1e6)}, Limit: 10_000})
				if err != nil {
					b.Fatal(err)
				}
				n += len(page.AppendJSON(nil))
			}
			b.ReportMetric(float64(n)/float64(i), "B/page")
		})
	}
}

func BenchmarkDiff(b *testing.B) {
	a := build(b, big(b))
	i, n := 0, 0
	for b.Loop() {
		i++
		n += len(a.Diff(days(i), days(i+1)))
	}
	b.ReportMetric(float64(n)/float64(i), "places")
}

// BenchmarkPage asks 100,000 events.
func BenchmarkPage(b *testing.B) {
	a := build(b, big(b))
	events := collection(b, a, atlas.Events)
	last := int64(events.Len())
	for _, q := range []struct {
		name string
		next func(i int) atlas.Query
	}{
		{"bboxNew", func(i int) atlas.Query {
			x := 30 + float64(i%100_000)/1e5
			return atlas.Query{BBox: &[4]float64{x, 47, x + 1.3, 47.5}, Limit: 500} // about 500 features, never asked before
		}},
		{"bboxKept", func(int) atlas.Query { return atlas.Query{BBox: &[4]float64{30, 47, 31.3, 47.5}, Limit: 500} }},
		{"timeNew", func(i int) atlas.Query {
			return atlas.Query{Time: &geo.Interval{Start: days(i), End: days(i).AddDate(0, 0, 7)}, Limit: 10}
		}},
		{"equalNew", func(i int) atlas.Query {
			return atlas.Query{Equals: map[string][]string{"status": {"claimed"}, "place_id": {fmt.Sprint(i)}}, Limit: 10}
		}},
		{"first", func(int) atlas.Query { return atlas.Query{Limit: 1000} }},
		{"deep", func(int) atlas.Query { return atlas.Query{Limit: 1000, After: fmt.Sprint(last - 2000)} }},
	} {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			i, bytes := 0, 0
			for b.Loop() {
				page, err := events.Page(q.next(i))
				if err != nil {
					b.Fatal(err)
				}
				bytes += len(page.AppendJSON(nil))
				i++
			}
			b.ReportMetric(float64(bytes)/float64(i), "B/page")
		})
	}
}
