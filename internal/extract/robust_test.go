package extract_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// TestLinear makes sure that the time for a text grows with its length, not with its square.
func TestLinear(t *testing.T) {
	const times, slack = 8, 3 // how much longer the second text is, and how much more than that it may take
	const tries = 4           // a busy machine only ever makes a measurement longer
	x, _ := shipped()
	for name, c := range map[string]struct {
		unit string
		size int // bytes
	}{
		"one word":          {"x", 10 << 20},
		"one number":        {"1,", 4 << 20},
		"one glued name":    {"Ізюм", 2 << 20},
		"names":             {"Lyman ", 100_000 * len("Lyman ")},
		"name list":         {"Izium, ", 1 << 17},
		"ambiguous names":   {"Олександрівка ", 1 << 17},
		"quotation marks":   {"«", 1 << 20},
		"deep quotations":   {"«Izium «was taken ", 1 << 17},
		"commas":            {",", 1 << 20},
		"full stops":        {". ", 1 << 18},
		"relative clauses":  {"which ", 100_000 * len("which ")},
		"gaps":              {"threw x x x x x out x x x x of x x ", 1 << 18},
		"gaps with names":   {"взяли а а Ізюм а під а а контроль а ", 1 << 18},
		"triggers":          {"captured took control of withdrew from ", 1 << 17},
		"triggers and gaps": {"took ? control of x x x in x x hands x x flag over ", 1 << 18},
		"captures":          {"troops captured Izium ", 1 << 16},
		"one clause":        {"and the town was taken on Monday by the Russians in April ", 1 << 18},
		"speakers":          {"Ukrainian General Staff said that ", 1 << 18},
		"short statements":  {"He said Izium fell. ", 1 << 17},
		"pronouns alone":    {"It fell. ", 1 << 18},
		"fights":            {"The battle for Izium. ", 1 << 17},
		"denials":           {"It has not. ", 1 << 18},
		"dates":             {"on Monday 5 May 2022 ", 1 << 18},
		"paragraphs":        {"x\n\n", 1 << 18},
	} {
		t.Run(name, func(t *testing.T) {
			took := func(size int) time.Duration {
				a := news.Article{Ref: "r", Text: strings.Repeat(c.unit, size/len(c.unit))}
				start := time.Now()
				x.Read(a)
				return time.Since(start)
			}
			for try := 1; ; try++ {
				small, big := took(c.size/times), took(c.size)
				if big <= times*slack*max(small, time.Millisecond) {
					break
				}
				if try == tries {
					t.Fatalf("%d bytes took %v, %d bytes %v", c.size/times, small, c.size, big)
				}
			}
		})
	}
}

// wellFormed makes sure that a reading is one of the text: spans on the boundaries of characters, quotes as they stand there.
func wellFormed(t *testing.T, r geo.Reading, text string) {
	t.Helper()
	check := func(what string, s geo.Span) {
		if s.Start < 0 || s.Start >= s.End || s.End > len(text) || !utf8.ValidString(text[s.Start:s.End]) {
			t.Errorf("the %s is span %v of %d bytes", what, s, len(text))
		}
	}
	for _, m := range r.Mentions {
		if check("name", m.Span); m.Surface != text[m.Span.Start:m.Span.End] {
			t.Errorf("mention %+v", m)
		}
	}
	for _, e := range r.Events {
		check("evidence", e.Source.Evidence)
		if e.Place == 0 || e.By == geo.NoSide || e.Source.Quote != text[e.Source.Evidence.Start:e.Source.Evidence.End] {
			t.Errorf("event %+v", e)
		}
	}
	for _, a := range r.Aggregates {
		check("figure", a.Source.Evidence)
	}
}

// FuzzReadArticle reads any text as an article, and explains it.
func FuzzReadArticle(f *testing.F) {
	for _, s := range []string{
		"Ukrainian forces have recaptured Izium, Kupiansk and Balaklyia in the Kharkiv region.",
		"Балаклія — наша! Прапор над міськрадою.", "Шойгу: плацдарм в Крынках зачищен.", " date 2022-09-11 Russian troops",
		"Izium’s", "\u0301\u0301", "in 2014 31 June 2,000 km²", "It fell. The town was taken.", "\u00adIzium\u00ad ҐЇ ЁЪ", "«Ізюм» взяли під «контроль» ЗСУ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<16 {
			t.Skip("an article is valid UTF-8")
		}
		x, _ := shipped()
		a := news.Article{Ref: "r", Text: text, Published: time.Date(2022, 9, 11, 0, 0, 0, 0, time.UTC)}
		r := x.Read(a)
		wellFormed(t, r, text)
		if e := x.Explain(a); len(e.Reading.Events) != len(r.Events) {
			t.Errorf("%d events, %d when explained", len(r.Events), len(e.Reading.Events))
		}
	})
}

// FuzzReadBytes reads any bytes as a file of articles, and those.
func FuzzReadBytes(f *testing.F) {
	for _, s := range []string{
		"Date: 2022-09-11\nTitle: Izium\n\nUkrainian forces have recaptured Izium.", `{"id": "a", "published": "2022-09-11", "text": "Izium fell."}`,
		"<html lang=uk><title>Ізюм</title><p>Ізюм звільнено.</p>", "\xc8\xe7\xfe\xec \xe2\xe7\xff\xeb\xe8.", "\xff\xfeI\x00z\x00i\x00u\x00m\x00", "Izium \xd0",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			t.Skip("long")
		}
		x, _ := shipped()
		for a, err := range news.Read("article", bytes.NewReader(data), news.Article{}) {
			if err != nil {
				continue
			}
			if !utf8.ValidString(a.Text) {
				t.Fatalf("the text %q is not valid UTF-8", a.Text)
			}
			wellFormed(t, x.Read(a), a.Text)
		}
	})
}
