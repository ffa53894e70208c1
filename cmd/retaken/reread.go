package main

import (
	"fmt"

	"retaken/internal/geo"
	"retaken/internal/ingest"
)

type rereadCmd struct {
	dbFlag
	DryRun bool `help:"Say what would change, and keep nothing." name:"dry-run"`
	Quiet  bool `help:"Print the sum only." short:"q"`
}

// Run reads every article again that was last read with other rules or another gazetteer, and prints what that
// changes.
func (c rereadCmd) Run(e *env) error {
	if err := c.mustExist(); err != nil {
		return err
	}
	db, p, g, err := c.openPipeline(e)
	if err != nil {
		return err
	}
	defer db.Close()
	tally, err := p.RereadAll(e.ctx, c.DryRun, func(ch ingest.Change) {
		if !c.Quiet {
			printReread(e, g, ch)
		}
	})
	if err == nil && tally.Read == 0 {
		fmt.Fprintln(e.out, "nothing to read again: every article was last read with these rules and this gazetteer")
	} else {
		would := ""
		if c.DryRun {
			would = "dry run, nothing is kept: "
		}
		fmt.Fprintf(e.out, "%s%s read again, %d of them otherwise: %s added, %d gone\n",
			would, counted(tally.Read, "article"), tally.Changed, counted(tally.Added, "report of a change", "reports of changes"), tally.Gone)
	}
	if err != nil {
		return err
	}
	if !c.DryRun {
		return renew(e, db, p) // notes that everything is read
	}
	return nil
}

// printReread prints an article and which reports in it came or went.
func printReread(e *env, g *geo.Gazetteer, ch ingest.Change) {
	day, title := headline(ch.Article)
	fmt.Fprintf(e.out, "%s  %s  %s\n", day, plain(title), plain(ch.Article.Ref))
	for _, part := range []struct {
		sign   string
		events []geo.Event
	}{{"+", ch.Added}, {"-", ch.Gone}} {
		for _, ev := range part.events {
			p, _ := g.Place(ev.Place)
			fmt.Fprintf(e.out, "  %s %s: %s\n", part.sign, plain(p.Name), describe(ev))
		}
	}
}
