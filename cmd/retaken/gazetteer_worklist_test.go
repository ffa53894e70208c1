package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"retaken/internal/geo"
	"retaken/internal/news"
)

func TestQuoted(t *testing.T) {
	long := strings.Repeat("довгі слова ", 40)
	for _, c := range []struct{ text, name, want string }{
		{"One. Troops took Testivka today. Two.", "Testivka", "Troops took Testivka today."},
		{"Troops took Testivka", "Testivka", "Troops took Testivka"},
		{"Testivka\nis ours", "Testivka", "Testivka"},
		{"A\x1b[31m red \u202eTestivka\x07 word.", "Testivka", "A [31m red Testivka word."},
		{"Gen. Staff: \"Testivka\" fell.", "Testivka", "Staff: \"Testivka\" fell."}, // a point ends a sentence
	} {
		at := strings.Index(c.text, c.name)
		if got := quoted(news.Article{Text: c.text}, geo.Span{Start: at, End: at + len(c.name)}); got != c.want {
			t.Errorf("quoted(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	text := long + "Тестівка " + long
	at := strings.Index(text, "Тестівка")
	got := quoted(news.Article{Text: text}, geo.Span{Start: at, End: at + len("Тестівка")})
	if n := utf8.RuneCountInString(got); n > maxQuote+2 || n < maxQuote-30 || !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "…") || !strings.Contains(got, " Тестівка ") {
		t.Errorf("a long sentence gives %d characters: %q", n, got)
	}
	if got := quoted(news.Article{Text: "short"}, geo.Span{Start: 90, End: 95}); got != "short" {
		t.Errorf("a span outside the text gives %q", got)
	}
}

// TestAddCommand: a name from an article cannot do anything in a shell.
func TestAddCommand(t *testing.T) {
	for name, want := range map[string]string{
		"Testivka":         "retaken gazetteer add --db 'my file.db' Testivka --at LAT,LON",
		"Тестівка":         "retaken gazetteer add --db 'my file.db' Testivka --uk Тестівка --at LAT,LON",
		"Тестовка":         "retaken gazetteer add --db 'my file.db' Testovka --ru Тестовка --at LAT,LON",
		"Нова":             "retaken gazetteer add --db 'my file.db' Nova --uk Нова --at LAT,LON",
		"Nova Testivka":    "retaken gazetteer add --db 'my file.db' 'Nova Testivka' --at LAT,LON",
		"$(rm -rf ~)":      "retaken gazetteer add --db 'my file.db' '$(rm -rf ~)' --at LAT,LON",
		"O'Brien; reboot":  `retaken gazetteer add --db 'my file.db' 'O'\''Brien; reboot' --at LAT,LON`,
		"--force":          "retaken gazetteer add --db 'my file.db' ' --force' --at LAT,LON",
		"Test\nivka\x1b[m": "retaken gazetteer add --db 'my file.db' 'Test ivka [m' --at LAT,LON",
	} {
		if got := (dbFlag{DB: "my file.db"}).addCommand(inLanguage(name, languageOf(name))); got != want {
			t.Errorf("addCommand(%q) = %s\nwant %s", name, got, want)
		}
	}
}

// TestJoinForms: spellings and case forms of one name are one, with what all of them tell.
func TestJoinForms(t *testing.T) {
	names := map[string]*openName{}
	use := func(number int, lang, day string, surfaces ...string) {
		published, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range surfaces {
			key := openKey(s, nil)
			if names[key] == nil {
				names[key] = &openName{spellings: map[spelling]int{}}
			}
			names[key].add(news.Article{ID: int64(number), Lang: lang, Published: published}, geo.Mention{Surface: s})
		}
	}
	use(1, "uk", "2022-09-08", "Тестівку", "Тестівки", "Тестівки")
	use(2, "en", "2022-09-07", "Testivka", "Other")
	use(3, "uk", "2022-09-10", "Тестівка", "Тестівці", "Ніщо")
	list := joinForms(names)
	var got []string
	for _, n := range list {
		got = append(got, fmt.Sprintf("%s/%s/%s %d in %d%s: %v", n.latin, n.uk, n.ru, n.count, len(n.articles), n.days(), n.texts()))
	}
	slices.Sort(got)
	want := []string{
		"/Ніщо/ 1 in 1, 2022-09-10: [Ніщо]",
		"Other// 1 in 1, 2022-09-07: [Other]",
		"Testivka/Тестівка/ 6 in 3, 2022-09-07 to 2022-09-10: [Тестівки Testivka Тестівка Тестівку Тестівці]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func FuzzQuoted(f *testing.F) {
	f.Add("One. Troops took Testivka today. Two.", 17, 25)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		got := quoted(news.Article{Text: strings.ToValidUTF8(text, "?")}, geo.Span{Start: start, End: end})
		if strings.ContainsAny(got, "\n\x1b\x00\x07") {
			t.Fatalf("%q has control characters", got)
		}
	})
}
