package news

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func readAll(t *testing.T, name, input string, defaults Article) (articles []Article, problems []string) {
	t.Helper()
	for a, err := range Read(name, iotest.OneByteReader(strings.NewReader(input)), defaults) {
		if err == nil {
			articles = append(articles, a)
			continue
		}
		if p := (*Problem)(nil); !errors.As(err, &p) {
			t.Errorf("error %v is not a Problem", err)
		}
		problems = append(problems, err.Error())
	}
	return articles, problems
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestReadText(t *testing.T) {
	for _, c := range []struct {
		name, input string
		want        Article
	}{
		{"plain", "Izium is free.\n", Article{Text: "Izium is free.\n"}},
		{"header", "Date: 2022-09-11\nTitle: A day\nsource: Desk\nURL: https://example.org/a\nLang: EN\n\nIzium is free.", Article{
			Published: day("2022-09-11"), Title: "A day", Source: "Desk", URL: "https://example.org/a", Lang: "en", Text: "Izium is free.",
		}},
		{"header without blank line", "Title: A day\nIzium is free.", Article{Title: "A day", Text: "Izium is free."}},
		{"date inside the first line stays", " date 2022-09-11 Russian troops left.", Article{Published: day("2022-09-11"), Text: " date 2022-09-11 Russian troops left."}},
		{"a time with an offset", "Date: 2022-09-11T01:30:00+03:00\n\nText.", Article{Published: time.Date(2022, 9, 10, 22, 30, 0, 0, time.UTC), Text: "Text."}},
		{"byte order mark", "\xef\xbb\xbfTitle: Б\n\nТекст.", Article{Title: "Б", Text: "Текст."}},
		{"windows lines", "Title: A\r\n\r\nText.\r\n", Article{Title: "A", Text: "Text.\r\n"}},
		{"a word with a colon is no header", "Shoigu: the town is taken.", Article{Text: "Shoigu: the town is taken."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, problems := readAll(t, "x.txt", c.input, Article{})
			if len(got) != 1 || len(problems) > 0 {
				t.Fatalf("got %d articles, problems %q", len(got), problems)
			}
			if got[0].Ref == "" {
				t.Error("no ref")
			}
			if d := cmp.Diff(c.want, got[0], cmpopts.IgnoreFields(Article{}, "Ref")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	defaults := Article{Ref: "r", Title: "D", Source: "S", URL: "u", Lang: "uk", Published: day("2022-01-01")}
	got, _ := readAll(t, "-", "Title: Own\n\nText.", defaults)
	want := defaults
	want.Title, want.Text = "Own", "Text."
	if d := cmp.Diff([]Article{want}, got); d != "" {
		t.Error(d)
	}
}

func TestReadLines(t *testing.T) {
	input := `{"id":"a","published":"2022-09-11","title":"T","url":"https://example.org","source":"S","lang":"en","text":"Izium.","other":[1]}
{"id": 7, "text": "Kupiansk."

{"text":"Only text."}
{"id":"b"}
{"id":"c","text":"Lyman.","published":"2022-13-45"}
{"id":8,"text":"Bakhmut."}`
	got, problems := readAll(t, "-", input, Article{})
	want := []Article{
		{Ref: "a", Published: day("2022-09-11"), Title: "T", URL: "https://example.org", Source: "S", Lang: "en", Text: "Izium."},
		{Text: "Only text."},
		{Ref: "8", Text: "Bakhmut."},
	}
	want[1].Ref = got[1].Ref
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	wantProblems := []string{
		`-:2: not a JSON object (unexpected end of JSON input, at byte 30)`,
		`-:5: the object has no "text"`,
		`-:6: "published": 2022-13-45 is not a day of the calendar; want YYYY-MM-DD such as 2022-09-11`,
	}
	if d := cmp.Diff(wantProblems, problems); d != "" {
		t.Error(d)
	}
}

func TestProblems(t *testing.T) {
	long := strings.Repeat("x", MaxArticle+1)
	for _, c := range []struct{ name, input, want string }{
		{"empty.txt", "", "empty.txt: empty: there is no article in it"},
		{"blank.txt", " \n\t\n", "blank.txt: empty: there is no article in it"},
		{"empty.jsonl", "\n\n", "empty.jsonl: empty: there is no article in it"},
		{"a.bin", "PK\x03\x04\x00\x00", "a.bin: not text: it has a zero byte at offset 4; give plain text or JSON Lines"},
		{"cp1251.txt", "\xc8\xe7\xfe\xec", "cp1251.txt: not UTF-8: byte 0xC8 at offset 0; convert it first, for instance with iconv"},
		{"date.txt", "Date: 2022-13-45\n\nText.", "date.txt: 2022-13-45 is not a day of the calendar; want YYYY-MM-DD such as 2022-09-11"},
		{"date.txt", "date 2022-02-30 Text.", "date.txt: 2022-02-30 is not a day of the calendar; want YYYY-MM-DD such as 2022-09-11"},
		{"date.txt", "Date: yesterday\n\nText.", `date.txt: "yesterday" is not a date; want YYYY-MM-DD such as 2022-09-11`},
		{"long.txt", long, "long.txt: longer than 10 MB, the most that one article may have"},
		{"long.jsonl", `{"text":"` + long + `"}`, "long.jsonl:1: longer than 10 MB, the most that one article may have"},
		{"list.json", "[1]", `list.json:1: a JSON array; want an object`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var problems []string
			for a, err := range Read(c.name, strings.NewReader(c.input), Article{}) {
				if err == nil {
					t.Errorf("got the article %.40q", a.Text)
					continue
				}
				problems = append(problems, err.Error())
			}
			if len(problems) != 1 || !strings.HasPrefix(problems[0], c.want) {
				t.Errorf("got %q, want %q", problems, c.want)
			}
		})
	}
}

func TestLongLineCostsOnlyItself(t *testing.T) {
	input := `{"text":"one"}` + "\n" + `{"text":"` + strings.Repeat("x", MaxArticle) + `"}` + "\n" + `{"text":"two"}`
	var texts []string
	bad := 0
	for a, err := range Read("x.jsonl", strings.NewReader(input), Article{}) {
		if err != nil {
			bad++
			continue
		}
		texts = append(texts, a.Text)
	}
	if d := cmp.Diff([]string{"one", "two"}, texts); d != "" || bad != 1 {
		t.Errorf("%s\n%d problems, want 1", d, bad)
	}
}

func TestSameArticleSameRef(t *testing.T) {
	a, _ := readAll(t, "a.txt", "Izium is free.", Article{})
	b, _ := readAll(t, "b.txt", "Izium is free.", Article{})
	c, _ := readAll(t, "c.txt", "Izium is free!", Article{})
	if a[0].Ref != b[0].Ref || a[0].Ref == c[0].Ref {
		t.Errorf("refs %s, %s, %s: want the first two alike", a[0].Ref, b[0].Ref, c[0].Ref)
	}
}

func TestBody(t *testing.T) {
	for text, want := range map[string]int{
		" date 2022-09-11 Russian troops": 16,
		"Russian troops":                  0,
		"dated 2022-09-11":                0,
	} {
		if got := (Article{Text: text}).Body(); got != want {
			t.Errorf("Body of %q = %d, want %d", text, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Izium is free":                    "en",
		"Ізюм звільнено":                   "uk",
		"Изюм взят, объявили войска":       "ru",
		"Бахмут":                           "ru",
		"The word Ізюм in an English text": "en",
		"12:30 — 14:00":                    "",
	} {
		if got := Language(text); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	page, err := os.ReadFile("testdata/page.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{
		"Date: 2022-09-11\n\nText", "{\"text\":\"a\"}\n{", "\xef\xbb\xbf", " date 2022-09-11 x", "Title:\r\n\r\nx",
		string(page), rss, atomFeed, jsonFeed, "\xff\xfe<\x00p\x00", "<p>\xc8\xe7\xfe\xec", "\x1f\x8b\x08",
		`<script type="application/ld+json">[{"@type":["Report"],"headline":1}]</script>x`, `<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item>`,
	} {
		f.Add("x.txt", "", s)
		f.Add("x.jsonl", "", s)
		f.Add("https://example.org/x", "text/html; charset=koi8-u", s)
	}
	f.Fuzz(func(t *testing.T, name, mediaType, input string) {
		if strings.HasPrefix(input, string(gzipMagic)) && len(input) > 10_000 {
			t.Skip("unpacks to too much for a quick run")
		}
		n := 0
		for a, err := range ReadAs(name, mediaType, strings.NewReader(input), Article{URL: "https://example.org/feed"}) {
			if n++; n > len(input)+1 && !strings.HasPrefix(input, string(gzipMagic)) {
				t.Fatal("more articles than bytes")
			}
			if err != nil {
				if p := (*Problem)(nil); !errors.As(err, &p) {
					t.Errorf("error %v is not a Problem", err)
				}
				continue
			}
			for _, s := range []string{a.Ref, a.URL, a.Source, a.Title, a.Lang, a.Text} {
				if !utf8.ValidString(s) {
					t.Errorf("article %+v", a)
				}
			}
			if a.Ref == "" || strings.TrimSpace(a.Text) == "" || a.Body() > len(a.Text) {
				t.Errorf("article %+v", a)
			}
		}
		if n == 0 {
			t.Error("neither an article nor a problem")
		}
	})
}
