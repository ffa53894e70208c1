package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// popular is what is asked for now and then all the time.
var popular = []string{
	"/collections/events/items?limit=1000", "/collections/places/items?limit=1000", "/collections/control/items?limit=1000",
	"/collections/areas/items", "/tiles/control/6/37/21.mvt", "/diff?from=2022-09-01&to=2022-10-01",
}

// asker makes up queries of a stranger who never asks the same twice.
type asker struct {
	*rand.Rand
	points [][2]float64
}

func pick[T any](r asker, from ...T) T { return from[r.IntN(len(from))] }

func (r asker) day() string {
	return time.Date(2022, 2, 24, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(1400*86400)) * time.Second).Format(time.RFC3339)
}

func (r asker) box() string {
	p := r.points[r.IntN(len(r.points))]
	d := r.ExpFloat64() * 0.7
	return fmt.Sprintf("%.5f,%.5f,%.5f,%.5f", p[0]-d, p[1]-d, p[0]+d, p[1]+d)
}

func (r asker) filter() string {
	return pick(r,
		fmt.Sprintf("place_id > %d AND status = 'claimed'", r.IntN(33_000)),
		fmt.Sprintf("name LIKE '%c%c%%' OR population > %d", 'A'+r.IntN(26), 'a'+r.IntN(26), r.IntN(90_000)),
		fmt.Sprintf("S_INTERSECTS(geometry, BBOX(%s)) AND oblast = 'UA-%d'", r.box(), r.IntN(70)),
		fmt.Sprintf("quote LIKE '%%%d%%'", r.IntN(1e6)),
	)
}

// address is any address; some are refused, as a stranger's are.
func (r asker) address() string {
	q := url.Values{}
	path := "/collections/" + pick(r, "places", "events", "control", "control-history", "control-changes", "articles") + "/items"
	switch n := r.IntN(1000); {
	case n < 2: // the ground of a moment takes fifty milliseconds
		path = "/collections/" + pick(r, "areas", "borders") + "/items"
	case n < 150:
		p := r.points[r.IntN(len(r.points))]
		z := 6 + r.IntN(8)
		at := densest([][2]float64{p}, z)
		path = fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", pick(r, "places", "events", "control", "control-history", "control-changes"), z, at[0], at[1])
	case n < 300:
		path += fmt.Sprint("/", r.IntN(100_000))
	case n < 301:
		path = "/diff"
		q.Set("from", r.day())
		q.Set("to", "2026-01-01")
	case n < 330:
		path = "/changes"
		q.Set("since", fmt.Sprint(r.IntN(100_000)))
	}
	items := strings.HasSuffix(path, "/items")
	if items {
		most := 300.0
		if r.IntN(100) == 0 {
			most = 10_000
		}
		q.Set("limit", fmt.Sprint(1+int(math.Pow(most, r.Float64()))))
	}
	for _, p := range []struct {
		name  string
		share int // in thousandths
		value func() string
	}{
		{"bbox", 400, r.box},
		{"datetime", 300, func() string { return r.day() }},
		{"filter", 200, r.filter},
		{"sortby", 5, func() string { return pick(r, "", "-") + pick(r, "name", "date", "population", "place", "holder") }},
		{"as-of", 1, func() string { return r.day() }},
		{"q", 2, func() string { return fmt.Sprintf("%c%c%d", 'а'+r.IntN(32), 'а'+r.IntN(32), r.IntN(99)) }},
		{"f", 20, func() string { return pick(r, "json", "html", "csv", "geojsonseq", "kml") }},
		{"offset", 100, func() string { return fmt.Sprint(r.IntN(100_000)) }},
		{"properties", 100, func() string { return pick(r, "name", "date", "kind,name", "holder") }},
		{"x" + fmt.Sprint(r.IntN(1e6)), 20, func() string { return strings.Repeat("x", r.IntN(4000)) }},
	} {
		if r.IntN(1000) < p.share && (items || p.name == "bbox" || p.name == "datetime" || p.name == "as-of") {
			q.Set(p.name, p.value())
		}
	}
	return path + "?" + q.Encode()
}

// headers are those of clients of many kinds, and made-up ones.
func (r asker) headers() []string {
	return []string{
		"Accept-Encoding", pick(r, "identity", "gzip", "br", "zstd", "gzip;q=0."+fmt.Sprint(r.IntN(1000)), "br, gzip"),
		"Accept", pick(r, "*/*", "application/json", "text/html", "application/geo+json", "application/vnd.x"+fmt.Sprint(r.IntN(1e9))+", */*"),
	}
}

// hostile asks made-up queries, and the popular ones now and then, and tells what became of the popular ones.
func (b *bench) hostile(ctx context.Context, points [][2]float64) error {
	start := time.Now()
	var next atomic.Int64
	var group sync.WaitGroup
	var mu sync.Mutex
	statuses := map[int]int{}
	var failed error
	for worker := range 8 {
		r := asker{rand.New(rand.NewPCG(uint64(worker), 8)), points}
		group.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1))
				if n > b.queries {
					return
				}
				address, headers := r.address(), r.headers()
				if n%100 == 0 {
					address, headers = popular[n/100%len(popular)], gzip
				}
				answer, _, err := fetch(ctx, b.server.root+address, headers...)
				mu.Lock()
				if err == nil {
					statuses[answer.StatusCode]++
					if answer.StatusCode >= http.StatusInternalServerError {
						err = fmt.Errorf("%s: %s", address, answer.Status)
					}
				}
				if err != nil && failed == nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if failed != nil {
		return fmt.Errorf("in the hostile mix: %w", failed)
	}
	fmt.Printf("Hostile mix: %d queries in %.0f s, answered with", b.queries, time.Since(start).Seconds())
	for _, status := range slices.Sorted(func(yield func(int) bool) {
		for s := range statuses {
			if !yield(s) {
				return
			}
		}
	}) {
		fmt.Printf(" %d: %d;", status, statuses[status])
	}
	fmt.Println()
	kept, made := 0.0, 0.0
	for _, p := range popular {
		took, err := b.time(ctx, p)
		if err != nil {
			return err
		}
		kept += took
		sign := "?"
		if strings.Contains(p, "?") {
			sign = "&"
		}
		if took, err = b.time(ctx, p+sign+"bbox=-180,-90,180,89."+fmt.Sprint(b.seed)); err != nil {
			return err
		}
		made += took
	}
	fmt.Printf("%d popular answers took %.1f ms together afterwards, %.1f ms when they were made anew: kept answers were %s.\n",
		len(popular), kept, made, map[bool]string{true: "kept", false: "**driven out**"}[kept*4 < made])
	return nil
}

// time is how many milliseconds an answer takes.
func (b *bench) time(ctx context.Context, address string) (float64, error) {
	start := time.Now()
	answer, body, err := fetch(ctx, b.server.root+address, gzip...)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("asking for %s: %s: %s", address, answer.Status, body)
	}
	return float64(time.Since(start).Microseconds()) / 1000, err
}
