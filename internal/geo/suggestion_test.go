package geo

import (
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

var today = time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC)

func dayOf(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func suggested() Suggestion {
	return Suggestion{
		Kind: NewPlace, Name: "Vasylenkove", NameUk: "Василенкове", Position: &orb.Point{36.9, 49.5},
		Told: &Telling{Control: ByUkraine, Day: dayOf("2022-09-08"), Published: dayOf("2022-09-08"), Quote: "They liberated Vasylenkove.", Publisher: "Gazette"},
	}
}

// TestProblems: one sentence for each field that is wrong, and only for those.
func TestProblems(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(*Suggestion)
		want  string // fields, and a word of the first sentence
	}{
		{"whole", func(s *Suggestion) {}, ""},
		{"one name", func(s *Suggestion) { s.Name = "" }, ""},
		{"tomorrow, where it is that already", func(s *Suggestion) { s.Told.Day, s.Told.Published = dayOf("2026-03-02"), dayOf("2026-03-02") }, ""},
		{"a link", func(s *Suggestion) { s.Told.URL = "https://example.org/a?b=ї" }, ""},
		{"a report", func(s *Suggestion) { *s = Suggestion{Kind: NewReport, Place: 7, Told: s.Told} }, ""},
		{"a correction", func(s *Suggestion) { *s = Suggestion{Kind: Correction, Place: 7, Why: "It is a farm."} }, ""},

		{"nothing", func(s *Suggestion) { *s = Suggestion{Kind: NewPlace} }, "name,lat,control,date,reported,quote,publisher needs a name"},
		{"no kind", func(s *Suggestion) { s.Kind = "joke" }, "kind must be place, report or correction"},
		{"no place", func(s *Suggestion) { s.Kind = NewReport }, "place number"},
		{"a place that is known", func(s *Suggestion) { s.Place = 3 }, "place no number yet"},
		{"signs", func(s *Suggestion) { s.Name = "—?!" }, "name no letter"},
		{"invisible", func(s *Suggestion) { s.Name = "Vasy\u202elenkove" }, "name invisible"},
		{"Latin letters as Ukrainian", func(s *Suggestion) { s.NameUk = "Vasylenkove" }, "name_uk Ukrainian letters"},
		{"too long", func(s *Suggestion) { s.Name = strings.Repeat("й", 101) }, "name 101 characters"},
		{"swapped", func(s *Suggestion) { s.Position = &orb.Point{49.5, 36.9} }, "lat swapped"},
		{"far away", func(s *Suggestion) { s.Position = &orb.Point{2.3, 48.8} }, "lat outside"},
		{"future", func(s *Suggestion) { s.Told.Published = dayOf("2026-03-03") }, "reported future"},
		{"long ago", func(s *Suggestion) { s.Told.Day = dayOf("1943-09-08") }, "date before 2014"},
		{"told before it happened", func(s *Suggestion) { s.Told.Published = dayOf("2022-09-07") }, "reported before it happened"},
		{"no words", func(s *Suggestion) { s.Told.Quote = "…" }, "quote no word"},
		{"no web address", func(s *Suggestion) { s.Told.URL = "javascript:alert(1)" }, "url no web address"},
		{"a name and a password", func(s *Suggestion) { s.Told.URL = "https://a:b@example.org/" }, "url no web address"},
		{"no outcome", func(s *Suggestion) { s.Told.Control = "FR" }, "control UA, RU or contested"},
		{"nothing wrong", func(s *Suggestion) { *s = Suggestion{Kind: Correction, Place: 7} }, "why what is wrong"},
		{"a correction with a report", func(s *Suggestion) { s.Kind, s.Place, s.Why = Correction, 7, "So it is." }, "quote no report"},
	} {
		s := suggested()
		test.spoil(&s)
		var fields []string
		problems := s.Clean().Problems(today)
		for _, p := range problems {
			fields = append(fields, p.Field)
		}
		want, words, _ := strings.Cut(test.want, " ")
		if got := strings.Join(fields, ","); got != want || len(problems) > 0 && !strings.Contains(problems[0].Detail, words) {
			t.Errorf("%s: %+v; want %q", test.name, problems, test.want)
		}
	}
}

// TestClean: texts on one line, without needless blanks; the report handed in stays as it was.
func TestClean(t *testing.T) {
	s := suggested()
	s.Name, s.Told.Quote = "  Novyi \t Burluk ", "They\r\nliberated\u00a0\x1bit. "
	c := s.Clean()
	if c.Name != "Novyi Burluk" || c.Told.Quote != "They liberated it." || s.Told.Quote == c.Told.Quote {
		t.Errorf("%q, %q", c.Name, c.Told.Quote)
	}
}

// TestOutcomeAfter compares outcomes with events.
func TestOutcomeAfter(t *testing.T) {
	for _, test := range []struct {
		event Event
		want  Outcome
	}{
		{Event{Kind: Liberation, By: Ukraine, Status: Confirmed}, ByUkraine},
		{Event{Kind: Withdrawal, By: Ukraine, Status: Claimed}, ByUkraine},
		{Event{Kind: Capture, By: Russia, Status: Claimed}, ByRussia},
		{Event{Kind: Contested, By: Russia, Status: Confirmed}, ByNobody},
		{Event{Kind: Advance, By: Ukraine, Status: Confirmed}, ""},
		{Event{Kind: Capture, By: Russia, Status: Denied}, ""},
	} {
		for _, o := range Outcomes {
			if got := o.After(test.event); got != (o == test.want) {
				t.Errorf("%s after %+v: %v", o, test.event, got)
			}
		}
	}
}
