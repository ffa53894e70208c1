package main

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"retaken/internal/geo"
	"retaken/internal/ingest"
)

type ingestCmd struct {
	dbFlag
	articleFlags
	Quiet bool `help:"Print problems and the sum only." short:"q"`
}

// Run keeps the articles and prints what they say.
func (c ingestCmd) Run(e *env) error {
	var bytes atomic.Int64
	articles, err := c.readCounting(e, &bytes)
	if err != nil {
		return err
	}
	db, p, g, err := c.pipeline(e)
	if err != nil {
		return err
	}
	defer db.Close()
	bar := newIngestBar(e, c.articleFlags, &bytes)
	rep, err := p.Run(e.ctx, articles, func(o ingest.Outcome) {
		bar.add()
		if !c.Quiet {
			bar.clear()
			printOutcome(e.out, g, o)
		}
	})
	bar.finish()
	for _, problem := range rep.Problems {
		fmt.Fprintf(e.err, "retaken: %v\n", problem)
	}
	var all sum
	all.add(rep)
	fmt.Fprintln(e.out, all)
	if err != nil {
		return err
	}
	if len(rep.Problems) > 0 {
		return errReported
	}
	return nil
}

// sum is what came of walks, in numbers.
type sum struct{ read, fresh, events, problems int }

func (s *sum) add(rep ingest.Report) {
	s.read += rep.Read
	s.fresh += rep.New
	s.events += rep.Events
	s.problems += len(rep.Problems)
}

func (s sum) String() string {
	return fmt.Sprintf("%s read, %d new, %s; %s could not be read",
		counted(s.read, "article"), s.fresh, counted(s.events, "report of a change", "reports of changes"), counted(s.problems, "article"))
}

// ingestBar shows how far a long reading has come: by the bytes of the files, because nobody knows how many
// articles are in them.
type ingestBar struct {
	*progress
	bytes    *atomic.Int64
	articles int
}

func newIngestBar(e *env, f articleFlags, bytes *atomic.Int64) *ingestBar {
	b := &ingestBar{progress: newProgress(e, "reading", false), bytes: bytes}
	if b.file != nil {
		b.most = f.size()
	}
	return b
}

// add counts an article.
func (b *ingestBar) add() {
	b.articles++
	if b.file == nil {
		return
	}
	b.what = fmt.Sprintf("%d articles, %.0f/s", b.articles, float64(b.articles)/time.Since(b.since).Seconds())
	if b.bar != nil {
		b.bar.Describe(b.what)
	}
	b.progress.add(int(b.bytes.Load() - b.done))
}

// clear takes the bar away until the next article is counted, so that something can be printed.
func (b *ingestBar) clear() {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
}

// printOutcome prints one article: its name, the places, the changes, the names not resolved.
func printOutcome(w io.Writer, g *geo.Gazetteer, o ingest.Outcome) {
	name := o.Article.Title
	if name == "" {
		name = firstWords(o.Article.Text[o.Article.Body():])
	}
	day := "undated"
	if !o.Article.Published.IsZero() {
		day = o.Article.Published.Format(time.DateOnly)
	}
	fmt.Fprintf(w, "%s  %s", day, plain(name))
	if !o.New {
		fmt.Fprint(w, "  (kept before)\n")
		return
	}
	fmt.Fprintln(w)
	var places, open []string
	seen := map[string]bool{}
	for _, m := range o.Reading.Mentions {
		list, text := &open, fmt.Sprintf("%s (%s)", plain(m.Surface), m.State)
		if p, ok := g.Place(m.Place); ok {
			list, text = &places, p.Name
		}
		if !seen[text] {
			seen[text] = true
			*list = append(*list, text)
		}
	}
	if len(places) > 0 {
		fmt.Fprintf(w, "  places: %s\n", strings.Join(places, ", "))
	}
	for _, ev := range o.Reading.Events {
		p, _ := g.Place(ev.Place)
		fmt.Fprintf(w, "  %s: %s\n", p.Name, describe(ev))
	}
	for _, a := range o.Reading.Aggregates {
		unit := "settlements"
		if a.Type == geo.AreaKm2 {
			unit = "km²"
		}
		fmt.Fprintf(w, "  %s: %s\n", strings.TrimSpace(fmt.Sprintf("%s %g %s", a.Qualifier, a.Value, unit)), said(string(a.By)+" "+string(a.Status), a.Source))
	}
	if len(open) > 0 {
		fmt.Fprintf(w, "  unresolved: %s\n", strings.Join(open, ", "))
	}
}

// describe is an event in words: "liberation by UA, claimed (Maliar), 2023-06-26".
func describe(ev geo.Event) string {
	text := said(fmt.Sprintf("%s by %s, %s", ev.Kind, ev.By, ev.Status), ev.Source)
	if !ev.When.IsZero() {
		text += fmt.Sprintf(", %s (%s)", ev.When.Day.Format(time.DateOnly), ev.When.Basis)
	}
	if ev.Background {
		text += ", background"
	}
	return text
}

func said(what string, s geo.Source) string {
	if s.Attribution != "" {
		what += " by " + plain(s.Attribution)
	}
	return what
}

// counted is a number with its noun.
func counted(n int, noun string, plural ...string) string {
	if n == 1 {
		return "1 " + noun
	}
	if len(plural) > 0 {
		return fmt.Sprintf("%d %s", n, plural[0])
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func firstWords(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}
