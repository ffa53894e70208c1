package cql2_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// plain is a row whose values are there already, so that what is measured is the filter.
type plain struct {
	values   [12]any
	geometry orb.Geometry
}

func (p *plain) Value(field int) any    { return p.values[field] }
func (p *plain) Geometry() orb.Geometry { return p.geometry }

func plainRows(n int) []plain {
	rows := make([]plain, n)
	for i := range rows {
		day := fmt.Sprintf("2022-%02d-%02d", 1+i%12, 1+i%28)
		rows[i] = plain{[12]any{
			fmt.Sprint("Місто ", i), []string{"confirmed", "claimed", "denied"}[i%3], int64(i % 5000), float64(i%100) / 100, i%2 == 0, day,
			day, nil, day + "T10:00:00Z", nil, "x", "Ізюмський",
		}, orb.Point{22 + float64(i%180)/10, 45 + float64(i/180%300)/40}}
	}
	return rows
}

// BenchmarkMatch asks 100,000 features.
func BenchmarkMatch(b *testing.B) {
	rows := plainRows(100_000)
	var ring []string
	for i := range 501 {
		a := float64(i%500) / 250 * math.Pi
		ring = append(ring, fmt.Sprint(31+4*math.Cos(a), " ", 48+2*math.Sin(a)))
	}
	for _, filter := range []string{
		"status = 'confirmed' AND population > 1000",
		"S_INTERSECTS(geometry, BBOX(30, 46, 32, 48))",
		"date >= DATE('2022-03-01')",
		"T_INTERSECTS(INTERVAL(valid_from, valid_to), DATE('2022-06-01'))",
		"name LIKE 'Міс%1_'",
		"CASEI(name) LIKE CASEI('міс%1_')",
		"ACCENTI(район) = ACCENTI('Ізюмський')",
		"S_WITHIN(geometry, POLYGON((" + strings.Join(ring, ",") + ")))",
	} {
		b.Run(filter[:min(len(filter), 48)], func(b *testing.B) {
			f := text(b, filter)
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n = 0
				for i := range rows {
					if f.Match(&rows[i]) {
						n++
					}
				}
			}
			b.ReportMetric(float64(n), "matches")
		})
	}
}

func BenchmarkText(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := reader.Text("status = 'confirmed' AND population > 1000 AND S_INTERSECTS(geometry, BBOX(30, 46, 32, 48))"); err != nil {
			b.Fatal(err)
		}
	}
}
