package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"retaken/internal/geo"
	"retaken/internal/placefile"
)

type gazetteerAdd struct {
	changeFlags
	Name       string   `arg:"" help:"Its name: in Ukrainian, or romanised as the government of Ukraine does."`
	At         string   `required:"" help:"Position, latitude first: 49.72,36.83, degrees and minutes, or a link to a map page." placeholder:"LAT,LON"`
	Alias      []string `help:"Another spelling; may be given several times." sep:"none"`
	Uk         string   `help:"Ukrainian name." placeholder:"NAME"`
	Ru         string   `help:"Russian name." placeholder:"NAME"`
	Oblast     *string  `help:"Oblast: its name or its ISO 3166-2 code, such as UA-63; empty for none. Default: by the position, if that is 15 km or more from the next." placeholder:"OBLAST"`
	Raion      string   `help:"District." placeholder:"NAME"`
	Kind       string   `help:"Kind of place: settlement, region, district, country, island, facility, river or sea." enum:"settlement,region,district,country,island,facility,river,sea" default:"settlement" placeholder:"KIND"`
	Population int      `help:"Inhabitants before 2022." placeholder:"N"`
	Within     float64  `help:"Radius in metres within which the true position lies." default:"1000" placeholder:"METRES"`
}

// Run adds the place.
func (c gazetteerAdd) Run(e *env) error {
	p, err := c.place()
	if err != nil {
		return err
	}
	return c.edit(e, func(ed *editor) error {
		change, done, err := ed.toAdd(p, c.Oblast)
		if err != nil {
			return err
		}
		return ed.apply(done, change)
	})
}

// toAdd checks a place and makes the change that adds it, told in the past tense. Without an oblast the position decides.
func (ed *editor) toAdd(p geo.Place, oblast *string) (_ geo.Change, done string, err error) {
	edge := ""
	switch {
	case oblast != nil:
		if p.Oblast, err = ed.oblast(*oblast); err != nil {
			return geo.Change{}, "", err
		}
	case p.Kind == geo.Settlement || p.Kind == geo.Facility || p.Kind == geo.Island || p.Kind == geo.District:
		code, near, err := oblastAt(p.Point)
		if err != nil {
			return geo.Change{}, "", err
		}
		if p.Oblast = code; near {
			p.Oblast, edge = "", code
		}
	}
	if err := ed.guard(geo.Place{}, p); err != nil {
		return geo.Change{}, "", err
	}
	if p.Ref, err = ed.freeRef(p); err != nil {
		return geo.Change{}, "", err
	}
	if edge != "" {
		ed.note("the position lies less than 15 km from the edge of %s, so the oblast is left open; say it with --oblast, or afterwards with: retaken gazetteer edit%s %s --oblast NAME", edge, ed.dbArg(), shellWord(p.Ref))
	}
	done = fmt.Sprintf("added %s at %s", named(p), latLon(p.Point))
	if p.Oblast != "" {
		done += " in " + p.Oblast
	}
	return geo.Change{Action: "add", Places: []geo.PlaceChange{{After: &p}}}, done, nil
}

// place checks the arguments and makes a place of them, without the oblast.
func (c gazetteerAdd) place() (geo.Place, error) {
	p := geo.Place{
		Name: strings.TrimSpace(c.Name), NameUk: strings.TrimSpace(c.Uk), NameRu: strings.TrimSpace(c.Ru), Kind: geo.PlaceKind(c.Kind),
		Raion: strings.TrimSpace(c.Raion), Population: c.Population, Uncertainty: geo.Metres(c.Within),
	}
	if p.Name == "" {
		return p, misusef("the name is empty")
	}
	var err error
	if p.Point, err = placefile.ParsePosition(c.At); err != nil {
		return p, misusef("--at: %w", err)
	}
	given := c.Alias
	if languageOf(p.Name) != "en" { // the canonical name follows from it
		given = append([]string{p.Name}, given...)
		p.Name = ""
	}
	for _, a := range given {
		a = strings.TrimSpace(a)
		lang := languageOf(a)
		switch {
		case a == "":
			return p, misusef("--alias is empty")
		case slices.Contains(namesOf(p), a):
		case p.NameUk == "" && lang != "en" && (lang != "ru" || geo.RomaniseUkrainian(a) == p.Name):
			p.NameUk = a // what may be of either language counts as Ukrainian here
		case lang == "ru" && p.NameRu == "":
			p.NameRu = a
		default:
			p.Aliases = append(p.Aliases, geo.Alias{Text: a, Lang: lang, Kind: geo.Variant})
		}
	}
	if latin := geo.Romanisations(p.NameUk, p.NameRu); p.Name == "" && len(latin) > 0 {
		p.Name = latin[0]
	}
	return p, wellFormed(p)
}

// freeRef is a reference that no place has, nor ever had.
func (ed *editor) freeRef(p geo.Place) (string, error) {
	taken := map[string]bool{}
	for c, err := range ed.db.Changes(ed.ctx) {
		if err != nil {
			return "", err
		}
		for _, pc := range c.Places {
			taken[placeOf(pc).Ref] = true
		}
	}
	base := "editor:" + strings.Trim(notSlug.ReplaceAllString(strings.ToLower(p.Name), "-"), "-")
	if p.Oblast != "" {
		base += "-" + strings.ToLower(p.Oblast)
	}
	ref := base
	for n := 2; ; n++ {
		if _, there := ed.before.ByRef(ref); !there && !taken[ref] {
			return ref, nil
		}
		ref = fmt.Sprintf("%s-%d", base, n)
	}
}

var notSlug = regexp.MustCompile(`[^\p{L}\p{N}]+`)
