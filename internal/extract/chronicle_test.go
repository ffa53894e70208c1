package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// reports are what the shipped articles, a chronicle of the war, say of each place, and the places themselves by reference.
type reports struct {
	articles, silent, events int
	of                       map[geo.PlaceID][]geo.Event
	baseline                 *geo.Baseline
	places                   map[string]geo.Place
}

var readChronicle = sync.OnceValues(func() (*reports, error) {
	x, g := shipped()
	data := filepath.Join("..", "..", "data")
	files, err := filepath.Glob(filepath.Join(data, "articles", "*.txt"))
	if err != nil {
		return nil, err
	}
	out := &reports{of: map[geo.PlaceID][]geo.Event{}, places: map[string]geo.Place{}}
	if out.baseline, err = geo.LoadBaseline(os.DirFS(data)); err != nil {
		return nil, err
	}
	for p := range g.Places() {
		out.places[p.Ref] = *p
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for a, err := range news.Read(name, strings.NewReader(string(text)), news.Article{}) {
			if err != nil {
				return nil, err
			}
			r := x.Read(a)
			out.articles++
			if len(r.Events) == 0 {
				out.silent++
			}
			for _, e := range r.Events {
				out.events++
				e.ID = geo.EventID(out.events)
				out.of[e.Place] = append(out.of[e.Place], e)
			}
		}
	}
	return out, nil
})

func chronicle(t *testing.T) *reports {
	t.Helper()
	r, err := readChronicle()
	if err != nil {
		t.Fatal(err)
	}
	if r.articles < 200 {
		t.Fatalf("%d articles, want 200 or more", r.articles)
	}
	return r
}

// holder is who holds the place on a day, as follows from the reports.
func (r *reports) holder(p geo.Place, day time.Time) geo.Holder {
	now, ok := geo.At(geo.Timeline(p.ID, r.baseline.Start(p), r.of[p.ID], time.Time{}), day)
	if !ok {
		return geo.HolderUnknown
	}
	return now.Holder
}

// table reads a table of testdata, of which the last column says whether the row is sure, without its head.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		row := strings.Split(line, "\t")
		if len(row) != 5 || i > 0 && row[4] != "yes" && row[4] != "no" {
			t.Fatalf("%s:%d: %q, want five columns, the last of them yes or no", name, i+1, line)
		}
		rows = append(rows, row)
	}
	return rows[1:]
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// TestMustHold compares what everybody knows of the war.
func TestMustHold(t *testing.T) {
	r := chronicle(t)
	for _, want := range []struct {
		day    string
		holder geo.Holder
		names  string
	}{
		{"2022-03-15", geo.HeldByRussia, "Kherson Melitopol Bucha Balakliia Kupiansk Trostianets"},
		{"2022-03-15", geo.HeldByUkraine, "Kharkiv Mykolaiv Chernihiv"},
		{"2022-04-10", geo.HeldByUkraine, "Bucha Trostianets"},
		{"2022-09-05", geo.HeldByRussia, "Izium Balakliia Kupiansk Lyman"},
		{"2022-09-12", geo.HeldByUkraine, "Izium Balakliia Kupiansk"},
		{"2022-09-12", geo.HeldByRussia, "Lyman"},
		{"2022-10-03", geo.HeldByUkraine, "Lyman"},
		{"2022-11-13", geo.HeldByUkraine, "Kherson Snihurivka"},
		{"2022-11-13", geo.HeldByRussia, "Nova_Kakhovka"},
		{"2023-06-01", geo.HeldByRussia, "Bakhmut"},
		{"2024-03-01", geo.HeldByRussia, "Avdiivka"},
		{"2024-08-20", geo.HeldByUkraine, "Sudzha"},
	} {
		for name := range strings.FieldsSeq(want.names) {
			name = strings.ReplaceAll(name, "_", " ")
			p := r.largest(name)
			if got := r.holder(p, date(t, want.day)); got != want.holder {
				t.Errorf("%s (%s) on %s: %s, want %s", name, p.Ref, want.day, got, want.holder)
			}
		}
	}
}

// largest is the settlement of that name with the most inhabitants.
func (r *reports) largest(name string) (best geo.Place) {
	for _, p := range r.places {
		if p.Name == name && p.Kind == geo.Settlement && (p.Population > best.Population || best.Ref == "") {
			best = p
		}
	}
	return best
}

// TestChronicle compares who holds well-known places in the middle of each month, as follows from the shipped articles, with
// what is known. Rows that are themselves in doubt do not count.
func TestChronicle(t *testing.T) {
	r := chronicle(t)
	_, g := shipped()
	right, all := 0, 0
	wrong := map[string][]string{}
	for _, c := range table(t, "chronicle.tsv") {
		if c[4] != "yes" {
			continue
		}
		day, got := date(t, c[0]), geo.HolderUnknown
		for _, f := range g.Lookup(c[1]) {
			if strings.HasPrefix(c[2], f.Place.Oblast) && f.Place.Kind != geo.Region && len(r.of[f.Place.ID]) > 0 {
				got = r.holder(*f.Place, day)
				break
			}
		}
		all++
		if string(got) == c[3] {
			right++
		} else {
			wrong[c[1]] = append(wrong[c[1]], c[0][:7]+" "+string(got)+" not "+c[3])
		}
	}
	for place, what := range wrong {
		t.Logf("%s: %s", place, strings.Join(what, ", "))
	}
	share := float64(right) / float64(all)
	t.Logf("%d articles, %d reports of changes, %d articles without; %d of %d states right (%.3f)", r.articles, r.events, r.silent, right, all, share)
	if floor := 0.98; share < floor {
		t.Errorf("%.3f of the states are right, want at least %.2f", share, floor)
	}
}

// heldDays are the days on which TestHeld compares: the middle of each month, and the eves of two great changes.
var heldDays = func() (days []string) {
	for day := time.Date(2022, time.March, 15, 0, 0, 0, 0, time.UTC); day.Year() < 2025; day = day.AddDate(0, 1, 0) {
		days = append(days, day.Format(time.DateOnly))
	}
	days = append(days, "2022-09-05", "2022-11-13")
	slices.Sort(days)
	return days
}()

// TestHeld compares, for every place of which a shipped article reports a change, who holds it as follows from the reports
// with who is known to have held it. Days on which that is in doubt do not count. Places that changed hands between two of the
// days count apart, too: a map that never changes would be right for the others.
func TestHeld(t *testing.T) {
	r := chronicle(t)
	type state struct {
		holder string
		sure   bool
	}
	held := map[string]map[string]state{} // by reference and day
	for _, c := range table(t, "held.tsv") {
		p, ok := r.places[c[1]]
		if !ok || p.Name != c[0] {
			t.Errorf("held.tsv: %s (%s) is not in the gazetteer", c[0], c[1])
			continue
		}
		if held[c[1]] == nil {
			held[c[1]] = map[string]state{}
		}
		for _, day := range heldDays {
			if c[2] <= day {
				held[c[1]][day] = state{c[3], c[4] == "yes"}
			}
		}
	}
	for id := range r.of {
		for ref, p := range r.places {
			if p.ID == id && (p.Kind == geo.Settlement || p.Kind == geo.Island || p.Kind == geo.Facility) && held[ref] == nil {
				t.Errorf("held.tsv does not say who held %s (%s)", p.Name, ref)
			}
		}
	}
	type tally struct{ right, all int }
	var total, changed tally
	byDay := map[string]*[2]tally{}
	var wrong []string
	for ref, days := range held {
		p := r.places[ref]
		holders := map[string]bool{}
		for _, day := range heldDays {
			holders[days[day].holder] = true
		}
		for _, day := range heldDays {
			if !days[day].sure {
				continue
			}
			if byDay[day] == nil {
				byDay[day] = &[2]tally{}
			}
			tallies := []*tally{&total, &byDay[day][0]}
			if len(holders) > 1 {
				tallies = append(tallies, &changed, &byDay[day][1])
			}
			got := string(r.holder(p, date(t, day)))
			for _, n := range tallies {
				n.all++
				if got == days[day].holder {
					n.right++
				}
			}
			if got != days[day].holder {
				wrong = append(wrong, p.Name+" ("+p.Oblast+") "+day+": "+got+", want "+days[day].holder)
			}
		}
	}
	slices.Sort(wrong)
	for _, w := range wrong {
		t.Log(w)
	}
	share := func(n tally) float64 { return float64(n.right) / float64(n.all) }
	for _, day := range heldDays {
		all, moved := byDay[day][0], byDay[day][1]
		t.Logf("%s: %d of %d (%.3f), of those that changed hands %d of %d (%.3f)", day, all.right, all.all, share(all), moved.right, moved.all, share(moved))
	}
	t.Logf("%d places: %d of %d (%.3f), of those that changed hands %d of %d (%.3f)", len(held), total.right, total.all, share(total), changed.right, changed.all, share(changed))
	if floor := 0.97; share(total) < floor || share(changed) < floor {
		t.Errorf("%.3f and %.3f are right, want at least %.2f", share(total), share(changed), floor)
	}
}
