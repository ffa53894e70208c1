package main

import (
	"errors"
	"io"
	"iter"
	"os"
	"time"

	"retaken/internal/news"
)

// articleFlags say where articles are and what they do not say themselves.
type articleFlags struct {
	Files []string `arg:"" name:"file" help:"Articles: plain text or JSON Lines; - for standard input."`

	ID     string `help:"Reference of the article, for one plain text. Default: made from its address and text."`
	Date   string `help:"Day of publication where an article does not say it." placeholder:"YYYY-MM-DD"`
	Title  string `help:"Title where an article does not say it."`
	Source string `help:"Publisher where an article does not say it."`
	URL    string `help:"Address where an article does not say it." name:"url"`
	Lang   string `help:"Language where an article does not say it: en, uk or ru. Default: by its letters." enum:"en,uk,ru," default:""`
}

// read yields the articles of every file in turn. A file that cannot be opened is a problem like an
// article that cannot be read.
func (f articleFlags) read(e *env) (iter.Seq2[news.Article, error], error) {
	defaults := news.Article{Ref: f.ID, Title: f.Title, Source: f.Source, URL: f.URL, Lang: f.Lang}
	if f.ID != "" && len(f.Files) > 1 {
		return nil, misusef("--id names one article, but there are %d files", len(f.Files))
	}
	if f.Date != "" {
		t, err := news.ParseTime(f.Date)
		if err != nil {
			return nil, misusef("--date: %w", err)
		}
		defaults.Published = t
	}
	return func(yield func(news.Article, error) bool) {
		for _, name := range f.Files {
			if !readFile(e, name, defaults, yield) {
				return
			}
		}
	}, nil
}

func readFile(e *env, name string, defaults news.Article, yield func(news.Article, error) bool) bool {
	r := io.Reader(e.in)
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			var path *os.PathError
			if errors.As(err, &path) {
				err = path.Err
			}
			return yield(news.Article{}, &news.Problem{Name: name, Err: err})
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil && info.IsDir() {
			return yield(news.Article{}, &news.Problem{Name: name, Err: errors.New("a folder; name the files in it")})
		}
		r = file
	}
	now := geoToday()
	for a, err := range news.Read(name, r, defaults) {
		if err == nil && a.Published.After(now) {
			err = &news.Problem{Name: name, Err: errors.New("article " + a.Ref + " is dated " + a.Published.Format(time.DateOnly) + ", which is in the future")}
		}
		if !yield(a, err) {
			return false
		}
	}
	return true
}

// geoToday is the end of the present day anywhere on Earth.
func geoToday() time.Time { return time.Now().UTC().Add(38 * time.Hour) }
