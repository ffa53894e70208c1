// Package ingest walks articles through extraction into the store, once each.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/news"
)

// Pipeline keeps articles and what they say.
type Pipeline struct {
	Extractor *extract.Extractor
	Archive   news.Archive
	Store     geo.Store
}

// Outcome is what became of one article. It is durable when it is reported.
type Outcome struct {
	Article news.Article
	Reading geo.Reading
	New     bool // false: the same article was kept before, nothing changed
}

// Report sums up a walk.
type Report struct {
	Read, New, Events int
	Problems          []error // articles that could not be kept; the walk went on
}

// batch is how many articles are committed together.
const batch = 64

// Run keeps every article and its reading, in batches, and calls each for every one in order. A bad
// article is a problem in the report; a failing store or context ends the walk.
func (p *Pipeline) Run(ctx context.Context, articles iter.Seq2[news.Article, error], each func(Outcome)) (Report, error) {
	var rep Report
	var pending []news.Article
	flush := func() error {
		err := p.keep(ctx, pending, &rep, each)
		pending = pending[:0]
		return err
	}
	for a, err := range articles {
		if err := ctx.Err(); err != nil {
			return rep, err
		}
		if err != nil {
			if problem := (*news.Problem)(nil); !errors.As(err, &problem) {
				return rep, errors.Join(err, flush())
			}
			rep.Problems = append(rep.Problems, err)
			continue
		}
		if pending = append(pending, a); len(pending) == batch {
			if err := flush(); err != nil {
				return rep, err
			}
		}
	}
	return rep, flush()
}

// keep commits a batch: the articles, then the readings of those that the present rules have not read.
func (p *Pipeline) keep(ctx context.Context, articles []news.Article, rep *Report, each func(Outcome)) error {
	if len(articles) == 0 {
		return nil
	}
	fresh, err := p.Archive.PutArticles(ctx, articles...)
	if err != nil {
		return err
	}
	var outcomes []Outcome
	var readings []geo.Reading
	for i, a := range articles {
		if !fresh[i] {
			kept, err := p.Archive.Article(ctx, a.Ref)
			if err != nil {
				return fmt.Errorf("reading article %s: %w", a.Ref, err)
			}
			if kept.Text != a.Text {
				rep.Problems = append(rep.Problems, fmt.Errorf("article %q: another text is kept under this id already; give this one another id", a.Ref))
				continue
			}
			a = kept // the reading is of what is kept
		}
		out := Outcome{Article: a, New: fresh[i]}
		with, err := p.Store.ReadWith(ctx, a.Ref)
		if err != nil {
			return fmt.Errorf("reading article %s: %w", a.Ref, err)
		}
		if with != p.Extractor.Rules() {
			out.Reading = p.Extractor.Read(a)
			readings = append(readings, out.Reading)
		}
		outcomes = append(outcomes, out)
	}
	if len(readings) > 0 {
		if err := p.Store.PutReadings(ctx, readings...); err != nil {
			return err
		}
	}
	for _, o := range outcomes {
		rep.Read++
		if o.New {
			rep.New++
		}
		rep.Events += len(o.Reading.Events)
		each(o)
	}
	return nil
}
