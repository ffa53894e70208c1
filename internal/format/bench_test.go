package format_test

import (
	"io"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/format"
	"retaken/internal/geo"
)

// counter counts bytes.
type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

// BenchmarkFormats writes 10,000 events' worth of points, and 20 areas of 5,000 corners.
func BenchmarkFormats(b *testing.B) {
	points := scattered(10_000)
	areas := make([]geo.Feature, 20)
	for i := range areas {
		ring := make(orb.Ring, 5000)
		for k := range ring {
			ring[k] = orb.Point{30 + float64(k)/5000, 48 + float64(k*k%7919)/7919}
		}
		areas[i] = feature(int64(i+1), orb.MultiPolygon{{append(ring, ring[0])}}, "area", int64(1), 0.5, true, "2022-09-10", nil)
	}
	for _, f := range format.Formats {
		for _, l := range []format.Layer{
			{Name: "points", Geometry: "Point", Fields: fields, Features: seq(points, nil)},
			{Name: "areas", Geometry: "MultiPolygon", Fields: fields, Features: seq(areas, nil)},
		} {
			b.Run(f.Name+"/"+l.Name, func(b *testing.B) {
				var c counter
				if err := f.Write(&c, l); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(c.n)
				b.ReportAllocs()
				for b.Loop() {
					if err := f.Write(io.Discard, l); err != nil {
						b.Fatal(err)
					}
				}
				if l.Name == "points" {
					b.ReportMetric(float64(len(points))*float64(b.N)/b.Elapsed().Seconds(), "features/s")
				}
			})
		}
	}
}
