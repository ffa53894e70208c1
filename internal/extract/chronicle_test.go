package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

// TestChronicle reads the chronicle of the war and compares who holds well-known places in the middle of each month, as
// follows from the reports, with what is known. A place without a report yet is held by the side on whose soil it lies:
// none of these was occupied before 2022-02-24. Rows that are themselves in doubt are counted apart.
func TestChronicle(t *testing.T) {
	x, g := shipped()
	folder := filepath.Join("..", "..", "data", "chronicle")
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) < 150 {
		t.Fatalf("%d articles, error %v", len(files), err)
	}
	samples, err := filepath.Glob(filepath.Join("..", "..", "data", "articles", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, samples...) // the chronicle leaves out what they tell
	told := map[geo.PlaceID][]geo.Event{}
	id, silent := geo.EventID(0), 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := x.Read(article(t, name, text))
		if len(r.Events) == 0 {
			silent++
		}
		for _, e := range r.Events {
			id++
			e.ID = id
			told[e.Place] = append(told[e.Place], e)
		}
	}
	rows, err := os.ReadFile(filepath.Join(folder, "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	wrong := map[string][]string{}
	for i, row := range strings.Split(strings.TrimSpace(string(rows)), "\n") {
		c := strings.Split(row, "\t")
		if len(c) != 5 {
			t.Fatalf("line %d has %d columns, want 5", i+1, len(c))
		}
		if i == 0 || c[4] != "yes" {
			continue
		}
		day, err := time.Parse(time.DateOnly, c[0])
		if err != nil {
			t.Fatal(err)
		}
		before := geo.HeldByUkraine
		if strings.HasPrefix(c[2], "RU") {
			before = geo.HeldByRussia
		}
		got := before
		for _, f := range g.Lookup(c[1]) {
			if f.Place.Oblast != c[2] && !strings.HasPrefix(c[2], f.Place.Oblast) || f.Place.Kind == geo.Region {
				continue
			}
			if now, ok := geo.At(geo.Timeline(f.Place.ID, told[f.Place.ID], time.Time{}), day); ok {
				if got = now.Holder; got == geo.HolderUnknown {
					got = before // only claims so far
				}
				break
			}
		}
		all++
		if string(got) == c[3] {
			right++
		} else {
			wrong[c[1]] = append(wrong[c[1]], c[0][:7]+" "+string(got)+" not "+c[3])
		}
	}
	for place, what := range wrong {
		t.Logf("%s: %s", place, strings.Join(what, ", "))
	}
	share := float64(right) / float64(all)
	t.Logf("%d articles, %d reports of changes, %d articles without; %d of %d states right (%.3f)", len(files), id, silent, right, all, share)
	if floor := 0.94; share < floor {
		t.Errorf("%.3f of the states are right, want at least %.2f", share, floor)
	}
}
