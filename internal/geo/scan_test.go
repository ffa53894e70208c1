package geo

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestScan(t *testing.T) {
	g := newGazetteer(t, fewPlaces...)
	for _, test := range []struct {
		text string
		want string // surfaces with their first candidate
	}{
		{"Ukrainian troops entered Kupiansk and Izium.", "Kupiansk=kupiansk Izium=izium"},
		{"Kupiansk's mayor and Kupiansk’s bridges", "Kupiansk=kupiansk Kupiansk=kupiansk"},
		{"KUPIANSK-VUZLOVYI AND NOVA KAKHOVKA FALL", "KUPIANSK-VUZLOVYI=vuzlovyi NOVA KAKHOVKA=nova-kakhovka"},
		{"in Kupiansk–Vuzlovyi, Kupiansk Vuzlovyi, Kupiansk - Vuzlovyi", "Kupiansk–Vuzlovyi=vuzlovyi Kupiansk Vuzlovyi=vuzlovyi Kupiansk=kupiansk"},
		{"Nova\nKakhovka and Nova\n\nKakhovka", "Nova\nKakhovka=nova-kakhovka Kakhovka=kakhovka"},
		{"Kharkiv region, Kharkiv Region, Kharkiv Oblast, Kharkiv", "Kharkiv region=iso:UA-63 Kharkiv Region=iso:UA-63 Kharkiv Oblast=iso:UA-63 Kharkiv=kharkiv"},
		{"a Kyiv-based group on the Izium-Lyman road", "Kyiv=kyiv Izium=izium Lyman=lyman"},
		{"new lyman, kharkiv, лиман, харків, bar", ""},
		{"Nova kakhovka", ""},
		{"Bakhmutska street, Bakhmut2, xBakhmut, Bakhmuts", ""},
		{"(Bakhmut), “Bakhmut”, #Bakhmut! 'Bakhmut'", "Bakhmut=bakhmut Bakhmut=bakhmut Bakhmut=bakhmut Bakhmut=bakhmut"},
		{"Rostov-on-Don and Rostov-On-Don", "Rostov-on-Don=rostov Rostov-On-Don=rostov"},
		{"Snake Island", "Snake Island=snake"},
		{"near Vuhledar", "Vuhledar=vuhledar"},
		{"Bakh\u00ADmut and Bakh\u200Bmut", "Bakh\u00ADmut=bakhmut Bakh\u200Bmut=bakhmut"},

		{"ЗСУ звільнили Куп'янськ, Купʼянськ-Вузловий та Ізюм.", "Куп'янськ=kupiansk Купʼянськ-Вузловий=vuzlovyi Ізюм=izium"},
		{"у Куп’янську, під Бахмутом, біля Мар'їнки", "Куп’янську=kupiansk Бахмутом=bakhmut Мар'їнки=marinka"},
		{"Бахмутський напрямок, лиманський напрямок, Лиманський напрямок", ""},
		{"на Харківщині, у Харківській області й у Харкові", "Харківщині=iso:UA-63 Харківській області=iso:UA-63 Харкові=kharkiv"},
		{"У Новій Каховці та Каховці", "Новій Каховці=nova-kakhovka Каховці=kakhovka"},
		{"Красного Лиману і Лимана", "Красного Лиману=lyman Лимана=lyman"},
		{"острів Зміїний, острова Зміїного, Острів Зміїний, острів", "острів Зміїний=snake острова Зміїного=snake Острів Зміїний=snake"},
		{"захопили Вугледар, у Вугледарі, поблизу Вугледара", "Вугледар=vuhledar Вугледарі=vuhledar Вугледара=vuhledar"},
		{"ХАРКІВ ПІД ОБСТРІЛОМ", "ХАРКІВ=kharkiv"},
		{"Хар\u0301ків, Куи\u0306ів, Кии\u0308в, Ки\u0457в", "Хар\u0301ків=kharkiv Ки\u0457в=kyiv"},
		{"Киі\u0308в", "Киі\u0308в=kyiv"},

		{"ВС РФ заняли Купянск и Марьинку, бои под Артёмовском и Артемовском.", "Купянск=kupiansk Марьинку=marinka Артёмовском=bakhmut Артемовском=bakhmut"},
		{"в Харьковской области и под Харьковом", "Харьковской области=iso:UA-63 Харьковом=kharkiv"},
		{"у острова Змеиный", "острова Змеиный=snake"},
		{"в Ростове-на-Дону", "Ростове-на-Дону=rostov"},
		{"Нью-Йорк, Нью-Йорка", "Нью-Йорк=ny Нью-Йорка=ny"},
		{"", ""},
		{"\xff\xfeKyiv\xff", "Kyiv=kyiv"},
	} {
		var got []string
		for h := range g.Scan(test.text) {
			got = append(got, test.text[h.Start:h.End]+"="+h.Candidates[0].Place.Ref)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("Scan(%q) finds\n %q, want\n %q", test.text, s, test.want)
		}
	}
}

func TestScanStops(t *testing.T) {
	g := newGazetteer(t, fewPlaces...)
	n := 0
	for range g.Scan("Kyiv, Kharkiv, Izium") {
		n++
		break
	}
	if n != 1 {
		t.Errorf("the loop ran %d times after a break, want 1", n)
	}
}

func TestScanLongName(t *testing.T) {
	long := strings.Repeat("Aa ", 40) + "Kyiv"
	g := newGazetteer(t, Place{Ref: "long", Name: long}, Place{Ref: "kyiv", Name: "Kyiv"})
	if got := refs(g.Lookup(long)); got != "long/exact" {
		t.Errorf("Lookup of a name of 41 words is %q", got)
	}
	for h := range g.Scan(long) {
		if h.Candidates[0].Place.Ref != "kyiv" {
			t.Errorf("Scan finds %q, want only Kyiv", long[h.Start:h.End])
		}
	}
}

func FuzzScan(f *testing.F) {
	g := newGazetteer(f, fewPlaces...)
	for _, text := range []string{
		"Ukrainian troops entered Kupiansk-Vuzlovyi and Kupiansk’s centre.", "у Куп’янську, на Харківщині", "у острова Змеиный, Киі\u0308в",
		"\xffKyiv\xd0", "Kyiv'", "Kyiv's's", "Kyiv''s", "Ky\u00ADiv\u0301", "Нова\u00A0Каховка", "Нова\n\nКаховка",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for h := range g.Scan(text) {
			if h.Start < end || h.End <= h.Start || h.End > len(text) {
				t.Fatalf("span %v after %d in a text of %d bytes", h.Span, end, len(text))
			}
			end = h.End
			surface := text[h.Start:h.End]
			if !utf8.ValidString(surface) || !utf8.RuneStart(text[h.Start]) || h.End < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[h.End]) {
				t.Fatalf("%q at %v is not on rune boundaries", surface, h.Span)
			}
			if strings.IndexFunc(surface, unicode.IsUpper) < 0 {
				t.Fatalf("%q has no capital letter", surface)
			}
			before, _ := utf8.DecodeLastRuneInString(text[:h.Start])
			after, _ := utf8.DecodeRuneInString(text[h.End:])
			if unicode.IsLetter(before) || unicode.IsDigit(before) || unicode.IsLetter(after) || unicode.IsDigit(after) {
				t.Fatalf("%q at %v is inside a word of %q", surface, h.Span, text)
			}
			if len(h.Candidates) == 0 {
				t.Fatalf("%q has no candidates", surface)
			}
			if again := g.Lookup(surface); refs(again) != refs(h.Candidates) {
				t.Fatalf("%q: Scan says %q, Lookup %q", surface, refs(h.Candidates), refs(again))
			}
		}
	})
}
