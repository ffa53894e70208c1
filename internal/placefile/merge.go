package placefile

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"retaken/internal/geo"
)

// SameWithin is how near two places of one name and kind must be to be taken for the same, unless Reach says more.
const SameWithin geo.Metres = 5000

// maxReach is the greatest Reach of a settlement.
const maxReach geo.Metres = 15000

// Reach is how far from its position another source may have a place: SameWithin, a kilometre more for every
// 100,000 inhabitants up to 15 km, or as far as its position is uncertain.
func Reach(p geo.Place) geo.Metres {
	return max(min(SameWithin+geo.Metres(p.Population)/100, maxReach), p.Uncertainty)
}

// twiceWithin is how near two places of one name must be for a list that has both to be taken to have one
// place twice: old lists do, when a place was renamed.
const twiceWithin geo.Metres = 1000

// Result is what became of the records of a file.
type Result struct {
	Places    []geo.Place // new places, and those that changed, whole; in the order met
	Added     int         // of them, those that are new
	Updated   int         // of them, those that were there
	Unchanged int         // records that say nothing new
	Unmatched int         // records that only add names, to a place that is not there
	Conflicts []Conflict  // records that say they are a place which lies elsewhere
	Namesakes []Conflict  // new places that may be another one, of the same name and kind, within NamesakeWithin
}

// NamesakeWithin is how near two places of one name may be and yet be two: nearer ones in other sources are often the same
// village with another position.
const NamesakeWithin geo.Metres = 30_000

// Policy says what becomes of a place that a file describes otherwise than the gazetteer.
type Policy int

// The policies.
const (
	Fill    Policy = iota // what is known stays, and lying elsewhere is a conflict
	Move                  // what is known stays, but a place moves to where the file has it
	Replace               // what the file says of a place with its Ref counts, and else as Move
)

// Conflict is a record and a place of the gazetteer that lies elsewhere.
type Conflict struct {
	Record Record
	Place  geo.Place // as it is in the gazetteer
	Away   geo.Metres
}

// merger is the work of one Merge.
type merger struct {
	g     *geo.Gazetteer
	keys  map[*geo.Place]map[string]bool // the folded names of places
	now   map[string]*geo.Place          // places that were met, by ref, as they are to be
	order []string
	fresh map[string]bool
}

// Merge brings records together with a gazetteer. A record belongs to the place of its Ref; else to the
// nearest one of its kind within its Reach that shares a name with it when both are folded, though not to
// one further than 1 km off that another record has by its Ref. Its names are added to that place and fill
// what is unknown there; the position stays. A record further off than the place's Reach is a conflict and
// changes nothing. The policy may say otherwise. Other records are new places, whose Ref is made of name
// and position where they have none. So the same records again change nothing.
func Merge(g *geo.Gazetteer, records []Record, policy Policy) Result {
	m := &merger{g: g, keys: map[*geo.Place]map[string]bool{}, now: map[string]*geo.Place{}, fresh: map[string]bool{}}
	own := make([]string, len(records))
	for i, r := range records {
		if own[i] = r.Ref; r.Ref == "" {
			own[i] = derivedRef(r.Place)
		}
	}
	targets := m.match(records, own)
	var res Result
	changed := map[string]bool{}
	for i, r := range records {
		r.Ref = own[i]
		ref := own[i]
		if t, ok := targets[ref]; ok {
			ref = t
		}
		old, ok := m.place(ref)
		switch {
		case !ok && r.Name == "":
			res.Unmatched++
			continue
		case !ok:
			p := r.Place
			p.ID = 0
			m.now[ref], m.fresh[ref] = &p, true
			m.order = append(m.order, ref)
			res.Added++
			if other := m.namesake(p); other != nil {
				res.Namesakes = append(res.Namesakes, Conflict{r, *other, geo.Distance(p.Point, other.Point)})
			}
			continue
		}
		p := *old
		p.Aliases = slices.Clone(old.Aliases)
		switch away := r.Name != "" && elsewhere(p, r.Place); {
		case policy == Replace && r.Name != "" && ref == r.Ref:
			replace(&p, r)
		case away && policy == Fill:
			res.Conflicts = append(res.Conflicts, Conflict{r, p, geo.Distance(p.Point, r.Point)})
			continue
		case away:
			p.Point, p.Uncertainty = r.Point, r.Uncertainty
			fallthrough
		default:
			learn(&p, r.Place)
		}
		if equal(p, *old) {
			res.Unchanged++
			continue
		}
		if _, met := m.now[ref]; !met {
			m.order = append(m.order, ref)
		}
		m.now[ref] = &p
		if !m.fresh[ref] && !changed[ref] {
			changed[ref] = true
			res.Updated++
		}
	}
	for _, ref := range m.order {
		res.Places = append(res.Places, *m.now[ref])
	}
	return res
}

// equal tells whether two descriptions of a place say the same.
func equal(p, q geo.Place) bool {
	aliases := slices.Equal(p.Aliases, q.Aliases)
	p.Aliases, q.Aliases = nil, nil
	return aliases && reflect.DeepEqual(p, q)
}

// replace makes a place what a record of its Ref says. What the record leaves open stays as it is.
func replace(p *geo.Place, r Record) {
	old := *p
	if r.Whole {
		*p = r.Place
		p.ID = old.ID
		return
	}
	for _, f := range []struct {
		is  *string
		new string
	}{{&p.Name, r.Name}, {&p.NameUk, r.NameUk}, {&p.NameRu, r.NameRu}, {&p.Oblast, r.Oblast}, {&p.Raion, r.Raion}} {
		if f.new != "" {
			*f.is = f.new
		}
	}
	if r.Population > 0 {
		p.Population = r.Population
	}
	if p.Point != r.Point {
		p.Point, p.Uncertainty = r.Point, r.Uncertainty
	}
	p.Kind = r.Kind
	learn(p, r.Place)
	learn(p, geo.Place{Name: old.Name})
}

// namesake is the nearest other place of the gazetteer with the same canonical or Ukrainian name and of the
// same kind, in the same oblast as far as that is known, within NamesakeWithin; nil for none.
func (m *merger) namesake(p geo.Place) *geo.Place {
	key := geo.FoldKey(p.Name)
	for _, near := range m.g.Near(p.Point, NamesakeWithin) {
		if near.Kind == p.Kind && near.Ref != p.Ref && (near.Oblast == p.Oblast || near.Oblast == "" || p.Oblast == "") &&
			(geo.FoldKey(near.Name) == key || near.NameUk != "" && near.NameUk == p.NameUk) {
			return near
		}
	}
	return nil
}

// elsewhere tells whether a place lies too far from where another description has it.
func elsewhere(p, other geo.Place) bool {
	return geo.Distance(p.Point, other.Point) > Reach(p)
}

// place is the place of that ref as it is to be.
func (m *merger) place(ref string) (*geo.Place, bool) {
	if p, ok := m.now[ref]; ok {
		return p, true
	}
	p, ok := m.g.ByRef(ref)
	return &p, ok
}

// match finds the places of the gazetteer that records without a known ref mean: for the refs of those
// records, the refs of the places.
func (m *merger) match(records []Record, own []string) map[string]string {
	claimed := map[string]bool{}
	for i, ref := range own {
		if p, ok := m.g.ByRef(ref); ok && (records[i].Name == "" || !elsewhere(p, records[i].Place)) {
			claimed[ref] = true
		}
	}
	type found struct {
		ref  string
		away geo.Metres
	}
	targets := map[string]string{}
	nearest := map[string]found{} // of the records with a ref of their own, by the place they mean
	for i, r := range records {
		ref := own[i]
		_, done := targets[ref]
		if _, known := m.g.ByRef(ref); done || known || r.Name == "" {
			continue
		}
		p, away := m.same(r.Place, claimed)
		if p == nil {
			continue
		}
		if r.Ref != "" && !claimed[p.Ref] { // two refs are two places
			if other, taken := nearest[p.Ref]; taken {
				if other.away <= away {
					continue
				}
				delete(targets, other.ref)
			}
			nearest[p.Ref] = found{ref, away}
		}
		targets[ref] = p.Ref
	}
	return targets
}

// same is the place of the gazetteer that a new one seems to be, nil for none. One that no record claims
// comes first, then one with the same canonical name, then the nearest.
func (m *merger) same(p geo.Place, claimed map[string]bool) (*geo.Place, geo.Metres) {
	var best *geo.Place
	var names map[string]bool
	worst := 4
	canonical := geo.FoldKey(p.Name)
	for _, near := range m.g.Near(p.Point, maxReach) {
		away := geo.Distance(p.Point, near.Point)
		if near.Kind != p.Kind || near.Ref == "" || away > SameWithin && away > Reach(*near) || claimed[near.Ref] && away > twiceWithin {
			continue
		}
		if names == nil {
			names = namesOf(p)
		}
		if m.keys[near] == nil {
			m.keys[near] = namesOf(*near)
		}
		if !shares(names, m.keys[near]) {
			continue
		}
		rank := 0
		if claimed[near.Ref] {
			rank += 2
		}
		if geo.FoldKey(near.Name) != canonical {
			rank++
		}
		if rank < worst {
			best, worst = near, rank
		}
	}
	if best == nil {
		return nil, 0
	}
	return best, geo.Distance(p.Point, best.Point)
}

func shares(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// namesOf are the folded names of a place.
func namesOf(p geo.Place) map[string]bool {
	keys := map[string]bool{}
	add := func(names ...string) {
		for _, n := range names {
			if k := geo.FoldKey(n); k != "" {
				keys[k] = true
			}
		}
	}
	add(p.Name, p.NameUk, p.NameRu)
	add(geo.Romanisations(p.NameUk, p.NameRu)...)
	for _, a := range p.Aliases {
		add(a.Text)
	}
	return keys
}

// learn adds to a place what another description of it knows beyond.
func learn(p *geo.Place, from geo.Place) {
	fill := func(into *string, text string) {
		if *into == "" {
			*into = text
		}
	}
	fill(&p.Oblast, from.Oblast)
	fill(&p.Raion, from.Raion)
	if p.Population == 0 {
		p.Population = from.Population
	}
	// The name in use is the one that says the same as the canonical name.
	for _, a := range append([]geo.Alias{{Text: from.NameUk, Lang: "uk"}, {Text: from.NameRu, Lang: "ru"}}, from.Aliases...) {
		known := slices.ContainsFunc(p.Aliases, func(o geo.Alias) bool { return o.Text == a.Text })
		if a.Text == "" || known || !isCyrillic(a.Text) || a.Kind == geo.Former || a.Kind == geo.Colloquial {
			continue
		}
		if a.Lang == "uk" && geo.FoldKey(geo.RomaniseUkrainian(a.Text)) == geo.FoldKey(p.Name) {
			fill(&p.NameUk, a.Text)
		}
		if a.Lang == "ru" && (from.Name != "" && from.NameRu == a.Text || skeleton(geo.Romanisations("", a.Text)[0]) == skeleton(p.Name)) {
			fill(&p.NameRu, a.Text)
		}
	}
	for _, a := range append([]geo.Alias{
		{Text: from.Name, Kind: geo.Variant},
		{Text: from.NameUk, Lang: "uk", Kind: geo.Variant},
		{Text: from.NameRu, Lang: "ru", Kind: geo.Variant},
	}, from.Aliases...) {
		addAlias(p, a)
	}
}

// skeleton is the folded name without its vowels: what the romanisations of its Ukrainian and its Russian
// form agree on.
func skeleton(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiou", r) {
			return -1
		}
		return r
	}, geo.FoldKey(name))
}

// addAlias adds a name that the place does not have and that does not follow from those that it has. A name
// that is there takes on the language and kind that it lacks.
func addAlias(p *geo.Place, a geo.Alias) {
	same := func(text string) bool { return strings.EqualFold(text, a.Text) }
	if a.Text == "" || same(p.Name) || same(p.NameUk) || same(p.NameRu) {
		return
	}
	if i := slices.IndexFunc(p.Aliases, func(o geo.Alias) bool { return o.Text == a.Text }); i >= 0 {
		o := &p.Aliases[i]
		if o.Lang == "" && a.Lang != Language(a.Text) { // what can be guessed again is not worth a change
			o.Lang = a.Lang
		}
		if o.Kind == geo.Variant && a.Kind != "" {
			o.Kind = a.Kind
		}
		return
	}
	if slices.ContainsFunc(p.Aliases, func(o geo.Alias) bool { return same(o.Text) }) {
		return
	}
	if a.Kind == geo.Variant && slices.ContainsFunc(geo.Romanisations(p.NameUk, p.NameRu), same) {
		return
	}
	p.Aliases = append(p.Aliases, a)
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// derivedRef is a reference made of what a place says of itself: its name, kind and position to 0.0001 degree.
func derivedRef(p geo.Place) string {
	tell := func(degrees float64) float64 { return math.Round(degrees*1e4) / 1e4 }
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%g|%g", geo.FoldKey(p.Name), p.Kind, tell(p.Lon()), tell(p.Lat())))
	slug := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(p.Name), "-"), "-")
	return "import:" + cmp.Or(slug[:min(len(slug), 40)], "place") + "-" + hex.EncodeToString(sum[:4])
}
