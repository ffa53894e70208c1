package web

import (
	"cmp"
	"slices"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// bucket is the reports of changes of one day, week or month.
type bucket struct {
	Date   string           `json:"date"` // first day
	Events int              `json:"events"`
	Kinds  map[geo.Kind]int `json:"kinds"`
	By     map[geo.Side]int `json:"by"` // by the side that gains
}

// timeline counts the reports of changes that are asked for as on events, by the day of the change: what a slider
// shows without asking for the reports themselves. Days without any are left out.
func (s *Server) timeline(v *visit) (*document, error) {
	name, _, err := v.one("bucket")
	if err != nil {
		return nil, err
	}
	first, ok := buckets[cmp.Or(name, "day")]
	if !ok {
		return nil, badParam("bucket", name, "day, week or month")
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	events, err := v.atlas.Collection(atlas.Events)
	if err != nil {
		return nil, err
	}
	q, err := v.conditions(events.Fields)
	if err != nil {
		return nil, err
	}
	page, err := events.Page(q)
	if err != nil {
		return nil, err
	}
	counted := map[time.Time]*bucket{}
	undated := 0
	for r := range page.Rows() {
		e := r.Event()
		if e.When.IsZero() {
			undated++
			continue
		}
		day := first(e.When.Day)
		b := counted[day]
		if b == nil {
			b = &bucket{Date: day.Format(time.DateOnly), Kinds: map[geo.Kind]int{}, By: map[geo.Side]int{}}
			counted[day] = b
		}
		b.Events++
		b.Kinds[e.Kind]++
		if e.By != geo.NoSide {
			b.By[e.By]++
		}
	}
	all := make([]*bucket, 0, len(counted))
	for _, b := range counted {
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b *bucket) int { return cmp.Compare(a.Date, b.Date) })
	links := append(v.self(mediaJSON), link{v.href("/collections/" + atlas.Events), "collection", mediaJSON, events.Title})
	return encoded(struct {
		Bucket  string    `json:"bucket"`
		Events  int       `json:"events"`
		Undated int       `json:"undated"`
		Buckets []*bucket `json:"buckets"`
		Links   []link    `json:"links"`
	}{cmp.Or(name, "day"), page.Matched, undated, all, links}, links...), nil
}

// buckets give the first day of what a day belongs to. Weeks begin on Monday.
var buckets = map[string]func(time.Time) time.Time{
	"day":   func(t time.Time) time.Time { return t },
	"week":  func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) },
	"month": func(t time.Time) time.Time { return t.AddDate(0, 0, 1-t.Day()) },
}
