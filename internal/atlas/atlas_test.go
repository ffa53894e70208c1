package atlas_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb/geojson"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// span is the interval from one day up to, not including, another; "" is open.
func span(from, to string) *geo.Interval {
	i := &geo.Interval{}
	if from != "" {
		i.Start = day(from)
	}
	if to != "" {
		i.End = day(to)
	}
	return i
}

func TestPage(t *testing.T) {
	a := build(t, stored(t))
	for _, c := range []struct {
		name       string
		collection string
		q          atlas.Query
		want       string // ids
		matched    int
	}{
		{"all places", atlas.Places, atlas.Query{}, "1 2 3 4 5 6", 6},
		{"all events", atlas.Events, atlas.Query{}, "1 2 3 4 5 6 7 8 9", 9},
		{"places that reports tell of", atlas.Control, atlas.Query{}, "1 2 3 4 5", 5},
		{"first page", atlas.Places, atlas.Query{Limit: 4}, "1 2 3 4", 6},
		{"last page", atlas.Places, atlas.Query{Limit: 4, After: "4"}, "5 6", 6},
		{"exactly the last page", atlas.Places, atlas.Query{Limit: 3, After: "3"}, "4 5 6", 6},
		{"beyond the last page", atlas.Places, atlas.Query{Limit: 3, After: "99"}, "", 6},
		{"box", atlas.Places, atlas.Query{BBox: &[4]float64{36, 48, 39, 50}}, "1 2 4", 3},
		{"box, second page", atlas.Places, atlas.Query{BBox: &[4]float64{36, 48, 39, 50}, Limit: 1, After: "1"}, "2", 3},
		{"edges are inside", atlas.Places, atlas.Query{BBox: &[4]float64{30.2048, 45.2551, 32.6178, 46.65581}}, "3 5", 2},
		{"box without width", atlas.Places, atlas.Query{BBox: &[4]float64{30.2048, 45.2551, 30.2048, 45.2551}}, "5", 1},
		{"across the antimeridian, the long way", atlas.Places, atlas.Query{BBox: &[4]float64{37, 40, 31, 60}}, "1 4 5 6", 4},
		{"equal", atlas.Places, atlas.Query{Equals: map[string][]string{"oblast": {"UA-63"}}}, "1 2", 2},
		{"any of", atlas.Places, atlas.Query{Equals: map[string][]string{"oblast": {"UA-14", "UA-65"}}}, "3 4", 2},
		{"and", atlas.Places, atlas.Query{Equals: map[string][]string{"oblast": {"UA-63"}, "population": {"26921"}}}, "2", 1},
		{"null equals nothing", atlas.Places, atlas.Query{Equals: map[string][]string{"name_ru": {""}}}, "", 0},
		{"boolean", atlas.Events, atlas.Query{Equals: map[string][]string{"background": {"0"}}, Limit: 2}, "1 2", 9},
		{"number", atlas.Events, atlas.Query{Equals: map[string][]string{"confidence": {"0.90"}}, Limit: 2}, "1 2", 9},
		{"day", atlas.Events, atlas.Query{Equals: map[string][]string{"date": {"2022-09-08"}}}, "3", 1},
		{"one day; no date meets all", atlas.Events, atlas.Query{Time: span("2022-09-08", "2022-09-09")}, "3 9", 2},
		{"until", atlas.Events, atlas.Query{Time: span("", "2022-04-02")}, "1 4 9", 3},
		{"from", atlas.Events, atlas.Query{Time: span("2022-11-11", "")}, "5 6 8 9", 4},
		{"within a month known as such", atlas.Events, atlas.Query{Time: span("2022-06-20", "2022-06-21")}, "7 9", 2},
		{"places have no time", atlas.Places, atlas.Query{Time: span("1990-01-01", "1990-01-02")}, "1 2 3 4 5 6", 6},
		{"before the first day", atlas.Control, atlas.Query{Time: span("", "2022-02-24")}, "", 0},
		{"the first day", atlas.Control, atlas.Query{Time: span("", "2022-02-25")}, "1 2 3 4 5", 5},
		{"regained, so that somebody else had held it", atlas.Control, atlas.Query{Time: span("", "2022-02-25"), Equals: map[string][]string{"holder": {"unknown"}}}, "2 5", 2},
		{"one report so far", atlas.Control, atlas.Query{Time: span("2022-03-02", "2022-03-03"), Equals: map[string][]string{"rests_on": {"report"}}}, "3", 1},
		{"state at the end of an interval", atlas.Control, atlas.Query{Time: span("2022-01-01", "2022-09-11"), Equals: map[string][]string{"holder": {"UA"}}}, "1 2 4 5", 4},
		{"state a day earlier", atlas.Control, atlas.Query{Time: span("2022-01-01", "2022-09-10"), Equals: map[string][]string{"holder": {"UA"}}}, "2 4 5", 3},
		{"at the instant of change the later state", atlas.Control, atlas.Query{Time: &geo.Interval{Start: day("2022-09-10"), End: day("2022-09-10").Add(1)}, Equals: map[string][]string{"holder": {"UA"}}}, "1 2 4 5", 4},
		{"now, by an open end", atlas.Control, atlas.Query{Time: span("2022-01-01", ""), Equals: map[string][]string{"holder": {"RU"}}}, "", 0},
		{"claim", atlas.Control, atlas.Query{Equals: map[string][]string{"claim_by": {"RU"}}}, "4", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			layer := collection(t, a, c.collection)
			for range 2 { // once worked out, once kept
				page, err := layer.Page(c.q)
				if err != nil {
					t.Fatal(err)
				}
				encoded, err := geojson.UnmarshalFeatureCollection(fmt.Appendf(nil, `{"type":"FeatureCollection","features":[%s]}`, page.AppendJSON(nil)))
				if err != nil {
					t.Fatal(err)
				}
				var ids, plain []string
				for _, f := range encoded.Features {
					ids = append(ids, fmt.Sprint(f.ID))
				}
				for f, err := range layer.Features(c.q) {
					if err != nil {
						t.Fatal(err)
					}
					plain = append(plain, fmt.Sprint(f.ID))
				}
				if got := strings.Join(ids, " "); got != c.want || page.Matched != c.matched || page.Len() != len(ids) {
					t.Errorf("ids %q of %d, want %q of %d", got, page.Matched, c.want, c.matched)
				}
				if strings.Join(plain, " ") != c.want {
					t.Errorf("Features has ids %v, want %q", plain, c.want)
				}
			}
		})
	}
}

func TestPageNext(t *testing.T) {
	places := collection(t, build(t, stored(t)), atlas.Places)
	for _, c := range []struct {
		limit       int
		after, want string
	}{{0, "", ""}, {6, "", ""}, {7, "", ""}, {5, "", "5"}, {3, "", "3"}, {3, "3", ""}, {1, "4", "5"}, {1, "5", ""}} {
		page, err := places.Page(atlas.Query{Limit: c.limit, After: c.after})
		if err != nil || page.Next != c.want {
			t.Errorf("limit %d after %q: next is %q (%v), want %q", c.limit, c.after, page.Next, err, c.want)
		}
	}
}

func TestControlStates(t *testing.T) {
	control := collection(t, build(t, stored(t)), atlas.Control)
	state := func(at *geo.Interval, id int64) map[string]any {
		t.Helper()
		for f := range control.Features(atlas.Query{Time: at}) {
			if f.ID == id {
				m := map[string]any{}
				for i, field := range control.Fields {
					m[field.Name] = f.Properties[i]
				}
				return m
			}
		}
		return nil
	}
	if izium := state(nil, 1); izium["holder"] != "UA" || izium["previous"] != "RU" || izium["since"] != "2022-09-10" || izium["because"] != "2" {
		t.Errorf("Izium is now %v", izium)
	}
	if izium := state(span("2022-05-01", "2022-05-02"), 1); izium["holder"] != "RU" || izium["because"] != "1" {
		t.Errorf("Izium was %v in May 2022", izium)
	}
	item, ok := control.Item(1, nil)
	feature, data := item.Feature(), item.AppendJSON(nil)
	var decoded struct{ Properties map[string]any }
	if err := json.Unmarshal(data, &decoded); !ok || err != nil || decoded.Properties["holder"] != "UA" || feature.Property(control.Fields, "holder") != "UA" {
		t.Errorf("the item is not the latest state: %s (%v)", data, err)
	}
	for _, id := range []int64{-1, 0, 6, 7} { // 6 is a place that no report tells of
		if item, ok := control.Item(id, nil); ok {
			t.Errorf("there is no feature %d, but it is %s", id, item.AppendJSON(nil))
		}
	}
}

func TestExtent(t *testing.T) {
	a := build(t, stored(t))
	events := collection(t, a, atlas.Events)
	if want := [4]float64{30.2047, 45.255, 38.0028, 49.4627}; *events.BBox != want {
		t.Errorf("bbox of events is %v, want %v", *events.BBox, want)
	}
	if want := *span("2022-03-02", "2023-05-21"); *events.Span != want {
		t.Errorf("span of events is %v, want %v", *events.Span, want)
	}
	if control := collection(t, a, atlas.Control); control.Span.Start != geo.FirstDay || !control.Span.End.IsZero() {
		t.Errorf("span of control is %v, want the first day and an open end", *control.Span)
	}
	places := collection(t, a, atlas.Places)
	if places.Span != nil {
		t.Errorf("places have no time, but a span %v", *places.Span)
	}
	for f := range places.Features(atlas.Query{}) {
		p, b := f.Geometry.Bound().Min, places.BBox
		if p[0] <= b[0] || p[0] >= b[2] || p[1] <= b[1] || p[1] >= b[3] {
			t.Errorf("%v lies on or outside the edge of %v", p, *b)
		}
	}
	empty := collection(t, build(t, open(t)), atlas.Events)
	if empty.BBox != nil || empty.Span != nil || empty.Len() != 0 {
		t.Errorf("an empty collection has extent %v, %v and %d features", empty.BBox, empty.Span, empty.Len())
	}
}

func TestBadQuery(t *testing.T) {
	a := build(t, stored(t))
	places, events := collection(t, a, atlas.Places), collection(t, a, atlas.Events)
	for _, c := range []struct {
		in          *atlas.Collection
		name, value string
		want        string
	}{
		{places, "population", "many", `population is "many"; it must be a whole number`},
		{places, "uncertainty_m", "1,5", `uncertainty_m is "1,5"; it must be a number`},
		{places, "kind", "city", `kind is "city"; it must be one of settlement, region, district, country, island, facility, river, sea`},
		{events, "background", "perhaps", `background is "perhaps"; it must be true or false`},
		{events, "date", "2022-13-01", `date is "2022-13-01"; it must be a day such as 2022-09-11`},
	} {
		_, err := c.in.Page(atlas.Query{Equals: map[string][]string{c.name: {c.value}}})
		var bad *atlas.ValueError
		if !errors.As(err, &bad) || err.Error() != c.want {
			t.Errorf("%s=%s: error is %v, want %s", c.name, c.value, err, c.want)
		}
	}
	if _, err := places.Page(atlas.Query{Equals: map[string][]string{"shoe_size": {"1"}}}); !errors.Is(err, geo.ErrNotFound) {
		t.Errorf("an unknown property gives %v", err)
	}
	if _, err := a.Collection("shoes"); !errors.Is(err, geo.ErrNotFound) {
		t.Errorf("an unknown collection gives %v", err)
	}
	for f, err := range places.Features(atlas.Query{Equals: map[string][]string{"kind": {"city"}}}) {
		if err == nil {
			t.Errorf("a bad query yields %v", f)
		}
	}
}

func TestKeeper(t *testing.T) {
	db := stored(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	k, err := atlas.NewKeeper(ctx, db, nil, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	first := k.Atlas()
	if err := k.Refresh(ctx); err != nil || k.Atlas() != first {
		t.Errorf("nothing has changed, but there is a new atlas (%v)", err)
	}

	tell(t, db, "b", change(6, geo.Capture, geo.Russia, "2022-03-03"))
	if k.Atlas() != first {
		t.Error("the atlas changed by itself")
	}
	watched := make(chan struct{})
	go func() {
		k.Watch(ctx, 5*time.Millisecond)
		close(watched)
	}()
	for deadline := time.Now().Add(10 * time.Second); k.Atlas() == first; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the watcher has not seen a new revision")
		}
	}
	if n := collection(t, k.Atlas(), atlas.Events).Len(); n != 10 {
		t.Errorf("%d events after one more was told, want 10", n)
	}
	if n := collection(t, first, atlas.Events).Len(); n != 9 {
		t.Errorf("the first atlas has %d events now, want 9 as before", n)
	}

	cancel()
	<-watched
	present, checked := k.Atlas(), k.Checked()
	db.Close()
	if err := k.Refresh(context.Background()); err == nil || k.Atlas() != present || k.Checked() != checked {
		t.Errorf("after the store failed (%v) the atlas is not the present one", err)
	}
	if _, err := atlas.NewKeeper(context.Background(), db, nil, nil, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a keeper of a closed store was made")
	}
}
