package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"retaken/internal/explain"
	"retaken/internal/geo"
)

type controlCmd struct {
	pictureFlags
	Places  []string `arg:"" optional:"" name:"place" help:"Only these places: names in any script, or references such as geonames:707292."`
	At      string   `help:"The day: who held what at its end." default:"today" placeholder:"YYYY-MM-DD"`
	Format  string   `help:"How to print it: ${enum}." enum:"table,csv,jsonl,geojson" default:"table"`
	BBox    string   `help:"Only what lies in the box." placeholder:"LON,LAT,LON,LAT" name:"bbox"`
	Oblast  string   `help:"Only of this oblast: its name or its ISO 3166-2 code." placeholder:"OBLAST"`
	Holder  []string `help:"Only what this one holds: ${enum}." enum:"UA,RU,contested,unknown"`
	RestsOn []string `help:"Only where the holder rests on this: ${enum}." enum:"report,baseline,none"`
}

// held is a place with its state on the day asked for.
type held struct {
	*geo.Place
	geo.Control
}

// Run prints who held what.
func (c controlCmd) Run(e *env) error {
	day, err := pastDay("--at", c.At)
	if err != nil {
		return err
	}
	box, err := parseBox(c.BBox)
	if err != nil {
		return err
	}
	return c.look(e, func(p *picture) error {
		rows, err := c.rows(p, endOf(day))
		if err != nil {
			return err
		}
		rows, err = c.choose(p, rows, box)
		if err != nil {
			return err
		}
		slices.SortFunc(rows, func(a, b held) int { return byOblast(a.Place, b.Place) })
		switch c.Format {
		case "table":
			return c.table(p, day, rows)
		case "geojson":
			features := make([]geo.Feature, len(rows))
			for i, r := range rows {
				features[i] = r.Control.Feature(*r.Place)
			}
			return writeFeatures(e.out, c.Format, geo.ControlFields, features)
		}
		features := make([]geo.Feature, len(rows))
		for i, r := range rows {
			features[i] = r.feature(day, p.asOf)
		}
		return writeFeatures(e.out, c.Format, heldFields, features)
	})
}

// rows are the states of the places asked for; of all that reports or the baseline tell of when none is.
func (c controlCmd) rows(p *picture, at time.Time) ([]held, error) {
	var rows []held
	if len(c.Places) == 0 {
		for place, state := range p.known.Snapshot(latest(at, geo.FirstDay)) {
			if at.Before(geo.FirstDay) {
				_, spans, _ := p.known.Timeline(place.ID)
				state = stateAt(place.ID, spans, at)
			}
			rows = append(rows, held{place, state})
		}
		return rows, nil
	}
	g, err := p.gazetteer()
	if err != nil {
		return nil, err
	}
	seen := map[geo.PlaceID]bool{}
	for _, name := range c.Places {
		meant, err := c.meant(p, g, name)
		if err != nil {
			return nil, err
		}
		for _, place := range meant {
			if !seen[place.ID] {
				seen[place.ID] = true
				_, spans, _ := p.known.Timeline(place.ID)
				rows = append(rows, held{place, stateAt(place.ID, spans, at)})
			}
		}
	}
	return rows, nil
}

// meant are the places that a name means: of several, those that something is told of.
func (c controlCmd) meant(p *picture, g *geo.Gazetteer, name string) ([]*geo.Place, error) {
	found, err := find(g, name)
	if err != nil || len(found) == 1 {
		return found, err
	}
	told := p.told(found)
	if len(told) == 0 {
		return nil, p.several(name, found)
	}
	if n := len(found) - len(told); n > 0 {
		fmt.Fprintf(p.err, "retaken: no report tells of %s called %s; give the reference of one to see it\n", counted(n, "other place", "other places"), plain(name))
	}
	return told, nil
}

// choose are the rows that the flags let through.
func (c controlCmd) choose(p *picture, rows []held, box *[4]float64) ([]held, error) {
	code := ""
	if c.Oblast != "" {
		g, err := p.gazetteer()
		if err != nil {
			return nil, err
		}
		regions, err := regionsOf(g.Places())
		if err != nil {
			return nil, err
		}
		if code = regions.code(c.Oblast); !regions.known(code) {
			return nil, noRegion(c.Oblast)
		}
	}
	return slices.DeleteFunc(rows, func(r held) bool {
		return code != "" && r.Oblast != code ||
			len(c.Holder) > 0 && !slices.Contains(c.Holder, string(r.Holder)) ||
			len(c.RestsOn) > 0 && !slices.Contains(c.RestsOn, string(r.Footing)) ||
			box != nil && !inBox(*box, r.Place)
	}), nil
}

func inBox(box [4]float64, p *geo.Place) bool {
	if p.Lat() < box[1] || p.Lat() > box[3] {
		return false
	}
	if box[0] > box[2] { // across the antimeridian
		return p.Lon() >= box[0] || p.Lon() <= box[2]
	}
	return p.Lon() >= box[0] && p.Lon() <= box[2]
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// byOblast sorts places by oblast and name. Those in none come last.
func byOblast(a, b *geo.Place) int {
	none := func(p *geo.Place) string {
		if p.Oblast == "" {
			return "~"
		}
		return p.Oblast
	}
	return cmp.Or(strings.Compare(none(a), none(b)), strings.Compare(a.Name, b.Name), strings.Compare(a.Raion, b.Raion), strings.Compare(a.Ref, b.Ref))
}

// heldFields are the columns of csv and jsonl, in their order; lat and lon stand behind the place.
var heldFields = []geo.Field{
	{Name: "date", Type: geo.Day},
	{Name: "place", Type: geo.Text},
	{Name: "holder", Type: geo.Text},
	{Name: "since", Type: geo.Day},
	{Name: "claim", Type: geo.Text},
	{Name: "evidence_count", Type: geo.Integer},
	{Name: "claim_since", Type: geo.Day},
	{Name: "claim_announced", Type: geo.Boolean},
	{Name: "claim_disputed", Type: geo.Boolean},
	{Name: "rests_on", Type: geo.Text},
	{Name: "presumed", Type: geo.Boolean},
	{Name: "previous", Type: geo.Text},
	{Name: "known_from", Type: geo.Day},
	{Name: "as_of", Type: geo.Day},
	{Name: "kind", Type: geo.Text},
	{Name: "oblast", Type: geo.Text},
	{Name: "name_uk", Type: geo.Text},
	{Name: "ref", Type: geo.Text},
}

// feature is the row for csv and jsonl.
func (r held) feature(day, asOf time.Time) geo.Feature {
	f := r.Control.Feature(*r.Place)
	of := func(name string) any { return f.Property(geo.ControlFields, name) }
	f.Properties = []any{
		isoDay(day), r.Name, string(r.Holder), of("since"), of("claim_by"), of("reports"),
		of("claim_since"), of("claim_announced"), of("claim_disputed"), of("rests_on"), of("presumed"), of("previous"), of("known_from"), textOrNull(dayOrEmpty(asOf)),
		string(r.Kind), textOrNull(r.Oblast), textOrNull(r.NameUk), r.Ref,
	}
	return f
}

func (c controlCmd) table(p *picture, day time.Time, rows []held) error {
	fmt.Fprintf(p.out, "Who held what at the end of %s, %s\n\n", explain.LongDay(day), p.asKnown())
	if len(rows) == 0 {
		_, err := fmt.Fprintln(p.out, "no place is as asked for; absence of a report is not evidence that nothing happened")
		return err
	}
	t := newTable(p.out, "oblast", "place", "kind", "state", "since", "rests on", "open claim")
	for i, r := range rows {
		name := plain(r.Name)
		twin := func(o held) bool { return o.Name == r.Name && o.Oblast == r.Oblast && r.Raion != "" }
		if i > 0 && twin(rows[i-1]) || i+1 < len(rows) && twin(rows[i+1]) {
			name += " (" + plain(r.Raion) + ")"
		}
		t.AppendRow([]any{r.Oblast, name, r.Kind, explain.HeldBy(r.Holder, r.Place), explain.Since(r.Control), explain.Footing(r.Control, p.known.Reports(r.ID)), explain.OpenClaim(r.Claim)})
	}
	t.Render()
	_, err := fmt.Fprintf(p.out, "\n%s", holderCounts(rows))
	return err
}

// holderCounts says how many places each holds: those on the ground, then regions, of which parts may be held otherwise.
func holderCounts(rows []held) string {
	var out strings.Builder
	for _, group := range []struct {
		spots     bool
		one, many string
	}{{true, "place", "places"}, {false, "region or district, counted apart", "regions and districts, counted apart"}} {
		n, claims := 0, 0
		holders := map[geo.Holder]int{}
		for _, r := range rows {
			if spot(r.Place) != group.spots {
				continue
			}
			n++
			holders[r.Holder]++
			if r.Claim != nil {
				claims++
			}
		}
		if n == 0 {
			continue
		}
		fmt.Fprintf(&out, "%s: %d held by Ukraine, %d by Russia, %d contested, %d unknown", counted(n, group.one, group.many),
			holders[geo.HeldByUkraine], holders[geo.HeldByRussia], holders[geo.HeldByNobody], holders[geo.HolderUnknown])
		if claims > 0 {
			fmt.Fprintf(&out, "; %s", counted(claims, "open claim"))
		}
		out.WriteByte('\n')
	}
	return out.String()
}
