package main

import (
	"fmt"
	"slices"
	"strings"

	"retaken/internal/explain"
	"retaken/internal/geo"
)

type historyCmd struct {
	pictureFlags
	Place  string `arg:"" help:"A name in any script, or a reference such as geonames:707292."`
	Format string `help:"How to print it: ${enum}." enum:"table,jsonl" default:"table"`
}

// Run prints the timeline of a place with every report that it rests on, and those that it does not.
func (c historyCmd) Run(e *env) error {
	return c.look(e, func(p *picture) error {
		g, err := p.gazetteer()
		if err != nil {
			return err
		}
		found, err := find(g, c.Place)
		if err != nil {
			return err
		}
		if n := len(found); n > 1 {
			only := p.reported(found)
			if len(only) == 0 {
				only = p.told(found)
			}
			if len(only) != 1 {
				return p.several(c.Place, found)
			}
			fmt.Fprintf(e.err, "retaken: %d places are called %s; shown is %s, the only one that is told of\n", n, plain(c.Place), plain(only[0].Ref))
			found = only
		}
		place, spans, _ := p.known.Timeline(found[0].ID)
		h := history{picture: p, place: place, spans: spans, reports: p.known.Reports(place.ID), left: explain.LeftOut(p.all.Reports(place.ID), p.known.Reports(place.ID), spans)}
		if c.Format == "jsonl" {
			return writeJSONL(e.out, h.objects()...)
		}
		return h.print()
	})
}

// history is the timeline of one place with what it rests on.
type history struct {
	*picture
	place   geo.Place
	spans   []geo.Control
	reports []geo.Event
	left    []explain.Omission
}

func (h history) report(id geo.EventID) geo.Event {
	i := slices.IndexFunc(h.reports, func(r geo.Event) bool { return r.ID == id })
	return h.reports[i]
}

// print prints the spans. Each report is printed in full where it first counts, and by its number from then on.
func (h history) print() error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nWho held it, %s\n", h.title(), h.asKnown())
	numbers := map[geo.EventID]int{}
	for _, s := range h.spans {
		fmt.Fprintf(&b, "\n%s  %s\n", explain.Days(s.Valid), strings.Join(h.state(s), "; "))
		var again []string
		for _, id := range explain.RestsOn(s) {
			if n, ok := numbers[id]; ok {
				again = append(again, fmt.Sprint(n))
				continue
			}
			numbers[id] = len(numbers) + 1
			printReport(&b, fmt.Sprintf("%3d  ", numbers[id]), h.report(id))
		}
		if again != nil {
			fmt.Fprintf(&b, "     and above: %s\n", strings.Join(again, ", "))
		}
	}
	if len(h.left) > 0 {
		b.WriteString("\nReports that it does not rest on\n")
	}
	for _, l := range h.left {
		printReport(&b, "  -  ", l.Event)
		fmt.Fprintf(&b, "     not counted: %s\n", l.Why)
	}
	if len(h.reports)+len(h.left) == 0 {
		b.WriteString("\nno report tells of it; absence of a report is not evidence that nothing happened\n")
	}
	_, err := fmt.Fprint(h.out, b.String())
	return err
}

// title names the place so that it cannot be taken for another.
func (h history) title() string {
	p := h.place
	words := []string{plain(p.Name)}
	if p.NameUk != "" {
		words[0] += " (" + plain(p.NameUk) + ")"
	}
	words = append(words, string(p.Kind))
	if p.Raion != "" {
		words = append(words, plain(p.Raion)+" raion")
	}
	if p.Oblast != "" {
		words = append(words, p.Oblast)
	}
	return strings.Join(append(words, latLon(p.Point), plain(p.Ref)), ", ")
}

// state is the state of a span in words.
func (h history) state(s geo.Control) []string {
	words := []string{explain.HeldBy(s.Holder, &h.place), explain.Footing(s, h.reports)}
	if s.Claim != nil {
		words = append(words, explain.OpenClaim(s.Claim))
	}
	return words
}

// printReport prints what a report says, whose word it is, where it stands, and its words.
func printReport(b *strings.Builder, lead string, r geo.Event) {
	s := r.Source
	fmt.Fprintf(b, "%s%s; %s; %s; %s\n", lead, explain.DayWords(r.When), explain.Deed(r), explain.StatusWord(r.Status), explain.WhoseWord(s))
	where := []string{publishedBy(s)}
	if s.Title != "" {
		where = append(where, "“"+strings.TrimSpace(oneLine(s.Title))+"”")
	}
	if s.URL != "" {
		where = append(where, strings.TrimSpace(oneLine(s.URL)))
	}
	where = append(where, "article "+strings.TrimSpace(oneLine(s.Article)))
	in := strings.Repeat(" ", len(lead))
	const whole = 1000 // characters; longer than any sentence that is one
	fmt.Fprintf(b, "%s%s\n%s%s\n", in, strings.Join(where, ", "), in, quoteOf(r, whole))
}

// objects are the lines of jsonl: a span each, then a report each that was left out.
func (h history) objects() []jsonRow {
	place := jsonRow{
		{"place", h.place.Name},
		{"lat", degrees(h.place.Lat())},
		{"lon", degrees(h.place.Lon())},
		{"kind", h.place.Kind},
		{"oblast", textOrNull(h.place.Oblast)},
		{"name_uk", textOrNull(h.place.NameUk)},
		{"ref", h.place.Ref},
		{"as_of", textOrNull(dayOrEmpty(h.asOf))},
	}
	var out []jsonRow
	for _, s := range h.spans {
		f := s.Feature(h.place)
		row := append(jsonRow{{"type", "span"}}, place...)
		row = append(row, jsonCell{"from", isoDay(s.Valid.Start)}, jsonCell{"until", textOrNull(dayOrEmpty(s.Valid.End))})
		for _, key := range []string{"holder", "previous", "since", "presumed", "rests_on", "known_from", "claim_by", "claim_since", "claim_announced", "claim_disputed"} {
			row = append(row, jsonCell{key, f.Property(geo.ControlFields, key)})
		}
		row = append(row, jsonCell{"evidence_count", s.Reports})
		of := func(ids []geo.EventID) []jsonRow {
			rows := []jsonRow{}
			for _, id := range ids {
				rows = append(rows, h.reportRow(h.report(id)))
			}
			return rows
		}
		row = append(row, jsonCell{"holder_reports", of(s.Because)})
		if s.Claim != nil {
			row = append(row, jsonCell{"claim_reports", of(s.Claim.Because)})
		} else {
			row = append(row, jsonCell{"claim_reports", []jsonRow{}})
		}
		out = append(out, row)
	}
	for _, l := range h.left {
		row := append(jsonRow{{"type", "left_out"}}, place...)
		out = append(out, append(row, jsonCell{"why", l.Why}, jsonCell{"report", h.reportRow(l.Event)}))
	}
	return out
}

// reportRow is a report with the property names of the API, without those of its place.
func (h history) reportRow(r geo.Event) jsonRow {
	row := jsonRow{{"id", r.ID}}
	f := r.Feature(h.place)
	for i, field := range geo.EventFields {
		if field.Name != "oblast" && !strings.HasPrefix(field.Name, "place") {
			row = append(row, jsonCell{field.Name, f.Properties[i]})
		}
	}
	return row
}
