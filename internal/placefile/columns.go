package placefile

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// columns are the fields of a place with the names of the columns, or properties, that usually hold
// them; the first one that is not empty counts. Case does not matter.
var columns = map[string][]string{
	"ref":           {"ref", "wikidata", "geonameid", "geonames_id", "@id", "id"},
	"name":          {"name", "settlement", "place_name", "toponym", "title"},
	"name_en":       {"name_en", "name:en", "int_name", "asciiname"},
	"name_uk":       {"name_uk", "name:uk", "name_ua", "ukrainian"},
	"name_ru":       {"name_ru", "name:ru", "russian"},
	"aliases":       {"aliases", "alias", "alt_name", "alternate_names"},
	"former":        {"former", "old_name"},
	"kind":          {"kind", "place", "type"},
	"oblast":        {"oblast", "region", "iso", "admin1"},
	"raion":         {"raion", "district", "admin2"},
	"population":    {"population", "pop"},
	"lat":           {"lat", "latitude", "y"},
	"lon":           {"lon", "lng", "long", "longitude", "x"},
	"position":      {"position", "coordinates", "coords", "latlon", "lat_lon", "wkt", "geom", "the_geom"},
	"uncertainty_m": {"uncertainty_m", "uncertainty"},
}

// Fields lists the fields for which Options.Columns may name a column.
func Fields() []string { return slices.Sorted(maps.Keys(columns)) }

// ErrColumns is in errors that other Options.Columns mend. It adds no words.
var ErrColumns = errors.New("")

// kinds are what columns call the kinds of place, beside the names that geo gives them.
var kinds = map[string]geo.PlaceKind{
	"city": geo.Settlement, "town": geo.Settlement, "village": geo.Settlement, "hamlet": geo.Settlement,
	"isolated_dwelling": geo.Settlement, "locality": geo.Settlement, "suburb": geo.Settlement, "place": geo.Settlement,
	"neighbourhood": geo.Settlement, "quarter": geo.Settlement, "borough": geo.Settlement, "farm": geo.Settlement,
	"urban type settlement": geo.Settlement, "urban-type settlement": geo.Settlement, "rural settlement": geo.Settlement,
	"місто": geo.Settlement, "село": geo.Settlement, "селище": geo.Settlement, "смт": geo.Settlement,
	"oblast": geo.Region, "state": geo.Region, "province": geo.Region,
	"raion": geo.District, "county": geo.District, "islet": geo.Island,
}

// maxName bounds a name in letters; the longest official name in Ukraine has fewer than fifty.
const maxName = 200

// row is a line of a table, or a feature, whose cells go by names in lower case.
type row struct {
	line
	cells map[string]string
}

// binding says where the fields of a place stand.
type binding struct {
	Options
	columns map[string][]string
}

// bind applies Options.Columns. Where header is not nil, the columns named there and those that every place
// needs must be in it.
func bind(name string, header []string, o Options) (binding, error) {
	b := binding{o, maps.Clone(columns)}
	for field, column := range o.Columns {
		if _, ok := columns[field]; !ok {
			return b, fmt.Errorf("reading %s: a place has no field %q, only %s%w", name, field, strings.Join(Fields(), ", "), ErrColumns)
		}
		column = strings.ToLower(strings.TrimSpace(column))
		b.columns[field] = []string{column}
		if column == "-" {
			b.columns[field] = nil
		} else if header != nil && !slices.Contains(header, column) {
			return b, fmt.Errorf("reading %s: it has no column %q for %s, only %s%w", name, column, field, strings.Join(header, ", "), ErrColumns)
		}
	}
	for _, needed := range [][]string{{"name", "name_en", "name_uk", "name_ru"}, {"lat", "position"}, {"lon", "position"}} {
		if header != nil && !slices.ContainsFunc(needed, func(field string) bool {
			return slices.ContainsFunc(b.columns[field], func(c string) bool { return slices.Contains(header, c) })
		}) {
			return b, fmt.Errorf("reading %s: its first line has to name the columns, and of %s none is known for the %s%w",
				name, strings.Join(header, ", "), needed[0], ErrColumns)
		}
	}
	return b, nil
}

// cell is the text of a field and the column where it stands.
func (b binding) cell(r row, field string) (text, column string) {
	for _, c := range b.columns[field] {
		if text := strings.TrimSpace(r.cells[c]); text != "" {
			return text, c
		}
	}
	return "", field
}

// place makes a place of a row; point is nil where its position stands in the cells too.
func (b binding) place(r row, point *orb.Point) (rec Record, err error) {
	rec.Line = r.number
	p := &rec.Place
	for _, n := range []struct {
		field string
		into  *string
	}{{"name", &p.Name}, {"name_uk", &p.NameUk}, {"name_ru", &p.NameRu}} {
		text, column := b.cell(r, n.field)
		if utf8.RuneCountInString(text) > maxName {
			return rec, r.wrong(column, text, "a name of at most "+strconv.Itoa(maxName)+" letters")
		}
		*n.into = capitals(tidy(text))
	}
	var aliases []geo.Alias
	english, _ := b.cell(r, "name_en")
	if english != "" && utf8.RuneCountInString(english) <= maxName {
		aliases = append(aliases, geo.Alias{Text: capitals(tidy(english)), Lang: "en", Kind: geo.Variant})
	}
	for _, field := range []string{"aliases", "former"} {
		text, column := b.cell(r, field)
		for item := range strings.SplitSeq(text, ";") {
			if item = strings.TrimSpace(item); item == "" {
				continue
			}
			a, ok := alias(item)
			if !ok {
				rec.Doubt = r.wrong(column, item, "text, text|lang or text|lang|kind with uk, ru or en and variant, former or colloquial; it was left out")
				continue
			}
			if field == "former" {
				a.Kind = geo.Former
			}
			aliases = append(aliases, a)
		}
	}
	if !settleNames(p, aliases) {
		return rec, r.wrong("name", p.Name, "the name of the place")
	}
	if err := b.identify(r, &rec); err != nil {
		return rec, err
	}
	if point == nil {
		if point, err = b.point(r); err != nil {
			return rec, err
		}
	}
	p.Point = *point
	b.extras(r, &rec)
	return rec, nil
}

// alias reads "text", "text|lang" or "text|lang|kind".
func alias(item string) (geo.Alias, bool) {
	parts := append(strings.Split(item, "|"), "", "")
	a := geo.Alias{Text: capitals(tidy(parts[0])), Lang: strings.TrimSpace(parts[1]), Kind: geo.AliasKind(strings.TrimSpace(parts[2]))}
	if a.Lang == "" {
		a.Lang = Language(a.Text)
	}
	if a.Kind == "" {
		a.Kind = geo.Variant
	}
	return a, a.Text != "" && len(parts) <= 5 && utf8.RuneCountInString(a.Text) <= maxName &&
		slices.Contains([]string{"", "uk", "ru", "en"}, a.Lang) &&
		slices.Contains([]geo.AliasKind{geo.Variant, geo.Former, geo.Colloquial}, a.Kind)
}

// settleNames puts every name where it belongs: a canonical name in Latin letters, made from the
// Ukrainian or Russian one if need be, and the other names as aliases. It is false for a place without any that
// could stand in a text.
func settleNames(p *geo.Place, aliases []geo.Alias) bool {
	if isCyrillic(p.Name) {
		local := p.Name
		switch lang := Language(local); {
		case lang == "ru" && p.NameRu == "":
			p.NameRu = local
		case lang != "ru" && p.NameUk == "":
			p.NameUk = local
		case local != p.NameUk && local != p.NameRu:
			aliases = append(aliases, geo.Alias{Text: local, Lang: lang, Kind: geo.Variant})
		}
		p.Name = ""
	}
	if p.Name == "" {
		if latin := geo.Romanisations(p.NameUk, p.NameRu); len(latin) > 0 {
			p.Name = latin[0]
		} else if len(aliases) > 0 && isLatin(aliases[0].Text) {
			p.Name = aliases[0].Text
		}
	}
	for _, a := range aliases {
		addAlias(p, a)
	}
	return geo.FoldKey(p.Name) != ""
}

var (
	wikidataItem = regexp.MustCompile(`^[Qq][1-9]\d*$`)
	osmElement   = regexp.MustCompile(`^(node|way|relation)/\d+$`)
)

// identify sets the reference, empty where the row has none that others would not use too, and the kind.
func (b binding) identify(r row, rec *Record) error {
	ref, column := b.cell(r, "ref")
	digits := ref != "" && strings.Trim(ref, "0123456789") == ""
	switch {
	case ref == "":
	case len(ref) > maxName || strings.ContainsAny(ref, " \t"):
		return r.wrong(column, ref, "a reference without spaces, such as wikidata:Q157060")
	case wikidataItem.MatchString(ref):
		rec.Ref = "wikidata:" + strings.ToUpper(ref)
	case digits && strings.HasPrefix(column, "geoname"):
		rec.Ref = "geonames:" + ref
	case osmElement.MatchString(ref):
		rec.Ref = "osm:" + ref
	case strings.Contains(ref, ":"):
		rec.Ref = ref
	case b.Columns["ref"] != "":
		rec.Ref = "import:" + ref // whoever names the column answers for it
	}
	text, column := b.cell(r, "kind")
	kind := strings.ToLower(text)
	switch known, ok := kinds[kind]; {
	case ok:
		rec.Kind = known
	case slices.Contains(geo.PlaceKinds, geo.PlaceKind(kind)):
		rec.Kind = geo.PlaceKind(kind)
	case strings.HasPrefix(kind, "ppl"):
		rec.Kind = geo.Settlement
	case b.Kind != "":
		rec.Kind = b.Kind
	case kind == "":
		rec.Kind = geo.Settlement
	default:
		return r.wrong(column, text, "a kind of place such as settlement, town, village, region, district or island")
	}
	return nil
}

// point reads the position: degrees in two columns, or what ParsePosition reads in one or two.
func (b binding) point(r row) (*orb.Point, error) {
	lat, latColumn := b.cell(r, "lat")
	lon, lonColumn := b.cell(r, "lon")
	both, column := b.cell(r, "position")
	if lat == "" && lon == "" && both != "" {
		if m := wellKnownPoint.FindStringSubmatch(both); m != nil {
			lat, lon, latColumn, lonColumn = m[2], m[1], column, column
		} else if p, err := ParsePosition(both); err == nil {
			return &p, nil
		} else {
			return nil, r.wrong(column, both, "a position such as 49.72,36.83")
		}
	}
	y, ok := degrees(lat, 90)
	if !ok {
		if lat, lon, ok := parseAngles(lat + ";" + lon); ok {
			if p, err := onEarth(lat, lon, ""); err == nil {
				return &p, nil
			}
		}
		return nil, r.wrong(latColumn, lat, "degrees from -90 to 90")
	}
	x, ok := degrees(lon, 180)
	if !ok {
		return nil, r.wrong(lonColumn, lon, "degrees from -180 to 180")
	}
	return &orb.Point{x, y}, nil
}

// wellKnownPoint is a point in well-known text, longitude first.
var wellKnownPoint = regexp.MustCompile(`(?i)^(?:SRID=4326;)?POINT\s*Z?\s*\(\s*(\S+)\s+([^\s)]+)[^)]*\)$`)

// extras reads what a place can do without.
func (b binding) extras(r row, rec *Record) {
	oblast, column := b.cell(r, "oblast")
	switch {
	case oblast == "":
	case isoCode.MatchString(oblast):
		rec.Oblast = oblast
	default:
		if b.Region != nil {
			rec.Oblast = b.Region(oblast)
		}
		if rec.Oblast == "" {
			rec.Doubt = r.wrong(column, oblast, "a region of the gazetteer or its code, such as UA-63; it was left out")
		}
	}
	raion, _ := b.cell(r, "raion")
	rec.Raion = capitals(tidy(raion))
	if text, column := b.cell(r, "population"); text != "" {
		n, err := strconv.ParseFloat(strings.NewReplacer(" ", "", ",", "", "\u00A0", "").Replace(text), 64)
		if err != nil || !(n >= 0 && n < 1e9) {
			rec.Doubt = r.wrong(column, text, "a number of inhabitants; it was left out")
		} else {
			rec.Population = int(n)
		}
	}
	rec.Uncertainty = knownTo
	if text, column := b.cell(r, "uncertainty_m"); text != "" {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || !(n >= 0 && n <= 20e6) {
			rec.Doubt = r.wrong(column, text, "metres from 0 to 20000000; it was left out")
		} else {
			rec.Uncertainty = geo.Metres(n)
		}
	}
}

var isoCode = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

// degrees reads a coordinate from -most to most. A comma may stand for the point.
func degrees(text string, most float64) (float64, bool) {
	n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	return n, err == nil && math.Abs(n) <= most
}
