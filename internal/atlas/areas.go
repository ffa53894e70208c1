package atlas

import (
	"errors"
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

var claimants = []geo.Side{geo.NoSide, geo.Ukraine, geo.Russia, geo.Ukraine, geo.Russia} // the last two disputed

// id numbers all standings that there can be, from 1 on: an area has the same id on every day.
func (s standing) id() uint8 {
	n := slices.Index(claimants, s.claim)
	if s.disputed {
		n += 2
	}
	n += len(claimants) * (slices.Index(geo.Certainties, s.certainty) + len(geo.Certainties)*slices.Index(geo.Holders, s.holder))
	return uint8(n + 1)
}

// standingOf is the standing with that id.
func standingOf(id int) standing {
	n, claim := (id-1)/len(claimants), (id-1)%len(claimants)
	return standing{geo.Holders[n/len(geo.Certainties)], geo.Certainties[n%len(geo.Certainties)], claimants[claim], claim > 2}
}

// standings is how the ground of every settlement stands at one time. Many are kept, so that they are small.
type standings struct {
	cells  *territory.Cells
	of     [2][]uint8 // by site: id of the standing of its near and its far ground
	by     [2][]int32 // by site: which one that ground takes after, -1 for none
	holder []uint8    // by site: of the place itself, from 1 in the order of geo.Holders; 0 where nothing tells of it

	evidence, sites [256]int // by id: places with evidence of their own, and settlements
}

// standings works out how the ground stands at t. Ground within reach of a place with evidence has its state:
// that of the nearest one. Farther ground takes after the nearest place whose holder rests on a report or the
// baseline, as long as that is not too far either; an open claim is not passed on. It is nil when there are no settlements.
func (a *Atlas) standings(t time.Time) (*standings, error) {
	cells, err := a.ground.divided()
	if err != nil || cells == nil {
		return nil, err
	}
	return a.evidence(t).standings(cells), nil
}

// evidence is what is told of the settlements at one time.
type evidence struct {
	holder     []uint8 // as standings have it
	states     []standing
	told, firm []int // sites of which something is told, and those whose holder rests on a report or the baseline
}

func (a *Atlas) evidence(t time.Time) *evidence {
	n := len(a.ground.ids)
	e := &evidence{holder: make([]uint8, n), states: make([]standing, n)}
	for p, c := range a.Snapshot(t) {
		site, ok := a.ground.site(p.ID)
		if !ok {
			continue
		}
		e.holder[site] = uint8(slices.Index(geo.Holders, c.Holder) + 1)
		footed := c.Footing != geo.OnNothing && c.Holder != geo.HolderUnknown
		if !footed && c.Claim == nil {
			continue
		}
		state := standing{holder: c.Holder, certainty: geo.Reported}
		if c.Claim != nil {
			state.claim, state.disputed = c.Claim.By, c.Claim.Disputed
		}
		e.states[site] = state
		e.told = append(e.told, site)
		if footed {
			e.firm = append(e.firm, site)
		}
	}
	return e
}

// standings carries what is told over to the ground around.
func (e *evidence) standings(cells *territory.Cells) *standings {
	n := len(e.states)
	s := &standings{cells: cells, holder: e.holder}
	for far := range s.of {
		s.of[far], s.by[far] = make([]uint8, n), make([]int32, n)
	}
	states, told, firm := e.states, e.told, e.firm
	for _, site := range told {
		s.evidence[states[site].id()]++
	}
	nearTold := cells.Nearest(told)
	nearFirm := nearTold
	if len(firm) < len(told) {
		nearFirm = cells.Nearest(firm)
	}
	for i := range n {
		far, by := nothing, -1
		if f := nearFirm[i]; f.Site >= 0 && f.Metres <= infer {
			far, by = standing{holder: states[f.Site].holder, certainty: geo.Inferred}, f.Site
		}
		s.of[1][i], s.by[1][i] = far.id(), int32(by)
		near := far
		if e := nearTold[i]; e.Site >= 0 && e.Metres <= reach {
			near, by = states[e.Site], e.Site
		}
		s.of[0][i], s.by[0][i] = near.id(), int32(by)
		s.sites[near.id()]++
	}
	return s
}

// part is the index of near or far ground.
func part(far bool) int {
	if far {
		return 1
	}
	return 0
}

// joined is the ground joined by its standing, whose id is the class.
type joined struct {
	*standings
	*territory.Ground
}

// join joins the ground by its standing at t. Without settlements there is none.
func (a *Atlas) join(t time.Time) (*joined, error) {
	j := &joined{Ground: &territory.Ground{}}
	var err error
	if j.standings, err = a.standings(t); err != nil || j.standings == nil {
		return j, err
	}
	j.Ground = j.cells.Join(func(site int, far bool) int { return int(j.of[part(far)][site]) })
	return j, nil
}

// areas are the regions, by id.
func (j *joined) areas() []geo.Area {
	var out []geo.Area
	for id, region := range j.Regions {
		if len(region.Shape) == 0 {
			continue
		}
		s := standingOf(id)
		out = append(out, geo.Area{
			ID: int64(id), Holder: s.holder, Certainty: s.certainty, ClaimBy: s.claim, Disputed: s.disputed,
			Geometry: region.Shape, Km2: region.Km2, Places: j.evidence[id], Cells: j.sites[id],
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
	areas := j.areas()
	for i, a := range areas {
		for k, b := range areas {
			left, right := slices.Index(geo.Holders, a.Holder), slices.Index(geo.Holders, b.Holder)
			if a.Certainty == geo.NoEvidence || b.Certainty == geo.NoEvidence || left > right || left == right && (i >= k || a.ClaimBy == b.ClaimBy) {
				continue
			}
			shape := j.Border(int(a.ID), int(b.ID))
			if len(shape) == 0 {
				continue
			}
			of := line{a.Holder, b.Holder, lessSure(a.Certainty, b.Certainty), a.ClaimBy != geo.NoSide || b.ClaimBy != geo.NoSide}
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

// Areas is the ground of the country by its state at t, the latest when t is zero, by id.
func (a *Atlas) Areas(t time.Time) ([]geo.Area, error) {
	j, err := a.areas.at(a, a.span(t)).joined()
	if err != nil {
		return nil, err
	}
	return j.areas(), nil
}

// AreaChanges is the ground that changed hands between two times, by the holders before and after. Ground changes
// hands with the place that it takes after at the later time, and is as sure as it is then: that a place is reported
// on for the first time changes nothing.
func (a *Atlas) AreaChanges(from, to time.Time) ([]geo.AreaChange, error) {
	times, ends, errs := [2]time.Time{from, to}, [2]*joined{}, [2]error{}
	inParallel(len(times), func(i int) { ends[i], errs[i] = a.areas.at(a, a.span(times[i])).joined() })
	before, after := ends[0], ends[1]
	if err := errors.Join(errs[:]...); err != nil || before.standings == nil {
		return nil, err
	}
	type change struct {
		before, after geo.Holder
		certainty     geo.Certainty
	}
	var changes numbering[change]
	joined := before.cells.Join(func(site int, far bool) int {
		had, has, changed := after.since(before.standings, site, far)
		if !changed {
			return -1
		}
		return changes.of(change{had, has.holder, has.certainty})
	})
	var out []geo.AreaChange
	for i, region := range joined.Regions {
		c := changes.list[i]
		out = append(out, geo.AreaChange{Before: c.before, After: c.after, Certainty: c.certainty, Geometry: region.Shape, Km2: region.Km2})
	}
	return out, nil
}

// since tells who had ground of a settlement before and how it stands now, if the place that it takes after has changed
// hands.
func (now *standings) since(before *standings, site int, far bool) (had geo.Holder, has standing, changed bool) {
	by := now.by[part(far)][site]
	if by < 0 || before.holder[by] == now.holder[by] {
		return "", nothing, false
	}
	had = geo.HolderUnknown
	if h := before.holder[by]; h > 0 {
		had = geo.Holders[h-1]
	}
	return had, standingOf(int(now.of[part(far)][site])), true
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
