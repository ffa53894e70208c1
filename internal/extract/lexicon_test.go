package extract

import (
	"strings"
	"testing"
	"testing/fstest"

	"retaken/internal/geo"
	"retaken/internal/news"
)

func lexiconOf(file, content string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name := range classes {
		fsys["en/"+name+".tsv"] = &fstest.MapFile{}
	}
	fsys["en/"+file+".tsv"] = &fstest.MapFile{Data: []byte(content)}
	return fsys
}

func TestLexiconErrors(t *testing.T) {
	for _, c := range []struct{ file, content, want string }{
		{"triggers", "# note\nseized\ttake\tpart\nstole\ttkae\tpart", `en/triggers.tsv:3: "stole": class "tkae" is not one of take,`},
		{"triggers", "seized\ttake\tpassive", `en/triggers.tsv:1: "seized": form "passive" is not one of verb, part, noun, state`},
		{"triggers", "seized take part", `en/triggers.tsv:1: "seized take part" has 1 columns; want phrase, class`},
		{"dates", "may\tmonth\tfive", `en/dates.tsv:1: "may": "five" is not a whole number`},
		{"cues", "no*\tnot", `en/cues.tsv:1: "no*": the stem "no" is too short`},
		{"cues", "not|\tnot", `en/cues.tsv:1: "": a phrase must begin with a word`},
		{"constructions", "{place} is ours\tfreed", `en/constructions.tsv:1: "{place} is ours": class "freed" is not one of take,`},
		{"constructions", "{place} {by}\ttake", `en/constructions.tsv:1: "{place} {by}": it has no word`},
		{"constructions", "{town} is ours\tfree", `en/constructions.tsv:1: "{town} is ours": {town} is no slot; want {place}, {by}, {from} or {number}`},
		{"constructions", "{by} took it all\ttake", `en/constructions.tsv:1: "{by} took it all": it has 0 slots {place}; want one`},
		{"constructions", "... took {place}\ttake", `en/constructions.tsv:1: "... took {place}": it begins or ends with a gap; want a word or a slot`},
		{"constructions", "a ... b ... c ... {place}\ttake", `en/constructions.tsv:1: "a ... b ... c ... {place}": it has 3 gaps; want two at most`},
		{"constructions", "took/house-to-house {place}\ttake", `en/constructions.tsv:1: "took/house-to-house {place}": "took/house-to-house": each alternative is one word`},
		{"constructions", "no* {place}\ttake", `en/constructions.tsv:1: "no* {place}": the stem "no" is too short`},
	} {
		_, err := LoadLexicon(lexiconOf(c.file, c.content))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: got error %v, want %s", c.content, err, c.want)
		}
	}
	missing := lexiconOf("cues", "")
	delete(missing, "en/dates.tsv")
	if _, err := LoadLexicon(missing); err == nil || !strings.Contains(err.Error(), "en/dates.tsv") {
		t.Errorf("got error %v, want one that names en/dates.tsv", err)
	}
}

func TestPhrases(t *testing.T) {
	lex, err := LoadLexicon(lexiconOf("triggers", "took ? control of\ttake\tverb\ntook\ttake\tpart\nwithdraw*\tleave\tverb\nhouse-to-house fighting\tfight\tstate"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"took control of":             "took control of",
		"took full control of":        "took full control of",
		"took very full control of":   "took",
		"Withdrawn":                   "Withdrawn",
		"House-to-house fighting":     "House-to-house fighting",
		"took full. control of":       "took",
		"with":                        "",
		"took\n\ncontrol of the town": "took",
	} {
		toks := tokenize(text, 0)
		got := ""
		for _, f := range lex.langs["en"].find(toks, 0, nil) {
			got = text[toks[f.from].start:toks[f.to-1].end]
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

// TestFirstOfEqual makes sure that of two phrases that end at the same word the first in the file counts, but a whole
// word before a stem, and of two lengths the longer.
func TestFirstOfEqual(t *testing.T) {
	for _, c := range []struct{ lines, want string }{
		{"took c*\ttake\tpart\ntook control\tlose\tpart", "take"},
		{"took control\tlose\tpart\ntook c*\ttake\tpart", "lose"},
		{"took*\ttake\tpart\ntook\tlose\tpart", "lose"},
		{"took\ttake\tpart\ntook control\tlose\tpart", "lose"},
		{"took control of\tfall\tpart\ntook ? of\ttake\tpart\ntook\tlose\tpart", "fall"},
	} {
		lex, err := LoadLexicon(lexiconOf("triggers", c.lines))
		if err != nil {
			t.Fatal(err)
		}
		fs := lex.langs["en"].find(tokenize("took control of it", 0), 0, nil)
		if len(fs) != 1 || fs[0].class != c.want {
			t.Errorf("%q: found %+v, want %s", c.lines, fs, c.want)
		}
	}
}

// FuzzLexicon reads any lines as a lexicon and, with it, a text.
func FuzzLexicon(f *testing.F) {
	f.Add("constructions", "{place} is/are ours\tfree\n{by} ... hoist* ? flag ... {place}\tflag\na* took {number} — {place}\ttake", "Robotyne is ours.")
	f.Add("triggers", "took ? control of\ttake\tverb|\n*\t\t", "took over control of Robotyne")
	f.Add("words", "kyiv's|house-to-house\tcommon\n²\tin", "kyiv's house-to-house ²")
	f.Fuzz(func(t *testing.T, file, lines, text string) {
		if classes[file] == nil {
			t.Skip("no such file")
		}
		lex, err := LoadLexicon(lexiconOf(file, lines))
		if err == nil {
			New(lex, few(t), geo.Theatre{}).Read(news.Article{Ref: "r", Lang: "en", Text: text})
		}
	})
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"Kupiansk's fall":         "kupiansk|'|s|fall",
		"Куп’янськ, 2,000 км²":    "куп'янськ|,|2,000|км|²",
		"(Ёлка)":                  "(|елка|)",
		"22:30 — 1.5":             "22:30|—|1.5",
		"of 2022. Then":           "of|2022|.|then",
		"O’Brien left Slovians’k": "o'brien|left|slovians'k",
		"ҐРАТИ ґрати ЁЖ ёж Їжак Ўсё": "ґрати|ґрати|еж|еж|їжак|ўсе",
		"Ки\u0301їв É": "київ|é",
	} {
		var got []string
		for _, tok := range tokenize(text, 0) {
			got = append(got, tok.fold)
			if text[tok.start:tok.end] == "" {
				t.Errorf("%q: empty token", text)
			}
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: got %s, want %s", text, g, want)
		}
	}
}
