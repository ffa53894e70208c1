package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"retaken/internal/geo"
	"retaken/internal/news"
)

var article1 = news.Article{
	ID: 99, Ref: "one", URL: "https://example.org/?a=1&b=<2>", Source: "Газета", Title: "'; DROP TABLE articles; --", Lang: "uk",
	Published: time.Date(2022, 9, 10, 12, 30, 0, 987654321, time.FixedZone("EEST", 3*60*60)),
	Text:      "Балаклію звільнено.\r\nIzium: \x00 та \u2028 й 🇺🇦.",
}

// TestArticles checks the contract of news.Archive.
func TestArticles(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	least := news.Article{Ref: "two", Text: ""}
	again := article1
	again.Text, again.Title = "another text", "another title"
	for _, c := range []struct {
		put  []news.Article
		want []bool
	}{
		{nil, nil},
		{[]news.Article{article1, least, again}, []bool{true, true, false}},
		{[]news.Article{again, {Ref: "three"}}, []bool{false, true}},
		{[]news.Article{article1, least}, []bool{false, false}},
	} {
		got, err := db.PutArticles(t.Context(), c.put...)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("new articles: %v -want +got\n%s", err, diff)
		}
	}
	kept := article1
	kept.Published = kept.Published.UTC()
	want := []news.Article{kept, least, {Ref: "three"}}
	for i := range want {
		want[i].ID = int64(i + 1)
	}
	var got []news.Article
	for a, err := range db.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("articles: -want +got\n%s", diff)
	}
	for _, a := range want {
		one, err := db.Article(t.Context(), a.Ref)
		if diff := cmp.Diff(a, one); diff != "" || err != nil {
			t.Errorf("article %s: %v -want +got\n%s", a.Ref, err, diff)
		}
	}
	if _, err := db.Article(t.Context(), "none"); !errors.Is(err, news.ErrNotFound) || !strings.Contains(err.Error(), "none") {
		t.Errorf("an article that is not there: %v", err)
	}
	if loc := got[0].Published.Location(); loc != time.UTC || !got[1].Published.IsZero() {
		t.Errorf("times are in %v and %v, want UTC and zero", loc, got[1].Published)
	}
}

func TestArticlesRefused(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	for _, c := range []struct {
		bad  news.Article
		want string
	}{
		{news.Article{Text: "no reference"}, `article "": it needs a reference`},
		{news.Article{Ref: "r", Text: "a\xffb"}, `article "r": "a\xffb" is not valid UTF-8`},
		{news.Article{Ref: "r", Title: "\xc3"}, "is not valid UTF-8"},
		{news.Article{Ref: "r", Published: time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC)}, "published must be a time between the years 1 and 9999"},
	} {
		_, err := db.PutArticles(t.Context(), news.Article{Ref: "good"}, c.bad)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %q", c.bad, err, c.want)
		}
	}
	for a := range db.Articles(t.Context()) {
		t.Errorf("%q is kept", a.Ref)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.PutArticles(ctx, article1); !errors.Is(err, context.Canceled) {
		t.Errorf("with a cancelled context: %v", err)
	}
}

// TestRereading reads every article again in a loop over them, as the ingest does when the rules change.
func TestRereading(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	for i := range 50 {
		if _, err := db.PutArticles(t.Context(), news.Article{Ref: fmt.Sprint(i), Text: strings.Repeat("Izium ", 2000)}); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for a, err := range db.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rules, err := db.ReadWith(t.Context(), a.Ref)
		if rules != "" || err != nil {
			t.Fatalf("article %s was read with %q, %v", a.Ref, rules, err)
		}
		if err := db.PutReadings(t.Context(), geo.Reading{Article: a.Ref, Rules: "1"}); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 50 {
		t.Errorf("%d articles, want 50", n)
	}
}

func TestMeta(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	for _, value := range []string{"", "first", "second", "second", ""} {
		if err := db.SetMeta(t.Context(), "gazetteer", value); err != nil {
			t.Fatal(err)
		}
		if got, err := db.Meta(t.Context(), "gazetteer"); got != value || err != nil {
			t.Errorf("got %q, %v; want %q", got, err, value)
		}
		if other, err := db.Meta(t.Context(), "other"); other != "" || err != nil {
			t.Errorf("a key that was never set is %q, %v", other, err)
		}
	}
	if n, err := db.Revision(t.Context()); n != 0 || err != nil {
		t.Errorf("revision %d, %v; want 0", n, err)
	}
}
