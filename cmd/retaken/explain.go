package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-isatty"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/news"
)

type explainCmd struct {
	dbFlag
	Article string   `arg:"" help:"File with articles, - for standard input, or the reference of an article in the database."`
	Only    []string `arg:"" optional:"" help:"References of the articles in the file to explain. Default: all."`
	Color   string   `help:"When to colour: auto, always or never." enum:"auto,always,never" default:"auto"`
}

// Run shows, sentence by sentence, what the rules saw and what they made of it.
func (c explainCmd) Run(e *env) error {
	if _, err := os.Stat(c.Article); err != nil && c.Article != "-" {
		return c.kept(e)
	}
	articles, err := articleFlags{Files: []string{c.Article}}.read(e)
	if err != nil {
		return err
	}
	x, _, err := e.extractor(shipped())
	if err != nil {
		return err
	}
	found := 0
	for a, err := range articles {
		if err != nil {
			return err
		}
		if len(c.Only) == 0 || slices.Contains(c.Only, a.Ref) {
			found++
			c.print(e.out, x, a)
		}
	}
	if found < len(c.Only) {
		return fmt.Errorf("%s has %d of the %d articles asked for", c.Article, found, len(c.Only))
	}
	return nil
}

// kept explains an article of the database.
func (c explainCmd) kept(e *env) error {
	unknown := fmt.Errorf("%q is neither a file nor an article of %s; give a file or the reference of an article", c.Article, c.DB)
	if c.missing() {
		return unknown
	}
	db, err := c.open(e, true)
	if err != nil {
		return err
	}
	defer db.Close()
	a, err := db.Article(e.ctx, c.Article)
	if errors.Is(err, news.ErrNotFound) {
		return unknown
	}
	if err != nil {
		return err
	}
	x, _, err := e.extractor(db.Places(e.ctx))
	if err != nil {
		return err
	}
	c.print(e.out, x, a)
	return nil
}

// The colours of an explanation.
const (
	colourName    = "\x1b[36m"
	colourFired   = "\x1b[32;1m"
	colourBlocked = "\x1b[33m"
	colourSpeaker = "\x1b[35m"
	colourDate    = "\x1b[34m"
	colourOff     = "\x1b[0m"
)

// explainer prints an explanation.
type explainer struct {
	w      io.Writer
	text   string
	places map[geo.PlaceID]*geo.Place
	colour bool
}

func (c explainCmd) print(w io.Writer, x *extract.Extractor, a news.Article) {
	f, ok := w.(*os.File)
	tty := ok && isatty.IsTerminal(f.Fd()) && os.Getenv("NO_COLOR") == ""
	p := explainer{w: w, text: a.Text, places: map[geo.PlaceID]*geo.Place{}, colour: c.Color == "always" || c.Color == "auto" && tty}
	e := x.Explain(a)
	day := "undated"
	if !a.Published.IsZero() {
		day = a.Published.Format(time.DateOnly)
	}
	voice := "neutral voice"
	if e.Voice != geo.NoSide {
		voice = "voice of " + string(e.Voice)
	}
	fmt.Fprintf(w, "%s  %s  %s  (%s)\n", day, plain(a.Ref), plain(a.Title), voice)
	for i, s := range e.Sentences {
		p.sentence(i+1, s)
	}
	fmt.Fprintln(w)
}

func (p *explainer) sentence(n int, s extract.Seen) {
	fmt.Fprintf(p.w, "\n%d  %s\n", n, p.marked(s))
	for _, name := range s.Names {
		p.row("name", name.Span, p.meaning(name))
	}
	for _, sp := range s.Speakers {
		side := string(sp.Side)
		if side == "" {
			side = "side unknown"
		}
		p.row("speaker", sp.Span, fmt.Sprintf("%s, %s %q", side, sp.How, p.at(sp.Verb)))
	}
	for _, d := range s.Dates {
		p.row("date", d.Span, fmt.Sprintf("%s (%s)", d.Date.Day.Format(time.DateOnly), d.Date.Precision))
	}
	for _, t := range s.Triggers {
		what := fmt.Sprintf("%s/%s", t.Class, t.Arg)
		if t.Why != "" {
			what += ", no event: " + t.Why
		}
		p.row("trigger", t.Span, what)
		for _, e := range t.Events {
			name := fmt.Sprint(e.Place)
			if place := p.places[e.Place]; place != nil {
				name = place.Name
			}
			fmt.Fprintf(p.w, "   %-8s → %s: %s, confidence %g\n", "", name, describe(e), e.Source.Confidence)
		}
	}
}

func (p *explainer) row(kind string, at geo.Span, what string) {
	fmt.Fprintf(p.w, "   %-8s %s: %s\n", kind, p.at(at), what)
}

func (p *explainer) at(s geo.Span) string { return plain(p.text[s.Start:s.End]) }

// meaning says what a name was taken to be and why.
func (p *explainer) meaning(n extract.Name) string {
	if n.NoPlace != "" {
		return "no place here: " + n.NoPlace
	}
	var out string
	switch {
	case n.Place != nil:
		p.places[n.Place.ID] = n.Place
		out = fmt.Sprintf("%s, %s %s, %s", n.Place.Name, n.Place.Kind, n.Place.Oblast, n.Place.Ref)
	case n.Lacking:
		out = "a village of that name that the gazetteer lacks"
	case n.Corrected:
		out = "like a known name, but nothing around bears it out"
	default:
		out = "open"
	}
	if n.Relation != "" {
		out += ", " + n.Relation
	}
	if n.Corrected {
		out += ", misspelt"
	}
	if len(n.Candidates) > 1 {
		var list []string
		for _, c := range n.Candidates[:min(len(n.Candidates), 4)] {
			list = append(list, fmt.Sprintf("%s %.2f", c.Place.Ref, c.Score))
		}
		out += fmt.Sprintf("; of %d: %s", len(n.Candidates), strings.Join(list, ", "))
	}
	return out
}

// marked is the sentence with its parts in colour.
func (p *explainer) marked(s extract.Seen) string {
	text := p.at(s.Span)
	if !p.colour {
		return text
	}
	type mark struct {
		geo.Span
		colour string
	}
	var marks []mark
	for _, t := range s.Triggers {
		c := colourFired
		if len(t.Events) == 0 {
			c = colourBlocked
		}
		marks = append(marks, mark{t.Span, c})
	}
	for _, n := range s.Names {
		marks = append(marks, mark{n.Span, colourName})
	}
	for _, sp := range s.Speakers {
		marks = append(marks, mark{sp.Span, colourSpeaker}, mark{sp.Verb, colourSpeaker})
	}
	for _, d := range s.Dates {
		marks = append(marks, mark{d.Span, colourDate})
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return a.Start - b.Start })
	var out strings.Builder
	done := s.Start
	for _, m := range marks {
		if m.Start < done {
			continue // inside another one
		}
		out.WriteString(p.at(geo.Span{Start: done, End: m.Start}) + m.colour + p.at(m.Span) + colourOff)
		done = m.End
	}
	return out.String() + p.at(geo.Span{Start: done, End: s.End})
}
