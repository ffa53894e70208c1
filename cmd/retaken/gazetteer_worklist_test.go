package main

import (
	"strings"
	"testing"
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
		"Тестівка":         "retaken gazetteer add --db 'my file.db' Testivka --alias Тестівка --at LAT,LON",
		"Nova Testivka":    "retaken gazetteer add --db 'my file.db' 'Nova Testivka' --at LAT,LON",
		"$(rm -rf ~)":      "retaken gazetteer add --db 'my file.db' '$(rm -rf ~)' --at LAT,LON",
		"O'Brien; reboot":  `retaken gazetteer add --db 'my file.db' 'O'\''Brien; reboot' --at LAT,LON`,
		"--force":          "retaken gazetteer add --db 'my file.db' ' --force' --at LAT,LON",
		"Test\nivka\x1b[m": "retaken gazetteer add --db 'my file.db' 'Test ivka [m' --at LAT,LON",
	} {
		if got := (dbFlag{DB: "my file.db"}).addCommand(name); got != want {
			t.Errorf("addCommand(%q) = %s\nwant %s", name, got, want)
		}
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
