package sqlite

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/news"
)

const newsText = "Балаклію звільнено, Izium too 🇺🇦."

// TestReadingsRefused gives readings with one mistake each: each is refused in one sentence that says
// what is wrong, and nothing of the batch is kept.
func TestReadingsRefused(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	places, err := db.PutPlaces(t.Context(), settlement("p"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.PutArticles(t.Context(), news.Article{Ref: "a", Text: newsText}, news.Article{Ref: "b", Text: newsText}); err != nil {
		t.Fatal(err)
	}
	good := func() geo.Reading {
		return geo.Reading{
			Article: "b", Rules: "1",
			Mentions:   []geo.Mention{{Span: geo.Span{End: 16}, Surface: "Балаклію", State: geo.Resolved, Place: places[0]}},
			Events:     []geo.Event{{Ref: "e", Kind: geo.Capture, By: geo.Russia, Status: geo.Claimed, Place: places[0]}},
			Aggregates: []geo.Aggregate{{Type: geo.AreaKm2, Value: 1, Status: geo.Claimed}},
		}
	}
	events := func(change func(*geo.Event)) func(*geo.Reading) {
		return func(r *geo.Reading) { change(&r.Events[0]) }
	}
	aggregates := func(change func(*geo.Aggregate)) func(*geo.Reading) {
		return func(r *geo.Reading) { change(&r.Aggregates[0]) }
	}
	mentions := func(change func(*geo.Mention)) func(*geo.Reading) {
		return func(r *geo.Reading) { change(&r.Mentions[0]) }
	}
	far := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		spoil func(*geo.Reading)
		want  string
	}{
		{func(r *geo.Reading) { r.Article = "none" }, `article "none": not found`},
		{events(func(e *geo.Event) { e.Ref = "" }), "it needs a reference"},
		{events(func(e *geo.Event) { e.Kind = "conquest" }), `event "e": kind must be liberation, capture`},
		{events(func(e *geo.Event) { e.By = "XX" }), "by must be UA, RU or empty"},
		{events(func(e *geo.Event) { e.From = "XX" }), "from must be UA, RU or empty"},
		{events(func(e *geo.Event) { e.Status = "" }), "status must be confirmed"},
		{events(func(e *geo.Event) { e.Place = 0 }), "place 0: not found"},
		{events(func(e *geo.Event) { e.Place = 77 }), "place 77: not found"},
		{events(func(e *geo.Event) { e.When.Day = far }), "day must lie between the years 1 and 9999"},
		{events(func(e *geo.Event) { e.When.Precision = "hour" }), "precision must be"},
		{events(func(e *geo.Event) { e.When.Basis = "guess" }), "basis must be"},
		{events(func(e *geo.Event) { e.Source.Side = "XX" }), "side of the source must be"},
		{events(func(e *geo.Event) { e.Source.Rank = 6 }), "rank must lie between 0 and 5"},
		{events(func(e *geo.Event) { e.Source.Confidence = 1.01 }), "confidence must lie between 0 and 1"},
		{events(func(e *geo.Event) { e.Source.Evidence = geo.Span{Start: 3, End: 2} }), `event "e": bytes 3 to 2 do not lie within its text of 56 bytes`},
		{events(func(e *geo.Event) { e.Source.Evidence = geo.Span{End: 57} }), "do not lie within"},
		{events(func(e *geo.Event) { e.Source.Evidence = geo.Span{End: 3} }), "bytes 0 to 3 cut through a character"},
		{events(func(e *geo.Event) { e.Source.Quote = "other words" }), "its quote is not what stands at bytes 0 to 0"},
		{events(func(e *geo.Event) { e.Source.Article = "a" }), `its source is another article, "a"`},
		{events(func(e *geo.Event) { e.Source.Attribution = "\xff" }), "is not valid UTF-8"},
		{func(r *geo.Reading) { r.Events = append(r.Events, r.Events[0]) }, "another event of the reading has the same reference"},
		{events(func(e *geo.Event) { e.Ref = "taken" }), `event "taken": its reference is taken`},
		{aggregates(func(g *geo.Aggregate) { g.Type = "" }), "type must be settlements or area_km2"},
		{aggregates(func(g *geo.Aggregate) { g.Place = 77 }), "place 77: not found"},
		{aggregates(func(g *geo.Aggregate) { g.Source.Evidence = geo.Span{Start: 1, End: 2} }), "bytes 1 to 2 cut through"},
		{mentions(func(m *geo.Mention) { m.Span = geo.Span{Start: 50, End: 70} }), `mention of "Балаклію": bytes 50 to 70 do not lie`},
		{mentions(func(m *geo.Mention) { m.State = "guessed" }), "state must be"},
		{mentions(func(m *geo.Mention) { m.State = geo.Unknown }), "a mention has a place if it is resolved, and only then"},
		{mentions(func(m *geo.Mention) { m.Place = 0 }), "a mention has a place if it is resolved, and only then"},
		{mentions(func(m *geo.Mention) { m.Place = 77 }), "place 77: not found"},
	} {
		first := geo.Reading{Article: "a", Rules: "1", Events: good().Events}
		first.Events[0].Ref = "taken"
		bad := good()
		c.spoil(&bad)
		err := db.PutReadings(t.Context(), first, bad)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
		if rules, err := db.ReadWith(t.Context(), "a"); rules != "" || err != nil {
			t.Fatalf("%s: the reading before it is kept (%v)", c.want, err)
		}
	}
	if err := db.PutReadings(t.Context(), good()); err != nil {
		t.Errorf("without a mistake: %v", err)
	}
}

func TestPlacesRefused(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	for _, c := range []struct {
		spoil func(*geo.Place)
		want  string
	}{
		{func(p *geo.Place) { p.Ref = "" }, `place "": it needs a reference`},
		{func(p *geo.Place) { p.Name = "" }, `place "p": it needs a name`},
		{func(p *geo.Place) { p.Kind = "village" }, "kind must be settlement, region"},
		{func(p *geo.Place) { p.Point = orb.Point{37, 91} }, "latitude must lie between -90 and 90"},
		{func(p *geo.Place) { p.Point = orb.Point{181, 49} }, "longitude must lie between -180 and 180"},
		{func(p *geo.Place) { p.Population = -1 }, "population must not be negative"},
		{func(p *geo.Place) { p.Uncertainty = -1 }, "uncertainty must not be negative"},
		{func(p *geo.Place) { p.NameUk = "\xff" }, "is not valid UTF-8"},
		{func(p *geo.Place) { p.Aliases = []geo.Alias{{Text: "\xff"}} }, "is not valid UTF-8"},
	} {
		bad := settlement("p")
		c.spoil(&bad)
		_, err := db.PutPlaces(t.Context(), settlement("good"), bad)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %q", bad, err, c.want)
		}
	}
	for p := range db.Places(t.Context()) {
		t.Errorf("%q is kept", p.Ref)
	}
}

// TestRunes checks that SQL cuts the same quote with the offsets in code points.
func TestRunes(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	places, err := db.PutPlaces(t.Context(), settlement("p"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.PutArticles(t.Context(), news.Article{Ref: "a", Text: newsText}); err != nil {
		t.Fatal(err)
	}
	for _, quote := range []string{"Балаклію", "звільнено, Izium", "🇺🇦", ".", newsText} {
		start := strings.Index(newsText, quote)
		source := geo.Source{Evidence: geo.Span{Start: start, End: start + len(quote)}}
		err := db.PutReadings(t.Context(), geo.Reading{
			Article: "a", Rules: quote,
			Events:     []geo.Event{{Ref: "e", Kind: geo.Liberation, Status: geo.Confirmed, Place: places[0], Source: source}},
			Aggregates: []geo.Aggregate{{Type: geo.CountSettlements, Status: geo.Confirmed, Source: source}},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"events", "aggregates"} {
			var got string
			err := db.readers.QueryRowContext(t.Context(), "SELECT substr(text, start_rune + 1, end_rune - start_rune) FROM articles, "+table).Scan(&got)
			if got != quote || err != nil {
				t.Errorf("%s: %q, %v; want %q", table, got, err, quote)
			}
		}
	}
}

// FuzzEvidence cuts arbitrary spans out of arbitrary texts.
func FuzzEvidence(f *testing.F) {
	f.Add(newsText, 0, 16)
	f.Add(newsText, 1, 3)
	f.Add("", 0, 0)
	f.Add("a", -1, 1<<62)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if !utf8.ValidString(text) {
			t.Skip("such a text is not kept")
		}
		a := article{text: text}
		quote, err := a.cut(geo.Span{Start: start, End: end})
		if err != nil {
			return
		}
		if quote != text[start:end] || !utf8.ValidString(quote) {
			t.Errorf("quote %q of %q from %d to %d", quote, text, start, end)
		}
		if cut := string([]rune(text)[a.runes(start):a.runes(end)]); cut != quote {
			t.Errorf("in code points the quote is %q, in bytes %q", cut, quote)
		}
	})
}
