// Package geotest holds the tests that every geo.Store must pass. They are the contract of package geo
// in a form that can fail.
package geotest

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"retaken/internal/geo"
)

// Article is what a store must know of an article before it can keep a reading of it.
type Article struct {
	Ref, URL, Publisher, Title, Text string

	Published time.Time
}

// Fixture is an empty store to test, with what the contract leaves to others.
type Fixture struct {
	Store geo.Store

	// PutArticle keeps an article.
	PutArticle func(context.Context, Article) error

	// Mentions reads back the mentions of an article, in the order of its reading.
	Mentions func(ctx context.Context, article string) iter.Seq2[geo.Mention, error]
}

// TestStore runs every case on a store of its own, which open makes.
func TestStore(t *testing.T, open func(t *testing.T) Fixture) {
	for _, c := range []struct {
		name string
		test func(*world)
	}{
		{"empty", testEmpty},
		{"revision", testRevision},
		{"places/round trip", testPlaceRoundTrip},
		{"places/ids", testPlaceIDs},
		{"places/upsert", testPlaceUpsert},
		{"places/all or none", testPlacesAllOrNone},
		{"changed/whole", testChangedWhole},
		{"changed/adds up", testChangedAddsUp},
		{"changed/at one instant", testChangedAtOneInstant},
		{"changes/log", testChangeLog},
		{"changes/refused", testChangeRefused},
		{"changes/unread", testUnread},
		{"readings/round trip", testReadingRoundTrip},
		{"readings/least", testLeastReading},
		{"readings/every value", testEveryValue},
		{"readings/times", testTimes},
		{"readings/replace", testReplace},
		{"readings/stories", testStories},
		{"readings/ids", testEventIDs},
		{"readings/same again", testSameAgain},
		{"readings/all or none", testReadingsAllOrNone},
		{"readings/evidence", testEvidence},
		{"readings/rules", testReadWith},
		{"aggregates/order", testAggregateOrder},
		{"events/queries", testQueries},
		{"events/paging", testPaging},
		{"events/one", testOneEvent},
		{"sequences/abandoned", testAbandoned},
		{"sequences/again", testAgain},
		{"sequences/writing inside", testWritingInside},
		{"sequences/reading inside", testReadingInside},
		{"context/cancelled", testCancelled},
		{"context/cancelled inside", testCancelledInside},
		{"concurrency/readers see whole readings", testWholeReadings},
		{"concurrency/writers", testWriters},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.test(&world{T: t, Fixture: open(t)})
		})
	}
}

// The text of the test articles. Its first words take two bytes a letter.
const text = `Збройні сили України звільнили Балаклію. Kyiv's forces — the 🇺🇦 25th Brigade — entered Izium on 10 September. ` +
	`"We took back 20 settlements and 2,500 km²," the General Staff said; Moscow denies it.`

// world is a store with the means to fill it and to look at it.
type world struct {
	*testing.T
	Fixture
}

// must fails the test on an error.
func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// article keeps an article with all that may be known of it.
func (w *world) article(ref string) {
	w.Helper()
	w.must(w.PutArticle(w.Context(), articleNamed(ref)))
}

func articleNamed(ref string) Article {
	return Article{
		Ref: ref, URL: "https://example.org/" + ref, Publisher: "Paper of " + ref, Title: "Title <b>&</b> " + ref, Text: text,
		Published: time.Date(2022, 9, 10, 18, 30, 15, 123456789, time.UTC),
	}
}

// place keeps a settlement and returns its ID.
func (w *world) place(ref string) geo.PlaceID {
	w.Helper()
	ids, err := w.Store.PutPlaces(w.Context(), settlement(ref))
	w.must(err)
	return ids[0]
}

func settlement(ref string) geo.Place {
	return geo.Place{Ref: ref, Name: "Name of " + ref, Kind: geo.Settlement}
}

// read keeps a reading.
func (w *world) read(article, rules string, events ...geo.Event) {
	w.Helper()
	w.must(w.Store.PutReadings(w.Context(), geo.Reading{Article: article, Rules: rules, Events: events}))
}

// event is a report with the least that an event needs.
func event(ref string, place geo.PlaceID) geo.Event {
	return geo.Event{Ref: ref, Kind: geo.Liberation, By: geo.Ukraine, Status: geo.Confirmed, Place: place}
}

// spanOf is where words stand in the text.
func spanOf(words string) geo.Span {
	start := strings.Index(text, words)
	if start < 0 {
		panic("not in the text: " + words)
	}
	return geo.Span{Start: start, End: start + len(words)}
}

// revision is the store's present revision.
func (w *world) revision() int64 {
	w.Helper()
	n, err := w.Store.Revision(w.Context())
	w.must(err)
	return n
}

func (w *world) places() []geo.Place { w.Helper(); return all(w, w.Store.Places(w.Context())) }
func (w *world) aggregates() []geo.Aggregate {
	w.Helper()
	return all(w, w.Store.Aggregates(w.Context()))
}

func (w *world) events(q geo.Query) []geo.Event {
	w.Helper()
	return all(w, w.Store.Events(w.Context(), q))
}

// refs are the references of the events that q selects.
func (w *world) refs(q geo.Query) string {
	w.Helper()
	var refs []string
	for _, e := range w.events(q) {
		refs = append(refs, e.Ref)
	}
	return strings.Join(refs, " ")
}

// all are the elements of a sequence that must not fail.
func all[T any](w *world, seq iter.Seq2[T, error]) (out []T) {
	w.Helper()
	for v, err := range seq {
		w.must(err)
		out = append(out, v)
	}
	return out
}

// equal compares what a store gave with what it should.
func equal[T any](w *world, what string, got, want T) {
	w.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("%s: -want +got\n%s", what, diff)
	}
}

// is compares an error with the one expected.
func (w *world) is(what string, err, want error) {
	w.Helper()
	if !errors.Is(err, want) {
		w.Errorf("%s: error %v, want %v", what, err, want)
	}
}

// filled fails the test if a field of a struct, or of a struct in it, is zero: a round trip of such a
// value would not show that the field is kept.
func (w *world) filled(v any) {
	w.Helper()
	var walk func(reflect.Value, string)
	walk = func(v reflect.Value, path string) {
		switch {
		case v.IsZero():
			w.Errorf("%s is zero: the test does not cover it", path)
		case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
			for i := range v.NumField() {
				walk(v.Field(i), path+"."+v.Type().Field(i).Name)
			}
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), path+"[]")
			}
		}
	}
	walk(reflect.ValueOf(v), reflect.TypeOf(v).Name())
}

func testEmpty(w *world) {
	equal(w, "places", len(w.places()), 0)
	equal(w, "events", len(w.events(geo.Query{})), 0)
	equal(w, "aggregates", len(w.aggregates()), 0)
	before := w.revision()
	ids, err := w.Store.PutPlaces(w.Context())
	w.must(err)
	equal(w, "ids of no places", len(ids), 0)
	w.must(w.Store.PutReadings(w.Context()))
	equal(w, "revision after putting nothing", w.revision(), before)
}

// testRevision tells a story and checks after every step whether the revision grew.
func testRevision(w *world) {
	var id geo.PlaceID
	renamed := settlement("p")
	renamed.Name = "Another name"
	reading := func(rules string, mutate func(*geo.Reading)) func() error {
		return func() error {
			r := fullReading("a", id)
			r.Rules = rules
			if mutate != nil {
				mutate(&r)
			}
			return w.Store.PutReadings(w.Context(), r)
		}
	}
	puts := func(p ...geo.Place) func() error {
		return func() error {
			ids, err := w.Store.PutPlaces(w.Context(), p...)
			if err == nil {
				id = ids[0]
			}
			return err
		}
	}
	for _, step := range []struct {
		name  string
		do    func() error
		grows bool
		fails bool
	}{
		{"a place", puts(settlement("p")), true, false},
		{"the same place", puts(settlement("p")), false, false},
		{"the same place with an empty list of aliases", puts(func() geo.Place {
			p := settlement("p")
			p.Aliases = []geo.Alias{}
			return p
		}()), false, false},
		{"another name", puts(renamed), true, false},
		{"one known and one new", puts(renamed, settlement("q")), true, false},
		{"one new and one without a reference", puts(settlement("r"), geo.Place{Name: "x", Kind: geo.Settlement}), false, true},
		{"an article", func() error { return w.PutArticle(w.Context(), articleNamed("a")) }, true, false},
		{"the same article", func() error { return w.PutArticle(w.Context(), articleNamed("a")) }, false, false},
		{"a reading", reading("1", nil), true, false},
		{"the same reading", reading("1", nil), false, false},
		{"other rules", reading("2", nil), true, false},
		{"another event", reading("2", func(r *geo.Reading) { r.Events[0].Status = geo.Denied }), true, false},
		{"no aggregate", reading("2", func(r *geo.Reading) { r.Events[0].Status, r.Aggregates = geo.Denied, nil }), true, false},
		{"no event", reading("2", func(r *geo.Reading) { r.Events, r.Aggregates = nil, nil }), true, false},
		{"another mention", reading("2", func(r *geo.Reading) {
			r.Events, r.Aggregates = nil, nil
			r.Mentions = r.Mentions[:1]
		}), true, false},
		{"a reading of no article", func() error {
			return w.Store.PutReadings(w.Context(), geo.Reading{Article: "a", Rules: "3"}, geo.Reading{Article: "none"})
		}, false, true},
		{"reading everything", func() error { w.places(); w.events(geo.Query{}); w.aggregates(); return nil }, false, false},
	} {
		before := w.revision()
		if err := step.do(); (err != nil) != step.fails {
			w.Fatalf("%s: error %v, want one: %v", step.name, err, step.fails)
		}
		if after := w.revision(); (after > before) != step.grows || after < before {
			w.Errorf("%s: revision went from %d to %d, want it to grow: %v", step.name, before, after, step.grows)
		}
	}
}
