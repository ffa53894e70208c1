package ingest

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// Told is a kept article with the events that its last reading found.
type Told struct {
	Article news.Article
	Events  []geo.Event
}

// Change is what a new reading of an article changes. An event of which the place, the day or the
// substance is another is gone in its old form and added in its new one.
type Change struct {
	Article     news.Article
	Added, Gone []geo.Event
}

// Touched are the kept articles that changes of places concern, in the order kept: those of which the
// reading refers to one of the places, and those whose text has a name that one had or will have.
func (p *Pipeline) Touched(ctx context.Context, changes ...geo.PlaceChange) ([]Told, error) {
	var ids []geo.PlaceID
	var versions []geo.Place
	for _, c := range changes {
		for _, v := range []*geo.Place{c.Before, c.After} {
			if v == nil {
				continue
			}
			if v.ID != 0 {
				ids = append(ids, v.ID)
			}
			version := *v
			version.ID, version.Ref = 0, "" // so that both versions of a place go into one gazetteer
			versions = append(versions, version)
		}
	}
	refer := map[string]bool{}
	for ref, err := range p.Store.Unread(ctx, ids...) {
		if err != nil {
			return nil, err
		}
		refer[ref] = true
	}
	names, err := geo.NewGazetteer(func(yield func(geo.Place, error) bool) {
		for _, v := range versions {
			if !yield(v, nil) {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	var touched []Told
	for a, err := range p.Archive.Articles(ctx) {
		if err != nil {
			return nil, fmt.Errorf("reading the kept articles: %w", err)
		}
		if refer[a.Ref] || !empty(names.Scan(a.Text)) {
			t, err := p.told(ctx, a)
			if err != nil {
				return nil, err
			}
			touched = append(touched, t)
		}
	}
	return touched, nil
}

// Unread are the kept articles that wait to be read: because a change to the gazetteer concerns them, or
// because the walk that kept them did not get so far.
func (p *Pipeline) Unread(ctx context.Context) ([]Told, error) {
	var waiting []Told
	for ref, err := range p.Store.Unread(ctx) {
		if err != nil {
			return nil, err
		}
		a, err := p.Archive.Article(ctx, ref)
		if err != nil {
			return nil, err
		}
		t, err := p.told(ctx, a)
		if err != nil {
			return nil, err
		}
		waiting = append(waiting, t)
	}
	return waiting, nil
}

func (p *Pipeline) told(ctx context.Context, a news.Article) (Told, error) {
	t := Told{Article: a}
	for e, err := range p.Store.Events(ctx, geo.Query{Article: a.Ref}) {
		if err != nil {
			return t, fmt.Errorf("reading the events of article %s: %w", a.Ref, err)
		}
		t.Events = append(t.Events, e)
	}
	return t, nil
}

// Reread reads articles again and keeps the readings, in batches. It returns what that changed, leaving
// out the articles of which the events are the same.
func (p *Pipeline) Reread(ctx context.Context, articles []Told) (changes []Change, err error) {
	for some := range slices.Chunk(articles, batch) {
		readings, changed := p.reread(some)
		if err := p.Store.PutReadings(ctx, readings...); err != nil {
			return changes, err
		}
		changes = append(changes, changed...)
	}
	return changes, nil
}

// Tally sums up a reading of everything.
type Tally struct {
	Read, Changed int // articles
	Added, Gone   int // reports
}

// RereadAll reads again every kept article that was last read with other rules or another gazetteer, and calls each for every one
// of which the events changed. With dry it keeps nothing. Memory does not grow with the number of articles.
func (p *Pipeline) RereadAll(ctx context.Context, dry bool, each func(Change)) (sum Tally, err error) {
	rules := p.Extractor.Rules()
	var some []Told
	flush := func() error {
		readings, changes := p.reread(some)
		if !dry {
			if err := p.Store.PutReadings(ctx, readings...); err != nil {
				return err
			}
		}
		sum.Read += len(some)
		for _, c := range changes {
			sum.Changed++
			sum.Added += len(c.Added)
			sum.Gone += len(c.Gone)
			each(c)
		}
		some = some[:0]
		return nil
	}
	for a, err := range p.Archive.Articles(ctx) {
		if err != nil {
			return sum, fmt.Errorf("reading the kept articles: %w", err)
		}
		with, err := p.Store.ReadWith(ctx, a.Ref)
		if err != nil {
			return sum, err
		}
		if with == rules {
			continue
		}
		t, err := p.told(ctx, a)
		if err != nil {
			return sum, err
		}
		if some = append(some, t); len(some) == batch {
			if err := flush(); err != nil {
				return sum, err
			}
		}
	}
	return sum, flush()
}

// Preview is what Reread would return. It keeps nothing.
func (p *Pipeline) Preview(articles []Told) []Change {
	_, changes := p.reread(articles)
	return changes
}

func (p *Pipeline) reread(articles []Told) (readings []geo.Reading, changes []Change) {
	for _, t := range articles {
		r := p.Extractor.Read(t.Article)
		readings = append(readings, r)
		c := Change{Article: t.Article, Added: missing(r.Events, t.Events), Gone: missing(t.Events, r.Events)}
		if len(c.Added)+len(c.Gone) > 0 {
			changes = append(changes, c)
		}
	}
	return readings, changes
}

// missing are the events of a that b has not.
func missing(a, b []geo.Event) []geo.Event {
	var out []geo.Event
	for _, e := range a {
		if !slices.ContainsFunc(b, func(o geo.Event) bool { return substance(o) == substance(e) }) {
			out = append(out, e)
		}
	}
	return out
}

// substance is an event without its number and without what its article says of itself.
func substance(e geo.Event) geo.Event {
	e.ID = 0
	if !e.When.IsZero() {
		e.When.Day = geo.DayOf(e.When.Day) // as it is kept
	}
	e.Source = geo.Source{Attribution: e.Source.Attribution, Side: e.Source.Side, Evidence: e.Source.Evidence}
	return e
}

func empty[T any](seq iter.Seq[T]) bool {
	for range seq {
		return false
	}
	return true
}
