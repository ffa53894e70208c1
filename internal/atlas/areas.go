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
	near, far []standing   // by site: within its reach, and beyond
	by        [2][]int     // by site: which one the near and the far ground takes after, -1 for none
	holders   []geo.Holder // by site: of the place itself, "" where nothing tells of it
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
	s := &standings{cells: cells, near: make([]standing, n), far: make([]standing, n), by: [2][]int{make([]int, n), make([]int, n)}, holders: make([]geo.Holder, n), evidence: map[standing]int{}, cellsOf: map[standing]int{}}
	states := make([]standing, n)
	var told, firm []int
	for p, c := range a.Snapshot(t) {
		site, ok := a.ground.site(p.ID)
		if !ok {
			continue
		}
		s.holders[site] = c.Holder
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
		inferred, by := nothing, -1
		if f := nearFirm[i]; f.Site >= 0 && f.Metres <= infer {
			inferred, by = standing{holder: states[f.Site].holder, certainty: geo.Inferred}, f.Site
		}
		s.near[i], s.far[i], s.by[0][i], s.by[1][i] = inferred, inferred, by, by
		if e := nearTold[i]; e.Site >= 0 && e.Metres <= reach {
			s.near[i], s.by[0][i] = states[e.Site], e.Site
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

// joined is the ground joined by its standing.
type joined struct {
	*standings
	*territory.Ground
	classes numbering[standing]
}

// join joins the ground by its standing at t. Without settlements there is none.
func (a *Atlas) join(t time.Time) (*joined, error) {
	j := &joined{Ground: &territory.Ground{}}
	var err error
	if j.standings, err = a.standings(t); err != nil || j.standings == nil {
		return j, err
	}
	j.Ground = j.cells.Join(func(site int, far bool) int { return j.classes.of(j.at(site, far)) })
	return j, nil
}

// areas are the regions, in the order of their classes.
func (j *joined) areas() []geo.Area {
	var out []geo.Area
	for i, region := range j.Regions {
		k := j.classes.list[i]
		out = append(out, geo.Area{
			Holder: k.holder, Certainty: k.certainty, ClaimBy: k.claim, Disputed: k.disputed,
			Geometry: region.Shape, Km2: region.Km2, Places: j.evidence[k], Cells: j.cellsOf[k],
		})
	}
	return out
}

// borders are the lines between ground of different holders, and around ground that is claimed by one of them.
// They are as sure as the less sure side.
func (j *joined) borders() []geo.Border {
	type line struct {
		left, right geo.Holder
		certainty   geo.Certainty
		claimed     bool
	}
	var lines numbering[line]
	var out []geo.Border
	for i, a := range j.classes.list {
		for k, b := range j.classes.list {
			left, right := slices.Index(geo.Holders, a.holder), slices.Index(geo.Holders, b.holder)
			if a.certainty == geo.NoEvidence || b.certainty == geo.NoEvidence || left > right || left == right && (i >= k || a.claim == b.claim) {
				continue
			}
			shape := j.Border(i, k)
			if len(shape) == 0 {
				continue
			}
			of := line{a.holder, b.holder, lessSure(a.certainty, b.certainty), a.claim != geo.NoSide || b.claim != geo.NoSide}
			n := lines.of(of)
			if n == len(out) {
				out = append(out, geo.Border{Left: of.left, Right: of.right, Certainty: of.certainty, Claimed: of.claimed})
			}
			out[n].Geometry = append(out[n].Geometry, shape...)
		}
	}
	return out
}

func lessSure(a, b geo.Certainty) geo.Certainty {
	if slices.Index(geo.Certainties, a) > slices.Index(geo.Certainties, b) {
		return a
	}
	return b
}

// Areas is the ground of the country by its state at t.
func (a *Atlas) Areas(t time.Time) ([]geo.Area, error) {
	j, err := a.join(t)
	if err != nil {
		return nil, err
	}
	return j.areas(), nil
}

// AreaChanges is the ground that changed hands between two times, by the holders before and after. Ground changes
// hands with the place that it takes after at the later time, and is as sure as it is then: that a place is reported
// on for the first time changes nothing.
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
	var changes numbering[change]
	joined := before.cells.Join(func(site int, far bool) int {
		s, by := after.near[site], after.by[0][site]
		if far {
			s, by = after.far[site], after.by[1][site]
		}
		if by < 0 || before.holders[by] == after.holders[by] {
			return -1
		}
		return changes.of(change{cmp.Or(before.holders[by], geo.HolderUnknown), s.holder, s.certainty})
	})
	var out []geo.AreaChange
	for i, region := range joined.Regions {
		c := changes.list[i]
		out = append(out, geo.AreaChange{Before: c.before, After: c.after, Certainty: c.certainty, Geometry: region.Shape, Km2: region.Km2})
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
