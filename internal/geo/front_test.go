package geo_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

func TestFronts(t *testing.T) {
	fronts, err := geo.LoadFronts(fstest.MapFS{"fronts.tsv": {Data: []byte("from\tto\tname\toblast\tlon\tlat\n" +
		"2022-03-01\t2022-03-31\tBucha\tUA-32\t30\t50\n" +
		"2022-09-05\t2022-10-05\tIzium\tUA-63\t37\t49\n")}})
	if err != nil {
		t.Fatal(err)
	}
	at := func(day string) time.Time {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		day  time.Time
		want orb.Point // of the only front of that day
		n    int
	}{
		{at("2022-03-01"), orb.Point{30, 50}, 1},
		{at("2022-03-31").Add(23 * time.Hour), orb.Point{30, 50}, 1},
		{at("2022-09-05"), orb.Point{37, 49}, 1},
		{at("2022-04-01"), orb.Point{30, 50}, 2}, // none is known: all of them
		{time.Time{}, orb.Point{30, 50}, 2},
	} {
		if got := fronts.At(c.day); len(got) != c.n || got[0].Point != c.want {
			t.Errorf("the fronts of %v are %v, want %d, the first at %v", c.day, got, c.n, c.want)
		}
	}
	if d := fronts.At(at("2022-09-10")).Distance(orb.Point{37, 49.5}); math.Abs(float64(d)-55_600) > 200 {
		t.Errorf("half a degree north is %v m away, want 55,600", d)
	}
	if d := (geo.Fronts{}).Distance(orb.Point{37, 49}); !math.IsInf(float64(d), 1) {
		t.Errorf("without fronts the distance is %v, want infinite", d)
	}
	if fronts.Fingerprint() == fronts[:1].Fingerprint() {
		t.Error("different fronts have one fingerprint")
	}
}

func TestBadFronts(t *testing.T) {
	_, err := geo.LoadFronts(fstest.MapFS{"fronts.tsv": {Data: []byte("from\tto\tname\toblast\tlon\tlat\n" +
		"2022-03-01\t2022-02-01\tBucha\tUA-32\t30\t50\nMarch\t2022-03-31\tBucha\tUA-32\t30\t50\n2022-03-01\t2022-03-31\tBucha\tUA-32\t300\t50\n")}})
	for _, want := range []string{
		`fronts.tsv:2: to is "2022-02-01": want a day such as 2022-09-10, not before 2022-03-01`,
		`fronts.tsv:3: from is "March": want a day`,
		`fronts.tsv:4: lon is "300": want degrees`,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error %v does not say %s", err, want)
		}
	}
}

// TestShippedFronts compares each front with the gazetteer's place of that name.
func TestShippedFronts(t *testing.T) {
	shipped := os.DirFS(filepath.Join("..", "..", "data"))
	fronts, err := geo.LoadFronts(shipped)
	if err != nil {
		t.Fatal(err)
	}
	places, err := geo.LoadPlaces(shipped)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fronts {
		near := false
		for _, p := range places {
			near = near || p.Kind == geo.Settlement && geo.Distance(p.Point, f.Point) < 3000
		}
		if !near {
			t.Errorf("no place of the gazetteer lies at %v", f.Point)
		}
	}
	// Every month of the chronicle has fronts of its own.
	for day := time.Date(2022, 2, 24, 0, 0, 0, 0, time.UTC); day.Year() < 2025; day = day.AddDate(0, 0, 7) {
		if n := len(fronts.At(day)); n == len(fronts) || n < 10 {
			t.Errorf("%d of %d fronts on %s", n, len(fronts), day.Format(time.DateOnly))
		}
	}
}
