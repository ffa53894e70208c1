package placefile

import (
	"bufio"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// The columns of a dump, as the readme of download.geonames.org/export/dump gives them.
const (
	colID = iota
	colName
	colASCII
	colOthers
	colLat
	colLon
	colClass
	colCode
	colCountry
	colCC2
	colAdmin1
	colAdmin2
	colAdmin3
	colAdmin4
	colPopulation

	geoNamesColumns  = 19
	alternateColumns = 4 // id, geonameid, language, name; the flags behind them may be missing
)

// gone says why settlements of some feature codes are no places of their own.
var gone = map[string]Skip{
	"PPLX":  "sections of towns (PPLX)",
	"PPLH":  "places of the past (PPLH)",
	"PPLCH": "places of the past (PPLCH)",
	"PPLQ":  "abandoned places (PPLQ)",
	"PPLW":  "destroyed places (PPLW)",
}

// Other reasons to pass over a line.
const (
	skipFeature  Skip = "features of another kind"
	skipCountry  Skip = "places in other countries"
	skipLanguage Skip = "names in other languages, links and codes"
)

// knownTo is how well GeoNames' positions are taken to be known.
const knownTo geo.Metres = 1000

// isoUnits maps GeoNames' first-level codes to ISO 3166-2: every unit of Ukraine, and those of Russia near it.
var isoUnits = map[string]string{
	"UA.01": "UA-71", "UA.02": "UA-74", "UA.03": "UA-77", "UA.04": "UA-12", "UA.05": "UA-14", "UA.06": "UA-26",
	"UA.07": "UA-63", "UA.08": "UA-65", "UA.09": "UA-68", "UA.10": "UA-35", "UA.11": "UA-43", "UA.12": "UA-30",
	"UA.13": "UA-32", "UA.14": "UA-09", "UA.15": "UA-46", "UA.16": "UA-48", "UA.17": "UA-51", "UA.18": "UA-53",
	"UA.19": "UA-56", "UA.20": "UA-40", "UA.21": "UA-59", "UA.22": "UA-61", "UA.23": "UA-05", "UA.24": "UA-07",
	"UA.25": "UA-21", "UA.26": "UA-23", "UA.27": "UA-18",
	"RU.09": "RU-BEL", "RU.10": "RU-BRY", "RU.25": "RU-KLU", "RU.41": "RU-KRS", "RU.43": "RU-LIP", "RU.56": "RU-ORL",
	"RU.61": "RU-ROS", "RU.62": "RU-RYA", "RU.69": "RU-SMO", "RU.72": "RU-TAM", "RU.76": "RU-TUL", "RU.84": "RU-VGG",
	"RU.86": "RU-VOR",
}

// readGeoNames reads a dump such as UA.txt.
func readGeoNames(name string, in *bufio.Reader, o Options) iter.Seq2[Record, error] {
	if len(o.Countries) == 0 {
		o.Countries = []string{"UA"}
	}
	return func(yield func(Record, error) bool) {
		for l, err := range readLines(name, in) {
			rec := Record{Line: l.number}
			if err == nil {
				rec.Place, err = geoNamesPlace(l, o)
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

func geoNamesPlace(l line, o Options) (p geo.Place, err error) {
	c := strings.Split(l.text, "\t")
	if len(c) == geoNamesColumns && !slices.Contains(o.Countries, c[colCountry]) {
		return p, skipCountry // whatever is wrong with it
	}
	if err := l.check(); err != nil {
		return p, err
	}
	if len(c) != geoNamesColumns {
		return p, l.wrong("", l.text, "19 cells parted by tabs, as in a dump of GeoNames, not "+strconv.Itoa(len(c)))
	}
	p.Ref, p.Oblast, p.Uncertainty = "geonames:"+c[colID], isoUnits[c[colCountry]+"."+c[colAdmin1]], knownTo
	switch code := c[colCode]; {
	case gone[code] != "":
		return p, gone[code]
	case c[colClass] == "P":
		p.Kind = geo.Settlement
	case code == "ADM1" && o.Kind == geo.Region:
		p.Kind, p.Uncertainty = geo.Region, 100e3
		if p.Oblast != "" {
			p.Ref = "iso:" + p.Oblast
		}
	case code == "ADM2" && o.Kind == geo.District:
		p.Kind, p.Uncertainty = geo.District, 30e3
	default:
		return p, skipFeature
	}
	lat, okLat := degrees(c[colLat], 90)
	lon, okLon := degrees(c[colLon], 180)
	latin := tidy(c[colName])
	switch {
	case c[colID] == "" || strings.Trim(c[colID], "0123456789") != "":
		return p, l.wrong("geonameid", c[colID], "a number")
	case latin == "":
		return p, l.wrong("name", c[colName], "the name of the place")
	case !okLat:
		return p, l.wrong("latitude", c[colLat], "degrees from -90 to 90")
	case !okLon:
		return p, l.wrong("longitude", c[colLon], "degrees from -180 to 180")
	}
	p.Point = orb.Point{lon, lat}
	if n, err := strconv.Atoi(c[colPopulation]); err == nil && n > 0 {
		p.Population = n
	}
	others := strings.Split(c[colOthers], ",")
	for i, o := range others {
		others[i] = tidy(o)
	}
	p.NameUk, p.NameRu = ChooseNames(latin, append(others, latin))
	if c[colCountry] == "RU" && p.NameRu == "" {
		p.NameUk, p.NameRu = "", p.NameUk // a name that both languages spell alike
	}
	p.Name = latin
	if p.NameUk != "" && c[colCountry] == "UA" {
		p.Name = geo.RomaniseUkrainian(p.NameUk)
	}
	addAlias(&p, geo.Alias{Text: latin, Kind: geo.Variant})
	spelt := map[string]bool{}
	for _, s := range append(geo.Romanisations(p.NameUk, p.NameRu), p.Name) {
		spelt[geo.FoldKey(s)] = true
	}
	for _, other := range likely(append([]string{latin, tidy(c[colASCII])}, others...)) {
		if key := geo.FoldKey(other); isLatin(other) && spelt[key] {
			continue // it is found all the same
		} else if isLatin(other) {
			spelt[key] = true
		}
		addAlias(&p, geo.Alias{Text: other, Lang: Language(other), Kind: geo.Variant})
	}
	return p, nil
}

// likely are the names of which articles may make use: the Cyrillic ones, and the Latin ones that can be
// romanisations of these, of which a few in other languages look like. The first name is in use.
func likely(names []string) []string {
	known := map[string]bool{skeleton(names[0]): true}
	for _, n := range names {
		if isCyrillic(n) && worthKeeping(n) {
			for _, latin := range geo.Romanisations(n, n) {
				known[skeleton(latin)] = true
			}
		}
	}
	return slices.DeleteFunc(names, func(n string) bool { return !worthKeeping(n) || !isCyrillic(n) && !known[skeleton(n)] })
}

// worthKeeping tells whether a name may stand in an article in English, Ukrainian or Russian: no codes,
// no syllables of Chinese in Latin letters, no other script.
func worthKeeping(name string) bool {
	letters := []rune(name)
	if len(letters) < 3 || !unicode.IsUpper(letters[0]) || strings.ToUpper(name) == name {
		return false
	}
	return isCyrillic(name) || isLatin(name)
}

// keptLanguages are GeoNames' codes of the languages of which names are kept.
var keptLanguages = []string{"", "uk", "ru", "en"}

// readAlternateNames reads alternateNamesV2.txt: names of places that stand elsewhere.
func readAlternateNames(name string, in *bufio.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for l, err := range readLines(name, in) {
			rec := Record{Line: l.number}
			if err == nil {
				rec.Place, err = alternateName(l)
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

func alternateName(l line) (p geo.Place, err error) {
	if err := l.check(); err != nil {
		return p, err
	}
	c := append(strings.Split(l.text, "\t"), make([]string, 8)...)
	cells := len(c) - 8
	id, lang, text := c[1], c[2], tidy(c[3])
	switch {
	case cells < alternateColumns:
		return p, l.wrong("", l.text, "10 cells parted by tabs, as in alternateNamesV2.txt, not "+strconv.Itoa(cells))
	case id == "" || strings.Trim(id, "0123456789") != "":
		return p, l.wrong("geonameid", id, "a number")
	case !slices.Contains(keptLanguages, lang), !worthKeeping(text):
		return p, skipLanguage
	}
	a := geo.Alias{Text: text, Lang: lang, Kind: geo.Variant}
	if lang == "" {
		a.Lang = Language(text)
	}
	switch {
	case c[7] == "1":
		a.Kind = geo.Former
	case c[6] == "1":
		a.Kind = geo.Colloquial
	}
	p.Ref, p.Aliases = "geonames:"+id, []geo.Alias{a}
	return p, nil
}
