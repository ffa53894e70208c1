package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// row is a measure with whom it is asked of, the server first, and what the rounds measured of each.
type row struct {
	measure
	of      []target
	figures [][]figures
	bytes   int // of an answer that is always the same
}

type target struct {
	root, path string
	headers    []string
}

// measure measures every row in every round, nginx right behind the server.
func (b *bench) measure(ctx context.Context, all []measure) ([]*row, error) {
	var rows []*row
	for i, m := range all {
		if b.only.MatchString(m.name) {
			r, err := b.prepare(ctx, m, fmt.Sprint("/", i))
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
	}
	for round := range b.rounds {
		for _, r := range rows {
			connections := 8
			if r.ms > 0 {
				connections = 1
			}
			for i, t := range r.of {
				b.seed += 10_000_000
				f, err := wrk(ctx, b.dir, t.root, t.path, r.script, t.headers, connections, b.long, b.seed)
				if err != nil {
					return nil, err
				}
				r.figures[i] = append(r.figures[i], f)
			}
			f := r.figures[0][round]
			fmt.Fprintf(os.Stderr, "round %d of %d: %s: %.0f/s, p50 %.2f ms, p99 %.2f ms\n", round+1, b.rounds, r.name, f.rate, f.p50, f.p99)
		}
	}
	return rows, nil
}

// prepare puts what the server answers where nginx finds it, in a file of that name.
func (b *bench) prepare(ctx context.Context, m measure, name string) (*row, error) {
	r := &row{measure: m, of: []target{{root: b.server.root, path: m.path}}}
	asked := m.headers
	if slices.Contains(asked, "ETag") {
		asked = nil
	}
	if m.besideNginx() {
		answer, body, err := fetch(ctx, b.server.root+m.path, asked...)
		if err != nil {
			return nil, err
		}
		if answer.StatusCode != 200 {
			return nil, fmt.Errorf("asking for %s: %s: %s", m.path, answer.Status, body)
		}
		file := filepath.Join(b.dir, "www", name)
		for _, old := range []string{file, file + ".gz"} {
			if err := os.RemoveAll(old); err != nil {
				return nil, err
			}
		}
		if answer.Header.Get("Content-Encoding") == "gzip" {
			file += ".gz"
		}
		if err := os.WriteFile(file, body, 0o644); err != nil {
			return nil, err
		}
		r.bytes = len(body)
		for _, n := range b.nginxes {
			same, there, err := fetch(ctx, n.root+name, asked...)
			if err == nil && (same.StatusCode != 200 || !bytes.Equal(there, body)) {
				err = errors.New("nginx serves something else than the server for " + m.path)
			}
			if err != nil {
				return nil, err
			}
			r.of = append(r.of, target{root: n.root, path: name})
		}
	}
	for i, t := range r.of {
		r.of[i].headers = slices.Clone(m.headers)
		if k := slices.Index(m.headers, "ETag"); k >= 0 {
			answer, _, err := fetch(ctx, t.root+t.path)
			if err != nil {
				return nil, err
			}
			r.of[i].headers[k] = answer.Header.Get("ETag")
			r.bytes = 0
		}
	}
	r.figures = make([][]figures, len(r.of))
	return r, nil
}

// table writes the medians.
func table(w io.Writer, rows []*row) {
	fmt.Fprintln(w, "| what | kB | answers/s | p50 ms | p99 ms | nginx, 1 worker | nginx, auto | its p99 ms | nginx : ours | wanted | reached |")
	fmt.Fprintln(w, "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |")
	for _, r := range rows {
		own := medians(r.figures[0])
		size, one, auto, late, ratio := "", "", "", "", ""
		if r.bytes > 0 {
			size = fmt.Sprintf("%.1f", float64(r.bytes)/1000)
		}
		if len(r.figures) == 3 {
			x, y := medians(r.figures[1]), medians(r.figures[2])
			one, auto, late = fmt.Sprintf("%.0f", x.rate), fmt.Sprintf("%.0f", y.rate), fmt.Sprintf("%.2f", y.p99)
			ratio = fmt.Sprintf("%.2f", medians(ratios(r)).rate)
		}
		wanted, ok := fmt.Sprintf("%.0f/s", r.rate), own.rate >= r.rate && own.p99 <= maxP99
		if r.ms > 0 {
			wanted, ok = fmt.Sprintf("%.0f ms", r.ms), own.p50 <= r.ms
		}
		fmt.Fprintf(w, "| %s | %s | %.0f | %.2f | %.2f | %s | %s | %s | %s | %s | %s |\n", r.name, size, own.rate, own.p50, own.p99, one, auto, late, ratio, wanted, reached(ok))
	}
	fmt.Fprintln(w)
}

// ratios are how many times the answers of the server the better nginx gave in each round.
func ratios(r *row) (all []figures) {
	for i, own := range r.figures[0] {
		all = append(all, figures{rate: max(r.figures[1][i].rate, r.figures[2][i].rate) / own.rate})
	}
	return all
}

func reached(ok bool) string {
	if ok {
		return "reached"
	}
	return "**missed**"
}

func medians(rounds []figures) figures {
	of := func(value func(figures) float64) float64 {
		var all []float64
		for _, f := range rounds {
			all = append(all, value(f))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	return figures{
		of(func(f figures) float64 { return f.rate }), of(func(f figures) float64 { return f.p50 }), of(func(f figures) float64 { return f.p99 }),
	}
}

// copy has ogr2ogr copy all places at ten a page, as often as there are rounds.
func (b *bench) copy(ctx context.Context) error {
	var took []float64
	for range b.rounds {
		file := filepath.Join(b.dir, "places.fgb")
		if err := os.RemoveAll(file); err != nil {
			return err
		}
		start := time.Now()
		out, err := exec.CommandContext(ctx, "ogr2ogr", "-f", "FlatGeobuf", file, "OAPIF:"+b.server.root, "places", "-oo", "PAGE_SIZE=10").CombinedOutput()
		if err != nil {
			return fmt.Errorf("ogr2ogr: %w: %s", err, out)
		}
		took = append(took, time.Since(start).Seconds())
		out, err = exec.CommandContext(ctx, "ogrinfo", "-ro", "-so", "-al", file).CombinedOutput()
		if want := fmt.Sprint("Feature Count: ", manyPlaces); err != nil || !strings.Contains(string(out), want) {
			return fmt.Errorf("ogr2ogr did not copy %d places: %s", manyPlaces, out)
		}
	}
	slices.Sort(took)
	fmt.Printf("ogr2ogr of 33,000 places at 10 a page: %.1f s; wanted 4 s, %s.\n", took[len(took)/2], reached(took[len(took)/2] <= 4))
	return nil
}
