package format_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"mime"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"retaken/internal/format"
	"retaken/internal/geo"
)

var fields = []geo.Field{
	{Name: "name", Type: geo.Text},
	{Name: "population", Type: geo.Integer},
	{Name: "confidence", Type: geo.Number},
	{Name: "background", Type: geo.Boolean},
	{Name: "date", Type: geo.Day},
	{Name: "seen", Title: "When it was seen", Type: geo.Instant},
}

var rows = []geo.Feature{
	feature(1, orb.Point{37.248, 49.2123456789}, "Izium", int64(45884), 0.9, false, "2022-09-10", nil),
	feature(2, orb.Point{-0.5, 46.6354}, "Херсон, \"місто\"\nна Дніпрі", nil, nil, nil, nil, nil),
	feature(3, nil, "=HYPERLINK(\"http://x\")", int64(-5), -0.25, true, nil, "2022-02-24T00:00:00Z"),
	feature(4, orb.Point{31, 51}, "\tcmd", nil, 1e-7, nil, nil, nil),
}

func seq(rows []geo.Feature, err error) iter.Seq2[geo.Feature, error] {
	return func(yield func(geo.Feature, error) bool) {
		for _, f := range rows {
			if !yield(f, nil) {
				return
			}
		}
		if err != nil {
			yield(geo.Feature{}, err)
		}
	}
}

func layer(rows []geo.Feature, err error) format.Layer {
	return format.Layer{Name: "rows", Geometry: "Point", Fields: fields, Features: seq(rows, err)}
}

func TestGeoJSON(t *testing.T) {
	for _, want := range [][]geo.Feature{rows, rows[:1], nil} {
		var b bytes.Buffer
		if err := format.GeoJSON(&b, layer(want, nil)); err != nil {
			t.Fatal(err)
		}
		got, err := geojson.UnmarshalFeatureCollection(b.Bytes())
		if err != nil {
			t.Fatalf("%v in %s", err, b.Bytes())
		}
		if got.Features == nil || len(got.Features) != len(want) {
			t.Fatalf("%d features, want %d, in %s", len(got.Features), len(want), b.Bytes())
		}
		for i, f := range got.Features {
			if f.ID != float64(want[i].ID) || f.Properties["name"] != want[i].Properties[0] {
				t.Errorf("feature %d is %v", i, f)
			}
		}
	}
}

func TestGeoJSONSeq(t *testing.T) {
	var b bytes.Buffer
	if err := format.GeoJSONSeq(&b, layer(rows, nil)); err != nil {
		t.Fatal(err)
	}
	records := strings.Split(b.String(), "\x1e")[1:]
	if len(records) != len(rows) {
		t.Fatalf("%d records, want %d: %q", len(records), len(rows), b.String())
	}
	for i, r := range records {
		f, err := geojson.UnmarshalFeature([]byte(r))
		if err != nil || !strings.HasSuffix(r, "}\n") || f.Properties["name"] != rows[i].Properties[0] {
			t.Errorf("record %d is %q (%v)", i, r, err)
		}
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := format.CSV(&b, layer(rows, nil)); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"lon", "lat", "id", "name", "population", "confidence", "background", "date", "seen"},
		{"37.248", "49.212346", "1", "Izium", "45884", "0.9", "false", "2022-09-10", ""},
		{"-0.5", "46.6354", "2", "Херсон, \"місто\"\nна Дніпрі", "", "", "", "", ""},
		{"", "", "3", "'=HYPERLINK(\"http://x\")", "-5", "-0.25", "true", "", "2022-02-24T00:00:00Z"},
		{"31", "51", "4", "'\tcmd", "", "0.0000001", "", "", ""},
	}
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if !bytes.Equal(g, w) {
		t.Errorf("CSV is\n%s, want\n%s", g, w)
	}
}

// TestErrors makes sure that neither a broken source nor a full disk passes for a whole file.
func TestErrors(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, f := range format.Formats {
		if err := f.Write(io.Discard, layer(rows, broken)); !errors.Is(err, broken) {
			t.Errorf("%s of a broken sequence gives %v", f.Name, err)
		}
		var whole bytes.Buffer
		if err := f.Write(&whole, layer(rows, nil)); err != nil {
			t.Fatal(err)
		}
		for room := 0; room < whole.Len(); room += 1 + whole.Len()/20_000*10_000 { // a GeoPackage takes its time
			if err := f.Write(&full{room}, layer(rows, nil)); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes gives %v", f.Name, room, err)
			}
		}
	}
}

var errFull = errors.New("full")

type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return f.room, errFull
	}
	f.room -= len(b)
	return len(b), nil
}

func TestByNameAndExtension(t *testing.T) {
	for ext, want := range map[string]string{".geojson": "geojson", ".JSON": "geojson", ".geojsonl": "geojsonseq", ".csv": "csv", ".kml": "kml", ".fgb": "fgb", ".gpkg": "gpkg", ".shp": "", "": ""} {
		if f, ok := format.ByExtension(ext); f.Name != want || ok != (want != "") {
			t.Errorf("format of %q is %q, want %q", ext, f.Name, want)
		}
	}
	for _, want := range format.Formats {
		if f, ok := format.ByName(want.Name); !ok || f.Title != want.Title {
			t.Errorf("%s is %v", want.Name, f)
		}
		if _, _, err := mime.ParseMediaType(want.Media); err != nil {
			t.Errorf("media type of %s: %v", want.Name, err)
		}
	}
	if f, ok := format.ByName("shape"); ok {
		t.Errorf("shape is %v", f)
	}
}

// TestOneTypeOfGeometry: formats whose layers have one type say so, rather than write what cannot be read.
func TestOneTypeOfGeometry(t *testing.T) {
	line := layer([]geo.Feature{{ID: 7, Geometry: orb.LineString{{30, 50}, {31, 51}}, Properties: make([]any, len(fields))}}, nil)
	for _, name := range []string{"csv", "fgb"} {
		f, _ := format.ByName(name)
		if err := f.Write(io.Discard, line); err == nil || !strings.Contains(err.Error(), "feature 7: it is a LineString") {
			t.Errorf("%s of a line among points: %v", name, err)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("=1+1", "Ізюм")
	f.Add("a\r\nb", "\"")
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		two := []geo.Field{{Name: "a", Type: geo.Text}, {Name: "b", Type: geo.Text}}
		if err := format.CSV(&out, format.Layer{Geometry: "Point", Fields: two, Features: seq([]geo.Feature{{ID: 1, Properties: []any{a, b}}}, nil)}); err != nil {
			t.Fatal(err)
		}
		got, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(got) != 2 || len(got[1]) != 5 {
			t.Fatalf("CSV of %q, %q is read as %q (%v)", a, b, got, err)
		}
		for i, want := range []string{a, b} {
			cell := got[1][3+i]
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%q is still a formula: %q", want, cell)
			}
			want = strings.ReplaceAll(want, "\r\n", "\n") // as encoding/csv reads it
			if cell != want && cell != "'"+want {
				t.Errorf("%q became %q", want, cell)
			}
		}
	})
}
