package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// written is a file with these lines, of which the cells are parted by |.
func written(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "table.tsv")
	text := strings.ReplaceAll(strings.Join(lines, "\n")+"\n", "|", "\t")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const correctionsHeader = "ref|name|oblast|raion|lon|lat|uncertainty_m|why"

func TestCorrections(t *testing.T) {
	fixes, err := readCorrections(written(t, correctionsHeader,
		"geonames:1|Husiatyn|UA-68|6802||||across the river",
		"geonames:2|Sofiivka|UA-12|||||filed elsewhere",
		"geonames:3|Elitne|||36.45|49.99|1500|9 km off"))
	if err != nil {
		t.Fatal(err)
	}
	far := orb.Point{36.58, 50.01}
	older := []record{{ref: "geonames:1", admin1: "22", admin2: "6106", point: far}, {ref: "geonames:4", admin1: "22", point: far}}
	newer := []record{{ref: "geonames:1", admin1: "22"}, {ref: "geonames:2", admin1: "10", admin2: "3506"}, {ref: "geonames:3", admin1: "07", point: far}}
	if err := fixes.apply(older, newer); err != nil {
		t.Fatal(err)
	}
	type where struct {
		admin1, admin2 string
		point          orb.Point
		within         geo.Metres
	}
	of := func(r record) where { return where{r.admin1, r.admin2, r.point, r.within} }
	for _, c := range []struct {
		what      string
		got, want where
	}{
		{"filed under another oblast and raion", of(older[0]), where{"09", "6802", far, 0}},
		{"the same in the newer table", of(newer[0]), where{"09", "6802", orb.Point{}, 0}},
		{"right", of(older[1]), where{"22", "", far, 0}},
		{"filed under another oblast, of which the raion is looked for", of(newer[1]), where{"04", "", orb.Point{}, 0}},
		{"elsewhere", of(newer[2]), where{"07", "", orb.Point{36.45, 49.99}, 1500}},
	} {
		if c.got != c.want {
			t.Errorf("a row that is %s: %+v, want %+v", c.what, c.got, c.want)
		}
	}
	if err := fixes.apply(older); err == nil || !strings.Contains(err.Error(), "geonames:2") {
		t.Errorf("a correction of no row gives %v, want an error that names it", err)
	}
}

func TestReadCorrectionsRefuses(t *testing.T) {
	for what, line := range map[string]string{
		"an oblast that is none":    "geonames:1|A|UA-99|||||misfiled",
		"no reason":                 "geonames:1|A|UA-68|||||",
		"a point without its error": "geonames:1|A|||36.45|49.99||off",
		"half a point":              "geonames:1|A|||36.45||1000|off",
		"a row twice":               "geonames:1|A|UA-68|||||misfiled\ngeonames:1|A|UA-68|||||misfiled",
	} {
		if _, err := readCorrections(written(t, correctionsHeader, line)); err == nil || !strings.Contains(err.Error(), "geonames:1") {
			t.Errorf("%s gives %v, want an error that names the row", what, err)
		}
	}
}

func TestCheck(t *testing.T) {
	raions := []raion{{code: "6304", names: names{uk: "Ізюмський"}}, {code: "6306", names: names{uk: "Берестинський"}}}
	official := codifier{"UA-63": {
		"verbivka": {{uk: "Вербівка", raion: "6304"}},
		"birki":    {{uk: "Бірки", raion: "6304"}, {uk: "Бірки", raion: "6304"}},
	}}
	place := func(ref, raion, uk string) geo.Place {
		return geo.Place{Ref: ref, Name: "A", NameUk: uk, Kind: geo.Settlement, Oblast: "UA-63", Raion: raion}
	}
	good := []geo.Place{
		place("a", "Iziumskyi", "Вербівка"), place("b", "Berestynskyi", "Вербівка"), place("c", "Iziumskyi", "Бірки"), place("d", "Iziumskyi", "Бірки"),
		{Ref: "e", Name: "Abroad", Kind: geo.Settlement, Oblast: "RU-BEL"},
		{Ref: "f", Name: "Plant", Kind: geo.Facility, Oblast: "UA-63"},
	}
	if err := check(good, official, raions); err != nil {
		t.Errorf("places that the codifier has are refused: %v", err)
	}
	for what, p := range map[string]geo.Place{
		"one place twice":          place("manual:twin", "Iziumskyi", "Вербівка"),
		"a third of two":           place("manual:twin", "Iziumskyi", "Бірки"),
		"a place without its name": place("manual:twin", "Iziumskyi", ""),
	} {
		if err := check(append(good[:len(good):len(good)], p), official, raions); err == nil || !strings.Contains(err.Error(), "manual:twin") {
			t.Errorf("%s gives %v, want an error that names it", what, err)
		}
	}
}
