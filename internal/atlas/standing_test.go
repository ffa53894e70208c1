package atlas

import (
	"testing"

	"retaken/internal/geo"
)

// TestStandingID: every standing has an id of its own that leads back to it.
func TestStandingID(t *testing.T) {
	n := 0
	for _, holder := range geo.Holders {
		for _, certainty := range geo.Certainties {
			for _, s := range []standing{
				{holder, certainty, geo.NoSide, false},
				{holder, certainty, geo.Ukraine, false},
				{holder, certainty, geo.Russia, false},
				{holder, certainty, geo.Ukraine, true},
				{holder, certainty, geo.Russia, true},
			} {
				if n++; int(s.id()) != n || standingOf(n) != s {
					t.Errorf("%v has id %d, want %d, which leads back to %v", s, s.id(), n, standingOf(n))
				}
			}
		}
	}
}

// TestGroundNext: the ground is divided once, as long as the settlements of the country stay where they are.
func TestGroundNext(t *testing.T) {
	at := func(kind geo.PlaceKind, oblast string, lon float64) *site {
		return &site{place: &row{Row: geo.Row{Place: &geo.Place{ID: 1, Kind: kind, Oblast: oblast, Point: [2]float64{lon, 49}}}}}
	}
	first := (&ground{}).next([]*site{at(geo.Settlement, "UA-63", 36)})
	for _, c := range []struct {
		name  string
		sites []*site
		same  bool
	}{
		{"nothing happened", []*site{at(geo.Settlement, "UA-63", 36)}, true},
		{"a river and a place abroad", []*site{at(geo.Settlement, "UA-63", 36), at(geo.River, "UA-63", 37), at(geo.Settlement, "RU-BEL", 37)}, true},
		{"moved", []*site{at(geo.Settlement, "UA-63", 36.1)}, false},
		{"gone", nil, false},
	} {
		if next := first.next(c.sites); (next == first) != c.same {
			t.Errorf("%s: the same ground is %v, want %v", c.name, next == first, c.same)
		}
	}
}
