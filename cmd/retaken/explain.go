package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"retaken/internal/explain"
	"retaken/internal/geo"
	"retaken/internal/news"
)

type explainCmd struct {
	dbFlag
	Article string   `arg:"" help:"File with articles, - for standard input, or the reference or number of an article in the database."`
	Only    []string `arg:"" optional:"" help:"References of the articles in the file to explain. Default: all."`
	HTML    pageFlag `help:"Write a web page to standard output, or with --html=FILE to a file." name:"html"`
	Brief   bool     `help:"Leave out sentences in which nothing may tell of a change."`
	Color   string   `help:"When to colour: auto, always or never." enum:"auto,always,never" default:"auto"`
}

// pageFlag is a flag that stands alone or, behind =, has the name of a file.
type pageFlag struct {
	set  bool
	file string // "" for standard output
}

// Decode reads the flag.
func (f *pageFlag) Decode(ctx *kong.DecodeContext) error {
	f.set = true
	if ctx.Scan.Peek().Type != kong.FlagValueToken {
		return nil
	}
	if err := ctx.Scan.PopValueInto("file", &f.file); err != nil {
		return err
	}
	if f.file == "" {
		return errors.New("the name of the file is empty; want --html=FILE, or --html for standard output")
	}
	return nil
}

// IsBool tells that the flag may stand alone.
func (f *pageFlag) IsBool() bool { return true }

// Run shows, sentence by sentence, what the rules saw and what they made of it.
func (c explainCmd) Run(e *env) error {
	in, err := os.Stat(c.Article)
	if err == nil && c.HTML.file != "" {
		if out, err := os.Stat(c.HTML.file); err == nil && os.SameFile(in, out) {
			return misusef("--html=%s would overwrite the articles; want another file", plain(c.HTML.file))
		}
	}
	if err != nil && c.Article != "-" {
		return c.kept(e)
	}
	articles, err := articleFlags{Files: []string{c.Article}}.read(e)
	if err != nil {
		return err
	}
	v, err := c.viewer(e)
	if err != nil {
		return err
	}
	var refs []string
	bad := 0
	show, finish := c.presenter(e)
	for a, err := range articles {
		if problem := (*news.Problem)(nil); errors.As(err, &problem) {
			fmt.Fprintf(e.err, "retaken: %v\n", err)
			bad++
			continue
		}
		if err != nil {
			return err
		}
		refs = append(refs, a.Ref)
		if len(c.Only) == 0 || slices.Contains(c.Only, a.Ref) {
			if err := show(v.Article(a)); err != nil {
				return err
			}
		}
		if e.ctx.Err() != nil {
			return e.ctx.Err()
		}
	}
	for _, ref := range c.Only {
		if !slices.Contains(refs, ref) {
			return c.noArticle(ref, refs)
		}
	}
	if err := finish(); err != nil {
		return err
	}
	if bad > 0 {
		return errReported
	}
	return nil
}

// noArticle says that the file lacks an article, and which ones it has.
func (c explainCmd) noArticle(ref string, refs []string) error {
	const most = 5
	hint := ""
	if ext := strings.ToLower(ref); c.HTML.set && c.HTML.file == "" && (strings.HasSuffix(ext, ".html") || strings.HasSuffix(ext, ".htm")) {
		hint = "; to write the page to that file say --html=" + plain(ref)
	} else if len(refs) > 0 {
		hint = "; it has " + plain(strings.Join(refs[:min(len(refs), most)], ", "))
		if len(refs) > most {
			hint += " and " + counted(len(refs)-most, "other")
		}
	}
	return fmt.Errorf("%s has no article %s%s", plain(c.Article), plain(ref), hint)
}

// viewer puts into words what is read with the places of the database, or with those that the program ships
// when there is none.
func (c explainCmd) viewer(e *env) (*explain.Reader, error) {
	places, err := c.places(e)
	if err != nil {
		return nil, err
	}
	x, g, err := e.extractor(func(yield func(geo.Place, error) bool) {
		for _, p := range places {
			if !yield(p, nil) {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return &explain.Reader{Extractor: x, Gazetteer: g, Brief: c.Brief}, nil
}

// presenter shows explanations, one at a time, and finishes.
func (c explainCmd) presenter(e *env) (show func(explain.Article) error, finish func() error) {
	if !c.HTML.set {
		p := newPrinter(e.out, c.Color)
		return p.print, func() error { return nil }
	}
	var all []explain.Article
	show = func(a explain.Article) error {
		all = append(all, a)
		return nil
	}
	return show, func() error {
		if c.HTML.file == "" {
			return writePage(e.out, all)
		}
		if err := replaceFile(c.HTML.file, func(w io.Writer) error { return writePage(w, all) }); err != nil {
			return err
		}
		_, err := fmt.Fprintf(e.out, "%s: %s\n", plain(c.HTML.file), counted(len(all), "article"))
		return err
	}
}

// kept explains an article of the database.
func (c explainCmd) kept(e *env) error {
	unknown := fmt.Errorf("%s is neither a file nor an article of %s; want a file, or the reference or number of an article", plain(c.Article), plain(c.DB))
	switch {
	case len(c.Only) > 0:
		return misusef("%s is no file, so it has no articles to choose among", plain(c.Article))
	case c.missing():
		return unknown
	}
	a, err := c.find(e)
	if errors.Is(err, news.ErrNotFound) {
		return unknown
	}
	if err != nil {
		return err
	}
	v, err := c.viewer(e)
	if err != nil {
		return err
	}
	show, finish := c.presenter(e)
	return errors.Join(show(v.Article(a)), finish())
}

// find is the article of that reference or, if there is none, of that number.
func (c explainCmd) find(e *env) (a news.Article, err error) {
	db, err := c.open(e, true)
	if err != nil {
		return a, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	a, err = db.Article(e.ctx, c.Article)
	id, notNumber := strconv.ParseInt(c.Article, 10, 64)
	if !errors.Is(err, news.ErrNotFound) || notNumber != nil {
		return a, err
	}
	for a, err := range db.Articles(e.ctx) {
		if err != nil || a.ID == id {
			return a, err
		}
	}
	return a, err
}
