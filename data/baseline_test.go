package data_test

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"retaken/data"
	"retaken/internal/geo"
)

// occupiedRaions are those beyond the line of contact of 2022, as places spell them.
const occupiedRaions = "Donetskyi Horlivskyi Kalmiuskyi Alchevskyi Dovzhanskyi Luhanskyi Rovenkivskyi"

func loadBaseline(t *testing.T) *geo.Baseline {
	t.Helper()
	b, err := geo.LoadBaseline(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// baselineRow is a line of baseline.tsv as it stands there.
type baselineRow struct{ scope, key, name, holder, source, note string }

func baselineRows(t *testing.T) []baselineRow {
	t.Helper()
	f, err := data.FS.Open("baseline.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []baselineRow
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if c := strings.Split(lines.Text(), "\t"); len(c) == 6 && c[0] != "scope" && c[0][0] != '#' {
			rows = append(rows, baselineRow{c[0], c[1], c[2], c[3], c[4], c[5]})
		}
	}
	if len(rows) < 150 {
		t.Fatalf("%d rows, want 150 at least", len(rows))
	}
	return rows
}

// TestBaselineRows looks up what every row stands for, and refuses rows that change nothing.
func TestBaselineRows(t *testing.T) {
	byRef := map[string]geo.Place{}
	spelt := map[string]string{} // "UA-14/Horlivskyi": the name of that raion
	for _, p := range load(t) {
		byRef[p.Ref] = p
		if p.Kind == geo.District {
			spelt[p.Oblast+"/"+geo.RomaniseUkrainian(strings.TrimSuffix(p.NameUk, " район"))] = p.Name
		}
	}
	explained, err := os.ReadFile("SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range baselineRows(t) {
		name := r.name
		switch r.scope {
		case "oblast":
			name = byRef["iso:"+r.key].Name
		case "raion":
			name = spelt[r.key]
			if oblast, raion, _ := strings.Cut(r.key, "/"); !slices.ContainsFunc(load(t), func(p geo.Place) bool {
				return p.Kind == geo.Settlement && p.Oblast == oblast && p.Raion == raion
			}) {
				t.Errorf("no settlement lies in %s", r.key)
			}
		case "place":
			p, ok := byRef[r.key]
			name = p.Name
			if !ok {
				t.Errorf("no place has the ref %s (%s)", r.key, r.name)
			}
			coarser := p.Oblast == "UA-43" || p.Oblast == "UA-40" || p.Raion != "" && strings.Contains(occupiedRaions, p.Raion)
			if covered := p.Kind == geo.Settlement || p.Kind == geo.Facility || p.Kind == geo.Island; covered && coarser && r.holder == "RU" {
				t.Errorf("%s (%s): its raion or oblast says the same", r.key, r.name)
			}
		}
		if name != r.name {
			t.Errorf("%s %s is called %q, the row says %q", r.scope, r.key, name, r.name)
		}
		if !strings.Contains(string(explained), "| `"+r.source+"` |") {
			t.Errorf("%s %s rests on %q, which SOURCES.md does not explain", r.scope, r.key, r.source)
		}
	}
}

// TestBaselineKnownPlaces names places whose side is beyond doubt, by ref where the other side held a namesake.
func TestBaselineKnownPlaces(t *testing.T) {
	b := loadBaseline(t)
	all := load(t)
	const (
		occupied = "UA-43 Simferopol, Kerch, Yalta, Yevpatoriia, Feodosiia, Dzhankoi, Armiansk, Yany Kapu, Bakhchysarai, Sudak, Saky, Bilohirsk; UA-40 Sevastopol, Inkerman; " +
			"UA-14 Donetsk, Makiivka, Horlivka, Yenakiieve, Khartsyzk, Debaltseve, Vuhlehirsk, Yasynuvata, Dokuchaievsk, Olenivka, Starobesheve, Boikivske, Novoazovsk, Bezimenne, Siedove, Kalmiuske, " +
			"Amvrosiivka, Ilovaisk, Snizhne, Chystiakove, Shakhtarsk, Khrestivka, Zhdanivka, Zuhres, Spartak, Staromykhailivka, Holmivskyi, geonames:698006, Pikuzy, Dolomitne, Starolaspa, Donetsk Airport; " +
			"UA-09 Luhansk, Alchevsk, Kadiivka, Pervomaisk, geonames:705809, Brianka, Perevalsk, Zymohiria, Slovianoserbsk, Lutuhyne, Sorokyne, Dovzhansk, Rovenky, Khrustalnyi, Antratsyt, Irmino, " +
			"Kalynove, Donetskyi, Sentianivka, Zholobok, Sokilnyky, Vesela Hora, Molodohvardiisk, Luhansk Airport"
		held = "UA-14 Mariupol, Volnovakha, Vuhledar, Bakhmut, Kramatorsk, Sloviansk, Lyman, Pokrovsk, Kostiantynivka, Chasiv Yar, Soledar, Shyrokyne, Sartana, Talakivka, Hnutove, Pavlopil, Chermalyk, " +
			"Hranitne, Starohnativka, Bohdanivka, Novotroitske, Slavne, Marinka, Krasnohorivka, Pisky, Opytne, Avdiivka, Ocheretyne, Niu-York, Toretsk, Zalizne, Shumy, Travneve, Hladosove, Novoluhanske, " +
			"Svitlodarsk, Luhanske, Myronivskyi, Rozsadky, Azovstal; " +
			"UA-09 Sievierodonetsk, Lysychansk, Rubizhne, Kreminna, Svatove, Starobilsk, Popasna, Zolote, Hirske, manual:katerynivka-09, Novotoshkivske, Krymske, Troitske, Trokhizbenka, Shchastia, Stanytsia Luhanska, Novoaidar, Syze; " +
			"UA-65 Kherson, Henichesk, Chonhar, Kalanchak, Strilkove, Nova Kakhovka; UA-23 Melitopol, Berdiansk, Enerhodar; UA-63 Izium, Kupiansk; UA-30 Kyiv"
	)
	for _, c := range []struct {
		holder geo.Holder
		places string
	}{{geo.HeldByRussia, occupied}, {geo.HeldByUkraine, held}} {
		for group := range strings.SplitSeq(c.places, "; ") {
			oblast, names, _ := strings.Cut(group, " ")
			for name := range strings.SplitSeq(names, ", ") {
				found := false
				for _, p := range all {
					if p.Oblast == oblast && (p.Name == name || p.Ref == name) && (p.Kind == geo.Settlement || p.Kind == geo.Facility) {
						found = true
						if got := b.Start(p).Holder; got != c.holder {
							t.Errorf("%s (%s) in %s is held by %s, want %s", p.Name, p.Ref, oblast, got, c.holder)
						}
					}
				}
				if !found {
					t.Errorf("no %s in %s", name, oblast)
				}
			}
		}
	}
}

// TestBaselineGeometry compares rows and raions with the area, of which they know nothing: what is held by
// Russia lies in it, all else outside, and a place that no row names does not lie so near its edge that nothing is
// known of it.
func TestBaselineGeometry(t *testing.T) {
	b := loadBaseline(t)
	var area []geo.Place
	for _, r := range baselineRows(t) {
		if r.scope == "area" {
			var p geo.Place
			if _, err := fmt.Sscanf(r.key, "%g,%g", &p.Point[0], &p.Point[1]); err != nil {
				t.Fatal(err)
			}
			area = append(area, p)
		}
	}
	inside := func(p geo.Place) bool {
		in := false
		for i, a := range area {
			c := area[(i+1)%len(area)]
			if (a.Lat() > p.Lat()) != (c.Lat() > p.Lat()) &&
				p.Lon() < (c.Lon()-a.Lon())*(p.Lat()-a.Lat())/(c.Lat()-a.Lat())+a.Lon() {
				in = !in
			}
		}
		return in
	}
	rows := map[string]bool{}
	for _, r := range baselineRows(t) {
		rows[r.key] = true
	}
	checked := 0
	for _, p := range load(t) {
		if p.Kind != geo.Settlement && p.Kind != geo.Facility || p.Oblast != "UA-14" && p.Oblast != "UA-09" {
			continue
		}
		checked++
		start := b.Start(p)
		switch {
		case (start.Holder == geo.HeldByRussia) != inside(p) && (start.Holder == geo.HeldByRussia || start.Holder == geo.HeldByUkraine):
			t.Errorf("%s (%s) at %v is held by %s: in the area %t", p.Ref, p.Name, p.Point, start.Holder, inside(p))
		case start.Holder != geo.HeldByRussia && start.Holder != geo.HeldByUkraine && !rows[p.Ref]:
			t.Errorf("%s (%s) at %v is too near the line of contact to go without a row", p.Ref, p.Name, p.Point)
		}
	}
	if checked < 1200 {
		t.Errorf("%d places compared, want 1200 at least", checked)
	}
}

// TestBaselineAreaAlone makes sure that the area by itself gives the same answer as rows and raions, as it has
// to for places from elsewhere, which come without a raion and under another ref: the other side never, no answer for
// few.
func TestBaselineAreaAlone(t *testing.T) {
	b := loadBaseline(t)
	same, silent := 0, 0
	for _, p := range load(t) {
		if p.Kind != geo.Settlement || p.Oblast != "UA-14" && p.Oblast != "UA-09" {
			continue
		}
		foreign := p
		foreign.Ref, foreign.Raion = "elsewhere:1", ""
		switch want, got := b.Start(p).Holder, b.Start(foreign).Holder; got {
		case want:
			same++
		case geo.HolderUnknown:
			silent++
		default:
			t.Errorf("%s (%s) at %v is held by %s, and by %s going by its position alone", p.Ref, p.Name, p.Point, want, got)
		}
	}
	if silent > 80 || same < 1100 {
		t.Errorf("%d places alike and %d without an answer, want 1100 at least and 80 at most", same, silent)
	}
	t.Logf("%d alike, %d without an answer", same, silent)
}

// TestBaselineFronts holds the area against the places where changes of control were reported since, none of
// which had been occupied before.
func TestBaselineFronts(t *testing.T) {
	b := loadBaseline(t)
	fronts, err := geo.LoadFronts(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fronts {
		if start := b.Start(geo.Place{Kind: geo.Settlement, Oblast: "UA-14", Point: f.Point}); start.Holder == geo.HeldByRussia {
			t.Errorf("the front at %v of %s lies in the area that was occupied before", f.Point, f.Since.Format("2006-01-02"))
		}
	}
}

// TestBaselineCounts tells what becomes of the gazetteer.
func TestBaselineCounts(t *testing.T) {
	b := loadBaseline(t)
	counts := map[string]int{}
	for _, p := range load(t) {
		start := b.Start(p)
		counts[fmt.Sprintf("%s %s %s", p.Kind, start.Footing, start.Holder)]++
		if p.Kind == geo.Settlement && p.Oblast != "" && start.Holder == geo.HolderUnknown && start.Footing != geo.OnBaseline {
			t.Errorf("nothing is known of %s (%s) in %s", p.Ref, p.Name, p.Oblast)
		}
	}
	for _, c := range []struct {
		what      string
		low, high int
	}{
		{"settlement baseline RU", 720, 760},
		{"settlement baseline UA", 95, 115},
		{"settlement baseline contested", 2, 2},
		{"settlement baseline unknown", 2, 2},
	} {
		if n := counts[c.what]; n < c.low || n > c.high {
			t.Errorf("%s: %d, want %d to %d", c.what, n, c.low, c.high)
		}
	}
	var lines []string
	for what, n := range counts {
		lines = append(lines, fmt.Sprintf("%s: %d", what, n))
	}
	slices.SortFunc(lines, cmp.Compare[string])
	t.Logf("by kind, footing and holder:\n%s", strings.Join(lines, "\n"))
}
