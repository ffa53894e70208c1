package atlas

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// BenchmarkCollection works on 100,000 features with the fields of events.
func BenchmarkCollection(b *testing.B) {
	const n = 100_000
	rows := make([]geo.Feature, n)
	for i := range rows {
		p := geo.Place{ID: geo.PlaceID(i), Name: fmt.Sprint("Village ", i), Point: orb.Point{22 + float64(i*7919%n)*18.5/n, 44 + float64(i)*8/n}}
		e := geo.Event{ID: geo.EventID(i + 1), Kind: geo.Kinds[i%5], By: geo.Ukraine, Status: geo.Statuses[i%3]}
		e.Source.Quote = "The town was liberated on Saturday, the General Staff said."
		rows[i] = e.Feature(p)
	}
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := newCollection("events", geo.EventFields, rows, false); err != nil {
				b.Fatal(err)
			}
		}
	})
	c, err := newCollection("events", geo.EventFields, rows, false)
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range []struct {
		name string
		next func(i int) Query
	}{
		{"bboxNew", func(i int) Query {
			x := 30 + float64(i%100_000)/1e5
			return Query{BBox: &[4]float64{x, 48, x + 1.3, 48.57}, Limit: 500} // about 500 features, never asked before
		}},
		{"bboxKept", func(int) Query { return Query{BBox: &[4]float64{30, 48, 31.3, 48.57}, Limit: 500} }},
		{"equalNew", func(i int) Query {
			return Query{Equals: map[string][]string{"status": {"claimed"}, "place_id": {fmt.Sprint(i)}}, Limit: 10}
		}},
		{"first", func(int) Query { return Query{Limit: 1000} }},
		{"deep", func(int) Query { return Query{Limit: 1000, After: n - 2000} }},
	} {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			i, bytes := 0, 0
			for b.Loop() {
				page, err := c.Page(q.next(i))
				if err != nil {
					b.Fatal(err)
				}
				bytes += len(page.JSON())
				i++
			}
			b.ReportMetric(float64(bytes)/float64(i), "B/page")
		})
	}
}
