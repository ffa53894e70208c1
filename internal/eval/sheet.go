package eval

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// Sheet gathers the scores of documents.
type Sheet struct {
	All                     Score
	ByLang, ByStyle, ByTrap map[string]*Score
	Mistakes                []Mistake // in the order of the documents
}

// Mistake is one thing that was read wrongly.
type Mistake struct {
	Document string
	What     string // "missed", "false", "kind", "status", "date"
	Place    string
	By       geo.Side
	Want     string // "" for what is false
	Got      string // "" for what was missed
}

// NewSheet is an empty sheet.
func NewSheet() *Sheet {
	return &Sheet{ByLang: map[string]*Score{}, ByStyle: map[string]*Score{}, ByTrap: map[string]*Score{}}
}

// Add compares a reading of a document with its labels. The gazetteer is the one that the reading refers to.
func (s *Sheet) Add(d Document, r geo.Reading, g *geo.Gazetteer) {
	scores := []*Score{&s.All, of(s.ByLang, d.Lang), of(s.ByStyle, d.Style)}
	for _, t := range d.Traps {
		scores = append(scores, of(s.ByTrap, t))
	}
	for _, sc := range scores {
		sc.Documents++
	}
	names(d, r, g, scores)
	s.events(d, answers(r, g), scores)
	aggregates(d, r, scores)
}

func of(m map[string]*Score, key string) *Score {
	if m[key] == nil {
		m[key] = &Score{}
	}
	return m[key]
}

func each(scores []*Score, do func(*Score)) {
	for _, s := range scores {
		do(s)
	}
}

// kilometres between two positions, on a sphere.
func kilometres(lat, lon, lat2, lon2 float64) float64 {
	const diameter = 12742
	rad := func(d float64) float64 { return d * math.Pi / 180 }
	x := math.Pow(math.Sin(rad(lat2-lat)/2), 2) + math.Cos(rad(lat))*math.Cos(rad(lat2))*math.Pow(math.Sin(rad(lon2-lon)/2), 2)
	return diameter * math.Asin(math.Min(1, math.Sqrt(x)))
}

// names compares the place names.
func names(d Document, r geo.Reading, g *geo.Gazetteer, scores []*Score) {
	type hit struct {
		geo.Mention
		place geo.Place
	}
	used, hits := map[int]bool{}, map[int]hit{}
	for _, m := range r.Mentions {
		p, ok := g.Place(m.Place)
		if !ok {
			continue
		}
		best, most := -1, 0
		for i, l := range d.Places {
			if overlap := min(m.End, l.End) - max(m.Start, l.Start); overlap > 0 && !used[i] && overlap >= most {
				best, most = i, overlap
			}
		}
		if best < 0 {
			each(scores, func(s *Score) { s.Names.Wrong++; s.NamesExact.Wrong++ })
			continue
		}
		used[best] = true
		l := d.Places[best]
		if l.Optional {
			if l.Kind == "river" && p.Kind == geo.Settlement { // a river taken for a settlement is an error
				each(scores, func(s *Score) { s.Names.Wrong++; s.NamesExact.Wrong++ })
			}
			continue
		}
		hits[best] = hit{m, p}
		each(scores, func(s *Score) {
			s.Names.Right++
			if m.Start == l.Start && m.End == l.End {
				s.NamesExact.Right++
			} else {
				s.NamesExact.Wrong++
			}
		})
	}
	for i, l := range d.Places {
		if l.Optional {
			continue
		}
		region := l.Kind == "region"
		h, ok := hits[i]
		if !ok {
			each(scores, func(s *Score) {
				s.Names.Missed++
				s.NamesExact.Missed++
				if !region {
					s.EndToEnd.add(false)
				}
			})
			continue
		}
		away := max(0, kilometres(l.Lat, l.Lon, h.place.Lat(), h.place.Lon())-l.Radius)
		sameClass := (h.place.Kind == geo.Region) == region
		each(scores, func(s *Score) {
			if h.Start != l.Start || h.End != l.End {
				s.NamesExact.Missed++
			}
			if region {
				s.Regions.add(sameClass && away <= 25)
				return
			}
			s.Within5.add(sameClass && away <= 5)
			s.EndToEnd.add(sameClass && away <= 5)
			s.Within25.add(sameClass && away <= 25)
			s.away = append(s.away, away)
		})
	}
}

// answer are the events of a reading that are of one place and side.
type answer struct {
	name   string // normalised
	place  geo.Place
	events []geo.Event
}

func answers(r geo.Reading, g *geo.Gazetteer) []answer {
	var out []answer
	for _, e := range r.Events {
		p, ok := g.Place(e.Place)
		if !ok {
			continue
		}
		at := slices.IndexFunc(out, func(a answer) bool {
			return a.name == normal(p.Name) && rounded(a.place.Point) == rounded(p.Point) && a.events[0].By == e.By
		})
		if at < 0 {
			out = append(out, answer{normal(p.Name), p, nil})
			at = len(out) - 1
		}
		out[at].events = append(out[at].events, e)
	}
	return out
}

func rounded(p orb.Point) [2]float64 {
	return [2]float64{math.Round(p.Lat() * 1000), math.Round(p.Lon() * 1000)}
}

var notWord = regexp.MustCompile(`[^\p{L}\p{N}_ ]`)

// normal is a name as names are compared.
func normal(s string) string {
	s = notWord.ReplaceAllString(strings.ToLower(s), "")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "region", "oblast")), " ")
}

// same tells whether an answer is about the place of a label.
func same(e Event, a answer) bool {
	names := normal(e.Place) == a.name
	region := a.place.Kind == geo.Region
	near := func(km float64) bool {
		return max(0, kilometres(e.Lat, e.Lon, a.place.Lat(), a.place.Lon())-e.Radius) <= km
	}
	if e.PlaceKind == "region" {
		return region && (names || near(25))
	}
	return !region && (near(5) || names && near(25))
}

// changes are the labels of one place and side.
type changes []Event

// events compares the events. Answers and labels are paired one to one, those of one name first, then the nearest:
// neighbouring villages are often under 5 km apart.
func (s *Sheet) events(d Document, given []answer, scores []*Score) {
	var groups []changes
	for _, e := range d.Events {
		if e.Background || e.Optional {
			continue
		}
		at := slices.IndexFunc(groups, func(g changes) bool { return g[0].Place == e.Place && g[0].Lat == e.Lat && g[0].By == e.By })
		if at < 0 {
			groups = append(groups, nil)
			at = len(groups) - 1
		}
		groups[at] = append(groups[at], e)
	}
	got, spare := pair(groups, given)
	false0 := s.spare(d, spare, scores)
	if len(groups) == 0 {
		each(scores, func(sc *Score) { sc.FalseAlarms.add(false0 > 0) })
	}
	for i, g := range groups {
		s.group(d, g, got[i], scores)
	}
}

// pair gives each group its events, and what is left over.
func pair(groups []changes, given []answer) (got map[int][]geo.Event, spare []answer) {
	type couple struct {
		other         bool // another name
		km            float64
		group, answer int
	}
	var couples []couple
	for gi, g := range groups {
		for ai, a := range given {
			if g[0].By == a.events[0].By && same(g[0], a) {
				couples = append(couples, couple{
					normal(g[0].Place) != a.name, kilometres(g[0].Lat, g[0].Lon, a.place.Lat(), a.place.Lon()), gi, ai,
				})
			}
		}
	}
	slices.SortFunc(couples, func(a, b couple) int {
		if a.other != b.other {
			if b.other {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.km, b.km), cmp.Compare(a.group, b.group), cmp.Compare(a.answer, b.answer))
	})
	got, taken := map[int][]geo.Event{}, map[int]bool{}
	for _, c := range couples {
		if got[c.group] == nil && !taken[c.answer] {
			got[c.group], taken[c.answer] = given[c.answer].events, true
		}
	}
	for _, c := range couples { // a repetition under the same name is no error
		if !taken[c.answer] && !c.other {
			got[c.group], taken[c.answer] = append(slices.Clone(got[c.group]), given[c.answer].events...), true
		}
	}
	for ai, a := range given {
		if !taken[ai] {
			spare = append(spare, a)
		}
	}
	return got, spare
}

// spare counts what was read but is not labelled: one error for a place and side. It returns how many there are.
func (s *Sheet) spare(d Document, spare []answer, scores []*Score) int {
	type key struct {
		name string
		by   geo.Side
	}
	seen := map[key]bool{}
	for _, a := range spare {
		for _, e := range a.events {
			k := key{a.name, e.By}
			if seen[k] || ignorable(d, a, e) {
				continue
			}
			seen[k] = true
			s.Mistakes = append(s.Mistakes, Mistake{Document: d.ID, What: "false", Place: a.place.Name, By: e.By, Got: string(e.Kind) + ", " + string(e.Status)})
			each(scores, func(sc *Score) {
				sc.Events.Wrong++
				sc.EventsKind.Wrong++
				sc.Strict.Wrong++
				if e.Kind.Moves() {
					sc.Map.Wrong++
				}
			})
		}
	}
	return len(seen)
}

// ignorable tells whether an event without a label is neither right nor wrong: denied, arguable, or history told as such.
func ignorable(d Document, a answer, e geo.Event) bool {
	if e.Status == geo.Denied {
		return true
	}
	for _, l := range d.Events {
		if !same(l, a) || l.By != e.By {
			continue
		}
		if l.Optional && e.Kind == l.Kind {
			return true
		}
		if l.Background && (e.Background || !e.When.IsZero() && d.day().Sub(geo.DayOf(e.When.Day)) > 30*24*time.Hour) {
			return true
		}
	}
	return slices.ContainsFunc(d.Aggregates, func(g Aggregate) bool {
		return g.Place != nil && g.By == e.By && same(Event{Place: *g.Place, Lat: g.Lat, Lon: g.Lon, PlaceKind: "region", Radius: 25}, a)
	})
}

// group compares the labels of one place and side with what was read of it: the two that agree best.
func (s *Sheet) group(d Document, g changes, read []geo.Event, scores []*Score) {
	onMap := slices.ContainsFunc(g, func(e Event) bool { return e.Kind.Moves() && e.Status != geo.Denied })
	readMap := slices.ContainsFunc(read, func(e geo.Event) bool { return e.Kind.Moves() && e.Status != geo.Denied })
	each(scores, func(sc *Score) {
		switch {
		case onMap && readMap:
			sc.Map.Right++
		case onMap:
			sc.Map.Missed++
		case readMap:
			sc.Map.Wrong++
		}
	})
	if len(read) == 0 {
		s.Mistakes = append(s.Mistakes, Mistake{Document: d.ID, What: "missed", Place: g[0].Place, By: g[0].By, Want: string(g[0].Kind) + ", " + string(g[0].Status)})
		each(scores, func(sc *Score) { sc.Events.Missed++; sc.EventsKind.Missed++; sc.Strict.Missed++ })
		return
	}
	var best struct {
		agree int
		read  geo.Event
		label Event
	}
	best.agree = -1
	for _, e := range read {
		for _, l := range g {
			agree := 0
			for _, ok := range []bool{e.Kind == l.Kind, e.Status == l.Status, l.dated(e, 1)} {
				agree *= 2
				if ok {
					agree++
				}
			}
			if agree > best.agree {
				best.agree, best.read, best.label = agree, e, l
			}
		}
	}
	e, l := best.read, best.label
	kind, status, dated, date := e.Kind == l.Kind, e.Status == l.Status, l.Date != nil, l.dated(e, 0)
	each(scores, func(sc *Score) {
		sc.Events.Right++
		sc.Kind.add(kind)
		sc.Status.add(status)
		count(&sc.EventsKind, kind)
		if dated {
			sc.Date.add(date)
			sc.DateNear.add(l.dated(e, 1))
		}
		count(&sc.Strict, kind && status && (date || !dated))
	})
	wrong := func(what, want, got string) {
		s.Mistakes = append(s.Mistakes, Mistake{d.ID, what, l.Place, l.By, want, got})
	}
	if !kind {
		wrong("kind", string(l.Kind), string(e.Kind))
	}
	if !status {
		wrong("status", string(l.Status), string(e.Status))
	}
	if dated && !date {
		wrong("date", *l.Date, e.When.Day.Format(time.DateOnly))
	}
}

// count adds one that was found, right or as a wrong one in place of the right one.
func count(f *Found, right bool) {
	if right {
		f.Right++
	} else {
		f.Wrong++
		f.Missed++
	}
}

// dated tells whether an event has the day of the label, give or take so many days; three for a week.
func (l Event) dated(e geo.Event, slack int) bool {
	if l.Date == nil || e.When.IsZero() || len(*l.Date) < len(time.DateOnly) {
		return false
	}
	day, err := time.Parse(time.DateOnly, (*l.Date)[:len(time.DateOnly)])
	if err != nil {
		return false
	}
	if l.DateBasis == "week" {
		slack = max(slack, 3)
	}
	return geo.DayOf(e.When.Day).Sub(day).Abs() <= time.Duration(slack)*24*time.Hour
}

// aggregates compares the claims of ground and numbers, of which the value may be a hundredth off.
func aggregates(d Document, r geo.Reading, scores []*Score) {
	left := slices.Clone(d.Aggregates)
	for _, a := range r.Aggregates {
		at := slices.IndexFunc(left, func(l Aggregate) bool {
			return l.Type == a.Type && l.By == a.By && math.Abs(l.Value-a.Value) <= 0.01*l.Value
		})
		if at < 0 {
			each(scores, func(s *Score) { s.Aggregates.Wrong++ })
			continue
		}
		left = slices.Delete(left, at, at+1)
		each(scores, func(s *Score) { s.Aggregates.Right++ })
	}
	each(scores, func(s *Score) { s.Aggregates.Missed += len(left) })
}
