package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// raion is a district of Ukraine: its code, and its names without the word for a raion.
type raion struct {
	code   string
	names  names // name: the settlement that the English name is made of
	former names // before a renaming, empty for most
}

// spelling is how the column raion of a table of places names it.
func (r raion) spelling() string { return geo.RomaniseUkrainian(r.names.uk) }

// oblast is the ISO code of its oblast.
func (r raion) oblast() string { return codedOblast(r.code[:2]) }

// extent is about half the size of a raion.
const extent = geo.Metres(25_000)

// makeRaions makes a place of each raion, in the middle of its settlements among places.
func makeRaions(raions []raion, places []geo.Place) ([]geo.Place, error) {
	type group struct {
		sum orb.Point
		n   float64
	}
	groups := map[string]*group{}
	for _, p := range places {
		key := p.Oblast + p.Raion
		if groups[key] == nil {
			groups[key] = &group{}
		}
		g := groups[key]
		g.sum, g.n = orb.Point{g.sum[0] + p.Lon(), g.sum[1] + p.Lat()}, g.n+1
	}
	out := make([]geo.Place, 0, len(raions))
	for _, r := range raions {
		g := groups[r.oblast()+r.spelling()]
		if g == nil {
			return nil, fmt.Errorf("raions.tsv: no place lies in the raion %s (%s)", r.names.uk, r.code)
		}
		round := func(x float64) float64 { return math.Round(100*x/g.n) / 100 }
		p := geo.Place{
			Ref:    "raion:" + strings.ToLower(strings.ReplaceAll(r.names.name, " ", "-")) + strings.TrimPrefix(r.oblast(), "UA"),
			Name:   r.names.name + " Raion",
			NameUk: r.names.uk + " район",
			NameRu: r.names.ru + " район",
			Kind:   geo.District,
			Oblast: r.oblast(),
			Point:  orb.Point{round(g.sum.Lon()), round(g.sum.Lat())}, Uncertainty: extent,
		}
		p.Aliases = raionAliases(r.names, geo.Variant)
		if r.former.name != "" {
			p.Aliases = append(p.Aliases, geo.Alias{Text: r.former.name + " Raion", Lang: "en", Kind: geo.Former},
				geo.Alias{Text: r.former.uk + " район", Lang: "uk", Kind: geo.Former}, geo.Alias{Text: r.former.ru + " район", Lang: "ru", Kind: geo.Former})
			p.Aliases = append(p.Aliases, raionAliases(r.former, geo.Former)...)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b geo.Place) int { return strings.Compare(a.Oblast+a.Name, b.Oblast+b.Name) })
	return out, nil
}

// raionAliases is what news calls a raion besides its name: Izium district, Iziumskyi raion, Izyumsky
// district.
func raionAliases(n names, kind geo.AliasKind) []geo.Alias {
	out := []geo.Alias{{Text: n.name + " raion", Lang: "en", Kind: kind}, {Text: n.name + " district", Lang: "en", Kind: kind}}
	seen := map[string]bool{geo.FoldKey(n.name): true}
	for _, latin := range geo.Romanisations(n.uk, n.ru) {
		if key := geo.FoldKey(latin); !seen[key] {
			seen[key] = true
			out = append(out, geo.Alias{Text: latin + " raion", Lang: "en", Kind: kind}, geo.Alias{Text: latin + " district", Lang: "en", Kind: kind})
		}
	}
	return out
}
