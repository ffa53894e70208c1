package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// atWar are the oblasts of which every settlement is located.
var atWar = strings.Fields("UA-09 UA-12 UA-14 UA-18 UA-23 UA-32 UA-43 UA-48 UA-59 UA-63 UA-65 UA-74")

// How far a settlement lies from the middle of its community and of its raion at most.
const (
	acrossCommunity = geo.Metres(25_000)
	acrossRaion     = geo.Metres(110_000)
)

// settlement is one of the codifier's, with what is known about where it lies.
type settlement struct {
	coded
	oblast, spelling string // of the raion, as tables of places write it
	point            orb.Point
	within           geo.Metres // radius about the point
	here             bool       // the gazetteer has it
	post             bool       // the point is that of its post office
}

// locate finds out which settlements of the oblasts at war the gazetteer has, under its Ukrainian name or
// under one that current gives to the reference of a place, and where the others lie: at
// the point of a post office of that name in the oblast and within the community, but for those that
// misplaced names by their reference; else somewhere around the middle of the community, or of the raion.
func locate(places []geo.Place, current map[string][]string, official codifier, raions []raion, post postOffices, misplaced map[string]string) ([]settlement, error) {
	g := newGround(places, current, official, raions, post)
	met := map[string]bool{}
	var out []settlement
	for _, oblast := range atWar {
		for _, key := range slices.Sorted(maps.Keys(official[oblast])) {
			list := official[oblast][key]
			here := map[string]bool{}
			for _, namesakes := range byRaionAndName(list) {
				for code := range pairs(namesakes, g.named(oblast, namesakes[0]), g.middleOf, acrossRaion) {
					here[code] = true
				}
			}
			at := pairs(list, post[oblast][key], g.middleOf, acrossCommunity)
			for _, c := range list {
				s := settlement{coded: c, oblast: oblast, spelling: g.spelling[c.raion], here: here[c.code], point: g.middleOf(c)}
				point, ok := at[c.code]
				if _, wrong := misplaced[s.ref()]; wrong && ok {
					met[s.ref()], ok = true, false
				}
				_, known := g.middle[c.community]
				switch {
				case ok:
					s.point, s.within, s.post = point, uncertainty, true
				case known:
					s.within = acrossCommunity
				default:
					s.within = acrossRaion / 2
				}
				out = append(out, s)
			}
		}
	}
	var wrong []error
	for _, ref := range slices.Sorted(maps.Keys(misplaced)) {
		if !met[ref] {
			wrong = append(wrong, fmt.Errorf("villages.tsv: no post office places %s (%s)", ref, misplaced[ref]))
		}
	}
	return out, errors.Join(wrong...)
}

func (s settlement) ref() string { return "katottg:" + s.code }

// ground is what is known before anything is located.
type ground struct {
	spelling map[string]string      // of raions, by code
	places   map[string][]orb.Point // by oblast and raion, and with the Ukrainian name too
	middle   map[string]orb.Point   // of communities and raions, by code
}

// newGround finds the middles: of a community among its places that alone bear their name in the raion
// and the post offices that alone bear theirs in the oblast, of a raion among its places.
func newGround(places []geo.Place, current map[string][]string, official codifier, raions []raion, post postOffices) ground {
	g := ground{spelling: map[string]string{}, places: map[string][]orb.Point{}, middle: map[string]orb.Point{}}
	for _, r := range raions {
		g.spelling[r.code] = r.spelling()
	}
	for _, p := range places {
		if p.Kind == geo.Settlement {
			raion := p.Oblast + p.Raion
			g.places[raion] = append(g.places[raion], p.Point)
			for _, name := range append([]string{p.NameUk}, current[p.Ref]...) {
				g.places[raion+name] = append(g.places[raion+name], p.Point)
			}
		}
	}
	around := map[string][]orb.Point{}
	for _, oblast := range atWar {
		for key, list := range official[oblast] {
			for _, namesakes := range byRaionAndName(list) {
				c := namesakes[0]
				if points := g.named(oblast, c); len(namesakes) == 1 && len(points) == 1 {
					around[c.community] = append(around[c.community], points[0])
				}
				around[c.raion] = g.places[oblast+g.spelling[c.raion]]
			}
			if offices := post[oblast][key]; len(list) == 1 && len(offices) == 1 {
				around[list[0].community] = append(around[list[0].community], offices[0])
			}
		}
	}
	for code, points := range around {
		if len(points) > 0 {
			g.middle[code] = median(points)
		}
	}
	return g
}

// named are the points of the places in the raion of a settlement that bear its name.
func (g ground) named(oblast string, c coded) []orb.Point {
	return g.places[oblast+g.spelling[c.raion]+c.uk]
}

// middleOf is the middle of the community of a settlement, or else of its raion.
func (g ground) middleOf(c coded) orb.Point {
	if m, ok := g.middle[c.community]; ok {
		return m
	}
	return g.middle[c.raion]
}

// median minds no single point that lies elsewhere.
func median(points []orb.Point) orb.Point {
	var m orb.Point
	for axis := range m {
		values := make([]float64, len(points))
		for i, p := range points {
			values[i] = p[axis]
		}
		slices.Sort(values)
		m[axis] = (values[(len(values)-1)/2] + values[len(values)/2]) / 2
	}
	return m
}

// byRaionAndName parts settlements into those that only their community tells apart.
func byRaionAndName(list []coded) map[coded][]coded {
	parts := map[coded][]coded{}
	for _, c := range list {
		key := coded{raion: c.raion, uk: c.uk}
		parts[key] = append(parts[key], c)
	}
	return parts
}

// pairs gives namesakes points, by the codes of the settlements: what lies nearest to the middle of a
// community first, each once, and none further away than reach.
func pairs(list []coded, points []orb.Point, middleOf func(coded) orb.Point, reach geo.Metres) map[string]orb.Point {
	type pair struct {
		code  string
		point orb.Point
		away  geo.Metres
	}
	var all []pair
	for _, c := range list {
		for _, p := range points {
			if away := geo.Distance(p, middleOf(c)); away <= reach {
				all = append(all, pair{c.code, p, away})
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.away, b.away), cmp.Compare(a.code, b.code), slices.Compare(a.point[:], b.point[:]))
	})
	out, used := map[string]orb.Point{}, map[orb.Point]bool{}
	for _, p := range all {
		if _, ok := out[p.code]; !ok && !used[p.point] {
			out[p.code], used[p.point] = p.point, true
		}
	}
	return out
}
