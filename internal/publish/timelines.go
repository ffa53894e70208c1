package publish

import (
	"encoding/json"
	"fmt"
)

// timelines writes the numbers of changes of every day, by the day of the change and by that on which it became known:
// what the slider of the map shows.
func (w *writer) timelines(*manifest) error {
	for _, of := range []struct{ name, title, by string }{
		{"data/timeline.json", "Changes of control by day", "date"},
		{"data/timeline-published.json", "Changes of control by the day on which they became known", "published"},
	} {
		var whole map[string]json.RawMessage
		if err := w.ask.json("timeline?of=changes&by="+of.by, &whole); err != nil {
			return err
		}
		delete(whole, "links")
		body, err := json.Marshal(whole)
		if err != nil {
			return fmt.Errorf("writing %s: %w", of.name, err)
		}
		w.files = append(w.files, file{Path: of.name, Title: of.title, Bytes: len(body) + 1})
		if err := w.write(of.name, append(body, '\n')); err != nil {
			return err
		}
	}
	return nil
}
