package main

import (
	"bytes"
	"context"
	"io"
	"iter"
	"os"
	"runtime"
	"sync/atomic"

	"retaken/internal/fetch"
	"retaken/internal/news"
)

// opener reads inputs.
type opener struct {
	env    *env
	client *fetch.Client
	bytes  *atomic.Int64 // of files, read so far
}

// read yields the articles of one input.
func (o opener) read(in input, defaults news.Article, yield func(news.Article, error) bool) {
	name, media, r := in.name, "", o.env.in
	err := in.err
	switch {
	case err != nil:
	case name == "-":
	case isAddress(name):
		var page fetch.Page
		if page, err = o.client.Get(o.env.ctx, name, fetch.Validators{}); err == nil {
			media, r, defaults.URL = page.Type, bytes.NewReader(page.Body), page.URL
		}
		name = fetch.Redacted(name)
	default:
		var file *os.File
		if file, err = os.Open(name); err == nil {
			defer file.Close()
			r = io.TeeReader(file, counter{o.bytes})
		}
	}
	if err != nil {
		yield(news.Article{}, &news.Problem{Name: name, Err: cause(err)})
		return
	}
	for a, err := range news.ReadAs(name, media, r, defaults) {
		if err == nil {
			err = tooLate(name, a)
		}
		if !yield(a, err) {
			return
		}
	}
}

// counter counts what is written to it.
type counter struct{ n *atomic.Int64 }

func (c counter) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return len(p), nil
}

// inParallel reads several inputs at the same time and yields their articles in the order of the inputs,
// because making out the text of a page takes longer than anything that is done with it afterwards.
func inParallel(ctx context.Context, inputs iter.Seq[input], read func(input, func(news.Article, error) bool)) iter.Seq2[news.Article, error] {
	type result struct {
		article news.Article
		err     error
	}
	const ahead = 32 // articles of one input that may wait
	return func(yield func(news.Article, error) bool) {
		done := make(chan struct{})
		defer close(done)
		queue := make(chan chan result, runtime.GOMAXPROCS(0)) // this many are read ahead
		go func() {
			defer close(queue)
			for in := range inputs {
				results := make(chan result, ahead)
				select {
				case queue <- results:
				case <-done:
					return
				}
				go func() {
					defer close(results)
					read(in, func(a news.Article, err error) bool {
						select {
						case results <- result{a, err}:
							return true
						case <-done:
							return false
						}
					})
				}()
			}
		}()
		for results := range until(ctx, queue) {
			for r := range until(ctx, results) {
				if !yield(r.article, r.err) {
					return
				}
			}
		}
		if ctx.Err() != nil {
			yield(news.Article{}, ctx.Err())
		}
	}
}

// until yields what comes through a channel until it is closed or the context ends, which must not wait for
// somebody who types.
func until[T any](ctx context.Context, c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			select {
			case v, ok := <-c:
				if !ok || !yield(v) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}
