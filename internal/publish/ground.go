package publish

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"retaken/internal/geo"
)

// much is how many bytes the ground of all days may take before weeks are enough.
const much = 300 << 20

const (
	week  = 7  // days that the map compares with
	month = 31 // days before the last change of which every change is kept
)

// firstDay is the day on which the map begins: nothing earlier is compared with.
var firstDay = geo.FirstDay.Format(time.DateOnly)

// ground writes the areas of the days on which they changed, and beside them the ground that changed hands in the week up
// to those days and to the days on which it leaves that week.
func (w *writer) ground(m *manifest) error {
	days := within(m.moments, m.From, m.To)
	if w.Areas == Auto {
		w.Areas = EachChange
		latest, err := os.Stat(filepath.Join(w.dir, "data", "areas.geojson"))
		if err == nil && latest.Size()*int64(len(days)) > much {
			w.Areas = EachWeek
		}
	}
	switch w.Areas {
	case EachWeek:
		days = lastOfWeeks(days)
	case Never:
		days = nil
	}
	m.Areas = areas{Every: w.Areas, Days: []string{}, Changed: map[string]bool{}}
	w.report.Areas = w.Areas
	ends := weekEnds(days, m.To)
	all := len(days) + len(ends)
	done := func(n int) {
		if w.Progress != nil {
			w.Progress(n, all)
		}
	}
	var last string
	for i, day := range days {
		done(i)
		body, err := w.areasOf(day)
		if err != nil {
			return err
		}
		if string(body) == last {
			continue // of a place that is no part of the ground
		}
		last = string(body)
		if err := w.write("data/areas/"+day+".geojson", body); err != nil {
			return err
		}
		m.Areas.Days = append(m.Areas.Days, day)
	}
	w.report.Days = len(m.Areas.Days)
	for i, end := range ends {
		done(len(days) + i)
		there, err := w.changed(end, days)
		if err != nil {
			return err
		}
		m.Areas.Changed[end] = there
	}
	return nil
}

// areasOf is the ground on a day, as the map asks for it.
func (w *writer) areasOf(day string) ([]byte, error) {
	c, err := w.ask.features("collections/areas/items" + everything + "&certainty=reported,inferred&datetime=" + day)
	if err != nil {
		return nil, err
	}
	return c.encode()
}

// changed writes what changed hands in the week up to a day, and tells whether any ground did. Its end is the day whose
// areas the map shows then, so that the two fit.
func (w *writer) changed(end string, days []string) (bool, error) {
	from, to := max(plus(end, -week), firstDay), atOrBefore(days, end)
	if from >= to {
		return false, nil
	}
	c, err := w.ask.features(fmt.Sprintf("diff?limit=10000&from=%s&to=%s", from, to))
	if err != nil {
		return false, err
	}
	var ground struct{ Features []json.RawMessage }
	if err := json.Unmarshal(c.more["areas"], &ground); err != nil {
		return false, fmt.Errorf("reading the areas from %s to %s: %w", from, to, err)
	}
	if len(ground.Features) == 0 {
		return false, nil
	}
	body, err := c.encode()
	if err != nil {
		return false, err
	}
	return true, w.write("data/changed/"+end+".geojson", body)
}

// within are the days of a list from the first to the last day of the map, with the first one itself.
func within(days []string, from, to *string) []string {
	var out []string
	for _, day := range days {
		if (from == nil || day > *from) && (to == nil || day <= *to) {
			out = append(out, day)
		}
	}
	if from != nil && len(days) > 0 && days[0] <= *from {
		out = slices.Insert(out, 0, *from)
	}
	return out
}

// lastOfWeeks are the last days of every week that has any, and all of the last month.
func lastOfWeeks(days []string) []string {
	var out []string
	for i, day := range days {
		final := i == len(days)-1
		if final || weekOf(day) != weekOf(days[i+1]) || plus(day, month) > days[len(days)-1] {
			out = append(out, day)
		}
	}
	return out
}

// weekEnds are the days on which what changed within the last week is another than the day before.
func weekEnds(days []string, to *string) []string {
	ends := map[string]bool{}
	for _, day := range days {
		for _, end := range []string{day, plus(day, week)} {
			if to == nil || end <= *to {
				ends[end] = true
			}
		}
	}
	return sorted(ends)
}

// atOrBefore is the last of the days up to one, "" when there is none.
func atOrBefore(days []string, day string) string {
	i, found := slices.BinarySearch(days, day)
	if found {
		return day
	}
	if i == 0 {
		return ""
	}
	return days[i-1]
}

func plus(day string, n int) string { return date(day).AddDate(0, 0, n).Format(time.DateOnly) }

func weekOf(day string) [2]int {
	year, week := date(day).ISOWeek()
	return [2]int{year, week}
}

// date is the day, the year 1 when it is none.
func date(day string) time.Time {
	t, _ := time.Parse(time.DateOnly, day)
	return t
}
