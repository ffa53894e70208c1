package atlas

import (
	"slices"
	"sync"
	"time"

	"retaken/internal/geo"
)

// The collections of the ground, which are made for an instant when that is asked for.
const (
	Areas   = "areas"   // by its state
	Borders = "borders" // where areas meet
)

const (
	geometryOfAreas   = "MultiPolygon"
	geometryOfBorders = "MultiLineString"
)

// keptAreas is what an atlas remembers of the ground.
type keptAreas struct {
	once    sync.Once
	moments []time.Time // when the state of any place of the ground changes, ascending

	mu   sync.Mutex
	kept []*areasOf // the last one used comes last
}

// areasOf is the areas between two moments, and their borders.
type areasOf struct {
	valid   geo.Interval
	joined  func() (*joined, error)
	areas   func() (*Collection, error)
	borders func() (*Collection, error)
}

// keepAreas is for how many spans of time areas are kept, with 33,000 settlements about 4 MB each.
const keepAreas = 4

// At is the collection of that name for queries with that condition on time: Areas and Borders are made for its
// last instant, or for the latest state when its end is open.
func (a *Atlas) At(name string, t *geo.Interval) (*Collection, error) {
	switch name {
	case Areas:
		return a.areas.at(a, a.span(instant(t))).areas()
	case Borders:
		return a.areas.at(a, a.span(instant(t))).borders()
	}
	return a.Collection(name)
}

// newAreasOf makes nothing yet.
func newAreasOf(a *Atlas, valid geo.Interval) *areasOf {
	o := &areasOf{valid: valid}
	o.joined = sync.OnceValues(func() (*joined, error) { return a.join(within(valid)) })
	o.areas = sync.OnceValues(func() (*Collection, error) {
		j, err := o.joined()
		if err != nil {
			return nil, err
		}
		var rows []geo.Feature
		for _, area := range j.areas() {
			rows = append(rows, area.Feature(valid))
		}
		return fixed(Areas, geometryOfAreas, geo.AreaFields, rows), nil
	})
	o.borders = sync.OnceValues(func() (*Collection, error) {
		j, err := o.joined()
		if err != nil {
			return nil, err
		}
		var rows []geo.Feature
		for i, border := range j.borders() {
			rows = append(rows, border.Feature(int64(i+1), valid))
		}
		return fixed(Borders, geometryOfBorders, geo.BorderFields, rows), nil
	})
	return o
}

// at is what is kept for that span of time, new where nothing is.
func (k *keptAreas) at(a *Atlas, valid geo.Interval) *areasOf {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.kept, func(o *areasOf) bool { return o.valid == valid })
	if i < 0 {
		if len(k.kept) >= keepAreas {
			k.kept = slices.Delete(k.kept, 0, 1)
		}
		k.kept = append(k.kept, newAreasOf(a, valid))
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

// LastMoment is when the ground last changed, zero when it never did.
func (a *Atlas) LastMoment() time.Time { return a.span(time.Time{}).Start }

// outline describes a collection of the ground without making it.
func (a *Atlas) outline(name string, fields []geo.Field) *Collection {
	c := fixed(name, geometryOfAreas, fields, nil)
	if name == Borders {
		c.Geometry = geometryOfBorders
	}
	c.Span = &geo.Interval{Start: geo.FirstDay}
	if b := a.ground.country.Bound(); len(a.ground.ids) > 0 {
		c.BBox = &[4]float64{outward(b.Min[0], -180), outward(b.Min[1], -90), outward(b.Max[0], 180), outward(b.Max[1], 90)}
	}
	return c
}
