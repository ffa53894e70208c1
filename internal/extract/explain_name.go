package extract

import (
	"cmp"
	"math"
	"slices"

	"retaken/internal/geo"
)

// Weight is a place that a name may mean and how well it fits. Only the order and the distance between scores mean
// something. The score is 0 where nothing had to be weighed.
type Weight struct {
	Place *geo.Place
	Score float64
	How   geo.Match // how the name fits one of the place's
}

// Margin is by how much the likeliest place must lead the next one; with less the name is left open.
const Margin = margin

// Reason is something that speaks for one candidate more than for another.
type Reason struct {
	Why   string     // "size", "spelling", "said", "distance", "front", "water", "editor", "region", "near", "listed", "same"
	By    float64    // what it adds to the distance of the scores
	Place *geo.Place // the other place that it rests on, nil for none
}

// weigher finds out what the weights of candidates rest on. It knows nothing of how they are made: it weighs a
// candidate again with one thing less, and sees what is missing.
type weigher struct {
	fronts  frontDistance
	anchors []*mention // what was resolved, in the order of the text
}

func (x *Extractor) weigher(d *document) weigher {
	w := weigher{fronts: distances(x.theatre.Fronts.At(d.article.Published))}
	for _, s := range d.sentences {
		for i := range s.mentions {
			if m := &s.mentions[i]; m.place != nil {
				w.anchors = append(w.anchors, m)
			}
		}
	}
	return w
}

// name is a mention as the outside sees it.
func (w weigher) name(m *mention) Name {
	n := Name{
		Span: m.span, Place: m.place, NoPlace: m.notPlace, Lacking: m.lacking, Corrected: m.corrected, Relation: m.prep,
		Apart: m.notPlace == "" && m.place != nil && (m.adjunct || !(&mention{place: m.place}).usable()),
	}
	how := func(p *geo.Place) geo.Candidate {
		return m.candidates[max(0, slices.IndexFunc(m.candidates, func(c geo.Candidate) bool { return c.Place == p }))]
	}
	for _, c := range m.weighed {
		n.Candidates = append(n.Candidates, Weight{c.place, c.score, how(c.place).How})
	}
	if m.weighed == nil {
		for _, c := range m.candidates {
			n.Candidates = append(n.Candidates, Weight{Place: c.Place, How: c.How})
		}
	}
	if len(m.weighed) > 1 && m.notPlace == "" {
		n.Reasons = w.reasons(m, how(m.weighed[0].place), how(m.weighed[1].place))
	}
	return n
}

// reasons are what speaks for one candidate more than for another, without trifles.
func (w weigher) reasons(m *mention, best, next geo.Candidate) []Reason {
	const trifle = 0.2
	var out []Reason
	near := beside(w.anchors, m)
	other := w.parts(m, next, near)
	for _, r := range w.parts(m, best, near) {
		if k := slices.IndexFunc(other, func(o Reason) bool { return o.Why == r.Why }); k >= 0 {
			r.By -= other[k].By
		}
		if r.By <= trifle {
			continue
		}
		if r.Why == "near" && slices.ContainsFunc(near, func(a *mention) bool { return a.place == r.Place && a.list == m.list }) {
			r.Why = "listed"
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(b.By, a.By) })
	return out
}

// parts are what the weight of a candidate is made of, one of each kind.
func (w weigher) parts(m *mention, c geo.Candidate, near []*mention) []Reason {
	listed := slices.ContainsFunc(near, func(a *mention) bool { return a.list == m.list })
	whole := m.weigh(c, nil, w.fronts, listed)
	without := func(change func(*mention, *geo.Place)) float64 {
		m, p := *m, *c.Place
		change(&m, &p)
		return whole - m.weigh(geo.Candidate{Place: &p, How: c.How}, nil, w.fronts, listed)
	}
	out := []Reason{
		{Why: "spelling", By: whole - m.weigh(geo.Candidate{Place: c.Place}, nil, w.fronts, listed)},
		{Why: "size", By: without(func(_ *mention, p *geo.Place) { p.Population = townSize })},
		{Why: "front", By: whole - m.weigh(c, nil, func(*geo.Place) geo.Metres { return geo.Metres(math.Inf(1)) }, listed)},
		{Why: "editor", By: without(func(_ *mention, p *geo.Place) { p.Ref = "" })},
		{Why: "said", Place: m.qualifier.within, By: without(func(m *mention, _ *geo.Place) { m.qualifier.within = nil })},
		{Why: "distance", Place: m.qualifier.from, By: without(func(m *mention, _ *geo.Place) { m.qualifier.from = nil })},
	}
	water := Reason{Why: "water"}
	if k := c.Place.Kind; k == geo.River || k == geo.Sea {
		water.By = without(func(_ *mention, p *geo.Place) { p.Kind = geo.Country }) // to which nothing of the kind applies
	}
	out = append(out, water)
	best := map[string]Reason{}
	for _, a := range near {
		r := Reason{Why: "near", Place: a.place, By: m.weigh(c, []*mention{a}, w.fronts, listed) - whole}
		switch {
		case a.place.ID == c.Place.ID:
			r.Why = "same"
		case a.place.Kind == geo.Region || a.place.Kind == geo.District:
			r.Why = "region"
		}
		if r.By > best[r.Why].By {
			best[r.Why] = r
		}
	}
	for _, why := range []string{"region", "near", "same"} {
		r := best[why]
		r.Why = why
		out = append(out, r)
	}
	return out
}
