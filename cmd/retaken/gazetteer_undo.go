package main

import (
	"errors"
	"fmt"
	"slices"

	"retaken/internal/geo"
)

type gazetteerUndo struct {
	changeFlags
	Change int64 `arg:"" optional:"" help:"Number of the change, as the log shows it. Default: the last one that is not undone."`
}

// Run takes the change back. That is a change itself, and can be taken back by its number.
func (c gazetteerUndo) Run(e *env) error {
	if err := c.mustExist(); err != nil {
		return err
	}
	return c.edit(e, func(ed *editor) error {
		changes, err := logOf(e, ed.db)
		if err != nil {
			return err
		}
		back, err := toUndo(changes, geo.ChangeID(c.Change))
		if err != nil {
			return err
		}
		inverse := geo.Change{Action: "undo", Undoes: back.ID}
		for _, p := range slices.Backward(back.Places) {
			inverse.Places = append(inverse.Places, geo.PlaceChange{Before: p.After, After: p.Before})
			if err := ed.asLeft(changes, back, p); err != nil {
				return err
			}
		}
		done := fmt.Sprintf("undid change %d, %s %s", back.ID, plain(back.Action), named(placeOf(back.Places[0])))
		if n := len(back.Places); n > 1 {
			done += fmt.Sprintf(" and %d more", n-1)
		}
		if err := ed.apply(done, inverse); err != nil || ed.DryRun {
			return err
		}
		return ed.db.SetMeta(e.ctx, metaShipped, "") // what the program ships may count for these places again
	})
}

// toUndo is the change of that number, or the last one that is not undone.
func toUndo(changes []geo.Change, id geo.ChangeID) (geo.Change, error) {
	by := undone(changes)
	for _, c := range slices.Backward(changes) {
		switch {
		case id == 0 && c.Undoes == 0 && by[c.ID] == 0:
			return c, nil
		case id == 0 || c.ID != id:
		case by[c.ID] != 0:
			return c, misusef("change %d is undone already, by change %d", id, by[c.ID])
		default:
			return c, nil
		}
	}
	if id == 0 {
		return geo.Change{}, errors.New("there is nothing to undo")
	}
	return geo.Change{}, misusef("there is no change %d; the numbers are in: retaken gazetteer log", id)
}

// asLeft refuses to undo a change of a place that is no longer as the change left it.
func (ed *editor) asLeft(changes []geo.Change, back geo.Change, p geo.PlaceChange) error {
	now, there := ed.before.ByRef(placeOf(p).Ref)
	if p.After == nil && !there || p.After != nil && there && len(differences(*p.After, now)) == 0 {
		return nil
	}
	by := undone(changes)
	for _, c := range slices.Backward(changes) {
		if c.ID > back.ID && c.Undoes == 0 && by[c.ID] == 0 && slices.ContainsFunc(c.Places, func(o geo.PlaceChange) bool { return placeOf(o).Ref == placeOf(p).Ref }) {
			return misusef("change %d cannot be undone before change %d, which changed %s since", back.ID, c.ID, named(placeOf(p)))
		}
	}
	return misusef("change %d cannot be undone: %s is not as that change left it", back.ID, named(placeOf(p)))
}
