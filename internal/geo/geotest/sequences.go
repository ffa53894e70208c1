package geotest

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"time"

	"retaken/internal/geo"
)

// testAbandoned leaves sequences early, far more often than any pool has connections, and then writes.
func testAbandoned(w *world) {
	first, _ := w.fill()
	w.must(w.Store.PutReadings(w.Context(), fullReading("b", first)))
	for _, p := range w.places() {
		q := p
		q.Population++
		w.changed(geo.Change{Places: []geo.PlaceChange{{Before: &p, After: &q}}})
	}
	for range 100 {
		for range w.Store.Events(w.Context(), geo.Query{}) {
			break
		}
		for range w.Store.Places(w.Context()) {
			break
		}
		for range w.Store.Aggregates(w.Context()) {
			break
		}
		for range w.Store.Changes(w.Context()) {
			break
		}
		for range w.Store.Unread(w.Context(), first) {
			break
		}
	}
	w.place("written after")
	equal(w, "places", len(w.places()), 3)
}

// testAgain ranges over one sequence twice: it is a question, not its answer.
func testAgain(w *world) {
	first, _ := w.fill()
	events := w.Store.Events(w.Context(), geo.Query{Article: "b"})
	equal(w, "events", len(all(w, events)), 2)
	w.read("b", "2", event("b2", first))
	equal(w, "events, asked again", len(all(w, events)), 1)
}

// testWritingInside writes from inside a loop over what is written to.
func testWritingInside(w *world) {
	w.fill()
	seen := 0
	for e, err := range w.Store.Events(w.Context(), geo.Query{Article: "a"}) {
		w.must(err)
		if seen++; seen > 4 {
			w.Fatal("the loop sees what is written inside it, without end")
		}
		w.place("inside " + e.Ref)
		w.read("b", "inside "+e.Ref, event("inside "+e.Ref, e.Place))
	}
	equal(w, "events seen", seen, 4)
	equal(w, "places", len(w.places()), 6)
	equal(w, "events of the other article", w.refs(geo.Query{Article: "b"}), "inside a4")
}

// testReadingInside nests loops deeper than machines have cores, in several goroutines at once.
func testReadingInside(w *world) {
	w.fill()
	ctx, cancel := context.WithTimeout(w.Context(), 30*time.Second) // ends a deadlock
	defer cancel()
	var nest func(depth int) error
	nest = func(depth int) error {
		if depth == 0 {
			_, err := w.Store.ReadWith(ctx, "a")
			return err
		}
		for _, err := range w.Store.Events(ctx, geo.Query{Limit: 1}) {
			if err != nil {
				return err
			}
			if err := nest(depth - 1); err != nil {
				return err
			}
		}
		return nil
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if err := nest(20); err != nil {
				w.Error(err)
			}
		})
	}
	group.Wait()
}

func testCancelled(w *world) {
	first, _ := w.fill()
	before, places := w.revision(), w.places()
	ctx, cancel := context.WithCancel(w.Context())
	cancel()
	s := w.Store
	for name, do := range map[string]func() error{
		"Revision":    func() error { _, err := s.Revision(ctx); return err },
		"Changed":     func() error { _, err := s.Changed(ctx, before); return err },
		"Places":      func() error { return onlyError(s.Places(ctx)) },
		"PutPlaces":   func() error { _, err := s.PutPlaces(ctx, settlement("new")); return err },
		"Events":      func() error { return onlyError(s.Events(ctx, geo.Query{})) },
		"Event":       func() error { _, err := s.Event(ctx, 1); return err },
		"Aggregates":  func() error { return onlyError(s.Aggregates(ctx)) },
		"PutReadings": func() error { return s.PutReadings(ctx, fullReading("a", first)) },
		"ReadWith":    func() error { _, err := s.ReadWith(ctx, "a"); return err },
		"ChangePlaces": func() error {
			p := settlement("new")
			_, err := s.ChangePlaces(ctx, geo.Change{At: noon, Action: "add", Places: []geo.PlaceChange{{After: &p}}})
			return err
		},
		"Changes": func() error { return onlyError(s.Changes(ctx)) },
		"Unread":  func() error { return onlyError(s.Unread(ctx)) },
	} {
		w.is(name, do(), context.Canceled)
	}
	equal(w, "revision", w.revision(), before)
	equal(w, "places", w.places(), places)
	w.place("the store still works")
}

// onlyError is the error of a sequence that yields nothing else.
func onlyError[T any](seq iter.Seq2[T, error]) (last error) {
	n := 0
	for _, err := range seq {
		n, last = n+1, err
	}
	if n != 1 {
		return fmt.Errorf("%d elements, want one, with the error; the last: %w", n, last)
	}
	return last
}

// testCancelledInside cancels in the middle of a long sequence: it ends with one error.
func testCancelledInside(w *world) {
	const many = 10000
	var places []geo.Place
	for i := range many {
		places = append(places, settlement(fmt.Sprint("p", i)))
	}
	_, err := w.Store.PutPlaces(w.Context(), places...)
	w.must(err)

	ctx, cancel := context.WithCancel(w.Context())
	defer cancel()
	seen, failed := 0, error(nil)
	for _, err := range w.Store.Places(ctx) {
		if failed != nil {
			w.Fatal("the sequence goes on after its error")
		}
		if failed = err; err == nil {
			seen++
		}
		cancel()
	}
	w.is(fmt.Sprintf("the sequence after %d of %d places", seen, many), failed, context.Canceled)
	equal(w, "places", len(w.places()), many)
}

// testWholeReadings replaces a reading again and again while others look: they must see one reading or
// the next, and a revision that never falls.
func testWholeReadings(w *world) {
	place := w.place("p")
	w.article("a")
	reading := func(n int) []geo.Event {
		events := make([]geo.Event, 5)
		for i := range events {
			events[i] = event(fmt.Sprint("e", n, "/", i), place)
			events[i].ByDetail = fmt.Sprint("reading ", n)
		}
		return events
	}
	w.read("a", "0", reading(0)...)
	done := make(chan struct{})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			last := int64(0)
			for looks := 0; ; looks++ {
				select {
				case <-done:
					if looks == 0 {
						w.Error("a reader saw nothing: it waited for the writer")
					}
					return
				default:
				}
				revision, err := w.Store.Revision(w.Context())
				if err != nil || revision < last {
					w.Errorf("revision %d after %d: %v", revision, last, err)
					return
				}
				last = revision
				seen := map[string]int{}
				for e, err := range w.Store.Events(w.Context(), geo.Query{}) {
					if err != nil {
						w.Error(err)
						return
					}
					seen[e.ByDetail]++
				}
				for detail, n := range seen {
					if len(seen) != 1 || n != 5 {
						w.Errorf("a reader sees %d events of %s and %d readings, want 5 of one", n, detail, len(seen))
						return
					}
				}
			}
		})
	}
	for n := range 50 {
		w.read("a", fmt.Sprint(n+1), reading(n+1)...)
	}
	close(done)
	group.Wait()
}

// testWriters writes from several goroutines: all of it must be there in the end.
func testWriters(w *world) {
	place := w.place("p")
	const writers, each = 4, 10
	before := w.revision()
	var group sync.WaitGroup
	for n := range writers {
		group.Go(func() {
			for i := range each {
				ref := fmt.Sprint("w", n, "-", i)
				if err := w.PutArticle(w.Context(), articleNamed(ref)); err != nil {
					w.Error(err)
				}
				r := geo.Reading{Article: ref, Rules: "1", Events: []geo.Event{event(ref, place)}}
				if err := w.Store.PutReadings(w.Context(), r); err != nil {
					w.Error(err)
				}
				if _, err := w.Store.PutPlaces(w.Context(), settlement(ref)); err != nil {
					w.Error(err)
				}
			}
		})
	}
	group.Wait()
	equal(w, "events", len(w.events(geo.Query{})), writers*each)
	equal(w, "places", len(w.places()), writers*each+1)
	if after := w.revision(); after < before+3*writers*each {
		w.Errorf("revision went from %d to %d, want at least one step for each of %d changes", before, after, 3*writers*each)
	}
}
