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
		{"a.csv", "name,x\nA,1\n", Options{}, "reading a.csv: its first line has to name the columns, and of name, x none is known for the lat"},
		{"a.csv", "name,x,y\nA,1,2\n", Options{Columns: map[string]string{"lat": "north"}}, `reading a.csv: it has no column "north" for lat, only name, x, y`},
		{"a.csv", "name,x,y\nA,1,2\n", Options{Columns: map[string]string{"color": "x"}}, `reading a.csv: a place has no field "color", only `},
		{"a.json", `{"features":[{"properties":{"name":"` + strings.Repeat("x", 3*maxLine), Options{}, "reading a.json after line 1: a feature is longer than 1048576 bytes"},
		{"a.json", `{"type":"Point"}`, Options{}, "reading a.json after line 1: it has no features; want a FeatureCollection of points, or a Feature a line"},
		{"a.json", `[{"name":"A"}]`, Options{}, "reading a.json after line 1: want a FeatureCollection"},
		{"a.json", `{"features":3}`, Options{}, "reading a.json after line 1: its features are no array; want a FeatureCollection"},
		{"a.json", `{"features":[{}`, Options{}, "reading a.json after line 1: it ends in the middle"},
		{"a.csv", "name,lat,lon\n\xD2\xE5\xF1\xF2\xB3\xE2\xEA\xE0,49,36\n", Options{}, "reading a.csv: it is not UTF-8, as byte 0xD2 shows"},
		{"a.csv", "name\x00,lat", Options{}, "reading a.csv: it is no text: it has zero bytes"},
		{"a.csv", "name", Options{Encoding: "utf-7"}, `reading a.csv: no encoding is called "utf-7"; want windows-1251, koi8-u or ibm866`},
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

// TestOdd: what other programs write is read, and what is wrong in a line spoils no other.
func TestOdd(t *testing.T) {
	utf16 := func(s string, mark string) string {
		b := mark
		for _, r := range s {
			if mark[0] == 0xFF {
				b += string([]byte{byte(r), byte(r >> 8)})
			} else {
				b += string([]byte{byte(r >> 8), byte(r)})
			}
		}
		return b
	}
	const one = "2 Testivka Тестівка 36.83 49.72\n"
	for _, c := range []struct{ name, text, want string }{
		{"a.csv", "\uFEFFname,lat,lon\r\nТестівка,49.72,36.83\r\n", one},
		{"a.csv", "name;lat;lon\nТестівка;49,72;36,83\n", one},
		{"a.csv", "name\tlat\tlon\nТестівка\t49.72\t36.83\n", one},
		{"a.txt", "name|lat|lon\nТестівка|49.72|36.83\n", one},
		{"a.csv", utf16("name,lat,lon\nТестівка,49.72,36.83\n", "\xFF\xFE"), one},
		{"a.tsv", utf16("name\tlat\tlon\r\nТестівка\t49.72\t36.83\r\n", "\xFE\xFF"), one},
		{"a.csv", "name,lat,lon\nТестівка,\"49°43'12\"\" N\",\"36°49'48\"\" E\"\n", one},
		{"a.csv", "name,position\nТестівка,49°43'12\" пн. ш. 36°49'48\" сх. д.\n", one},
		{"a.csv", "name,coords\nТестівка,https://maps.google.com/?q=49.72%2C36.83\n", one},
		{"a.csv", "wkt,name\nPOINT (36.83 49.72),Тестівка\n", one},
		{"a.csv", "name,lat,lon,,\nТестівка,49.72,36.83,,\n,,,,\n", one},
		{"a.csv", "name,lat,lon\nТестівка,49.72,36.83,,\n", one},
		{"a.csv", "name,note,lat,lon\nТестівка,\"two\nlines, \"\"quoted\"\"\",49.72,36.83\nA,,1,2\n", one + "4 A  2 1\n"},
		{"a.csv", "name,note,lat,lon\nA,\"open,1,2\nB,x,1,2\nC,\"x\",1,2\n", "2 wrong\n3 B  2 1\n4 C  2 1\n"},
		{"a.csv", "name,lat,lon\n" + strings.Repeat("x", maxLine+1) + ",1,2\nB,1,2\n", "2 wrong\n3 B  2 1\n"},
		{"a.tsv", "name\tlat\tlon\n" + strings.Repeat("x", maxLine+1) + "\nB\t1\t2\n", "2 wrong\n3 B  2 1\n"},
		{"a.csv", "name,lat,lon\nA,1,2\nB\xff,1,2\nТестівка,1,2", "2 A  2 1\n3 wrong\n4 Testivka Тестівка 2 1\n"},
		{"a.csv", "name,position\nA,nowhere\nB,POINT(200 1)\n", "2 wrong\n3 wrong\n"},
		{"a.json", `{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[2,1]}}`, "1 A  2 1\n"},
		{"a.json", "{\"type\":\"Feature\",\"properties\":{\"name\":\"A\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[2,1]}}\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\"}}\n", "1 A  2 1\n2 wrong\n"},
	} {
		got := ""
		for rec, err := range Read(c.name, strings.NewReader(c.text), Options{}) {
			switch l := (*geo.LineError)(nil); {
			case errors.As(err, &l):
				got += fmt.Sprintf("%d wrong\n", l.Line)
			case err != nil:
				got += err.Error() + "\n"
			default:
				got += fmt.Sprintf("%d %s %s %g %g\n", rec.Line, rec.Name, rec.NameUk, rec.Lon(), rec.Lat())
			}
		}
		if got != c.want {
			t.Errorf("%s %.80q:\n%swant\n%s", c.name, c.text, got, c.want)
		}
	}
}

// TestEncodings reads Тестівка in every encoding.
func TestEncodings(t *testing.T) {
	for encoding, name := range map[string]string{
		"windows-1251": "\xD2\xE5\xF1\xF2\xB3\xE2\xEA\xE0", "koi8-u": "\xF4\xC5\xD3\xD4\xA6\xD7\xCB\xC1", "": "Тестівка",
	} {
		for rec, err := range Read("a.csv", strings.NewReader("name,lat,lon\n"+name+",49.72,36.83\n"), Options{Encoding: encoding}) {
			if err != nil || rec.Name != "Testivka" || rec.NameUk != "Тестівка" {
				t.Errorf("%s: %+v, %v", encoding, rec.Place, err)
			}
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
		{"Balakliia", []string{"Balakleja", "Balakleya", "Balakliia", "Балаклея", "Балаклія"}, "Балаклія", "Балаклея"},
		{"Toretsk", []string{"Dzerzhins'k", "Dzerzhinsk", "Toretsk", "Дзержинск", "Дзержинськ", "Торецьк"}, "Торецьк", ""},
		{"Kupiansk", []string{"Kupyansk", "Купянск", "Купянськ", "Куп'янськ", "Купјанск"}, "Куп'янськ", "Купянск"},
		{"Nova Kakhovka", []string{"Novaya Kakhovka", "Нова Каховка", "Новая Каховка"}, "Нова Каховка", "Новая Каховка"},
		{"Avdiivka", []string{"Avdeevka", "Авдеевка", "Авдіївка", "Аўдзееўка", "Авдијивка"}, "Авдіївка", "Авдеевка"},
		{"Chernovo", []string{"Chernove", "Chernovo", "Frajdorf", "Фрайдорф", "Чернове", "Черново"}, "Чернове", "Черново"},
		{"Kvitneve", []string{"Kvitneve", "Zhovtneve", "Жовтневе", "Жовтневое", "Квитневое", "Квітневе"}, "Квітневе", "Квитневое"},
		{"Bakhmut", []string{"Artemivs'k", "Артемовск", "Артемівськ", "Бахмут"}, "Бахмут", "Бахмут"},
		{"Stepove", []string{"Stepove", "Stepovoe", "Степове", "Степовое"}, "Степове", "Степовое"},
		{"Vuhledar", []string{"Vuhledar", "Ugledar"}, "", ""},
	} {
		if uk, ru := ChooseNames(c.latin, c.others); uk != c.uk || ru != c.ru {
			t.Errorf("ChooseNames(%q, %q) = %q, %q, want %q, %q", c.latin, c.others, uk, ru, c.uk, c.ru)
		}
	}
}

func TestLanguage(t *testing.T) {
	for name, want := range map[string]string{
		"Ізюм": "uk", "Кам'янка": "uk", "Василенкове": "uk", "Донецьк": "uk", "Нижнє": "uk", "Берестовий": "uk",
		"Объячево": "ru", "Василенково": "ru", "Бабичевка": "ru", "Горняцкий": "ru", "Эшкене": "ru", "Красное": "ru",
		"Нова": "", "Лиман": "", "Izium": "", "": "",
	} {
		if got := Language(name); got != want {
			t.Errorf("Language(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFields(t *testing.T) {
	if f := Fields(); !slices.IsSorted(f) || !slices.Contains(f, "lat") {
		t.Errorf("Fields() = %q", f)
	}
}
