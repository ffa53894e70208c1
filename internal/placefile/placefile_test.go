package placefile

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"retaken/internal/geo"
)

var update = flag.Bool("update", false, "renew the golden files")

// TestGolden reads a file in every format and compares places and problems with what is known to be right.
func TestGolden(t *testing.T) {
	regions := map[string]string{"zaporizhzhia oblast": "UA-23", "kharkiv oblast": "UA-63"}
	region := func(name string) string { return regions[name] }
	for _, c := range []struct {
		file, golden string
		options      Options
	}{
		{"geonames.txt", "geonames", Options{}},
		{"geonames.txt", "geonames-regions", Options{Countries: []string{"UA", "RU"}, Kind: geo.Region}},
		{"alternatenames.txt", "alternatenames", Options{}},
		{"comma.csv", "comma", Options{Region: region}},
		{"comma.csv", "comma-island", Options{Kind: geo.Island, Columns: map[string]string{"aliases": "-", "oblast": "-"}}},
		{"semicolon.csv", "semicolon", Options{}},
		{"mapped.tsv", "mapped", Options{Columns: map[string]string{"name": "settlement_ua", "lon": "X_lon", "ref": "Код"}}},
		{"points.geojson", "points", Options{}},
		{"places.tsv", "places", Options{}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			f, err := Open(filepath.Join("testdata", c.file), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var got bytes.Buffer
			for rec, err := range Read(f.Name, f, c.options) {
				if rec.Doubt != nil {
					fmt.Fprintf(&got, "doubt\t%v\n", rec.Doubt)
				}
				if skip := Skip(""); errors.As(err, &skip) {
					fmt.Fprintf(&got, "%d\tskip\t%s\n", rec.Line, skip)
				} else if err != nil {
					fmt.Fprintf(&got, "error\t%v\n", err)
				} else {
					fmt.Fprintf(&got, "%d\t%s\n", rec.Line, strings.Join(cells(&rec.Place), "\t"))
				}
			}
			golden := filepath.Join("testdata", c.golden+".golden")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.file, diff)
			}
		})
	}
}

// TestFileErrors: what makes a file as a whole useless is one clear sentence.
func TestFileErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		options    Options
		want       string
	}{
		{"a.csv", "", Options{}, "reading a.csv: it is empty: want a header and places"},
		{"a.csv", "name,x\nA,1\n", Options{}, "reading a.csv: none of its columns name, x is known for the lat"},
		{"a.csv", "name,x,y\nA,1,2\n", Options{Columns: map[string]string{"lat": "north"}}, `reading a.csv: it has no column "north" for lat, only name, x, y`},
		{"a.csv", "name,x,y\nA,1,2\n", Options{Columns: map[string]string{"color": "x"}}, `reading a.csv: a place has no field "color", only `},
		{"a.txt", "1\tname\n" + strings.Repeat("x", maxLine+1), Options{Format: GeoNames}, "reading a.txt: line 2 is longer than 1048576 bytes"},
		{"a.csv", "name,x,y\n\"" + strings.Repeat("x\n", 2*maxLine), Options{}, "reading a.csv: a record is longer than 1048576 bytes"},
		{"a.json", `{"features":[{"properties":{"name":"` + strings.Repeat("x", 3*maxLine), Options{}, "reading a.json after line 1: a record is longer than 1048576 bytes"},
		{"a.json", `{"type":"Feature"}`, Options{}, "reading a.json after line 1: want a FeatureCollection; it has no features"},
		{"a.json", `{"features":[{}`, Options{}, "reading a.json after line 1: unexpected EOF"},
		{"a.xls", "x", Options{Format: "xls"}, `reading a.xls: no format is called "xls"`},
	} {
		var last error
		for _, err := range Read(c.name, strings.NewReader(c.text), c.options) {
			last = err
		}
		if last == nil || !strings.HasPrefix(last.Error(), c.want) {
			t.Errorf("%s %.40q: error %v, want %s", c.name, c.text, last, c.want)
		}
		if l := (*geo.LineError)(nil); errors.As(last, &l) {
			t.Errorf("%s %.40q: %v is of a line, want an error of the file", c.name, c.text, last)
		}
	}
}

// TestWriters: what is written is read back identically, from every format.
func TestWriters(t *testing.T) {
	places := []geo.Place{
		{Ref: "editor:a", Name: "Testivka", NameUk: "Тестівка", NameRu: "Тестовка", Kind: geo.Settlement, Oblast: "UA-63", Raion: "Iziumskyi", Population: 12, Uncertainty: 1500, Aliases: []geo.Alias{
			{Text: "Old One", Lang: "en", Kind: geo.Former},
			{Text: "Testy", Kind: geo.Colloquial},
			{Text: "Тэст", Lang: "ru", Kind: geo.Variant},
		}},
		{Ref: "import:b-1", Name: "=cmd|' /C calc'!A0", Kind: geo.Island, Uncertainty: 1000},
		{Ref: "import:c-1", Name: `O"Brien, Co`, Kind: geo.Region, Uncertainty: 1},
	}
	places[0].Point = [2]float64{36.830000000000005, 49.72}
	places[1].Point = [2]float64{-0.1, -12}
	for _, c := range []struct {
		name  string
		write func(*bytes.Buffer) error
	}{
		{"a.tsv", func(b *bytes.Buffer) error { return WriteTSV(b, pointers(places)) }},
		{"a.csv", func(b *bytes.Buffer) error { return WriteCSV(b, pointers(places)) }},
		{"a.geojson", func(b *bytes.Buffer) error { return WriteGeoJSON(b, pointers(places)) }},
	} {
		var b bytes.Buffer
		if err := c.write(&b); err != nil {
			t.Fatal(err)
		}
		if c.name == "a.csv" && !strings.Contains(b.String(), `,'=cmd`) {
			t.Errorf("%s: a formula is not protected:\n%s", c.name, b.String())
		}
		var got []geo.Place
		for rec, err := range Read(c.name, &b, Options{}) {
			if err != nil || rec.Doubt != nil {
				t.Errorf("%s: error %v, doubt %v", c.name, err, rec.Doubt)
			}
			got = append(got, rec.Place)
		}
		if diff := cmp.Diff(places, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestHostileText: no text breaks the project's own table.
func TestHostileText(t *testing.T) {
	p := geo.Place{Ref: "editor:x", Name: "A\tB\nC", Kind: geo.Settlement, Aliases: []geo.Alias{{Text: "x;y|z", Kind: geo.Variant}}}
	var b bytes.Buffer
	if err := WriteTSV(&b, pointers([]geo.Place{p})); err != nil {
		t.Fatal(err)
	}
	var got []geo.Place
	for p, err := range geo.ReadPlaces("a", &b) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p)
	}
	if len(got) != 1 || got[0].Name != "A B C" || len(got[0].Aliases) != 1 || got[0].Aliases[0].Text != "x,y,z" {
		t.Errorf("got %+v, want one place A B C with the alias x,y,z", got)
	}
}

func pointers(places []geo.Place) func(func(*geo.Place) bool) {
	return func(yield func(*geo.Place) bool) {
		for i := range places {
			if !yield(&places[i]) {
				return
			}
		}
	}
}

func TestCapitals(t *testing.T) {
	for name, want := range map[string]string{
		"novoprokopivka": "Novoprokopivka", "kupiansk-vuzlovyi": "Kupiansk-Vuzlovyi", "valley of ghosts": "Valley of Ghosts",
		"McDonald street": "McDonald street", "кам'янка": "Кам'янка", "of": "Of", "": "", "ростов-на-дону": "Ростов-на-Дону", "卡": "卡",
	} {
		if got := capitals(name); got != want {
			t.Errorf("capitals(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		latin  string
		others []string
		uk, ru string
	}{
		{"Balakliia", []string{"Balakleja", "Балаклея", "Балаклія"}, "Балаклія", "Балаклея"},
		{"Toretsk", []string{"Dzerzhinsk", "Дзержинск", "Дзержинськ", "Торецьк"}, "Торецьк", ""},
		{"Nova Kakhovka", []string{"Нова Каховка", "Новая Каховка"}, "Нова Каховка", "Новая Каховка"},
		{"Avdiivka", []string{"Авдеевка", "Авдіївка", "Аўдзееўка", "Авдијивка"}, "Авдіївка", "Авдеевка"},
		{"Chernovo", []string{"Чернове", "Черново"}, "Чернове", "Черново"},
		{"Vuhledar", []string{"Ugledar"}, "", ""},
	} {
		if uk, ru := choose(c.latin, c.others); uk != c.uk || ru != c.ru {
			t.Errorf("choose(%q, %q) = %q, %q, want %q, %q", c.latin, c.others, uk, ru, c.uk, c.ru)
		}
	}
}

func TestFields(t *testing.T) {
	if f := Fields(); !slices.IsSorted(f) || !slices.Contains(f, "lat") {
		t.Errorf("Fields() = %q", f)
	}
}
