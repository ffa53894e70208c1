package sqlite

import (
	"context"
	"fmt"
	"iter"

	"retaken/internal/news"
)

const articleColumns = "ref, url, source, title, lang, published, text"

// PutArticles keeps those articles whose Ref is not there yet and tells for each whether it was new, all
// or none.
func (db *DB) PutArticles(ctx context.Context, articles ...news.Article) ([]bool, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	added := make([]bool, len(articles))
	err := db.change(ctx, func(t *tx) (changed bool, err error) {
		for i, a := range articles {
			if added[i], err = putArticle(ctx, t, a); err != nil {
				return false, fmt.Errorf("article %q: %w", a.Ref, broken(err))
			}
			changed = changed || added[i]
		}
		if changed {
			_, err = sketchArticles(ctx, t)
		}
		return changed, err
	})
	if err != nil {
		return nil, fmt.Errorf("keeping articles: %w", err)
	}
	return added, nil
}

// putArticle keeps an article unless it is there.
func putArticle(ctx context.Context, t *tx, a news.Article) (added bool, err error) {
	for _, err := range read(ctx, t, "articles", idInto, "SELECT id FROM articles WHERE ref = ?", a.Ref) {
		return false, err
	}
	if err := valid(a.Ref, a.URL, a.Source, a.Title, a.Lang, a.Text); err != nil {
		return false, err
	}
	_, err = t.put(ctx, "articles", articleColumns, 0, []any{a.Ref, a.URL, a.Source, a.Title, a.Lang, instantText(a.Published), a.Text})
	return err == nil, err
}

// Article is the article with that ref, or news.ErrNotFound.
func (db *DB) Article(ctx context.Context, ref string) (news.Article, error) {
	for a, err := range read(ctx, db.readers, "articles", articleInto, "SELECT id, "+articleColumns+" FROM articles WHERE ref = ?", ref) {
		return a, err
	}
	return news.Article{}, fmt.Errorf("%q: %w", ref, news.ErrNotFound)
}

// Articles yields every article in the order kept.
func (db *DB) Articles(ctx context.Context) iter.Seq2[news.Article, error] {
	return read(ctx, db.readers, "articles", articleInto, "SELECT id, "+articleColumns+" FROM articles ORDER BY id")
}

// articleInto are the targets of an id and articleColumns.
func articleInto(a *news.Article) []any {
	return []any{&a.ID, &a.Ref, &a.URL, &a.Source, &a.Title, &a.Lang, timeInto{&a.Published}, &a.Text}
}

func idInto(id *int64) []any { return []any{id} }
