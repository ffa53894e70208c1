package atlas

import (
	"context"
	"crypto/sha256"
	"runtime"
	"slices"
	"time"

	"retaken/internal/geo"
	"retaken/internal/kept"
	"retaken/internal/territory"
)

// AreaSum is how much ground has one state at one time.
type AreaSum struct {
	Holder    geo.Holder
	Certainty geo.Certainty
	ClaimBy   geo.Side // side with an open claim on it, NoSide for none
	Km2       float64
}

// Sums is the size of the ground at one time.
type Sums struct {
	Areas []AreaSum

	// Gained is the ground that came to a holder since the instant before, as AreaChanges has it; nil for the first
	// instant, and where the one before lies before geo.FirstDay, when nothing is known of any holder.
	Gained map[geo.Holder]float64
}

// AreaSums are the sizes of Areas and of AreaChanges at each of those instants, the earliest first, without the shapes,
// which take most of the time to make. It ends with the error of ctx when that ends.
func (a *Atlas) AreaSums(ctx context.Context, instants []time.Time) ([]Sums, error) {
	all := make([]Sums, len(instants))
	cells, err := a.ground.divided()
	if err != nil || cells == nil {
		return all, err
	}
	at := make([]int, len(instants)) // by instant, the number of its span
	var spans numbering[geo.Interval]
	for i, t := range instants {
		at[i] = spans.of(a.span(t))
	}
	steps := make([]Sums, len(spans.list))
	parts := min(runtime.GOMAXPROCS(0), len(steps))
	inParallel(parts, func(p int) {
		var before *told
		for i := p * len(steps) / parts; i < (p+1)*len(steps)/parts && ctx.Err() == nil; i++ {
			if before == nil && i > 0 {
				before = a.told(spans.list[i-1], cells)
			}
			now := a.told(spans.list[i], cells)
			steps[i] = a.ground.step(before, now)
			before = now
		}
	})
	for i, span := range at {
		switch all[i] = steps[span]; {
		case i == 0 || instants[i-1].Before(geo.FirstDay):
			all[i].Gained = nil
		case span == at[i-1]:
			all[i].Gained = map[geo.Holder]float64{}
		}
	}
	return all, ctx.Err()
}

// within is an instant of a span: a zero one would mean the latest state.
func within(span geo.Interval) time.Time {
	if span.Start.IsZero() && !span.End.IsZero() {
		return span.End.Add(-time.Nanosecond)
	}
	return span.Start
}

// told is what is told of the settlements during one span, and what follows from that as soon as it is needed.
type told struct {
	*evidence
	cells   *territory.Cells
	digest  digest
	carried *standings
}

func (a *Atlas) told(span geo.Interval, cells *territory.Cells) *told {
	e := a.evidence(within(span))
	return &told{evidence: e, cells: cells, digest: e.digest()}
}

func (t *told) standings() *standings {
	if t.carried == nil {
		t.carried = t.evidence.standings(t.cells)
	}
	return t.carried
}

// digest is the same for what gives the same sums of the same ground.
type digest [sha256.Size]byte

func (e *evidence) digest() digest {
	b := make([]byte, 3*len(e.states))
	for i, holder := range e.holder {
		b[3*i] = holder
	}
	for _, site := range e.told {
		b[3*site+1] = e.states[site].id()
	}
	for _, site := range e.firm {
		b[3*site+2] = 1
	}
	return sha256.Sum256(b)
}

// keptSums are sums by what they follow from, before and now. A new revision, or what was known on an earlier day, thus
// costs no more than the days on which something else is told.
type keptSums = kept.Cache[[2]digest, Sums]

// maxSums is how many bytes the sums may take that are kept of one ground: those of about 2,000 days.
const maxSums = 2 << 20

// step is the sums of now, which comes after before; that is nil for the first.
func (g *ground) step(before, now *told) Sums {
	key := [2]digest{1: now.digest}
	if before != nil {
		key[0] = before.digest
	}
	if sums, ok := g.sums.Get(key); ok {
		return sums
	}
	s := now.standings()
	sums := Sums{Gained: map[geo.Holder]float64{}}
	for id, km2 := range now.cells.Km2(func(site int, far bool) int { return int(s.of[part(far)][site]) }) {
		if km2 > 0 {
			of := standingOf(id)
			sums.Areas = append(sums.Areas, AreaSum{of.holder, of.certainty, of.claim, km2})
		}
	}
	if before != nil {
		was := before.standings()
		gained := now.cells.Km2(func(site int, far bool) int {
			if _, has, changed := s.since(was, site, far); changed {
				return slices.Index(geo.Holders, has.holder)
			}
			return -1
		})
		for holder, km2 := range gained {
			if km2 > 0 {
				sums.Gained[geo.Holders[holder]] = km2
			}
		}
	}
	const perSum, beside = 56, 512
	g.sums.Put(key, sums, perSum*len(sums.Areas)+beside)
	return sums
}
