package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

type gazetteerCheck struct {
	dbFlag
	JSON   bool `help:"Print one JSON object a finding." name:"json"`
	Limit  int  `help:"At most so many findings of each sort; 0 for all." default:"20"`
	Strict bool `help:"End with exit code 1 when something was found."`
}

// finding is what looks like a mistake.
type finding struct {
	text string
	refs []string // of the places that it is about
}

// Run prints what looks like a mistake.
func (c gazetteerCheck) Run(e *env) error {
	all, err := c.places(e)
	if err != nil {
		return err
	}
	o, err := loadOutlines()
	if err != nil {
		return err
	}
	places := slices.Collect(eachOf(all))
	sum := 0
	for _, check := range []struct {
		sort, title string
		remedy      string
		found       []finding
	}{
		{"oblast", "outside the oblast, by more than 15 km", "move REF --at LAT,LON, or edit REF --oblast OBLAST", outsideOblast(places, o)},
		{"theatre", "outside Ukraine and its borderland, though the region is not", "move REF --at LAT,LON", outsideTheatre(places)},
		{"twice", "perhaps one place twice: the same name within 5 km, or 10 km in one raion", "merge REF REF, if they are one", twins(places)},
		{"name", "not called as the Ukrainian name is romanised", "edit REF --name NAME, or --uk NAME", misnamed(places)},
		{"unnamed", "in Ukraine without a Ukrainian name", "edit REF --uk NAME", unnamed(places)},
		{"raion", "with a raion that the oblast has not, or with none though another has the name", "edit REF --raion NAME", homeless(places)},
		{"alias", "also called as another place of the oblast is", "alias remove REF NAME, or alias add REF NAME --former if it was called so", rivals(places)},
	} {
		sum += len(check.found)
		if c.JSON {
			for _, f := range check.found {
				if err := jsonTo(e).Encode(map[string]any{"check": check.sort, "text": f.text, "refs": f.refs}); err != nil {
					return fmt.Errorf("writing: %w", err)
				}
			}
			continue
		}
		fmt.Fprintf(e.out, "%s: %d\n", check.title, len(check.found))
		for i, f := range check.found {
			if c.Limit > 0 && i == c.Limit {
				fmt.Fprintf(e.out, "  and %d more; see --limit\n", len(check.found)-i)
				break
			}
			fmt.Fprintf(e.out, "  %s\n", f.text)
		}
		if len(check.found) > 0 {
			fmt.Fprintf(e.out, "  → retaken gazetteer %s\n", check.remedy)
		}
	}
	if !c.JSON {
		fmt.Fprintf(e.out, "%s in %s\n", counted(sum, "finding"), counted(len(places), "place"))
	}
	if c.Strict && sum > 0 {
		return errReported
	}
	return nil
}

func findingOf(refs []string, format string, a ...any) finding {
	return finding{fmt.Sprintf(format, a...), refs}
}

// exclaves are the towns that belong to an oblast in which they do not lie.
var exclaves = map[string]orb.Point{"UA-32": {30.718, 51.5225}} // Slavutych

func outsideOblast(places []*geo.Place, o outlines) (list []finding) {
	for _, p := range places {
		away := o.outside(p.Oblast, p.Point)
		exclave, ok := exclaves[p.Oblast]
		switch {
		case p.Oblast == "" || away <= besideOblast:
		case ok && geo.Distance(exclave, p.Point) < sameWithin:
		case p.Kind == geo.Island && o.at(p.Point) == "": // the outlines end at the coast
		default:
			list = append(list, findingOf([]string{p.Ref}, "%s at %s: %.0f km outside %s%s", named(*p), latLon(p.Point), float64(away)/1000, p.Oblast, o.butIn(p.Point)))
		}
	}
	return list
}

// outsideTheatre finds what is said to lie in a region that lies in the theatre, and does not lie there itself.
func outsideTheatre(places []*geo.Place) (list []finding) {
	inside := map[string]bool{}
	for _, p := range places {
		if p.Kind == geo.Region && p.Ref == "iso:"+p.Oblast {
			inside[p.Oblast] = theatre.Contains(p.Point)
		}
	}
	for _, p := range places {
		if inside[p.Oblast] && !theatre.Contains(p.Point) {
			list = append(list, findingOf([]string{p.Ref}, "%s at %s, in %s", named(*p), latLon(p.Point), p.Oblast))
		}
	}
	return list
}

// twins finds places of one kind that share a name, romanised or Ukrainian, and lie near each other.
func twins(places []*geo.Place) (list []finding) {
	seen := map[[2]string]bool{}
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
					pair, near := [2]string{p.Ref, q.Ref}, sameWithin
					if p.Oblast == q.Oblast && p.Raion == q.Raion && p.Raion != "" {
						near *= 2
					}
					if d := geo.Distance(p.Point, q.Point); d < near && !seen[pair] {
						seen[pair] = true
						list = append(list, findingOf([]string{p.Ref, q.Ref}, "%s and %s: %s apart", named(*p), named(*q), distance(d)))
					}
				}
			}
		}
	}
	return list
}

func misnamed(places []*geo.Place) (list []finding) {
	for _, p := range places {
		if latin := misspelt(*p); latin != "" {
			list = append(list, findingOf([]string{p.Ref}, "%s: %s is %s", named(*p), plain(p.NameUk), plain(latin)))
		}
	}
	return list
}

func unnamed(places []*geo.Place) (list []finding) {
	for _, p := range places {
		if p.NameUk == "" && strings.HasPrefix(p.Oblast, "UA-") {
			list = append(list, findingOf([]string{p.Ref}, "%s at %s in %s", named(*p), latLon(p.Point), p.Oblast))
		}
	}
	return list
}

// homeless finds settlements with a raion that their oblast does not have, and those without one of which
// another in the oblast has the name, so that nothing tells the two apart.
func homeless(places []*geo.Place) (list []finding) {
	raions := map[string]bool{}
	for _, p := range places {
		if p.Kind == geo.District {
			raions[p.Oblast+" "+geo.RomaniseUkrainian(strings.TrimSuffix(p.NameUk, " район"))] = true
		}
	}
	shared := map[string]int{}
	key := func(p *geo.Place) string { return p.Oblast + " " + geo.FoldKey(p.Name) }
	for _, p := range places {
		if p.Kind == geo.Settlement {
			shared[key(p)]++
		}
	}
	for _, p := range places {
		switch {
		case p.Kind != geo.Settlement || !strings.HasPrefix(p.Oblast, "UA-"):
		case p.Raion == "" && shared[key(p)] > 1:
			list = append(list, findingOf([]string{p.Ref}, "%s at %s in %s", named(*p), latLon(p.Point), p.Oblast))
		case p.Raion != "" && !raions[p.Oblast+" "+p.Raion]:
			list = append(list, findingOf([]string{p.Ref}, "%s at %s: %s has no raion %s", named(*p), latLon(p.Point), p.Oblast, plain(p.Raion)))
		}
	}
	return list
}

// rivals finds places that have a name which is another place's own name in the oblast. A name of the past
// may be.
func rivals(places []*geo.Place) (list []finding) {
	own := map[string][]*geo.Place{}
	key := func(p *geo.Place, name string) string {
		return string(p.Kind) + "|" + p.Oblast + "|" + strings.ToLower(name)
	}
	for _, p := range places {
		names := []string{p.Name, p.NameUk, p.NameRu}
		for i, n := range names {
			if n != "" && !slices.Contains(names[:i], n) {
				own[key(p, n)] = append(own[key(p, n)], p)
			}
		}
	}
	for _, p := range places {
		var names, others []string
		refs := []string{p.Ref}
		for _, a := range p.Aliases {
			met := false
			for _, other := range own[key(p, a.Text)] {
				if other == p || a.Kind == geo.Former {
					continue
				}
				met = true
				if !slices.Contains(refs, other.Ref) {
					refs = append(refs, other.Ref)
					others = append(others, named(*other))
				}
			}
			if met {
				names = append(names, plain(a.Text))
			}
		}
		if len(names) > 0 {
			list = append(list, findingOf(refs, "%s, also %s, as is %s", named(*p), strings.Join(names, ", "), listed(others)))
		}
	}
	return list
}

// grouped are the groups of two places or more that have the same key, which is not "", in the order of
// their first places.
func grouped(places []*geo.Place, key func(*geo.Place) string) (groups [][]*geo.Place) {
	by := map[string]int{}
	for _, p := range places {
		k := key(p)
		i, met := by[k]
		switch {
		case k == "":
		case met:
			groups[i] = append(groups[i], p)
		default:
			by[k] = len(groups)
			groups = append(groups, []*geo.Place{p})
		}
	}
	return slices.DeleteFunc(groups, func(g []*geo.Place) bool { return len(g) < 2 })
}
