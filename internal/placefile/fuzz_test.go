package placefile

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"retaken/internal/geo"
)

// fuzzFormat holds a reader to what every reader promises, whatever the bytes.
func fuzzFormat(f *testing.F, format Format, seeds ...string) {
	for _, name := range seeds {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		for line := range strings.Lines(string(b)) {
			f.Add([]byte(line))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for rec, err := range Read("fuzz", strings.NewReader(string(b)), Options{Format: format, Kind: geo.Region}) {
			if l := (*geo.LineError)(nil); errors.As(err, &l) && l.Line < 1 {
				t.Fatalf("%v has no line", err)
			}
			if err != nil {
				continue
			}
			p := rec.Place
			if !(math.Abs(p.Lon()) <= 180 && math.Abs(p.Lat()) <= 90) {
				t.Fatalf("%v is not on Earth", p.Point)
			}
			if p.Name == "" && (p.Ref == "" || len(p.Aliases) == 0) {
				t.Fatalf("%+v says nothing", p)
			}
			for _, text := range append([]string{p.Ref, p.Name, p.NameUk, p.NameRu, p.Oblast, p.Raion}, aliasTexts(p)...) {
				if !utf8.ValidString(text) || strings.ContainsAny(text, "\t\n\x00") {
					t.Fatalf("%q is no cell of a table", text)
				}
			}
		}
	})
}

func FuzzGeoNames(f *testing.F)       { fuzzFormat(f, GeoNames, "geonames.txt") }
func FuzzAlternateNames(f *testing.F) { fuzzFormat(f, AlternateNames, "alternatenames.txt") }
func FuzzCSV(f *testing.F)            { fuzzFormat(f, CSV, "comma.csv", "semicolon.csv") }
func FuzzTSV(f *testing.F)            { fuzzFormat(f, TSV, "mapped.tsv", "places.tsv") }
func FuzzGeoJSON(f *testing.F)        { fuzzFormat(f, GeoJSON, "points.geojson") }
func FuzzAuto(f *testing.F) {
	fuzzFormat(f, Auto, "geonames.txt", "comma.csv", "points.geojson", "places.tsv")
}
