package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"retaken/internal/geo"
)

// readManual reads the places entered by hand.
func readManual(path string) ([]geo.Place, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []geo.Place
	for p, err := range geo.ReadPlaces(path, f) {
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// check says which settlements in Ukraine cannot be right: those without a Ukrainian name, and those of
// one name that are more in a raion than the codifier has there. Of a name that the codifier does not
// have in the raion it says nothing: many places have been renamed since the maps were drawn.
func check(places []geo.Place, official codifier, raions []raion) error {
	type named struct{ oblast, raion, uk string }
	want := map[named]int{}
	for _, r := range raions {
		for _, list := range official[r.oblast()] {
			for _, c := range list {
				if c.raion == r.code {
					want[named{r.oblast(), r.spelling(), c.uk}]++
				}
			}
		}
	}
	refs := map[named][]string{}
	var wrong []error
	for _, p := range places {
		if p.Kind != geo.Settlement || !strings.HasPrefix(p.Oblast, "UA-") {
			continue
		}
		if p.NameUk == "" {
			wrong = append(wrong, fmt.Errorf("%s (%s) has no Ukrainian name: want one in names.tsv", p.Ref, p.Name))
		}
		key := named{p.Oblast, p.Raion, p.NameUk}
		refs[key] = append(refs[key], p.Ref)
		if n := want[key]; n > 0 && len(refs[key]) == n+1 {
			wrong = append(wrong, fmt.Errorf("%s in %s, %s: the codifier has %d of that name, the tables have more: %s",
				p.NameUk, p.Raion, p.Oblast, n, strings.Join(refs[key], ", ")))
		}
	}
	return errors.Join(wrong...)
}
