package atlas

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"retaken/internal/geo"
)

// made is the atlas of those places and events.
func made(t rapid.TB, places []geo.Place, events ...geo.Event) *Atlas {
	a, err := (&Atlas{ground: &ground{}}).next(geo.Delta{Revision: 1, Whole: true, Places: places, Revised: make([]int64, len(places)), Events: events})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func named(t rapid.TB, a *Atlas, name string) *Collection {
	c, err := a.Collection(name)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestBBoxProperty compares the index with a look at every feature, on a coarse grid so that they often
// lie on edges, corners and the antimeridian.
func TestBBoxProperty(t *testing.T) {
	lon := rapid.Map(rapid.IntRange(-18, 18), func(n int) float64 { return float64(n) * 10 })
	lat := rapid.Map(rapid.IntRange(-9, 9), func(n int) float64 { return float64(n) * 10 })
	kind := rapid.SampledFrom(geo.PlaceKinds[:3])
	rapid.Check(t, func(r *rapid.T) {
		var places []geo.Place
		var events []geo.Event
		for i := range rapid.IntRange(0, 80).Draw(r, "places") {
			id := geo.PlaceID(3*i + 1)
			places = append(places, geo.Place{ID: id, Kind: kind.Draw(r, "kind"), Point: orb.Point{lon.Draw(r, "lon"), lat.Draw(r, "lat")}})
			for range rapid.IntRange(0, 2).Draw(r, "events") {
				events = append(events, geo.Event{ID: geo.EventID(len(events) + 1), Place: id, Kind: geo.Capture, By: geo.Russia, Status: geo.Confirmed, When: geo.Date{Day: geo.FirstDay}})
			}
		}
		a := made(r, places, events...)
		for range 20 {
			box := [4]float64{lon.Draw(r, "west"), lat.Draw(r, "south"), lon.Draw(r, "east"), lat.Draw(r, "north")}
			if box[1] > box[3] {
				box[1], box[3] = box[3], box[1]
			}
			wanted := kind.Draw(r, "wanted")
			inBox := func(p geo.Place) bool { return p.Kind == wanted && inside(p.Point, box) }
			var inPlaces, inEvents, inControl []int64
			for _, p := range places {
				if inBox(p) {
					inPlaces = append(inPlaces, int64(p.ID))
				}
			}
			for _, e := range events {
				if p := places[(e.Place-1)/3]; inBox(p) {
					inEvents = append(inEvents, int64(e.ID))
					inControl = append(inControl, int64(p.ID))
				}
			}
			limit := rapid.IntRange(1, 7).Draw(r, "limit")
			for _, c := range []struct {
				name, field string
				want        []int64
			}{{Places, "kind", inPlaces}, {Events, "place_kind", inEvents}, {Control, "kind", slices.Compact(inControl)}} {
				got := paged(r, named(r, a, c.name), Query{BBox: &box, Equals: map[string][]string{c.field: {string(wanted)}}, Limit: limit}, len(c.want))
				if !slices.Equal(got, c.want) {
					r.Fatalf("%s in %v are %v, want %v", c.name, box, got, c.want)
				}
			}
		}
	})
}

// paged is the ids that q selects, page by page.
func paged(t rapid.TB, c *Collection, q Query, matched int) (ids []int64) {
	for {
		page, err := c.Page(q)
		if err != nil {
			t.Fatal(err)
		}
		if page.Matched != matched {
			t.Fatalf("%+v matches %d of %s, want %d", q, page.Matched, c.Name, matched)
		}
		for f := range page.Features() {
			ids = append(ids, f.ID)
		}
		if page.Next == "" {
			return ids
		}
		q.After = page.Next
	}
}

func inside(p orb.Point, box [4]float64) bool {
	across := p.Lon() >= box[0] && p.Lon() <= box[2]
	if box[0] > box[2] {
		across = p.Lon() >= box[0] || p.Lon() <= box[2]
	}
	return across && p.Lat() >= box[1] && p.Lat() <= box[3]
}

// TestExtentProperty makes sure that the box of the extent has every feature off its edge and is no
// wider than it has to be.
func TestExtentProperty(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := geo.Place{ID: 1, Point: orb.Point{rapid.Float64Range(-180, 180).Draw(r, "lon"), rapid.Float64Range(-90, 90).Draw(r, "lat")}}
		c := named(r, made(r, []geo.Place{p}), Places)
		f, _ := c.Item(1, nil)
		at, box := f.Geometry().(orb.Point), *c.BBox
		for axis, limit := range []float64{180, 90} {
			low, high, v := box[axis], box[axis+2], at[axis]
			if low >= v && low > -limit || high <= v && high < limit || math.Abs(low) > limit || math.Abs(high) > limit {
				r.Fatalf("%v lies on the edge of %v", at, box)
			}
			if v-low > 0.0002 || high-v > 0.0002 {
				r.Fatalf("%v is far from the edge of %v", at, box)
			}
		}
	})
}

// along is a row of places on the equator.
func along(n int) (places []geo.Place) {
	for i := range n {
		places = append(places, geo.Place{ID: geo.PlaceID(i + 1), Kind: geo.Settlement, Oblast: "UA-63", Point: orb.Point{float64(i), 0}})
	}
	return places
}

// TestKeptSelections makes sure that what is kept is bounded, whatever is asked.
func TestKeptSelections(t *testing.T) {
	c := named(t, made(t, along(5000)), Places)
	for i := range 2000 {
		page, err := c.Page(Query{BBox: &[4]float64{0, 0, float64(i) / 100, 1}})
		if err != nil || page.Matched != i/100+1 {
			t.Fatalf("box %d matches %d (%v), want %d", i, page.Matched, err, i/100+1)
		}
		if _, err := c.Page(Query{Words: fmt.Sprint("settlement ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if cost := c.kept.Cost(); cost > keptSelections || cost < 100*4000 {
		t.Errorf("selections of %d bytes are kept, want at most %d", cost, keptSelections)
	}
}

// TestSorted follows the pages of an order by values that many rows share or lack.
func TestSorted(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		places := along(rapid.IntRange(0, 60).Draw(r, "places"))
		for i := range places {
			places[i].Name = rapid.SampledFrom([]string{"a", "b", "ї", ""}).Draw(r, "name")
			places[i].Population = rapid.IntRange(0, 2).Draw(r, "population") * 1e9
			places[i].Uncertainty = geo.Metres(rapid.SampledFrom([]float64{0, 0.1, 1e9}).Draw(r, "uncertainty"))
		}
		c := named(r, made(r, places), Places)
		var sort []Order
		for _, field := range rapid.Permutation([]string{"name", "population", "uncertainty_m", "oblast"}).Draw(r, "fields")[:3] {
			sort = append(sort, Order{field, rapid.Bool().Draw(r, "descending")})
		}
		var want []geo.Feature
		for f, err := range c.Features(Query{}) {
			if err != nil {
				r.Fatal(err)
			}
			want = append(want, f)
		}
		slices.SortStableFunc(want, func(a, b geo.Feature) int {
			for _, o := range sort {
				x, y := a.Property(c.Fields, o.Field), b.Property(c.Fields, o.Field)
				if n := compareValues(x, y, o.Descending); n != 0 {
					return n
				}
			}
			return 0
		})
		var ids []int64
		for _, f := range want {
			ids = append(ids, f.ID)
		}
		if got := paged(r, c, Query{Sort: sort, Limit: rapid.IntRange(1, 9).Draw(r, "limit")}, len(places)); !slices.Equal(got, ids) {
			r.Fatalf("sorted by %v they are %v, want %v", sort, got, ids)
		}
		if page, err := c.Page(Query{Sort: sort, After: "x"}); err == nil {
			r.Fatalf("x is taken for a position: %d", page.Len())
		}
	})
}

// daily is an event of the first place on each of n days, published at noon of the day.
func daily(n int) (events []geo.Event) {
	for i := range n {
		e := geo.Event{ID: geo.EventID(i + 1), Ref: fmt.Sprint(i), Place: 1, Kind: geo.Capture, By: geo.Russia, Status: geo.Confirmed}
		if i%2 > 0 {
			e.Kind, e.By = geo.Liberation, geo.Ukraine
		}
		e.When.Day = geo.FirstDay.AddDate(0, 0, i+1)
		e.Source.Published = e.When.Day.Add(12 * time.Hour)
		events = append(events, e)
	}
	return events
}

// TestKeptPasts asks for days again and again: each is made once, also by many at once, what was used lately
// stays, and what is kept is bounded.
func TestKeptPasts(t *testing.T) {
	const n = 6
	a := made(t, along(3), daily(n)...)
	day := func(i int) *Atlas { return a.AsOf(geo.FirstDay.AddDate(0, 0, i+1)) }
	var group sync.WaitGroup
	seen := make([]*Atlas, 40)
	for i := range seen {
		group.Go(func() { seen[i] = day(i % n) })
	}
	group.Wait()
	for i, s := range seen {
		if s != day(i%n) {
			t.Errorf("day %d was made twice", i%n)
		}
	}
	if len(a.pasts.kept) != n {
		t.Errorf("%d days are kept, want %d", len(a.pasts.kept), n)
	}

	first := day(0)
	for _, k := range a.pasts.kept {
		k.size = maxPasts / n
	}
	a.pasts.kept[0].size += maxPasts // of what was not used for longest
	longest := a.pasts.kept[0].until
	day(0)
	if len(a.pasts.kept) != n-1 || slices.ContainsFunc(a.pasts.kept, func(k *past) bool { return k.until.Equal(longest) }) {
		t.Errorf("%d days are kept when they are too large, want all but the one not used for longest", len(a.pasts.kept))
	}
	if day(0) != first {
		t.Error("the day that was used last was forgotten")
	}
}
