// Package news says what an article is and reads articles from the formats they arrive in.
package news

import (
	"context"
	"errors"
	"iter"
	"time"
)

// ErrNotFound is returned for an article that is not kept.
var ErrNotFound = errors.New("article not found")

// Article is a news report as it was published. Its text is kept whole and unchanged, so that
// better rules can read it again.
type Article struct {
	ID        int64     // number within one database; zero when not stored
	Ref       string    // as given, else derived from address and text; stable across databases
	URL       string    // "" when unknown
	Source    string    // publisher, "" when unknown
	Title     string    // "" when unknown
	Lang      string    // "en", "uk", "ru"; "" when unknown
	Published time.Time // UTC; zero when unknown
	Text      string    // valid UTF-8; every offset into an article is a byte offset into this
}

// Archive keeps articles.
type Archive interface {
	// PutArticles keeps those articles whose Ref is not there yet and tells for each whether it was
	// new, all or none. An article is never changed once kept.
	PutArticles(ctx context.Context, articles ...Article) ([]bool, error)

	// Article is the article with that ref, or ErrNotFound.
	Article(ctx context.Context, ref string) (Article, error)

	// Articles yields every article in the order kept.
	Articles(ctx context.Context) iter.Seq2[Article, error]
}
