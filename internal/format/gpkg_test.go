package format_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"retaken/internal/format"
	"retaken/internal/geo"
)

var everyType = []geo.Field{
	{Name: "name", Type: geo.Text},
	{Name: "population", Type: geo.Integer},
	{Name: "confidence", Type: geo.Number},
	{Name: "background", Type: geo.Boolean},
	{Name: "date", Type: geo.Day},
	{Name: "valid_from", Type: geo.Instant},
	{Name: `od"d 'name`, Type: geo.Text},
}

func day(s string) geo.Interval {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return geo.Interval{Start: t}
}

// everyGeometry are layers of each type of geometry, one without features and one with a name that must be quoted.
func everyGeometry() []format.Layer {
	values := []any{"Ізюм '); DROP TABLE points; -- \U0001F30D", int64(math.MinInt64), -0.25, true, "2022-09-10", "2022-09-10T02:00:00+02:00", "a\x00b\xff"}
	nulls := make([]any, len(everyType))
	layer := func(name, geometry string, features ...geo.Feature) format.Layer {
		return format.Layer{
			Name: name, Title: "Title of " + name, Description: "<" + name + ">", Attribution: "Data & more",
			Geometry: geometry, Fields: everyType, Features: seq(features, nil),
		}
	}
	square := orb.Ring{{30, 50}, {32, 50}, {32, 52}, {30, 52}, {30, 50}}
	hole := orb.Ring{{30.5, 50.5}, {30.5, 51}, {31, 51}, {30.5, 50.5}}
	return []format.Layer{
		layer(
			"points", "Point",
			geo.Feature{ID: math.MaxInt64, Geometry: orb.Point{37.248, 49.2123456789}, Time: day("2022-09-10"), Properties: values},
			geo.Feature{ID: 2, Geometry: orb.Point{-0.5, 46.6354}, Time: day("2022-03-01"), Properties: nulls},
			geo.Feature{ID: 3, Properties: nulls},
		),
		layer(
			"multi", "MultiPoint",
			geo.Feature{ID: 1, Geometry: orb.MultiPoint{{30, 50}, {31, 51}}, Properties: values},
			geo.Feature{ID: 2, Geometry: orb.MultiPoint{}, Properties: nulls},
		),
		layer("areas", "MultiPolygon", geo.Feature{ID: 9, Geometry: orb.MultiPolygon{{square, hole}, {{{34, 48}, {35, 48}, {35, 49}, {34, 48}}}}, Properties: values}),
		layer("lines", "MultiLineString", geo.Feature{ID: 4, Geometry: orb.MultiLineString{{{30, 50}, {31, 51.1234567}}, {{33, 48}, {34, 48}}}, Properties: values}),
		layer("empty", "MultiPolygon"),
		layer(`a "b' c`, "Point", geo.Feature{ID: 1, Geometry: orb.Point{30, 50}, Properties: values}),
	}
}

// geoPackage writes the layers to a file.
func geoPackage(t testing.TB, layers ...format.Layer) (path string) {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	var b bytes.Buffer
	if err := format.GeoPackage(&b, layers...); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
	path = filepath.Join(t.TempDir(), "out.gpkg")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// ask gives the rows that the file answers with, each as its values with blanks between.
func ask(t *testing.T, path, query string, args ...any) []string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	var all []string
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(sql.NullString)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, v := range values {
			s := v.(*sql.NullString)
			if !s.Valid {
				s.String = "NULL"
			}
			row = append(row, s.String)
		}
		all = append(all, strings.Join(row, " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestGeoPackage(t *testing.T) {
	path := geoPackage(t, everyGeometry()...)
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"PRAGMA application_id", []string{"1196444487"}},
		{"PRAGMA user_version", []string{"10300"}},
		{"PRAGMA integrity_check", []string{"ok"}},
		{"PRAGMA foreign_key_check", nil},
		{"SELECT table_name, identifier, min_x, min_y, max_x, max_y, srs_id, CAST(last_change AS TEXT) FROM gpkg_contents WHERE table_name IN ('points', 'areas', 'empty') ORDER BY 1", []string{
			"areas Title of areas 30 48 35 52 4326 2022-02-24T00:00:00.000Z",
			"empty Title of empty NULL NULL NULL NULL 4326 2022-02-24T00:00:00.000Z",
			"points Title of points -0.5 46.6354 37.248 49.212346 4326 2022-09-10T00:00:00.000Z",
		}},
		{"SELECT table_name, feature_count FROM gpkg_ogr_contents ORDER BY rowid", []string{"points 3", "multi 2", "areas 1", "lines 1", "empty 0", `a "b' c 1`}},
		{"SELECT CAST(fid AS TEXT), name, population, confidence, CAST(background AS TEXT), CAST(date AS TEXT), CAST(valid_from AS TEXT), \"od\"\"d 'name\" FROM points ORDER BY fid", []string{
			"2 NULL NULL NULL NULL NULL NULL NULL", "3 NULL NULL NULL NULL NULL NULL NULL",
			"9223372036854775807 Ізюм '); DROP TABLE points; -- \U0001F30D -9223372036854775808 -0.25 1 2022-09-10 2022-09-10T00:00:00.000Z a\uFFFDb\uFFFD",
		}},
		{"SELECT count(*) FROM rtree_points_geom", []string{"2"}},
		{"SELECT count(*) FROM rtree_multi_geom", []string{"1"}}, // none for a geometry without positions
		{"SELECT id FROM rtree_points_geom WHERE maxx >= 37 AND minx <= 38 AND maxy >= 49 AND miny <= 50", []string{"9223372036854775807"}},
		{"SELECT name, type FROM pragma_table_info('points')", []string{
			"fid INTEGER", "geom POINT", "name TEXT", "population INTEGER", "confidence REAL", "background BOOLEAN", "date DATE", "valid_from DATETIME", `od"d 'name TEXT`,
		}},
		{"SELECT count(*) FROM sqlite_master WHERE type = 'trigger'", []string{"48"}},
	} {
		if diff := cmp.Diff(test.want, ask(t, path, test.query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.query, diff)
		}
	}
}

// TestGeoPackageGeometry reads the geometries back: the header has the envelope, the rest is the geometry.
func TestGeoPackageGeometry(t *testing.T) {
	path := geoPackage(t, everyGeometry()...)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for table, want := range map[string]orb.Geometry{
		"points": orb.Point{37.248, 49.212346},
		"multi":  orb.MultiPoint{{30, 50}, {31, 51}},
		"areas": orb.MultiPolygon{
			{{{30, 50}, {32, 50}, {32, 52}, {30, 52}, {30, 50}}, {{30.5, 50.5}, {30.5, 51}, {31, 51}, {30.5, 50.5}}},
			{{{34, 48}, {35, 48}, {35, 49}, {34, 48}}},
		},
		"lines": orb.MultiLineString{{{30, 50}, {31, 51.1234567}}, {{33, 48}, {34, 48}}},
	} {
		var b []byte
		if err := db.QueryRow("SELECT geom FROM " + table + " WHERE geom IS NOT NULL AND fid != 2").Scan(&b); err != nil {
			t.Fatal(err)
		}
		if string(b[:4]) != "GP\x00\x03" || binary.LittleEndian.Uint32(b[4:]) != 4326 {
			t.Errorf("the header of %s is %x", table, b[:8])
		}
		var box [4]float64
		for i := range box {
			box[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8+8*i:]))
		}
		if bound := want.Bound(); box != [4]float64{bound.Min[0], bound.Max[0], bound.Min[1], bound.Max[1]} {
			t.Errorf("the envelope of %s is %v, want %v", table, box, bound)
		}
		got, err := wkb.Unmarshal(b[40:])
		if err != nil || !orb.Equal(got, want) {
			t.Errorf("%s holds %v (%v), want %v", table, got, err, want)
		}
	}
}

func TestGeoPackageIsDeterministic(t *testing.T) {
	one, err := os.ReadFile(geoPackage(t, everyGeometry()...))
	if err != nil {
		t.Fatal(err)
	}
	two, err := os.ReadFile(geoPackage(t, everyGeometry()...))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the same layers give different bytes")
	}
}

func TestGeoPackageErrors(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	broken := errors.New("disk on fire")
	good := geo.Feature{ID: 1, Geometry: orb.Point{30, 50}, Properties: make([]any, len(everyType))}
	with := func(i int, v any) geo.Feature {
		f := geo.Feature{ID: 7, Geometry: orb.Point{30, 50}, Properties: make([]any, len(everyType))}
		f.Properties[i] = v
		return f
	}
	for _, test := range []struct {
		name     string
		features iter.Seq2[geo.Feature, error]
		want     string
	}{
		{"broken", seq([]geo.Feature{good}, broken), "filling the layer points: disk on fire"},
		{"day", seq([]geo.Feature{with(4, "10 Sept")}, nil), `feature 7: date is "10 Sept": want a day such as 2022-09-10`},
		{"instant", seq([]geo.Feature{with(5, "2022-09-10")}, nil), `feature 7: valid_from is "2022-09-10": want an instant`},
		{"type", seq([]geo.Feature{{ID: 8, Geometry: orb.MultiPoint{{1, 2}}, Properties: good.Properties}}, nil), "feature 8: its geometry is a MultiPoint: want a Point"},
		{"nowhere", seq([]geo.Feature{{ID: 8, Geometry: orb.Point{math.Inf(1), 2}, Properties: good.Properties}}, nil), "feature 8: its geometry reaches to +Inf: want degrees"},
		{"twice", seq([]geo.Feature{good, good}, nil), "UNIQUE"},
	} {
		var b bytes.Buffer
		err := format.GeoPackage(&b, format.Layer{Name: "points", Geometry: "Point", Fields: everyType, Features: test.features})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, want %s", test.name, err, test.want)
		}
		if test.name == "broken" && !errors.Is(err, broken) {
			t.Errorf("%v does not wrap the error of the sequence", err)
		}
		if b.Len() > 0 {
			t.Errorf("%s: %d bytes were written", test.name, b.Len())
		}
	}
	for _, room := range []int{0, 1, 4096, 50_000} {
		if err := format.GeoPackage(&full{room}, everyGeometry()...); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes the error is %v", room, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	if err := format.GeoPackage(&bytes.Buffer{}, everyGeometry()...); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a folder for temporary files the error is %v", err)
	}
}

func manyPoints(n int) format.Layer {
	return format.Layer{Name: "control", Title: "Control", Geometry: "Point", Fields: geo.ControlFields, Features: func(yield func(geo.Feature, error) bool) {
		for i := range n {
			lon, lat := 22+float64(i%1000)*0.018, 44.5+float64(i/1000)*0.05
			known := map[string]any{
				"name": fmt.Sprintf("Place %d", i), "name_uk": "Місце", "kind": "settlement", "oblast": "UA-63", "population": int64(i), "holder": "UA",
				"previous": "RU", "since": "2022-09-10", "presumed": false, "rests_on": "report", "reports": int64(3), "because": "12,34,56",
			}
			properties := make([]any, len(geo.ControlFields))
			for i, f := range geo.ControlFields {
				properties[i] = known[f.Name]
			}
			if !yield(geo.Feature{ID: int64(i + 1), Geometry: orb.Point{lon, lat}, Time: day("2022-09-10"), Properties: properties}, nil) {
				return
			}
		}
	}}
}

// TestGeoPackageGDAL opens the file with GDAL and compares what it reads.
func TestGeoPackageGDAL(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Skip("ogrinfo is not on the PATH (Debian: gdal-bin)")
	}
	path := geoPackage(t, append(everyGeometry(), manyPoints(10_000))...)
	for layer, want := range map[string][]string{
		"points": {
			"Geometry: Point\n", "Feature Count: 3\n", "Extent: (-0.500000, 46.635400) - (37.248000, 49.212346)", "FID Column = fid",
			"name: String (0.0)", "population: Integer64 (0.0)", "confidence: Real (0.0)", "background: Integer(Boolean) (0.0)", "date: Date (0.0)",
			"valid_from: DateTime (0.0)", "<rights>Data &amp; more</rights>", `"EPSG",4326`, "OGRFeature(points):9223372036854775807",
			"= -9223372036854775808", "= 2022/09/10 00:00:00+00", "Ізюм '); DROP TABLE points;",
		},
		"multi":   {"Geometry: Multi Point\n", "Feature Count: 2\n", "MULTIPOINT "},
		"areas":   {"Geometry: Multi Polygon\n", "Feature Count: 1\n", "OGRFeature(areas):9"},
		"lines":   {"Geometry: Multi Line String\n", "51.1234567),(33 48,34 48))"},
		"empty":   {"Feature Count: 0\n"},
		`a "b' c`: {"Feature Count: 1\n", "POINT (30 50)"},
		"control": {"Feature Count: 10000\n"},
	} {
		out, err := exec.Command(ogrinfo, "-ro", path, layer).CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("Warning")) || bytes.Contains(out, []byte("ERROR")) {
			t.Errorf("ogrinfo of %s: %v\n%.3000s", layer, err, out)
		}
		for _, w := range want {
			if !bytes.Contains(out, []byte(w)) {
				t.Errorf("ogrinfo of %s does not say %q:\n%.3000s", layer, w, out)
			}
		}
	}

	// What GDAL copies is what was written, box by box too: the index is used and complete.
	copied := filepath.Join(t.TempDir(), "copy.geojson")
	if out, err := exec.Command("ogr2ogr", "-f", "GeoJSON", "-preserve_fid", "-lco", "COORDINATE_PRECISION=7", copied, path, "control", "-spat", "30.0001", "44", "31.0001", "60").CombinedOutput(); err != nil {
		t.Fatalf("ogr2ogr: %v\n%s", err, out)
	}
	data, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Features []struct {
			ID         int64                            `json:"id"`
			Geometry   struct{ Coordinates [2]float64 } `json:"geometry"`
			Properties map[string]any                   `json:"properties"`
		} `json:"features"`
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	n := 0
	for f := range manyPoints(10_000).Features {
		p := f.Geometry.(orb.Point)
		if p[0] < 30.0001 || p[0] > 31.0001 {
			continue
		}
		if n == len(got.Features) {
			t.Fatalf("GDAL copied only %d features", n)
		}
		g := got.Features[n]
		n++
		if g.ID != f.ID || math.Abs(g.Geometry.Coordinates[0]-p[0]) > 1e-6 || g.Properties["name"] != f.Properties[0] || g.Properties["presumed"] != false {
			t.Fatalf("GDAL read %v, want feature %d at %v", g, f.ID, p)
		}
	}
	if n != len(got.Features) || n == 0 {
		t.Errorf("GDAL copied %d features, want %d", len(got.Features), n)
	}

	// GDAL edits the file: triggers keep index and count right.
	out, err := exec.Command(ogrinfo, path, "-sql", "DELETE FROM points WHERE fid = 2").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := ask(t, path, "SELECT (SELECT count(*) FROM rtree_points_geom), (SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'points')"); got[0] != "1 2" {
		t.Errorf("after an edit index and count are %s, want 1 2", got[0])
	}
}

// TestGeoPackageConforms runs GDAL's validator, whose rules are the requirements of the standard.
func TestGeoPackageConforms(t *testing.T) {
	const python = "/usr/bin/python3" // for which Debian packages GDAL
	if err := exec.Command(python, "-c", "import osgeo_utils.samples.validate_gpkg").Run(); err != nil {
		t.Skip("GDAL's validator of GeoPackages is not there (Debian: python3-gdal)")
	}
	validate := func(path string) ([]byte, error) {
		return exec.Command(python, "-m", "osgeo_utils.samples.validate_gpkg", "-k", "--extra", "--warning-as-error", path).CombinedOutput()
	}
	for name, layers := range map[string][]format.Layer{
		"none": nil, "every geometry": everyGeometry(), "styled": {manyPoints(10)}, "empty": {manyPoints(0)},
	} {
		if out, err := validate(geoPackage(t, layers...)); err != nil || len(bytes.TrimSpace(out)) > 0 {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	// It finds what is wrong.
	path := geoPackage(t, manyPoints(10))
	ask(t, path, "UPDATE gpkg_geometry_columns SET geometry_type_name = 'LINESTRING'")
	if _, err := validate(path); err == nil {
		t.Error("the validator is content with points in a table of lines")
	}
}

func BenchmarkGeoPackage(b *testing.B) {
	for _, n := range []int{1, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := format.GeoPackage(&out, manyPoints(n)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "features/s")
			b.ReportMetric(float64(out.Len())/float64(n), "B/feature")
		})
	}
}
