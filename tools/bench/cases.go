package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// measure is what is asked for in one row of the table.
type measure struct {
	name    string
	path    string   // always the same one: the answer is kept
	script  string   // or the paths in Lua, each another one: no answer is kept
	headers []string // name, value, …; "ETag" as a value stands for that of the present answer

	rate float64 // wanted, answers a second over 8 connections with 99 of 100 within 30 ms; or
	ms   float64 // wanted, half of the answers within so many milliseconds over one connection
}

// maxP99 is the longest that 99 of 100 answers may take, in milliseconds.
const maxP99 = 30

// besideNginx tells whether nginx serves the same bytes.
func (m measure) besideNginx() bool { return m.script == "" && m.ms == 0 }

var gzip = []string{"Accept-Encoding", "gzip"}

// measures is every row, for places at those points.
func measures(points [][2]float64) []measure {
	all, dense, near := densest(points, 3), densest(points, 6), densest(points, 10)
	const items = "/collections/%s/items?limit=%d"
	// Every name once more in a step that reaches each id before any again.
	after := func(collection string, limit, most int) string {
		return fmt.Sprintf("return '/collections/%s/items?limit=%d&after=' .. (n * 7919 %% %d) .. '&offset=' .. math.floor(n / %[3]d)", collection, limit, most)
	}
	day := `local function day(n) return os.date('!%Y-%m-%dT%H:%M:%SZ', 1646092800 + (n * 7919) % 120000000) end `
	out := []measure{
		{name: "10 places, kept", path: fmt.Sprintf(items, "places", 10), rate: 10_000},
		{name: "10 places, new", script: after("places", 10, 32_000), rate: 10_000},
		{name: "10 events, kept", path: fmt.Sprintf(items, "events", 10), rate: 10_000},
		{name: "10 events, new", script: after("events", 10, 99_000), rate: 10_000},
		{name: "1,000 places, new", script: after("places", 1000, 32_000), rate: 1000},
		{name: "1,000 places, kept", path: fmt.Sprintf(items, "places", 1000), rate: 3000},
		{name: "1,000 places, kept, gzip", path: fmt.Sprintf(items, "places", 1000), headers: gzip, rate: 10_000},
		{name: "1,000 events, new", script: after("events", 1000, 99_000), rate: 1000},
		{name: "1,000 events, kept", path: fmt.Sprintf(items, "events", 1000), rate: 3000},
		{name: "1,000 events, kept, gzip", path: fmt.Sprintf(items, "events", 1000), headers: gzip, rate: 10_000},
		{name: "box of 500 places, new", script: boxes(points), rate: 2000},
		{name: "one place, kept", path: "/collections/places/items/3000", rate: 15_000},
		{name: "one place, new", script: `return '/collections/places/items/' .. (1 + n * 7919 % 32000) .. '?datetime=2023-01-' .. string.format('%02d', 1 + math.floor(n / 32000) % 28)`, rate: 15_000},
		{name: "not modified", path: fmt.Sprintf(items, "events", 1000), headers: []string{"If-None-Match", "ETag"}, rate: 20_000},
		{name: "tile of zoom 6, kept", path: fmt.Sprintf("/tiles/places/6/%d/%d.mvt", dense[0], dense[1]), rate: 15_000},
		{name: "tile of zoom 6, kept, gzip", path: fmt.Sprintf("/tiles/places/6/%d/%d.mvt", dense[0], dense[1]), headers: gzip, rate: 15_000},
		{name: "tile of all 33,000 places (zoom 3), new", script: tiles(3, all), ms: 60},
		{name: "tile of zoom 6, new", script: tiles(6, dense), ms: 60},
		{name: "tile of zoom 10, new", script: tiles(10, near), ms: 2},
		{name: "control of a date, 1,000 places, new", script: day + `return '/collections/control/items?limit=1000&datetime=' .. day(n)`, ms: 30},
		{name: "control of a date, 10,000 places, new", script: day + `return '/collections/control/items?limit=10000&datetime=' .. day(n)`, ms: 30},
		{name: "control of a date, 1,000 places, kept", path: "/collections/control/items?limit=1000&datetime=2023-05-05", rate: 3000},
		{name: "control of a date, 1,000 places, kept, gzip", path: "/collections/control/items?limit=1000&datetime=2023-05-05", headers: gzip, rate: 10_000},
		{name: "difference of two dates, new", script: day + `return '/diff?from=' .. day(n):sub(1, 10) .. '&to=2026-01-' .. string.format('%02d', 1 + n % 28)`, ms: 50},
	}
	return out
}

// tiles is a script for one tile that is made each time: the box is all of it, in ever another word.
func tiles(zoom int, at [2]int) string {
	return fmt.Sprintf("return '/tiles/places/%d/%d/%d.mvt?bbox=-180,-85,180,' .. string.format('%%.8f', 85 + n %% 400000000 * 1e-8)", zoom, at[0], at[1])
}

// boxes is a script for boxes around 500 places, no two the same.
func boxes(points [][2]float64) string {
	const inside, many = 500, 400
	r := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	b.WriteString("boxes = boxes or {")
	for range many {
		at := points[r.IntN(len(points))]
		away := make([]float64, len(points))
		for i, p := range points {
			away[i] = max(math.Abs(p[0]-at[0])/1.5, math.Abs(p[1]-at[1]))
		}
		slices.Sort(away)
		d := away[inside]
		fmt.Fprintf(&b, "{%.4f,%.4f,%.4f,%.4f},", at[0]-1.5*d, at[1]-d, at[0]+1.5*d, at[1]+d)
	}
	fmt.Fprintf(&b, "}\nlocal x = boxes[1 + n %% %d]\nreturn string.format('/collections/places/items?limit=500&bbox=%%.4f,%%.4f,%%.8f,%%.4f', x[1], x[2], x[3] + n %% 1000000 * 1e-8, x[4])", many)
	return b.String()
}

// densest is the column and the row of the tile of that zoom with the most points.
func densest(points [][2]float64, zoom int) (best [2]int) {
	n := math.Exp2(float64(zoom))
	in := map[[2]int]int{}
	for _, p := range points {
		lat := p[1] * math.Pi / 180
		at := [2]int{int((p[0] + 180) / 360 * n), int((1 - math.Asinh(math.Tan(lat))/math.Pi) / 2 * n)}
		if in[at]++; in[at] > in[best] {
			best = at
		}
	}
	return best
}
