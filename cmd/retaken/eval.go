package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"retaken/internal/eval"
)

type evalCmd struct {
	Gold   []string `arg:"" name:"gold" help:"Labelled documents, one JSON object a line."`
	Errors int      `help:"Print so many of the mistakes." placeholder:"N"`
	JSON   bool     `help:"Print one JSON object." name:"json"`
}

// Run reads labelled documents and compares what they say with the labels.
func (c evalCmd) Run(e *env) error {
	if c.Errors < 0 {
		return misusef("--errors %d: want a number of mistakes, 0 or more", c.Errors)
	}
	var documents []eval.Document
	for _, name := range c.Gold {
		more, err := labelled(name)
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
		if e.ctx.Err() != nil {
			return e.ctx.Err()
		}
	}
	if c.JSON {
		enc := json.NewEncoder(e.out)
		enc.SetIndent("", "  ")
		return enc.Encode(sheetJSON(sheet))
	}
	printSheet(e.out, sheet)
	printMistakes(e.out, sheet.Mistakes[:min(c.Errors, len(sheet.Mistakes))])
	return nil
}

// labelled reads a file of labelled documents.
func labelled(name string) ([]eval.Document, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", plain(name), cause(err))
	}
	defer f.Close()
	documents, err := eval.Read(name, f)
	if err == nil && len(documents) == 0 {
		err = fmt.Errorf("%s has no labelled document; want one JSON object a line", plain(name))
	}
	return documents, err
}

// figure is a line of the sheet, with its key in JSON.
type figure[T any] struct {
	key, name string
	of        func(*eval.Score) T
}

var founds = []figure[eval.Found]{
	{"names", "names, by overlap", func(s *eval.Score) eval.Found { return s.Names }},
	{"names_exact", "names, exact", func(s *eval.Score) eval.Found { return s.NamesExact }},
	{"changes", "changes: place and side", func(s *eval.Score) eval.Found { return s.Events }},
	{"changes_kind", "… and kind", func(s *eval.Score) eval.Found { return s.EventsKind }},
	{"pins", "… that move a pin", func(s *eval.Score) eval.Found { return s.Map }},
	{"strict", "… kind, status and date", func(s *eval.Score) eval.Found { return s.Strict }},
	{"figures", "areas and numbers", func(s *eval.Score) eval.Found { return s.Aggregates }},
}

var shares = []figure[eval.Share]{
	{"within_5km", "settlements recognised, placed within 5 km", func(s *eval.Score) eval.Share { return s.Within5 }},
	{"within_25km", "settlements recognised, placed within 25 km", func(s *eval.Score) eval.Share { return s.Within25 }},
	{"all_within_5km", "all settlements, recognised and placed within 5 km", func(s *eval.Score) eval.Share { return s.EndToEnd }},
	{"regions", "regions, taken for the region", func(s *eval.Score) eval.Share { return s.Regions }},
	{"kind", "kind, of changes found", func(s *eval.Score) eval.Share { return s.Kind }},
	{"status", "status, of changes found", func(s *eval.Score) eval.Share { return s.Status }},
	{"date", "date, of dated changes found", func(s *eval.Score) eval.Share { return s.Date }},
	{"date_near", "date within a day", func(s *eval.Score) eval.Share { return s.DateNear }},
	{"false_alarms", "documents without a change, with a false one", func(s *eval.Score) eval.Share { return s.FalseAlarms }},
}

// portion is a part of a number of cases, a dash where there is none.
func portion(part float64, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", part)
}

func f1(f eval.Found) string { return portion(f.F1(), f.Right+f.Wrong+f.Missed) }

func partOf(s eval.Share) string { return portion(s.Part(), s.Of) }

func printSheet(out io.Writer, sheet *eval.Sheet) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "%s\n\n", counted(sheet.All.Documents, "document"))
	fmt.Fprintln(w, "\tP\tR\tF1\tright\tfalse\tmissed\t")
	for _, row := range founds {
		f := row.of(&sheet.All)
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\t%d\t\n", row.name, portion(f.Precision(), f.Right+f.Wrong), portion(f.Recall(), f.Right+f.Missed), f1(f), f.Right, f.Wrong, f.Missed)
	}
	w.Flush()
	fmt.Fprintln(out)
	for _, row := range shares {
		s := row.of(&sheet.All)
		fmt.Fprintf(w, "%s\t%s\t%d of %d\t\n", row.name, partOf(s), s.Right, s.Of)
	}
	w.Flush()
	if sheet.All.Within5.Of > 0 {
		fmt.Fprintf(out, "\nA settlement lies %.1f km from where it was placed, by the median.\n", sheet.All.Median())
	}
	for _, by := range groups(sheet) {
		fmt.Fprintf(w, "\n%s\tdocuments\tnames\tchanges\tpins\tkind\tstatus\tdate\tfalse\talarms\t\n", by.name)
		for _, k := range by.keys() {
			s := by.scores[k]
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d of %d\t\n", plain(orDash(k)), s.Documents, f1(s.Names), f1(s.Events), f1(s.Map),
				partOf(s.Kind), partOf(s.Status), partOf(s.Date), s.Events.Wrong, s.FalseAlarms.Right, s.FalseAlarms.Of)
		}
		w.Flush()
	}
}

// printMistakes prints what was read wrongly; "retaken explain FILE DOCUMENT" tells why.
func printMistakes(out io.Writer, mistakes []eval.Mistake) {
	if len(mistakes) == 0 {
		return
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "\ndocument\tmistake\tplace\tside\tread\twant\n")
	for _, m := range mistakes {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", plain(m.Document), m.What, plain(m.Place), m.By, plain(orDash(m.Got)), plain(orDash(m.Want)))
	}
	w.Flush()
}

func orDash(s string) string {
	if strings.TrimSpace(s) == "" {
		return "–"
	}
	return s
}

// group are the scores of the documents that have something in common, by what it is.
type group struct {
	name   string
	scores map[string]*eval.Score
}

func (g group) keys() []string {
	keys := make([]string, 0, len(g.scores))
	for k := range g.scores {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func groups(sheet *eval.Sheet) []group {
	return []group{{"language", sheet.ByLang}, {"style", sheet.ByStyle}, {"difficulty", sheet.ByTrap}}
}

// sheetJSON is the sheet with the names of the figures as keys.
func sheetJSON(sheet *eval.Sheet) map[string]any {
	out := scoreJSON(&sheet.All)
	for _, by := range groups(sheet) {
		list := map[string]any{}
		for k, s := range by.scores {
			list[k] = scoreJSON(s)
		}
		out["by_"+by.name] = list
	}
	mistakes := []map[string]string{}
	for _, m := range sheet.Mistakes {
		mistakes = append(mistakes, map[string]string{"document": m.Document, "mistake": m.What, "place": m.Place, "side": string(m.By), "read": m.Got, "want": m.Want})
	}
	out["mistakes"] = mistakes
	return out
}

func scoreJSON(s *eval.Score) map[string]any {
	out := map[string]any{"documents": s.Documents, "median_km": s.Median()}
	for _, row := range founds {
		f := row.of(s)
		out[row.key] = map[string]any{"precision": f.Precision(), "recall": f.Recall(), "f1": f.F1(), "right": f.Right, "false": f.Wrong, "missed": f.Missed}
	}
	for _, row := range shares {
		v := row.of(s)
		out[row.key] = map[string]any{"part": v.Part(), "right": v.Right, "of": v.Of}
	}
	return out
}
