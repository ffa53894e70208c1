package format_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"retaken/internal/format"
	"retaken/internal/geo"
)

// gdal runs a program of GDAL, and skips the test without it.
func gdal(t testing.TB, args ...string) []byte {
	t.Helper()
	path, err := exec.LookPath(args[0])
	if err != nil {
		t.Skipf("%s is not on the PATH (Debian: gdal-bin)", args[0])
	}
	var out, problems bytes.Buffer
	cmd := exec.Command(path, args[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil || problems.Len() > 0 {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, &problems)
	}
	return out.Bytes()
}

// opening is what GDAL must be told to open a format.
var opening = map[string][]string{
	"csv":     {"-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "KEEP_GEOM_COLUMNS=NO", "-oo", "AUTODETECT_TYPE=YES", "-oo", "EMPTY_STRING_AS_NULL=YES"},
	"csv-wkt": {"-oo", "KEEP_GEOM_COLUMNS=NO", "-oo", "AUTODETECT_TYPE=YES", "-oo", "EMPTY_STRING_AS_NULL=YES"},
}

// written is the layer in a file of that format.
func written(t testing.TB, f format.Format, l format.Layer) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), l.Name+f.Extension)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(file, l); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// read is what GDAL reads, as GeoJSON.
func read(t testing.TB, f format.Format, path string, options ...string) *geojson.FeatureCollection {
	t.Helper()
	args := append([]string{"ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9", "-lco", "SIGNIFICANT_FIGURES=17", "-preserve_fid"}, opening[f.Name]...)
	out := gdal(t, append(append(args, options...), "/vsistdout/", path)...)
	fc, err := geojson.UnmarshalFeatureCollection(out)
	if err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return fc
}

// kinds has features of every type of geometry that layers have, among them one without.
var kinds = []format.Layer{
	{Name: "points", Geometry: "Point", Features: seq([]geo.Feature{
		feature(1, orb.Point{37.248, 49.2123456789}, "Izium", int64(45884), 0.9, false, "2022-09-10", "2022-09-10T12:30:00Z"),
		feature(2, orb.Point{-0.5, 46.6354}, "Херсон, \"місто\"\nна Дніпрі; <b>&amp;\u2028", nil, nil, nil, nil, nil),
		feature(1<<53-1, nil, "no place", int64(-5), -0.25, true, nil, "2022-02-24T00:00:00Z"),
		feature(4, orb.Point{0, 0}, nil, int64(1<<31-1), 1e-7, nil, "1999-12-31", nil),
	}, nil)},
	{Name: "many", Geometry: "MultiPoint", Features: seq([]geo.Feature{
		feature(7, orb.MultiPoint{{30, 50}, {31.1234567, 51}}, "two", int64(1), 1.0, true, "2022-09-10", nil),
		feature(8, orb.MultiPoint{{32, 50}}, "one", int64(1), 1.5, true, "2022-09-10", nil),
		feature(9, nil, "none", int64(0), 0.5, false, nil, nil),
	}, nil)},
	{Name: "areas", Geometry: "MultiPolygon", Features: seq([]geo.Feature{
		feature(1, orb.MultiPolygon{
			{{{30, 50}, {32, 50}, {32, 52}, {30, 52}, {30, 50}}, {{31, 51}, {31, 51.5}, {31.5, 51.5}, {31, 51}}},
			{{{33.1234567, 50}, {34, 50}, {34, 51.7654321}, {33.1234567, 50}}},
		}, "with a hole", int64(1), 1.5, true, "2022-09-10", nil),
		feature(2, orb.MultiPolygon{{{{35, 48}, {36, 48}, {36, 49}, {35, 48}}}}, "one part", nil, nil, nil, nil, nil),
		feature(3, nil, "none", nil, nil, nil, nil, nil),
	}, nil)},
	{Name: "borders", Geometry: "MultiLineString", Features: seq([]geo.Feature{
		feature(1, orb.MultiLineString{{{30, 50}, {32.7654321, 50}}, {{33, 48}, {34, 47}, {35, 48}}}, "two", int64(1), 1.5, true, "2022-09-10", nil),
		feature(2, orb.MultiLineString{{{30, 50}, {30.5, 50.5}, {31, 50}}}, "one", nil, nil, nil, nil, nil),
	}, nil)},
}

func feature(id int64, g orb.Geometry, properties ...any) geo.Feature {
	day := time.Date(2022, 9, 10, 0, 0, 0, 0, time.UTC)
	return geo.Feature{ID: id, Geometry: g, Properties: properties, Time: geo.Interval{Start: day, End: day.AddDate(0, 0, 1)}}
}

// TestGDAL reads every format with a real client: the same features, positions and values must come out.
func TestGDAL(t *testing.T) {
	for _, f := range format.Formats {
		for _, l := range kinds {
			t.Run(f.Name+"/"+l.Name, func(t *testing.T) {
				l.Fields, l.Title, l.Attribution = fields, "A title", "Somebody, CC BY"
				path := written(t, f, l)
				got := map[int64]*geojson.Feature{}
				for _, g := range read(t, f, path).Features {
					got[idOf(t, g)] = g
				}
				n := 0
				for want := range l.Features {
					n++
					g := got[want.ID]
					if g == nil {
						t.Errorf("feature %d is not there; there are %v", want.ID, got)
						continue
					}
					if diff := cmp.Diff(spell(want.Geometry), spell(g.Geometry)); diff != "" {
						t.Errorf("geometry of feature %d: -want +got\n%s", want.ID, diff)
					}
					for i, field := range l.Fields {
						if a, b := plainValue(want.Properties[i]), readValue(f, field, property(g, field.Name)); a != b {
							t.Errorf("%s of feature %d is %#v, want %#v", field.Name, want.ID, b, a)
						}
					}
				}
				if len(got) != n {
					t.Errorf("%d features, want %d", len(got), n)
				}
			})
		}
	}
}

// idOf is the id that a format gave to a feature: its own, or a column.
func idOf(t *testing.T, g *geojson.Feature) int64 {
	t.Helper()
	switch id := g.Properties["id"].(type) {
	case float64:
		return int64(id)
	case string: // KML has no integer as wide
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	id, ok := g.ID.(float64)
	if !ok {
		t.Fatalf("no id in %v %v", g.ID, g.Properties)
	}
	return int64(id)
}

// property is that of the name, in any case: what KML calls name is Name to GDAL.
func property(g *geojson.Feature, name string) any {
	for key, v := range g.Properties {
		if strings.EqualFold(key, name) {
			return v
		}
	}
	return nil
}

// spell is a geometry with its positions to 7 decimals; one part is as good as itself.
func spell(g orb.Geometry) string {
	switch m := g.(type) {
	case nil:
		return "none"
	case orb.MultiPoint:
		if len(m) == 1 {
			g = m[0]
		}
	case orb.MultiLineString:
		if len(m) == 1 {
			g = m[0]
		}
	case orb.MultiPolygon:
		if len(m) == 1 {
			g = m[0]
		}
	}
	scale := 1e6
	switch g.(type) {
	case orb.Polygon, orb.MultiPolygon, orb.LineString, orb.MultiLineString:
		scale = 1e7
	}
	b, _ := json.Marshal(geojson.NewGeometry(orb.Round(orb.Clone(g), int(scale))))
	return string(b)
}

// plainValue is a value as JSON has it.
func plainValue(v any) any {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case string:
		if t, err := time.Parse(time.RFC3339, v); err == nil {
			return t.UTC().Format(time.RFC3339)
		}
		return v
	}
	return v
}

// readValue is what GDAL read as the field, without what is only its way to write dates and truth in GeoJSON.
func readValue(f format.Format, field geo.Field, v any) any {
	s, isText := v.(string)
	n, isNumber := v.(float64)
	switch {
	case isText && (field.Type == geo.Day || field.Type == geo.Instant):
		for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04:05Z", "2006/01/02", "2006/01/02 15:04:05", "2006/01/02 15:04:05+00", time.DateOnly} {
			if t, err := time.Parse(form, s); err == nil {
				if field.Type == geo.Day {
					return t.Format(time.DateOnly)
				}
				return t.Format(time.RFC3339)
			}
		}
	case isText && strings.HasPrefix(f.Name, "csv") && field.Type == geo.Boolean:
		return s == "true"
	case isNumber && field.Type == geo.Boolean:
		return n == 1
	case isNumber && math.IsNaN(n):
		return nil
	}
	return v
}
