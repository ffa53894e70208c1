package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// discard takes an answer as a connection would, without keeping it.
type discard struct {
	header http.Header
	status int
	bytes  int
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) WriteHeader(status int)      { d.status = status }
func (d *discard) Write(b []byte) (int, error) { d.bytes += len(b); return len(b), nil }

// BenchmarkServer asks a server of 33,000 events, without a connection.
func BenchmarkServer(b *testing.B) {
	large := serving(b, field(b, 22000))
	for _, c := range []struct {
		name, target string
		headers      []string
		status       int
	}{
		{"landing", "/", nil, 200},
		{"items10", "/collections/events/items?limit=10", nil, 200},
		{"items1000", "/collections/events/items?limit=1000", nil, 200},
		{"items1000gzip", "/collections/events/items?limit=1000", []string{"Accept-Encoding", "gzip"}, 200},
		{"bbox500", "/collections/events/items?bbox=30,45,33,45.6&limit=500", nil, 200},
		{"status1000", "/collections/events/items?status=claimed&limit=1000", nil, 200},
		{"deep", "/collections/events/items?limit=10&after=30000", nil, 200},
		{"controlThen", "/collections/control/items?datetime=2022-04-01&limit=1000", nil, 200},
		{"item", "/collections/events/items/20000", nil, 200},
		{"notModified", "/collections/events/items?limit=1000", []string{"If-None-Match", "present"}, 304},
	} {
		b.Run(c.name, func(b *testing.B) {
			r := httptest.NewRequest("GET", c.target, nil)
			for i := 0; i < len(c.headers); i += 2 {
				r.Header.Set(c.headers[i], c.headers[i+1])
			}
			if r.Header.Get("If-None-Match") != "" {
				r.Header.Set("If-None-Match", ask(large, "GET", c.target).Header().Get("ETag"))
			}
			b.ReportAllocs()
			for b.Loop() {
				w := &discard{header: http.Header{}}
				large.ServeHTTP(w, r)
				if w.status != c.status {
					b.Fatalf("status %d", w.status)
				}
				b.SetBytes(int64(w.bytes))
			}
		})
	}
}
