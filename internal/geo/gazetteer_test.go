package geo

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// fewPlaces are real places whose names try what the index does.
var fewPlaces = []Place{
	{Ref: "kupiansk", Name: "Kupiansk", NameUk: "Куп'янськ", NameRu: "Купянск", Kind: Settlement, Oblast: "UA-63", Population: 27169, Point: orb.Point{37.616, 49.714}},
	{Ref: "vuzlovyi", Name: "Kupiansk-Vuzlovyi", NameUk: "Куп'янськ-Вузловий", NameRu: "Купянск-Узловой", Kind: Settlement, Oblast: "UA-63", Population: 8397, Point: orb.Point{37.645, 49.652}},
	{Ref: "kharkiv", Name: "Kharkiv", NameUk: "Харків", NameRu: "Харьков", Aliases: []Alias{{"Kharkov", "en", Variant}}, Kind: Settlement, Oblast: "UA-63", Population: 1421125, Point: orb.Point{36.232, 49.993}},
	{
		Ref: "iso:UA-63", Name: "Kharkiv Oblast", NameUk: "Харківська область", NameRu: "Харьковская область",
		Aliases: []Alias{{"Kharkiv region", "en", Variant}, {"Харківщина", "uk", Colloquial}}, Kind: Region, Oblast: "UA-63", Point: orb.Point{36.5, 49.6},
	},
	{Ref: "bakhmut", Name: "Bakhmut", NameUk: "Бахмут", NameRu: "Бахмут", Aliases: []Alias{{"Артемівськ", "uk", Former}, {"Артёмовск", "ru", Former}}, Kind: Settlement, Oblast: "UA-14", Population: 71094, Point: orb.Point{38.003, 48.595}},
	{Ref: "kakhovka", Name: "Kakhovka", NameUk: "Каховка", NameRu: "Каховка", Kind: Settlement, Oblast: "UA-65", Population: 35400, Point: orb.Point{33.485, 46.814}},
	{Ref: "nova-kakhovka", Name: "Nova Kakhovka", NameUk: "Нова Каховка", NameRu: "Новая Каховка", Kind: Settlement, Oblast: "UA-65", Population: 45069, Point: orb.Point{33.348, 46.757}},
	{Ref: "lyman", Name: "Lyman", NameUk: "Лиман", NameRu: "Лиман", Aliases: []Alias{{"Красный Лиман", "ru", Former}, {"Красний Лиман", "uk", Former}}, Kind: Settlement, Oblast: "UA-14", Population: 20469, Point: orb.Point{37.811, 48.986}},
	{Ref: "lyman-63", Name: "Lyman", NameUk: "Лиман", NameRu: "Лиман", Kind: Settlement, Oblast: "UA-63", Population: 900, Point: orb.Point{36.49, 49.58}},
	{Ref: "ny", Name: "Niu-York", NameUk: "Нью-Йорк", NameRu: "Нью-Йорк", Kind: Settlement, Oblast: "UA-14", Population: 9735, Point: orb.Point{37.835, 48.332}},
	{Ref: "marinka", Name: "Marinka", NameUk: "Мар'їнка", NameRu: "Марьинка", Kind: Settlement, Oblast: "UA-14", Population: 9089, Point: orb.Point{37.505, 47.942}},
	{Ref: "kyiv", Name: "Kyiv", NameUk: "Київ", NameRu: "Киев", Kind: Settlement, Oblast: "UA-30", Population: 2952301, Point: orb.Point{30.524, 50.45}},
	{Ref: "izium", Name: "Izium", NameUk: "Ізюм", NameRu: "Изюм", Kind: Settlement, Oblast: "UA-63", Population: 45884, Point: orb.Point{37.257, 49.209}},
	{Ref: "snake", Name: "Snake Island", NameUk: "острів Зміїний", NameRu: "остров Змеиный", Kind: Island, Oblast: "UA-51", Point: orb.Point{30.205, 45.255}},
	{Ref: "bar", Name: "Bar", NameUk: "Бар", NameRu: "Бар", Kind: Settlement, Oblast: "UA-05", Population: 15000, Point: orb.Point{27.68, 49.08}},
	{Ref: "vuhledar", Name: "Vuhledar", Kind: Settlement, Oblast: "UA-14", Population: 14144, Point: orb.Point{37.248, 47.781}},
	{Ref: "balakliia", Name: "Balakliia", NameUk: "Балаклія", NameRu: "Балаклея", Kind: Settlement, Oblast: "UA-63", Population: 26921, Point: orb.Point{36.86, 49.463}},
	{Ref: "veselka", Name: "Veselka", Kind: Settlement, Oblast: "UA-63", Population: 100, Point: orb.Point{36.9, 49.9}},
	{Ref: "rostov", Name: "Rostov-on-Don", NameRu: "Ростов-на-Дону", Kind: Settlement, Oblast: "RU-ROS", Population: 1142162, Point: orb.Point{39.7, 47.24}},
}

func newGazetteer(t testing.TB, places ...Place) *Gazetteer {
	t.Helper()
	g, err := NewGazetteer(all(places))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNewGazetteer(t *testing.T) {
	g := newGazetteer(t, Place{Name: "A"}, Place{ID: 2, Name: "B", Ref: "b"}, Place{Name: "C"}, Place{ID: 7, Name: "D"}, Place{Name: "E"})
	var got []string
	for p := range g.Places() {
		got = append(got, fmt.Sprintf("%d %s", p.ID, p.Name))
	}
	if want := []string{"1 A", "2 B", "3 C", "4 E", "7 D"}; !slices.Equal(got, want) {
		t.Errorf("places are %q, want %q", got, want)
	}
	if g.Len() != 5 {
		t.Errorf("Len is %d, want 5", g.Len())
	}
	if p, ok := g.Place(4); !ok || p.Name != "E" {
		t.Errorf("Place(4) is %v, %v", p, ok)
	}
	if p, ok := g.Place(5); ok {
		t.Errorf("Place(5) is %v, want none", p)
	}
	if p, ok := g.ByRef("b"); !ok || p.ID != 2 {
		t.Errorf("ByRef(b) is %v, %v", p, ok)
	}
	if p, ok := g.ByRef(""); ok {
		t.Errorf("ByRef of nothing is %v, want none", p)
	}
}

func TestNewGazetteerErrors(t *testing.T) {
	broken := errors.New("line 3 is broken")
	for _, test := range []struct {
		places iter.Seq2[Place, error]
		want   string
	}{
		{func(yield func(Place, error) bool) { yield(Place{}, broken) }, "building the gazetteer: line 3 is broken"},
		{all([]Place{{ID: 3, Name: "A"}, {ID: 3, Name: "B"}}), "building the gazetteer: two places have the ID 3: every place needs its own"},
		{all([]Place{{Ref: "x", Name: "A"}, {Ref: "x", Name: "B"}}), `building the gazetteer: A and B have the same ref "x": every place needs its own`},
	} {
		g, err := NewGazetteer(test.places)
		if err == nil || err.Error() != test.want || g != nil {
			t.Errorf("got %v, %v, want the error %q", g, err, test.want)
		}
	}
}

// refs writes candidates as "ref/how".
func refs(candidates []Candidate) string {
	var out []string
	for _, c := range candidates {
		out = append(out, c.Place.Ref+"/"+c.How.String())
	}
	return strings.Join(out, " ")
}

func TestLookup(t *testing.T) {
	g := newGazetteer(t, fewPlaces...)
	for _, test := range []struct{ name, want string }{
		{"Kupiansk", "kupiansk/exact"},
		{"KUPIANSK", "kupiansk/exact"},
		{"kupiansk", "kupiansk/exact"},
		{"Куп'янськ", "kupiansk/exact"},
		{"Куп’янськ", "kupiansk/exact"},
		{"Купʼянськ", "kupiansk/exact"},
		{"Купянськ", "kupiansk/exact"},
		{"Ку́п'янськ", "kupiansk/exact"},
		{"Купянск", "kupiansk/exact"},
		{"Kup’yans’k", "kupiansk/alias"},
		{"Kupyansk", "kupiansk/alias"},
		{"Kup'iansk", "kupiansk/exact"},
		{"Куп'янську", "kupiansk/inflected"},
		{"Купянском", "kupiansk/inflected"},
		{"Kupjansk", "kupiansk/folded"},
		{"Kupiansk Vuzlovyi", "vuzlovyi/exact"},
		{"Куп’янськ–Вузловий", "vuzlovyi/exact"},
		{"Куп'янську-Вузловому", "vuzlovyi/inflected"},
		{"Kharkov", "kharkiv/alias"},
		{"Харьков", "kharkiv/exact"},
		{"Харкові", "kharkiv/inflected"},
		{"Харкiв", "kharkiv/folded"}, // with a Latin i
		{"Kharkiv region", "iso:UA-63/alias"},
		{"Kharkivshchyna", "iso:UA-63/alias"},
		{"Харківській області", "iso:UA-63/inflected"},
		{"на Харківщині", ""},
		{"Харківщині", "iso:UA-63/inflected"},
		{"Lyman", "lyman/exact lyman-63/exact"},
		{"Лимана", "lyman/inflected lyman-63/inflected"},
		{"Красного Лиману", "lyman/inflected"},
		{"Krasnyi Lyman", "lyman/alias"},
		{"Artyomovsk", "bakhmut/alias"},
		{"Артемовск", "bakhmut/alias"},
		{"Артемівську", "bakhmut/inflected"},
		{"Bakhmut’s", "bakhmut/exact"},
		{"Bahmut", "bakhmut/folded"},
		{"Mariinka", "marinka/folded"},
		{"Maryinka", "marinka/alias"},
		{"Balaklyia", "balakliia/folded"},
		{"Вугледара", "vuhledar/folded"},
		{"Barr", ""}, // folded keys of three letters do not count
		{"острова Змеиный", "snake/inflected"},
		{"Nova", ""},
		{"", ""},
		{"Нова Каховка ", "nova-kakhovka/exact"},
	} {
		if got := refs(g.Lookup(test.name)); got != test.want {
			t.Errorf("Lookup(%q) is %q, want %q", test.name, got, test.want)
		}
	}
}

func TestNear(t *testing.T) {
	g := newGazetteer(t, fewPlaces...)
	kupiansk, _ := g.ByRef("kupiansk")
	var got []string
	for _, p := range g.Near(kupiansk.Point, 62_000) {
		got = append(got, p.Ref)
	}
	if want := "kupiansk vuzlovyi veselka balakliia izium"; strings.Join(got, " ") != want {
		t.Errorf("Near finds %q, want %q", got, want)
	}
	// As a search of every place finds.
	for _, radius := range []Metres{0, 1, 5_000, 50_000, 500_000, 30_000_000} {
		want := 0
		for p := range g.Places() {
			if Distance(kupiansk.Point, p.Point) <= radius {
				want++
			}
		}
		if got := len(g.Near(kupiansk.Point, radius)); got != want {
			t.Errorf("Near finds %d places within %.0f m, want %d", got, float64(radius), want)
		}
	}
}

func TestDistance(t *testing.T) {
	kyiv, kharkiv := orb.Point{30.524, 50.45}, orb.Point{36.232, 49.993}
	if d := Distance(kyiv, kharkiv); d < 408_000 || d > 412_000 {
		t.Errorf("Kyiv to Kharkiv is %.0f m, want about 410 km", float64(d))
	}
}

func TestFingerprint(t *testing.T) {
	sum := newGazetteer(t, fewPlaces...).Fingerprint()
	if again := newGazetteer(t, fewPlaces...).Fingerprint(); again != sum {
		t.Errorf("the same places give %s and %s", sum, again)
	}
	seen := map[string]string{sum: "nothing"}
	for name, change := range map[string]func(*Place){
		"ID":          func(p *Place) { p.ID = 99 },
		"Ref":         func(p *Place) { p.Ref = "other" },
		"Name":        func(p *Place) { p.Name = "Other" },
		"NameUk":      func(p *Place) { p.NameUk = "Інша" },
		"NameRu":      func(p *Place) { p.NameRu = "Другая" },
		"Aliases":     func(p *Place) { p.Aliases = []Alias{{"Another", "en", Variant}} },
		"alias kind":  func(p *Place) { p.Aliases = []Alias{{"Another", "en", Former}} },
		"Kind":        func(p *Place) { p.Kind = Island },
		"Oblast":      func(p *Place) { p.Oblast = "UA-09" },
		"Raion":       func(p *Place) { p.Raion = "Kupianskyi" },
		"Population":  func(p *Place) { p.Population++ },
		"Point":       func(p *Place) { p.Point[0] += 0.01 },
		"Uncertainty": func(p *Place) { p.Uncertainty = 1 },
	} {
		places := slices.Clone(fewPlaces)
		change(&places[0])
		got := newGazetteer(t, places...).Fingerprint()
		if other, ok := seen[got]; ok {
			t.Errorf("a change of %s gives the same fingerprint as one of %s", name, other)
		}
		seen[got] = name
	}
}
