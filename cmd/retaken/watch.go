package main

import (
	"context"
	"fmt"
	"iter"
	"time"

	"retaken/internal/fetch"
	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

type watchCmd struct {
	dbFlag
	Feeds []string `arg:"" name:"feed" help:"Addresses of RSS, Atom or JSON feeds."`

	Every  time.Duration `help:"How often every feed is asked." default:"10m"`
	Once   bool          `help:"Ask every feed once and end, for cron; one that failed is left alone for a while."`
	Follow bool          `help:"Get the page that an item of a feed links to. Default: only what the feed itself has of it."`
	Quiet  bool          `help:"Print problems and the sum only." short:"q"`
	fetchFlags
}

// pause is what lies between two requests to one host.
const pause = time.Second

// Run asks the feeds, keeps what is new and prints it, until it is interrupted.
func (c watchCmd) Run(e *env) error {
	for _, feed := range c.Feeds {
		if !isAddress(feed) {
			return misusef("%s is not the address of a feed; want one that begins with http:// or https:// (a file is for retaken ingest)", feed)
		}
	}
	if c.Every < time.Second {
		return misusef("--every: %v is too often; want 1s at least, such as 10m", c.Every)
	}
	k, err := newKeeper(e, c)
	if err != nil {
		return err
	}
	defer k.db.Close()
	w := &fetch.Watcher{
		Client: c.client(), Memory: k.db, Every: c.Every, Pause: pause, Follow: c.Follow, Log: e.log,
		Keep: k.keep, Failed: k.failed,
	}
	run := w.Run
	if c.Once {
		run = w.Once
	}
	err = run(e.ctx, c.Feeds)
	fmt.Fprintln(e.out, k.sum)
	if err == nil && c.Once && (k.feeds > 0 || k.sum.problems > 0) {
		return errReported
	}
	return err
}

// keeper keeps what feeds bring and prints it.
type keeper struct {
	env   *env
	flags watchCmd
	db    *sqlite.DB
	pipe  *ingest.Pipeline
	names *geo.Gazetteer
	known int64 // revision of the database that the gazetteer is from
	sum   sum
	feeds int // that failed
}

func newKeeper(e *env, c watchCmd) (*keeper, error) {
	db, p, g, err := c.pipeline(e)
	if err != nil {
		return nil, err
	}
	return &keeper{env: e, flags: c, db: db, pipe: p, names: g}, nil
}

// keep keeps articles and prints those that are new.
func (k *keeper) keep(ctx context.Context, articles iter.Seq2[news.Article, error]) error {
	if err := k.refresh(ctx); err != nil {
		return err
	}
	rep, err := k.pipe.Run(ctx, dated(articles), func(o ingest.Outcome) {
		if o.New && !k.flags.Quiet {
			printOutcome(k.env.out, k.names, o)
		}
	})
	for _, problem := range rep.Problems {
		fmt.Fprintf(k.env.err, "retaken: %v\n", problem)
	}
	k.sum.add(rep)
	return err
}

// refresh reads the gazetteer again when the database has changed: an editor may have changed it meanwhile.
func (k *keeper) refresh(ctx context.Context) error {
	now, err := k.db.Revision(ctx)
	if err != nil || now == k.known {
		return err
	}
	k.pipe.Extractor, k.names, err = k.env.extractor(k.db.Places(ctx))
	k.known = now
	return err
}

// failed tells that a feed could not be read.
func (k *keeper) failed(feed string, err error, next time.Time) {
	k.feeds++
	fmt.Fprintf(k.env.err, "retaken: %s: %v; it is asked again after %s\n", fetch.Redacted(feed), err, next.UTC().Format("2006-01-02 15:04:05 UTC"))
}

// dated refuses the articles that are dated in the future.
func dated(articles iter.Seq2[news.Article, error]) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		for a, err := range articles {
			if err == nil {
				err = tooLate(a.URL, a)
			}
			if !yield(a, err) {
				return
			}
		}
	}
}
