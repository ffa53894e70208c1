package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"retaken/internal/geo"
)

// oblasts gives the ISO 3166-2 code for the first-level codes of GeoNames.
var oblasts = map[string]string{
	"UA.01": "UA-71", "UA.02": "UA-74", "UA.03": "UA-77", "UA.04": "UA-12", "UA.05": "UA-14", "UA.06": "UA-26",
	"UA.07": "UA-63", "UA.08": "UA-65", "UA.09": "UA-68", "UA.10": "UA-35", "UA.11": "UA-43", "UA.12": "UA-30",
	"UA.13": "UA-32", "UA.14": "UA-09", "UA.15": "UA-46", "UA.16": "UA-48", "UA.17": "UA-51", "UA.18": "UA-53",
	"UA.19": "UA-56", "UA.20": "UA-40", "UA.21": "UA-59", "UA.22": "UA-61", "UA.23": "UA-05", "UA.24": "UA-07",
	"UA.25": "UA-21", "UA.26": "UA-23", "UA.27": "UA-18",
	"RU.09": "RU-BEL", "RU.10": "RU-BRY", "RU.25": "RU-KLU", "RU.41": "RU-KRS", "RU.43": "RU-LIP", "RU.56": "RU-ORL",
	"RU.61": "RU-ROS", "RU.62": "RU-RYA", "RU.69": "RU-SMO", "RU.72": "RU-TAM", "RU.76": "RU-TUL", "RU.84": "RU-VGG",
	"RU.86": "RU-VOR",
}

// uncertainty of a position in the packages: half lie within 0.6 km of another map's, nine in ten
// within 2 km.
const uncertainty = geo.Metres(1000)

// tables are what makePlaces knows besides the records.
type tables struct {
	known    map[string]names
	words    vocabulary // from Ukrainian to Russian
	raions   []raion
	official codifier
	manual   []geo.Place // the places entered by hand, of which the file is not made here
}

// makePlaces turns records into places: names, codes and references. What the tables by hand say goes
// before what the packages say, and the official spelling of a Ukrainian name before any other. The
// places are ordered by oblast, name and reference.
func makePlaces(records []record, t tables) ([]geo.Place, error) {
	places := make([]geo.Place, len(records))
	used := map[string]bool{}
	spelling := map[string]string{}
	for _, r := range t.raions {
		spelling[r.code] = r.spelling()
	}
	findRaions(records, t.official)
	for i, r := range records {
		oblast, ok := oblasts[r.country+"."+r.admin1]
		if !ok {
			return nil, fmt.Errorf("%s: first-level code %s.%s has no ISO code in the table", r.name, r.country, r.admin1)
		}
		p := geo.Place{
			Ref: r.ref, Name: clean(r.name), Kind: geo.Settlement, Oblast: oblast, Population: r.population,
			Point: r.point, Uncertainty: cmp.Or(r.within, uncertainty),
		}
		names := cleanAll(append([]string{r.name}, r.others...))
		if r.country == "UA" {
			p.Raion = spelling[r.admin2]
			p.NameUk, p.NameRu = choose(p.Name, names)
			p.NameUk = cmp.Or(t.official.name(oblast, r.admin2, cmp.Or(p.NameUk, p.Name)), p.NameUk)
		} else {
			p.NameRu, _ = agreeing(p.Name, names, onlyUkrainian, endRussian, endUkrainian, func(s string) []string { return geo.Romanisations("", s) })
			p.NameUk = counterpart(p.NameRu, names, onlyRussian, endRussian)
			if p.NameUk == p.NameRu && strings.ContainsAny(p.NameUk, "еи") || difference(p.NameUk, p.NameRu) > 0.6 {
				p.NameUk = "" // Ukrainian writes these letters otherwise, Belarusian others too
			}
		}
		if n, ok := t.known[p.Ref]; ok {
			p.Name, p.NameUk, p.NameRu = n.name, cmp.Or(n.uk, p.NameUk), cmp.Or(n.ru, p.NameRu)
			used[p.Ref] = true
		}
		places[i] = p
	}
	for _, ref := range slices.Sorted(maps.Keys(t.known)) {
		if !used[ref] {
			return nil, fmt.Errorf("names.tsv: no place has the reference %s", ref)
		}
	}
	complete(places, records, t)
	bearers := bearersOf(slices.Concat(places, t.manual))
	for i := range places {
		places[i].Aliases = aliases(&places[i], records[i].otherNames(&places[i], bearers))
	}
	slices.SortFunc(places, inOrder)
	return places, nil
}

// inOrder is the order of a table of places.
func inOrder(a, b geo.Place) int {
	return cmp.Or(cmp.Compare(a.Oblast, b.Oblast), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Ref, b.Ref))
}

// complete gives the places, in the order of their records, the names that follow from other names.
func complete(places []geo.Place, records []record, t tables) {
	ukrainian, russian := vocabulary{}, vocabulary{}
	for _, p := range places {
		ukrainian.learn(geo.RomaniseUkrainian(p.NameUk), p.NameUk)
		russian.learn(p.NameUk, p.NameRu)
	}
	maps.Copy(russian, t.words)
	for i := range places {
		p := &places[i]
		if _, ok := t.known[p.Ref]; !ok {
			p.Name, p.NameUk = canonical(*p, ukrainian)
		}
		if p.NameRu == "" && p.NameUk != "" {
			others := cleanAll(slices.Concat(records[i].others, records[i].newer))
			p.NameRu = cmp.Or(russian.say(p.NameUk), counterpart(p.NameUk, others, onlyUkrainian, endUkrainian))
		}
	}
}

// otherNames are the names of the record from which aliases of its place can be made. Many a name that
// the tables give is one that the place bore long ago and that others bear now: of a row of the older
// table those go that another place in the oblast is called, of the others those that another place
// anywhere is called. The newer table adds today's name only.
func (r record) otherNames(p *geo.Place, borne bearers) []string {
	old := len(r.newer) > 0
	out := slices.DeleteFunc(cleanAll(append([]string{r.name}, r.others...)), func(o string) bool {
		return borne.byAnother(o, p, old)
	})
	if !old {
		return out
	}
	today := codedKey(clean(r.newer[0]))
	for _, o := range cleanAll(r.newer) {
		if codedKey(o) == today && !neither.MatchString(strings.ToLower(o)) {
			out = append(out, o)
		}
	}
	return out
}

// bearers finds places by the keys of their Ukrainian, Russian and canonical names.
type bearers map[string][]*geo.Place

func bearersOf(places []geo.Place) bearers {
	out := bearers{}
	for i := range places {
		p := &places[i]
		keys := map[string]bool{}
		for _, s := range append(geo.Romanisations(p.NameUk, p.NameRu), p.Name) {
			keys[geo.FoldKey(s)] = true
		}
		for key := range keys {
			out[key] = append(out[key], p)
		}
	}
	return out
}

// byAnother tells whether another place, of the same oblast if near, is called that, and p is not.
func (b bearers) byAnother(name string, p *geo.Place, near bool) bool {
	list := b[codedKey(name)]
	return !slices.ContainsFunc(list, func(o *geo.Place) bool { return o.Ref == p.Ref }) &&
		slices.ContainsFunc(list, func(o *geo.Place) bool { return !near || o.Oblast == p.Oblast })
}

func cleanAll(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = clean(n)
	}
	return out
}

// canonical is the name that stands for the place, and its Ukrainian name, which may follow from the
// Latin one.
func canonical(p geo.Place, ukrainian vocabulary) (name, uk string) {
	if strings.HasPrefix(p.Oblast, "RU-") {
		return english(p.Name, p.NameRu), p.NameUk
	}
	uk = cmp.Or(p.NameUk, ukrainian.say(normalise(p.Name)))
	switch {
	case uk != "":
		return geo.RomaniseUkrainian(uk), uk
	case russianLatin.MatchString(p.Name):
		return strings.ReplaceAll(p.Name, "'", ""), ""
	}
	return normalise(p.Name), ""
}

// russianLatin are names that a map took from Russian.
var russianLatin = regexp.MustCompile(`(oye|aya|ovo|evo|ino|skiy|ovka|evka)$`)

// english is the spelling of a Russian place that news in English uses: BGN/PCGN without marks and
// with adjectives in -y.
func english(latin, ru string) string {
	if ru == "" {
		return strings.ReplaceAll(latin, "'", "")
	}
	spellings := geo.Romanisations("", ru)
	if full := adjective.ReplaceAllString(spellings[0], "y"); len(spellings) > 1 && full == spellings[1] {
		return full
	}
	return spellings[0]
}

var adjective = regexp.MustCompile(`[iy]y\b`)

// writePlaces writes a table of places under a line that says where they come from.
func writePlaces(path, source string, places []geo.Place) error {
	var b bytes.Buffer
	b.WriteString("# Generated by tools/data from " + source + " See SOURCES.md.\n")
	b.WriteString("ref\tname\tname_uk\tname_ru\tkind\toblast\traion\tpopulation\tlon\tlat\tuncertainty_m\taliases\n")
	for _, p := range places {
		population := ""
		if p.Population > 0 {
			population = strconv.Itoa(p.Population)
		}
		items := make([]string, len(p.Aliases))
		for i, a := range p.Aliases {
			items[i] = a.Text
			switch {
			case a.Kind != geo.Variant:
				items[i] += "|" + a.Lang + "|" + string(a.Kind)
			case a.Lang != "":
				items[i] += "|" + a.Lang
			}
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Ref, p.Name, p.NameUk, p.NameRu, p.Kind, p.Oblast,
			p.Raion, population, number(p.Lon()), number(p.Lat()), number(float64(p.Uncertainty)), strings.Join(items, ";"))
	}
	return replace(path, b.Bytes())
}

// replace writes a file that is never seen half written.
func replace(path string, content []byte) error {
	if err := os.WriteFile(path+".new", content, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
