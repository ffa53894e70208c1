package geo

import (
	"testing"
	"time"
)

// TestDecisive: which report made the difference between two days.
func TestDecisive(t *testing.T) {
	own, occupied := Start{HeldByUkraine, OnNothing}, Start{HeldByRussia, OnBaseline}
	war := events(
		"03-05 capture RU confirmed media A",
		"03-06 capture RU confirmed media B",    // says the same
		"06-01 liberation UA claimed UA A",      // a claim
		"06-03 capture RU claimed RU C",         // says nothing new
		"06-10 liberation UA contested media A", // disputed now
		"06-20 capture RU confirmed third A",    // it falls
		"09-08 liberation UA confirmed media A",
		"09-20 capture RU claimed RU A",
	)
	for _, c := range []struct {
		name     string
		start    Start
		events   []Event
		from, to string
		want     EventID
		differs  bool
	}{
		{"nothing happened", own, war, "03-10", "05-31", 0, false},
		{"another holder", own, war, "03-01", "03-10", 1, true},
		{"another holder, and later a claim", own, war, "06-15", "10-01", 7, true},
		{"a claim", own, war, "05-01", "06-01", 3, true},
		{"a claim, disputed by then", own, war, "05-01", "06-15", 3, true},
		{"a claim is disputed", own, war, "06-05", "06-15", 5, true},
		{"a claim falls", own, war, "06-15", "07-01", 6, true},
		{"there and back, and a claim", own, war, "03-01", "10-01", 8, true},
		{"on the day itself the later state", own, war, "09-07", "09-08", 7, true},
		{"before the first day", own, war, "02-23", "02-24", 0, true},
		{"from before the first day to another holder", own, war, "02-23", "03-05", 1, true},
		{"the country's own, later borne out", own, events("09-10 liberation UA confirmed media A standing"), "02-23", "10-01", 0, true},
		{"of the baseline, later borne out", occupied, events("09-10 capture RU confirmed media A"), "02-23", "10-01", 0, true},
		{"the baseline against an earlier report", occupied, events("02-10 liberation UA confirmed media A"), "02-15", "03-01", 0, true},
		{"before anything is known", own, war, "02-01", "02-02", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			day := func(s string) time.Time {
				d, err := time.Parse(time.DateOnly, "2022-"+s)
				if err != nil {
					t.Fatal(err)
				}
				return d
			}
			spans := Timeline(1, c.start, c.events, time.Time{})
			from, okFrom := At(spans, day(c.from))
			to, okTo := At(spans, day(c.to))
			if got := okFrom != okTo || to.Differs(from); got != c.differs {
				t.Errorf("differs: %v, want %v; the timeline is\n%s", got, c.differs, spell(spans))
			}
			if got := Decisive(spans, day(c.from), day(c.to)); c.differs && got != c.want {
				t.Errorf("decisive is report %d, want %d; the timeline is\n%s", got, c.want, spell(spans))
			}
		})
	}
}
