package main

import (
	"slices"
	"testing"

	"retaken/internal/geo"
)

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
		if uk, ru := choose(c.latin, c.others); uk != c.uk || ru != c.ru {
			t.Errorf("choose(%q, %q) = %q, %q, want %q, %q", c.latin, c.others, uk, ru, c.uk, c.ru)
		}
	}
}

func TestAliases(t *testing.T) {
	got := aliases(
		&geo.Place{Name: "Toretsk", NameUk: "Торецьк", NameRu: "Торецк"},
		[]string{"Toretsk", "Torets'k", "Dzerzhinsk", "Dzerzhynsk", "Dserschynsk", "TRZ", "Dzerzhyns'k", "Дзержинск", "Дзержинськ", "Торецьк", "Торэцк", "トレツク", "Торецкий район"})
	want := []geo.Alias{
		{Text: "Dzerzhinsk", Kind: geo.Variant}, // the others fold to the same key
		{Text: "Дзержинск", Lang: "ru", Kind: geo.Variant}, {Text: "Дзержинськ", Lang: "uk", Kind: geo.Variant},
	}
	if !slices.Equal(got, want) {
		t.Errorf("aliases of Toretsk = %v, want %v", got, want)
	}
}

func TestNormalise(t *testing.T) {
	for latin, want := range map[string]string{
		"Mykhaylivka": "Mykhailivka", "Mykolayivka": "Mykolaivka", "Mar'yinka": "Marinka", "Lyubymivka": "Liubymivka",
		"Kamyanske": "Kamianske", "Nyzhnohirskyy": "Nyzhnohirskyi", "Yampil’": "Yampil", "Izyum": "Izium", "Kyiv": "Kyiv",
	} {
		if got := normalise(latin); got != want {
			t.Errorf("normalise(%q) = %q, want %q", latin, got, want)
		}
	}
}

func TestVocabulary(t *testing.T) {
	v := vocabulary{}
	for range 9 {
		v.learn("Нова Балка", "Новая Балка")
		v.learn("Новоселівка", "Новоселовка")
	}
	v.learn("Новоселівка", "Новосёловка")
	v.learn("Балка", "Балька")
	v.learn("Гора", "Гора")
	v.learn("Гора", "Горка")
	v.learn("Три Слова Тут", "Два Слова")
	for name, want := range map[string]string{
		"Нова Новоселівка": "Новая Новосёловка", // nine in ten without ё still means ё
		"Нова-Балка":       "Новая-Балка",
		"Гора":             "", // as often the one as the other
		"Слова":            "",
		"Нова Хата":        "",
	} {
		if got := v.say(name); got != want {
			t.Errorf("say(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	records := []record{
		{ref: "geonames:1", name: "Izium", others: []string{"Izyum"}},
		{ref: "geonames:2", name: "Kyivskyi"},
		{ref: "geonames:3", name: "Iziumske", others: []string{"Изюмское"}},
	}
	got, err := join(records, map[string]string{"geonames:2": "", "geonames:3": "geonames:1"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].ref != "geonames:1" || !slices.Equal(got[0].newer, []string{"Iziumske", "Изюмское"}) {
		t.Errorf("join gives %+v, want Izium with the names of the row that is joined to it", got)
	}
	for _, joins := range []map[string]string{{"geonames:9": ""}, {"geonames:1": "geonames:9"}} {
		if _, err := join(got, joins); err == nil {
			t.Errorf("a join of rows that are not there passes: %v", joins)
		}
	}
}
