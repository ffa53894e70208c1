package main

import (
	"context"
	"fmt"
	"sync"

	"retaken/internal/atlas"
	"retaken/internal/explain"
	"retaken/internal/geo"
	"retaken/internal/sqlite"
)

// articleTextFlag is how much of the articles a site shows. Most are under the copyright of their publishers, so that
// without the flag it is no more than the quotes that the map gives anyway.
type articleTextFlag struct {
	ArticleText string `help:"What pages of articles show: quotes, the sentences that reports rest on, or full, all of the text, for articles that you may publish." enum:"quotes,full" default:"quotes" name:"article-text"`
}

const wholeText = "full"

// reader finds places and explains articles for the server. What it takes is made when it is first needed, and again
// when a place has changed since.
type reader struct {
	env    *env
	db     *sqlite.DB
	keeper *atlas.Keeper

	mu       sync.Mutex
	edited   int64
	places   *geo.Gazetteer
	articles *explain.Reader
}

// renew forgets what is out of date. The caller holds the lock.
func (r *reader) renew() {
	if edited := r.keeper.Atlas().Edited; edited != r.edited {
		r.edited, r.places, r.articles = edited, nil, nil
	}
}

// find are the places with a name that begins so, likeliest first, at most limit.
func (r *reader) find(q string, limit int) []*geo.Place {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.renew()
	if r.places == nil {
		g, err := geo.NewGazetteer(r.db.Places(r.env.ctx))
		if err != nil {
			r.env.log.Error("reading the gazetteer", "error", err)
			return nil
		}
		r.places = g
	}
	return r.places.Search(q, limit)
}

// maxExplained is the longest text that is explained while somebody waits, in bytes: about a hundred pages.
const maxExplained = 200 << 10

// explain explains the article of that reference; one that is too long has no sentences.
func (r *reader) explain(ctx context.Context, ref string) (explain.Article, error) {
	a, err := r.db.Article(ctx, ref)
	if err != nil || len(a.Text) > maxExplained {
		return explain.Article{}, err
	}
	in, err := r.reader()
	if err != nil {
		return explain.Article{}, err
	}
	return in.Article(a), nil
}

func (r *reader) reader() (*explain.Reader, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.renew()
	if r.articles == nil {
		x, g, err := r.env.extractor(r.db.Places(r.env.ctx))
		if err != nil {
			return nil, fmt.Errorf("making ready to read articles: %w", err)
		}
		r.places, r.articles = g, &explain.Reader{Extractor: x, Gazetteer: g}
	}
	return r.articles, nil
}
