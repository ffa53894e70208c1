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
