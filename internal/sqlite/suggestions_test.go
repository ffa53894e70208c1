package sqlite

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/news"
)

var sent = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func suggestedPlace() geo.Suggestion {
	return geo.Suggestion{
		At: sent, Kind: geo.NewPlace, Name: "Vasylenkove", NameUk: "Василенкове", Position: &orb.Point{36.9, 49.5},
		Told: &geo.Telling{
			Control: geo.ByUkraine, Day: day("2022-09-08"), Published: day("2022-09-09"),
			Quote: `Ukrainian forces liberated Vasylenkove, "<b>it</b>" said.`, Publisher: "Gazette'; DROP TABLE places;--", URL: "https://example.org/1",
		},
	}
}

func suggestedCorrection() geo.Suggestion {
	return geo.Suggestion{At: sent, Kind: geo.Correction, Place: 7, Also: "Izjum", Why: "It lies elsewhere."}
}

func opens(t *testing.T, db *DB, all bool) (list []geo.Suggestion) {
	t.Helper()
	for s, err := range db.Suggestions(t.Context(), all) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

func verdict(editor string, agrees bool) geo.Verdict {
	return geo.Verdict{At: sent.Add(time.Hour), Editor: editor, Agrees: agrees, Why: map[bool]string{false: "no such place"}[agrees]}
}

// TestSuggestionRoundTrip: what is sent is what is reviewed, oldest first, and no revision is made of it.
func TestSuggestionRoundTrip(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	var want []geo.Suggestion
	for i, s := range []geo.Suggestion{suggestedPlace(), suggestedCorrection()} {
		id, err := db.PutSuggestion(t.Context(), s, 2)
		if err != nil || id != geo.SuggestionID(i+1) {
			t.Fatalf("suggestion %d got the number %d, %v", i+1, id, err)
		}
		s.ID, s.State = id, geo.Open
		want = append(want, s)
	}
	if got := opens(t, db, false); !reflect.DeepEqual(got, want) {
		t.Errorf("kept %+v\nwant %+v", got, want)
	}
	if _, err := db.PutSuggestion(t.Context(), suggestedPlace(), 2); !errors.Is(err, geo.ErrFull) {
		t.Errorf("a third one: %v, want %v", err, geo.ErrFull)
	}
	if n, err := db.Revision(t.Context()); n != 0 || err != nil {
		t.Errorf("revision %d, %v; want 0", n, err)
	}
	if _, err := db.Judge(t.Context(), 1, verdict("Olena", false)); err != nil {
		t.Fatal(err)
	}
	if _, err := db.PutSuggestion(t.Context(), suggestedPlace(), 2); err != nil {
		t.Errorf("after one was rejected: %v", err)
	}
	if err := db.CanWrite(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSuggestionRefused: what no form sends breaks no table.
func TestSuggestionRefused(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	for want, spoil := range map[string]func(*geo.Suggestion){
		"kind must be place":      func(s *geo.Suggestion) { s.Kind = "joke" },
		"unless that is new":      func(s *geo.Suggestion) { s.Place = 3 },
		"needs a position":        func(s *geo.Suggestion) { s.Position = nil },
		"needs a quote":           func(s *geo.Suggestion) { s.Told.Quote = "" },
		"control must be":         func(s *geo.Suggestion) { s.Told.Control = "FR" },
		"latitude must lie":       func(s *geo.Suggestion) { s.Position = &orb.Point{30, 91} },
		"not valid UTF-8":         func(s *geo.Suggestion) { s.Name = "\xff" },
		"it needs a time between": func(s *geo.Suggestion) { s.At = sent.AddDate(9000, 0, 0) },
	} {
		s := suggestedPlace()
		spoil(&s)
		if _, err := db.PutSuggestion(t.Context(), s, 10); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if list := opens(t, db, true); list != nil {
		t.Errorf("kept %+v", list)
	}
}

// TestJudge: one editor notes, another carries out; nobody twice, nothing after the end.
func TestJudge(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	for range 2 {
		if _, err := db.PutSuggestion(t.Context(), suggestedPlace(), 10); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Judge(t.Context(), 9, verdict("Olena", true)); !errors.Is(err, geo.ErrNotFound) {
		t.Errorf("an unknown one: %v", err)
	}
	if _, err := db.CarryOut(t.Context(), 1, verdict("Olena", true), Work{}); !errors.Is(err, ErrOneOnly) {
		t.Errorf("the first editor alone: %v, want %v", err, ErrOneOnly)
	}
	s, err := db.Judge(t.Context(), 1, verdict("Olena", true))
	if err != nil || s.State != geo.Open || len(s.Verdicts) != 1 || !reflect.DeepEqual(s.Verdicts[0], verdict("Olena", true)) {
		t.Fatalf("after the first: %+v, %v", s, err)
	}
	for _, name := range []string{"Olena", "olena", " OLENA "} {
		if _, err := db.CarryOut(t.Context(), 1, verdict(name, true), Work{}); !errors.Is(err, ErrAgreed) {
			t.Errorf("%q again: %v, want %v", name, err, ErrAgreed)
		}
	}
	if got, err := db.Suggestion(t.Context(), 1); err != nil || !reflect.DeepEqual(got, s) {
		t.Errorf("kept %+v, %v; want %+v", got, err, s)
	}
	if s, err = db.Judge(t.Context(), 2, verdict("Petro", false)); err != nil || s.State != geo.Rejected {
		t.Errorf("rejected: %+v, %v", s, err)
	}
	for _, agrees := range []bool{true, false} {
		if _, err := db.Judge(t.Context(), 2, verdict("Olena", agrees)); !errors.Is(err, ErrJudged) {
			t.Errorf("judging a rejected one: %v, want %v", err, ErrJudged)
		}
	}
	if open, all := opens(t, db, false), opens(t, db, true); len(open) != 1 || len(all) != 2 || all[1].Verdicts[0].Why != "no such place" {
		t.Errorf("open %+v, all %+v", open, all)
	}
}

// TestCarryOut: place, article, reading and verdict together, or none of them.
func TestCarryOut(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	if _, err := db.PutSuggestion(t.Context(), suggestedPlace(), 10); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Judge(t.Context(), 1, verdict("Olena", true)); err != nil {
		t.Fatal(err)
	}
	place := settlement("editor:vasylenkove")
	quote := suggestedPlace().Told.Quote
	work := Work{
		Change:   &geo.Change{At: sent, Action: "add", Places: []geo.PlaceChange{{After: &place}}},
		Articles: []news.Article{{Ref: "quote", Text: quote, Source: "Gazette", Published: day("2022-09-09")}},
		Read: func(c *geo.Change) ([]geo.Reading, error) {
			e := geo.Event{
				Ref: "quote#1", Kind: geo.Liberation, By: geo.Ukraine, From: geo.Russia, Status: geo.Confirmed, Place: c.Places[0].After.ID,
				Source: geo.Source{Evidence: geo.Span{End: 20}, Side: geo.FromMedia},
			}
			return []geo.Reading{{Article: "quote", Rules: "r", Events: []geo.Event{e}}}, nil
		},
	}
	state := func() [3]int {
		var n [3]int
		for range db.Places(t.Context()) {
			n[0]++
		}
		for range db.Articles(t.Context()) {
			n[1]++
		}
		for range db.Events(t.Context(), geo.Query{}) {
			n[2]++
		}
		return n
	}
	broken := work
	broken.Read = func(*geo.Change) ([]geo.Reading, error) {
		return []geo.Reading{{Article: "no such article"}}, nil
	}
	if _, err := db.CarryOut(t.Context(), 1, verdict("Petro", true), broken); !errors.Is(err, geo.ErrNotFound) {
		t.Errorf("a broken reading: %v", err)
	}
	if n, rev := state(), must(db.Revision(t.Context())); n != [3]int{} || rev != 0 {
		t.Errorf("after a failure there are %v places, articles and events at revision %d; want none", n, rev)
	}
	if s, err := db.Suggestion(t.Context(), 1); err != nil || s.State != geo.Open || len(s.Verdicts) != 1 {
		t.Errorf("after a failure: %+v, %v", s, err)
	}
	made, err := db.CarryOut(t.Context(), 1, verdict("Petro", true), work)
	if err != nil || made == nil || made.ID == 0 || made.Places[0].After.ID == 0 {
		t.Fatalf("carried out: %+v, %v", made, err)
	}
	if n, rev := state(), must(db.Revision(t.Context())); n != [3]int{1, 1, 1} || rev != 1 {
		t.Errorf("%v places, articles and events at revision %d; want 1 each at 1", n, rev)
	}
	if s, err := db.Suggestion(t.Context(), 1); err != nil || s.State != geo.Accepted || len(s.Verdicts) != 2 {
		t.Errorf("carried out: %+v, %v", s, err)
	}
	if _, err := db.CarryOut(t.Context(), 1, verdict("Ivan", true), work); !errors.Is(err, ErrJudged) {
		t.Errorf("again: %v", err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestSuggestReadOnly: where nothing can be written, that is said before anybody suggests.
func TestSuggestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	openTest(t, path)
	db, err := OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.CanWrite(t.Context()); !errors.Is(err, geo.ErrReadOnly) {
		t.Errorf("%v, want %v", err, geo.ErrReadOnly)
	}
	if _, err := db.PutSuggestion(t.Context(), suggestedPlace(), 1); !errors.Is(err, geo.ErrReadOnly) {
		t.Errorf("%v, want %v", err, geo.ErrReadOnly)
	}
}
