package atlas

import (
	"time"

	"retaken/internal/geo"
)

// Changed is the collection of the places whose state differs between two instants, numbered as the places.
// It is made for each question.
func (a *Atlas) Changed(from, to time.Time) *Collection {
	var rows []geo.Feature
	for _, d := range a.Diff(from, to) {
		rows = append(rows, d.Feature())
	}
	return fixed("diff", "Point", geo.DifferenceFields, rows)
}
