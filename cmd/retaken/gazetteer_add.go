package main

import (
	"fmt"
	"regexp"
	"strings"

	"retaken/internal/geo"
	"retaken/internal/news"
)

type gazetteerAdd struct {
	changeFlags
	Name       string   `arg:"" help:"Canonical name, in Ukrainian government romanisation."`
	At         string   `required:"" help:"Position, latitude first: 49.72,36.83, degrees and minutes, or a link to a map page." placeholder:"LAT,LON"`
	Alias      []string `help:"Another spelling; may be given several times." sep:"none"`
	Uk         string   `help:"Ukrainian name." placeholder:"NAME"`
	Ru         string   `help:"Russian name." placeholder:"NAME"`
	Oblast     string   `help:"ISO 3166-2 code, such as UA-63." placeholder:"CODE"`
	Raion      string   `help:"District."`
	Kind       string   `help:"Kind of place: ${enum}." enum:"settlement,region,district,island,facility,river,sea" default:"settlement"`
	Population int      `help:"Inhabitants before 2022."`
	Within     float64  `help:"Radius in metres within which the true position lies." default:"1000"`
}

// Run adds the place.
func (c gazetteerAdd) Run(e *env) error {
	p, err := c.place()
	if err != nil {
		return err
	}
	return c.edit(e, func(ed *editor) error {
		if err := ed.guard(geo.Place{}, p); err != nil {
			return err
		}
		if p.Ref, err = ed.freeRef(p); err != nil {
			return err
		}
		done := fmt.Sprintf("added %s at %s", named(p), latLon(p.Point))
		return ed.apply(done, geo.Change{Action: "add", Places: []geo.PlaceChange{{After: &p}}})
	})
}

// place checks the arguments and makes a place of them.
func (c gazetteerAdd) place() (geo.Place, error) {
	p := geo.Place{
		Name: strings.TrimSpace(c.Name), NameUk: strings.TrimSpace(c.Uk), NameRu: strings.TrimSpace(c.Ru), Kind: geo.PlaceKind(c.Kind),
		Oblast: c.Oblast, Raion: strings.TrimSpace(c.Raion), Population: c.Population, Uncertainty: geo.Metres(c.Within),
	}
	if p.Name == "" {
		return p, misusef("the name is empty")
	}
	var err error
	if p.Point, err = parsePosition(c.At); err != nil {
		return p, misusef("--at: %w", err)
	}
	for _, a := range c.Alias {
		a = strings.TrimSpace(a)
		lang := news.Language(a)
		switch {
		case a == "":
			return p, misusef("--alias is empty")
		case lang == "uk" && p.NameUk == "":
			p.NameUk = a
		case p.NameUk == "" && lang == "ru" && geo.RomaniseUkrainian(a) == p.Name:
			p.NameUk = a // no letter that only Ukrainian has, but the romanisation fits
		case lang == "ru" && p.NameRu == "":
			p.NameRu = a
		default:
			p.Aliases = append(p.Aliases, geo.Alias{Text: a, Lang: lang, Kind: geo.Variant})
		}
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
