package main

import (
	"iter"
	"strings"

	"retaken/internal/geo"
)

// regions finds the ISO 3166-2 codes of oblasts by their names.
type regions struct {
	codes map[string]bool
	g     *geo.Gazetteer
	found map[string]string
}

// regionsOf takes the regions from places.
func regionsOf(places iter.Seq[*geo.Place]) (*regions, error) {
	r := &regions{codes: map[string]bool{}, found: map[string]string{}}
	var some []geo.Place
	for p := range places {
		if p.Kind == geo.Region && strings.HasPrefix(p.Ref, "iso:") {
			some = append(some, *p)
			r.codes[p.Oblast] = true
		}
	}
	var err error
	r.g, err = gazetteerOf(some)
	return r, err
}

// code is the code of a region by that name in any spelling, or by the code itself; "" when there is none.
func (r *regions) code(name string) string {
	if code := strings.ToUpper(strings.TrimSpace(name)); oblastCode.MatchString(code) {
		return code
	}
	code, ok := r.found[name]
	if !ok {
		for _, n := range []string{name, name + " Oblast", name + " область", "City of " + name} {
			for _, c := range r.g.Lookup(n) {
				if code == "" {
					code = c.Place.Oblast
				}
			}
		}
		r.found[name] = code
	}
	return code
}

// known tells whether a region has that code.
func (r *regions) known(code string) bool { return r.codes[code] }

// iso is the code of a region that is known, by its name or the code itself, "" for others.
func (r *regions) iso(name string) string {
	if code := r.code(name); r.known(code) {
		return code
	}
	return ""
}

// noRegion says that text is no region.
func noRegion(text string) error {
	return misusef("--oblast %s is neither an oblast of the gazetteer nor its code; want a name such as Kharkiv or an ISO 3166-2 code such as UA-63", plain(text))
}
