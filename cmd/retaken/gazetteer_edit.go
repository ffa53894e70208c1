package main

import (
	"fmt"
	"slices"
	"strings"

	"retaken/internal/geo"
	"retaken/internal/placefile"
)

type gazetteerEdit struct {
	changeFlags
	Place      string   `arg:"" help:"A reference, or a name that only one place has."`
	Name       *string  `help:"Canonical name." placeholder:"NAME"`
	Uk         *string  `help:"Ukrainian name; empty for none." placeholder:"NAME"`
	Ru         *string  `help:"Russian name; empty for none." placeholder:"NAME"`
	Kind       string   `help:"Kind of place: settlement, region, district, country, island, facility, river or sea." enum:"settlement,region,district,country,island,facility,river,sea," default:"" placeholder:"KIND"`
	Oblast     *string  `help:"Oblast: its name or its ISO 3166-2 code, such as UA-63; empty for none." placeholder:"OBLAST"`
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
		}{{&after.Name, c.Name}, {&after.NameUk, c.Uk}, {&after.NameRu, c.Ru}, {&after.Raion, c.Raion}} {
			if set.value != nil {
				*set.field = strings.TrimSpace(*set.value)
			}
		}
		if c.Oblast != nil {
			if after.Oblast, err = ed.oblast(*c.Oblast); err != nil {
				return err
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
	point, err := placefile.ParsePosition(c.At)
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
	if len(differences(before, after)) == 0 {
		return misusef("%s is so already, so there is nothing to change; see retaken gazetteer %s --help", named(before), action)
	}
	change, done, err := ed.toAlter(action, done, before, after)
	if err != nil {
		return err
	}
	return ed.apply(done, change)
}

// toAlter checks a change of one place, and tells it in the past tense.
func (ed *editor) toAlter(action, did string, before, after geo.Place) (_ geo.Change, done string, err error) {
	if err := wellFormed(after); err != nil {
		if was := wellFormed(before); was == nil || was.Error() != err.Error() { // else it is not the editor's doing
			return geo.Change{}, "", err
		}
	}
	if err := ed.guard(before, after); err != nil {
		return geo.Change{}, "", err
	}
	done = fmt.Sprintf("%s %s: %s", did, named(before), strings.Join(differences(before, after), "; "))
	return geo.Change{Action: action, Places: []geo.PlaceChange{{Before: &before, After: &after}}}, done, nil
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
		out = append(out, fmt.Sprintf("%s → %s, %s", latLon(before.Point), latLon(after.Point), distance(geo.Distance(before.Point, after.Point))))
	}
	in := func(list []geo.Alias, a geo.Alias) int {
		return slices.IndexFunc(list, func(o geo.Alias) bool { return o.Text == a.Text })
	}
	for _, a := range after.Aliases {
		if i := in(before.Aliases, a); i < 0 {
			out = append(out, "also "+described(a))
		} else if o := before.Aliases[i]; o != a {
			out = append(out, fmt.Sprintf("%s is %s %s now, not %s %s", plain(a.Text), a.Kind, orNone(a.Lang), o.Kind, orNone(o.Lang)))
		}
	}
	for _, a := range before.Aliases {
		if in(after.Aliases, a) < 0 {
			out = append(out, "no longer "+described(a))
		}
	}
	return out
}

// distance is a distance in words.
func distance(d geo.Metres) string {
	if d < 1000 {
		return fmt.Sprintf("%.0f m", float64(d))
	}
	return fmt.Sprintf("%.1f km", float64(d)/1000)
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
