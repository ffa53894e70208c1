package geo

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// Match says how a name in a text fits a name of a place; a smaller value is a better match.
type Match int

// The ways a name can fit, best first.
const (
	Exact     Match = iota // the canonical, Ukrainian or Russian name
	ByAlias                // another name, or another romanisation of a name
	Inflected              // a case form of a Ukrainian or Russian name
	Folded                 // the same by FoldKey only
	Similar                // one letter away from that
)

func (m Match) String() string {
	if m < Exact || m > Similar {
		return fmt.Sprintf("Match(%d)", int(m))
	}
	return [...]string{"exact", "alias", "inflected", "folded", "similar"}[m]
}

// Candidate is a place that a name may mean.
type Candidate struct {
	Place *Place // the gazetteer's own; it must not be changed
	How   Match
}

// Gazetteer finds places by name. It never changes and is safe for use by several goroutines.
type Gazetteer struct {
	places []Place // in the order of IDs
	refs   map[string]int32

	names []name
	index *index

	byLatitude  func() []int32
	prefixes    func() *prefixIndex
	typos       func() [][]searchKey
	fingerprint func() string
}

// NewGazetteer builds a gazetteer of places; the first error of the sequence ends it. Places whose
// ID is 0 are numbered in their order with the least numbers that no other place has. No two places
// may have the same ID, or the same Ref.
func NewGazetteer(places iter.Seq2[Place, error]) (*Gazetteer, error) {
	g := &Gazetteer{}
	for p, err := range places {
		if err != nil {
			return nil, fmt.Errorf("building the gazetteer: %w", err)
		}
		g.places = append(g.places, p)
	}
	if err := g.number(); err != nil {
		return nil, fmt.Errorf("building the gazetteer: %w", err)
	}
	g.names, g.index = indexNames(g.places)
	g.byLatitude = sync.OnceValue(g.sortByLatitude)
	g.prefixes = sync.OnceValue(g.indexPrefixes)
	g.typos = sync.OnceValue(g.indexTypos)
	g.fingerprint = sync.OnceValue(g.sum)
	return g, nil
}

// number gives every place an ID, sorts by it and indexes refs.
func (g *Gazetteer) number() error {
	taken := make(map[PlaceID]bool, len(g.places))
	for _, p := range g.places {
		if p.ID != 0 && taken[p.ID] {
			return fmt.Errorf("two places have the ID %d: every place needs its own", p.ID)
		}
		taken[p.ID] = true
	}
	next := PlaceID(1)
	for i := range g.places {
		if g.places[i].ID != 0 {
			continue
		}
		for taken[next] {
			next++
		}
		g.places[i].ID = next
		next++
	}
	slices.SortFunc(g.places, func(a, b Place) int { return cmp.Compare(a.ID, b.ID) })
	g.refs = make(map[string]int32, len(g.places))
	for i, p := range g.places {
		if p.Ref == "" {
			continue
		}
		if other, ok := g.refs[p.Ref]; ok {
			return fmt.Errorf("%s and %s have the same ref %q: every place needs its own", g.places[other].Name, p.Name, p.Ref)
		}
		g.refs[p.Ref] = int32(i)
	}
	return nil
}

// Len is the number of places.
func (g *Gazetteer) Len() int { return len(g.places) }

// Places yields every place in the order of IDs.
func (g *Gazetteer) Places() iter.Seq[*Place] {
	return func(yield func(*Place) bool) {
		for i := range g.places {
			if !yield(&g.places[i]) {
				return
			}
		}
	}
}

// Place is the place with that ID.
func (g *Gazetteer) Place(id PlaceID) (Place, bool) {
	i, ok := slices.BinarySearchFunc(g.places, id, func(p Place, id PlaceID) int { return cmp.Compare(p.ID, id) })
	if !ok {
		return Place{}, false
	}
	return g.places[i], true
}

// ByRef is the place with that Ref, which is not empty.
func (g *Gazetteer) ByRef(ref string) (Place, bool) {
	i, ok := g.refs[ref]
	if !ok {
		return Place{}, false
	}
	return g.places[i], true
}

// Lookup returns the places that name, as a whole, may mean: any spelling, script or case form, upper
// or lower case. Better matches come first, then places with more inhabitants. Places that match only
// when folded are returned only when there is no other.
func (g *Gazetteer) Lookup(name string) []Candidate {
	for _, s := range spellings {
		if f, ok := g.index.forms[s.hash(name)]; ok && f.first != noPosting {
			return g.candidates(f)
		}
	}
	return nil
}

// candidates lists the places with a name of that form.
func (g *Gazetteer) candidates(f form) []Candidate {
	var out []Candidate
	for i := f.first; i != noPosting; i = g.index.postings[i].next {
		p := g.index.postings[i]
		for _, o := range g.names[p.name].owners {
			how := p.how
			if how == Exact && o.alias {
				how = ByAlias
			}
			out = append(out, Candidate{&g.places[o.place], how})
		}
	}
	return bestFirst(out)
}

// bestFirst sorts candidates and leaves each place its best match.
func bestFirst(list []Candidate) []Candidate {
	if len(list) < 2 {
		return list
	}
	slices.SortFunc(list, func(a, b Candidate) int {
		return cmp.Or(
			cmp.Compare(a.How, b.How),
			cmp.Compare(b.Place.Population, a.Place.Population),
			cmp.Compare(a.Place.ID, b.Place.ID))
	})
	out := list[:0]
	for _, c := range list {
		if !slices.ContainsFunc(out, func(o Candidate) bool { return o.Place == c.Place }) {
			out = append(out, c)
		}
	}
	return out
}

// Near returns the places within radius of p, the nearest first.
func (g *Gazetteer) Near(p orb.Point, radius Metres) []*Place {
	type found struct {
		place *Place
		away  Metres
	}
	var near []found
	degrees := float64(radius) / metresPerDegree
	order := g.byLatitude()
	from, _ := slices.BinarySearchFunc(order, p.Lat()-degrees, func(i int32, lat float64) int {
		return cmp.Compare(g.places[i].Lat(), lat)
	})
	for _, i := range order[from:] {
		place := &g.places[i]
		if place.Lat() > p.Lat()+degrees {
			break
		}
		if away := Distance(p, place.Point); away <= radius {
			near = append(near, found{place, away})
		}
	}
	slices.SortFunc(near, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.away, b.away), cmp.Compare(a.place.ID, b.place.ID))
	})
	out := make([]*Place, len(near))
	for i, n := range near {
		out[i] = n.place
	}
	return out
}

// metresPerDegree is a little less than the length of a degree of latitude, so that a band of
// latitude computed with it holds every point of the circle.
const metresPerDegree = orb.EarthRadius * math.Pi / 180 * 0.999

func (g *Gazetteer) sortByLatitude() []int32 {
	order := make([]int32, len(g.places))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(g.places[a].Lat(), g.places[b].Lat()), cmp.Compare(a, b))
	})
	return order
}

// Distance is the length of the great circle arc between two points, on the sphere with the
// equatorial radius: within 0.3 % of the length on the ellipsoid at the latitudes of Ukraine.
func Distance(a, b orb.Point) Metres { return Metres(orbgeo.DistanceHaversine(a, b)) }

// Fingerprint is the same for two gazetteers only if they find the same places, with the same IDs
// and properties, in every text.
func (g *Gazetteer) Fingerprint() string { return g.fingerprint() }

// scanRules changes whenever Scan finds other names than before in the same gazetteer for a reason
// that does not show in the index.
const scanRules = "1"

// sum computes Fingerprint. That of the forms stands for the rules that make them.
func (g *Gazetteer) sum() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %x\n", scanRules, g.index.sum)
	var b []byte
	put := func(texts ...string) {
		for _, t := range texts {
			b = append(append(strconv.AppendInt(b, int64(len(t)), 10), ':'), t...)
		}
	}
	for i := range g.places {
		p := &g.places[i]
		b = strconv.AppendInt(b[:0], int64(p.ID), 10)
		put(p.Ref, p.Name, p.NameUk, p.NameRu, string(p.Kind), p.Oblast, p.Raion)
		for _, a := range p.Aliases {
			put(a.Text, a.Lang, string(a.Kind))
		}
		for _, n := range []float64{float64(p.Population), p.Lon(), p.Lat(), float64(p.Uncertainty)} {
			b = strconv.AppendUint(append(b, ' '), math.Float64bits(n), 16)
		}
		h.Write(append(b, '\n'))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// isCyrillic tells whether a name is written in Cyrillic letters.
func isCyrillic(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return 0x400 <= r && r < 0x530 })
}
