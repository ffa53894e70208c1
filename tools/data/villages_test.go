package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// The communities of the test lie a degree of longitude, some 70 km, apart; Iziumska has its town in the
// gazetteer, Borivska has a post office of a name of its own.
var testSettlements = codifier{"UA-63": {
	codedKey("Ізюм"):          {{"Ізюм", "6304", "izium", "iziumska"}},
	codedKey("Борова"):        {{"Борова", "6304", "borova", "borivska"}},
	codedKey("Піски"):         {{"Піски", "6304", "pisky-1", "iziumska"}, {"Піски", "6304", "pisky-2", "borivska"}},
	codedKey("Липове"):        {{"Липове", "6304", "lypove", "iziumska"}},
	codedKey("Слава"):         {{"Слава", "6304", "slava", "iziumska"}},
	codedKey("Тополі"):        {{"Тополі", "6308", "topoli", "nowhere"}},
	codedKey("Нова Дворічна"): {{"Нова Дворічна", "6308", "dvorichna", "dvorichanska"}},
	codedKey("Новий Луч"):     {{"Новий Луч", "6304", "luch", "iziumska"}},
	codedKey("Стара Гать"):    {{"Стара Гать", "6304", "hat", "iziumska"}},
}}

func testLocated(t *testing.T, misplaced map[string]string) ([]settlement, error) {
	t.Helper()
	post := postOffices{"UA-63": {
		codedKey("Борова"):     {{38, 49}},
		codedKey("Піски"):      {{37.1, 49}, {38.1, 49}},
		codedKey("Липове"):     {{37.2, 49}, {44, 49}},
		codedKey("Слава"):      {{37.05, 49}},
		codedKey("Новий Луч"):  {{39, 49}},
		codedKey("Стара Гать"): {{37.02, 49}},
	}}
	places := []geo.Place{
		{Ref: "a", NameUk: "Ізюм", Kind: geo.Settlement, Oblast: "UA-63", Raion: "Iziumskyi", Point: orb.Point{37, 49}},
		{Ref: "b", NameUk: "Піски", Kind: geo.Settlement, Oblast: "UA-63", Raion: "Iziumskyi", Point: orb.Point{38.1, 49}},
		{Ref: "c", NameUk: "Дворічна", Kind: geo.Settlement, Oblast: "UA-63", Raion: "Kupianskyi", Point: orb.Point{37.7, 49.8}},
	}
	raions := []raion{{code: "6304", names: names{uk: "Ізюмський"}}, {code: "6308", names: names{uk: "Куп'янський"}}}
	current := map[string][]string{"c": {"Нова Дворічна"}}
	return locate(places, current, testSettlements, raions, post, misplaced)
}

func TestLocate(t *testing.T) {
	list, err := testLocated(t, map[string]string{"katottg:hat": "Стара Гать"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]settlement{}
	for _, s := range list {
		got[s.code] = s
	}
	izium := orb.Point{37.035, 49} // the median of the town and of three post offices, one of them far away
	for _, c := range []struct {
		code       string
		here, post bool
		point      orb.Point
		within     geo.Metres
		why        string
	}{
		{"izium", true, false, izium, acrossCommunity, "a place of the gazetteer"},
		{"borova", false, true, orb.Point{38, 49}, uncertainty, "the only post office of that name"},
		{"pisky-1", false, true, orb.Point{37.1, 49}, uncertainty, "the post office in its own community; the gazetteer has the other"},
		{"pisky-2", true, true, orb.Point{38.1, 49}, uncertainty, "the place in its own community"},
		{"lypove", false, true, orb.Point{37.2, 49}, uncertainty, "the post office that is near"},
		{"luch", false, false, izium, acrossCommunity, "a post office only outside of the community"},
		{"hat", false, false, izium, acrossCommunity, "a post office that the table takes out"},
		{"dvorichna", true, false, orb.Point{37.7, 49.8}, acrossCommunity, "a place of the gazetteer under another name"},
		{"topoli", false, false, orb.Point{37.7, 49.8}, acrossRaion / 2, "a community of which nothing is known"},
	} {
		s := got[c.code]
		if s.here != c.here || s.post != c.post || s.point != c.point || s.within != c.within {
			t.Errorf("%s (%s): in the gazetteer %v, at a post office %v, at %v within %.0f m; want %v, %v, %v, %.0f m",
				c.code, c.why, s.here, s.post, s.point, s.within, c.here, c.post, c.point, c.within)
		}
	}
	if _, err := testLocated(t, map[string]string{"katottg:luch": "Новий Луч"}); err == nil || !strings.Contains(err.Error(), "katottg:luch") {
		t.Errorf("taking out what no post office places gives the error %v, want one with its reference", err)
	}
}

func TestVillages(t *testing.T) {
	list, err := testLocated(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	fronts := geo.Fronts{{Point: orb.Point{37, 49}}}
	words := vocabulary{}
	for uk, ru := range map[string]string{"Піски": "Пески", "Липове": "Липовое", "Стара": "Старая", "Гать": "Гать"} {
		words.learn(uk, ru)
	}
	found, err := villages(list, nil, words, fronts)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range found {
		got = append(got, p.Ref+" "+p.Name+" "+p.NameRu+" "+p.Raion)
	}
	// Borova is far from the front, Pisky in its community has a place, Slava is not what news means.
	want := []string{
		"katottg:hat Stara Hat Старая Гать Iziumskyi", "katottg:lypove Lypove Липовое Iziumskyi", "katottg:pisky-1 Pisky Пески Iziumskyi",
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("villages are %q, want %q", got, want)
	}
	for _, c := range []struct {
		population int
		lon        float64
		want       int
	}{{city, 24, 2}, {town, 38, 2}, {town, 24, 3}, {town - 1, 38, 3}} {
		namesake := []geo.Place{{NameUk: "Липове", Population: c.population, Point: orb.Point{c.lon, 49}}}
		if found, err := villages(list, namesake, words, fronts); err != nil || len(found) != c.want {
			t.Errorf("with a namesake of %d inhabitants at %v E there are %d villages (%v), want %d", c.population, c.lon, len(found), err, c.want)
		}
	}
	delete(words, "Гать")
	if _, err := villages(list, nil, words, fronts); err == nil || !strings.Contains(err.Error(), "Стара Гать") {
		t.Errorf("a village without a Russian name gives the error %v, want one with its name", err)
	}
	path := filepath.Join(t.TempDir(), "unplaced.tsv")
	if err := writeUnplaced(path, list, found); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	unplaced := []string{
		"name_uk\toblast\traion\tlon\tlat\tuncertainty_km",
		"Борова\tUA-63\tIziumskyi\t38\t49\t7",
		"Новий Луч\tUA-63\tIziumskyi\t37\t49\t31",
		"Слава\tUA-63\tIziumskyi\t37.1\t49\t7",
		"Тополі\tUA-63\tKupianskyi\t37.7\t49.8\t61",
	}
	if !strings.HasPrefix(lines[0], "# ") || !slices.Equal(lines[1:], unplaced) {
		t.Errorf("unplaced are %q, want a comment and %q", lines, unplaced)
	}
}

func TestReadPostOffices(t *testing.T) {
	path := filepath.Join(t.TempDir(), "codes.jsonl.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := gzip.NewWriter(f)
	row := func(country, name, state, accuracy string) string {
		return `{"country_code": "` + country + `", "postal_code": "1", "city": "` + name + `", "state": "` + state +
			`", "latitude": 49, "longitude": 37, "accuracy": ` + accuracy + `, "source": "x"}` + "\n"
	}
	for _, line := range []string{
		row("UA", "Одай (Хижнянська сільська рада)", "Kharkivska", "4.0"),
		row("UA", "Одай", "Kharkivska", "4.0"),
		row("UA", "Липове", "Kharkivska", "1.0"), // the point of another
		row("UA", "Піски", "Lvivska", "4.0"),     // far from the war
		row("PL", "Одай", "Kharkivska", "4.0"),
	} {
		if _, err := w.Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := readPostOffices(path)
	if err != nil {
		t.Fatal(err)
	}
	if points := got["UA-63"][codedKey("Одай")]; len(got) != 1 || len(got["UA-63"]) != 1 || !slices.Equal(points, []orb.Point{{37, 49}}) {
		t.Errorf("post offices are %v, want Odai in Kharkiv Oblast, once", got)
	}
	if _, err := readPostOffices(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no file gives no error")
	}
}
