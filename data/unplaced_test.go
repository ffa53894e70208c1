package data_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"retaken/data"
	"retaken/internal/geo"
)

// TestUnplaced makes sure that the table can be searched as it is, lies in Ukraine, and tells apart what
// the gazetteer has and what it lacks.
func TestUnplaced(t *testing.T) {
	b, err := data.FS.ReadFile("unplaced.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 1_000_000 {
		t.Errorf("unplaced.tsv has %d bytes, want a million at most", len(b))
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if !strings.HasPrefix(lines[0], "# ") || lines[1] != "name_uk\toblast\traion\tlon\tlat\tuncertainty_km" {
		t.Fatalf("unplaced.tsv begins with %q, want a comment and the columns", lines[:2])
	}
	rows := lines[2:]
	if !slices.IsSortedFunc(rows, func(a, b string) int {
		return strings.Compare(a[:strings.IndexByte(a, '\t')], b[:strings.IndexByte(b, '\t')])
	}) {
		t.Error("unplaced.tsv is not sorted by the bytes of the names")
	}
	listed := map[[3]string]bool{}
	for _, row := range rows {
		c := strings.Split(row, "\t")
		if len(c) != 6 {
			t.Fatalf("%q has %d cells, want 6", row, len(c))
		}
		lon, err1 := strconv.ParseFloat(c[3], 64)
		lat, err2 := strconv.ParseFloat(c[4], 64)
		within, err3 := strconv.Atoi(c[5])
		if err1 != nil || err2 != nil || err3 != nil || lon < 27 || lon > 40.3 || lat < 44.3 || lat > 52.5 || within < 7 || within > 61 {
			t.Errorf("%q lies nowhere in these oblasts", row)
		}
		listed[[3]string{c[0], c[1], c[2]}] = true
	}
	for _, c := range []struct {
		name, oblast, raion string
		want                bool
	}{
		{"Кліщіївка", "UA-14", "Bakhmutskyi", false}, // in the gazetteer
		{"Микуличі", "UA-32", "Buchanskyi", false},   // entered by hand
		{"Галаганівка", "UA-48", "Bashtanskyi", true},
		{"Озерщина", "UA-32", "Buchanskyi", true},
	} {
		if listed[[3]string{c.name, c.oblast, c.raion}] != c.want {
			t.Errorf("%s in %s, %s is unplaced: %v, want %v", c.name, c.raion, c.oblast, !c.want, c.want)
		}
	}
	for _, p := range load(t) {
		if p.Kind == geo.Settlement && strings.HasPrefix(p.Ref, "katottg:") && (p.NameUk == "" || p.NameRu == "" || p.Raion == "") {
			t.Errorf("%s (%s) lacks a name or its raion", p.Ref, p.Name)
		}
	}
}
