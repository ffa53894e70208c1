package ingest_test

import (
	"fmt"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/sqlite"
)

// edit makes a change as an editor does, and returns the articles to read again and the new pipeline.
func edit(t *testing.T, db *sqlite.DB, p *ingest.Pipeline, changes ...geo.PlaceChange) ([]ingest.Told, *ingest.Pipeline) {
	t.Helper()
	touched, err := p.Touched(t.Context(), changes...)
	if err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, a := range touched {
		refs = append(refs, a.Article.Ref)
	}
	c := geo.Change{At: time.Now(), Action: "edit", Places: changes}
	if _, err := db.ChangePlaces(t.Context(), c, refs...); err != nil {
		t.Fatal(err)
	}
	return touched, pipeline(t, db)
}

func summary(changes []ingest.Change) (out string) {
	for _, c := range changes {
		out += fmt.Sprintf("%s +%d -%d;", c.Article.Ref, len(c.Added), len(c.Gone))
	}
	return out
}

func TestReread(t *testing.T) {
	db := open(t)
	testivka := place("Testivka", 36.83, 49.72)
	p := pipeline(t, db, place("Izium", 37.25, 49.21))
	run(t, p, article("a", "Ukrainian troops have retaken Testivka, the General Staff said."), article("b", izium), article("c", "Nothing."))

	touched, p := edit(t, db, p, geo.PlaceChange{After: &testivka})
	if len(touched) != 1 || touched[0].Article.Ref != "a" {
		t.Fatalf("adding a place touches %v, want a alone", touched)
	}
	if got := summary(p.Preview(touched)); got != "a +1 -0;" {
		t.Errorf("the preview is %q", got)
	}
	if n := events(t, db); n != 1 {
		t.Errorf("after the preview there are %d events, want 1", n)
	}
	changes, err := p.Reread(t.Context(), touched)
	if got := summary(changes); err != nil || got != "a +1 -0;" {
		t.Errorf("reading again changed %q, %v", got, err)
	}
	if waiting, err := p.Unread(t.Context()); err != nil || len(waiting) != 0 {
		t.Errorf("%d articles wait after all were read, %v", len(waiting), err)
	}
}

// TestInterrupted removes a place and gets no further: the next command finds what is left to read.
func TestInterrupted(t *testing.T) {
	db := open(t)
	p := pipeline(t, db, place("Izium", 37.25, 49.21), place("Kupiansk", 37.61, 49.71))
	run(t, p, article("a", izium), article("b", "Ukrainian troops have recaptured Kupiansk, the General Staff said."),
		article("c", "Ukrainian troops have recaptured Izium and Kupiansk, the General Staff said."))
	var gone geo.Place
	for p, err := range db.Places(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if p.Name == "Izium" {
			gone = p
		}
	}
	touched, p := edit(t, db, p, geo.PlaceChange{Before: &gone})
	if len(touched) != 2 || len(touched[1].Events) != 2 {
		t.Fatalf("removing a place touches %v, want a and c", touched)
	}
	if n := events(t, db); n != 2 {
		t.Errorf("%d events are left, want those of the other place, 2", n)
	}
	waiting, err := p.Unread(t.Context())
	if err != nil || len(waiting) != 2 {
		t.Fatalf("%d articles wait, %v; want 2", len(waiting), err)
	}
	if _, err := p.Reread(t.Context(), waiting); err != nil {
		t.Fatal(err)
	}
	if waiting, err = p.Unread(t.Context()); err != nil || len(waiting) != 0 {
		t.Errorf("%d articles wait after all were read, %v", len(waiting), err)
	}
}

// TestRereadAll reads everything again with a gazetteer that knows more.
func TestRereadAll(t *testing.T) {
	db := open(t)
	p := pipeline(t, db, place("Izium", 37.25, 49.21))
	var items []any
	for i := range 100 {
		items = append(items, article(fmt.Sprint(i), fmt.Sprintf("Ukrainian troops have recaptured Izium and Testivka on day %d, the General Staff said.", i)))
	}
	run(t, p, items...)
	before := revision(t, db)
	if sum, err := p.RereadAll(t.Context(), false, nil); err != nil || sum != (ingest.Tally{}) || revision(t, db) != before {
		t.Errorf("with the same rules: %+v, %v; want nothing to be read", sum, err)
	}
	p = pipeline(t, db, place("Testivka", 36.83, 49.72))
	before = revision(t, db)
	want := ingest.Tally{Read: 100, Changed: 100, Added: 100}
	if sum, err := p.RereadAll(t.Context(), true, func(ingest.Change) {}); err != nil || sum != want || revision(t, db) != before {
		t.Errorf("a dry run: %+v, %v; want %+v and the revision as it was", sum, err, want)
	}
	seen := 0
	sum, err := p.RereadAll(t.Context(), false, func(ingest.Change) { seen++ })
	if err != nil || sum != want || seen != 100 {
		t.Errorf("%+v, %v, %d changes seen; want %+v", sum, err, seen, want)
	}
	if n := events(t, db); n != 200 {
		t.Errorf("%d events are kept, want 200", n)
	}
}

func events(t *testing.T, db *sqlite.DB) (n int) {
	t.Helper()
	for _, err := range db.Events(t.Context(), geo.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}
