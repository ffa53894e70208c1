package geo_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

const baselineHeader = "scope\tkey\tname\tholder\tsource\tnote\n"

// baselineTable makes a folder with a table of these lines, whose cells are parted by "|".
func baselineTable(lines ...string) fstest.MapFS {
	text := baselineHeader + strings.ReplaceAll(strings.Join(lines, "\n"), "|", "\t") + "\n"
	return fstest.MapFS{"baseline.tsv": {Data: []byte(text)}}
}

// square is an area of one degree, held by RU.
var square = []string{
	"area|38,47|a|RU|x|", "area|38,48|b|RU|x|", "area|39,48|c|RU|x|", "area|39,47|d|RU|x|",
}

func TestBaselineStart(t *testing.T) {
	b, err := geo.LoadBaseline(baselineTable(append([]string{
		"# The peninsula.",
		"oblast|UA-43|Crimea|RU|law|",
		"place|iso:UA-43|Crimea|RU|law|the region itself",
		"raion|UA-14/Horlivskyi|Horlivka Raion|RU|decree|",
		"place|a:toretsk|Toretsk|UA|press|",
		"place|a:zaitseve|Zaitseve|contested|press|cut in two",
		"place|a:lozove|Lozove|unknown|position|",
		"place|a:chonhar|Chonhar|UA|press|",
	}, square...)...))
	if err != nil {
		t.Fatal(err)
	}
	settlement := func(ref, oblast, raion string, lon, lat float64) geo.Place {
		return geo.Place{Ref: ref, Kind: geo.Settlement, Oblast: oblast, Raion: raion, Point: orb.Point{lon, lat}}
	}
	kind := func(k geo.PlaceKind, p geo.Place) geo.Place { p.Kind = k; return p }
	vague := settlement("b:1", "UA-14", "", 38.1, 47.5) // 7.5 km from the edge
	vague.Uncertainty = 5000
	for _, c := range []struct {
		what          string
		place         geo.Place
		holder, alone geo.Holder // with the table, and of a nil Baseline
		footing       geo.Footing
	}{
		{"a place goes before its raion", settlement("a:toretsk", "UA-14", "Horlivskyi", 37.8, 48.4), "UA", "UA", geo.OnBaseline},
		{"a place goes before its oblast", settlement("a:chonhar", "UA-43", "", 34.5, 46), "UA", "UA", geo.OnBaseline},
		{"cut in two", settlement("a:zaitseve", "UA-14", "", 30, 50), "contested", "UA", geo.OnBaseline},
		{"not known", settlement("a:lozove", "UA-14", "", 30, 50), "unknown", "UA", geo.OnBaseline},
		{"by its raion", settlement("b:1", "UA-14", "Horlivskyi", 30, 50), "RU", "UA", geo.OnBaseline},
		{"a raion of that name elsewhere", settlement("b:1", "UA-09", "Horlivskyi", 30, 50), "UA", "UA", geo.OnNothing},
		{"by its oblast", settlement("b:1", "UA-43", "Kerchenskyi", 36, 45), "RU", "UA", geo.OnBaseline},
		{"a facility by its oblast", kind(geo.Facility, settlement("b:1", "UA-43", "", 36, 45)), "RU", "UA", geo.OnBaseline},
		{"an island by its oblast", kind(geo.Island, settlement("b:1", "UA-43", "", 36, 45)), "RU", "UA", geo.OnBaseline},
		{"a region that a row names", kind(geo.Region, settlement("iso:UA-43", "UA-43", "", 34, 45)), "RU", "unknown", geo.OnBaseline},
		{"a raion that no row names", kind(geo.District, settlement("b:1", "UA-43", "", 34, 45)), "unknown", "unknown", geo.OnNothing},
		{"a river", kind(geo.River, settlement("b:1", "UA-14", "Horlivskyi", 38.5, 47.5)), "unknown", "unknown", geo.OnNothing},
		{"in the area", settlement("b:1", "UA-14", "", 38.5, 47.5), "RU", "UA", geo.OnBaseline},
		{"in the area, raion not listed", settlement("b:1", "UA-14", "Pokrovskyi", 38.5, 47.5), "RU", "UA", geo.OnBaseline},
		{"inside, 3.7 km from the edge", settlement("b:1", "UA-14", "", 38.05, 47.5), "RU", "UA", geo.OnBaseline},
		{"inside, 2.2 km from the edge", settlement("b:1", "UA-14", "", 38.03, 47.5), "unknown", "UA", geo.OnBaseline},
		{"outside, 2.2 km from the edge", settlement("b:1", "UA-14", "", 37.97, 47.5), "unknown", "UA", geo.OnBaseline},
		{"outside, 3.7 km from the edge", settlement("b:1", "UA-14", "", 37.95, 47.5), "UA", "UA", geo.OnNothing},
		{"nearer than its position is known", vague, "unknown", "UA", geo.OnBaseline},
		{"in the area, but in Russia", settlement("b:1", "RU-ROS", "", 38.5, 47.5), "RU", "RU", geo.OnNothing},
		{"in the area, oblast not known", settlement("b:1", "", "", 38.5, 47.5), "unknown", "unknown", geo.OnNothing},
		{"anywhere else in Ukraine", settlement("b:1", "UA-63", "Iziumskyi", 37.2, 49.2), "UA", "UA", geo.OnNothing},
	} {
		if got, want := b.Start(c.place), (geo.Start{Holder: c.holder, Footing: c.footing}); got != want {
			t.Errorf("%s: %v, want %v", c.what, got, want)
		}
		if got, want := (*geo.Baseline)(nil).Start(c.place), (geo.Start{Holder: c.alone, Footing: geo.OnNothing}); got != want {
			t.Errorf("%s, without a table: %v, want %v", c.what, got, want)
		}
	}
}

// A table without an area says nothing of places that no row covers.
func TestBaselineWithoutArea(t *testing.T) {
	b, err := geo.LoadBaseline(baselineTable("oblast|UA-43|Crimea|RU|law|"))
	if err != nil {
		t.Fatal(err)
	}
	p := geo.Place{Kind: geo.Settlement, Oblast: "UA-14", Point: orb.Point{38.5, 47.5}}
	if got := b.Start(p); got != (geo.Start{Holder: geo.HeldByUkraine, Footing: geo.OnNothing}) {
		t.Errorf("%v, want its own country", got)
	}
}

func TestBadBaseline(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"town|a:1|Izium|UA|x|", `baseline.tsv:2: scope is "town": want oblast, raion, place or area`},
		{"oblast|Crimea|Crimea|RU|x|", `baseline.tsv:2: key is "Crimea": want an ISO 3166-2 code such as UA-43`},
		{"raion|UA-14|Horlivka Raion|RU|x|", `baseline.tsv:2: key is "UA-14": want an ISO 3166-2 code and a raion as places spell it, such as UA-14/Horlivskyi`},
		{"raion|Donetsk/Horlivskyi|Horlivka Raion|RU|x|", `baseline.tsv:2: key is "Donetsk/Horlivskyi": want an ISO 3166-2 code and a raion`},
		{"place||Izium|UA|x|", `baseline.tsv:2: key is "": want the ref of a place, such as geonames:709717`},
		{"place|a 1|Izium|UA|x|", `baseline.tsv:2: key is "a 1": want the ref of a place`},
		{"area|38|corner|RU|x|", `baseline.tsv:2: key is "38": want a longitude from -180 to 180 and a latitude from -90 to 90, such as 37.88,47.10`},
		{"area|38,91|corner|RU|x|", `baseline.tsv:2: key is "38,91": want a longitude`},
		{"area|NaN,47|corner|RU|x|", `baseline.tsv:2: key is "NaN,47": want a longitude`},
		{"area|38,47,0|corner|RU|x|", `baseline.tsv:2: key is "38,47,0": want a longitude`},
		{"place|a:1||UA|x|", `baseline.tsv:2: name is "": want the name of what the key stands for`},
		{"place|a:1|Izium|Ukraine|x|", `baseline.tsv:2: holder is "Ukraine": want one of UA, RU, contested, unknown`},
		{"place|a:1|Izium|UA||", `baseline.tsv:2: source is "": want what the row rests on`},
		{"place|a:1|Izium|UA|x", `want 6 cells parted by tabs as in the header, not 5`},
		{"place|a:1|Izium|UA|x|\nplace|a:1|Izium|RU|x|", `baseline.tsv:3: key is "a:1": want every key once, line 2 has this one`},
		{"area|38,47|a|RU|x|\narea|38,48|b|RU|x|\narea|39,48|c|UA|x|", `baseline.tsv:4: holder is "UA": want RU, as in the other rows of the area`},
		{"area|38,47|a|RU|x|\narea|38,48|b|RU|x|", `baseline.tsv: the area has 2 corners: want 3 at least, or none`},
	} {
		_, err := geo.LoadBaseline(baselineTable(c.line))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "reading the baseline: ") {
			t.Errorf("%q: %v, want %s", c.line, err, c.want)
		}
	}
	// All of them are told at once.
	_, err := geo.LoadBaseline(baselineTable("town|a:1|Izium|UA|x|", "place|a:2|Lyman|UA|x|", "place|a:3||UA|x|"))
	if err == nil || !strings.Contains(err.Error(), "baseline.tsv:2:") || !strings.Contains(err.Error(), "baseline.tsv:4:") {
		t.Errorf("%v names not both lines", err)
	}
	if _, err := geo.LoadBaseline(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), "baseline.tsv") {
		t.Errorf("without a file: %v", err)
	}
	header := fstest.MapFS{"baseline.tsv": {Data: []byte("scope\tkey\tname\tholder\n")}}
	if _, err := geo.LoadBaseline(header); err == nil || !strings.Contains(err.Error(), "a column source too") {
		t.Errorf("without a source: %v", err)
	}
}

func FuzzLoadBaseline(f *testing.F) {
	f.Add(baselineHeader+"oblast\tUA-43\tCrimea\tRU\tlaw\t\n", 38.5, 47.5)
	f.Add(baselineHeader+strings.ReplaceAll(strings.Join(square, "\n"), "|", "\t")+"\n", 38.0, 47.0)
	f.Add(baselineHeader+"area\t0,0\ta\tUA\tx\t\narea\t0,0.0\tb\tUA\tx\t\narea\t-0,0\tc\tUA\tx\t\n", 0.0, 0.0)
	f.Fuzz(func(t *testing.T, text string, lon, lat float64) {
		b, err := geo.LoadBaseline(fstest.MapFS{"baseline.tsv": {Data: []byte(text)}})
		if (b == nil) == (err == nil) {
			t.Fatalf("%v and %v", b, err)
		}
		if err != nil && !strings.Contains(err.Error(), "baseline.tsv") {
			t.Errorf("the error does not name the file: %v", err)
		}
		got := b.Start(geo.Place{Kind: geo.Settlement, Oblast: "UA-14", Point: orb.Point{lon, lat}})
		switch got.Holder {
		case geo.HeldByUkraine, geo.HeldByRussia, geo.HeldByNobody, geo.HolderUnknown:
		default:
			t.Errorf("held by %q", got.Holder)
		}
		if got.Footing != geo.OnBaseline && got.Footing != geo.OnNothing {
			t.Errorf("rests on %q", got.Footing)
		}
	})
}
