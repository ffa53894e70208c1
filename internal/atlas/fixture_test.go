package atlas_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/atlas"
	"retaken/internal/geo"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// The places of the tests, in the order of their ids from 1.
var places = []geo.Place{
	{Ref: "t:izium", Name: "Izium", NameUk: "Ізюм", Kind: geo.Settlement, Oblast: "UA-63", Population: 45884, Point: orb.Point{37.24853, 49.2121}},
	{Ref: "t:balakliia", Name: "Balakliia", NameUk: "Балаклія", Kind: geo.Settlement, Oblast: "UA-63", Population: 26921, Point: orb.Point{36.85921, 49.46262}},
	{Ref: "t:kherson", Name: "Kherson", NameUk: "Херсон", Kind: geo.Settlement, Oblast: "UA-65", Population: 279131, Point: orb.Point{32.6178, 46.65581}},
	{Ref: "t:bakhmut", Name: "Bakhmut", NameUk: "Бахмут", Kind: geo.Settlement, Oblast: "UA-14", Population: 71094, Point: orb.Point{38.00278, 48.59441}},
	{Ref: "t:zmiinyi", Name: "Zmiinyi Island", NameUk: "Острів Зміїний", Kind: geo.Island, Oblast: "UA-51", Point: orb.Point{30.2048, 45.2551}},
	{Ref: "t:lviv", Name: "Lviv", NameUk: "Львів", Kind: geo.Settlement, Oblast: "UA-46", Population: 717273, Point: orb.Point{24.02324, 49.83826}},
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// change is a confirmed report of the named place on that day.
func change(place geo.PlaceID, kind geo.Kind, by geo.Side, date string) geo.Event {
	e := geo.Event{
		Kind: kind, By: by, From: by.Other(), Status: geo.Confirmed, Place: place,
		Source: geo.Source{
			Side: geo.FromMedia, Rank: geo.OwnVoice, Rule: "test", Confidence: 0.9,
			Quote: text, Evidence: geo.Span{End: len(text)},
		},
	}
	if date != "" {
		e.When = geo.Date{Day: day(date), Precision: geo.ToDay, Basis: geo.ByEvent}
	}
	return e
}

// events are what the tests know; those without a date come last.
func events() []geo.Event {
	claim := change(4, geo.Capture, geo.Russia, "2023-05-20")
	claim.Status = geo.Claimed
	month := change(5, geo.Withdrawal, geo.Ukraine, "2022-06-01")
	month.When.Precision = geo.ToMonth
	return []geo.Event{
		change(1, geo.Capture, geo.Russia, "2022-04-01"),
		change(1, geo.Liberation, geo.Ukraine, "2022-09-10"),
		change(2, geo.Liberation, geo.Ukraine, "2022-09-08"),
		change(3, geo.Capture, geo.Russia, "2022-03-02"),
		change(3, geo.Liberation, geo.Ukraine, "2022-11-11"),
		claim,
		month,
		change(4, geo.Advance, geo.Russia, "2023-02-01"),
		change(3, geo.Capture, geo.Russia, ""),
	}
}

func open(t testing.TB) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// text is that of every article.
const text = "The town changed hands."

// tell stores an article with those events.
func tell(t testing.TB, db *sqlite.DB, ref string, events ...geo.Event) {
	t.Helper()
	for i := range events {
		events[i].Ref = fmt.Sprintf("%s#%d", ref, i)
		events[i].Source.Article = ref
	}
	if _, err := db.PutArticles(t.Context(), news.Article{Ref: ref, Text: text}); err != nil {
		t.Fatal(err)
	}
	if err := db.PutReadings(t.Context(), geo.Reading{Article: ref, Rules: "test", Events: events}); err != nil {
		t.Fatal(err)
	}
}

// stored is a database with the places and events above.
func stored(t testing.TB) *sqlite.DB {
	t.Helper()
	db := open(t)
	if _, err := db.PutPlaces(t.Context(), places...); err != nil {
		t.Fatal(err)
	}
	tell(t, db, "a", events()...)
	return db
}

func build(t testing.TB, store geo.Store) *atlas.Atlas {
	t.Helper()
	a, err := atlas.Build(context.Background(), store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func collection(t testing.TB, a *atlas.Atlas, name string) *atlas.Collection {
	t.Helper()
	c, err := a.Collection(name)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
