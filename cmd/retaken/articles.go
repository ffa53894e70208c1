package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"retaken/internal/fetch"
	"retaken/internal/news"
)

// articleFlags say where articles are and what they do not say themselves.
type articleFlags struct {
	Files []string `arg:"" name:"file" help:"Articles: web pages, RSS or Atom, JSON Lines or plain text, compressed with gzip or not; folders of them; addresses of the web; - for standard input."`

	ID     string `help:"Reference of the article, for one plain text. Default: made from its address and text."`
	Date   string `help:"Day of publication where an article does not say it." placeholder:"YYYY-MM-DD"`
	Title  string `help:"Title where an article does not say it."`
	Source string `help:"Publisher where an article does not say it."`
	URL    string `help:"Address where an article does not say it." name:"url"`
	Lang   string `help:"Language where an article does not say it: en, uk or ru. Default: by its letters." enum:"en,uk,ru," default:""`
	fetchFlags
}

// fetchFlags are the flags of every command that may get something from the web.
type fetchFlags struct {
	AllowPrivate bool `help:"Fetch from this machine, from private networks and through a proxy, too."`
}

func (f fetchFlags) client() *fetch.Client {
	return fetch.NewClient(fetch.Config{Agent: "retaken/" + Version, AllowPrivate: f.AllowPrivate})
}

// read yields the articles of every input in turn. An input that cannot be opened is a problem like an
// article that cannot be read.
func (f articleFlags) read(e *env) (iter.Seq2[news.Article, error], error) {
	return f.readCounting(e, new(atomic.Int64))
}

// readCounting is read that counts the bytes of files read so far.
func (f articleFlags) readCounting(e *env, bytes *atomic.Int64) (iter.Seq2[news.Article, error], error) {
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
	open := opener{env: e, client: f.client(), bytes: bytes}
	return inParallel(e.ctx, f.inputs(), func(in input, yield func(news.Article, error) bool) {
		open.read(in, defaults, yield)
	}), nil
}

// input is a file, an address or "-", or why there is none.
type input struct {
	name string
	size int64
	err  error
}

// inputs yields what the arguments name: a folder is every file in it that may be one of articles.
func (f articleFlags) inputs() iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, name := range f.Files {
			info, err := os.Stat(name)
			ok := true
			switch {
			case name == "-" || isAddress(name):
				ok = yield(input{name: name})
			case err != nil:
				ok = yield(input{name: name, err: cause(err)})
			case info.IsDir():
				ok = folder(name, yield)
			default:
				ok = yield(input{name: name, size: info.Size()})
			}
			if !ok {
				return
			}
		}
	}
}

// size is how many bytes the files have together, 0 when there is something else among the inputs.
func (f articleFlags) size() (n int64) {
	for in := range f.inputs() {
		if in.name == "-" || isAddress(in.name) {
			return 0
		}
		n += in.size
	}
	return n
}

func isAddress(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// articleNames are the endings of files of articles; one without an ending may be one, too.
var articleNames = []string{"", ".txt", ".text", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom", ".rdf"}

// folder yields the files of a folder and of those in it, in the order of their names. Hidden files and
// those with the names of other things are left out: pages are saved with scripts and pictures.
func folder(root string, yield func(input) bool) bool {
	found, stopped, left := 0, false, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		in := input{name: path, err: err}
		switch hidden := path != root && strings.HasPrefix(d.Name(), "."); {
		case err != nil:
			in.err = cause(err)
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
			return nil
		default:
			ending := strings.ToLower(filepath.Ext(strings.TrimSuffix(strings.ToLower(d.Name()), ".gz")))
			info, err := os.Stat(path) // where a link leads, too
			if err == nil && !info.Mode().IsRegular() || !slices.Contains(articleNames, ending) {
				left++
				return nil
			}
			if in.err = cause(err); err == nil {
				in.size = info.Size()
			}
		}
		found++
		if !yield(in) {
			stopped = true
			return fs.SkipAll
		}
		return nil
	})
	switch {
	case stopped:
		return false
	case err != nil:
		return yield(input{name: root, err: cause(err)})
	case found == 0 && left > 0:
		return yield(input{name: root, err: errors.New("no file of this folder is an article by its name; name one to read it all the same")})
	case found == 0:
		return yield(input{name: root, err: errors.New("there is no file in this folder")})
	}
	return true
}

// cause is an error of a file without its name, which a problem has already.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// tooLate refuses what was published in the future.
func tooLate(name string, a news.Article) error {
	if a.Published.After(geoToday()) {
		return &news.Problem{Name: name, Err: fmt.Errorf("article %s is dated %s, which is in the future", a.Ref, a.Published.Format(time.DateOnly))}
	}
	return nil
}

// geoToday is the end of the present day anywhere on Earth.
func geoToday() time.Time { return time.Now().UTC().Add(38 * time.Hour) }
