package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"retaken/internal/geo"
)

// logChange adds a change that was made to the log.
func logChange(ctx context.Context, t *tx, c geo.Change) (geo.ChangeID, error) {
	if err := valid(c.Action, c.Reason); err != nil {
		return 0, err
	}
	id, err := t.put(ctx, "changes", "at, action, reason, undoes, revision", 0,
		[]any{instantText(c.At), c.Action, c.Reason, orNull(c.Undoes), t.revision})
	if extendedCodeOf(err) == codeForeignKey {
		return 0, fmt.Errorf("change %d: %w", c.Undoes, geo.ErrNotFound)
	} else if err != nil {
		return 0, broken(err)
	}
	for i, p := range c.Places {
		before, err1 := loggedText(p.Before)
		after, err2 := loggedText(p.After)
		if err := errors.Join(err1, err2); err != nil {
			return 0, err
		}
		if _, err := t.put(ctx, "changed_places", "change, seq, before, after", 0, []any{id, i, before, after}); err != nil {
			return 0, err
		}
	}
	return geo.ChangeID(id), nil
}

// loggedPlace is a place as the log keeps it: all of it, so that a change can be taken back.
type loggedPlace struct {
	ID          geo.PlaceID   `json:"id"`
	Ref         string        `json:"ref"`
	Name        string        `json:"name"`
	NameUk      string        `json:"name_uk"`
	NameRu      string        `json:"name_ru"`
	Aliases     []alias       `json:"aliases"`
	Kind        geo.PlaceKind `json:"kind"`
	Oblast      string        `json:"oblast"`
	Raion       string        `json:"raion"`
	Population  int           `json:"population"`
	Lon         float64       `json:"lon"`
	Lat         float64       `json:"lat"`
	Uncertainty geo.Metres    `json:"uncertainty_m"`
}

// loggedText is a place as a text of JSON, nil when there is none.
func loggedText(p *geo.Place) (any, error) {
	if p == nil {
		return nil, nil
	}
	aliases := []alias{}
	for _, a := range p.Aliases {
		aliases = append(aliases, alias(a))
	}
	text, err := json.Marshal(loggedPlace{
		p.ID, p.Ref, p.Name, p.NameUk, p.NameRu, aliases, p.Kind, p.Oblast, p.Raion, p.Population, p.Lon(), p.Lat(), p.Uncertainty,
	})
	return string(text), err
}

// placeLogged is the place that loggedText made a text of.
func placeLogged(text *string) (*geo.Place, error) {
	if text == nil {
		return nil, nil
	}
	var l loggedPlace
	if err := json.Unmarshal([]byte(*text), &l); err != nil {
		return nil, err
	}
	p := &geo.Place{
		ID: l.ID, Ref: l.Ref, Name: l.Name, NameUk: l.NameUk, NameRu: l.NameRu, Kind: l.Kind, Oblast: l.Oblast, Raion: l.Raion,
		Population: l.Population, Uncertainty: l.Uncertainty,
	}
	p.Point[0], p.Point[1] = l.Lon, l.Lat
	for _, a := range l.Aliases {
		p.Aliases = append(p.Aliases, geo.Alias(a))
	}
	return p, nil
}

// changeRow is a change with one of its places.
type changeRow struct {
	geo.Change
	before, after *string
}

func changeInto(r *changeRow) []any {
	return []any{(*int64)(&r.ID), timeInto{&r.At}, &r.Action, &r.Reason, (*int64)(&r.Undoes), &r.before, &r.after}
}

// Changes yields every change ever made, the first one first.
func (db *DB) Changes(ctx context.Context) iter.Seq2[geo.Change, error] {
	return func(yield func(geo.Change, error) bool) {
		var c geo.Change
		for r, err := range read(ctx, db.readers, "changes", changeInto,
			`SELECT c.id, c.at, c.action, c.reason, coalesce(c.undoes, 0), p.before, p.after
			FROM changes c JOIN changed_places p ON p.change = c.id ORDER BY c.id, p.seq`) {
			before, err1 := placeLogged(r.before)
			after, err2 := placeLogged(r.after)
			if err := errors.Join(err, err1, err2); err != nil {
				yield(geo.Change{}, err)
				return
			}
			if c.ID != 0 && c.ID != r.ID {
				if !yield(c, nil) {
					return
				}
				c.Places = nil
			}
			places := append(c.Places, geo.PlaceChange{Before: before, After: after})
			c = r.Change
			c.Places = places
		}
		if c.ID != 0 {
			yield(c, nil)
		}
	}
}
