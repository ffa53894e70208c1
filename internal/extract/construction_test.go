package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// few is a gazetteer of three villages and a region.
func few(t *testing.T) *geo.Gazetteer {
	t.Helper()
	g, err := geo.NewGazetteer(func(yield func(geo.Place, error) bool) {
		for i, p := range []geo.Place{
			{Name: "Robotyne", Kind: geo.Settlement, Oblast: "UA-23"},
			{Name: "Verbove", Kind: geo.Settlement, Oblast: "UA-23"},
			{Name: "Kopani", Kind: geo.Settlement, Oblast: "UA-23"},
			{Name: "Zaporizhzhia Oblast", Kind: geo.Region, Oblast: "UA-23", Aliases: []geo.Alias{{Text: "Zaporizhzhia region", Kind: geo.Variant}}},
		} {
			p.Ref, p.Point = fmt.Sprint("test:", i), orb.Point{35.8 + float64(i)/20, 47.4}
			if !yield(p, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestConstructions(t *testing.T) {
	fsys := lexiconOf("constructions", strings.Join([]string{
		"{place} is/are ours\tfree",
		"threw {from} out of {place}\texpel",
		"{by} ... hoist* ? flag ... {place}\tflag",
		"{place} — ours\tfree",
		"took {number} prisoners in {place}\tnone",
		"over to {by} went {place}\ttake",
		"fire ho* {by} in {place}\ttake",
		"{place} :/— how ours/theirs\tfree",
	}, "\n"))
	fsys["en/triggers.tsv"].Data = []byte("took\ttake\tpart\ntaken\ttake\tpart")
	fsys["en/actors.tsv"].Data = []byte("ukrainians|ukrainian troops\tUA\nrussians\tRU\nour men\tforce\town")
	fsys["en/words.tsv"].Data = []byte("the|a|whole\tfiller\nthe village of|village of|village\tsettlement\nin\tin\nof\tof\nand\tand\nthe village\tit\nis|are|was\taux\nregion\tregion\nnear\tnear")
	fsys["en/cues.tsv"].Data = []byte("not\tnot")
	lex, err := LoadLexicon(fsys)
	if err != nil {
		t.Fatal(err)
	}
	x := New(lex, few(t), geo.Theatre{})
	for text, want := range map[string]string{
		"The village of Robotyne is ours.":                                     "Robotyne UA",
		"Robotyne, Verbove and Kopani are ours.":                               "Robotyne UA, Verbove UA, Kopani UA",
		"Robotyne is not ours.":                                                "",
		"Near Robotyne is ours.":                                               "", // a preposition governs the name
		"Robotyne in Zaporizhzhia region is ours.":                             "Robotyne UA",
		"Robotyne (Zaporizhzhia region) is ours.":                              "Robotyne UA",
		"Robotyne — ours.":                                                     "Robotyne UA",
		"They threw the Russians out of Robotyne and Verbove.":                 "Robotyne UA, Verbove UA",
		"They threw the Ukrainians out of Robotyne.":                           "Robotyne RU",
		"Ukrainian troops have hoisted their flag over the ruins of Robotyne.": "Robotyne UA",
		"Ukrainian troops have come; a man hoisted a flag in far Robotyne.":    "", // not across a semicolon
		"They took 20 prisoners in Robotyne.":                                  "",
		"They took Robotyne.":                                                  "Robotyne RU",
		"Fire holds the Russians in Robotyne.":                                 "Robotyne RU", // "ho*" is too short a stem to be indexed
		"Fire in Robotyne holds the Russians.":                                 "",
		"Robotyne: how ours!":                                                  "Robotyne UA",
		"Robotyne — how ours!":                                                 "Robotyne UA",
		"Shells fell on Robotyne. Over to the Russians went the village.":      "Robotyne RU",
		"Over to our men went Robotyne.":                                       "Robotyne RU", // whose men? As if they were not named
	} {
		var got []string
		for _, e := range x.Read(news.Article{Ref: "r", Lang: "en", Text: text}).Events {
			p, _ := x.gazetteer.Place(e.Place)
			got = append(got, p.Name+" "+string(e.By))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, strings.Join(got, ", "), want)
		}
	}
}

// TestExplain makes sure that an explanation shows what made an event and what kept one from being made.
func TestExplain(t *testing.T) {
	fsys := lexiconOf("constructions", "{place} is ours\tfree")
	fsys["en/cues.tsv"].Data = []byte("not\tnot")
	fsys["en/speakers.tsv"].Data = []byte("general staff\tUA\tbody")
	fsys["en/speech.tsv"].Data = []byte("said\tsay")
	fsys["en/dates.tsv"].Data = []byte("monday\tweekday\t1")
	lex, err := LoadLexicon(fsys)
	if err != nil {
		t.Fatal(err)
	}
	x := New(lex, few(t), geo.Theatre{})
	a := news.Article{Ref: "r", Lang: "en", Text: "Robotyne is ours, the General Staff said. Verbove is not ours.", Published: time.Date(2023, 8, 28, 0, 0, 0, 0, time.UTC)}
	e := x.Explain(a)
	if len(e.Sentences) != 2 || len(e.Reading.Events) != 1 {
		t.Fatalf("%d sentences and %d events, want 2 and 1", len(e.Sentences), len(e.Reading.Events))
	}
	at := func(s geo.Span) string { return a.Text[s.Start:s.End] }
	first := e.Sentences[0]
	if got := at(first.Span); got != "Robotyne is ours, the General Staff said." {
		t.Errorf("the first sentence is %q", got)
	}
	if len(first.Names) != 1 || first.Names[0].Place == nil || first.Names[0].Place.Name != "Robotyne" {
		t.Errorf("names %+v", first.Names)
	}
	if len(first.Speakers) != 1 || at(first.Speakers[0].Span) != "General Staff" || first.Speakers[0].Side != geo.FromUkraine {
		t.Errorf("speakers %+v", first.Speakers)
	}
	if len(first.Triggers) != 1 || at(first.Triggers[0].Span) != "is ours" || first.Triggers[0].Why != "" || len(first.Triggers[0].Events) != 1 {
		t.Errorf("triggers %+v", first.Triggers)
	}
	if arg, rule := first.Triggers[0].Arg, e.Reading.Events[0].Source.Rule; arg != "{place} is ours" || rule != "free/construction" {
		t.Errorf("the construction is %q, the rule %q", arg, rule)
	}
}
