package news

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

const rss = `<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>Степовий вісник</title><link>https://stepovyi.example/</link><language>uk</language>
<item>
 <title>Ізюм &amp; Куп’янськ</title><link>/a</link><guid isPermaLink="false">1</guid>
 <pubDate>Sun, 11 Sep 2022 01:30:00 EEST</pubDate>
 <description>Коротко.</description>
 <content:encoded><![CDATA[<p>Ізюм звільнено.</p><script>alert(1)</script><p>Куп’янськ<br>теж.</p>]]></content:encoded>
</item>
<item>
 <title>Тільки опис</title><guid>https://stepovyi.example/b</guid>
 <description>Бої за Лиман.

&lt;b&gt;Без змін.&lt;/b&gt;</description>
</item>
<item><title>Бахмут: без змін</title><link>javascript:alert(1)</link><pubDate>Mon, 12 Sep 2022 10:00:00 +0300</pubDate></item>
<item><title>Зламана дата</title><pubDate>позавчора</pubDate><description>Текст.</description></item>
<item><pubDate>Mon, 12 Sep 2022 10:00:00 +0300</pubDate></item>
</channel></rss>`

const atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Desk</title>
<entry><title type="html">Izium &lt;b&gt;free&lt;/b&gt;</title><link rel="alternate" href="https://example.org/1"/><updated>2022-09-11T10:00:00Z</updated>
<content type="html">&lt;p&gt;Izium is free.&lt;/p&gt;</content><summary>Short.</summary></entry>
<entry><title>Lyman</title><link href="https://example.org/2"/><published>2022-10-01T08:00:00+03:00</published><updated>2022-10-02T08:00:00Z</updated><summary>Lyman is free.</summary></entry>
</feed>`

const jsonFeed = `{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "language": "en", "items": [
 {"id": "1", "url": "https://example.org/1", "title": "Izium", "content_html": "<p>Izium is free.</p>", "date_published": "2022-09-11T10:00:00Z"}]}`

func brief(articles []Article) (out []string) {
	for _, a := range articles {
		when := "undated"
		if !a.Published.IsZero() {
			when = a.Published.Format(time.RFC3339)
		}
		out = append(out, fmt.Sprintf("%s | %s | %s | %s | %s | %q", a.URL, a.Source, a.Title, a.Lang, when, a.Text))
	}
	return out
}

func TestReadFeed(t *testing.T) {
	for _, c := range []struct {
		name, input    string
		want, problems []string
	}{
		{"rss.xml", rss, []string{
			`https://stepovyi.example/a | Степовий вісник | Ізюм & Куп’янськ | uk | 2022-09-10T22:30:00Z | "Ізюм звільнено.\n\nКуп’янськ\nтеж."`,
			`https://stepovyi.example/b | Степовий вісник | Тільки опис | uk | undated | "Бої за Лиман. Без змін."`,
			` | Степовий вісник | Бахмут: без змін | uk | 2022-09-12T07:00:00Z | "Бахмут: без змін"`,
		}, []string{
			`rss.xml: item 4 ("Зламана дата"): its date "позавчора" cannot be read; want one such as Sun, 11 Sep 2022 10:00:00 +0300`,
			"rss.xml: item 5: empty: there is no article in it",
		}},
		{"atom", atomFeed, []string{
			`https://example.org/1 | Desk | Izium free | en | 2022-09-11T10:00:00Z | "Izium is free."`,
			`https://example.org/2 | Desk | Lyman | en | 2022-10-01T05:00:00Z | "Lyman is free."`,
		}, nil},
		{"json", jsonFeed, []string{`https://example.org/1 | Desk | Izium | en | 2022-09-11T10:00:00Z | "Izium is free."`}, nil},
		{"cut off", rss[:strings.Index(rss, "Тільки")], []string{
			`https://stepovyi.example/a | Степовий вісник | Ізюм & Куп’янськ | uk | 2022-09-10T22:30:00Z | "Ізюм звільнено.\n\nКуп’янськ\nтеж."`,
		}, []string{"cut off: item 2: not well-formed XML: it does not end"}},
		{
			"one item not well-formed", `<rss version="2.0"><channel><title>T</title><item><title>A</title><description><b>One</descr></item><item><title>B</title><description>Two.</description></item></channel></rss>`,
			[]string{` | T | A | en | undated | "One"`, ` | T | B | en | undated | "Two."`},
			nil,
		},
		{"no items", "<rss version='2.0'><channel></channel></rss>", nil, []string{"no items: a feed without items"}},
		{"deep", "<rss xmlns:b='b'><channel><item>" + strings.Repeat("<b:a>", 2_000_000), nil, []string{"deep: its elements are nested too deeply for a feed"}},
		{"broken", "<rss version='2.0'><chan", nil, []string{"broken: not well-formed: XML syntax error on line 1: unexpected EOF"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, problems := readAll(t, c.name, c.input, Article{URL: "https://stepovyi.example/feed"})
			if d := cmp.Diff(c.want, brief(got)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.problems, problems); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFeedCharset(t *testing.T) {
	want, _ := readAll(t, "x", strings.ReplaceAll(rss, "’", "ʼ"), Article{})
	for _, declared := range []string{"windows-1251", "KOI8-U", ""} {
		cm := charmap.Windows1251
		if declared == "KOI8-U" {
			cm = charmap.KOI8U
		}
		input := strings.Replace(strings.ReplaceAll(rss, "’", "'"), `encoding="utf-8"`, `encoding="`+declared+`"`, 1)
		input, err := cm.NewEncoder().String(input)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := readAll(t, "x", input, Article{})
		for i := range got {
			got[i].Text = strings.ReplaceAll(got[i].Text, "'", "ʼ")
			got[i].Title = strings.ReplaceAll(got[i].Title, "'", "ʼ")
		}
		if d := cmp.Diff(brief(want), brief(got)); d != "" {
			t.Errorf("declared %q: %s", declared, d)
		}
	}
}

func TestDepth(t *testing.T) {
	for input, want := range map[string]int{
		"": 0, "<a/>": 0, "<a><b></b><b/></a>": 2, "<a><![CDATA[<b><c>]]></a>": 1, "<?xml?><!-- <a><b> --><a x='y'>": 1, "<": 1, "</a></a><a>": 1, "<a <a <a": 3,
	} {
		if got := depth(input); got != want {
			t.Errorf("depth(%q) = %d, want %d", input, got, want)
		}
	}
}

func TestIsFeed(t *testing.T) {
	for input, want := range map[string]bool{rss: true, gz(t, rss): true, atomFeed: true, jsonFeed: true, "\x1f\x8b": false, "<html></html>": false, "": false, `{"text":"a"}`: false} {
		if got := IsFeed([]byte(input)); got != want {
			t.Errorf("IsFeed(%.30q) = %v", input, got)
		}
	}
}

func TestLooseTime(t *testing.T) {
	for input, want := range map[string]string{
		"Sun, 11 Sep 2022 10:00:00 +0300":  "2022-09-11T07:00:00Z",
		"Sun, 11 Sep 2022 10:00:00 GMT":    "2022-09-11T10:00:00Z",
		"Sun,  11 Sep 2022 10:00:00 EEST":  "2022-09-11T07:00:00Z",
		"Sunday, 11 September 2022":        "2022-09-11T00:00:00Z",
		"11 Sep 22 10:00 +0300":            "2022-09-11T07:00:00Z",
		"Sep 11, 2022":                     "2022-09-11T00:00:00Z",
		"2022-09-11T10:00:00":              "2022-09-11T10:00:00Z",
		"2022-09-11T10:00:00+0300":         "2022-09-11T07:00:00Z",
		"2022-09-11T10:00:00.123+03:00":    "2022-09-11T07:00:00Z",
		"2022-09-11 10:00:00 +0300":        "2022-09-11T07:00:00Z",
		"11.09.2022, 10:00":                "2022-09-11T10:00:00Z",
		"2022-13-11":                       "",
		"09/11/2022":                       "", // or the ninth of November
		"Thu, 01 Jan 1970 00:00:00 +0000":  "",
		"":                                 "",
		"x":                                "",
		"Mon, 29 Feb 2023 10:00:00 +0300 ": "",
	} {
		got := ""
		if tm, ok := looseTime(input); ok {
			got = tm.Truncate(time.Second).Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("looseTime(%q) = %q, want %q", input, got, want)
		}
	}
}
