package publish

import (
	"encoding/json"
	"fmt"
	"net/url"
)

// series are the files that hold the size of the ground through time: for the map, and as a table.
const (
	series      = "data/areas-timeline.json"
	seriesTable = "data/areas-timeline.csv"
)

// maxWeeks is how many points of time the server makes at once.
const maxWeeks = 399

// series writes how much ground there is by holder at the end of every week, of a very long time at the end of every month.
func (w *writer) series(m *manifest) error {
	q := url.Values{"bucket": {"week"}}
	first, last := firstDay, ""
	if n := len(m.moments); n > 0 {
		last = m.moments[n-1]
	}
	if m.From != nil {
		first = max(first, *m.From)
	}
	if m.To != nil {
		last = *m.To
	}
	last = max(last, first)
	if date(last).Sub(date(first)).Hours() > maxWeeks*week*24 {
		q.Set("bucket", "month")
	}
	q.Set("from", first)
	q.Set("to", last)
	var whole map[string]json.RawMessage
	address := "timeline/areas?" + q.Encode()
	if err := w.ask.json(address, &whole); err != nil {
		return err
	}
	delete(whole, "links")
	body, err := json.Marshal(whole)
	if err != nil {
		return fmt.Errorf("writing %s: %w", series, err)
	}
	if err := w.write(series, append(body, '\n')); err != nil {
		return err
	}
	_, table, err := w.ask.get(address+"&f=csv", "*/*")
	if err != nil {
		return err
	}
	const title = "Ground by holder through time, square kilometres"
	w.files = append(w.files, file{series, title, len(body) + 1, 0}, file{seriesTable, title, len(table), 0})
	return w.write(seriesTable, table)
}
