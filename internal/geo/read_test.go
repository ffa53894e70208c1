package geo

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// tsvLines makes a table of lines whose cells are parted by commas.
func tsvLines(lines ...string) string {
	return strings.ReplaceAll(strings.Join(lines, "\n"), ",", "\t") + "\n"
}

func TestReadPlaces(t *testing.T) {
	text := "\uFEFF# Villages.\r\n" + tsvLines(
		"lat,lon,kind,ref,name,name_uk,name_ru,oblast,raion,population,uncertainty_m,aliases",
		"",
		"49.2088,37.2485,settlement,geonames:707308,Izium,Ізюм,Изюм,UA-63,Iziumskyi,45884,1000,Izyum; Izjum|en ;Изюм-город|ru|colloquial;",
		"# A comment.",
		"45.25,30.2,island,manual:x,Snake Island,,,,,,,",
	)
	want := []Place{{
		Ref: "geonames:707308", Name: "Izium", NameUk: "Ізюм", NameRu: "Изюм",
		Aliases: []Alias{{"Izyum", "", Variant}, {"Izjum", "en", Variant}, {"Изюм-город", "ru", Colloquial}},
		Kind:    Settlement, Oblast: "UA-63", Raion: "Iziumskyi", Population: 45884,
		Point: orb.Point{37.2485, 49.2088}, Uncertainty: 1000,
	}, {
		Ref: "manual:x", Name: "Snake Island", Kind: Island, Point: orb.Point{30.2, 45.25},
	}}
	var got []Place
	for p, err := range ReadPlaces("a.tsv", strings.NewReader(text)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ReadPlaces (-want +got):\n%s", diff)
	}
}

// A line that is wrong says where and how, and the lines after it are read.
func TestReadPlacesBadLine(t *testing.T) {
	const header = "ref,name,kind,lon,lat,oblast,population,uncertainty_m,aliases"
	for _, c := range []struct{ line, want string }{
		{",Izium,settlement,37,49,,,,", `a.tsv:2: ref is "": want a reference without spaces, such as manual:robotyne-23`},
		{"a b,Izium,settlement,37,49,,,,", `a.tsv:2: ref is "a b": want a reference without spaces, such as manual:robotyne-23`},
		{"a:1,,settlement,37,49,,,,", `a.tsv:2: name is "": want the name of the place`},
		{"a:1,Izium,town,37,49,,,,", `a.tsv:2: kind is "town": want one of settlement, region, district, country, island, facility, river, sea`},
		{"a:1,Izium,settlement,181,49,,,,", `a.tsv:2: lon is "181": want degrees from -180 to 180`},
		{"a:1,Izium,settlement,NaN,49,,,,", `a.tsv:2: lon is "NaN": want degrees from -180 to 180`},
		{"a:1,Izium,settlement,37,,,,,", `a.tsv:2: lat is "": want degrees from -90 to 90`},
		{"a:1,Izium,settlement,37,-90.1,,,,", `a.tsv:2: lat is "-90.1": want degrees from -90 to 90`},
		{"a:1,Izium,settlement,37,49,Kharkiv,,,", `a.tsv:2: oblast is "Kharkiv": want an ISO 3166-2 code such as UA-63, or nothing`},
		{"a:1,Izium,settlement,37,49,,4.5,,", `a.tsv:2: population is "4.5": want a whole number of inhabitants, or nothing`},
		{"a:1,Izium,settlement,37,49,,-1,,", `a.tsv:2: population is "-1": want a whole number of inhabitants, or nothing`},
		{"a:1,Izium,settlement,37,49,,,-1,", `a.tsv:2: uncertainty_m is "-1": want metres from 0 to 20000000, or nothing`},
		{"a:1,Izium,settlement,37,49,,,,Izjum|de", `a.tsv:2: aliases is "Izjum|de": want text, text|lang or text|lang|kind with uk, ru or en and variant, former or colloquial`},
		{"a:1,Izium,settlement,37,49,,,,Izjum|en|old", `a.tsv:2: aliases is "Izjum|en|old": want text, text|lang or text|lang|kind with uk, ru or en and variant, former or colloquial`},
		{"a:1,Izium,settlement,37,49,,,,a|en|former|x", `a.tsv:2: aliases is "a|en|former|x": want text, text|lang or text|lang|kind with uk, ru or en and variant, former or colloquial`},
		{"a:1,Izium", `a.tsv:2: the line is "a:1\tIzium": want 9 cells parted by tabs as in the header, not 2`},
		{"a:1,Iz\xffum,settlement,37,49,,,,", `a.tsv:2: the line is "a:1\tIz�um\tsettlement\t37\t49\t\t\t\t": want UTF-8`},
		{"a:1,Iz\x07um,settlement,37,49,,,,", `a.tsv:2: the line is "a:1\tIz\aum\tsettlement\t37\t49\t\t\t\t": want text without control characters`},
	} {
		text := tsvLines(header, c.line, "a:2,Lyman,settlement,37.8,48.99,UA-14,,,")
		var names, problems []string
		for p, err := range ReadPlaces("a.tsv", strings.NewReader(text)) {
			var lineErr *LineError
			if errors.As(err, &lineErr) {
				problems = append(problems, err.Error())
			} else if err != nil {
				t.Fatalf("line %q: %v is no *LineError", c.line, err)
			} else {
				names = append(names, p.Name)
			}
		}
		if diff := cmp.Diff([]string{c.want}, problems); diff != "" {
			t.Errorf("line %q: problems (-want +got):\n%s", c.line, diff)
		}
		if diff := cmp.Diff([]string{"Lyman"}, names); diff != "" {
			t.Errorf("line %q: the lines after it (-want +got):\n%s", c.line, diff)
		}
	}
}

func TestReadPlacesBadFile(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string
	}{
		{"unknown column", tsvLines("ref,name,kind,lon,lat,height", "a:1,Izium,settlement,37,49,100"), `a.tsv:1: the name of column 6 is "height": want one of ref, name, name_uk, name_ru, kind, oblast, raion, population, lon, lat, uncertainty_m, aliases`},
		{"column twice", tsvLines("ref,name,kind,lon,lat,lat"), `a.tsv:1: the name of column 6 is "lat": want every column once`},
		{"column missing", tsvLines("ref,name,kind,lon"), `a.tsv:1: the header is "ref name kind lon": want a column lat too`},
		{"empty", "# nothing\n", `reading a.tsv: it is empty: want a line that names the columns ref, name, kind, lon, lat`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, err := range ReadPlaces("a.tsv", strings.NewReader(c.text)) {
				if err == nil {
					t.Fatal("a place was read")
				}
				got = append(got, err.Error())
			}
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
	broken := io.MultiReader(strings.NewReader(tsvLines("ref,name,kind,lon,lat", "a:1,Izium,settlement,37,49")), iotest.ErrReader(io.ErrClosedPipe))
	var last error
	n := 0
	for _, err := range ReadPlaces("a.tsv", broken) {
		last = err
		n++
	}
	if n != 2 || !errors.Is(last, io.ErrClosedPipe) {
		t.Errorf("a reader that fails after one place: %d results, the last with error %v; want 2, the last with %v", n, last, io.ErrClosedPipe)
	}
}

func placeFiles(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, name := range []string{"gazetteer.tsv", "gazetteer-manual.tsv", "raions.tsv", "regions.tsv"} {
		fsys[name] = &fstest.MapFile{Data: []byte(tsvLines("ref,name,kind,lon,lat,aliases") + files[name])}
	}
	fsys["aliases.tsv"] = &fstest.MapFile{Data: []byte(tsvLines("ref,name,alias,lang,kind,note") + files["aliases.tsv"])}
	return fsys
}

func TestLoadPlaces(t *testing.T) {
	got, err := LoadPlaces(placeFiles(map[string]string{
		"regions.tsv":          tsvLines("iso:UA-14,Donetsk Oblast,region,37.8,48,"),
		"gazetteer-manual.tsv": tsvLines("manual:x,Klishchiivka,settlement,37.96,48.53,"),
		"gazetteer.tsv":        tsvLines("geonames:2,Toretsk,settlement,37.85,48.4,", "geonames:1,Bakhmut,settlement,38,48.6,Bakhmout;Artemivsk"),
		"aliases.tsv":          tsvLines("geonames:1,Bakhmut,Артёмовск,ru,former,until 2016", "geonames:1,Bakhmut,Artemivsk,en,former,"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range got {
		names = append(names, p.Name)
	}
	if diff := cmp.Diff([]string{"Toretsk", "Bakhmut", "Klishchiivka", "Donetsk Oblast"}, names); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	want := []Alias{{"Bakhmout", "", Variant}, {"Artemivsk", "en", Former}, {"Артёмовск", "ru", Former}}
	if diff := cmp.Diff(want, got[1].Aliases); diff != "" {
		t.Errorf("aliases of Bakhmut (-want +got):\n%s", diff)
	}
}

func TestLoadPlacesErrors(t *testing.T) {
	_, err := LoadPlaces(placeFiles(map[string]string{
		"gazetteer.tsv": tsvLines("a:1,Bakhmut,settlement,38,48.6,"),
		"regions.tsv":   tsvLines("a:1,Donetsk Oblast,region,37.8,48,"),
		"aliases.tsv":   tsvLines("a:2,Bakhmut,Artemivsk,en,former,", "a:1,Bakhmout,Artemivsk,en,former,", "a:1,Bakhmut,,en,former,"),
	}))
	want := `reading places: regions.tsv:2: ref is "a:1": want a ref of its own, this one belongs to Bakhmut
aliases.tsv:2: ref is "a:2": want the ref of a place in the gazetteer
aliases.tsv:3: name is "Bakhmout": want "Bakhmut", the name of a:1
aliases.tsv:4: alias is "": want a name, with uk, ru, en or nothing as lang and variant, former, colloquial or nothing as kind`
	if err == nil || err.Error() != want {
		t.Errorf("LoadPlaces: error\n%v\nwant\n%s", err, want)
	}
	fsys := placeFiles(nil)
	delete(fsys, "regions.tsv")
	if _, err := LoadPlaces(fsys); err == nil || !strings.Contains(err.Error(), "regions.tsv") {
		t.Errorf("LoadPlaces without regions.tsv: error %v, want one that names it", err)
	}
}

func FuzzReadPlaces(f *testing.F) {
	f.Add(tsvLines("ref,name,kind,lon,lat,aliases", "a:1,Bakhmut,settlement,38,48.6,Artemivsk|en|former;b"))
	f.Add("ref\tname")
	f.Fuzz(func(t *testing.T, text string) {
		for p, err := range ReadPlaces("a.tsv", strings.NewReader(text)) {
			if err != nil {
				continue
			}
			if p.Ref == "" || p.Name == "" || !(p.Lon() >= -180 && p.Lon() <= 180) || !(p.Lat() >= -90 && p.Lat() <= 90) || p.Population < 0 || !(p.Uncertainty >= 0) {
				t.Errorf("read %+v", p)
			}
		}
	})
}
