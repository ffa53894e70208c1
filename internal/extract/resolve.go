package extract

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// The weights of toponym resolution. They order candidates; only their ratios matter.
const (
	weightRegion     = 3.0 // the text names the oblast that the candidate lies in
	weightNear       = 2.5 // for another place of the text right beside the candidate
	weightListed     = 6.0 // the same for one of the same coordination
	weightPopulation = 0.6 // for each e-fold of inhabitants above townSize
	townSize         = 5000.
	foreignCity      = 500_000.
	bigCity          = 100_000 // nobody means a hamlet of that name
	weightCase       = 3.0     // against a name as it stands where its case would be another
	weightWater      = 6.0     // a river beside a word such as "bank"; against it without one
	weightEditor     = 0.7     // an editor added the place, mostly because an article names it
	weightSibling    = 2.5     // the same name was resolved to it elsewhere in the text
	weightFront      = 2.4     // changes are reported right there at the time
	frontMetres      = 25_000. // distance from there at which that falls to 1/e
	nearMetres       = 40_000. // distance at which the pull of another place falls to 1/e
	reachTokens      = 60.     // tokens at which another place counts half
	reachRegion      = 20.     // the same for a region, in the same sentence or behind
	contextTokens    = 400     // anchors further away are not asked
	mostAnchors      = 40      // nor more of them
	margin           = 0.6     // the best must lead by so much, else the mention is ambiguous
	unplacedMargin   = -1.0    // the same over places of which the gazetteer has no position, which are less likely to be in the news
)

// resolve decides for every mention which place it means. A mention that the text does not decide stays
// ambiguous: its place is nil.
func (x *Extractor) resolve(d *document) {
	fronts := distances(x.theatre.Fronts.At(d.article.Published))
	var all []*mention
	for _, s := range d.sentences {
		if more := x.coordinatedRegions(s); more != nil {
			s.mentions = append(s.mentions, more...)
			slices.SortStableFunc(s.mentions, func(a, b mention) int { return a.from - b.from })
		}
		s.qualify()
		for i := range s.mentions {
			if m := &s.mentions[i]; m.notPlace == "" {
				all = append(all, m)
				s.widenToRegion(x.gazetteer, i)
			}
		}
	}
	// Names with one meaning first: they are the context of the others.
	var anchors []*mention
	unplaced := x.unplaced()
	for _, m := range all {
		m.unplaced = unplaced(m)
		if p := sole(m.candidates); p != nil && !m.corrected && !m.homograph(p, fronts) && (m.unplaced == nil || p.Population >= townSize) {
			m.place = p
			anchors = append(anchors, m)
		}
	}
	// Strays are found before any is taken out, so that their order does not matter.
	for _, m := range anchors {
		m.lacking = m.stray(m.place, beside(anchors, m), fronts)
	}
	anchors = slices.DeleteFunc(anchors, func(m *mention) bool {
		if m.lacking {
			m.place = nil
		}
		return m.lacking
	})
	// Twice: what comes later in the text may decide what stays open at first.
	for range 2 {
		var decided []*mention
		for _, m := range all {
			if m.place == nil && (!m.lacking || m.unplaced != nil) {
				near := beside(anchors, m)
				if m.choose(near, fronts); m.place != nil && (m.corrected && !m.borneOut(near) || m.stray(m.place, near, fronts)) {
					m.place = nil
				}
				if m.place != nil {
					decided = append(decided, m)
				}
			}
		}
		anchors = append(anchors, decided...)
		slices.SortStableFunc(anchors, func(a, b *mention) int { return a.from - b.from })
	}
}

// borneOut tells whether what stands around a misspelt name supports the place it was read as: its region,
// or another place not far from it.
func (m *mention) borneOut(anchors []*mention) bool {
	const vicinity = 100_000 // metres
	if m.qualifier.fits(m.place) > 0 {
		return true
	}
	for _, a := range anchors {
		if a.place == nil || math.Abs(float64(a.from-m.from)) > reachTokens {
			continue
		}
		switch a.place.Kind {
		case geo.Region, geo.District:
			if a.place.Oblast != "" && a.place.Oblast == m.place.Oblast {
				return true
			}
		case geo.Settlement:
			if geo.Distance(a.place.Point, m.place.Point) < vicinity {
				return true
			}
		}
	}
	return false
}

// frontDistance is how far a place lies from where changes are reported at the time.
type frontDistance func(*geo.Place) geo.Metres

// distances remembers the distance of each point that it is asked for.
func distances(fronts geo.Fronts) frontDistance {
	memo := map[orb.Point]geo.Metres{}
	return func(p *geo.Place) geo.Metres {
		d, ok := memo[p.Point]
		if !ok {
			d = fronts.Distance(p.Point)
			memo[p.Point] = d
		}
		return d
	}
}

// stray tells whether a place of that name is small and lies far from where it ought to: from the others of its
// list, or outside the region that governs it, or far behind the fronts and from the towns and villages around it in
// the text. It is most likely another place of that name, which the gazetteer lacks.
func (m *mention) stray(p *geo.Place, anchors []*mention, fronts frontDistance) bool {
	const (
		village  = 5000    // inhabitants
		city     = 300_000 // inhabitants; such a place is named anywhere
		apart    = 70_000  // metres, in a list
		reached  = 30_000  // metres from a front: there a name may stand alone
		far      = 150_000 // metres
		evidence = 2       // other places that must agree behind the fronts
		company  = 3       // other places that must agree anywhere
	)
	if p.Kind != geo.Settlement || p.Population >= village || !inTheatre(p) || m.qualifier.fits(p) > 0 || fronts(p) < reached {
		return false
	}
	others, nearest := 0, geo.Metres(math.Inf(1))
	var listed []*geo.Place
	for _, a := range anchors {
		o := a.place
		if o == nil || a == m || o.ID == p.ID || o.Kind != geo.Settlement || o.Population >= city || math.Abs(float64(a.from-m.from)) > reachTokens {
			continue
		}
		d := geo.Distance(o.Point, p.Point)
		others++
		nearest = min(nearest, d)
		if a.list == m.list {
			listed = append(listed, o)
		}
	}
	near := func(o *geo.Place) func(*geo.Place) bool {
		return func(q *geo.Place) bool {
			return o.ID != q.ID && (geo.Distance(o.Point, q.Point) < apart || o.Oblast == q.Oblast && geo.Distance(o.Point, q.Point) < far)
		}
	}
	if len(listed) > 0 && !slices.ContainsFunc(listed, near(p)) {
		// Either it or the rest is elsewhere: the rest, where it hangs together or lies nearer to the fronts.
		return slices.ContainsFunc(listed, func(o *geo.Place) bool { return slices.ContainsFunc(listed, near(o)) }) ||
			fronts(listed[0]) < fronts(p)
	}
	return nearest >= far && (others >= company || others >= evidence && fronts(p) >= far)
}

// beside are the anchors, which are in the order of the text, that stand nearest to m, one for each place.
func beside(anchors []*mention, m *mention) []*mention {
	var out []*mention
	right := sort.Search(len(anchors), func(i int) bool { return anchors[i].from >= m.from })
	left := right - 1
	away := func(i int) int {
		if i < 0 || i >= len(anchors) {
			return contextTokens
		}
		return min(abs(anchors[i].from-m.from), contextTokens)
	}
	for len(out) < mostAnchors {
		i := left
		if away(right) < away(left) {
			i = right
		}
		if away(i) == contextTokens {
			break
		}
		if i == left {
			left--
		} else {
			right++
		}
		a := anchors[i]
		if a == m || a.place == nil || slices.ContainsFunc(out, func(o *mention) bool { return o.place == a.place }) {
			continue
		}
		out = append(out, a)
	}
	return out
}

// sole is the only place among candidates of the best quality, nil when there are several.
func sole(cs []geo.Candidate) *geo.Place {
	if len(cs) == 0 || len(cs) > 1 && cs[1].How <= max(cs[0].How, geo.ByAlias) {
		return nil
	}
	return cs[0].Place
}

// homograph tells whether the name is also another case of the name of a place at the fronts, from which the only place that
// has it as it stands is far: "Бердичів" in the news of Avdiivka is of Berdychi.
func (m *mention) homograph(p *geo.Place, fronts frontDistance) bool {
	const far, near = 150_000, 50_000 // metres
	return len(m.candidates) > 1 && fronts(p) > far && slices.ContainsFunc(m.candidates[1:], func(c geo.Candidate) bool {
		return c.How == geo.Inflected && c.Place.Kind == geo.Settlement && fronts(c.Place) < near
	})
}

func (m *mention) choose(anchors []*mention, fronts frontDistance) {
	m.weighed, m.lacking = m.weighed[:0], false
	listed := slices.ContainsFunc(anchors, func(a *mention) bool { return a.list == m.list })
	for _, c := range m.candidates {
		m.weighed = append(m.weighed, weighed{c.Place, m.weigh(c, anchors, fronts, listed)})
	}
	list := m.weighed
	slices.SortStableFunc(list, func(a, b weighed) int { return cmp.Compare(b.score, a.score) })
	if len(list) == 0 || len(list) > 1 && list[0].score-list[1].score < margin {
		return
	}
	if list[0].place.Population >= bigCity {
		m.place = list[0].place
		return
	}
	for i := range m.unplaced {
		p := &m.unplaced[i]
		score := m.weigh(geo.Candidate{Place: p, How: m.candidates[0].How}, anchors, fronts, listed)
		m.weighed = append(m.weighed, weighed{p, score})
		m.lacking = m.lacking || score > list[0].score-unplacedMargin
	}
	if !m.lacking {
		m.place = list[0].place
	}
}

// unplaced finds, for a mention, the settlements without a position that have the Ukrainian name of one of its candidates.
func (x *Extractor) unplaced() func(*mention) []geo.Place {
	memo := map[string][]geo.Place{}
	return func(m *mention) (out []geo.Place) {
		seen := map[string]bool{}
		for _, c := range m.candidates {
			name := c.Place.NameUk
			if c.How > max(m.candidates[0].How, geo.ByAlias) || c.Place.Kind != geo.Settlement || name == "" || seen[name] {
				continue
			}
			seen[name] = true
			found, ok := memo[name]
			if !ok {
				found = x.theatre.Unplaced.Named(name)
				memo[name] = found
			}
			out = append(out, found...)
		}
		return out
	}
}

// weighed is a place that a name may mean, and how well it fits.
type weighed struct {
	place *geo.Place
	score float64
}

// weigh says how well a candidate fits its surroundings. listed tells whether others of its list are among the anchors.
func (m *mention) weigh(c geo.Candidate, anchors []*mention, fronts frontDistance, listed bool) float64 {
	people := float64(c.Place.Population)
	if people == 0 && !inTheatre(c.Place) {
		people = foreignCity // a place abroad is in the gazetteer because everybody knows it
	}
	size := weightPopulation * math.Log(max(people, townSize)/townSize)
	if listed && people < bigCity {
		size /= 2 // in a list the company says more
	}
	score := size - float64(c.How) + m.qualifier.fits(c.Place)
	if m.prep == "from" && c.How == geo.Exact && slices.ContainsFunc(m.candidates, func(o geo.Candidate) bool { return o.How == geo.Inflected }) {
		score -= weightCase // "з Бердичів"
	}
	if c.Place.Kind == geo.River || c.Place.Kind == geo.Sea {
		score -= weightWater / 2
		if m.water {
			score += 2 * weightWater
		}
	}
	if strings.HasPrefix(c.Place.Ref, "editor:") {
		score += weightEditor
	}
	if c.Place.Kind == geo.Settlement || c.Place.Kind == geo.Facility {
		score += weightFront * math.Exp(-float64(fronts(c.Place))/frontMetres)
	}
	region, near, sibling := 0.0, 0.0, 0.0
	for _, a := range anchors {
		if a == m || a.place == nil {
			continue
		}
		weight := reachTokens / (reachTokens + math.Abs(float64(a.from-m.from)))
		if a.place.ID == c.Place.ID {
			sibling = max(sibling, weightSibling*weight)
			continue
		}
		switch a.place.Kind {
		case geo.Settlement, geo.Island, geo.Facility, geo.Sea:
			d := float64(geo.Distance(a.place.Point, c.Place.Point))
			if a.list == m.list {
				weight = weightListed / weightNear
			}
			near = max(near, weightNear*weight*math.Exp(-d/nearMetres))
		case geo.Region, geo.District:
			if a.place.Oblast != "" && a.place.Oblast == c.Place.Oblast {
				reach := reachRegion
				if a.sentence != m.sentence && a.from > m.from {
					reach /= 4 // what a later sentence is about
				}
				region = max(region, weightRegion*reach/(reach+math.Abs(float64(a.from-m.from))))
			}
		}
	}
	return score + region + near + sibling
}

// widenToRegion reads "Donetsk and Luhansk regions": in a list that a plural word for regions ends, every
// city stands for its oblast.
func (s *sentence) widenToRegion(g *geo.Gazetteer, i int) {
	last := i
	for last+1 < len(s.mentions) && s.mentions[last+1].list == s.mentions[i].list {
		last++
	}
	end := s.mentions[last].to
	if end >= s.to {
		return
	}
	f, ok := s.at("words", end)
	if !ok || f.class != "region" {
		return
	}
	for _, c := range s.mentions[i].candidates {
		if c.Place.Kind != geo.Settlement || c.How > geo.ByAlias {
			continue
		}
		for _, r := range g.Lookup(strings.TrimSpace(c.Place.Name + " Oblast")) {
			if r.Place.Kind == geo.Region && r.How == geo.Exact {
				s.mentions[i].candidates = []geo.Candidate{r}
				return
			}
		}
	}
}
