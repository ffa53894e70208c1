package atlas

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"retaken/internal/geo"
)

// Areas is the collection of the ground by its state. It is made for an instant when that is asked for.
const Areas = "areas"

// keptAreas is what an atlas remembers of the ground.
type keptAreas struct {
	once    sync.Once
	moments []time.Time // when the state of any place of the ground changes, ascending

	mu   sync.Mutex
	kept []*areasOf // the last one used comes last
}

// areasOf is the areas between two moments.
type areasOf struct {
	valid geo.Interval
	once  sync.Once
	rows  *Collection
	err   error
}

// keepAreas is for how many spans of time areas are kept: a collection has some ten thousand vertices.
const keepAreas = 60

// At is the collection of that name for queries with that condition on time: Areas is made for its last
// instant, or for the latest state when its end is open.
func (a *Atlas) At(name string, t *geo.Interval) (*Collection, error) {
	if name != Areas {
		return a.Collection(name)
	}
	return a.areasAt(instant(t))
}

// areasAt is the areas of an instant, or the latest ones.
func (a *Atlas) areasAt(t time.Time) (*Collection, error) {
	made := a.areas.at(a.span(t))
	made.once.Do(func() {
		var rows []geo.Feature
		at := made.valid.Start
		areas, err := a.Areas(at)
		if err != nil {
			made.err = err
			return
		}
		for _, area := range areas {
			rows = append(rows, area.Feature(standing{area.Holder, area.Certainty, area.ClaimBy, area.Disputed}.id(), made.valid))
		}
		slices.SortFunc(rows, func(x, y geo.Feature) int { return cmp.Compare(x.ID, y.ID) })
		made.rows = fixed(Areas, geo.AreaFields, rows)
	})
	return made.rows, made.err
}

// at is what is kept for that span of time, new where nothing is.
func (k *keptAreas) at(valid geo.Interval) *areasOf {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.kept, func(o *areasOf) bool { return o.valid == valid })
	if i < 0 {
		if len(k.kept) >= keepAreas {
			k.kept = slices.Delete(k.kept, 0, 1)
		}
		k.kept = append(k.kept, &areasOf{valid: valid})
		return k.kept[len(k.kept)-1]
	}
	found := k.kept[i]
	k.kept = append(slices.Delete(k.kept, i, i+1), found)
	return found
}

// span is the time around t during which the ground did not change: the last one for a zero t.
func (a *Atlas) span(t time.Time) geo.Interval {
	a.areas.once.Do(func() {
		for _, s := range a.sites {
			if _, ok := a.ground.site(s.place.Place.ID); !ok {
				continue
			}
			for _, c := range s.spans {
				a.areas.moments = append(a.areas.moments, c.Valid.Start)
			}
		}
		slices.SortFunc(a.areas.moments, time.Time.Compare)
		a.areas.moments = slices.CompactFunc(a.areas.moments, time.Time.Equal)
	})
	m := a.areas.moments
	next := len(m)
	if !t.IsZero() {
		var found bool
		if next, found = slices.BinarySearchFunc(m, t, time.Time.Compare); found {
			next++
		}
	}
	var valid geo.Interval
	if next > 0 {
		valid.Start = m[next-1]
	}
	if next < len(m) {
		valid.End = m[next]
	}
	return valid
}

// outline describes the areas without making any.
func (a *Atlas) outline() *Collection {
	c := &Collection{Name: Areas, Fields: geo.AreaFields, Span: &geo.Interval{Start: geo.FirstDay}}
	if b := a.ground.country.Bound(); len(a.ground.ids) > 0 {
		c.BBox = &[4]float64{outward(b.Min[0], -180), outward(b.Min[1], -90), outward(b.Max[0], 180), outward(b.Max[1], 90)}
	}
	return c
}
