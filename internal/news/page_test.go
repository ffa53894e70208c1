package news

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// readOne reads the one article of an input.
func readOne(t *testing.T, name, mediaType, input string, defaults Article) Article {
	t.Helper()
	var got []Article
	for a, err := range ReadAs(name, mediaType, strings.NewReader(input), defaults) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	if len(got) != 1 {
		t.Fatalf("got %d articles, want 1", len(got))
	}
	return got[0]
}

func shown(a Article) string {
	return fmt.Sprintf("url: %s\nsource: %s\ntitle: %s\nlang: %s\npublished: %s\n\n%s\n", a.URL, a.Source, a.Title, a.Lang, a.Published.Format(time.RFC3339), a.Text)
}

func file(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const pageAddress = "https://www.stepovyi.example/war/2022/11/11/kherson?utm_source=feed"

func TestReadPage(t *testing.T) {
	page, want := file(t, "page.html"), file(t, "page.txt")
	got := readOne(t, "kherson", "", page, Article{URL: pageAddress})
	if d := cmp.Diff(want, shown(got)); d != "" {
		t.Error(d)
	}
}

// TestPageCharsets reads the same page in the encodings of older sites, declared and not.
func TestPageCharsets(t *testing.T) {
	page, want := file(t, "page.html"), file(t, "page.txt")
	for _, c := range []struct {
		name, meta, media string
		charset           *charmap.Charmap
	}{
		{"windows-1251 in the page", `<meta charset="windows-1251">`, "text/html", charmap.Windows1251},
		{"windows-1251 by the server", "", "text/html; charset=windows-1251", charmap.Windows1251},
		{"windows-1251 declared as something else", "", "text/html; charset=ISO-8859-1", charmap.Windows1251},
		{"windows-1251 undeclared", "", "", charmap.Windows1251},
		{"KOI8-U declared", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-u">`, "", charmap.KOI8U},
		{"KOI8-U declared as KOI8-R", `<meta charset="koi8-r">`, "", charmap.KOI8U},
		{"KOI8-U undeclared", "", "", charmap.KOI8U},
		{"UTF-8 declared as windows-1251", `<meta charset="windows-1251">`, "text/html; charset=windows-1251", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			input := strings.Replace(page, `<meta charset="utf-8">`, c.meta, 1)
			if c.charset != nil {
				var err error
				// The apostrophe and the dash are not in KOI8-U.
				if input, err = c.charset.NewEncoder().String(strings.NewReplacer("’", "'", "—", "-", "©", "").Replace(input)); err != nil {
					t.Fatal(err)
				}
			}
			got := strings.ReplaceAll(shown(readOne(t, "kherson.html", c.media, input, Article{URL: pageAddress})), "'", "’")
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestSavedPage: a page from the web and the same page from a file are one article.
func TestSavedPage(t *testing.T) {
	page := file(t, "page.html")
	fetched := readOne(t, pageAddress, "text/html", page, Article{URL: pageAddress})
	saved := readOne(t, "saved.html", "", page, Article{})
	if fetched.Ref != saved.Ref || fetched.URL != saved.URL {
		t.Errorf("from the web %s %s, from the file %s %s", fetched.Ref, fetched.URL, saved.Ref, saved.URL)
	}
}

const prosePage = `<html><head>%s</head><body><article><p>%s</p></article></body></html>`

var paragraph = strings.Repeat("Ukrainian troops have recaptured Izium, the General Staff said. ", 5)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ link, from, want string }{
		{"https://news.example.co.uk/a", "https://www.example.co.uk/a?x=1", "https://news.example.co.uk/a"},
		{"https://other.co.uk/a", "https://example.co.uk/b", "https://example.co.uk/b"}, // another publisher's
		{"/a", "https://example.org/b", "https://example.org/a"},
		{"javascript:alert(1)", "https://example.org/b", "https://example.org/b"},
		{"javascript:alert(1)", "", ""},
		{"file:///etc/passwd", "", ""},
		{"/a", "", ""},
		{"https://user:word@Example.org/a#b", "", "https://example.org/a"},
	} {
		a := readOne(t, "x", "text/html", fmt.Sprintf(prosePage, `<link rel="canonical" href="`+c.link+`">`, paragraph), Article{URL: c.from})
		if a.URL != c.want {
			t.Errorf("canonical %q in a page from %q: got %q, want %q", c.link, c.from, a.URL, c.want)
		}
	}
}

func TestPublished(t *testing.T) {
	for _, c := range []struct{ head, from, want string }{
		{`<meta property="article:published_time" content="2022-09-11T01:30:00+03:00">`, "", "2022-09-10T22:30:00Z"},
		{`<meta itemprop="datePublished" content="2022-09-11">`, "", "2022-09-11T00:00:00Z"},
		{`<meta name="date" content="11.09.2022 14:05">`, "", "2022-09-11T14:05:00Z"},
		{`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-09-11T10:00:00Z"}</script><meta name="date" content="2020-01-01">`, "", "2022-09-11T10:00:00Z"},
		{`<script type="application/ld+json">{"broken</script><meta name="date" content="Sun, 11 Sep 2022 10:00:00 EEST">`, "", "2022-09-11T07:00:00Z"},
		{`<meta property="article:modified_time" content="2022-09-11">`, "", "0001-01-01T00:00:00Z"},
		{`<meta name="date" content="1970-01-01">`, "", "0001-01-01T00:00:00Z"},
		{"", "https://example.org/2022/9/11/izium", "2022-09-11T00:00:00Z"},
		{"", "https://example.org/2022/13/11/izium", "0001-01-01T00:00:00Z"},
		{`<time datetime="2022-09-12">12</time><article><time datetime="2022-09-11">11</time></article>`, "", "2022-09-11T00:00:00Z"},
		{`<aside><time datetime="2022-09-12">12</time></aside>`, "", "0001-01-01T00:00:00Z"},
	} {
		a := readOne(t, "x.html", "", fmt.Sprintf(prosePage, c.head, paragraph), Article{URL: c.from})
		if got := a.Published.Format(time.RFC3339); got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.head, c.from, got, c.want)
		}
	}
	a := readOne(t, "x.html", "", fmt.Sprintf(prosePage, "", paragraph), Article{Published: day("2022-01-02")})
	if a.Published != day("2022-01-02") {
		t.Errorf("a page without a date: got %v, want that of the defaults", a.Published)
	}
}

func TestPageLanguage(t *testing.T) {
	for _, c := range []struct{ says, text, want string }{
		{"uk-UA", "Бахмут", "uk"},
		{"", "Бахмут", "ru"},
		{"ru", "Ізюм звільнено", "uk"},
		{"uk", "Изюм взят, объявили войска", "ru"},
		{"en_GB", "Izium is free", "en"},
		{"en", "Ізюм звільнено", "uk"},
		{"uk", "Izium is free", "en"},
		{"de", "Isjum ist frei", ""},
		{"", "Izium is free", "en"},
	} {
		if got := pageLanguage(c.says, c.text); got != c.want {
			t.Errorf("pageLanguage(%q, %q) = %q, want %q", c.says, c.text, got, c.want)
		}
	}
}

func TestBadPages(t *testing.T) {
	for _, c := range []struct{ name, input, want string }{
		{"empty.html", "<html><body></body></html>", "empty.html: empty: there is no article in it"},
		{"nav.html", "<html><body><nav><a href=/>Izium</a></nav></body></html>", "nav.html: empty: there is no article in it"},
		{"deep.html", "<html>" + strings.Repeat("<div>", 1000) + "x", "deep.html: its elements are nested too deeply for a web page"},
		{"many.html", "<html><body>" + strings.Repeat("<p>a</p>", maxElements+1), "many.html: more than 50000 elements, the most that a page may have"},
		{"more.html", "<html><body>" + strings.Repeat("<p>a", 5*maxElements), "more.html: more than 50000 elements, the most that a page may have"},
		{"long.html", "<html><body><p>" + strings.Repeat("x", MaxArticle), "long.html: longer than 10 MB, the most that one article may have"},
		{"drawing.svg", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`, "drawing.svg: an XML document that is neither RSS nor Atom nor a web page"},
	} {
		got, problems := readAll(t, c.name, c.input, Article{})
		if len(got) > 0 || len(problems) != 1 || !strings.HasPrefix(problems[0], c.want) {
			t.Errorf("%s: got %d articles, problems %q; want %q", c.name, len(got), problems, c.want)
		}
	}
}
