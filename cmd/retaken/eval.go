package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"retaken/internal/eval"
)

type evalCmd struct {
	Gold   []string `arg:"" name:"gold" help:"Labelled documents, one JSON object a line."`
	Errors int      `help:"Print so many of the mistakes." placeholder:"N"`
	JSON   bool     `help:"Print the counts as JSON." name:"json"`
}

// Run reads labelled documents and compares what they say with the labels.
func (c evalCmd) Run(e *env) error {
	var documents []eval.Document
	for _, name := range c.Gold {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		more, err := eval.Read(name, f)
		if err := f.Close(); err != nil {
			return err
		}
		if err != nil {
			return err
		}
		documents = append(documents, more...)
	}
	x, g, err := e.extractor(shipped())
	if err != nil {
		return err
	}
	sheet := eval.NewSheet()
	for _, d := range documents {
		sheet.Add(d, x.Read(d.Article()), g)
	}
	if c.JSON {
		enc := json.NewEncoder(e.out)
		enc.SetIndent("", "  ")
		return enc.Encode(sheet)
	}
	printSheet(e.out, sheet)
	for _, m := range sheet.Mistakes[:min(c.Errors, len(sheet.Mistakes))] {
		fmt.Fprintf(e.out, "%s\t%s\t%s\t%s\twant %s\tgot %s\n", m.Document, m.What, m.Place, m.By, orDash(m.Want), orDash(m.Got))
	}
	return nil
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func printSheet(out io.Writer, sheet *eval.Sheet) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	s := &sheet.All
	fmt.Fprintf(out, "%d documents\n\n", s.Documents)
	fmt.Fprintln(w, "\tP\tR\tF1\tright\tfalse\tmissed\t")
	for _, row := range []struct {
		name string
		eval.Found
	}{
		{"names, by overlap", s.Names},
		{"names, exact", s.NamesExact},
		{"changes: place and side", s.Events},
		{"… and kind", s.EventsKind},
		{"… that move a pin", s.Map},
		{"… kind, status and date", s.Strict},
		{"areas and numbers", s.Aggregates},
	} {
		fmt.Fprintf(w, "%s\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d\t\n", row.name, row.Precision(), row.Recall(), row.F1(), row.Right, row.Wrong, row.Missed)
	}
	w.Flush()
	fmt.Fprintln(out)
	for _, row := range []struct {
		name string
		eval.Share
	}{
		{"settlements recognised, placed within 5 km", s.Within5},
		{"settlements recognised, placed within 25 km", s.Within25},
		{"all settlements, recognised and placed within 5 km", s.EndToEnd},
		{"regions, taken for the region", s.Regions},
		{"kind, of changes found", s.Kind},
		{"status, of changes found", s.Status},
		{"date, of dated changes found", s.Date},
		{"date within a day", s.DateNear},
		{"documents without a change, with a false one", s.FalseAlarms},
	} {
		fmt.Fprintf(w, "%s\t%.3f\t%d of %d\t\n", row.name, row.Part(), row.Right, row.Of)
	}
	w.Flush()
	fmt.Fprintf(out, "median distance of a settlement from where it lies: %.3f km\n", s.Median())
	for _, by := range []struct {
		name   string
		scores map[string]*eval.Score
	}{{"language", sheet.ByLang}, {"style", sheet.ByStyle}, {"difficulty", sheet.ByTrap}} {
		fmt.Fprintf(w, "\n%s\tdocuments\tnames\tchanges\tpins\tkind\tstatus\tdate\tfalse\talarms\t\n", by.name)
		keys := make([]string, 0, len(by.scores))
		for k := range by.scores {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			s := by.scores[k]
			fmt.Fprintf(w, "%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%d\t%d of %d\t\n", k, s.Documents, s.Names.F1(), s.Events.F1(), s.Map.F1(),
				s.Kind.Part(), s.Status.Part(), s.Date.Part(), s.Events.Wrong, s.FalseAlarms.Right, s.FalseAlarms.Of)
		}
		w.Flush()
	}
}
