package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"retaken/internal/news"
)

// Watcher asks feeds for news. A feed that fails is asked again later and later, and another one does
// not wait for it. Which items have been dealt with, which version of a feed is known and when it may be asked
// again is in Memory, so that nothing is asked or told twice after a restart.
type Watcher struct {
	Client *Client
	Memory Memory
	Every  time.Duration // how often a feed is asked
	Pause  time.Duration // between two requests to one host
	Follow bool          // get the page that an item links to, too
	Log    *slog.Logger

	// Keep keeps articles of a feed, durably when it returns. Errors among them are *news.Problem. An error
	// of Keep ends the watch. It is called once at a time.
	Keep func(ctx context.Context, articles iter.Seq2[news.Article, error]) error

	// Failed is told that a feed could not be read, and when it will be asked again at the earliest. It is
	// called once at a time.
	Failed func(feed string, err error, next time.Time)

	manners manners
	keeping sync.Mutex // held while Keep or Failed runs
}

const (
	atOnce   = 16   // feeds asked at the same time
	together = 16   // articles kept together
	maxItems = 5000 // of one feed that are looked at
	maxTries = 3    // to get the page of an item
)

// Once asks every feed once that is not to be left alone after a failure, and returns when all have
// answered.
func (w *Watcher) Once(ctx context.Context, feeds []string) error {
	return w.each(ctx, feeds, func(ctx context.Context, feed string, turn func(func() error) error) error {
		s, err := load(ctx, w.Memory, feed)
		if err != nil {
			return err
		}
		if wait := time.Until(s.due(0)); wait > 0 {
			w.Log.Info("feed left alone after a failure", "feed", Redacted(feed), "for", wait.Round(time.Second))
			return nil
		}
		return turn(func() error { return w.ask(ctx, feed, &s) })
	})
}

// Run asks every feed again and again until the context ends, which is no error.
func (w *Watcher) Run(ctx context.Context, feeds []string) error {
	err := w.each(ctx, feeds, func(ctx context.Context, feed string, turn func(func() error) error) error {
		s, err := load(ctx, w.Memory, feed)
		for err == nil {
			if err = sleep(ctx, time.Until(s.due(w.Every))); err == nil {
				err = turn(func() error { return w.ask(ctx, feed, &s) })
			}
		}
		return err
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// each does something for every feed at the same time and returns the first error, which ends the rest.
// What is done within a turn is done for a few feeds at a time.
func (w *Watcher) each(ctx context.Context, feeds []string, do func(ctx context.Context, feed string, turn func(func() error) error) error) error {
	w.manners.client, w.manners.pause = w.Client, w.Pause
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	turns := make(chan struct{}, atOnce)
	turn := func(f func() error) error {
		select {
		case turns <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		defer func() { <-turns }()
		return f()
	}
	var all sync.WaitGroup
	for i, feed := range feeds {
		if slices.Contains(feeds[:i], feed) {
			continue
		}
		all.Go(func() {
			if err := do(ctx, feed, turn); err != nil {
				cancel(err)
			}
		})
	}
	all.Wait()
	return context.Cause(ctx)
}

// ask asks a feed and keeps what is new in it. An error is one of the context, of Keep or of Memory; one of
// the feed is told to Failed.
func (w *Watcher) ask(ctx context.Context, feed string, s *state) error {
	s.Asked = time.Now().UTC()
	page, err := w.Client.get(ctx, feed, s.Validators, MaxBytes, w.manners.leave)
	var items []item
	if err == nil {
		items, err = itemsOf(feed, page)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, ErrNotModified):
		w.Log.Debug("feed not modified", "feed", Redacted(feed))
	case err != nil:
		var status *StatusError
		var wait time.Duration
		if errors.As(err, &status) {
			wait = status.RetryAfter
		}
		s.failed(s.Asked, w.Every, wait)
		w.keeping.Lock()
		w.Failed(feed, err, s.due(w.Every))
		w.keeping.Unlock()
		return s.save(ctx, w.Memory, feed)
	default:
		waiting, err := w.keepNew(ctx, feed, s, items)
		if err != nil {
			return err
		}
		s.Validators = page.Validators
		if waiting { // so that the next answer has those items again
			s.Validators = Validators{}
		}
	}
	s.Failures, s.NotBefore = 0, time.Time{}
	return s.save(ctx, w.Memory, feed)
}

// item is an item of a feed, or why it is no article.
type item struct {
	key     string
	article news.Article
	err     error
}

// itemsOf reads the items of a feed. A feed of which nothing can be read is an error.
func itemsOf(feed string, page Page) ([]item, error) {
	if !news.IsFeed(page.Body) {
		return nil, errors.New("not a feed; want the address of RSS, Atom or a JSON feed")
	}
	var items []item
	good := 0
	for a, err := range news.ReadAs(Redacted(feed), page.Type, bytes.NewReader(page.Body), news.Article{URL: page.URL}) {
		if len(items) == maxItems {
			items = append(items, item{key: "rest", err: &news.Problem{Name: Redacted(feed), Err: fmt.Errorf("only its first %d items are read", maxItems)}})
			break
		}
		it := item{key: a.Ref, article: a, err: err}
		if err != nil {
			sum := sha256.Sum256([]byte(err.Error()))
			it.key = hex.EncodeToString(sum[:8])
		} else {
			good++
		}
		items = append(items, it)
	}
	if good == 0 && len(items) == 1 {
		problem := (*news.Problem)(nil)
		if errors.As(items[0].err, &problem) && errors.Is(problem, news.ErrNoItems) {
			return nil, nil // for now
		} else if problem != nil {
			return nil, problem.Err
		}
	}
	return items, nil
}

// keepNew keeps the items that have not been dealt with. It tells whether the pages of some could not be
// had yet.
func (w *Watcher) keepNew(ctx context.Context, feed string, s *state, items []item) (waiting bool, err error) {
	seen := map[string]bool{}
	for _, key := range s.Seen {
		seen[key] = true
	}
	tries := s.Tries
	s.Tries = nil
	fresh := slices.DeleteFunc(slices.Clone(items), func(it item) bool { return seen[it.key] })
	for some := range slices.Chunk(fresh, together) {
		var kept []item
		for _, it := range some {
			if w.Follow && it.err == nil && it.article.URL != "" {
				page, again, err := w.follow(ctx, it.article)
				if ctx.Err() != nil {
					return false, ctx.Err()
				}
				if n := tries[it.key] + 1; err != nil && again && n < maxTries {
					if s.Tries == nil {
						s.Tries = map[string]int{}
					}
					s.Tries[it.key] = n
					w.Log.Info("page cannot be had yet", "page", it.article.URL, "error", err)
					continue
				}
				if err != nil {
					kept = append(kept, item{err: &news.Problem{Name: it.article.URL, Err: fmt.Errorf("%w; what the feed has of it is kept", err)}})
				} else {
					it.article = page
				}
			}
			kept = append(kept, it)
			seen[it.key] = true
		}
		if err := w.keep(ctx, kept); err != nil {
			return false, err
		}
		s.Seen = slices.DeleteFunc(keys(items), func(key string) bool { return !seen[key] })
		if err := s.save(ctx, w.Memory, feed); err != nil {
			return false, err
		}
	}
	s.Seen = slices.DeleteFunc(keys(items), func(key string) bool { return !seen[key] })
	return len(s.Tries) > 0, nil
}

func (w *Watcher) keep(ctx context.Context, items []item) error {
	w.keeping.Lock()
	defer w.keeping.Unlock()
	return w.Keep(ctx, func(yield func(news.Article, error) bool) {
		for _, it := range items {
			if !yield(it.article, it.err) {
				return
			}
		}
	})
}

func keys(items []item) (out []string) {
	for _, it := range items {
		out = append(out, it.key)
	}
	return out
}

// follow gets the page that an item links to and makes an article of both: the longer text, and what the
// page says of itself, or else the item. It tells whether an error may be gone if that is done again.
func (w *Watcher) follow(ctx context.Context, a news.Article) (_ news.Article, again bool, err error) {
	page, err := w.Client.get(ctx, a.URL, Validators{}, MaxBytes, w.manners.leave)
	if err != nil {
		return a, temporary(err), err
	}
	if news.IsFeed(page.Body) {
		return a, false, errors.New("a feed, not an article")
	}
	defaults := news.Article{URL: page.URL, Source: a.Source, Title: a.Title, Published: a.Published}
	for read, err := range news.ReadAs(page.URL, page.Type, bytes.NewReader(page.Body), defaults) {
		if problem := (*news.Problem)(nil); errors.As(err, &problem) {
			return a, false, problem.Err
		}
		if err == nil && len(read.Text) >= len(a.Text) {
			return read, false, nil
		}
		return a, false, err
	}
	return a, false, nil
}

// temporary tells whether the same request may fare better later.
func temporary(err error) bool {
	var status *StatusError
	var private *PrivateError
	var robots *RobotsError
	switch {
	case errors.As(err, &status):
		return status.Code >= 500 || status.Code == http.StatusTooManyRequests || status.Code == http.StatusRequestTimeout
	case errors.As(err, &private), errors.As(err, &robots):
		return false
	}
	return true
}
