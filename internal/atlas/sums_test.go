package atlas_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// TestAreaSums holds sums against the areas of the same instants, which are made with their shapes.
func TestAreaSums(t *testing.T) {
	claim := change(3, geo.Capture, geo.Russia, "2022-05-01")
	claim.Status = geo.Claimed
	small := ground(t,
		change(1, geo.Capture, geo.Russia, "2022-03-01"), change(1, geo.Liberation, geo.Ukraine, "2022-09-10"),
		change(2, geo.Liberation, geo.Ukraine, "2022-09-11"), claim, change(4, geo.Contested, geo.Ukraine, "2022-06-01"),
	)
	large := fields(t)
	for name, of := range map[string]struct {
		*atlas.Atlas
		every int // days
	}{"villages": {small, 3}, "villages then": {small.AsOf(day("2022-09-11")), 3}, "fields": {large, 7}, "fields again": {large, 5}} {
		t.Run(name, func(t *testing.T) {
			var instants []time.Time
			for at := geo.FirstDay.AddDate(0, 0, -of.every); at.Year() < 2023; at = at.AddDate(0, 0, of.every) {
				instants = append(instants, at.AddDate(0, 0, 1).Add(-time.Nanosecond))
			}
			sums, err := of.AreaSums(t.Context(), instants)
			if err != nil || len(sums) != len(instants) {
				t.Fatalf("%d sums of %d instants: %v", len(sums), len(instants), err)
			}
			gains := 0
			for i, at := range instants {
				areas, err := of.Areas(at)
				if err != nil {
					t.Fatal(err)
				}
				type state struct {
					geo.Holder
					geo.Certainty
					geo.Side
				}
				want, got := map[state]float64{}, map[state]float64{}
				for _, a := range areas {
					want[state{a.Holder, a.Certainty, a.ClaimBy}] += a.Km2
				}
				for _, a := range sums[i].Areas {
					got[state{a.Holder, a.Certainty, a.ClaimBy}] += a.Km2
				}
				same(t, at, want, got)
				if i < 2 {
					if sums[i].Gained != nil {
						t.Errorf("%s: gained %v since a day of which nothing is known", at, sums[i].Gained)
					}
					continue
				}
				changes, err := of.AreaChanges(instants[i-1], at)
				if err != nil {
					t.Fatal(err)
				}
				gained := map[geo.Holder]float64{}
				for _, c := range changes {
					gained[c.After] += c.Km2
				}
				gains += len(gained)
				same(t, at, gained, sums[i].Gained)
			}
			if gains == 0 {
				t.Error("nothing was ever gained")
			}
		})
	}
}

// fields is 300 villages all over the country, of which reports tell at random.
func fields(t testing.TB) *atlas.Atlas {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 6))
	var places []geo.Place
	var reports []geo.Event
	for i := range 300 {
		places = append(places, geo.Place{
			Ref: fmt.Sprint("f:", i), Name: fmt.Sprint("Village ", i), Kind: geo.Settlement, Oblast: "UA-63",
			Point: orb.Point{36 + 2*r.Float64(), 49 + r.Float64()},
		})
		for range r.IntN(4) {
			by := []geo.Side{geo.Ukraine, geo.Russia}[r.IntN(2)]
			e := change(geo.PlaceID(1+i), geo.Kinds[r.IntN(len(geo.Kinds))], by, geo.FirstDay.AddDate(0, 0, r.IntN(300)).Format(time.DateOnly))
			e.Status = []geo.Status{geo.Confirmed, geo.Claimed, geo.Disputed}[r.IntN(3)]
			reports = append(reports, e)
		}
	}
	db := open(t)
	if _, err := db.PutPlaces(t.Context(), places...); err != nil {
		t.Fatal(err)
	}
	tell(t, db, "fields", reports...)
	a, err := atlas.Build(t.Context(), db, nil, square)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func same[K comparable](t *testing.T, at time.Time, want, got map[K]float64) {
	t.Helper()
	for k, v := range want {
		if math.Abs(v-got[k]) > 1e-6 {
			t.Errorf("%s: %v is %v km², want %v", at.Format(time.DateOnly), k, got[k], v)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", at.Format(time.DateOnly), got, want)
	}
}

func TestAreaSumsEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ground(t).AreaSums(ctx, []time.Time{geo.FirstDay}); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context gives %v", err)
	}
	if sums, err := build(t, open(t)).AreaSums(t.Context(), []time.Time{geo.FirstDay}); err != nil || len(sums) != 1 || sums[0].Areas != nil {
		t.Errorf("without settlements: %v, %v", sums, err)
	}
}

// BenchmarkAreaSums is four years by week: of days not asked for before, and of a revision that tells the same.
func BenchmarkAreaSums(b *testing.B) {
	country, err := geo.LoadCountry(os.DirFS(filepath.Join("..", "..", "data")))
	if err != nil {
		b.Fatal(err)
	}
	a, err := atlas.Build(context.Background(), big(b), nil, country)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := a.Areas(days(0)); err != nil {
		b.Fatal(err)
	}
	weeks := func(i int) (all []time.Time) {
		for at := geo.FirstDay.AddDate(0, 0, i%7).Add(time.Duration(i)); at.Year() < 2026; at = at.AddDate(0, 0, 7) {
			all = append(all, at)
		}
		return all
	}
	for _, name := range []string{"new", "kept"} {
		b.Run(name, func(b *testing.B) {
			i := 0
			if _, err := a.AreaSums(b.Context(), weeks(i)); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if name == "new" {
					i++
				}
				if _, err := a.AreaSums(b.Context(), weeks(i)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
