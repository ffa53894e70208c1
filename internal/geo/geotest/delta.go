package geotest

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"retaken/internal/geo"
)

func (w *world) delta(since int64) geo.Delta {
	w.Helper()
	d, err := w.Store.Changed(w.Context(), since)
	w.must(err)
	if d.Store == "" || d.At.IsZero() || len(d.Places) != len(d.Revised) {
		w.Errorf("what changed since %d is of store %q at %v, with %d revisions for %d places", since, d.Store, d.At, len(d.Revised), len(d.Places))
	}
	for _, r := range d.Revised {
		if r <= since && !d.Whole || r > d.Revision {
			w.Errorf("a place of revision %d is in what changed from %d to %d", r, since, d.Revision)
		}
	}
	return d
}

// bare is a delta without what differs from store to store.
func bare(d geo.Delta) geo.Delta {
	d.Store, d.At, d.Revised = "", time.Time{}, nil
	return d
}

// known is what somebody knows of a store: its places, and by article what they tell of.
type known struct {
	Places     map[geo.PlaceID]geo.Place
	Articles   map[string]geo.Article
	Events     map[string][]geo.Event
	Aggregates map[string][]geo.Aggregate
}

// learn is what is known after a delta.
func (k known) learn(d geo.Delta) known {
	n := known{maps.Clone(k.Places), maps.Clone(k.Articles), maps.Clone(k.Events), maps.Clone(k.Aggregates)}
	if d.Whole {
		n = known{map[geo.PlaceID]geo.Place{}, map[string]geo.Article{}, map[string][]geo.Event{}, map[string][]geo.Aggregate{}}
	}
	for _, r := range d.Removed {
		delete(n.Places, r.Place)
	}
	for _, a := range d.Articles {
		n.Articles[a.Ref] = a
		delete(n.Events, a.Ref)
		delete(n.Aggregates, a.Ref)
	}
	for _, p := range d.Places {
		n.Places[p.ID] = p
	}
	for _, e := range d.Events {
		n.Events[e.Source.Article] = append(n.Events[e.Source.Article], e)
	}
	for _, g := range d.Aggregates {
		n.Aggregates[g.Source.Article] = append(n.Aggregates[g.Source.Article], g)
	}
	return n
}

// testChangedWhole compares all that changed with all that is stored.
func testChangedWhole(w *world) {
	equal(w, "an empty store", bare(w.delta(0)), geo.Delta{Revision: w.revision(), Whole: true})
	first, _ := w.fill()
	w.must(w.Store.PutReadings(w.Context(), fullReading("b", first)))
	want := geo.Delta{Revision: w.revision(), Whole: true, Places: w.places(), Events: w.events(geo.Query{}), Aggregates: w.aggregates()}
	want.Articles = w.delta(0).Articles
	if len(want.Articles) != 2 || want.Articles[1].Ref != "b" || len(want.Articles[1].Places) == 0 || want.Articles[1].Revision == 0 {
		w.Errorf("the articles that were read are %+v", want.Articles)
	}
	for _, since := range []int64{0, -1, want.Revision + 1} {
		equal(w, fmt.Sprint("since revision ", since), bare(w.delta(since)), want)
	}
	equal(w, "since the present revision", bare(w.delta(want.Revision)), geo.Delta{Revision: want.Revision})
}

// testChangedAddsUp tells a story. After every step, who knows any earlier revision learns the present one.
func testChangedAddsUp(w *world) {
	const agency = "Ukrainian forces entered the village of Robotyne on Wednesday and raised a flag over the ruins of its school, a spokesman for the southern command said, adding that mines slow every step."
	p, q := w.place("p"), w.place("q")
	stored := func(ref string) *geo.Place {
		places := w.places()
		return &places[slices.IndexFunc(places, func(o geo.Place) bool { return o.Ref == ref })]
	}
	var gone geo.Place
	story := map[int64]known{}
	for _, step := range []struct {
		name string
		do   func()
		most int // events that may be in the delta since the step before
	}{
		{"places", func() {}, 0},
		{"an article", func() { w.article("a") }, 0},
		{"its reading", func() { w.must(w.Store.PutReadings(w.Context(), fullReading("a", p))) }, 1},
		{"other articles", func() {
			for _, ref := range []string{"b", "c"} {
				w.must(w.PutArticle(w.Context(), Article{Ref: ref, Text: agency + ref, Published: day}))
				w.read(ref, "1", event(ref+"1", p), event(ref+"2", q))
			}
		}, 4},
		{"other rules, and nothing else", func() { w.read("c", "2", event("c1", p), event("c2", q)) }, 0},
		{"another mention, and nothing else", func() {
			r := fullReading("a", p)
			r.Mentions = r.Mentions[:1]
			w.must(w.Store.PutReadings(w.Context(), r))
		}, 1},
		{"an event goes, one changes, one comes", func() {
			changed := event("c2", p)
			changed.Status = geo.Denied
			w.read("c", "2", changed, event("c3", q))
		}, 2},
		{"other aggregates", func() {
			r := fullReading("a", p)
			r.Aggregates[0].Value++
			r.Aggregates = append(r.Aggregates, r.Aggregates[0])
			w.must(w.Store.PutReadings(w.Context(), r))
		}, 1},
		{"a copy of an earlier text", func() {
			w.must(w.PutArticle(w.Context(), Article{Ref: "copy", Text: agency, Published: day.AddDate(0, 0, 1)}))
		}, 4},
		{"a place changes", func() {
			after := *stored("q")
			after.Population = 7
			_, err := w.Store.PutPlaces(w.Context(), after)
			w.must(err)
		}, 0},
		{"an editor moves it", func() {
			after := *stored("q")
			after.Point[0]++
			w.changed(geo.Change{Places: []geo.PlaceChange{{Before: stored("q"), After: &after}}})
		}, 0},
		{"another is removed, with its events", func() {
			gone = *stored("p")
			w.changed(geo.Change{Places: []geo.PlaceChange{{Before: &gone}}})
		}, 2},
		{"it is put back", func() { w.changed(geo.Change{Places: []geo.PlaceChange{{After: &gone}}}) }, 0},
		{"articles are read again", func() { w.read("c", "3", event("c1", p)) }, 1},
		{"nothing of an article is left", func() { w.read("c", "3") }, 0},
		{"two are merged", func() {
			after := *stored("q")
			after.Aliases = []geo.Alias{{Text: "P", Kind: geo.Variant}}
			w.changed(geo.Change{Places: []geo.PlaceChange{{Before: stored("q"), After: &after}, {Before: stored("p")}}})
		}, 0},
	} {
		before := w.revision()
		step.do()
		if n := len(w.delta(before).Events); before > 0 && n > step.most {
			w.Errorf("%s: there are %d events in what changed, want at most %d", step.name, n, step.most)
		}
		now := known{}.learn(w.delta(0))
		for since, k := range story {
			equal(w, fmt.Sprintf("%s, from revision %d", step.name, since), k.learn(w.delta(since)), now)
		}
		story[w.revision()] = now
	}
}

// testChangedAtOneInstant looks at what changed while readings are replaced: it belongs to the revision that it names.
func testChangedAtOneInstant(w *world) {
	place := w.place("p")
	w.article("a")
	const readings = 50
	base := w.revision()
	put := func(n int) {
		var events []geo.Event
		for i := range 5 {
			e := event(fmt.Sprint("e", n, "/", i), place)
			e.ByDetail = fmt.Sprint(base + int64(n))
			events = append(events, e)
		}
		w.read("a", fmt.Sprint(n), events...)
	}
	put(1)
	var group sync.WaitGroup
	for since := range int64(2) {
		group.Go(func() {
			for last := int64(0); last < base+readings; {
				d, err := w.Store.Changed(w.Context(), since*last)
				if err != nil || d.Revision < last {
					w.Errorf("revision %d after %d: %v", d.Revision, last, err)
					return
				}
				if d.Revision == since*last {
					continue
				}
				last = d.Revision
				for _, e := range d.Events {
					if e.ByDetail != fmt.Sprint(d.Revision) || len(d.Events) != 5 {
						w.Errorf("revision %d has %d events, one of revision %s", d.Revision, len(d.Events), e.ByDetail)
						return
					}
				}
			}
		})
	}
	for n := 2; n <= readings; n++ {
		put(n)
	}
	group.Wait()
}
