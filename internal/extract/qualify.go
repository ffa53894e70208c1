package extract

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"retaken/internal/geo"
)

// qualifier is what a text says of where a name lies: in a region or district ("Andriivka, Donetsk
// Oblast"), so far from another place ("10 km south of Izium", "near Izium"), or between two.
type qualifier struct {
	within *geo.Place // a region or district
	from   *geo.Place // a settlement
	to     *geo.Place // the other one, of "between"
	km     float64    // distance from it, 0 when the text gives none
	course float64    // direction from it in degrees clockwise from north, NaN when the text gives none
}

const (
	weightWithin   = 6.0
	weightRelative = 4.0
	relativeKm     = 8.0  // how far off a given distance and direction may be, to 1/e
	vicinityKm     = 40.0 // "south of X" without a distance: to 1/e
)

// qualify finds the qualifiers of a sentence. Only names with one meaning qualify others.
func (s *sentence) qualify() {
	for i := range s.mentions {
		m := &s.mentions[i]
		for k := i + 1; k < len(s.mentions); k++ {
			q := &s.mentions[k]
			place := sole(q.candidates)
			if q.list == m.list || place == nil || q.notPlace != "" {
				continue
			}
			switch {
			case (place.Kind == geo.Region || place.Kind == geo.District) && s.apposed(m.to, q.from):
				m.qualifier.within = place
			case place.Kind == geo.Settlement:
				if s.relate(m, q, place) && k+1 < len(s.mentions) {
					m.qualifier.to = sole(s.mentions[k+1].candidates)
				}
			}
			break // the next name alone qualifies
		}
	}
}

// apposed tells whether only a comma, a bracket, "in" and the like stand between a name and its region.
func (s *sentence) apposed(from, to int) bool {
	for i := from; i < to; i++ {
		f := s.doc.tokens[i].fold
		if i-from > 4 || f != "," && f != "(" && !s.is(i, "words", "in", "of", "filler", "region") {
			return false
		}
	}
	return to > from
}

// relate reads "10 km south of X", "near X" and "between X and Y" between a name and the next. It tells whether
// it is "between", so that one more name belongs to it.
func (s *sentence) relate(m, q *mention, place *geo.Place) (between bool) {
	const longest = 9 // tokens
	if q.from-m.to > longest {
		return false
	}
	course, related := math.NaN(), false
	km := 0.0
	for i := m.to; i < q.from; i++ {
		if f, ok := s.at("words", i); ok && f.class == "near" && f.from == i {
			phrase := s.doc.text(f.from, f.to)
			if c, ok := courseOf(phrase); ok {
				course, related = c, true
			} else if between = slices.Contains(betweens, foldWord(phrase)); between || f.from == m.to || s.apposed(m.to, f.from) {
				related = true
			}
		}
		if f := s.doc.tokens[i].fold; (f == "km" || f == "км" || strings.HasPrefix(f, "kilomet") || strings.HasPrefix(f, "кілометр") || strings.HasPrefix(f, "километр")) && km == 0 {
			km, _, _ = s.valueBefore(i)
		}
	}
	if related || km > 0 {
		m.qualifier.from, m.qualifier.km, m.qualifier.course = place, km, course
	}
	return between
}

// betweens are the words for "between" as the lexicon has them.
var betweens = []string{"between", "між", "между"}

// courses are the directions as phrases of the lexicon have them, the longer first.
var courses = []struct {
	word   string
	degree float64
}{
	{"north-east", 45},
	{"northeast", 45},
	{"south-east", 135},
	{"southeast", 135},
	{"south-west", 225},
	{"southwest", 225},
	{"north-west", 315},
	{"northwest", 315},
	{"north", 0},
	{"east", 90},
	{"south", 180},
	{"west", 270},
	{"північний схід", 45},
	{"південний схід", 135},
	{"південний захід", 225},
	{"північний захід", 315},
	{"північ", 0},
	{"схід", 90},
	{"південь", 180},
	{"захід", 270},
	{"південн", 180},
	{"східн", 90},
	{"західн", 270},
	{"северо-восток", 45},
	{"юго-восток", 135},
	{"юго-запад", 225},
	{"северо-запад", 315},
	{"север", 0},
	{"восто", 90},
	{"южн", 180},
	{"юг", 180},
	{"запад", 270},
}

// courseOf is the direction that a phrase such as "to the south of" names.
func courseOf(phrase string) (float64, bool) {
	phrase = foldWord(phrase)
	for _, c := range courses {
		if strings.Contains(phrase, c.word) {
			return c.degree, true
		}
	}
	return 0, false
}

// fits is what a qualifier adds for a candidate.
func (q qualifier) fits(p *geo.Place) float64 {
	score := 0.0
	if q.within != nil && q.within.Oblast == p.Oblast && (q.within.Kind == geo.Region || inDistrict(p, q.within)) {
		score += weightWithin
	}
	if q.from == nil {
		return score
	}
	if q.km > 0 && !math.IsNaN(q.course) {
		there := orbgeo.PointAtBearingAndDistance(q.from.Point, q.course, q.km*1000)
		return score + weightRelative*math.Exp(-km(there, p.Point)/relativeKm)
	}
	d := km(q.from.Point, p.Point)
	if q.to != nil {
		detour := d + km(p.Point, q.to.Point) - km(q.from.Point, q.to.Point)
		return score + weightRelative*math.Exp(-detour/relativeKm)
	}
	if q.km > 0 {
		return score + weightRelative*math.Exp(-math.Abs(d-q.km)/relativeKm)
	}
	turn := math.Abs(math.Remainder(orbgeo.Bearing(q.from.Point, p.Point)-q.course, 360))
	if turn > 70 {
		return score
	}
	return score + weightRelative*math.Exp(-d/vicinityKm)
}

func km(a, b orb.Point) float64 { return float64(geo.Distance(a, b)) / 1000 }

// inDistrict tells whether a place lies in a district, by the adjective that both are named with.
func inDistrict(p, district *geo.Place) bool {
	first, _, _ := strings.Cut(district.NameUk, " ")
	return p.Raion != "" && (p.Raion == district.Name || strings.HasPrefix(p.Raion, geo.RomaniseUkrainian(first)))
}

// coordinatedRegions finds "у Харківській та Донецькій областях": adjectives that share one plural word for
// regions, which the gazetteer does not have as a name.
func (x *Extractor) coordinatedRegions(s *sentence) []mention {
	if s.lang == "en" {
		return nil
	}
	var out []mention
	for i := s.from; i < s.to; i++ {
		ending, ok := pluralRegions[s.lang][s.doc.tokens[i].fold]
		if !ok {
			continue
		}
		for k := i - 1; k >= s.from && i-k < 12; k-- {
			t := s.doc.tokens[k]
			if t.kind == word && t.upper {
				name := s.doc.text(k, k+1) + " " + ending
				if cs := x.gazetteer.Lookup(name); len(cs) > 0 && cs[0].Place.Kind == geo.Region {
					s.mentions = slices.DeleteFunc(s.mentions, func(m mention) bool { return m.from == k && m.to == k+1 })
					out = append(out, mention{from: k, to: k + 1, span: s.doc.span(k, k+1), candidates: cs[:1], prep: "in", list: -1})
					continue
				}
				break
			}
			if t.fold != "," && !s.is(k, "words", "and") {
				break
			}
		}
	}
	return out
}

// pluralRegions gives, by language, for a plural of "oblast" the singular of the same case.
var pluralRegions = map[string]map[string]string{
	"uk": {"області": "область", "областях": "області", "областей": "області", "областям": "області", "областями": "областю"},
	"ru": {"области": "область", "областях": "области", "областей": "области", "областям": "области", "областями": "областью"},
}
