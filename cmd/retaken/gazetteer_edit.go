package main

import (
	"fmt"
	"slices"
	"strings"

	"retaken/internal/geo"
)

type gazetteerEdit struct {
	changeFlags
	Place      string   `arg:"" help:"A reference, or a name that only one place has."`
	Name       *string  `help:"Canonical name." placeholder:"NAME"`
	Uk         *string  `help:"Ukrainian name; empty for none." placeholder:"NAME"`
	Ru         *string  `help:"Russian name; empty for none." placeholder:"NAME"`
	Kind       string   `help:"Kind of place: settlement, region, district, country, island, facility, river or sea." enum:"settlement,region,district,country,island,facility,river,sea," default:"" placeholder:"KIND"`
	Oblast     *string  `help:"ISO 3166-2 code, such as UA-63; empty for none." placeholder:"CODE"`
	Raion      *string  `help:"District; empty for none." placeholder:"NAME"`
	Population *int     `help:"Inhabitants before 2022; 0 for unknown." placeholder:"N"`
	Within     *float64 `help:"Radius in metres within which the true position lies." placeholder:"METRES"`
}

// Run changes the place.
func (c gazetteerEdit) Run(e *env) error {
	return c.edit(e, func(ed *editor) error {
		before, err := ed.one(c.Place)
		if err != nil {
			return err
		}
		after := before
		for _, set := range []struct {
			field *string
			value *string
		}{{&after.Name, c.Name}, {&after.NameUk, c.Uk}, {&after.NameRu, c.Ru}, {&after.Oblast, c.Oblast}, {&after.Raion, c.Raion}} {
			if set.value != nil {
				*set.field = strings.TrimSpace(*set.value)
			}
		}
		if c.Kind != "" {
			after.Kind = geo.PlaceKind(c.Kind)
		}
		if c.Population != nil {
			after.Population = *c.Population
		}
		if c.Within != nil {
			after.Uncertainty = geo.Metres(*c.Within)
		}
		return ed.alter("edit", "edited", before, after)
	})
}

type gazetteerMove struct {
	changeFlags
	Place string `arg:"" help:"A reference, or a name that only one place has."`
	At    string `required:"" help:"Position, latitude first: 49.72,36.83, degrees and minutes, or a link to a map page." placeholder:"LAT,LON"`
}

// Run moves the place.
func (c gazetteerMove) Run(e *env) error {
	point, err := parsePosition(c.At)
	if err != nil {
		return misusef("--at: %w", err)
	}
	return c.edit(e, func(ed *editor) error {
		before, err := ed.one(c.Place)
		if err != nil {
			return err
		}
		after := before
		after.Point = point
		return ed.alter("move", "moved", before, after)
	})
}

// alter checks and makes a change of one place.
func (ed *editor) alter(action, done string, before, after geo.Place) error {
	what := differences(before, after)
	if len(what) == 0 {
		return misusef("%s is so already; say what to change, see retaken gazetteer %s --help", named(before), action)
	}
	if err := wellFormed(after); err != nil {
		if was := wellFormed(before); was == nil || was.Error() != err.Error() { // else it is not the editor's doing
			return err
		}
	}
	if err := ed.guard(before, after); err != nil {
		return err
	}
	return ed.apply(fmt.Sprintf("%s %s: %s", done, named(before), strings.Join(what, "; ")),
		geo.Change{Action: action, Places: []geo.PlaceChange{{Before: &before, After: &after}}})
}

// differences says in words what one state of a place has that the other has not.
func differences(before, after geo.Place) (out []string) {
	for _, f := range []struct{ label, was, is string }{
		{"name", before.Name, after.Name},
		{"Ukrainian", before.NameUk, after.NameUk},
		{"Russian", before.NameRu, after.NameRu},
		{"kind", string(before.Kind), string(after.Kind)},
		{"oblast", before.Oblast, after.Oblast},
		{"raion", before.Raion, after.Raion},
		{"population", orEmpty(before.Population), orEmpty(after.Population)},
		{"within", fmt.Sprintf("%g m", float64(before.Uncertainty)), fmt.Sprintf("%g m", float64(after.Uncertainty))},
	} {
		if f.was != f.is {
			out = append(out, fmt.Sprintf("%s %s → %s", f.label, orNone(f.was), orNone(f.is)))
		}
	}
	if before.Point != after.Point {
		out = append(out, fmt.Sprintf("%s → %s, %.1f km", latLon(before.Point), latLon(after.Point), float64(geo.Distance(before.Point, after.Point))/1000))
	}
	for _, a := range after.Aliases {
		if !slices.Contains(before.Aliases, a) {
			out = append(out, "also "+described(a))
		}
	}
	for _, a := range before.Aliases {
		if !slices.Contains(after.Aliases, a) {
			out = append(out, "no longer "+described(a))
		}
	}
	return out
}

// described is an alias in words: "Artemivsk (former)".
func described(a geo.Alias) string {
	if a.Kind == geo.Former || a.Kind == geo.Colloquial {
		return fmt.Sprintf("%s (%s)", plain(a.Text), a.Kind)
	}
	return plain(a.Text)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return plain(s)
}
