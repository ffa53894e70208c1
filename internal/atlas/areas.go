package atlas

import (
	"cmp"
	"slices"
	"time"

	"retaken/internal/geo"
	"retaken/internal/territory"
)

// standing is what the ground of a settlement has in common with other ground of the same area.
type standing struct {
	holder    geo.Holder
	certainty geo.Certainty
	claim     geo.Side
	disputed  bool
}

var nothing = standing{holder: geo.HolderUnknown, certainty: geo.NoEvidence}

// id numbers all standings that there can be, from 1 on: an area has the same id on every day.
func (s standing) id() int64 {
	n := slices.Index(geo.Holders, s.holder)*len(geo.Certainties) + slices.Index(geo.Certainties, s.certainty)
	n = n*5 + slices.Index([]geo.Side{geo.NoSide, geo.Ukraine, geo.Russia}, s.claim)
	if s.disputed {
		n += 2
	}
	return int64(n + 1)
}

// standings is how the ground of every settlement stands at one time.
type standings struct {
	cells     *territory.Cells
	near, far []standing // by site: within its reach, and beyond
	evidence  map[standing]int
	cellsOf   map[standing]int
}

// standings works out how the ground stands at t. Ground within reach of a place with evidence has its state:
// that of the nearest one. Farther ground takes after the nearest place whose holder rests on a report or the
// baseline, as long as that is not too far either; an open claim is not passed on. It is nil when there are no settlements.
func (a *Atlas) standings(t time.Time) (*standings, error) {
	cells, err := a.ground.divided()
	if err != nil || cells == nil {
		return nil, err
	}
	n := len(a.ground.ids)
	s := &standings{cells: cells, near: make([]standing, n), far: make([]standing, n), evidence: map[standing]int{}, cellsOf: map[standing]int{}}
	states := make([]standing, n)
	var told, firm []int
	for p, c := range a.Snapshot(t) {
		site, ok := a.ground.site(p.ID)
		if !ok {
			continue
		}
		footed := c.Footing != geo.OnNothing && c.Holder != geo.HolderUnknown
		if !footed && c.Claim == nil {
			continue
		}
		state := standing{holder: c.Holder, certainty: geo.Reported}
		if c.Claim != nil {
			state.claim, state.disputed = c.Claim.By, c.Claim.Disputed
		}
		states[site] = state
		told = append(told, site)
		if footed {
			firm = append(firm, site)
		}
		s.evidence[state]++
	}
	nearTold, nearFirm := cells.Nearest(told), cells.Nearest(firm)
	for i := range n {
		inferred := nothing
		if f := nearFirm[i]; f.Site >= 0 && f.Metres <= infer {
			inferred = standing{holder: states[f.Site].holder, certainty: geo.Inferred}
		}
		s.near[i], s.far[i] = inferred, inferred
		if e := nearTold[i]; e.Site >= 0 && e.Metres <= reach {
			s.near[i] = states[e.Site]
		}
		s.cellsOf[s.near[i]]++
	}
	return s, nil
}

// at is the standing of a piece of ground.
func (s *standings) at(site int, far bool) standing {
	if far {
		return s.far[site]
	}
	return s.near[site]
}

// Areas is the ground of the country by its state at t, the surest first.
func (a *Atlas) Areas(t time.Time) ([]geo.Area, error) {
	s, err := a.standings(t)
	if err != nil || s == nil {
		return nil, err
	}
	classes := numbering[standing]{}
	joined := s.cells.Join(func(site int, far bool) int { return classes.of(s.at(site, far)) })
	var out []geo.Area
	for i, region := range joined.Regions {
		k := classes.list[i]
		out = append(out, geo.Area{
			Holder: k.holder, Certainty: k.certainty, ClaimBy: k.claim, Disputed: k.disputed,
			Geometry: region.Shape, Km2: region.Km2, Places: s.evidence[k], Cells: s.cellsOf[k],
		})
	}
	return out, nil
}

// AreaChanges is the ground whose holder differs between two times, by the holders before and after. It is
// as sure as the less sure of the two.
func (a *Atlas) AreaChanges(from, to time.Time) ([]geo.AreaChange, error) {
	before, err := a.standings(from)
	if err != nil || before == nil {
		return nil, err
	}
	after, err := a.standings(to)
	if err != nil {
		return nil, err
	}
	type change struct {
		before, after geo.Holder
		certainty     geo.Certainty
	}
	classes := numbering[change]{}
	joined := before.cells.Join(func(site int, far bool) int {
		b, a := before.at(site, far), after.at(site, far)
		if b.holder == a.holder {
			return -1
		}
		surer := slices.MaxFunc([]geo.Certainty{b.certainty, a.certainty}, func(x, y geo.Certainty) int {
			return cmp.Compare(slices.Index(geo.Certainties, x), slices.Index(geo.Certainties, y))
		})
		return classes.of(change{b.holder, a.holder, surer})
	})
	var out []geo.AreaChange
	for i, region := range joined.Regions {
		k := classes.list[i]
		out = append(out, geo.AreaChange{Before: k.before, After: k.after, Certainty: k.certainty, Geometry: region.Shape, Km2: region.Km2})
	}
	return out, nil
}

// numbering gives numbers to values as they come.
type numbering[T comparable] struct {
	list []T
	at   map[T]int
}

func (n *numbering[T]) of(v T) int {
	i, ok := n.at[v]
	if !ok {
		if n.at == nil {
			n.at = map[T]int{}
		}
		i = len(n.list)
		n.at[v] = i
		n.list = append(n.list, v)
	}
	return i
}
