package geotest

import (
	"fmt"
	"strings"

	"retaken/internal/geo"
)

// fill keeps six events of two places in two articles and returns the places. In the order of IDs they
// are a1 a2 b1 b2 a3 a4; those with an odd number happened at the first place.
func (w *world) fill() (first, second geo.PlaceID) {
	w.Helper()
	first, second = w.place("p"), w.place("q")
	w.article("a")
	w.article("b")
	w.read("a", "1", event("a1", first), event("a2", second))
	w.read("b", "1", event("b1", first), event("b2", second))
	w.read("a", "2", event("a1", first), event("a2", second), event("a3", first), event("a4", second))
	return first, second
}

func testQueries(w *world) {
	first, second := w.fill()
	var after geo.EventID
	for _, e := range w.events(geo.Query{}) {
		if e.Ref == "b1" {
			after = e.ID
		}
	}
	for _, c := range []struct {
		q    geo.Query
		want string
	}{
		{geo.Query{}, "a1 a2 b1 b2 a3 a4"},
		{geo.Query{Place: first}, "a1 b1 a3"},
		{geo.Query{Place: second}, "a2 b2 a4"},
		{geo.Query{Place: first + second + 1}, ""},
		{geo.Query{Article: "a"}, "a1 a2 a3 a4"},
		{geo.Query{Article: "b"}, "b1 b2"},
		{geo.Query{Article: "none"}, ""},
		{geo.Query{Article: "a", Place: second}, "a2 a4"},
		{geo.Query{After: after}, "b2 a3 a4"},
		{geo.Query{After: after + 1000}, ""},
		{geo.Query{After: after, Article: "a", Place: first}, "a3"},
		{geo.Query{Limit: 1}, "a1"},
		{geo.Query{Limit: 6}, "a1 a2 b1 b2 a3 a4"},
		{geo.Query{Limit: 7}, "a1 a2 b1 b2 a3 a4"},
		{geo.Query{Limit: 2, After: after}, "b2 a3"},
		{geo.Query{Limit: 2, Place: second, Article: "a"}, "a2 a4"},
	} {
		equal(w, fmt.Sprintf("events of %+v", c.q), w.refs(c.q), c.want)
	}
}

// testPaging pages by key while events come and go.
func testPaging(w *world) {
	first, _ := w.fill()
	var pages []string
	var after geo.EventID
	for {
		var page []string
		for _, e := range w.events(geo.Query{After: after, Limit: 2}) {
			page = append(page, e.Ref)
			after = e.ID
		}
		if len(page) == 0 {
			break
		}
		if pages = append(pages, strings.Join(page, " ")); len(pages) > 10 {
			w.Fatalf("there is no end of pages: %q", pages)
		}
		switch len(pages) {
		case 1:
			w.read("b", "2", event("b2", first)) // b1 goes
		case 2:
			w.read("b", "3", event("b2", first), event("b3", first))
		}
	}
	equal(w, "pages", strings.Join(pages, ", "), "a1 a2, b2 a3, a4 b3")
}

func testOneEvent(w *world) {
	w.fill()
	for _, want := range w.events(geo.Query{}) {
		got, err := w.Store.Event(w.Context(), want.ID)
		w.must(err)
		equal(w, "event by ID", got, want)
	}
	for _, id := range []geo.EventID{0, -1, 1 << 40} {
		_, err := w.Store.Event(w.Context(), id)
		w.is(fmt.Sprintf("event %d", id), err, geo.ErrNotFound)
	}
}
