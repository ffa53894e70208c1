package geo

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// told makes an event from a line such as "09-10 liberation UA confirmed media Desk": day of the change in
// 2022, kind, side that gains, status, whose word, publisher. A second date is that of publication.
func told(id int, line string) Event {
	f := strings.Fields(line)
	day := func(s string) time.Time {
		t, err := time.Parse(time.DateOnly, "2022-"+s)
		if err != nil {
			panic(err)
		}
		return t
	}
	e := Event{ID: EventID(id), Ref: fmt.Sprintf("e%02d", id), Place: 1, When: Date{day(f[0]), ToDay, ByEvent}}
	e.Source.Published = e.When.Day
	f = f[1:]
	if strings.Contains(f[0], "-") {
		e.Source.Published = day(f[0])
		f = f[1:]
	}
	e.Kind, e.By, e.Status, e.Source.Side, e.Source.Publisher = Kind(f[0]), Side(f[1]), Status(f[2]), SourceSide(f[3]), f[4]
	e.From = e.By.Other()
	e.Source.Rank = map[SourceSide]Rank{FromMedia: OwnVoice, FromThird: Independent}[e.Source.Side]
	if e.Source.Rank == 0 {
		e.Source.Rank = Official
		if e.Source.Side == SourceSide(e.From) {
			e.Source.Rank = Admission
		}
	}
	for _, flag := range f[5:] {
		switch flag {
		case "standing":
			e.Standing = true
		case "background":
			e.Background = true
		case "reported":
			e.When.Basis = ByReport
		case "published":
			e.When.Basis = ByPublished
		case "month":
			e.When.Precision = ToMonth
		case "undated":
			e.When = Date{}
		}
	}
	return e
}

func events(lines ...string) []Event {
	var out []Event
	for i, l := range lines {
		out = append(out, told(i+1, l))
	}
	return out
}

// spell writes spans one a line: start, holder, "presumed", claim, reports.
func spell(spans []Control) string {
	var b strings.Builder
	for _, c := range spans {
		fmt.Fprintf(&b, "%s %s", c.Valid.Start.Format("01-02"), c.Holder)
		if c.Footing != OnReports {
			fmt.Fprintf(&b, " on %s", c.Footing)
		}
		if c.Presumed {
			b.WriteString(" presumed")
		}
		if c.Claim != nil {
			fmt.Fprintf(&b, " claim %s since %s", c.Claim.By, c.Claim.Since.Format("01-02"))
			if c.Claim.Announced {
				b.WriteString(" announced")
			}
			if c.Claim.Disputed {
				b.WriteString(" disputed")
			}
		}
		fmt.Fprintf(&b, " because %v\n", c.Because)
	}
	return b.String()
}

func TestTimeline(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []Event
		want   string
	}{
		{"nothing", nil, ""},
		{"confirmed change", events("09-10 liberation UA confirmed media A"), "09-10 UA because [1]\n"},
		{"a claim leaves the holder", events("09-10 liberation UA claimed UA A"), "09-10 unknown on none claim UA since 09-10 because []\n"},
		{
			"a claim is confirmed by the loser", events("09-08 liberation UA claimed UA A", "09-10 liberation UA confirmed RU B"),
			"09-08 unknown on none claim UA since 09-08 because []\n09-10 UA because [2]\n",
		},
		{
			"two unrelated media bear a claim out", events("09-08 liberation UA claimed UA A", "09-09 liberation UA claimed media B", "09-10 liberation UA claimed media C"),
			"09-08 unknown on none claim UA since 09-08 because []\n09-10 UA because [3]\n",
		},
		{
			"the same medium twice does not", events("09-08 liberation UA claimed media A", "09-09 liberation UA claimed media A"),
			"09-08 unknown on none claim UA since 09-08 because []\n",
		},
		{"a denial alone changes nothing", events("09-08 capture RU denied UA A"), ""},
		{
			"a denial disputes a claim", events("09-08 capture RU claimed RU A", "09-09 capture RU denied UA B"),
			"09-08 unknown on none claim RU since 09-08 because []\n09-09 unknown on none claim RU since 09-08 disputed because []\n",
		},
		{
			"withdrawal is presumed until entry", events("11-09 withdrawal UA confirmed RU A", "11-11 liberation UA confirmed media B"),
			"11-09 UA presumed because [1]\n11-11 UA because [1 2]\n",
		},
		{
			"contested keeps the holder before", events("05-01 capture RU confirmed media A", "09-07 contested UA confirmed media B", "09-10 liberation UA confirmed media C"),
			"05-01 RU because [1]\n09-07 contested because [2]\n09-10 UA because [3]\n",
		},
		{"claimed fighting changes nothing", events("09-07 contested UA claimed UA B"), ""},
		{"advance changes nothing", events("09-07 advance UA confirmed media B"), ""},
		{"more reports of a state add to it", events("09-10 liberation UA confirmed media A", "09-11 liberation UA claimed UA B"), "09-10 UA because [1 2]\n"},
		{
			"later valid time wins whatever was reported first", events("10-01 capture RU confirmed media A", "09-10 10-02 liberation UA confirmed media B"),
			"09-10 UA because [2]\n10-01 RU because [1]\n",
		},
		{
			"at equal time the higher rank wins", events("09-10 liberation UA confirmed media A", "09-10 capture RU confirmed third B"),
			"09-10 RU because [2]\n",
		},
		{"dated after its own publication", events("09-20 09-10 liberation UA confirmed media A"), ""},
		{"undated", events("09-10 liberation UA confirmed media A undated"), ""},
		{"retracted", events("09-10 liberation UA retracted media A"), ""},
		{"reports of one change take its day", events("09-08 liberation UA confirmed media A", "09-10 liberation UA claimed UA B reported"), "09-08 UA because [1 2]\n"},
		{"background where nothing is better", events("04-01 09-10 withdrawal UA confirmed media A background"), "04-01 UA presumed because [1]\n"},
		{"background that a report covers", events("04-01 09-10 withdrawal UA confirmed media A background", "04-02 liberation UA confirmed media B"), "04-02 UA because [2]\n"},
		{
			"taken, lost and taken again", events("03-01 capture RU confirmed media A", "09-10 liberation UA confirmed media A", "12-01 capture RU confirmed media A"),
			"03-01 RU because [1]\n09-10 UA because [2]\n12-01 RU because [3]\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, spell(Timeline(1, Start{}, c.events, time.Time{}))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestTimelineAsKnown(t *testing.T) {
	es := events("09-08 09-12 liberation UA confirmed media A", "03-01 capture RU confirmed media B")
	then := time.Date(2022, 9, 10, 0, 0, 0, 0, time.UTC)
	if got, want := spell(Timeline(1, Start{}, es, then)), "03-01 RU because [2]\n"; got != want {
		t.Errorf("as known on 10 September: %s, want %s", got, want)
	}
	now, ok := At(Timeline(1, Start{}, es, time.Time{}), then)
	if !ok || now.Holder != HeldByUkraine || now.Previous != HeldByRussia {
		t.Errorf("as it was on 10 September: %+v, want UA after RU", now)
	}
	if _, ok := At(Timeline(1, Start{}, es, time.Time{}), time.Date(2022, 2, 1, 0, 0, 0, 0, time.UTC)); ok {
		t.Error("there is a state before the first report")
	}
}

// TestTimelineStart: what is known of the first day comes before the reports, gives way to them and says that
// it rests on no report.
func TestTimelineStart(t *testing.T) {
	own, occupied := Start{HeldByUkraine, OnNothing}, Start{HeldByRussia, OnBaseline}
	for _, c := range []struct {
		name   string
		start  Start
		events []Event
		want   string
	}{
		{"no report", own, nil, "02-24 UA on none because []\n"},
		{"held before", occupied, nil, "02-24 RU on baseline because []\n"},
		{"nothing known", Start{}, nil, ""},
		{"taken later", own, events("03-03 capture RU confirmed media A"), "02-24 UA on none because []\n03-03 RU because [1]\n"},
		{"taken on the first day", own, events("02-24 capture RU confirmed media A"), "02-24 RU because [1]\n"},
		{"a report of what was known", occupied, events("03-03 capture RU confirmed media A"), "02-24 RU on baseline because [1]\n"},
		{"a claim against it", own, events("03-03 capture RU claimed RU A"), "02-24 UA on none because []\n03-03 UA on none claim RU since 03-03 because []\n"},
		{
			"regained without a report of its loss", own, events("09-10 liberation UA confirmed media A"),
			"02-24 unknown on none because []\n09-10 UA because [1]\n",
		},
		{
			"the claim that it was regained says the same", own, events("09-10 liberation UA claimed UA A"),
			"02-24 unknown on none because []\n09-10 unknown on none claim UA since 09-10 because []\n",
		},
		{
			"a state that never changed", own, events("09-10 liberation UA confirmed media A standing"),
			"02-24 UA on none because []\n09-10 UA because [1]\n",
		},
		{
			"attacked by its own side", own, events("09-07 contested UA confirmed media A", "09-10 liberation UA confirmed media A"),
			"02-24 unknown on none because []\n09-07 contested because [1]\n09-10 UA because [2]\n",
		},
		{
			"left by the others on some day or other", own, events("09-10 withdrawal UA confirmed media A published"),
			"02-24 unknown on none because []\n09-10 UA presumed because [1]\n",
		},
		{
			"some time in the month in which it began", own, events("02-01 02-28 capture RU confirmed media A month"),
			"02-24 RU because [1]\n",
		},
		{
			"fought over, then cleared", own, events("03-05 contested RU confirmed media A", "03-28 liberation UA confirmed media A"),
			"02-24 UA on none because []\n03-05 contested because [1]\n03-28 UA because [2]\n",
		},
		{
			"earlier reports stand where nothing else is known", own, events("02-10 capture RU confirmed media A"),
			"02-10 RU because [1]\n",
		},
		{
			"but not against the baseline", occupied, events("02-10 liberation UA confirmed media A"),
			"02-10 UA because [1]\n02-24 RU on baseline because []\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, spell(Timeline(1, c.start, c.events, time.Time{}))); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestTimelineReports: what reports of one change have to do with each other.
func TestTimelineReports(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []Event
		want   string
	}{
		{
			"a side takes its word back", events("09-08 capture RU claimed RU A", "09-10 capture RU denied RU B published"),
			"",
		},
		{
			"a publisher corrects itself", events("09-08 capture RU confirmed media A", "09-09 capture RU denied media A published"),
			"",
		},
		{
			"another publisher corrects nothing", events("09-08 capture RU confirmed media A", "09-09 capture RU denied media B published"),
			"09-08 RU because [1]\n",
		},
		{
			"a denial long after tells of a later state", events("03-08 capture RU confirmed media A", "09-09 capture RU denied media A published"),
			"03-08 RU because [1]\n",
		},
		{
			"a denial of the same day comes after what it denies", events("09-08 capture RU denied UA A", "09-08 09-09 capture RU claimed RU B"),
			"09-08 unknown on none claim RU since 09-08 disputed because []\n",
		},
		{
			"one change, its earliest day and best status", events("09-08 liberation UA claimed UA A published", "09-10 liberation UA confirmed media B published"),
			"09-08 UA because [2]\n",
		},
		{
			"lost in between: two changes",
			events("09-08 liberation UA confirmed media A published", "09-09 capture RU confirmed media B published", "09-10 liberation UA confirmed media A published"),
			"09-08 UA because [1]\n09-09 RU because [2]\n09-10 UA because [3]\n",
		},
		{
			"who knows only the month joins who knows the day", events("09-01 10-05 liberation UA confirmed media A month", "09-10 liberation UA confirmed media B"),
			"09-10 UA because [2 1]\n",
		},
		{
			"a claim covers no confirmed background", events("04-01 09-10 capture RU confirmed media A background", "04-02 capture RU claimed RU B"),
			"04-01 RU because [1 2]\n",
		},
		{
			"the winner's word ends what was presumed", events("10-01 withdrawal UA confirmed RU A", "10-02 liberation UA claimed UA B"),
			"10-01 UA presumed because [1]\n10-02 UA because [1 2]\n",
		},
		{
			"the loser speaks of a battle", events("01-12 capture RU confirmed third A", "01-14 contested RU confirmed UA B", "01-16 contested RU confirmed media C"),
			"01-12 RU because [1]\n01-16 contested because [3]\n",
		},
		{"background without a day", events("09-10 capture RU confirmed media A background published"), ""},
		{
			"an announcement is less than a claim", events("11-09 withdrawal UA claimed RU A"),
			"11-09 unknown on none claim UA since 11-09 announced because []\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, spell(Timeline(1, Start{}, c.events, time.Time{}))); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestTimelineProperties: the order of ingestion never matters; what was known by a day is what its reports
// alone say; spans are half-open, ordered, without gaps and the last is open, so that every instant from the
// first on has exactly one state.
func TestTimelineProperties(t *testing.T) {
	kinds := []string{"liberation UA", "capture RU", "withdrawal UA", "withdrawal RU", "contested RU", "contested UA", "advance UA"}
	flags := []string{"", "published", "reported", "month", "background", "background month", "standing"}
	rapid.Check(t, func(t *rapid.T) {
		var es []Event
		date := func() string {
			return fmt.Sprintf("%02d-%02d", rapid.IntRange(2, 4).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "events") {
			line := fmt.Sprintf("%s %s %s %s %s %s %s", date(), date(),
				rapid.SampledFrom(kinds).Draw(t, "kind"), rapid.SampledFrom([]string{"confirmed", "claimed", "denied", "contested", "retracted"}).Draw(t, "status"),
				rapid.SampledFrom([]string{"UA", "RU", "media", "third"}).Draw(t, "side"), rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "publisher"),
				rapid.SampledFrom(flags).Draw(t, "flags"))
			es = append(es, told(i+1, line))
		}
		start := Start{
			rapid.SampledFrom([]Holder{HeldByUkraine, HeldByRussia, HolderUnknown}).Draw(t, "start"),
			rapid.SampledFrom([]Footing{OnBaseline, OnNothing}).Draw(t, "footing"),
		}
		knownBy := told(1, date()+" advance UA confirmed media A").When.Day
		want, then := Timeline(1, start, es, time.Time{}), Timeline(1, start, es, knownBy)
		prefix := slices.DeleteFunc(slices.Clone(es), func(e Event) bool { return e.Source.Published.After(knownBy) })
		if d := cmp.Diff(Timeline(1, start, prefix, time.Time{}), then); d != "" {
			t.Fatalf("what was known on %s is not what had been published:\n%s", knownBy, d)
		}
		rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed"))).Shuffle(len(es), func(i, j int) { es[i], es[j] = es[j], es[i] })
		got := Timeline(1, start, es, time.Time{})
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("another order, another timeline:\n%s", d)
		}
		for i, c := range got {
			last := i == len(got)-1
			switch {
			case last != c.Valid.End.IsZero():
				t.Fatalf("span %d of %d ends %v", i, len(got), c.Valid.End)
			case !last && (!c.Valid.End.Equal(got[i+1].Valid.Start) || !c.Valid.Start.Before(c.Valid.End)):
				t.Fatalf("span %d is %v, the next %v", i, c.Valid, got[i+1].Valid)
			case c.Footing == OnReports != (len(c.Because) > 0) && c.Footing != OnBaseline:
				t.Fatalf("span %d rests on %s and has the reports %v", i, c.Footing, c.Because)
			}
			if at, ok := At(got, c.Valid.Start); !ok || !at.Valid.Start.Equal(c.Valid.Start) {
				t.Fatalf("At the start of span %d: %+v", i, at)
			}
		}
		if start.Footing == OnBaseline || start.Holder != HolderUnknown {
			if c, ok := At(got, FirstDay); !ok {
				t.Fatalf("no state on the first day: %+v", c)
			}
		}
	})
}

func TestInterval(t *testing.T) {
	d := func(s string) time.Time { return told(1, s+" advance UA confirmed media A").When.Day }
	march := Interval{d("03-01"), d("04-01")}
	for _, c := range []struct {
		o    Interval
		want bool
	}{
		{Interval{d("03-31"), d("04-02")}, true},
		{Interval{d("04-01"), d("04-02")}, false},
		{Interval{}, true},
		{Interval{End: d("03-01")}, false},
		{Interval{Start: d("03-31")}, true},
	} {
		if got := march.Meets(c.o); got != c.want || c.o.Meets(march) != c.want {
			t.Errorf("%v meets %v: %v, want %v", march, c.o, got, c.want)
		}
	}
	if !march.Contains(d("03-01")) || march.Contains(d("04-01")) {
		t.Error("an interval contains its start and not its end")
	}
}
