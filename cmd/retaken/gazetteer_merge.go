package main

import (
	"fmt"
	"slices"

	"retaken/internal/geo"
)

type gazetteerMerge struct {
	changeFlags
	From string `arg:"" help:"The place that goes away; the other takes over its names, and what it does not know itself."`
	Into string `arg:"" help:"The place that stays where it is."`
}

// Run merges the places.
func (c gazetteerMerge) Run(e *env) error {
	return c.edit(e, func(ed *editor) error {
		from, err := ed.one(c.From)
		if err != nil {
			return err
		}
		into, err := ed.one(c.Into)
		if err != nil {
			return err
		}
		if from.ID == into.ID {
			return misusef("%s and %s are the same place already, %s", plain(c.From), plain(c.Into), named(into))
		}
		away := geo.Distance(from.Point, into.Point)
		switch {
		case ed.Force:
		case from.Kind != into.Kind:
			return misusef("%s is a %s and %s a %s; use --force if they are the same", named(from), from.Kind, named(into), into.Kind)
		case away > sameWithin+from.Uncertainty+into.Uncertainty:
			return misusef("%s and %s lie %.0f km apart; use --force if they are the same", named(from), named(into), float64(away)/1000)
		}
		after := into
		after.Aliases = slices.Clone(into.Aliases)
		for _, f := range []struct{ is, other *string }{
			{&after.NameUk, &from.NameUk}, {&after.NameRu, &from.NameRu}, {&after.Oblast, &from.Oblast}, {&after.Raion, &from.Raion},
		} {
			if *f.is == "" {
				*f.is = *f.other
			}
		}
		if after.Population == 0 {
			after.Population = from.Population
		}
		names := []geo.Alias{{Text: from.Name}, {Text: from.NameUk, Lang: "uk"}, {Text: from.NameRu, Lang: "ru"}}
		for _, a := range append(names, from.Aliases...) {
			if a.Text == "" || slices.Contains(namesOf(after), a.Text) {
				continue
			}
			if a.Kind == "" {
				a.Kind = geo.Variant
			}
			if a.Lang == "" {
				a.Lang = languageOf(a.Text)
			}
			after.Aliases = append(after.Aliases, a)
		}
		return ed.apply(fmt.Sprintf("merged %s into %s", named(from), named(into)),
			geo.Change{Action: "merge", Places: []geo.PlaceChange{{Before: &into, After: &after}, {Before: &from}}})
	})
}

type gazetteerRemove struct {
	changeFlags
	Place string `arg:"" help:"A reference, or a name that only one place has."`
}

// Run removes the place.
func (c gazetteerRemove) Run(e *env) error {
	return c.edit(e, func(ed *editor) error {
		p, err := ed.one(c.Place)
		if err != nil {
			return err
		}
		return ed.apply("removed "+named(p), geo.Change{Action: "remove", Places: []geo.PlaceChange{{Before: &p}}})
	})
}
