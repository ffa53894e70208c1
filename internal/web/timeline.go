package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"
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

// timeline counts reports of changes, or the changes that they made, by day, week or month: what a slider shows without
// asking for them. Days without any are left out.
func (s *Server) timeline(v *visit) (*document, error) {
	name, err := v.choice("bucket", "day", "week", "month")
	if err != nil {
		return nil, err
	}
	of, err := v.choice("of", "reports", "changes")
	if err != nil {
		return nil, err
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	if of == "changes" {
		return v.timelineOfChanges(name)
	}
	return v.timelineOfReports(name)
}

// choice is the parameter of that name, which has one of some values: the first where it is not given.
func (p *params) choice(name string, values ...string) (string, error) {
	s, _, err := p.one(name)
	if err == nil && s != "" && !slices.Contains(values, s) {
		last := len(values) - 1
		err = badParam(name, s, strings.Join(values[:last], ", ")+" or "+values[last])
	}
	return cmp.Or(s, values[0]), err
}

// timelineOfReports counts the reports that are asked for as on events, by the day of the change.
func (v *visit) timelineOfReports(name string) (*document, error) {
	first := buckets[name]
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
	}{name, page.Matched, undated, all, links}, links...), nil
}

// turns is the changes of one day, week or month.
type turns struct {
	Date       string `json:"date"` // first day
	Recaptured int    `json:"recaptured"`
	Claimed    int    `json:"claimed"`
	Contested  int    `json:"contested"`
	Lost       int    `json:"lost"`
	Other      int    `json:"other"`
}

func (t *turns) count(turn geo.Turn) {
	switch turn {
	case geo.Recaptured:
		t.Recaptured++
	case geo.NewlyClaimed:
		t.Claimed++
	case geo.Fought:
		t.Contested++
	case geo.Lost:
		t.Lost++
	default:
		t.Other++
	}
}

// timelineOfChanges counts the changes that are asked for as on control-changes, of places on the ground alone: by the
// day of the change, or by that on which it became known.
func (v *visit) timelineOfChanges(name string) (*document, error) {
	by, err := v.choice("by", "date", "published")
	if err != nil {
		return nil, err
	}
	changes, err := v.atlas.Collection(atlas.Changes)
	if err != nil {
		return nil, err
	}
	q, err := v.conditions(changes.Fields)
	if err != nil {
		return nil, err
	}
	page, err := changes.Page(q)
	if err != nil {
		return nil, err
	}
	first := buckets[name]
	counted := map[time.Time]*turns{}
	n, undated := 0, 0
	for r := range page.Rows() {
		c := r.Change()
		if !c.OnGround() {
			continue
		}
		n++
		day := c.Day()
		if by == "published" {
			day = c.Known
		}
		if day.IsZero() {
			undated++
			continue
		}
		day = first(geo.DayOf(day))
		b := counted[day]
		if b == nil {
			b = &turns{Date: day.Format(time.DateOnly)}
			counted[day] = b
		}
		b.count(c.Turn())
	}
	all := slices.SortedFunc(maps.Values(counted), func(a, b *turns) int { return cmp.Compare(a.Date, b.Date) })
	if all == nil {
		all = []*turns{}
	}
	links := append(v.self(mediaJSON), link{v.href("/collections/" + atlas.Changes), "collection", mediaJSON, changes.Title})
	return encoded(struct {
		Bucket  string   `json:"bucket"`
		Of      string   `json:"of"`
		By      string   `json:"by"`
		Changes int      `json:"changes"`
		Undated int      `json:"undated"` // of which nobody knows when they became known
		Buckets []*turns `json:"buckets"`
		Links   []link   `json:"links"`
	}{name, "changes", by, n, undated, all, links}, links...), nil
}

// buckets give the first day of what a day belongs to. Weeks begin on Monday.
var buckets = map[string]func(time.Time) time.Time{
	"day":   func(t time.Time) time.Time { return t },
	"week":  func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) },
	"month": func(t time.Time) time.Time { return t.AddDate(0, 0, 1-t.Day()) },
}
