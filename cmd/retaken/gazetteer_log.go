package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"retaken/internal/geo"
	"retaken/internal/sqlite"
)

type gazetteerLog struct {
	dbFlag
	listFlags
	Place string `arg:"" optional:"" help:"Only changes of the places of that reference or name."`
	Limit int    `help:"At most so many changes; 0 for all." default:"20"`
}

// Run prints the changes, the last one first.
func (c gazetteerLog) Run(e *env) error {
	changes, err := c.changes(e)
	if err != nil {
		return err
	}
	by := undone(changes)
	n := 0
	enc := jsonTo(e)
	for _, ch := range slices.Backward(changes) {
		if c.Place != "" && !slices.ContainsFunc(ch.Places, func(p geo.PlaceChange) bool { return concerns(p, c.Place) }) {
			continue
		}
		if n++; c.Limit > 0 && n > c.Limit {
			fmt.Fprintf(e.err, "retaken: there are more; see --limit\n")
			break
		}
		if c.JSON {
			if err := enc.Encode(changeJSON(ch)); err != nil {
				return fmt.Errorf("writing: %w", err)
			}
			continue
		}
		printLogged(e, ch, by[ch.ID])
	}
	switch {
	case n > 0 || c.JSON:
	case c.Place != "":
		fmt.Fprintf(e.out, "no place called %s was changed yet\n", plain(c.Place))
	default:
		fmt.Fprintln(e.out, "nothing was changed yet")
	}
	return nil
}

// changes reads the log of the database.
func (f dbFlag) changes(e *env) ([]geo.Change, error) {
	if err := f.mustExist(); err != nil {
		return nil, err
	}
	db, err := f.open(e, true)
	if err != nil {
		return nil, err
	}
	changes, err := logOf(e, db)
	return changes, errors.Join(err, db.Close())
}

func logOf(e *env, db *sqlite.DB) (changes []geo.Change, err error) {
	for c, err := range db.Changes(e.ctx) {
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// undone tells which change took back another, of those that still hold.
func undone(changes []geo.Change) map[geo.ChangeID]geo.ChangeID {
	by := map[geo.ChangeID]geo.ChangeID{}
	for _, c := range slices.Backward(changes) { // who undoes an undoing comes after it
		if c.Undoes != 0 && by[c.ID] == 0 {
			by[c.Undoes] = c.ID
		}
	}
	return by
}

// editedRefs are the references of the places that are as an editor left them, changed or removed.
func editedRefs(e *env, db *sqlite.DB) (map[string]bool, error) {
	changes, err := logOf(e, db)
	if err != nil {
		return nil, err
	}
	by, refs := undone(changes), map[string]bool{}
	for _, c := range changes {
		if c.Undoes == 0 && by[c.ID] == 0 {
			for _, p := range c.Places {
				refs[placeOf(p).Ref] = true
			}
		}
	}
	return refs, nil
}

// placeOf is the place as it was, or as it became when it was added.
func placeOf(c geo.PlaceChange) geo.Place {
	if c.Before != nil {
		return *c.Before
	}
	return *c.After
}

// concerns tells whether a place had or has that reference or name.
func concerns(c geo.PlaceChange, text string) bool {
	for _, p := range []*geo.Place{c.Before, c.After} {
		if p != nil && (p.Ref == text || slices.ContainsFunc(namesOf(*p), func(n string) bool { return strings.EqualFold(n, text) })) {
			return true
		}
	}
	return false
}

// mostLogged is how many places of one change are printed.
const mostLogged = 10

func printLogged(e *env, c geo.Change, by geo.ChangeID) {
	what := c.Action
	if c.Undoes != 0 {
		what = fmt.Sprintf("undo of %d", c.Undoes)
	}
	if by != 0 {
		what += fmt.Sprintf(" (undone by %d)", by)
	}
	fmt.Fprintf(e.out, "%d  %s  %s", c.ID, c.At.Format(time.DateTime), plain(what))
	if c.Reason != "" {
		fmt.Fprintf(e.out, ": %s", plain(c.Reason))
	}
	fmt.Fprintln(e.out)
	for i, p := range c.Places {
		switch {
		case i == mostLogged:
			fmt.Fprintf(e.out, "  and %d more; see --json\n", len(c.Places)-i)
			return
		case p.Before == nil:
			fmt.Fprintf(e.out, "  + %s at %s\n", named(*p.After), latLon(p.After.Point))
		case p.After == nil:
			fmt.Fprintf(e.out, "  - %s at %s\n", named(*p.Before), latLon(p.Before.Point))
		default:
			fmt.Fprintf(e.out, "  %s: %s\n", named(*p.Before), strings.Join(differences(*p.Before, *p.After), "; "))
		}
	}
}

// changeJSON is a change with its places whole.
func changeJSON(c geo.Change) map[string]any {
	places := []map[string]any{}
	for _, p := range c.Places {
		pair := map[string]any{"before": nil, "after": nil}
		if p.Before != nil {
			pair["before"] = placeJSON(p.Before)
		}
		if p.After != nil {
			pair["after"] = placeJSON(p.After)
		}
		places = append(places, pair)
	}
	out := map[string]any{"change": c.ID, "at": c.At, "action": c.Action, "reason": c.Reason, "undoes": nil, "places": places}
	if c.Undoes != 0 {
		out["undoes"] = c.Undoes
	}
	return out
}
