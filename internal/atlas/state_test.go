package atlas_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/geo"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// publish stores an article of noon of that day with those events, and a count of settlements.
func publish(t testing.TB, db *sqlite.DB, ref, date string, events ...geo.Event) {
	t.Helper()
	a := news.Article{Ref: ref, Text: text}
	if date != "" {
		a.Published = day(date).Add(12 * time.Hour)
	}
	if _, err := db.PutArticles(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	for i := range events {
		events[i].Ref = fmt.Sprint(ref, "#", i)
	}
	reading := geo.Reading{Article: ref, Rules: "test", Events: events, Aggregates: []geo.Aggregate{{Type: geo.CountSettlements, Value: 20, Status: geo.Claimed}}}
	if err := db.PutReadings(t.Context(), reading); err != nil {
		t.Fatal(err)
	}
}

// published is a database of reports that came on different days, in an order of its own.
func published(t testing.TB) *sqlite.DB {
	t.Helper()
	db := open(t)
	if _, err := db.PutPlaces(t.Context(), places...); err != nil {
		t.Fatal(err)
	}
	claim := change(4, geo.Capture, geo.Russia, "2022-05-20")
	claim.Status = geo.Claimed
	publish(t, db, "September", "2022-09-12", change(1, geo.Liberation, geo.Ukraine, "2022-09-10"), change(2, geo.Advance, geo.Ukraine, "2022-09-09"))
	publish(t, db, "April", "2022-04-02", change(1, geo.Capture, geo.Russia, "2022-04-01"))
	publish(t, db, "May", "2022-05-20", claim)
	publish(t, db, "undated", "", change(3, geo.Capture, geo.Russia, "2022-03-02"), change(1, geo.Capture, geo.Russia, ""))
	return db
}

// spell is a snapshot in a line: places with their holders, and who claims them.
func spell(a *atlas.Atlas, on string) string {
	var words []string
	for p, c := range a.Snapshot(day(on)) {
		s := fmt.Sprintf("%d:%s", p.ID, c.Holder)
		if c.Claim != nil {
			s += "/" + string(c.Claim.By)
		}
		words = append(words, s)
	}
	return strings.Join(words, " ")
}

func TestAsOf(t *testing.T) {
	now := build(t, published(t))
	for _, c := range []struct {
		known, on string
		want      string
		events    int
	}{
		{"", "2022-02-23", "", 6},
		{"", "2022-02-24", "1:UA 2:UA 3:UA 4:UA", 6},
		{"", "2022-06-01", "1:RU 2:UA 3:RU 4:UA/RU", 6},
		{"", "2022-10-01", "1:UA 2:UA 3:RU 4:UA/RU", 6},
		{"2022-09-13", "2022-10-01", "1:UA 2:UA 3:RU 4:UA/RU", 6},
		{"2022-09-12", "2022-10-01", "1:RU 3:RU 4:UA/RU", 4},
		{"2022-05-20", "2022-10-01", "1:RU 3:RU", 3},
		{"2022-04-02", "2022-10-01", "1:UA 3:RU", 2},
		{"1999-01-01", "2022-10-01", "1:UA 3:RU", 2},
	} {
		a := now
		if c.known != "" {
			a = now.AsOf(day(c.known))
		}
		if got := spell(a, c.on); got != c.want {
			t.Errorf("known on %q, %s was %q, want %q", c.known, c.on, got, c.want)
		}
		control, err := collection(t, a, atlas.Control).Page(atlas.Query{Time: &geo.Interval{End: day(c.on).Add(1)}})
		if err != nil || control.Matched != len(strings.Fields(c.want)) {
			t.Errorf("known on %q, on %s there are %d states (%v), want %q", c.known, c.on, control.Matched, err, c.want)
		}
		if n := collection(t, a, atlas.Events).Len(); n != c.events {
			t.Errorf("known on %q: %d events, want %d", c.known, n, c.events)
		}
		if n := collection(t, a, atlas.Places).Len(); n != len(places) {
			t.Errorf("known on %q: %d places, want all", c.known, n)
		}
	}

	september := day("2022-09-12").Add(12 * time.Hour)
	past := now.AsOf(september.Add(-1))
	for name, c := range map[string]struct{ got, want *atlas.Atlas }{
		"from the last publication on":          {now.AsOf(september), now},
		"between two publications":              {now.AsOf(day("2022-06-01")), past},
		"of the past, later":                    {past.AsOf(day("2023-01-01")), past},
		"of the past, earlier":                  {past.AsOf(day("2022-04-03")), now.AsOf(day("2022-04-04"))},
		"of the past, at the end of what it is": {past.AsOf(past.KnownBy), past},
	} {
		if c.got != c.want {
			t.Errorf("%s there is another atlas", name)
		}
	}
	if past == now || past.KnownBy != september.Add(-1) || !now.KnownBy.IsZero() {
		t.Errorf("what was known by %s, now by %s", past.KnownBy, now.KnownBy)
	}
	if got := []int{len(now.Aggregates()), len(past.Aggregates()), len(now.AsOf(day("2022-01-01")).Aggregates())}; fmt.Sprint(got) != "[4 3 1]" {
		t.Errorf("numbers of aggregates are %v, want [4 3 1]", got)
	}
	if got := now.Aggregates()[1].Source.Article; got != "April" {
		t.Errorf("the first dated aggregate is of %s, want that of April", got)
	}
}

func TestTimelineAndReports(t *testing.T) {
	a := build(t, published(t))
	p, spans, ok := a.Timeline(1)
	if !ok || p.Name != "Izium" || len(spans) != 3 || spans[1].Holder != geo.HeldByRussia || !spans[2].Valid.End.IsZero() {
		t.Errorf("the timeline of Izium is %+v", spans)
	}
	if _, spans, ok := a.Timeline(6); !ok || len(spans) != 1 || spans[0].Holder != geo.HeldByUkraine || spans[0].Footing != geo.OnNothing {
		t.Errorf("the timeline of Lviv is %+v (%v), want its own country's", spans, ok)
	}
	for _, id := range []geo.PlaceID{-1, 0, 7} {
		if p, spans, ok := a.Timeline(id); ok || spans != nil || a.Reports(id) != nil {
			t.Errorf("there is no place %d, but it is %+v", id, p)
		}
	}
	var days []string
	for _, e := range a.Reports(1) {
		days = append(days, e.When.Day.Format(time.DateOnly))
	}
	if got := strings.Join(days, " "); got != "2022-04-01 2022-09-10 0001-01-01" {
		t.Errorf("reports of Izium are of %s, want them in order of time, those without a date last", got)
	}
}

func TestDiff(t *testing.T) {
	a := build(t, published(t))
	for _, c := range []struct{ known, from, to, want string }{
		{"", "2022-02-24", "2022-04-01", "1:UA>RU by April#0 3:UA>RU by undated#0"},
		{"", "2022-04-01", "2022-05-20", "4:UA>UA by May#0"},
		{"", "2022-05-21", "2022-09-11", "1:RU>UA by September#0"},
		{"2022-06-01", "2022-05-21", "2022-09-11", ""},
		{"", "2022-04-01", "2022-09-09", "4:UA>UA by May#0"},
		{"", "2022-09-11", "2022-05-21", "1:UA>RU by April#0"},
		{"", "2022-02-23", "2022-02-24", ""},
		{"", "2022-09-11", "2022-09-11", ""},
	} {
		known := a
		if c.known != "" {
			known = a.AsOf(day(c.known))
		}
		var words []string
		for _, d := range known.Diff(day(c.from), day(c.to)) {
			words = append(words, fmt.Sprintf("%d:%s>%s by %s", d.Place.ID, d.From.Holder, d.To.Holder, d.Decisive.Ref))
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("from %s to %s, known on %q, changed %q, want %q", c.from, c.to, c.known, got, c.want)
		}
	}
}

// TestUnchangedIsShared: what was worked out stays when a revision changes nothing that is served.
func TestUnchangedIsShared(t *testing.T) {
	db := published(t)
	k := keeper(t, db)
	first, past := k.Atlas(), k.Atlas().AsOf(day("2022-06-01"))
	if _, err := db.PutArticles(t.Context(), news.Article{Ref: "unread", Text: "Of other things."}); err != nil {
		t.Fatal(err)
	}
	if err := k.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	next := k.Atlas()
	if next.Revision <= first.Revision || collection(t, next, atlas.Events) != collection(t, first, atlas.Events) || next.AsOf(day("2022-06-01")) != past {
		t.Errorf("revision %d after %d has collections of its own, though nothing changed", next.Revision, first.Revision)
	}
}

func keeper(t testing.TB, db geo.Store) *atlas.Keeper {
	t.Helper()
	k, err := atlas.NewKeeper(t.Context(), db, nil, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestWatchReaders lets somebody else write to the file, as another process would, while readers look: each of
// them sees whole articles, the timelines that belong to them, and in the end everything.
func TestWatchReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shared.db")
	both := make([]*sqlite.DB, 2)
	for i := range both {
		db, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		both[i] = db
	}
	if _, err := both[1].PutPlaces(t.Context(), places...); err != nil {
		t.Fatal(err)
	}
	k := keeper(t, both[0])
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	const articles = 20
	var group sync.WaitGroup
	group.Go(func() { k.Watch(ctx, time.Millisecond) })
	for range 2 {
		group.Go(func() {
			for n := 0; n < 2*articles && ctx.Err() == nil; {
				a := k.Atlas()
				n = collection(t, a, atlas.Events).Len()
				states := collection(t, a, atlas.Control).Len()
				if n%2 > 0 || states != min(n, 2) || len(a.Reports(1)) != n/2 || len(a.AsOf(day("2022-01-01")).Reports(1)) != 0 {
					t.Errorf("a reader sees %d events, %d states and %d reports of one place", n, states, len(a.Reports(1)))
					return
				}
			}
		})
	}
	for i := range articles {
		date := geo.FirstDay.AddDate(0, 0, i+1).Format(time.DateOnly)
		publish(t, both[1], fmt.Sprint("a", i), date, change(1, geo.Capture, geo.Russia, date), change(2, geo.Capture, geo.Russia, date))
	}
	for deadline := time.Now().Add(20 * time.Second); collection(t, k.Atlas(), atlas.Events).Len() < 2*articles; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Error("not all that another wrote is seen")
			break
		}
	}
	cancel()
	group.Wait()
}
