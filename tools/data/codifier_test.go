package main

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// writeWorkbook writes a workbook whose first sheet has these rows, in the columns from A.
func writeWorkbook(t *testing.T, rows ...[]string) string {
	t.Helper()
	var texts, sheet strings.Builder
	n := 0
	for i, row := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for j, cell := range row {
			if cell == "" {
				continue // spreadsheets leave empty cells out
			}
			fmt.Fprintf(&sheet, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+j, i+1, n)
			fmt.Fprintf(&texts, `<si><t>%s</t></si>`, cell)
			n++
		}
		sheet.WriteString("</row>")
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, content := range map[string]string{
		"xl/sharedStrings.xml":     "<sst>" + texts.String() + "</sst>",
		"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + sheet.String() + "</sheetData></worksheet>",
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadSheet(t *testing.T) {
	got, err := readSheet(writeWorkbook(t, []string{"a", "", "c"}, []string{"", " d "}))
	if err != nil {
		t.Fatal(err)
	}
	if want := [][]string{{"a", "", "c"}, {"", "d"}}; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("readSheet gives %q, want %q", got, want)
	}
}

// code is a code of the codifier that begins with these digits.
func code(digits string) string { return "UA" + (digits + strings.Repeat("0", 17))[:17] }

// unit is a row of the codifier.
func unit(oblast, raion, kind, name string) []string {
	return []string{code(oblast), code(raion), code(raion + "001"), code(raion + "00101"), "", kind, name}
}

func TestReadCodifier(t *testing.T) {
	rows := [][]string{{"Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень", "Категорія", "Назва"}}
	for n := range 27 {
		oblast := fmt.Sprintf("%02d", n+50)
		rows = append(rows, unit(oblast, oblast+"02", "C", "Лиман"))
	}
	rows[1] = unit("44", "4402", "M", "Алчевськ")
	rows = append(rows, unit("63", "6304", "C", "Кам’янка"), unit("63", "6308", "C", "Кам’янка"), unit("63", "6304", "H", "Ізюмська"))
	c, err := readCodifier(writeWorkbook(t, rows...))
	if err != nil {
		t.Fatal(err)
	}
	if got := c["UA-09"][geo.FoldKey("Alchevsk")]; !slices.Equal(got, []coded{{"Алчевськ", "4402", code("440200101"), code("4402001")}}) {
		t.Errorf("Alchevsk in Luhansk Oblast is %v", got)
	}
	if got := c["UA-63"][geo.FoldKey("Kamianka")]; !slices.Equal(got, []coded{
		{"Кам'янка", "6304", code("630400101"), code("6304001")}, {"Кам'янка", "6308", code("630800101"), code("6308001")},
	}) {
		t.Errorf("Kamianka in Kharkiv Oblast is %v", got)
	}
	if c.knows("UA-63", record{name: "Iziumska"}) {
		t.Error("a community counts as a settlement")
	}
	if _, err := readCodifier(writeWorkbook(t, rows[:9]...)); err == nil {
		t.Error("a codifier of a part of Ukraine passes, want an error")
	}
}

func testCodifier() codifier {
	c := codifier{"UA-63": {}}
	for _, s := range []coded{
		{uk: "Куп'янськ", raion: "6308"},
		{uk: "Юр'ївка", raion: "6304"},
		{uk: "Юріївка", raion: "6308"},
		{uk: "Гаї", raion: "6304"},
		{uk: "Гай", raion: "6304"},
		{uk: "Волохів Яр", raion: "6304"},
	} {
		key := codedKey(s.uk)
		c["UA-63"][key] = append(c["UA-63"][key], s)
	}
	return c
}

func TestCodifierName(t *testing.T) {
	c := testCodifier()
	for _, x := range []struct{ raion, name, want string }{
		{"6308", "Купянськ", "Куп'янськ"},
		{"6308", "Kupyansk", "Куп'янськ"},
		{"6304", "Kupyansk", "Куп'янськ"}, // filed under another raion
		{"6304", "Yuriivka", "Юр'ївка"},
		{"6308", "Yuriivka", "Юріївка"},
		{"", "Yuriivka", ""}, // either
		{"6304", "Hai", ""},  // either
		{"6304", "Izium", ""},
	} {
		if got := c.name("UA-63", x.raion, x.name); got != x.want {
			t.Errorf("the official name of %s in %q is %q, want %q", x.name, x.raion, got, x.want)
		}
	}
}

func TestFindRaions(t *testing.T) {
	at := func(lon, lat float64) orb.Point { return orb.Point{lon, lat} }
	records := []record{
		{name: "Izium", country: "UA", admin1: "07", admin2: "6304", point: at(37.2, 49.2)},
		{name: "Kupiansk", country: "UA", admin1: "07", admin2: "6308", point: at(37.6, 49.7)},
		{name: "Yuriyivka", country: "UA", admin1: "07", point: at(37.5, 49.6)},    // nearer to Kupiansk
		{name: "Volokhiv Yar", country: "UA", admin1: "07", point: at(37.2, 49.5)}, // only in one raion
		{name: "Kharkiv", country: "UA", admin1: "07", point: at(36.2, 50)},        // not in the list
		{name: "Kyiv", country: "UA", admin1: "12", admin2: "8000", point: at(30.5, 50.4)},
	}
	findRaions(records, testCodifier())
	var got []string
	for _, r := range records {
		got = append(got, r.admin2)
	}
	if want := []string{"6304", "6308", "6308", "6304", "", ""}; !slices.Equal(got, want) {
		t.Errorf("raions %q, want %q", got, want)
	}
}

func TestRenew(t *testing.T) {
	at := func(lon, lat float64) orb.Point { return orb.Point{lon, lat} }
	old := []record{{ref: "geonames:1", name: "Novohrad", others: []string{"Новоград"}, point: at(27, 50), population: 5, admin2: "1808"}}
	newer := []record{
		{ref: "geonames:1", name: "Zviahel", others: []string{"Звягель"}, point: at(27.01, 50.01), population: 6},
		{ref: "geonames:2", name: "Village"},
		{ref: "geonames:3", name: "Quarter"},
	}
	got := renew(old, newer, func(r record) bool { return r.name == "Village" })
	if len(got) != 2 || got[1].ref != "geonames:2" {
		t.Fatalf("renew gives %v, want the old row and the village", got)
	}
	r := got[0]
	if r.name != "Novohrad" || r.population != 5 || r.point != at(27.01, 50.01) || !slices.Equal(r.newer, []string{"Zviahel", "Звягель"}) {
		t.Errorf("the old row became %+v, want its name and population, and the position and names of the newer", r)
	}
}

func TestOtherNames(t *testing.T) {
	donetsk := &geo.Place{Ref: "geonames:1", Name: "Donetsk", NameUk: "Донецьк", Oblast: "UA-14"}
	borne := bearersOf([]geo.Place{
		*donetsk,
		{Ref: "geonames:2", Name: "Oleksandrivka", NameUk: "Олександрівка", Oblast: "UA-14"},
		{Ref: "manual:liskivka", Name: "Liskivka", NameUk: "Лісківка", Oblast: "UA-63"},
	})
	r := record{name: "Yuzivka", others: []string{"Stalino", "Oleksandrivka", "Liskivka"}, newer: []string{"Donetsk", "Донецьк", "Oleksandrivka"}}
	if got, want := r.otherNames(donetsk, borne), []string{"Yuzivka", "Stalino", "Liskivka", "Donetsk", "Донецьк"}; !slices.Equal(got, want) {
		t.Errorf("a row of both tables has %q, want %q", got, want)
	}
	r = record{name: "Berhtal", others: []string{"Respublika", "Oleksandrivka", "Liskivka", "Донецк"}}
	if got, want := r.otherNames(donetsk, borne), []string{"Berhtal", "Respublika", "Донецк"}; !slices.Equal(got, want) {
		t.Errorf("a row of the newer table has %q, want %q", got, want)
	}
}

func TestLikelyRussian(t *testing.T) {
	for _, x := range []struct {
		ru, uk string
		want   bool
	}{
		{"Липцы", "Липці", true},
		{"Энергодар", "Енергодар", true},
		{"Чэрнэччына", "Чернеччина", false},
		{"Губыныха", "Губиниха", true}, // nothing in it tells
		{"Журавныкы", "Журавники", false},
		{"Годовиця", "Годовиця", false},
		{"Дубови", "Дубове", false},
		{"Дубовое", "Дубове", true},
		{"Врадиивка", "Врадіївка", false},
		{"Нивка", "Нивка", true},
	} {
		if got := likelyRussian(x.ru, x.uk); got != x.want {
			t.Errorf("likelyRussian(%q, %q) = %v, want %v", x.ru, x.uk, got, x.want)
		}
	}
}

func TestMakeRaions(t *testing.T) {
	raions := []raion{{code: "6306", names: names{"Berestyn", "Берестинський", "Берестинский"}, former: names{"Krasnohrad", "Красноградський", "Красноградский"}}}
	places := []geo.Place{
		{Oblast: "UA-63", Raion: "Berestynskyi", Point: orb.Point{35, 49}},
		{Oblast: "UA-63", Raion: "Berestynskyi", Point: orb.Point{36, 50}},
		{Oblast: "UA-63", Raion: "Iziumskyi", Point: orb.Point{37, 49}},
	}
	got, err := makeRaions(raions, places)
	if err != nil {
		t.Fatal(err)
	}
	p := got[0]
	if p.Ref != "raion:berestyn-63" || p.Name != "Berestyn Raion" || p.NameUk != "Берестинський район" || p.Kind != geo.District || p.Point != (orb.Point{35.5, 49.5}) {
		t.Errorf("the raion is %+v", p)
	}
	for _, want := range []geo.Alias{
		{Text: "Berestyn district", Lang: "en", Kind: geo.Variant},
		{Text: "Berestynskyi raion", Lang: "en", Kind: geo.Variant},
		{Text: "Красноградський район", Lang: "uk", Kind: geo.Former},
		{Text: "Krasnohrad district", Lang: "en", Kind: geo.Former},
	} {
		if !slices.Contains(p.Aliases, want) {
			t.Errorf("the raion lacks the alias %v", want)
		}
	}
	if _, err := makeRaions(raions, places[2:]); err == nil {
		t.Error("a raion without places passes, want an error")
	}
}
