package geo

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTransitions: what changes a timeline has, what they rest on, and which report is quoted.
func TestTransitions(t *testing.T) {
	own, occupied, nothing := Start{HeldByUkraine, OnNothing}, Start{HeldByRussia, OnBaseline}, Start{HolderUnknown, OnNothing}
	for _, c := range []struct {
		name   string
		start  Start
		events []Event
		want   []string // day, precision, turn, states, because, reports, decisive, quoted, day known
	}{
		{"nothing but the state of the first day", occupied, nil, nil},
		{"the country's own, borne out", own, events("09-10 liberation UA confirmed media A standing"), nil},
		{"the first that is heard of a place of which nothing is known", nothing, events("09-10 capture RU confirmed media A"), nil},
		{"a claim on a place of which nothing is known", nothing, events("09-10 capture RU claimed RU A"), []string{
			"09-10 day claimed unknown > unknown+RU by [1] 1 decisive 1 quoted 1 known 09-10",
		}},
		{"on the first day itself", own, events("02-24 02-25 capture RU confirmed media A"), []string{
			"02-24 day lost UA > RU by [1] 1 decisive 1 quoted 1 known 02-25",
		}},
		{"what was before the war, undone by the baseline", occupied, events("02-10 liberation UA confirmed media A"), nil},
		{
			"a claim comes, is disputed and falls; then another holder, borne out", own,
			events(
				"03-05 capture RU claimed RU A",
				"03-08 capture RU contested media B",
				"03-20 liberation UA confirmed third C standing",
				"04-02 04-05 capture RU confirmed media B",
				"04-03 04-04 capture RU confirmed UA D",
				"06-01 capture RU confirmed third E standing",
			),
			[]string{
				"03-05 day claimed UA > UA+RU by [1] 1 decisive 1 quoted 1 known 03-05",
				"03-08 day claimed UA+RU > UA+RU disputed by [1 2] 2 decisive 2 quoted 2 known 03-08",
				"03-20 day other UA+RU disputed > UA by [3] 1 decisive 3 quoted 3 known 03-20",
				"04-02 day lost UA > RU by [4 5 6] 3 decisive 4 quoted 5 known 04-04", // the losing side admits it
			},
		},
		{
			"a withdrawal, and entry after it", occupied,
			events("09-08 withdrawal UA confirmed RU A", "09-10 liberation UA confirmed media B"),
			[]string{"09-08 day recaptured RU > UA by [1 2] 2 decisive 1 quoted 2 known 09-08 withdrawal"},
		},
		{
			"fighting, and there and back on one day while a claim is open", own,
			events(
				"03-01 contested RU confirmed media A",
				"03-10 liberation UA confirmed media A",
				"03-12 capture RU claimed RU A",
				"03-20 capture RU confirmed media A",
				"03-20 03-21 liberation UA confirmed media A",
			),
			[]string{
				"03-01 day contested UA > contested by [1] 1 decisive 1 quoted 1 known 03-01",
				"03-10 day recaptured contested > UA by [2] 1 decisive 2 quoted 2 known 03-10",
				"03-12 day claimed UA > UA+RU by [3] 1 decisive 3 quoted 3 known 03-12",
				"03-20 day other UA+RU > UA by [5] 1 decisive 5 quoted 5 known 03-21",
			},
		},
		{
			"lost and regained on one day", own,
			events("03-01 capture RU confirmed media A", "03-10 liberation UA confirmed media A", "03-20 capture RU confirmed media A", "03-20 03-21 liberation UA confirmed media A"),
			[]string{
				"03-01 day lost UA > RU by [1] 1 decisive 1 quoted 1 known 03-01",
				"03-10 day recaptured RU > UA by [2] 1 decisive 2 quoted 2 known 03-10",
			},
		},
		{"a month", own, events("03-01 04-20 capture RU confirmed media A month"), []string{
			"03-01 month lost UA > RU by [1] 1 decisive 1 quoted 1 known 04-20",
		}},
		{"a month that another report gives the day of", own, events("03-01 04-01 capture RU confirmed media A month", "03-09 04-02 capture RU confirmed media B"), []string{
			"03-09 day lost UA > RU by [1 2] 2 decisive 1 quoted 1 known 04-01",
		}},
		{"a month, by what was published then", own, events("03-01 03-01 capture RU confirmed media A month published"), []string{
			"03-01 day lost UA > RU by [1] 1 decisive 1 quoted 1 known 03-01",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			place := &Place{ID: 1, Name: "Izium", Kind: Settlement, Oblast: "UA-63"}
			var reports []*Event
			for i := range c.events {
				reports = append(reports, &c.events[i])
			}
			spans := Timeline(1, c.start, c.events, time.Time{})
			var got []string
			for _, tr := range Transitions(place, spans, reports) {
				got = append(got, spellTransition(tr))
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
				t.Errorf("the changes are\n%s\nwant\n%s\nthe timeline is\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"), spell(spans))
			}
		})
	}
}

func spellTransition(tr Transition) string {
	state := func(c *Control) string {
		s := string(c.Holder)
		if c.Claim != nil {
			s += "+" + string(c.Claim.By)
			if c.Claim.Disputed {
				s += " disputed"
			}
		}
		return s
	}
	var ids []EventID
	for _, e := range tr.Because {
		ids = append(ids, e.ID)
	}
	s := fmt.Sprintf("%s %s %s %s > %s by %v %d decisive %d quoted %d known %s", tr.Day().Format("01-02"), tr.precision(), tr.Turn(),
		state(tr.From), state(tr.To), ids, tr.Reports, tr.Decisive.ID, tr.Quoted.ID, tr.Known.Format("01-02"))
	if tr.Decisive.Kind == Withdrawal {
		s += " withdrawal"
	}
	return s
}

// TestTransitionFeature: the properties stand in the order that readers of CSV know, and tell of one change.
func TestTransitionFeature(t *testing.T) {
	e := told(7, "09-08 09-10 liberation UA confirmed media Desk")
	e.Source.Quote, e.Source.Title = "They took Balakliia back.", "A town"
	p := &Place{ID: 3, Name: "Balakliia", NameUk: "Балаклія", Kind: Settlement, Oblast: "UA-63", Population: 26921}
	spans := Timeline(3, Start{HeldByRussia, OnBaseline}, []Event{e}, time.Time{})
	all := Transitions(p, spans, []*Event{&e})
	if len(all) != 1 {
		t.Fatalf("there are %d changes, want 1", len(all))
	}
	r := Row{Place: p, Change: &all[0]}
	b, err := r.Feature().AppendJSON(nil, TransitionFields)
	want := `{"type":"Feature","id":3884133,"geometry":{"type":"Point","coordinates":[0,0]},"properties":{"place_id":3,"name":"Balakliia",` +
		`"name_uk":"Балаклія","kind":"settlement","oblast":"UA-63","population":26921,"date":"2022-09-08","date_precision":"day",` +
		`"change":"recaptured","from_holder":"RU","from_claim_by":null,"to_holder":"UA","to_claim_by":null,"to_claim_announced":null,` +
		`"to_claim_disputed":null,"presumed":false,"known_from":"2022-09-10","reports":1,"because":"7","publishers":"Desk","withdrawal":false,` +
		`"event":7,"event_kind":"liberation","status":"confirmed","quote":"They took Balakliia back.","source":null,"source_side":"media",` +
		`"publisher":"Desk","title":"A town","url":null,"published":"2022-09-10"}}`
	if string(b) != want || err != nil {
		t.Errorf("%s\n(%v), want\n%s", b, err, want)
	}
	if id, span := r.ID(), r.Time(); id != spans[1].SpanID() || !span.Start.Equal(e.When.Day) || span.End.Sub(span.Start) != 24*time.Hour {
		t.Errorf("the change has the id %d and the time %v, want those of its day", id, span)
	}
}
