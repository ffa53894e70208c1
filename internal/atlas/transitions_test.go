package atlas

import (
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// folded are the changes of the days after from up to to, by place: what was before the first and what is after the last.
func folded(t rapid.TB, a *Atlas, from, to time.Time) map[geo.PlaceID]geo.Difference {
	page, err := named(t, a, Changes).Page(Query{Time: &geo.Interval{Start: from.AddDate(0, 0, 1), End: to.AddDate(0, 0, 1)}})
	if err != nil {
		t.Fatal(err)
	}
	all := map[geo.PlaceID]geo.Difference{}
	for r := range page.Rows() {
		c := r.Change()
		if c.Decisive == nil || c.Quoted == nil || !c.To.Differs(*c.From) || !c.Day().After(from) || c.Day().After(to) {
			t.Fatalf("from %s to %s there is a change %+v", from, to, c)
		}
		d, seen := all[c.Place.ID]
		began := seen && d.To.Valid.Start.Before(geo.FirstDay) && !c.Day().Before(geo.FirstDay) // the baseline, in between
		if seen && !began && d.To.Differs(*c.From) {
			t.Fatalf("place %d changes to %+v, then from %+v", c.Place.ID, d.To, c.From)
		}
		if !seen {
			d = geo.Difference{Place: c.Place, From: *c.From}
		}
		d.To = *c.To
		all[c.Place.ID] = d
	}
	return all
}

// consistent fails unless the changes between two days, folded, are what Diff says of their ends. Of a place that had no
// state yet at the first of them, Diff leaves out what is claimed beside the state that the timeline begins with, and
// where FirstDay lies between them what the baseline undid.
func consistent(t rapid.TB, a *Atlas, from, to time.Time) {
	spell := func(d geo.Difference) string {
		s := ""
		for _, c := range []geo.Control{d.From, d.To} {
			s += " " + string(c.Holder)
			if c.Claim != nil {
				s += fmt.Sprint(" claimed by ", c.Claim.By, c.Claim.Announced, c.Claim.Disputed)
			}
		}
		return s
	}
	last := func(day time.Time) time.Time { return day.AddDate(0, 0, 1).Add(-time.Nanosecond) }
	got, want := map[geo.PlaceID]string{}, map[geo.PlaceID]string{}
	all := folded(t, a, from, to)
	for id, d := range all {
		if d.To.Differs(d.From) {
			got[id] = spell(d)
		}
	}
	for _, d := range a.Diff(last(from), last(to)) {
		want[d.Place.ID] = spell(d)
	}
	for id, d := range all {
		begun := a.site(id).at(last(from)) != nil
		undone := from.Before(geo.FirstDay) && !to.Before(geo.FirstDay) && a.site(id).spans[0].Valid.Start.Before(geo.FirstDay)
		if undone {
			want[id] = got[id]
		}
		if want[id] == "" && (undone || !begun && d.To.Claim != nil) {
			delete(got, id)
			delete(want, id)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("from %s to %s, known by %s: -diff +folded\n%s", from.Format(time.DateOnly), to.Format(time.DateOnly), a.KnownBy, d)
	}
}

// TestChangesProperty folds the changes that follow from reports at random.
func TestChangesProperty(t *testing.T) {
	baseline, err := geo.LoadBaseline(fstest.MapFS{"baseline.tsv": {Data: []byte(
		"scope\tkey\tname\tholder\tsource\nplace\tt:1\tOne\tRU\ttest\noblast\tUA-43\tCrimea\tRU\ttest\n")}})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		n := func(most int, what string) int { return rapid.IntRange(0, most).Draw(r, what) }
		day := func(what string) time.Time { return geo.FirstDay.AddDate(0, 0, n(40, what)-5) }
		var places []geo.Place
		for i := range 1 + n(4, "places") {
			places = append(places, geo.Place{
				ID: geo.PlaceID(i + 1), Ref: fmt.Sprint("t:", i+1), Point: orb.Point{30 + float64(i), 50},
				Kind:   rapid.SampledFrom([]geo.PlaceKind{geo.Settlement, geo.Settlement, geo.Region}).Draw(r, "kind"),
				Oblast: rapid.SampledFrom([]string{"UA-63", "UA-43", "RU-KRS", ""}).Draw(r, "oblast"),
			})
		}
		var events []geo.Event
		for i := range n(30, "events") {
			by := rapid.SampledFrom([]geo.Side{geo.Ukraine, geo.Russia}).Draw(r, "by")
			e := geo.Event{
				ID: geo.EventID(i + 1), Ref: fmt.Sprint(i), Place: rapid.SampledFrom(places).Draw(r, "place").ID, By: by, From: by.Other(),
				Kind: rapid.SampledFrom(geo.Kinds).Draw(r, "kind"), Status: rapid.SampledFrom(geo.Statuses).Draw(r, "status"),
				Standing: n(5, "standing") == 0, Background: n(5, "background") == 0,
				When: geo.Date{
					Day: day("day"), Basis: rapid.SampledFrom([]geo.Basis{geo.ByEvent, geo.ByReport, geo.ByPublished}).Draw(r, "basis"),
					Precision: rapid.SampledFrom([]geo.Precision{geo.ToDay, geo.ToDay, geo.ToWeek, geo.ToMonth}).Draw(r, "precision"),
				},
				Source: geo.Source{
					Side:      rapid.SampledFrom([]geo.SourceSide{geo.FromUkraine, geo.FromRussia, geo.FromMedia, geo.FromThird}).Draw(r, "side"),
					Article:   fmt.Sprint("article ", n(9, "article")),
					Publisher: rapid.SampledFrom([]string{"A", "B"}).Draw(r, "publisher"),
				},
			}
			if n(9, "published") > 0 {
				e.Source.Published = e.When.Day.AddDate(0, 0, n(10, "later"))
			}
			events = append(events, e)
		}
		a, err := (&Atlas{baseline: baseline, ground: &ground{}}).next(geo.Delta{Revision: 1, Whole: true, Places: places, Revised: make([]int64, len(places)), Events: events})
		if err != nil {
			r.Fatal(err)
		}
		for range 5 {
			from, to := day("from"), day("to")
			if to.Before(from) {
				from, to = to, from
			}
			consistent(r, a, from, to)
			consistent(r, a.AsOf(day("as of").Add(time.Hour)), from, to)
		}
	})
}

// TestChangesOfShippedArticles folds the changes that the shipped articles tell of.
func TestChangesOfShippedArticles(t *testing.T) {
	a := shipped(t)
	if n := named(t, a, Changes).Len(); n < 500 {
		t.Errorf("they tell of %d changes, want 500 or more", n)
	}
	for from := geo.FirstDay.AddDate(0, 0, -1); from.Year() < 2025; from = from.AddDate(0, 0, 13) {
		for _, days := range []int{0, 1, 7, 60, 1000} {
			to := from.AddDate(0, 0, days)
			consistent(t, a, from, to)
		}
		consistent(t, a.AsOf(from.AddDate(0, 0, 20)), from, from.AddDate(0, 0, 15))
	}
}

// shipped is the atlas of the articles, the gazetteer and the baseline that the program ships.
func shipped(t *testing.T) *Atlas {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	data := os.DirFS(filepath.Join("..", "..", "data"))
	places, err := geo.LoadPlaces(data)
	must(err)
	baseline, err := geo.LoadBaseline(data)
	must(err)
	theatre, err := geo.LoadTheatre(data)
	must(err)
	lexicon, err := extract.LoadLexicon(os.DirFS(filepath.Join("..", "..", "data", "lexicon")))
	must(err)
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "shipped.db"))
	must(err)
	defer db.Close()
	_, err = db.PutPlaces(t.Context(), places...)
	must(err)
	g, err := geo.NewGazetteer(db.Places(t.Context()))
	must(err)
	p := &ingest.Pipeline{Extractor: extract.New(lexicon, g, theatre), Archive: db, Store: db}
	files, err := filepath.Glob(filepath.Join("..", "..", "data", "articles", "*.txt"))
	must(err)
	_, err = p.Run(t.Context(), articles(files), func(ingest.Outcome) {})
	must(err)
	a, err := Build(t.Context(), db, baseline, nil)
	must(err)
	return a
}

func articles(files []string) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				yield(news.Article{}, err)
				return
			}
			defer f.Close()
			for a, err := range news.Read(name, io.Reader(f), news.Article{}) {
				if !yield(a, err) {
					return
				}
			}
		}
	}
}
