package sqlite

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"

	"retaken/internal/geo"
)

// ChangePlaces makes a change to the gazetteer and logs it, all or none, and returns it as logged.
func (db *DB) ChangePlaces(ctx context.Context, c geo.Change, articles ...string) (geo.Change, error) {
	err := db.change(ctx, func(t *tx) (changed bool, err error) {
		c, err = changePlaces(ctx, t, c, articles...)
		return true, err
	})
	if err != nil {
		return geo.Change{}, fmt.Errorf("changing places: %w", err)
	}
	return c, nil
}

// changePlaces makes a change to the gazetteer, logs it and returns it as logged.
func changePlaces(ctx context.Context, t *tx, c geo.Change, articles ...string) (geo.Change, error) {
	c.Places = slices.Clone(c.Places)
	if len(c.Places) == 0 {
		return c, errors.New("it changes no place")
	}
	if err := outdate(ctx, t, c.Places); err != nil {
		return c, err
	}
	for i := range c.Places {
		if err := changePlace(ctx, t, &c.Places[i]); err != nil {
			return c, fmt.Errorf("place %q: %w", refOf(c.Places[i]), err)
		}
	}
	for _, ref := range articles {
		if _, err := t.ExecContext(ctx, "UPDATE readings SET rules = '' WHERE article = (SELECT id FROM articles WHERE ref = ?)", ref); err != nil {
			return c, err
		}
	}
	var err error
	c.ID, err = logChange(ctx, t, c)
	return c, err
}

func refOf(c geo.PlaceChange) string {
	for _, p := range []*geo.Place{c.Before, c.After} {
		if p != nil {
			return p.Ref
		}
	}
	return ""
}

// changePlace makes the change of one place, and puts into c what is then stored.
func changePlace(ctx context.Context, t *tx, c *geo.PlaceChange) error {
	switch {
	case c.Before == nil && c.After == nil:
		return errors.New("there is nothing to change")
	case c.Before != nil && c.After != nil && c.Before.Ref != c.After.Ref:
		return fmt.Errorf("its reference cannot become %q", c.After.Ref)
	}
	ref := refOf(*c)
	found, err := placesByRef(ctx, t, []geo.Place{{Ref: ref}})
	if err != nil {
		return err
	}
	stored, known := found[ref]
	if known != (c.Before != nil) || known && !reflect.DeepEqual(plainAliases(*c.Before), stored) {
		return geo.ErrChanged
	}
	if c.After == nil {
		return removePlace(ctx, t, stored.ID)
	}
	after := plainAliases(*c.After)
	switch {
	case known:
		after.ID = stored.ID
		_, err = putPlace(ctx, t, after)
	case after.ID != 0:
		err = restorePlace(ctx, t, after)
	default:
		after.ID, err = putPlace(ctx, t, after)
	}
	c.After = &after
	return broken(err)
}

// plainAliases is the place as it is read back: without an empty list.
func plainAliases(p geo.Place) geo.Place {
	if len(p.Aliases) == 0 {
		p.Aliases = nil
	}
	return p
}

// referring selects the articles of which the reading refers to one of the places in an array of JSON.
const referring = `SELECT article FROM mentions WHERE place IN (SELECT value FROM json_each(?1))
	UNION SELECT m.article FROM mentions m, json_each(m.candidates) c WHERE m.state = 'ambiguous' AND c.value IN (SELECT value FROM json_each(?1))
	UNION SELECT article FROM events WHERE place IN (SELECT value FROM json_each(?1))
	UNION SELECT article FROM aggregates WHERE place IN (SELECT value FROM json_each(?1))`

// outdate makes the articles that refer to one of the places wait to be read again. It looks through all
// mentions, so it is called once for a change.
func outdate(ctx context.Context, t *tx, changes []geo.PlaceChange) error {
	var ids []geo.PlaceID
	for _, c := range changes {
		if c.Before != nil {
			ids = append(ids, c.Before.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	list, err := jsonText(ids)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, "UPDATE readings SET rules = '' WHERE article IN ("+referring+")", list)
	return err
}

// removePlace removes a place with all that refers to it.
func removePlace(ctx context.Context, t *tx, id geo.PlaceID) error {
	_, err := t.ExecContext(ctx, `UPDATE readings SET revision = ?1 WHERE article IN
		(SELECT article FROM mentions WHERE place = ?2 UNION SELECT article FROM events WHERE place = ?2
			UNION SELECT article FROM aggregates WHERE place = ?2)`, t.revision, int64(id))
	if err != nil {
		return err
	}
	for _, statement := range []string{
		"DELETE FROM events WHERE place = ?",
		"UPDATE mentions SET state = 'unknown', place = NULL, candidates = '[]' WHERE place = ?",
		"UPDATE aggregates SET place = NULL WHERE place = ?",
		"DELETE FROM places WHERE id = ?",
	} {
		if _, err := t.ExecContext(ctx, statement, int64(id)); err != nil {
			return err
		}
	}
	return nil
}

// restorePlace puts a place back under the ID that it had.
func restorePlace(ctx context.Context, t *tx, p geo.Place) error {
	row, err := placeRow(p)
	if err != nil {
		return err
	}
	_, err = t.put(ctx, "places", placeColumns+", revision, id", 0, append(row, t.revision, int64(p.ID)))
	return err
}

// Unread yields the refs of the articles that wait to be read, and of those of which the reading refers
// to one of the places.
func (db *DB) Unread(ctx context.Context, places ...geo.PlaceID) iter.Seq2[string, error] {
	list, err := jsonText(places)
	if err != nil {
		return func(yield func(string, error) bool) { yield("", err) }
	}
	return read(ctx, db.readers, "articles", func(ref *string) []any { return []any{ref} },
		`SELECT a.ref FROM articles a LEFT JOIN readings r ON r.article = a.id
		WHERE r.article IS NULL OR r.rules = '' OR a.id IN (`+referring+`) ORDER BY a.id`, list)
}
