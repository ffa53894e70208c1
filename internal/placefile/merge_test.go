package placefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

func gazetteer(t testing.TB, places ...geo.Place) *geo.Gazetteer {
	t.Helper()
	g, err := geo.NewGazetteer(func(yield func(geo.Place, error) bool) {
		for _, p := range places {
			if !yield(p, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// after is the gazetteer with what a merge made of it.
func after(t testing.TB, g *geo.Gazetteer, r Result) *geo.Gazetteer {
	t.Helper()
	var places []geo.Place
	at := map[string]int{}
	for p := range g.Places() {
		at[p.Ref] = len(places)
		places = append(places, *p)
	}
	for _, p := range r.Places {
		p.ID = 0
		if i, ok := at[p.Ref]; ok {
			p.ID = places[i].ID
			places[i] = p
		} else {
			places = append(places, p)
		}
	}
	return gazetteer(t, places...)
}

func TestMerge(t *testing.T) {
	at := func(lon, lat float64) orb.Point { return orb.Point{lon, lat} }
	g := gazetteer(t,
		geo.Place{Ref: "geonames:1", Name: "Izium", NameUk: "Ізюм", Kind: geo.Settlement, Oblast: "UA-63", Point: at(37.25, 49.21), Uncertainty: 1000},
		geo.Place{Ref: "geonames:2", Name: "Petrivka", Kind: geo.Settlement, Point: at(36, 48)},
		geo.Place{Ref: "iso:UA-63", Name: "Kharkiv Oblast", Kind: geo.Region, Point: at(36.5, 49.6), Uncertainty: 90e3},
	)
	variant := func(text, lang string) geo.Alias { return geo.Alias{Text: text, Lang: lang, Kind: geo.Variant} }
	records := []Record{
		{Line: 1, Place: geo.Place{Ref: "geonames:1", Name: "Izjum", NameRu: "Изюм", Kind: geo.Settlement, Population: 50000, Point: at(37.26, 49.21)}},             // by ref
		{Line: 2, Place: geo.Place{Name: "Petrovka", Kind: geo.Settlement, Point: at(36.01, 48), Aliases: []geo.Alias{variant("Petrivka", "")}}},                    // by name and nearness
		{Line: 3, Place: geo.Place{Name: "Petrivka", Kind: geo.Settlement, Point: at(36.2, 48)}},                                                                    // 15 km off: new
		{Line: 4, Place: geo.Place{Name: "Petrivka", Kind: geo.River, Point: at(36, 48)}},                                                                           // another kind: new
		{Line: 5, Place: geo.Place{Ref: "geonames:1", Name: "Izium", Kind: geo.Settlement, Point: at(38, 49.21)}},                                                   // conflicting
		{Line: 6, Place: geo.Place{Ref: "geonames:1", Aliases: []geo.Alias{{Text: "Izyum Old", Lang: "en", Kind: geo.Former}}}},                                     // a name only
		{Line: 7, Place: geo.Place{Ref: "geonames:9", Aliases: []geo.Alias{variant("Nobody", "")}}},                                                                 // of nobody
		{Line: 8, Place: geo.Place{Ref: "iso:UA-63", Name: "Kharkivska oblast", Kind: geo.Region, Point: at(36.1, 49.9), Aliases: []geo.Alias{variant("KhO", "")}}}, // near enough for its size
		{Line: 9, Place: geo.Place{Ref: "geonames:2", Name: "Petrivka", Kind: geo.Settlement, Point: at(36, 48)}},                                                   // says nothing new
	}
	got := Merge(g, records, Fill)
	if got.Added != 2 || got.Updated != 3 || got.Unchanged != 1 || got.Unmatched != 1 || len(got.Conflicts) != 1 {
		t.Errorf("%d added, %d updated, %d unchanged, %d unmatched, %d conflicts; want 2, 3, 1, 1, 1",
			got.Added, got.Updated, got.Unchanged, got.Unmatched, len(got.Conflicts))
	}
	if c := got.Conflicts[0]; c.Record.Line != 5 || c.Place.Ref != "geonames:1" || c.Away < 50e3 || c.Away > 60e3 {
		t.Errorf("conflict %+v", c)
	}
	want := geo.Place{
		ID: 1, Ref: "geonames:1", Name: "Izium", NameUk: "Ізюм", NameRu: "Изюм", Kind: geo.Settlement, Oblast: "UA-63", Population: 50000, Point: at(37.25, 49.21), Uncertainty: 1000,
		Aliases: []geo.Alias{variant("Izjum", ""), {Text: "Izyum Old", Lang: "en", Kind: geo.Former}},
	}
	if diff := cmp.Diff(want, got.Places[0]); diff != "" {
		t.Errorf("Izium (-want +got):\n%s", diff)
	}
	for _, p := range got.Places[1:] {
		if p.Ref == "" || strings.ContainsAny(p.Ref, " \t") {
			t.Errorf("%s has the ref %q", p.Name, p.Ref)
		}
	}

	got = Merge(g, records[1:2], Fill)
	if len(got.Places) != 1 || got.Places[0].Ref != "geonames:2" || got.Places[0].Aliases[0].Text != "Petrovka" || got.Places[0].Lon() != 36 {
		t.Errorf("line 2 gives %+v, want geonames:2 with another name where it was", got.Places)
	}
	got = Merge(g, records[4:5], Move)
	if got.Updated != 1 || got.Places[0].Lon() != 38 {
		t.Errorf("with force line 5 gives %+v, want Izium moved", got.Places)
	}
	// A list that has a place twice adds no second one, even under another name of it.
	got = Merge(g, []Record{
		{Place: geo.Place{Ref: "geonames:2", Name: "Petrivka", Kind: geo.Settlement, Point: at(36, 48)}},
		{Place: geo.Place{Ref: "geonames:3", Name: "Petrivka", Kind: geo.Settlement, Point: at(36.005, 48), Aliases: []geo.Alias{variant("Staline", "")}}},
		{Place: geo.Place{Ref: "geonames:4", Name: "Petrivka", Kind: geo.Settlement, Point: at(36.03, 48)}},
	}, Fill)
	if got.Added != 1 || got.Updated != 1 || got.Places[0].Ref != "geonames:2" || got.Places[0].Aliases[0].Text != "Staline" || got.Places[1].Ref != "geonames:4" {
		t.Errorf("a place that is there twice gives %+v, want another name of geonames:2, and geonames:4", got.Places)
	}
	// Two refs are two places: the nearer one is that of the gazetteer.
	got = Merge(g, []Record{
		{Place: geo.Place{Ref: "wikidata:Q1", Name: "Petrivka", Kind: geo.Settlement, Point: at(36.03, 48)}},
		{Place: geo.Place{Ref: "wikidata:Q2", Name: "Petrivka", Kind: geo.Settlement, Point: at(36.01, 48)}},
	}, Fill)
	if got.Added != 1 || got.Places[0].Ref != "wikidata:Q1" || got.Unchanged != 1 {
		t.Errorf("two near places give %+v, want wikidata:Q1 alone added", got)
	}
}

// TestReplace: with Replace what a file says of a place with its ref counts, whether it says all or a part.
func TestReplace(t *testing.T) {
	old := geo.Place{
		ID: 1, Ref: "a:1", Name: "Izium", NameUk: "Ізюм", NameRu: "Изюм", Kind: geo.Settlement, Oblast: "UA-63", Population: 5, Point: orb.Point{37.25, 49.21}, Uncertainty: 500,
		Aliases: []geo.Alias{{Text: "Isyum", Kind: geo.Variant}},
	}
	g := gazetteer(t, old)
	part := geo.Place{Ref: "a:1", Name: "Izjum", Kind: geo.Settlement, Raion: "Iziumskyi", Point: orb.Point{38.25, 49.21}, Uncertainty: 1000}
	got := Merge(g, []Record{{Place: part}}, Replace)
	want := old
	want.Name, want.Raion, want.Point, want.Uncertainty = "Izjum", "Iziumskyi", orb.Point{38.25, 49.21}, 1000
	if got.Updated != 1 || len(got.Places) != 1 || cmp.Diff(want, got.Places[0]) != "" {
		t.Errorf("a part gives %+v (-want +got):\n%s", got, cmp.Diff(want, got.Places[0]))
	}
	whole := part
	whole.Aliases = []geo.Alias{{Text: "Iz", Kind: geo.Former}}
	got = Merge(g, []Record{{Place: whole, Whole: true}}, Replace)
	want = whole
	want.ID = 1
	if len(got.Places) != 1 || cmp.Diff(want, got.Places[0]) != "" {
		t.Errorf("the whole gives %+v, want %+v", got, want)
	}
	if got = Merge(g, []Record{{Place: old, Whole: true}}, Replace); got.Unchanged != 1 {
		t.Errorf("the same gives %+v, want it unchanged", got)
	}
	if got = Merge(g, []Record{{Place: whole, Whole: true}}, Fill); len(got.Conflicts) != 1 {
		t.Errorf("without Replace that gives %+v, want a conflict", got)
	}
}

// TestNamesakes: a new place is told from another of its name that lies 5 to 30 km off.
func TestNamesakes(t *testing.T) {
	place := func(ref, name, uk, oblast string, kind geo.PlaceKind, lon float64) geo.Place {
		return geo.Place{Ref: ref, Name: name, NameUk: uk, Oblast: oblast, Kind: kind, Point: orb.Point{lon, 49.7}}
	}
	g := gazetteer(t, place("a:1", "Vasylenkove", "Василенкове", "UA-63", geo.Settlement, 37.04))
	for _, c := range []struct {
		place geo.Place
		want  int
	}{
		{place("b:1", "Vasylenkove", "", "UA-63", geo.Settlement, 36.83), 1},
		{place("b:1", "Vasylenkove", "", "", geo.Settlement, 36.83), 1},
		{place("b:1", "Vasilenkovo", "Василенкове", "", geo.Settlement, 36.83), 1},
		{place("b:1", "Vasylenkove", "", "UA-63", geo.Settlement, 36.53), 0}, // further
		{place("b:1", "Vasylenkove", "", "UA-14", geo.Settlement, 36.83), 0},
		{place("b:1", "Vasylenkove", "", "UA-63", geo.River, 36.83), 0},
		{place("b:1", "Vasylivka", "", "UA-63", geo.Settlement, 36.83), 0},
	} {
		got := Merge(g, []Record{{Place: c.place}}, Fill)
		if len(got.Namesakes) != c.want || got.Added != 1 || c.want == 1 && (got.Namesakes[0].Place.Ref != "a:1" || got.Namesakes[0].Away < 15e3 || got.Namesakes[0].Away > 16e3) {
			t.Errorf("%+v gives %+v, want %d", c.place, got.Namesakes, c.want)
		}
	}
}

// TestReach: another source may have the middle of a city some kilometres off, that of a village not.
func TestReach(t *testing.T) {
	g := gazetteer(t,
		geo.Place{Ref: "a:1", Name: "Donetsk", Kind: geo.Settlement, Population: 900_000, Point: orb.Point{37.8, 48}, Uncertainty: 1000},
		geo.Place{Ref: "a:2", Name: "Nove", Kind: geo.Settlement, Population: 900, Point: orb.Point{36, 48}, Uncertainty: 1000})
	for _, c := range []struct {
		name string
		lon  float64
		want int // places added
	}{{"Donetsk", 37.92, 0}, {"Donetsk", 38.02, 1}, {"Nove", 36.06, 0}, {"Nove", 36.12, 1}} {
		got := Merge(g, []Record{{Place: geo.Place{Ref: "b:1", Name: c.name, Kind: geo.Settlement, Point: orb.Point{c.lon, 48}}}}, Fill)
		if got.Added != c.want {
			t.Errorf("%s at %g gives %+v, want %d added", c.name, c.lon, got, c.want)
		}
	}
	if r := Reach(geo.Place{Population: 3_000_000}); r != 15000 {
		t.Errorf("the reach of a city of millions is %g m, want 15000", float64(r))
	}
}

// TestMergeTwice: what was imported once changes nothing the second time.
func TestMergeTwice(t *testing.T) {
	g := shipped(t)
	for _, file := range []string{"geonames.txt", "alternatenames.txt", "comma.csv"} {
		records := readAll(t, "testdata/"+file, Options{})
		first := Merge(g, records, Fill)
		if file != "geonames.txt" && len(first.Places) == 0 {
			t.Errorf("%s: nothing is imported", file)
		}
		second := Merge(after(t, g, first), records, Fill)
		if len(second.Places) != 0 || len(second.Conflicts) != len(first.Conflicts) {
			t.Errorf("%s: first %d places, then %+v", file, len(first.Places), second)
		}
	}
}

// TestSettlements imports a gazetteer with the spellings of the press, where it lies beside the project: a
// table with names, aliases, wikidata numbers and positions. Each of its places must be found under each of
// its names.
func TestSettlements(t *testing.T) {
	file := filepath.Join("..", "..", "..", "shared", "data", "warreport_ua_settlement_aliases.csv")
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the table of settlements (../shared/data) is not here")
	}
	g := shipped(t)
	start := time.Now()
	records := readAll(t, file, Options{})
	res := Merge(g, records, Fill)
	t.Logf("%d records, %d added, %d updated, %d unchanged, %d conflicts, %v", len(records), res.Added, res.Updated, res.Unchanged, len(res.Conflicts), time.Since(start))
	g = after(t, g, res)
	conflicting := map[int]bool{}
	for _, c := range res.Conflicts {
		conflicting[c.Record.Line] = true
	}
	missing := 0
	for _, r := range records {
		if conflicting[r.Line] {
			continue
		}
		for _, name := range append([]string{r.Name}, aliasTexts(r.Place)...) {
			near := func(c geo.Candidate) bool { return geo.Distance(c.Place.Point, r.Point) <= Reach(*c.Place) }
			if !slices.ContainsFunc(g.Lookup(name), near) {
				if missing++; missing < 20 {
					t.Errorf("line %d: %s is not found as %s", r.Line, r.Name, name)
				}
			}
		}
	}
	if missing > 0 {
		t.Errorf("%d names are not found", missing)
	}
	if again := Merge(g, records, Fill); len(again.Places) != 0 {
		t.Errorf("the second time %d places change: %+v", len(again.Places), again.Places[:min(3, len(again.Places))])
	}
}

func aliasTexts(p geo.Place) []string {
	var out []string
	for _, a := range p.Aliases {
		out = append(out, a.Text)
	}
	return out
}

func shipped(t testing.TB) *geo.Gazetteer {
	t.Helper()
	places, err := geo.LoadPlaces(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return gazetteer(t, places...)
}

// readAll are the records of a file without those that cannot be used.
func readAll(t testing.TB, file string, o Options) []Record {
	t.Helper()
	f, err := Open(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var records []Record
	for rec, err := range Read(f.Name, f, o) {
		if err == nil {
			records = append(records, rec)
		}
	}
	return records
}

// country makes a dump of n places in the layout of GeoNames, as many as Ukraine has, with names that recur.
func country(n int) string {
	first := []string{"Нова", "Стара", "Мала", "Велика", "Верхня", "Нижня", "Красна", "Біла", "Чорна", "Зелена"}
	second := []string{"Петрівка", "Іванівка", "Балка", "Криниця", "Слобода", "Гора", "Діброва", "Каховка", "Рудня", "Поляна"}
	var b strings.Builder
	for i := range n {
		uk := fmt.Sprintf("%s %s", first[i%10], second[i/10%10])
		if i%3 == 0 {
			uk = second[i/7%10]
		}
		lat, lon := 46+float64(i/200)*0.03, 24+float64(i%200)*0.08
		fmt.Fprintf(&b, "%d\t%s\t%[2]s\t%s,%s\t%.4f\t%.4f\tP\tPPL\tUA\t\t07\t\t\t\t%d\t\t\tEurope/Kyiv\t2022-03-21\n",
			9000000+i, slices.Max(geo.Romanisations(uk, "")), uk, geo.Romanisations("", uk)[0], lat, lon, i%900)
	}
	return b.String()
}

func BenchmarkImport(b *testing.B) {
	g := shipped(b)
	text := country(33000)
	b.ReportAllocs()
	for b.Loop() {
		var records []Record
		for rec, err := range Read("UA.txt", strings.NewReader(text), Options{}) {
			if err != nil {
				b.Fatal(err)
			}
			records = append(records, rec)
		}
		if r := Merge(g, records, Fill); r.Added < 30000 {
			b.Fatalf("%d added", r.Added)
		}
	}
}
