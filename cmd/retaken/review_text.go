package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// namesakesWithin is how near a place of the same name is told of.
const namesakesWithin geo.Metres = 25_000

// neighbourWithin is how far the nearest place is looked for.
const neighbourWithin geo.Metres = 100_000

// reviewed is a suggestion beside the gazetteer as it is.
type reviewed struct {
	geo.Suggestion
	places *geo.Gazetteer
}

// known is the place that the suggestion is about, if it is there.
func (r reviewed) known() (geo.Place, bool) { return r.places.Place(r.Place) }

// title is what the suggestion is about, in a few words.
func (r reviewed) title() string {
	if p, ok := r.known(); ok {
		return map[geo.SuggestionKind]string{geo.NewReport: "a report about ", geo.Correction: "a correction of "}[r.Kind] + named(p)
	}
	if r.Kind == geo.NewPlace {
		return "a new place " + r.names()
	}
	return "something about a place that is no longer in the gazetteer"
}

// names are the names that are suggested.
func (r reviewed) names() string {
	var names []string
	for _, name := range []string{r.Name, r.NameUk} {
		if name != "" {
			names = append(names, plain(name))
		}
	}
	return strings.Join(names, " / ")
}

// at is the position that the suggestion is about, nil when nobody knows.
func (r reviewed) at() *orb.Point {
	if r.Position != nil {
		return r.Position
	}
	if p, ok := r.known(); ok {
		return &p.Point
	}
	return nil
}

// neighbour is the settlement nearest to a position, nil when none is near.
func (r reviewed) neighbour(at orb.Point) *geo.Place {
	for _, p := range r.places.Near(at, neighbourWithin) {
		if p.ID != r.Place && p.Kind == geo.Settlement {
			return p
		}
	}
	return nil
}

// namesakes are the other places near a position that have one of the suggested names.
func (r reviewed) namesakes(at orb.Point) (found []*geo.Place) {
	told := map[geo.PlaceID]bool{r.Place: true}
	for _, name := range []string{r.Name, r.NameUk, r.Also} {
		if name == "" {
			continue
		}
		for _, c := range r.places.Lookup(name) {
			if !told[c.Place.ID] && c.How <= geo.ByAlias && geo.Distance(c.Place.Point, at) <= namesakesWithin {
				told[c.Place.ID] = true
				found = append(found, c.Place)
			}
		}
	}
	return found
}

// print prints the suggestion, as text or as one line of JSON.
func (r reviewed) print(e *env, asJSON bool) error {
	if asJSON {
		return writeJSONL(e.out, r.json())
	}
	fmt.Fprintf(e.out, "%d  %s  %s, %s\n", r.ID, r.At.Format("2006-01-02 15:04"), r.title(), r.standing())
	for _, line := range r.lines() {
		fmt.Fprintf(e.out, "  %s\n", line)
	}
	return nil
}

// standing is how far the review has come.
func (r reviewed) standing() string {
	if r.State != geo.Open {
		return string(r.State)
	}
	if len(r.Verdicts) > 0 {
		return "waits for a second editor"
	}
	return "waits for two editors"
}

func (r reviewed) lines() (lines []string) {
	add := func(format string, a ...any) { lines = append(lines, fmt.Sprintf(format, a...)) }
	if p, ok := r.known(); ok && r.Kind == geo.Correction {
		if what := r.differs(p); len(what) > 0 {
			add("%s", strings.Join(what, "; "))
		}
	}
	if r.Why != "" {
		add("wrong: %s", plain(r.Why))
	}
	if at := r.at(); at != nil {
		lines = append(lines, r.where(*at)...)
	}
	if t := r.Told; t != nil {
		add("%s after the event of %s; reported %s", outcome(t.Control), t.Day.Format(time.DateOnly), t.Published.Format(time.DateOnly))
		add("“%s”", plain(t.Quote))
		add("%s", strings.Join(filled(plain(t.Publisher), plain(t.URL)), ", "))
	}
	for _, v := range r.Verdicts {
		what := "agreed"
		if !v.Agrees {
			what = "rejected"
		}
		line := fmt.Sprintf("%s %s on %s", plain(v.Editor), what, v.At.Format("2006-01-02 15:04"))
		if v.Why != "" {
			line += ": " + plain(v.Why)
		}
		add("%s", line)
	}
	return lines
}

// where says of a position what lies near.
func (r reviewed) where(at orb.Point) (lines []string) {
	line := "at " + latLon(at)
	if code, near, err := oblastAt(at); err == nil && code != "" {
		line += " in " + code
		if near {
			line += " (near its edge)"
		}
	}
	if n := r.neighbour(at); n != nil {
		line += fmt.Sprintf(", %s from %s", distance(geo.Distance(n.Point, at)), named(*n))
	}
	lines = append(lines, line)
	if r.Name+r.NameUk+r.Also == "" {
		return lines
	}
	same := r.namesakes(at)
	for _, p := range same {
		lines = append(lines, fmt.Sprintf("another %s lies %s away at %s", named(*p), distance(geo.Distance(p.Point, at)), latLon(p.Point)))
	}
	if len(same) == 0 {
		lines = append(lines, fmt.Sprintf("no other place of this name within %s", strings.TrimSuffix(distance(namesakesWithin), ".0 km")+" km"))
	}
	return lines
}

// differs is what a correction changes in the place.
func (r reviewed) differs(p geo.Place) []string {
	what := differences(p, r.corrected(p))
	if r.Also != "" && !strings.Contains(strings.Join(what, "; "), "also") {
		what = append(what, "also "+plain(r.Also))
	}
	return what
}

// corrected is a place with the names and the position that a correction gives it, without the one more name.
func (r reviewed) corrected(p geo.Place) geo.Place {
	if r.Name != "" {
		p.Name = r.Name
	}
	if r.NameUk != "" {
		p.NameUk = r.NameUk
	}
	if r.Position != nil {
		p.Point = *r.Position
	}
	return p
}

func outcome(o geo.Outcome) string {
	return map[geo.Outcome]string{geo.ByUkraine: "Ukrainian-held", geo.ByRussia: "Russian-occupied", geo.ByNobody: "contested"}[o]
}

func filled(texts ...string) (out []string) {
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// json is the suggestion with the names of its fields as they are sent, and what lies near.
func (r reviewed) json() jsonRow {
	row := jsonRow{
		{"id", r.ID},
		{"at", r.At},
		{"kind", r.Kind},
		{"state", r.State},
		{"place", nil},
		{"name", textOrNull(r.Name)},
		{"name_uk", textOrNull(r.NameUk)},
		{"also", textOrNull(r.Also)},
		{"lat", nil},
		{"lon", nil},
		{"why", textOrNull(r.Why)},
	}
	set := func(key string, value any) {
		for i := range row {
			if row[i].Key == key {
				row[i].Value = value
				return
			}
		}
		row = append(row, jsonCell{key, value})
	}
	if p, ok := r.known(); ok {
		set("place", placeJSON(&p))
	}
	if r.Position != nil {
		set("lat", degrees(r.Position.Lat()))
		set("lon", degrees(r.Position.Lon()))
	}
	if t := r.Told; t != nil {
		set("control", t.Control)
		set("date", t.Day.Format(time.DateOnly))
		set("reported", t.Published.Format(time.DateOnly))
		set("quote", t.Quote)
		set("publisher", t.Publisher)
		set("url", textOrNull(t.URL))
	}
	near := func(p *geo.Place, at orb.Point) jsonRow {
		return jsonRow{{"name", p.Name}, {"ref", p.Ref}, {"lat", degrees(p.Lat())}, {"lon", degrees(p.Lon())}, {"metres", int(geo.Distance(p.Point, at))}}
	}
	namesakes := []jsonRow{}
	set("nearest", nil)
	if at := r.at(); at != nil {
		if n := r.neighbour(*at); n != nil {
			set("nearest", near(n, *at))
		}
		for _, p := range r.namesakes(*at) {
			namesakes = append(namesakes, near(p, *at))
		}
	}
	set("namesakes", namesakes)
	verdicts := []jsonRow{}
	for _, v := range r.Verdicts {
		verdicts = append(verdicts, jsonRow{{"at", v.At}, {"editor", v.Editor}, {"agrees", v.Agrees}, {"why", textOrNull(v.Why)}})
	}
	set("verdicts", verdicts)
	return row
}
