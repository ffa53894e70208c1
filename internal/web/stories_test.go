package web

import (
	"context"
	"encoding/json"
	"io/fs"
	"iter"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"retaken/data"
	"retaken/internal/explain"
	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// stories are articles with all that a page has to show, and what it must not.
var stories = []news.Article{
	{
		Ref: "a", Lang: "en", Source: "Gazette <b>", Title: "Izium </title><script>alert(1)</script>", URL: "https://example.org/izium?a=1&b=\"", Published: at("2022-09-10"),
		Text: "Rain fell all day. Ukrainian forces recaptured Izium on Saturday, the General Staff said. " +
			"<script>alert(2)</script> <img src=x onerror=alert(3)> \u202e& \"quoted\". " +
			"Russian troops have not captured Kherson. It rained again. Nobody came.",
	},
	{
		Ref: "b", Lang: "uk", Source: "Вісник", Title: "Балаклія", URL: "javascript:alert(4)", Published: at("2022-09-09"),
		Text: "Українські військові звільнили Балаклію 8 вересня.",
	},
	{Ref: "c", Title: "Nothing", Text: "Nothing is told here."},
}

// told is a server of what was really read in the stories, and what reads them again.
func told(t *testing.T, options ...func(*Config)) (*Server, *sqlite.DB) {
	t.Helper()
	db := opened(t)
	put(t, db, towns...)
	g, err := geo.NewGazetteer(db.Places(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	words, err := fs.Sub(data.FS, "lexicon")
	if err != nil {
		t.Fatal(err)
	}
	lexicon, err := extract.LoadLexicon(words)
	if err != nil {
		t.Fatal(err)
	}
	theatre, err := geo.LoadTheatre(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	reader := explain.Reader{Extractor: extract.New(lexicon, g, theatre), Gazetteer: g}
	pipeline := ingest.Pipeline{Extractor: reader.Extractor, Archive: db, Store: db}
	var articles iter.Seq2[news.Article, error] = func(yield func(news.Article, error) bool) {
		for _, a := range stories {
			if !yield(a, nil) {
				return
			}
		}
	}
	if report, err := pipeline.Run(t.Context(), articles, func(ingest.Outcome) {}); err != nil || report.Events != 2 {
		t.Fatalf("%+v, %v, want two events", report, err)
	}
	asked := func(c *Config) {
		c.Article = func(ctx context.Context, ref string) (explain.Article, error) {
			a, err := db.Article(ctx, ref)
			return reader.Article(a), err
		}
	}
	return serving(t, db, append([]func(*Config){asked}, options...)...), db
}

func inFull(c *Config) { c.WholeArticles = true }

// TestStories compares pages that people read with their files.
func TestStories(t *testing.T) {
	quotes, _ := told(t)
	full, _ := told(t, inFull)
	for _, c := range []struct {
		name, target string
		server       *Server
	}{
		{"article.html", "/articles/1", full},
		{"article.json", "/articles/1?f=json", full},
		{"article_quotes.html", "/articles/1", quotes},
		{"article_quotes.json", "/articles/1?f=json", quotes},
		{"place.html", "/places/1", quotes},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(c.server, "GET", c.target)
			golden(t, c.name, c.target, w.Body.Bytes())
			if strings.HasSuffix(c.name, ".html") {
				checkPage(t, c.target, w.Body.String())
			}
		})
	}
}

// TestArticlePage: a page has nothing of its article but text, and leads to the sentence of every report.
func TestArticlePage(t *testing.T) {
	s, _ := told(t, inFull)
	page := ask(s, "GET", "/articles/1").Body.String()
	for _, want := range []string{
		"&lt;script&gt;alert(2)&lt;/script&gt; &lt;img src=x onerror=alert(3)&gt;", `<span id="event-1">`, `href="http://example.test/places/1"`,
		`href="https://example.org/izium?a=1&amp;b=%22" rel="external noopener noreferrer nofollow"`, "negated by “not”", "It rained again.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if strings.ContainsRune(page, '\u202e') {
		t.Error("the text turns the direction of what follows")
	}
	if page := ask(s, "GET", "/articles/2").Body.String(); strings.Contains(page, "javascript:") || !strings.Contains(page, `lang="uk"`) {
		t.Errorf("%s", page)
	}
	if page := ask(s, "GET", "/articles/3").Body.String(); !strings.Contains(page, "No report of a change was found in it.") {
		t.Errorf("%s", page)
	}
}

// TestQuotesOnly: without leave no sentence is shown but those that reports rest on.
func TestQuotesOnly(t *testing.T) {
	s, _ := told(t)
	for _, target := range []string{"/articles/1", "/articles/1?f=json"} {
		page := ask(s, "GET", target).Body.String()
		if !strings.Contains(page, "recaptured") || !strings.Contains(page, "no change: negated by") {
			t.Errorf("GET %s lacks what was read: %s", target, page)
		}
		for _, hidden := range []string{"Rain", "Nobody came", "alert(2)", "have not captured Kherson", "Russian troops"} {
			if strings.Contains(page, hidden) {
				t.Errorf("GET %s shows %q", target, hidden)
			}
		}
	}
	var of struct {
		Text      string
		Sentences []struct {
			Number  int
			Parts   []struct{ Text string }
			Reports []struct {
				ID      int64
				PlaceID int64 `json:"place_id"`
				Counts  bool
				Because string
			}
		}
	}
	if err := json.Unmarshal(ask(s, "GET", "/articles/1?f=json").Body.Bytes(), &of); err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for _, sentence := range of.Sentences {
		numbers = append(numbers, sentence.Number)
	}
	if of.Text != quotesOnly || !slices.Equal(numbers, []int{2, 4}) || len(of.Sentences[0].Parts) == 0 || of.Sentences[1].Parts != nil {
		t.Fatalf("%+v", of)
	}
	if r := of.Sentences[0].Reports; len(r) != 1 || r[0].PlaceID != 1 || !r[0].Counts || r[0].Because != "claimed by Ukraine since 10 Sep 2022" {
		t.Errorf("%+v", r)
	}
}

// TestStoriesWithoutStore: a server that cannot read articles shows the quotes that it has.
func TestStoriesWithoutStore(t *testing.T) {
	s, _ := told(t, inFull, func(c *Config) { c.Article = nil })
	page := ask(s, "GET", "/articles/1").Body.String()
	if !strings.Contains(page, "recaptured Izium") || !strings.Contains(page, `id="event-1"`) || strings.Contains(page, "Rain") {
		t.Errorf("%s", page)
	}
	long, _ := told(t, func(c *Config) {
		c.Article = func(context.Context, string) (explain.Article, error) { return explain.Article{}, nil }
	})
	if got := ask(long, "GET", "/articles/1").Body.String(); dataAsOf.ReplaceAllString(got, "") != dataAsOf.ReplaceAllString(page, "") {
		t.Errorf("an article that is too long to be read has another page: %s", got)
	}
}

// TestStoryAddresses: what is not there, what was, and where programs are sent.
func TestStoryAddresses(t *testing.T) {
	s, db := told(t)
	for _, c := range []struct {
		target, accept, location string
		status                   int
	}{
		{target: "/articles/9", status: 404},
		{target: "/articles/01", status: 404},
		{target: "/articles/x", status: 404},
		{target: "/articles/1?x=1", status: 400},
		{target: "/articles/1?f=csv", status: 400},
		{target: "/places/9", status: 404},
		{target: "/places/1?datetime=yesterday", status: 400},
		{target: "/places/1?as-of=2022-09-09", status: 200},
		{target: "/places/1", accept: browser, status: 200},
		{target: "/places/1?f=json", status: 303, location: "http://example.test/collections/places/items/1?f=json"},
		{target: "/places/1?datetime=2022-09-01", accept: "application/geo+json", status: 303, location: "http://example.test/collections/places/items/1?datetime=2022-09-01"},
	} {
		w := ask(s, "GET", c.target, "Accept", c.accept)
		if w.Code != c.status || w.Header().Get("Location") != c.location {
			t.Errorf("GET %s for %q: status %d to %q, want %d to %q", c.target, c.accept, w.Code, w.Header().Get("Location"), c.status, c.location)
		}
	}
	w := ask(s, "GET", "/articles/1")
	if again := ask(s, "GET", "/articles/1", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("status %d for what is there already", again.Code)
	}
	removed := towns[5]
	removed.ID = 6
	if _, err := db.ChangePlaces(t.Context(), geo.Change{At: at("2024-01-01"), Action: "remove", Places: []geo.PlaceChange{{Before: &removed}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Atlas.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w := ask(s, "GET", "/places/6"); w.Code != http.StatusGone {
		t.Errorf("status %d for a place that was withdrawn", w.Code)
	}
}

// TestPlacePage: the state of a day and of an earlier day's knowledge, with what was left out.
func TestPlacePage(t *testing.T) {
	s := serving(t, seeded(t))
	for target, want := range map[string][]string{
		"/places/1":                     {`<p class="state held">Ukrainian-held since 10 Sep 2022</p>`, `href="http://example.test/articles/1#event-2"`, `id="event-1"`, `href="http://example.test/#place=1"`, `lang="ru">Изюм`},
		"/places/1?datetime=2022-09-01": {`<p class="state occupied">Russian-occupied since 1 Apr 2022</p>`, "At the end of 1 Sep 2022", "#place=1&amp;t=2022-09-01"},
		"/places/1?as-of=2023-12-31":    {"As known at the end of 31 Dec 2023", "Left out: published later, on 1 Jan 2024"},
		"/places/3":                     {"Left out: no day is known"},
		"/places/4":                     {"claimed by Russia since 20 May 2023", "the Ministry of Defence, in Moscow"},
		"/places/6":                     {"No report tells of this state."},
	} {
		page := ask(s, "GET", target).Body.String()
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("GET %s: no %s in %s", target, w, page)
			}
		}
		checkPage(t, target, page)
	}
}

// TestPlainWeek: without scripts the front page lists what changed last, as text, with addresses that lead somewhere.
func TestPlainWeek(t *testing.T) {
	s, _ := told(t)
	page := ask(s, "GET", "/", "Accept", browser).Body.String()
	for _, want := range []string{
		"What changed from 4 Sep 2022 to 10 Sep 2022", `<a href="places/1">Izium</a> <span lang="uk">Ізюм</span>: unknown, claimed by Ukraine since 10 Sep 2022.`,
		"Gazette &lt;b&gt;, published 10 Sep 2022", `<a href="articles/1#event-1">`, "звільнили Балаклію 8 вересня", `href="diff?from=2022-09-03&amp;to=2022-09-10&amp;f=json"`,
	} {
		if !strings.Contains(strings.ReplaceAll(strings.ReplaceAll(page, "<bdi>", ""), "</bdi>", ""), want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	relative := regexp.MustCompile(`href="((?:places|articles|diff)[^"#]*)`)
	found := relative.FindAllStringSubmatch(page, -1)
	if len(found) < 6 {
		t.Errorf("links %v", found)
	}
	for _, m := range found {
		if w := ask(s, "GET", "/"+html.UnescapeString(m[1])); w.Code != 200 {
			t.Errorf("GET /%s: status %d", m[1], w.Code)
		}
	}
	empty := ask(serving(t, opened(t)), "GET", "/", "Accept", browser).Body.String()
	if strings.Contains(empty, "What changed") {
		t.Errorf("%s", empty)
	}
}
