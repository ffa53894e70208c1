package format_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
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
}

var rows = []geo.Feature{
	{ID: 1, Geometry: orb.Point{37.248, 49.2123456789}, Properties: []any{"Izium", int64(45884), 0.9, false, "2022-09-10"}},
	{ID: 2, Geometry: orb.Point{-0.5, 46.6354}, Properties: []any{"Херсон, \"місто\"\nна Дніпрі", nil, nil, nil, nil}},
	{ID: 3, Properties: []any{"=HYPERLINK(\"http://x\")", int64(-5), -0.25, true, nil}},
	{
		ID: 4, Geometry: orb.Polygon{{{30, 50}, {32, 50}, {32, 52}, {30, 52}, {30, 50}}},
		Properties: []any{"\tcmd", nil, 1e-7, nil, nil},
	},
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

type writer func(io.Writer, []geo.Field, iter.Seq2[geo.Feature, error]) error

var writers = map[string]writer{"geojson": format.GeoJSON, "geojsonseq": format.GeoJSONSeq, "csv": format.CSV}

func TestGeoJSON(t *testing.T) {
	for _, want := range [][]geo.Feature{rows, rows[:1], nil} {
		var b bytes.Buffer
		if err := format.GeoJSON(&b, fields, seq(want, nil)); err != nil {
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
	if err := format.GeoJSONSeq(&b, fields, seq(rows, nil)); err != nil {
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
	if err := format.CSV(&b, fields, seq(rows, nil)); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"lon", "lat", "id", "name", "population", "confidence", "background", "date"},
		{"37.248", "49.212346", "1", "Izium", "45884", "0.9", "false", "2022-09-10"},
		{"-0.5", "46.6354", "2", "Херсон, \"місто\"\nна Дніпрі", "", "", "", ""},
		{"", "", "3", "'=HYPERLINK(\"http://x\")", "-5", "-0.25", "true", ""},
		{"31", "51", "4", "'\tcmd", "", "0.0000001", "", ""},
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
	for name, write := range writers {
		if err := write(io.Discard, fields, seq(rows, broken)); !errors.Is(err, broken) {
			t.Errorf("%s of a broken sequence gives %v", name, err)
		}
		for room := range 100 {
			if err := write(&full{room}, fields, seq(rows, nil)); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes gives %v", name, room, err)
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

// TestGDAL opens every format with a real client.
func TestGDAL(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Skip("ogrinfo is not on the PATH (Debian: gdal-bin)")
	}
	for name, write := range writers {
		path := filepath.Join(t.TempDir(), "out."+map[string]string{"geojson": "geojson", "geojsonseq": "geojsons", "csv": "csv"}[name])
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := write(file, fields, seq(rows, nil)); err != nil {
			t.Fatal(err)
		}
		file.Close()
		out, err := exec.Command(ogrinfo, "-ro", "-so", "-al", path).CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte("Feature Count: 4")) {
			t.Errorf("ogrinfo of %s: %v\n%s", name, err, out)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("=1+1", "Ізюм")
	f.Add("a\r\nb", "\"")
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		two := []geo.Field{{Name: "a", Type: geo.Text}, {Name: "b", Type: geo.Text}}
		if err := format.CSV(&out, two, seq([]geo.Feature{{ID: 1, Properties: []any{a, b}}}, nil)); err != nil {
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
