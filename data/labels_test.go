package data_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// label is a place named in a labelled document.
type label struct {
	Canonical string
	Kind      string
	Lat, Lon  float64
	RadiusKm  float64 `json:"radius_km"`
	Optional  bool
}

// readLabels reads the distinct places that labelled documents name, or skips the test where there
// are no such documents.
func readLabels(t *testing.T) []label {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "shared", "eval", "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no labelled documents in ../../shared/eval: coverage is not measured")
	}
	var out []label
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var doc struct{ Places []label }
			if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, l := range doc.Places {
				if !l.Optional && !slices.Contains(out, l) {
					out = append(out, l)
				}
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestLabelledSettlements measures how many of the settlements that labelled documents name have a row
// with that name within 5 km of the labelled position.
func TestLabelledSettlements(t *testing.T) {
	all := load(t)
	byName := map[string][]geo.Place{}
	for _, p := range all {
		names := append(geo.Romanisations(p.NameUk, p.NameRu), p.Name)
		for _, a := range p.Aliases {
			names = append(names, a.Text)
		}
		slices.Sort(names)
		for _, n := range slices.Compact(names) {
			byName[n] = append(byName[n], p)
		}
	}
	found, total := 0, 0
	for _, l := range readLabels(t) {
		if l.Kind != "settlement" {
			continue
		}
		total++
		near := func(p geo.Place) bool {
			return p.Kind == geo.Settlement && geo.Distance(p.Point, orb.Point{l.Lon, l.Lat}) <= geo.Metres(5000+1000*l.RadiusKm)
		}
		if slices.ContainsFunc(byName[l.Canonical], near) {
			found++
		} else {
			t.Logf("no %s within 5 km of %.2f, %.2f", l.Canonical, l.Lon, l.Lat)
		}
	}
	t.Logf("%d of %d labelled settlements (%.1f %%)", found, total, 100*float64(found)/float64(total))
	if total == 0 || float64(found) < 0.97*float64(total) {
		t.Errorf("%d of %d labelled settlements are in the gazetteer, want 97 %%", found, total)
	}
}

// TestLabelledRegions holds the point of each region against the labelled one, which answers are
// scored by within 25 km.
func TestLabelledRegions(t *testing.T) {
	all := load(t)
	for _, l := range readLabels(t) {
		if l.Kind != "region" {
			continue
		}
		i := slices.IndexFunc(all, func(p geo.Place) bool { return p.Kind == geo.Region && p.Name == l.Canonical })
		if i < 0 {
			t.Errorf("no region %s", l.Canonical)
		} else if d := geo.Distance(all[i].Point, orb.Point{l.Lon, l.Lat}); d > geo.Metres(25000+1000*l.RadiusKm) {
			t.Errorf("the point of %s lies %.0f km from the labelled one, want 25 and the radius of %.0f", l.Canonical, d/1000, l.RadiusKm)
		}
	}
}
