package data_test

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing"

	"retaken/data"
	"retaken/internal/geo"
)

var places = sync.OnceValues(func() ([]geo.Place, error) { return geo.LoadPlaces(data.FS) })

func load(t *testing.T) []geo.Place {
	t.Helper()
	all, err := places()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestCounts holds what is shipped against what the gazetteer promises.
func TestCounts(t *testing.T) {
	var ukrainian, manual, former int
	for _, p := range load(t) {
		if p.Kind == geo.Settlement && strings.HasPrefix(p.Oblast, "UA-") {
			ukrainian++
		}
		if strings.HasPrefix(p.Ref, "manual:") {
			manual++
		}
		for _, a := range p.Aliases {
			if a.Kind == geo.Former {
				former++
			}
		}
	}
	for _, c := range []struct {
		what       string
		got, floor int
	}{
		{"settlements in Ukraine", ukrainian, 8200},
		{"places entered by hand", manual, 900},
		{"former names", former, 100},
	} {
		if c.got < c.floor {
			t.Errorf("%d %s, want %d at least", c.got, c.what, c.floor)
		}
		t.Logf("%s: %d", c.what, c.got)
	}
}

// TestRegions makes sure that every first-level unit of Ukraine is there, once, under its ISO code.
func TestRegions(t *testing.T) {
	const codes = "UA-05 UA-07 UA-09 UA-12 UA-14 UA-18 UA-21 UA-23 UA-26 UA-30 UA-32 UA-35 UA-40 UA-43 UA-46 UA-48 " +
		"UA-51 UA-53 UA-56 UA-59 UA-61 UA-63 UA-65 UA-68 UA-71 UA-74 UA-77"
	var got []string
	for _, p := range load(t) {
		if code, ok := strings.CutPrefix(p.Ref, "iso:UA-"); ok {
			got = append(got, "UA-"+code)
			if p.Kind != geo.Region || p.Oblast != "UA-"+code {
				t.Errorf("%s is a %s in %q, want a region in itself", p.Ref, p.Kind, p.Oblast)
			}
		}
	}
	slices.Sort(got)
	if joined := strings.Join(got, " "); joined != codes {
		t.Errorf("regions %s\nwant    %s", joined, codes)
	}
}

// TestRaions makes sure that every raion is there once, and that settlements name theirs as the table
// spells it.
func TestRaions(t *testing.T) {
	all := load(t)
	raions := map[[2]string]geo.Place{}
	for _, p := range all {
		if p.Kind != geo.District {
			continue
		}
		uk, ok := strings.CutSuffix(p.NameUk, " район")
		if !ok || !strings.HasSuffix(p.NameRu, " район") || !strings.HasSuffix(p.Name, " Raion") || !strings.HasPrefix(p.Ref, "raion:") {
			t.Errorf("%s is called %s, %s, %s: want a raion in three languages", p.Ref, p.Name, p.NameUk, p.NameRu)
		}
		key := [2]string{p.Oblast, geo.RomaniseUkrainian(uk)}
		if other, ok := raions[key]; ok {
			t.Errorf("%s and %s are both %s in %s", p.Ref, other.Ref, p.NameUk, p.Oblast)
		}
		raions[key] = p
	}
	if len(raions) != 136 {
		t.Errorf("%d raions, want 136", len(raions))
	}
	without := 0
	for _, p := range all {
		if p.Kind != geo.Settlement || !strings.HasPrefix(p.Oblast, "UA-") || p.Oblast == "UA-30" || p.Oblast == "UA-40" {
			continue
		}
		raion, ok := raions[[2]string{p.Oblast, p.Raion}]
		switch {
		case p.Raion == "":
			without++
		case !ok:
			t.Errorf("%s (%s) lies in the raion %q of %s, which the table lacks", p.Ref, p.Name, p.Raion, p.Oblast)
		case geo.Distance(p.Point, raion.Point) > 110_000:
			t.Errorf("%s (%s) lies %.0f km from the middle of %s", p.Ref, p.Name, geo.Distance(p.Point, raion.Point)/1000, raion.Name)
		}
	}
	if without > 10 {
		t.Errorf("%d settlements without a raion, want 10 at most", without)
	}
}

// TestFrontNames makes sure that places near the front, on either side of the border, can be found in
// Ukrainian and in Russian texts.
func TestFrontNames(t *testing.T) {
	const oblasts = "UA-09 UA-14 UA-23 UA-32 UA-59 UA-63 UA-65 UA-74 RU-BEL RU-BRY RU-KRS"
	for _, p := range load(t) {
		if p.Kind == geo.Settlement && p.Oblast != "" && strings.Contains(oblasts, p.Oblast) && (p.NameUk == "" || p.NameRu == "") {
			t.Errorf("%s (%s) in %s is called %q in Ukrainian and %q in Russian", p.Ref, p.Name, p.Oblast, p.NameUk, p.NameRu)
		}
	}
}

// TestNamesOfRegions looks up what news calls regions and raions, in other cases than the nominative.
func TestNamesOfRegions(t *testing.T) {
	g, err := geo.NewGazetteer(func(yield func(geo.Place, error) bool) {
		for _, p := range load(t) {
			if !yield(p, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, ref := range map[string]string{
		"Ізюмському районі": "raion:izium-63", "Изюмского района": "raion:izium-63", "Kupiansk district": "raion:kupiansk-63",
		"Iziumskyi raion": "raion:izium-63", "Kupyansky district": "raion:kupiansk-63", "Sievierodonetsk Raion": "raion:siverskodonetsk-09",
		"Новомосковського району": "raion:samar-12", "Кам'янського району": "raion:kamianske-12", "Сумского района": "raion:sumy-59",
		"left-bank Kherson region": "region:left-bank-kherson", "лівобережжі Херсонщини": "region:left-bank-kherson",
		"левобережья Херсонской области": "region:left-bank-kherson", "правому березі Херсонщини": "region:right-bank-kherson",
		"Донбасі": "region:donbas", "Слобожанщине": "region:slobozhanshchyna", "Приазов'ї": "region:pryazovia", "Полесье": "region:polissia",
		"Вінниччини": "iso:UA-05", "Волині": "iso:UA-07", "Луганщини": "iso:UA-09", "Луганщине": "iso:UA-09", "Дніпропетровщині": "iso:UA-12",
		"Днепропетровщины": "iso:UA-12", "Донеччині": "iso:UA-14", "Донетчине": "iso:UA-14", "Житомирщині": "iso:UA-18", "Закарпатті": "iso:UA-21",
		"Запоріжчині": "iso:UA-23", "Прикарпатті": "iso:UA-26", "Київщині": "iso:UA-32", "Киевщине": "iso:UA-32", "Кіровоградщині": "iso:UA-35",
		"Львівщині": "iso:UA-46", "Миколаївщині": "iso:UA-48", "Николаевщине": "iso:UA-48", "Одещині": "iso:UA-51", "Полтавщине": "iso:UA-53",
		"Рівненщині": "iso:UA-56", "Сумщині": "iso:UA-59", "Сумщине": "iso:UA-59", "Тернопільщині": "iso:UA-61", "Харківщині": "iso:UA-63",
		"Харьковщине": "iso:UA-63", "Херсонщині": "iso:UA-65", "Херсонщине": "iso:UA-65", "Хмельниччині": "iso:UA-68", "Черкащині": "iso:UA-71",
		"Чернігівщині": "iso:UA-74", "Черниговщине": "iso:UA-74", "Буковині": "iso:UA-77", "Чернівеччині": "iso:UA-77",
		"Курщині": "iso:RU-KRS", "Курщине": "iso:RU-KRS", "Білгородщині": "iso:RU-BEL", "Белгородщине": "iso:RU-BEL", "Брянщине": "iso:RU-BRY",
	} {
		if found := g.Lookup(name); len(found) == 0 || found[0].Place.Ref != ref {
			t.Errorf("%s means %v, want %s first", name, found, ref)
		}
	}
}

// TestKnownPlaces looks up names that must come out right.
func TestKnownPlaces(t *testing.T) {
	all := load(t)
	for _, c := range []struct{ name, uk, ru, oblast string }{
		{"Kyiv", "Київ", "Киев", "UA-30"},
		{"Kharkiv", "Харків", "Харьков", "UA-63"},
		{"Izium", "Ізюм", "Изюм", "UA-63"},
		{"Kupiansk", "Куп'янськ", "Купянск", "UA-63"},
		{"Balakliia", "Балаклія", "Балаклея", "UA-63"},
		{"Vovchansk", "Вовчанськ", "Волчанск", "UA-63"},
		{"Kozacha Lopan", "Козача Лопань", "Казачья Лопань", "UA-63"},
		{"Lyman", "Лиман", "Лиман", "UA-14"},
		{"Bakhmut", "Бахмут", "Бахмут", "UA-14"},
		{"Toretsk", "Торецьк", "Торецк", "UA-14"},
		{"Pokrovsk", "Покровськ", "Покровск", "UA-14"},
		{"Niu-York", "Нью-Йорк", "Нью-Йорк", "UA-14"},
		{"Sloviansk", "Слов'янськ", "Славянск", "UA-14"},
		{"Mariupol", "Маріуполь", "Мариуполь", "UA-14"},
		{"Velyka Novosilka", "Велика Новосілка", "Великая Новосёлка", "UA-14"},
		{"Selydove", "Селидове", "Селидово", "UA-14"},
		{"Kurakhove", "Курахове", "Курахово", "UA-14"},
		{"Vuhledar", "Вугледар", "Угледар", "UA-14"},
		{"Hirnyk", "Гірник", "Горняк", "UA-14"},
		{"Kostiantynivka", "Костянтинівка", "Константиновка", "UA-14"},
		{"Klishchiivka", "Кліщіївка", "Клещеевка", "UA-14"},
		{"Sievierodonetsk", "Сєвєродонецьк", "Северодонецк", "UA-09"},
		{"Zaporizhzhia", "Запоріжжя", "Запорожье", "UA-23"},
		{"Enerhodar", "Енергодар", "Энергодар", "UA-23"},
		{"Robotyne", "Роботине", "Работино", "UA-23"},
		{"Kherson", "Херсон", "Херсон", "UA-65"},
		{"Nova Kakhovka", "Нова Каховка", "Новая Каховка", "UA-65"},
		{"Krynky", "Кринки", "Крынки", "UA-65"},
		{"Irpin", "Ірпінь", "Ирпень", "UA-32"},
		{"Moshchun", "Мощун", "Мощун", "UA-32"},
		{"Dnipro", "Дніпро", "Днепр", "UA-12"},
		{"Odesa", "Одеса", "Одесса", "UA-51"},
		{"Mykolaiv", "Миколаїв", "Николаев", "UA-48"},
		{"Chernihiv", "Чернігів", "Чернигов", "UA-74"},
		{"Trostianets", "Тростянець", "Тростянец", "UA-59"},
		{"Yevpatoriia", "Євпаторія", "Евпатория", "UA-43"},
		{"Simferopol", "Сімферополь", "Симферополь", "UA-43"},
		{"Sevastopol", "Севастополь", "Севастополь", "UA-40"},
		{"Sudzha", "", "Суджа", "RU-KRS"},
		{"Grayvoron", "", "Грайворон", "RU-BEL"},
		{"Belgorod", "", "Белгород", "RU-BEL"},
		{"Moscow", "Москва", "Москва", "RU-MOW"},
	} {
		found := slices.ContainsFunc(all, func(p geo.Place) bool {
			return p.Kind == geo.Settlement && p.Name == c.name && p.Oblast == c.oblast && p.NameRu == c.ru && (c.uk == "" || p.NameUk == c.uk)
		})
		if !found {
			t.Errorf("no %s (%s, %s) in %s", c.name, c.uk, c.ru, c.oblast)
		}
	}
}

// TestRomanised compares canonical names in Ukraine with what resolution 55 makes of the Ukrainian ones.
func TestRomanised(t *testing.T) {
	for _, p := range load(t) {
		if p.Kind != geo.Settlement || !strings.HasPrefix(p.Oblast, "UA-") || p.NameUk == "" {
			continue
		}
		if want := geo.RomaniseUkrainian(p.NameUk); p.Name != want {
			t.Errorf("%s: %s is called %q, want %q", p.Ref, p.NameUk, p.Name, want)
		}
	}
}

// TestAliases makes sure that every alias adds a name.
func TestAliases(t *testing.T) {
	for _, p := range load(t) {
		seen := map[string]bool{p.Name: true, p.NameUk: true, p.NameRu: true}
		for _, a := range p.Aliases {
			if seen[a.Text] {
				t.Errorf("%s (%s): %q is there twice", p.Ref, p.Name, a.Text)
			}
			seen[a.Text] = true
			if strings.ContainsAny(a.Text, "|;\t") || strings.TrimSpace(a.Text) != a.Text {
				t.Errorf("%s (%s): %q is no name", p.Ref, p.Name, a.Text)
			}
		}
	}
}

// TestOrder keeps the generated table sorted, so that a diff shows what changed.
func TestOrder(t *testing.T) {
	f, err := data.FS.Open("gazetteer.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var last geo.Place
	for p, err := range geo.ReadPlaces("gazetteer.tsv", f) {
		if err != nil {
			t.Fatal(err)
		}
		if cmp.Or(cmp.Compare(last.Oblast, p.Oblast), cmp.Compare(last.Name, p.Name), cmp.Compare(last.Ref, p.Ref)) >= 0 {
			t.Errorf("%s (%s, %s) stands after %s (%s, %s)", p.Ref, p.Oblast, p.Name, last.Ref, last.Oblast, last.Name)
		}
		last = p
	}
}

func BenchmarkLoadPlaces(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := geo.LoadPlaces(data.FS); err != nil {
			b.Fatal(err)
		}
	}
}
