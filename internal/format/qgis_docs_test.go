package format_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"retaken/internal/format"
)

var update = flag.Bool("update", false, "renew the style files for QGIS in docs/qgis")

// TestQGISStyles holds the style files that people load in QGIS to what the GeoPackage carries: one for each collection.
func TestQGISStyles(t *testing.T) {
	folder := filepath.Join("..", "..", "docs", "qgis")
	var want []string
	for _, l := range styled {
		path := filepath.Join(folder, l.Name+".qml")
		want = append(want, path)
		if *update {
			if err := os.WriteFile(path, []byte(format.QML(l)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(format.QML(l), string(got)); diff != "" {
			t.Errorf("%s is not the style of %s; go test ./internal/format -run TestQGISStyles -update renews it (-want +got):\n%s", path, l.Name, diff)
		}
	}
	found, err := filepath.Glob(filepath.Join(folder, "*.qml"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("styles in %s (-want +got):\n%s", folder, diff)
	}
}

// TestQGISProject holds the project file for QGIS to what it promises: every layer asks the server at the address that
// the documents name, is drawn by the style of its collection, and nothing tells of the machine that it was made on.
func TestQGISProject(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "qgis", "retaken.qgs"))
	if err != nil {
		t.Fatal(err)
	}
	project := string(data)
	drawn := map[string]bool{}
	for _, s := range elements(t, project, "datasource") {
		source := s["text"]
		if source == "" {
			continue // of the annotations, which lie nowhere
		}
		if !strings.Contains(source, "http://localhost:8080") {
			t.Errorf("a layer asks for %s, want an address below http://localhost:8080", source)
		}
		if m := regexp.MustCompile(`typename='([a-z-]+)'|/collections/([a-z-]+)/`).FindStringSubmatch(source); m != nil {
			drawn[m[1]+m[2]] = true
		}
	}
	rules := map[string]int{}
	for _, r := range elements(t, project, "rule") {
		rules[r["label"]+": "+r["filter"]]++
	}
	for _, l := range styled {
		if !drawn[l.Name] {
			continue
		}
		for _, r := range elements(t, format.QML(l), "rule") {
			if rules[r["label"]+": "+r["filter"]] == 0 {
				t.Errorf("the rule %q of %s is not in the project; tools/qgis/project.py makes it anew", r["label"], l.Name)
			}
		}
	}
	if want := []string{"areas", "borders", "control-history", "events", "places"}; !slices.Equal(slices.Sorted(maps.Keys(drawn)), want) {
		t.Errorf("the project has layers of %v, want %v", drawn, want)
	}
	if found := regexp.MustCompile(`(?i)file:|[^/]/(home|root|tmp|usr|work|users)/|[a-z]:\\|save(User|UserFull|DateTime)="|127\.0\.0\.1`).FindAllString(project, -1); found != nil {
		t.Errorf("the project has %q in it", found)
	}
	spans := 0
	for _, e := range elements(t, project, "temporal") {
		if e["enabled"] == "1" && e["mode"] == "2" && e["startField"] == "valid_from" && e["endField"] == "valid_to" {
			spans++
		}
	}
	if spans != 1 {
		t.Errorf("%d layers move with time from valid_from to valid_to, want 1", spans)
	}
}
