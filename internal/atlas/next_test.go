package atlas

import (
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"retaken/internal/geo"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// TestNextProperty lets articles be ingested and read again and editors work on the gazetteer, in any order, and
// compares the atlas that follows from what changed with one that is built anew: they must be the same in
// everything that can be asked, also as of earlier days.
func TestNextProperty(t *testing.T) {
	baseline, err := geo.LoadBaseline(fstest.MapFS{"baseline.tsv": {Data: []byte(
		"scope\tkey\tname\tholder\tsource\nplace\tt:1\tOne\tRU\ttest\noblast\tUA-43\tCrimea\tRU\ttest\n")}})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), fmt.Sprint(n, ".db")))
		if err != nil {
			r.Fatal(err)
		}
		defer db.Close()
		w := &writer{T: r, t: t, db: db, articles: map[string]int{}}
		k, err := NewKeeper(t.Context(), db, baseline, nil, slog.New(slog.DiscardHandler))
		w.must(err)
		for range rapid.IntRange(1, 4).Draw(r, "refreshes") {
			for range rapid.IntRange(1, 6).Draw(r, "changes") {
				w.change()
			}
			w.must(k.Refresh(t.Context()))
			fresh, err := Build(t.Context(), db, baseline, nil)
			w.must(err)
			if k.Atlas().Revision != fresh.Revision {
				r.Fatalf("revision %d, want %d", k.Atlas().Revision, fresh.Revision)
			}
			w.same(k.Atlas(), fresh)
			past := w.day("as of")
			w.same(k.Atlas().AsOf(past), fresh.AsOf(past))
			w.asKnown(fresh, baseline, past)
		}
	})
}

// writer changes a database at random.
type writer struct {
	*rapid.T
	t        *testing.T
	db       *sqlite.DB
	articles map[string]int // by ref: how often it was read
	places   int            // added so far
	last     geo.Change     // of the gazetteer
}

func (w *writer) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *writer) n(most int, what string) int { return rapid.IntRange(0, most).Draw(w.T, what) }

// day is a day of the first weeks, or of the last before them.
func (w *writer) day(what string) time.Time { return geo.FirstDay.AddDate(0, 0, w.n(40, what)-5) }

func (w *writer) change() {
	places := w.stored()
	what := rapid.SampledFrom([]string{"ingest", "ingest", "ingest", "read again", "add", "put", "move", "rename", "remove", "merge", "undo"}).Draw(w.T, "change")
	switch {
	case len(places) == 0, what == "add":
		p := w.place()
		w.edit(geo.PlaceChange{After: &p})
	case what == "ingest":
		w.ingest(places)
	case what == "read again":
		if refs := slices.Sorted(maps.Keys(w.articles)); len(refs) > 0 {
			w.read(rapid.SampledFrom(refs).Draw(w.T, "article"), places)
		}
	case what == "undo":
		w.undo()
	default:
		w.work(what, places)
	}
}

func (w *writer) stored() (places []geo.Place) {
	for p, err := range w.db.Places(w.t.Context()) {
		w.must(err)
		places = append(places, p)
	}
	return places
}

func (w *writer) place() geo.Place {
	w.places++
	return geo.Place{
		Ref: fmt.Sprint("t:", w.places), Name: fmt.Sprint("Place ", w.places), Kind: rapid.SampledFrom([]geo.PlaceKind{geo.Settlement, geo.Settlement, geo.Region}).Draw(w.T, "kind"),
		Oblast: rapid.SampledFrom([]string{"UA-63", "UA-63", "UA-43", "RU-KRS", ""}).Draw(w.T, "oblast"), Point: w.point(),
	}
}

func (w *writer) point() orb.Point {
	return orb.Point{30 + float64(w.n(4, "lon"))/3, 50 + float64(w.n(4, "lat"))/3}
}

func (w *writer) edit(changes ...geo.PlaceChange) {
	c, err := w.db.ChangePlaces(w.t.Context(), geo.Change{At: geo.FirstDay, Action: "test", Places: changes})
	w.must(err)
	w.last = c
}

// work changes one place, or two.
func (w *writer) work(what string, places []geo.Place) {
	before := rapid.SampledFrom(places).Draw(w.T, "place")
	after := before
	switch what {
	case "move":
		after.Point = w.point()
		w.edit(geo.PlaceChange{Before: &before, After: &after})
	case "rename":
		after.Name += "a"
		w.edit(geo.PlaceChange{Before: &before, After: &after})
	case "put":
		after.Population++
		_, err := w.db.PutPlaces(w.t.Context(), after)
		w.must(err)
	case "remove":
		w.edit(geo.PlaceChange{Before: &before})
	case "merge":
		into := rapid.SampledFrom(places).Draw(w.T, "into")
		if into.ID == before.ID {
			return
		}
		after := into
		after.Aliases = append(slices.Clip(after.Aliases), geo.Alias{Text: before.Name, Kind: geo.Variant})
		w.edit(geo.PlaceChange{Before: &into, After: &after}, geo.PlaceChange{Before: &before})
	}
}

// undo takes the last change of the gazetteer back, if nothing came in between.
func (w *writer) undo() {
	c := geo.Change{At: geo.FirstDay, Action: "undo", Undoes: w.last.ID}
	for _, p := range slices.Backward(w.last.Places) {
		c.Places = append(c.Places, geo.PlaceChange{Before: p.After, After: p.Before})
	}
	if c.Places == nil {
		return
	}
	if made, err := w.db.ChangePlaces(w.t.Context(), c); err == nil {
		w.last = made
	}
}

// wordings are the texts of articles; who uses one within days of another copies it.
var wordings = []string{
	"Ukrainian forces entered the village on Wednesday and raised a flag over the ruins of its school, a spokesman for the southern command said, adding that mines slow every step.",
	"Russian troops took the town after weeks of street fighting, the ministry in Moscow said in its daily summary, and the defenders withdrew beyond the river under heavy fire.",
	"A short note.",
}

func (w *writer) ingest(places []geo.Place) {
	ref := fmt.Sprint("article ", len(w.articles)+1)
	a := news.Article{Ref: ref, Source: rapid.SampledFrom([]string{"A", "B"}).Draw(w.T, "publisher"), Text: rapid.SampledFrom(wordings).Draw(w.T, "text")}
	if w.n(9, "dated") > 0 {
		a.Published = w.day("published").Add(12 * time.Hour)
	}
	_, err := w.db.PutArticles(w.t.Context(), a)
	w.must(err)
	w.articles[ref] = 0
	w.read(ref, places)
}

// read reads an article once more, with a part of the events that it had and others.
func (w *writer) read(ref string, places []geo.Place) {
	w.articles[ref]++
	reading := geo.Reading{Article: ref, Rules: fmt.Sprint(w.n(2, "rules"))}
	for i := range w.n(3, "events") {
		by := rapid.SampledFrom([]geo.Side{geo.Ukraine, geo.Russia}).Draw(w.T, "by")
		e := geo.Event{
			Ref: fmt.Sprint(ref, "#", i), Place: rapid.SampledFrom(places).Draw(w.T, "place").ID, By: by, From: by.Other(),
			Kind: rapid.SampledFrom(geo.Kinds).Draw(w.T, "kind"), Status: rapid.SampledFrom(geo.Statuses).Draw(w.T, "status"),
			Source: geo.Source{Side: rapid.SampledFrom([]geo.SourceSide{geo.FromUkraine, geo.FromRussia, geo.FromMedia}).Draw(w.T, "side")},
		}
		if w.n(9, "dated") > 0 {
			e.When = geo.Date{Day: w.day("day"), Precision: geo.ToDay, Basis: rapid.SampledFrom([]geo.Basis{geo.ByEvent, geo.ByPublished}).Draw(w.T, "basis")}
		}
		reading.Events = append(reading.Events, e)
	}
	for range w.n(2, "aggregates") {
		reading.Aggregates = append(reading.Aggregates, geo.Aggregate{Type: geo.AreaKm2, Value: float64(w.n(3, "value")), Status: geo.Claimed, Place: rapid.SampledFrom(places).Draw(w.T, "place").ID})
	}
	w.must(w.db.PutReadings(w.t.Context(), reading))
}

// same fails unless both answer everything alike.
func (w *writer) same(got, want *Atlas) {
	w.Helper()
	equal := func(what string, got, want any) {
		w.Helper()
		if d := cmp.Diff(want, got); d != "" {
			w.Fatalf("%s: -want +got\n%s", what, d)
		}
	}
	equal("known by", got.KnownBy, want.KnownBy)
	equal("aggregates", got.Aggregates(), want.Aggregates())
	equal("places in the index", got.where.Len(), len(want.sites))
	box := [4]float64{30, 50, 30 + float64(w.n(4, "east"))/3, 50 + float64(w.n(4, "north"))/3}
	from, to := w.day("from"), w.day("to")
	for _, name := range []string{Events, Control, Places, History, Changes, Articles} {
		g, f := named(w.T, got, name), named(w.T, want, name)
		equal(name+" extent", []any{g.BBox, g.Span, g.Len()}, []any{f.BBox, f.Span, f.Len()})
		for _, q := range []Query{
			{},
			{BBox: &box},
			{Time: &geo.Interval{Start: from, End: to}},
			{Time: &geo.Interval{Start: from}, Limit: 2, After: "2"},
			{BBox: &box, Time: &geo.Interval{End: to}, Sort: []Order{{Field: f.Fields[0].Name, Descending: true}}},
		} {
			gp, err := g.Page(q)
			w.must(err)
			fp, err := f.Page(q)
			w.must(err)
			equal(fmt.Sprintf("%s %+v", name, q), strings.Split(string(gp.AppendJSON(nil)), "},{"), strings.Split(string(fp.AppendJSON(nil)), "},{"))
			equal(name+" page", []any{gp.Matched, gp.Next}, []any{fp.Matched, fp.Next})
		}
		for id := range int64(12) {
			gr, gok := g.Item(id, nil)
			fr, fok := f.Item(id, nil)
			equal(fmt.Sprint(name, " item ", id), gok, fok)
			if gok && fok {
				equal(fmt.Sprint(name, " item ", id), []any{gr.Feature(), string(gr.AppendJSON(nil))}, []any{fr.Feature(), string(fr.AppendJSON(nil))})
			}
		}
	}
	for id := range geo.PlaceID(12) {
		gp, gs, gok := got.Timeline(id)
		fp, fs, fok := want.Timeline(id)
		equal(fmt.Sprint("timeline of ", id), []any{gp, gs, gok}, []any{fp, fs, fok})
		equal(fmt.Sprint("reports of ", id), got.Reports(id), want.Reports(id))
	}
	equal("snapshot", snapshot(got, from), snapshot(want, from))
	equal("diff", got.Diff(from, to), want.Diff(from, to))
	for _, since := range []Cursor{{}, {Revision: got.Revision / 2}} {
		gc, err := got.Changes(since, 100)
		w.must(err)
		fc, err := want.Changes(since, 100)
		w.must(err)
		equal("changes", gc, fc)
	}
}

func snapshot(a *Atlas, t time.Time) map[geo.PlaceID]geo.Control {
	out := map[geo.PlaceID]geo.Control{}
	for p, c := range a.Snapshot(t) {
		out[p.ID] = c
	}
	return out
}

// asKnown compares every timeline as of an earlier time with what geo.Timeline makes of all reports.
func (w *writer) asKnown(a *Atlas, baseline *geo.Baseline, t time.Time) {
	w.Helper()
	past := a.AsOf(t)
	for _, p := range w.stored() {
		_, got, _ := past.Timeline(p.ID)
		want := geo.Timeline(p.ID, baseline.Start(p), a.Reports(p.ID), t)
		if d := cmp.Diff(want, got); d != "" {
			w.Fatalf("place %d as known on %s: -want +got\n%s", p.ID, t.Format(time.DateOnly), d)
		}
		for _, e := range past.Reports(p.ID) {
			if e.Source.Published.After(t) {
				w.Fatalf("on %s event %d of %s was known", t.Format(time.DateOnly), e.ID, e.Source.Published)
			}
		}
	}
}
