package atlas_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"retaken/internal/atlas"
	"retaken/internal/geo"
	"retaken/internal/territory"
)

// square is a country of two degrees by one.
var square = orb.MultiPolygon{{{{36, 49}, {38, 49}, {38, 50}, {36, 50}, {36, 49}}}}

// villages lie on one line: the second and third 7 km and 22 km east of the first, the last 94 km.
var villages = []geo.Place{
	{Ref: "t:west", Name: "West", Kind: geo.Settlement, Oblast: "UA-63", Point: orb.Point{36.5, 49.5}},
	{Ref: "t:near", Name: "Near", Kind: geo.Settlement, Oblast: "UA-63", Point: orb.Point{36.6, 49.5}},
	{Ref: "t:middle", Name: "Middle", Kind: geo.Settlement, Oblast: "UA-63", Point: orb.Point{36.8, 49.5}},
	{Ref: "t:east", Name: "East", Kind: geo.Settlement, Oblast: "UA-63", Point: orb.Point{37.8, 49.5}},
	{Ref: "t:abroad", Name: "Abroad", Kind: geo.Settlement, Oblast: "RU-BEL", Point: orb.Point{37.3, 49.9}},
}

func ground(t testing.TB, reports ...geo.Event) *atlas.Atlas {
	t.Helper()
	db := open(t)
	if _, err := db.PutPlaces(t.Context(), villages...); err != nil {
		t.Fatal(err)
	}
	tell(t, db, "a", reports...)
	a, err := atlas.Build(t.Context(), db, nil, square)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// standing is how a point of the ground stands: holder, certainty, claim.
func standing(t *testing.T, areas []geo.Area, p orb.Point) string {
	t.Helper()
	found := ""
	for _, a := range areas {
		if planar.MultiPolygonContains(a.Geometry, p) {
			found += strings.TrimSpace(strings.Join([]string{string(a.Holder), string(a.Certainty), string(a.ClaimBy)}, " "))
		}
	}
	return found
}

func TestAreas(t *testing.T) {
	claim := change(4, geo.Capture, geo.Russia, "2022-05-01")
	claim.Status = geo.Claimed
	a := ground(t, change(1, geo.Capture, geo.Russia, "2022-03-10"), claim, change(1, geo.Liberation, geo.Ukraine, "2022-09-10"))
	for _, c := range []struct{ name, day, west, near, middle, beyond, east string }{
		{"nothing reported", "2022-03-09", "unknown none", "unknown none", "unknown none", "unknown none", "unknown none"},
		{"reach, inference and nothing", "2022-03-10", "RU reported", "RU reported", "RU inferred", "RU inferred", "unknown none"},
		{"a claim is not passed on", "2022-05-01", "RU reported", "RU reported", "RU inferred", "RU inferred", "UA reported RU"},
		{"regained", "2022-09-10", "UA reported", "UA reported", "UA inferred", "UA inferred", "UA reported RU"},
	} {
		areas, err := a.Areas(day(c.day))
		if err != nil {
			t.Fatal(err)
		}
		got := []string{
			standing(t, areas, orb.Point{36.5, 49.51}),
			standing(t, areas, orb.Point{36.6, 49.51}),
			standing(t, areas, orb.Point{36.8, 49.51}),
			standing(t, areas, orb.Point{36.5, 49.7}), // 22 km north of the first
			standing(t, areas, orb.Point{37.81, 49.51}),
		}
		if d := cmp.Diff([]string{c.west, c.near, c.middle, c.beyond, c.east}, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		sum := 0.0
		for _, area := range areas {
			sum += area.Km2
		}
		if want := territory.Area(square) / 1e6; math.Abs(sum-want) > 1e-9*want {
			t.Errorf("%s: the areas sum to %v km², the country has %v", c.name, sum, want)
		}
	}
	areas, err := a.Areas(day("2022-03-10"))
	if err != nil {
		t.Fatal(err)
	}
	for _, area := range areas {
		if area.Holder == geo.HeldByRussia && area.Certainty == geo.Reported && (area.Places != 1 || area.Cells != 2) {
			t.Errorf("occupied by a report: %d places in %d cells, want 1 in 2", area.Places, area.Cells)
		}
	}
}

// TestAreasCollection: an area keeps its id, is valid as long as nothing changes, and is the same whenever it
// is asked for within that time.
func TestAreasCollection(t *testing.T) {
	a := ground(t, change(1, geo.Capture, geo.Russia, "2022-03-10"), change(1, geo.Liberation, geo.Ukraine, "2022-09-10"))
	at := func(from, to string) *atlas.Collection {
		t.Helper()
		c, err := a.At(atlas.Areas, span(from, to))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	march := at("2022-03-10", "2022-03-11")
	if at("2022-09-09", "2022-09-10") != march || at("2022-09-10", "2022-09-11") == march {
		t.Error("the areas are others while nothing changes, or the same when something did")
	}
	for f := range march.Features(atlas.Query{}) {
		if want := (geo.Interval{Start: day("2022-03-10"), End: day("2022-09-10")}); f.Time != want {
			t.Errorf("area %d is valid %v, want %v", f.ID, f.Time, want)
		}
	}
	occupied := func(c *atlas.Collection) int64 {
		for f := range c.Features(atlas.Query{Equals: map[string][]string{"holder": {"RU"}, "certainty": {"reported"}}}) {
			return f.ID
		}
		return 0
	}
	if id := occupied(march); id == 0 || id != occupied(at("2022-06-01", "2022-06-02")) || occupied(at("2022-03-01", "2022-03-02")) != 0 {
		t.Errorf("the occupied area has id %d in March", id)
	}
	if now, err := a.At(atlas.Areas, nil); err != nil || occupied(now) != 0 || now.Len() != 3 {
		t.Errorf("now there are %d areas (%v), want 3", now.Len(), err)
	}
	before, err := a.AsOf(day("2000-01-01")).At(atlas.Areas, span("2022-06-01", "2022-06-02"))
	if err != nil || occupied(before) == 0 {
		t.Errorf("reports of unknown age are known from the start, yet nothing is occupied (%v)", err)
	}
}

func TestAreaChanges(t *testing.T) {
	a := ground(t, change(1, geo.Capture, geo.Russia, "2022-03-10"), change(1, geo.Liberation, geo.Ukraine, "2022-09-10"))
	changes, err := a.AreaChanges(day("2022-09-09"), day("2022-09-10"))
	if err != nil || len(changes) != 2 {
		t.Fatalf("%d changes (%v), want 2: reported and inferred", len(changes), err)
	}
	before, err := a.Areas(day("2022-09-09"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.Before != geo.HeldByRussia || c.After != geo.HeldByUkraine {
			t.Errorf("from %s to %s", c.Before, c.After)
		}
		for _, b := range before {
			if b.Holder == c.Before && b.Certainty == c.Certainty && math.Abs(b.Km2-c.Km2) > 1e-9 {
				t.Errorf("%s: %v km² changed, %v km² were occupied", c.Certainty, c.Km2, b.Km2)
			}
		}
	}
	first := ground(t, change(1, geo.Capture, geo.Russia, "2022-03-10"), standingReport(3, geo.Ukraine, "2022-05-01"))
	if heard, err := first.AreaChanges(day("2022-04-01"), day("2022-06-01")); err != nil || len(heard) != 0 {
		t.Errorf("a place is reported on for the first time, and ground changes hands: %v (%v)", heard, err)
	}
	if none, err := a.AreaChanges(day("2022-05-01"), day("2022-06-01")); err != nil || len(none) != 0 {
		t.Errorf("nothing happened between May and June, yet %v changed (%v)", none, err)
	}
}

// standingReport tells who holds a place on that day.
func standingReport(place geo.PlaceID, by geo.Side, date string) geo.Event {
	e := change(place, geo.Liberation, by, date)
	e.Standing = true
	return e
}

// TestBorders: the lines between holders have the ground of each on its side; claims are marked, what has no
// evidence on one side is no border.
func TestBorders(t *testing.T) {
	claim := change(2, geo.Capture, geo.Russia, "2022-05-01")
	claim.Status = geo.Claimed
	a := ground(t, change(2, geo.Liberation, geo.Ukraine, "2022-03-01"), change(1, geo.Capture, geo.Russia, "2022-03-10"), claim)
	for _, c := range []struct {
		day  string
		want []string
	}{
		{"2022-03-09", nil},
		{"2022-03-10", []string{"UA RU reported", "UA RU inferred"}},
		{"2022-05-01", []string{"UA RU reported claimed", "UA RU inferred", "UA UA inferred claimed"}},
	} {
		borders, err := a.At(atlas.Borders, span(c.day, day(c.day).AddDate(0, 0, 1).Format(time.DateOnly)))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for f := range borders.Features(atlas.Query{}) {
			name := fmt.Sprint(f.Properties[0], " ", f.Properties[1], " ", f.Properties[2])
			if f.Properties[3] == true {
				name += " claimed"
			}
			got = append(got, name)
			if lines := f.Geometry.(orb.MultiLineString); len(lines) == 0 || len(lines[0]) < 2 {
				t.Errorf("%s: %s has no line", c.day, name)
			}
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.day, d)
		}
	}
}

func TestAreasOfNothing(t *testing.T) {
	if empty, err := build(t, open(t)).At(atlas.Areas, nil); err != nil || empty.Len() != 0 {
		t.Errorf("a gazetteer without settlements has %d areas (%v)", empty.Len(), err)
	}
}

// BenchmarkAreas divides the ground, then makes the areas of days not asked for before: of the shipped
// gazetteer and of one with 33,000 settlements.
func BenchmarkAreas(b *testing.B) {
	country, err := geo.LoadCountry(os.DirFS(filepath.Join("..", "..", "data")))
	if err != nil {
		b.Fatal(err)
	}
	db := big(b)
	a, err := atlas.Build(context.Background(), db, nil, country)
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if _, err := a.Areas(days(0)); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/first")
	b.Run("next", func(b *testing.B) {
		i, n := 0, 0
		for b.Loop() {
			i++
			areas, err := a.Areas(days(i))
			if err != nil {
				b.Fatal(err)
			}
			n += len(areas)
		}
		b.ReportMetric(float64(n)/float64(i), "areas")
	})
}
