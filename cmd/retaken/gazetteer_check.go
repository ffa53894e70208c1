package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"retaken/internal/geo"
)

type gazetteerCheck struct {
	dbFlag
	Limit  int  `help:"At most so many findings of each sort; 0 for all." default:"20"`
	Strict bool `help:"End with exit code 1 when something was found."`
}

// Run prints what looks like a mistake.
func (c gazetteerCheck) Run(e *env) error {
	g, err := c.gazetteer(e)
	if err != nil {
		return err
	}
	o, err := loadOutlines()
	if err != nil {
		return err
	}
	var places []*geo.Place
	for p := range g.Places() {
		places = append(places, p)
	}
	sum := 0
	for _, check := range []struct {
		title string
		found []string
	}{
		{"outside the oblast, by more than 15 km", outsideOblast(places, o)},
		{"outside Ukraine and its borderland", outsideTheatre(places)},
		{"two of one name within 5 km", twins(places)},
		{"one name, kind, oblast and raion for several", indistinct(places)},
		{"in Ukraine without a Ukrainian name", unnamed(places)},
		{"an alias that is another place's own name in the oblast", rivals(places)},
	} {
		sum += len(check.found)
		fmt.Fprintf(e.out, "%s: %d\n", check.title, len(check.found))
		for i, line := range check.found {
			if c.Limit > 0 && i == c.Limit {
				fmt.Fprintf(e.out, "  and %d more; see --limit\n", len(check.found)-i)
				break
			}
			fmt.Fprintf(e.out, "  %s\n", line)
		}
	}
	fmt.Fprintf(e.out, "%s in %s\n", counted(sum, "finding"), counted(len(places), "place"))
	if c.Strict && sum > 0 {
		return errReported
	}
	return nil
}

func outsideOblast(places []*geo.Place, o outlines) (found []string) {
	for _, p := range places {
		if p.Oblast == "" {
			continue
		}
		if away := o.outside(p.Oblast, p.Point); away > besideOblast {
			found = append(found, fmt.Sprintf("%s at %s: %.0f km outside %s%s", named(*p), latLon(p.Point), float64(away)/1000, p.Oblast, o.butIn(p.Point)))
		}
	}
	return found
}

// outsideTheatre finds what is said to lie in a region of Ukraine, or abroad in one that the theatre has
// part in, and does not lie in the theatre. Cities abroad that news name only in passing have no region.
func outsideTheatre(places []*geo.Place) (found []string) {
	for _, p := range places {
		if p.Oblast != "" && p.Kind != geo.Region && !theatre.Contains(p.Point) {
			found = append(found, fmt.Sprintf("%s at %s, in %s", named(*p), latLon(p.Point), p.Oblast))
		}
	}
	return found
}

// twins finds places of one kind that share a name, romanised or Ukrainian, and lie near each other.
func twins(places []*geo.Place) (found []string) {
	seen := map[[2]geo.PlaceID]bool{}
	for _, name := range []func(*geo.Place) string{
		func(p *geo.Place) string { return geo.FoldKey(p.Name) },
		func(p *geo.Place) string { return strings.ToLower(p.NameUk) },
	} {
		for _, group := range grouped(places, func(p *geo.Place) string {
			if name(p) == "" {
				return ""
			}
			return string(p.Kind) + "|" + name(p)
		}) {
			for i, p := range group {
				for _, q := range group[i+1:] {
					pair := [2]geo.PlaceID{p.ID, q.ID}
					if d := geo.Distance(p.Point, q.Point); d < sameWithin && !seen[pair] {
						seen[pair] = true
						found = append(found, fmt.Sprintf("%s and %s: %.1f km apart", named(*p), named(*q), float64(d)/1000))
					}
				}
			}
		}
	}
	return found
}

// indistinct finds places of one name that neither oblast nor raion tells apart.
func indistinct(places []*geo.Place) (found []string) {
	for _, group := range grouped(places, func(p *geo.Place) string {
		return strings.Join([]string{strings.ToLower(p.Name), string(p.Kind), p.Oblast, p.Raion}, "|")
	}) {
		refs := make([]string, len(group))
		for i, p := range group {
			refs[i] = fmt.Sprintf("%s at %s", plain(p.Ref), latLon(p.Point))
		}
		in := strings.TrimSpace(group[0].Oblast + " " + group[0].Raion)
		found = append(found, fmt.Sprintf("%s (%s): %s", plain(group[0].Name), orNone(in), strings.Join(refs, ", ")))
	}
	return found
}

func unnamed(places []*geo.Place) (found []string) {
	for _, p := range places {
		if p.NameUk == "" && strings.HasPrefix(p.Oblast, "UA-") {
			found = append(found, named(*p))
		}
	}
	return found
}

func rivals(places []*geo.Place) (found []string) {
	own := map[string][]*geo.Place{}
	key := func(oblast, name string) string { return oblast + "|" + strings.ToLower(name) }
	for _, p := range places {
		names := []string{p.Name, p.NameUk, p.NameRu}
		for i, n := range names {
			if n != "" && !slices.Contains(names[:i], n) {
				own[key(p.Oblast, n)] = append(own[key(p.Oblast, n)], p)
			}
		}
	}
	for _, p := range places {
		for _, a := range p.Aliases {
			for _, other := range own[key(p.Oblast, a.Text)] {
				if other != p {
					found = append(found, fmt.Sprintf("%s of %s is the name of %s", plain(a.Text), named(*p), named(*other)))
				}
			}
		}
	}
	return found
}

// grouped are the groups of two places or more that have the same key, which is not "", in the order of
// their first places.
func grouped(places []*geo.Place, key func(*geo.Place) string) (groups [][]*geo.Place) {
	by := map[string][]*geo.Place{}
	for _, p := range places {
		if k := key(p); k != "" {
			by[k] = append(by[k], p)
		}
	}
	for _, group := range by {
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	slices.SortFunc(groups, func(a, b []*geo.Place) int { return cmp.Compare(a[0].ID, b[0].ID) })
	return groups
}
