package geo

import (
	"strings"
	"testing"
)

func TestSimilar(t *testing.T) {
	g := newGazetteer(t, fewPlaces...)
	for _, test := range []struct{ word, want string }{
		{"Kupinsk", "kupiansk/similar"},   // a letter is missing: Kupansk when folded
		{"Kupianska", "kupiansk/similar"}, // one too many
		{"Kupiamsk", "kupiansk/similar"},  // a wrong one
		{"Kupainsk", "kupiansk/similar"},  // changed over
		{"Gupiansk", "kupiansk/similar"},  // the first
		{"Balakley", "balakliia/similar"},
		{"Lymen", ""},    // too short
		{"Kupinks", ""},  // two edits
		{"Bakhmutt", ""}, // the same when folded
		{"", ""},
	} {
		got := refs(g.Similar(test.word))
		if got != test.want {
			t.Errorf("Similar(%q) is %q, want %q", test.word, got, test.want)
		}
	}
}

func TestSearch(t *testing.T) {
	g := newGazetteer(t, fewPlaces...)
	for _, test := range []struct {
		query string
		limit int
		want  string
	}{
		{"Ku", 0, "kupiansk vuzlovyi"},
		{"kupiansk", 0, "kupiansk vuzlovyi"},
		{"Kharkiv", 0, "kharkiv iso:UA-63"},
		{"Kharkiv r", 0, "iso:UA-63"},
		{"харк", 0, "kharkiv iso:UA-63"},
		{"Харкова", 0, "kharkiv"},
		{"Лим", 0, "lyman lyman-63"},
		{"лим", 1, "lyman"},
		{"Kakh", 0, "kakhovka nova-kakhovka"},
		{"Nova K", 0, "nova-kakhovka"},
		{"нова-к", 0, "nova-kakhovka"},
		{"Kupjan", 0, "kupiansk vuzlovyi"},
		{"Balakli", 0, "balakliia"},
		{"Vugle", 0, "vuhledar"},
		{"Вугле", 0, "vuhledar"},
		{"Bakmut", 0, "bakhmut"},
		{"Kuipan", 0, "kupiansk vuzlovyi"},
		{"Kharkuv", 0, "kharkiv iso:UA-63"},
		{"Bakhmutt", 0, "bakhmut"},
		{"Vakhmut", 0, "bakhmut"},
		{"Kharkiv Kupiansk", 0, "kupiansk vuzlovyi"},
		{"kupian, kharkiv obl", 0, "kupiansk vuzlovyi"},
		{"Lyman, Kharkiv", 0, "lyman-63"},
		{"kakhovka nova", 0, "nova-kakhovka"},
		{"м. Лиман", 0, "lyman lyman-63"},
		{"village of Lyman", 0, "lyman lyman-63"},
		{"м", 0, "marinka"},
		{"izum", 0, "izium"},
		{"Lyman xyzzy", 0, ""},
		{"xyzzy", 0, ""},
		{"", 0, ""},
		{" - ", 0, ""},
	} {
		var got []string
		for _, p := range g.Search(test.query, test.limit) {
			got = append(got, p.Ref)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("Search(%q, %d) is %q, want %q", test.query, test.limit, s, test.want)
		}
	}
}
