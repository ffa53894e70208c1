package main

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"

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
		names{name: "Toretsk", uk: "Торецьк", ru: "Торецк"},
		[]string{"Toretsk", "Torets'k", "Dzerzhinsk", "Dzerzhynsk", "Dserschynsk", "TRZ", "Dzerzhyns'k", "Дзержинск", "Дзержинськ", "Торецьк", "Торэцк", "トレツク"})
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

func TestMerge(t *testing.T) {
	at := func(lon, lat float64) orb.Point { return orb.Point{lon, lat} }
	numbered := []record{
		{ref: "geonames:1", name: "Izium", point: at(37.27, 49.2), admin2: "6304"},
		{ref: "geonames:2", name: "Novhorodske", point: at(37.8, 48.3)},
	}
	anonymous := []record{
		{name: "Izyum", point: at(37.3, 49.21), country: "UA", admin1: "07", admin2: "6304"},    // the same by name, 3 km off
		{name: "Nyu-York", point: at(37.8, 48.3), country: "UA", admin1: "05", admin2: "1402"},  // the same by position
		{name: "Izyum", point: at(37.27, 49.4), country: "UA", admin1: "07", admin2: "6304"},    // 22 km off: another
		{name: "Kyivskyi", point: at(37.7, 48.05), country: "UA", admin1: "05", admin2: "1408"}, // part of a town
		{name: "Novyy Izium", point: at(37.28, 49.21), country: "UA", admin1: "07", admin2: "6304"},
	}
	joins := map[string]string{"citiesjson:UA.05.1408/Kyivskyi": "", "citiesjson:UA.07.6304/Novyy-Izium": "geonames:1"}
	got, err := merge(numbered, anonymous, joins)
	if err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, r := range got {
		refs = append(refs, r.ref)
	}
	if want := []string{"geonames:1", "geonames:2", "citiesjson:UA.07.6304/Izyum"}; !slices.Equal(refs, want) {
		t.Errorf("merge gives %q, want %q", refs, want)
	}
	if want := []string{"Izyum", "Novyy Izium"}; !slices.Equal(got[0].others, want) {
		t.Errorf("Izium has the other names %q, want %q", got[0].others, want)
	}
	if got[1].admin2 != "1402" {
		t.Errorf("the second row is in raion %q, want 1402 from the row joined to it", got[1].admin2)
	}
	if _, err := merge(numbered, nil, map[string]string{"geonames:9": ""}); err == nil {
		t.Error("a join of a row that is not there passes, want an error")
	}
}
