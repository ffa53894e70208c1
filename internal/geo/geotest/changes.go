package geotest

import (
	"slices"
	"time"

	"retaken/internal/geo"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.UTC)

// changed makes a change.
func (w *world) changed(c geo.Change, articles ...string) geo.Change {
	w.Helper()
	if c.At.IsZero() {
		c.At, c.Action = noon, "edit"
	}
	made, err := w.Store.ChangePlaces(w.Context(), c, articles...)
	w.must(err)
	return made
}

func (w *world) changes() []geo.Change { w.Helper(); return all(w, w.Store.Changes(w.Context())) }

func (w *world) unread(places ...geo.PlaceID) []string {
	w.Helper()
	return all(w, w.Store.Unread(w.Context(), places...))
}

// testChangeLog adds, changes, merges and removes, and takes all of it back, the last first: everything
// is then as it was before, and the log tells the story.
func testChangeLog(w *world) {
	w.place("first")
	full := fullPlace()
	full.ID = 0
	added := w.changed(geo.Change{ID: 99, At: noon, Action: "add", Reason: "'; DROP TABLE changes; -- \u2028 <b>", Places: []geo.PlaceChange{{After: &full}}})
	kept := *added.Places[0].After
	if kept.ID == 0 || added.ID == 0 || added.ID == 99 {
		w.Fatalf("a place was added as %d by change %d, want new numbers", kept.ID, added.ID)
	}
	full.ID = kept.ID
	equal(w, "place added", kept, full)

	moved := kept
	moved.Point[0], moved.Aliases = 1.000000000000001, nil
	second := w.changed(geo.Change{Places: []geo.PlaceChange{{Before: &kept, After: &moved}}})
	first := w.places()[0]
	more := first
	more.Aliases = []geo.Alias{{Text: moved.Name, Lang: "en", Kind: geo.Former}}
	third := w.changed(geo.Change{Places: []geo.PlaceChange{{Before: &first, After: &more}, {Before: &moved}}})
	equal(w, "places after a merge", w.places(), []geo.Place{more})
	if second.ID <= added.ID || third.ID <= second.ID {
		w.Errorf("changes are numbered %d, %d, %d, want greater numbers each time", added.ID, second.ID, third.ID)
	}

	back := geo.Change{At: noon, Action: "undo", Undoes: third.ID, Places: []geo.PlaceChange{{After: &moved}, {Before: &more, After: &first}}}
	fourth := w.changed(back)
	equal(w, "places after the merge is undone", w.places(), []geo.Place{first, moved})
	back.ID = fourth.ID
	equal(w, "log", w.changes(), []geo.Change{added, second, third, back})

	w.changed(geo.Change{Places: []geo.PlaceChange{{Before: &moved}}})
	if id := w.place("another"); id <= moved.ID {
		w.Errorf("after place %d was removed, a new one has the number %d", moved.ID, id)
	}
}

// testChangeRefused asks for what cannot be: nothing may change, and nothing be logged.
func testChangeRefused(w *world) {
	w.place("p")
	stored := w.places()[0]
	other, nameless, renamed := stored, settlement("new"), settlement("q")
	other.Population, nameless.Name = 7, ""
	taken := settlement("new")
	taken.ID = stored.ID
	revision := w.revision()
	for _, c := range []struct {
		name   string
		change []geo.PlaceChange
		want   error
	}{
		{"no place", nil, nil},
		{"nothing to change", []geo.PlaceChange{{}}, nil},
		{"a place that was changed", []geo.PlaceChange{{Before: &other, After: &stored}}, geo.ErrChanged},
		{"a place that is not there", []geo.PlaceChange{{Before: &renamed}}, geo.ErrChanged},
		{"a place that is there", []geo.PlaceChange{{After: &stored}}, geo.ErrChanged},
		{"another reference", []geo.PlaceChange{{Before: &stored, After: &renamed}}, nil},
		{"a number that is taken", []geo.PlaceChange{{After: &taken}}, nil},
		{"one good, one without a name", []geo.PlaceChange{{Before: &stored, After: &other}, {After: &nameless}}, nil},
	} {
		_, err := w.Store.ChangePlaces(w.Context(), geo.Change{At: noon, Action: "edit", Places: c.change})
		if err == nil {
			w.Errorf("%s: no error", c.name)
		} else if c.want != nil {
			w.is(c.name, err, c.want)
		}
	}
	good := []geo.PlaceChange{{Before: &stored, After: &other}}
	for name, c := range map[string]geo.Change{
		"no time":             {Action: "edit", Places: good},
		"no action":           {At: noon, Places: good},
		"undoes what is none": {At: noon, Action: "undo", Undoes: 77, Places: good},
		"not UTF-8":           {At: noon, Action: "edit", Reason: "\xff", Places: good},
	} {
		if _, err := w.Store.ChangePlaces(w.Context(), c); err == nil {
			w.Errorf("%s: no error", name)
		}
	}
	equal(w, "places", w.places(), []geo.Place{stored})
	equal(w, "changes", len(w.changes()), 0)
	equal(w, "revision", w.revision(), revision)
}

// testUnread finds the articles that a change concerns, and removes a place that readings refer to.
func testUnread(w *world) {
	p, q := w.place("p"), w.place("q")
	for _, ref := range []string{"c", "a", "b", "d", "e"} {
		w.article(ref)
	}
	equal(w, "before the first reading", w.unread(), []string{"c", "a", "b", "d", "e"})
	w.must(w.Store.PutReadings(w.Context(), fullReading("a", p)))
	w.read("b", "1", event("b", q))
	w.read("c", "1", event("c", p))
	w.must(w.Store.PutReadings(w.Context(), geo.Reading{Article: "d", Rules: "1", Mentions: []geo.Mention{
		{Span: spanOf("Izium"), Surface: "Izium", State: geo.Ambiguous, Candidates: []geo.PlaceID{q, p}},
	}}))
	w.read("e", "1")
	equal(w, "when all is read", len(w.unread()), 0)
	equal(w, "that refer to p", w.unread(p), []string{"c", "a", "d"})
	equal(w, "that refer to q", w.unread(q), []string{"b", "d"})
	equal(w, "that refer to either", w.unread(q, p), []string{"c", "a", "b", "d"})
	equal(w, "that refer to none", len(w.unread(q+7)), 0)

	place := w.places()[slices.IndexFunc(w.places(), func(o geo.Place) bool { return o.ID == p })]
	before := w.revision()
	w.changed(geo.Change{Places: []geo.PlaceChange{{Before: &place}}}, "e", "none")
	equal(w, "after p is removed", w.unread(), []string{"c", "a", "d", "e"})
	equal(w, "events", w.refs(geo.Query{}), "b")
	if w.revision() <= before {
		w.Error("the revision did not grow")
	}
	for _, m := range all(w, w.Mentions(w.Context(), "a")) {
		if m.Place == p {
			w.Errorf("%q still refers to the place that is gone", m.Surface)
		}
	}
	for _, g := range w.aggregates() {
		if g.Place == p {
			w.Errorf("%q still refers to the place that is gone", g.Source.Quote)
		}
	}
	rules, err := w.Store.ReadWith(w.Context(), "a")
	w.must(err)
	equal(w, "rules of an article that waits", rules, "")
	w.read("a", "2")
	equal(w, "after one is read", w.unread(), []string{"c", "d", "e"})
}
