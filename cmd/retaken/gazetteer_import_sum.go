package main

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/placefile"
)

// importSum is what came of an import.
type importSum struct {
	DryRun      bool           `json:"dry_run"`
	Added       int            `json:"added"`
	Updated     int            `json:"updated"`
	Unchanged   int            `json:"unchanged"`
	Conflicting int            `json:"conflicting"`
	Skipped     map[string]int `json:"skipped"`
	Bad         int            `json:"bad"`
	Conflicts   []importAway   `json:"conflicts,omitempty"`
	Namesakes   []importAway   `json:"namesakes,omitempty"`
	Read        int            `json:"articles_read"`
	Changed     int            `json:"articles_changed"`
	Change      geo.ChangeID   `json:"change,omitempty"` // in the log, 0 when nothing changed
}

// importAway is a line of a file that has a place elsewhere than the gazetteer.
type importAway struct {
	File string  `json:"file"`
	Line int     `json:"line,omitempty"`
	Name string  `json:"name"`
	Ref  string  `json:"ref"` // of the place of the gazetteer
	Away float64 `json:"km"`
	Lon  float64 `json:"lon"`
	Lat  float64 `json:"lat"`
}

func elsewhere(file string, c placefile.Conflict) importAway {
	return importAway{file, c.Record.Line, c.Record.Name, c.Place.Ref, float64(c.Away) / 1000, c.Record.Lon(), c.Record.Lat()}
}

// finish prints what came of it.
func (imp *importer) finish() error {
	if hidden := imp.problems - maxProblems; hidden > 0 && !imp.log.Enabled(context.Background(), slog.LevelDebug) {
		fmt.Fprintf(imp.err, "retaken: and %s; --verbose prints all\n", counted(hidden, "problem more", "problems more"))
	}
	var failed error
	if imp.sum.Bad > 0 {
		failed = errReported
	}
	switch {
	case imp.JSON:
		if err := jsonTo(imp.env).Encode(imp.sum); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
	case !imp.Quiet:
		imp.print()
	}
	return failed
}

func (imp *importer) print() {
	s := imp.sum
	skipped := 0
	for _, n := range s.Skipped {
		skipped += n
	}
	if imp.DryRun {
		fmt.Fprint(imp.out, "dry run, nothing is kept: ")
	}
	fmt.Fprintf(imp.out, "%s added, %d updated, %d unchanged, %d conflicting, %d skipped; %s could not be read\n",
		counted(s.Added, "place"), s.Updated, s.Unchanged, s.Conflicting, skipped, counted(s.Bad, "line"))
	for _, reason := range slices.Sorted(maps.Keys(s.Skipped)) {
		fmt.Fprintf(imp.out, "  skipped: %s: %d\n", reason, s.Skipped[reason])
	}
	imp.printAway("conflicting", s.Conflicts)
	if len(s.Conflicts) > 0 {
		fmt.Fprintln(imp.out, "  a conflicting line changes nothing; --force moves the places")
	}
	imp.printAway("perhaps there already", s.Namesakes)
	if len(s.Namesakes) > 0 {
		fmt.Fprintln(imp.out, "  they were added all the same; retaken gazetteer merge makes one place of two")
	}
	if s.Change != 0 {
		fmt.Fprintf(imp.out, "this is change %d; retaken gazetteer undo%s %d takes it back\n", s.Change, imp.dbArg(), s.Change)
	}
	verb := "changed"
	switch {
	case s.Read == 0:
		return
	case imp.DryRun:
		verb = "would change"
		fmt.Fprintf(imp.out, "%s and would be read again", naming(s.Read, "them"))
	default:
		fmt.Fprintf(imp.out, "%s and %s read again", naming(s.Read, "them"), wasOrWere(s.Read))
	}
	fmt.Fprintf(imp.out, "; the map %s by %d of them\n", verb, s.Changed)
	printEvents(imp.env, imp.before, imp.after, imp.changes, maxProblems)
}

// printAway lists lines that have a place elsewhere.
func (imp *importer) printAway(label string, list []importAway) {
	for _, c := range list[:min(len(list), maxListed)] {
		where := c.File
		if c.Line > 0 {
			where = fmt.Sprintf("%s:%d", c.File, c.Line)
		}
		fmt.Fprintf(imp.out, "  %s: %s: %s at %s lies %.1f km from %s\n", label, plain(where), plain(c.Name), latLon(orb.Point{c.Lon, c.Lat}), c.Away, plain(c.Ref))
	}
	if more := len(list) - maxListed; more > 0 {
		fmt.Fprintf(imp.out, "  %s: and %d more; --json lists all\n", label, more)
	}
}
