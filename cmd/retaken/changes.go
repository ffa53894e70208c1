package main

import (
	"cmp"
	"slices"
	"time"

	"retaken/internal/geo"
)

type changesCmd struct {
	pictureFlags
	From   string `help:"The first day: its end is compared with that of the other." required:"" placeholder:"YYYY-MM-DD"`
	To     string `help:"The last day." default:"today" placeholder:"YYYY-MM-DD"`
	Format string `help:"How to print it: ${enum}." enum:"table,csv,jsonl,geojson" default:"table"`
}

// Run prints which places are held or claimed otherwise on the one day than on the other.
func (c changesCmd) Run(e *env) error {
	from, err := pastDay("--from", c.From)
	if err != nil {
		return err
	}
	to, err := pastDay("--to", c.To)
	if err != nil {
		return err
	}
	if from.After(to) {
		return misusef("--from %s comes after --to %s; want the earlier day first", isoDay(from), isoDay(to))
	}
	return c.look(e, func(p *picture) error {
		rows := p.changes(endOf(from), endOf(to))
		switch c.Format {
		case "table":
			return changesTable(p, from, to, rows)
		case "geojson":
			features := make([]geo.Feature, len(rows))
			for i, d := range rows {
				features[i] = d.Feature()
			}
			return writeFeatures(e.out, c.Format, geo.DifferenceFields, features)
		}
		features := make([]geo.Feature, len(rows))
		for i, d := range rows {
			features[i] = changeRow(d, from, to, p.asOf)
		}
		return writeFeatures(e.out, c.Format, changeFields, features)
	})
}

// changes are the places that reports made to differ between two instants, by turn, country, oblast and name.
func (p *picture) changes(from, to time.Time) []geo.Difference {
	rows := p.known.Diff(from, to)
	slices.SortFunc(rows, func(a, b geo.Difference) int {
		return cmp.Or(
			cmp.Compare(slices.Index(geo.Turns, a.Turn()), slices.Index(geo.Turns, b.Turn())),
			cmp.Compare(heading(b), heading(a)), // “Recaptured by Ukraine” before what happened in Russia
			byOblast(a.Place, b.Place))
	})
	return rows
}

// changeFields are the columns of csv and jsonl, in their order; lat and lon stand behind the name.
var changeFields = slices.Concat(
	[]geo.Field{{Name: "from", Type: geo.Day}, {Name: "to", Type: geo.Day}},
	geo.DifferenceFields,
	[]geo.Field{{Name: "ref", Type: geo.Text}, {Name: "as_of", Type: geo.Day}},
)

// changeRow is the row for csv and jsonl.
func changeRow(d geo.Difference, from, to, asOf time.Time) geo.Feature {
	f := d.Feature()
	f.Properties = slices.Concat([]any{isoDay(from), isoDay(to)}, f.Properties, []any{d.Place.Ref, textOrNull(dayOrEmpty(asOf))})
	return f
}
