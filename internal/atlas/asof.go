package atlas

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// AsOf is the atlas as it was known at t: what was published later is left out, of the places none. It is the
// same atlas for all instants between two publications, and a itself when nothing that it knows is later. What was
// asked for lately is kept, with the revision of then, as long as no revision changes what is served.
func (a *Atlas) AsOf(t time.Time) *Atlas {
	if a.whole != nil { // what is known of an earlier day's knowledge
		if !t.Before(a.KnownBy) {
			return a
		}
		a = a.whole
	}
	until, ok := a.pasts.until(a, t)
	if !ok {
		return a
	}
	return a.pasts.get(until, func() *Atlas {
		costly.Lock()
		defer costly.Unlock()
		return a.past(until)
	})
}

// past is the atlas with what was published by then.
func (a *Atlas) past(until time.Time) *Atlas {
	p := &Atlas{
		Store: a.Store, Revision: a.Revision, Updated: a.Updated, Edited: a.Edited, KnownBy: until,
		ids: a.ids, baseline: a.baseline, where: a.where, ground: a.ground, removed: a.removed, encodings: a.encodings, whole: a,
	}
	later := func(r *row) bool { return r.Event.Source.Published.After(until) }
	p.sites = slices.Clone(a.sites)
	inParallel(len(p.sites), func(i int) {
		if s := p.sites[i]; slices.ContainsFunc(s.events, later) {
			p.sites[i] = newSite(s.place, s.start, slices.DeleteFunc(slices.Clone(s.events), later))
			p.sites[i].revision = s.revision
		}
	})
	for i, s := range p.sites {
		if s != a.sites[i] {
			p.own += len(s.states) + len(s.changes)
		}
	}
	for _, r := range a.events {
		if !later(r) {
			p.events = append(p.events, r)
		}
	}
	for _, r := range a.articles {
		if !r.Read.Published.After(until) {
			p.articles = append(p.articles, r)
		}
	}
	for _, g := range a.aggregates {
		if !g.Source.Published.After(until) {
			p.aggregates = append(p.aggregates, g)
		}
	}
	p.finish()
	return p
}

// maxPasts is how many bytes the atlases of earlier days may hold, by estimate, beside what they share with the
// present one. The one that was last asked for is kept even if it holds more.
const maxPasts = 24 << 20

// costly is held while an atlas of an earlier day is made: it takes both processors and tens of megabytes, so that
// several at once would each be ready later.
var costly sync.Mutex

// pasts are the atlases of earlier days' knowledge that are kept.
type pasts struct {
	once      sync.Once
	published []time.Time // when anything was, in order, each once

	mu   sync.Mutex
	kept []*past // the one asked for last is at the end
}

type past struct {
	until time.Time
	get   func() *Atlas // makes it once
	size  int           // 0 until it is made
}

// until is the last instant at which no more was known than at t; false when more never was.
func (p *pasts) until(a *Atlas, t time.Time) (time.Time, bool) {
	p.once.Do(func() {
		for _, r := range a.events {
			p.published = append(p.published, r.Event.Source.Published)
		}
		for _, r := range a.articles {
			p.published = append(p.published, r.Read.Published)
		}
		slices.SortFunc(p.published, time.Time.Compare)
		p.published = slices.Clip(slices.CompactFunc(p.published, time.Time.Equal))
	})
	i, found := slices.BinarySearchFunc(p.published, t, time.Time.Compare)
	if found {
		i++
	}
	if i == len(p.published) {
		return time.Time{}, false
	}
	return p.published[i].Add(-time.Nanosecond), true
}

// get is the kept atlas, or a new one. Several that ask at once wait for the same.
func (p *pasts) get(until time.Time, build func() *Atlas) *Atlas {
	p.mu.Lock()
	i := slices.IndexFunc(p.kept, func(k *past) bool { return k.until.Equal(until) })
	var k *past
	if i >= 0 {
		k = p.kept[i]
		p.kept = slices.Delete(p.kept, i, i+1)
	} else {
		k = &past{until: until, get: sync.OnceValue(build)}
	}
	p.kept = append(p.kept, k)
	p.mu.Unlock()

	a := k.get()
	p.mu.Lock()
	defer p.mu.Unlock()
	k.size = a.size()
	total := 0
	for i, k := range slices.Backward(p.kept) {
		if total += k.size; total > maxPasts && i < len(p.kept)-1 {
			p.kept = slices.Delete(p.kept, 0, i+1)
			break
		}
	}
	return a
}

// size is about how many bytes an atlas of an earlier day holds beside what it shares.
func (a *Atlas) size() int {
	const (
		perRow   = 8   // in a list of rows
		perState = 600 // or change
		perAreas = 4 << 20
	)
	n := perRow*(2*len(a.events)+3*len(a.sites)+2*len(a.articles)) + a.own*perState
	for _, c := range a.collections {
		n += c.kept.Cost()
	}
	a.areas.mu.Lock()
	defer a.areas.mu.Unlock()
	return n + perAreas*len(a.areas.kept)
}

// inParallel calls do with every number below n, on all processors.
func inParallel(n int, do func(int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	group.Wait()
}
