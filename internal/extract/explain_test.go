package extract_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/news"
)

// TestExplainLeavesNothingOut: whatever was read in the labelled documents is explained, where it stands, and the
// reading is the same with and without an explanation.
func TestExplainLeavesNothingOut(t *testing.T) {
	x, _ := shipped()
	for _, lang := range []string{"en", "uk", "ru"} {
		for _, d := range documents(t, "testdata", "labelled", lang+".jsonl") {
			e := x.Explain(d.Article())
			if got, want := len(e.Reading.Events), len(x.Read(d.Article()).Events); got != want {
				t.Errorf("%s: %d events explained, %d read", d.ID, got, want)
			}
			var names []geo.Span
			events, figures, last := map[string]bool{}, 0, 0
			for _, s := range e.Sentences {
				inside := func(what string, at geo.Span) {
					if at.Start < s.Start || at.End > s.End || at.Start >= at.End || !utf8.ValidString(d.Text[at.Start:at.End]) {
						t.Errorf("%s: %s at %v of the sentence at %v", d.ID, what, at, s.Span)
					}
				}
				if s.Start < last {
					t.Errorf("%s: the sentence at %v begins inside the one before", d.ID, s.Span)
				}
				last = s.End
				for _, n := range s.Names {
					names = append(names, n.Span)
					inside("name", geo.Span{Start: n.Start, End: min(n.End, s.End)}) // a name may reach into the next
				}
				for _, tr := range s.Triggers {
					inside("trigger", tr.Span)
					if tr.Blocker != (geo.Span{}) {
						inside("blocker", tr.Blocker)
					}
					if len(tr.Events) > 0 == (tr.Class == "none") && tr.Why == "" {
						t.Errorf("%s: trigger %q made no event, without a reason", d.ID, d.Text[tr.Start:tr.End])
					}
					for _, ev := range tr.Events {
						events[ev.Ref] = true
					}
				}
				for _, sp := range s.Speakers {
					inside("speaker", sp.Span)
					inside("word of speech", sp.Verb)
				}
				for _, dated := range s.Dates {
					inside("date", dated.Span)
				}
				figures += len(s.Figures)
			}
			for _, ev := range e.Reading.Events {
				if !events[ev.Ref] {
					t.Errorf("%s: no trigger tells of %s in %q", d.ID, ev.Kind, ev.Source.Quote)
				}
			}
			for _, m := range e.Reading.Mentions {
				if !slices.Contains(names, m.Span) {
					t.Errorf("%s: the name %q is not explained", d.ID, m.Surface)
				}
			}
			if figures != len(e.Reading.Aggregates) {
				t.Errorf("%s: %d figures explained, %d read", d.ID, figures, len(e.Reading.Aggregates))
			}
		}
	}
}

// TestExplainReasons: why one of several places was taken, why a name was left, and which word blocked a trigger.
func TestExplainReasons(t *testing.T) {
	x, _ := shipped()
	explain := func(source, text string) extract.Explanation {
		return x.Explain(news.Article{Ref: "r", Source: source, Text: text, Published: time.Date(2022, 9, 12, 0, 0, 0, 0, time.UTC)})
	}
	for _, c := range []struct{ text, name, why, other string }{
		{"The village of Lyman, Kharkiv Oblast, was shelled.", "Lyman", "said", "Kharkiv Oblast"},
		{"The enemy shelled Izium and Oleksandrivka.", "Oleksandrivka", "listed", "Izium"},
		{"Izium is quiet. Izium, Lyman and others were shelled; Lyman was hit twice.", "Lyman", "near", "Izium"},
	} {
		found := false
		for _, s := range explain("", c.text).Sentences {
			for _, n := range s.Names {
				for _, r := range n.Reasons {
					at := c.text[n.Start:n.End]
					found = found || at == c.name && (r.Why == c.why || c.why == "near" && r.Why == "listed") && r.Place.Name == c.other && r.By > 0
				}
			}
		}
		if !found {
			t.Errorf("%q: %s is not %s %s", c.text, c.name, c.why, c.other)
		}
	}
	for _, c := range []struct{ text, why, blocker string }{
		{"Ukrainian troops have not retaken Izium.", "not", "not"},
		{"Ukrainian troops may soon retake Izium.", "modal", "may"},
		{"Since Russian troops took Izium, nobody has slept.", "time", "Since"},
		{"Have Ukrainian troops retaken Izium?", "question", ""},
		{"He took part in the talks.", "none", ""},
	} {
		var got []string
		for _, tr := range explain("", c.text).Sentences[0].Triggers {
			got = append(got, tr.Why+" "+c.text[tr.Blocker.Start:tr.Blocker.End])
		}
		if want := c.why + " " + c.blocker; len(got) != 1 || got[0] != want {
			t.Errorf("%q: blocked by %q, want %q", c.text, got, want)
		}
	}
	for _, c := range []struct{ source, text, by, word string }{
		{"Генштаб ЗСУ", "Ізюм звільнено.", "source", ""},
		{"", "Our soldiers are in Izium, our flag is over Lyman.", "words", "our flag"},
		{"", "Izium was retaken.", "", ""},
	} {
		e := explain(c.source, c.text)
		said := ""
		for _, w := range e.VoiceWords {
			said += c.text[w.Start:w.End] + "|"
		}
		if e.VoiceBy != c.by || !strings.Contains(strings.ToLower(said), c.word) {
			t.Errorf("%q: voice by %q, words %q; want %q, %q", c.text, e.VoiceBy, said, c.by, c.word)
		}
	}
}
