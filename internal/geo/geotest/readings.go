package geotest

import (
	"slices"
	"time"

	"retaken/internal/geo"
)

var day = time.Date(2022, 9, 8, 0, 0, 0, 0, time.UTC)

// fullReading is a reading with everything that one can have, of an article that articleNamed made.
func fullReading(article string, place geo.PlaceID) geo.Reading {
	evidence := spanOf("звільнили Балаклію")
	a := articleNamed(article)
	source := geo.Source{
		Article: a.Ref, Publisher: a.Publisher, Title: a.Title, URL: a.URL, Published: a.Published,
		Attribution: "Генштаб <i>", Side: geo.FromUkraine, Rank: geo.Official,
		Evidence: evidence, Quote: text[evidence.Start:evidence.End], Rule: "verb-object", Confidence: 0.8125,
	}
	counted := source
	counted.Evidence = spanOf("We took back 20 settlements")
	counted.Quote = text[counted.Evidence.Start:counted.Evidence.End]
	return geo.Reading{
		Article: article, Rules: "1",
		Mentions: []geo.Mention{
			{Span: spanOf("Балаклію"), Surface: "Балаклію", State: geo.Resolved, Place: place, Candidates: []geo.PlaceID{place, place + 9}, Corrected: true},
			{Span: spanOf("Izium"), Surface: "Izium", State: geo.Ambiguous, Candidates: []geo.PlaceID{place}},
			{Span: spanOf("Moscow"), Surface: "Moscow", State: geo.Unknown},
		},
		Events: []geo.Event{{
			Ref: article + "/full", Kind: geo.Withdrawal, By: geo.Ukraine, From: geo.Russia, ByDetail: "25th Brigade", Status: geo.Disputed,
			Place: place, When: geo.Date{Day: day, Precision: geo.ToWeek, Basis: geo.ByReport}, Standing: true, Background: true, Source: source,
		}},
		Aggregates: []geo.Aggregate{{
			Type: geo.AreaKm2, Value: 2500.5, Qualifier: "more than", Place: place, By: geo.Ukraine, Status: geo.Claimed,
			When: geo.Date{Day: day, Precision: geo.ToDay, Basis: geo.ByEvent}, Source: counted,
		}},
	}
}

// number is that of an article that has been read.
func (w *world) number(article string) geo.ArticleID {
	w.Helper()
	for _, a := range w.delta(0).Articles {
		if a.Ref == article {
			return a.ID
		}
	}
	w.Fatalf("no article %s among those that changed", article)
	return 0
}

func testReadingRoundTrip(w *world) {
	w.place("another")
	place := w.place("p")
	w.article("first") // of the same text
	w.article("a")
	r := fullReading("a", place)
	r.Events[0].Source.Story, r.Aggregates[0].Source.Story = "first", "first"
	bare := fullReading("a", place) // as rules make it: what the article says of itself is left to the store
	bare.Events[0].Source.Publisher, bare.Events[0].Source.Quote = "", ""
	bare.Events[0].ID, bare.Aggregates[0].Source.Title = 77, ""
	given := bare
	given.Events, given.Aggregates = slices.Clone(bare.Events), slices.Clone(bare.Aggregates)
	w.must(w.Store.PutReadings(w.Context(), given))
	equal(w, "the caller's reading afterwards", given, bare)

	got := w.events(geo.Query{})
	if len(got) != 1 || got[0].ID <= 0 {
		w.Fatalf("events %+v, want one with an ID", got)
	}
	r.Events[0].ID = got[0].ID
	r.Events[0].Source.ArticleID, r.Aggregates[0].Source.ArticleID = w.number("a"), w.number("a")
	w.filled(r.Events[0])
	equal(w, "events", got, r.Events)

	w.filled(r.Aggregates[0])
	equal(w, "aggregates", w.aggregates(), r.Aggregates)

	w.filled(r.Mentions[0])
	equal(w, "mentions", all(w, w.Mentions(w.Context(), "a")), r.Mentions)
	equal(w, "mentions of an unknown article", len(all(w, w.Mentions(w.Context(), "none"))), 0)
}

// testLeastReading keeps what has as little as it may, in an article of which only the text is known.
func testLeastReading(w *world) {
	place := w.place("p")
	w.must(w.PutArticle(w.Context(), Article{Ref: "a", Text: text}))
	w.must(w.Store.PutReadings(w.Context(), geo.Reading{
		Article: "a", Rules: "1", Events: []geo.Event{event("e", place)},
		Aggregates: []geo.Aggregate{{Type: geo.CountSettlements, Value: 20, Status: geo.Claimed}},
	}))
	got := w.events(geo.Query{})
	want := event("e", place)
	want.Source.Article, want.Source.ArticleID = "a", w.number("a")
	if len(got) == 1 {
		want.ID = got[0].ID
	}
	equal(w, "events", got, []geo.Event{want})
	if len(got) == 1 && !(got[0].When.IsZero() && got[0].Source.Published.IsZero()) {
		w.Errorf("unknown times come back as %v and %v, want zero", got[0].When.Day, got[0].Source.Published)
	}
	equal(w, "aggregates", w.aggregates(), []geo.Aggregate{
		{Type: geo.CountSettlements, Value: 20, Status: geo.Claimed, Source: geo.Source{Article: "a", ArticleID: w.number("a")}},
	})

	w.must(w.Store.PutReadings(w.Context(), geo.Reading{Article: "a", Rules: "1"}))
	equal(w, "events of an empty reading", len(w.events(geo.Query{})), 0)
	equal(w, "aggregates of an empty reading", len(w.aggregates()), 0)
}

// testEveryValue keeps every value of every enumeration.
func testEveryValue(w *world) {
	place := w.place("p")
	w.article("a")
	var events []geo.Event
	add := func(change func(*geo.Event)) {
		e := event("e"+string(rune('A'+len(events))), place)
		e.When.Day = day
		e.Source.Evidence = spanOf("Izium")
		change(&e)
		events = append(events, e)
	}
	for _, k := range geo.Kinds {
		add(func(e *geo.Event) { e.Kind = k })
	}
	for _, s := range geo.Statuses {
		add(func(e *geo.Event) { e.Status = s })
	}
	for _, s := range []geo.Side{geo.NoSide, geo.Ukraine, geo.Russia} {
		add(func(e *geo.Event) { e.By, e.From = s, s.Other() })
	}
	for _, p := range []geo.Precision{geo.ToDay, geo.ToWeek, geo.ToMonth, geo.ToYear} {
		add(func(e *geo.Event) { e.When.Precision = p })
	}
	for _, b := range []geo.Basis{geo.ByEvent, geo.ByReport, geo.ByPublished} {
		add(func(e *geo.Event) { e.When.Basis = b })
	}
	for _, s := range []geo.SourceSide{geo.FromUkraine, geo.FromRussia, geo.FromThird, geo.FromMedia} {
		add(func(e *geo.Event) { e.Source.Side = s })
	}
	for rank := geo.Unaffiliated; rank <= geo.Independent; rank++ {
		add(func(e *geo.Event) { e.Source.Rank = rank })
	}
	for _, c := range []float64{0, 1, 0.1, 1.0 / 3} {
		add(func(e *geo.Event) { e.Source.Confidence = c })
	}
	w.read("a", "1", events...)
	got := w.events(geo.Query{})
	if len(got) != len(events) {
		w.Fatalf("%d events come back, want %d", len(got), len(events))
	}
	a, number := articleNamed("a"), w.number("a")
	for i, e := range events {
		e.ID = got[i].ID
		s := &e.Source
		s.Article, s.ArticleID, s.Publisher, s.Title, s.URL, s.Published, s.Quote = a.Ref, number, a.Publisher, a.Title, a.URL, a.Published, "Izium"
		equal(w, "event", got[i], e)
	}
}

// testTimes gives times in another zone and expects the same instants, told in UTC.
func testTimes(w *world) {
	place := w.place("p")
	kyiv := time.FixedZone("EEST", 3*60*60)
	a := articleNamed("a")
	a.Published = time.Date(2022, 9, 11, 1, 30, 0, 0, kyiv)
	w.must(w.PutArticle(w.Context(), a))
	e := event("e", place)
	e.When = geo.Date{Day: day.In(kyiv), Precision: geo.ToDay, Basis: geo.ByEvent}
	w.read("a", "1", e)
	got := w.events(geo.Query{})[0]
	for _, c := range []struct {
		name      string
		got, want time.Time
	}{{"published", got.Source.Published, a.Published}, {"day", got.When.Day, day}} {
		if !c.got.Equal(c.want) || c.got.Location() != time.UTC {
			w.Errorf("%s is %v, want %v", c.name, c.got, c.want.UTC())
		}
	}
}

func testReplace(w *world) {
	place := w.place("p")
	w.article("a")
	w.article("b")
	other := fullReading("b", place)
	other.Aggregates[0].Source.Story = "a"
	w.must(w.Store.PutReadings(w.Context(), fullReading("a", place), other))
	w.must(w.Store.PutReadings(w.Context(), geo.Reading{Article: "a", Rules: "2", Events: []geo.Event{event("a/new", place)}}))

	equal(w, "events of the article", w.refs(geo.Query{Article: "a"}), "a/new")
	equal(w, "events of the other", w.refs(geo.Query{Article: "b"}), "b/full")
	equal(w, "mentions of the article", len(all(w, w.Mentions(w.Context(), "a"))), 0)
	equal(w, "mentions of the other", all(w, w.Mentions(w.Context(), "b")), other.Mentions)
	other.Aggregates[0].Source.ArticleID = w.number("b")
	equal(w, "aggregates", w.aggregates(), other.Aggregates)

	w.must(w.Store.PutReadings(w.Context(),
		geo.Reading{Article: "a", Rules: "3", Events: []geo.Event{event("a/first", place)}},
		geo.Reading{Article: "a", Rules: "4", Events: []geo.Event{event("a/last", place)}},
	))
	equal(w, "events after two readings in one batch", w.refs(geo.Query{Article: "a"}), "a/last")
}

// testStories keeps articles of which some are copies: their reports name the first one kept, whichever is read first.
func testStories(w *world) {
	const (
		agency = "Ukrainian forces entered the village of Robotyne on Wednesday and raised a flag over the ruins of its school, a spokesman for the southern command said, adding that mines slow every step."
		longer = "By our own reporter. " + agency + " Residents had left a year ago."
		other  = "A flag was seen over a school in the ruins of Robotyne; the southern command speaks of slow progress and of mines at every step its soldiers take there."
	)
	place := w.place("p")
	kept := func(ref, text string, days int) {
		w.must(w.PutArticle(w.Context(), Article{Ref: ref, Text: text, Published: day.AddDate(0, 0, days)}))
		e := event("e/"+ref, place)
		w.must(w.Store.PutReadings(w.Context(), geo.Reading{Article: ref, Rules: "1", Events: []geo.Event{e}}))
	}
	kept("agency", agency, 0)
	kept("other", other, 0)
	kept("copy", longer, 1)
	kept("later", agency, 30) // the same words a month later tell of something else
	kept("short", "Robotyne is ours.", 0)
	kept("short too", "Robotyne is ours.", 0)
	got := map[string]string{}
	for _, e := range w.events(geo.Query{}) {
		got[e.Source.Article] = e.Source.Story
	}
	equal(w, "stories", got, map[string]string{"agency": "agency", "copy": "agency", "other": "", "later": "", "short": "", "short too": ""})
}

// testEventIDs checks that an event keeps its ID as long as its reference stays, and that no ID comes
// back.
func testEventIDs(w *world) {
	place, another := w.place("p"), w.place("q")
	w.article("a")
	ids := func() map[string]geo.EventID {
		m := map[string]geo.EventID{}
		for _, e := range w.events(geo.Query{}) {
			m[e.Ref] = e.ID
		}
		return m
	}
	w.read("a", "1", event("stays", place), event("changes", place), event("goes", place))
	first := ids()

	changed := event("changes", another)
	changed.Kind, changed.Source.Evidence, changed.ID = geo.Contested, spanOf("Izium"), first["stays"] // the ID is ignored
	w.read("a", "2", event("comes", place), changed, event("stays", place))
	second := ids()
	for _, ref := range []string{"stays", "changes"} {
		equal(w, "ID of what "+ref, second[ref], first[ref])
	}
	for ref, old := range first {
		if second["comes"] <= old {
			w.Errorf("the new event has ID %d, but %s had %d before", second["comes"], ref, old)
		}
	}
	e, err := w.Store.Event(w.Context(), first["changes"])
	w.must(err)
	if e.Place != another || e.Kind != geo.Contested || e.Source.Quote != "Izium" {
		w.Errorf("the event that changes is %+v", e)
	}
	_, err = w.Store.Event(w.Context(), first["goes"])
	w.is("the event that goes", err, geo.ErrNotFound)

	w.read("a", "3")
	w.read("a", "4", event("goes", place))
	if id := ids()["goes"]; id <= second["comes"] {
		w.Errorf("an event that had gone comes back with ID %d, want a new one, above %d", id, second["comes"])
	}
}

func testSameAgain(w *world) {
	place := w.place("p")
	w.article("a")
	w.must(w.Store.PutReadings(w.Context(), fullReading("a", place)))
	before, events := w.revision(), w.events(geo.Query{})
	w.must(w.Store.PutReadings(w.Context(), fullReading("a", place), fullReading("a", place)))
	equal(w, "revision", w.revision(), before)
	equal(w, "events", w.events(geo.Query{}), events)
}

func testReadingsAllOrNone(w *world) {
	place := w.place("p")
	w.article("a")
	w.article("b")
	w.read("a", "1", event("kept", place))
	before := w.events(geo.Query{})
	for _, c := range []struct {
		name string
		bad  geo.Reading
	}{
		{"an unknown article", geo.Reading{Article: "none", Rules: "2"}},
		{"an unknown place", geo.Reading{Article: "b", Rules: "2", Events: []geo.Event{event("lost", place+1000)}}},
	} {
		changed := event("kept", place)
		changed.Status = geo.Denied
		err := w.Store.PutReadings(w.Context(),
			geo.Reading{Article: "a", Rules: "2", Events: []geo.Event{changed, event("new", place)}},
			geo.Reading{Article: "b", Rules: "2", Events: []geo.Event{event("other", place)}}, c.bad)
		w.is(c.name, err, geo.ErrNotFound)
		equal(w, "events after "+c.name, w.events(geo.Query{}), before)
		for article, want := range map[string]string{"a": "1", "b": ""} {
			rules, err := w.Store.ReadWith(w.Context(), article)
			w.must(err)
			equal(w, "rules of "+article+" after "+c.name, rules, want)
		}
	}
}

// testEvidence refuses spans that are not in the text, or cut a character of it in two.
func testEvidence(w *world) {
	place := w.place("p")
	w.article("a")
	for _, span := range []geo.Span{
		{Start: -1, End: 4},
		{Start: 4, End: 2},
		{Start: 0, End: len(text) + 1},
		{Start: len(text) + 1, End: len(text) + 2},
		{Start: 1, End: 4},
		{Start: 2, End: 5}, // the second byte of З and of р
	} {
		e := event("e", place)
		e.Source.Evidence = span
		if err := w.Store.PutReadings(w.Context(), geo.Reading{Article: "a", Rules: "1", Events: []geo.Event{e}}); err == nil {
			w.Errorf("evidence %v of a text of %d bytes is kept", span, len(text))
		}
	}
	equal(w, "events", len(w.events(geo.Query{})), 0)

	e := event("e", place)
	e.Source.Evidence = geo.Span{Start: 0, End: len(text)}
	w.read("a", "1", e)
	equal(w, "quote of the whole text", w.events(geo.Query{})[0].Source.Quote, text)
}

func testReadWith(w *world) {
	w.article("a")
	rules := func(article string) string {
		rules, err := w.Store.ReadWith(w.Context(), article)
		w.must(err)
		return rules
	}
	equal(w, "rules of an article that nobody read", rules("a"), "")
	equal(w, "rules of an article that is not there", rules("none"), "")
	for _, version := range []string{"1", "2", "1"} {
		w.read("a", version)
		equal(w, "rules", rules("a"), version)
	}
}

// testAggregateOrder reads articles in another order than they were kept in.
func testAggregateOrder(w *world) {
	w.article("z")
	w.article("a")
	aggregates := func(values ...float64) (out []geo.Aggregate) {
		for _, v := range values {
			out = append(out, geo.Aggregate{Type: geo.CountSettlements, Value: v, Status: geo.Claimed})
		}
		return out
	}
	w.must(w.Store.PutReadings(w.Context(), geo.Reading{Article: "a", Rules: "1", Aggregates: aggregates(4, 3)}))
	w.must(w.Store.PutReadings(w.Context(), geo.Reading{Article: "z", Rules: "1", Aggregates: aggregates(2, 2, 1)}))
	var got []float64
	for _, g := range w.aggregates() {
		got = append(got, g.Value)
	}
	equal(w, "aggregates in their order", got, []float64{2, 2, 1, 4, 3})
}
