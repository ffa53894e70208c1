package sqlite

import (
	"context"
	"fmt"
	"iter"

	"retaken/internal/geo"
)

// What changed since the revision ?1. A plus keeps SQLite from reading a whole table in its order instead of a few
// rows by their revision. Places that are gone are those that the log of changes tells of.
const (
	changedPlaces   = "SELECT id, " + placeColumns + " FROM places WHERE revision > ?1 ORDER BY +id"
	changedArticles = "SELECT a.ref FROM readings r JOIN articles a ON a.id = r.article WHERE r.revision > ?1 ORDER BY +a.id"
	changedEvents   = selectEvents + " WHERE x.article IN (" + changedReadings + ") ORDER BY +x.id"
	changedCounts   = selectAggregates + " WHERE x.article IN (" + changedReadings + ") ORDER BY +x.article, x.seq"
	removedPlaces   = `SELECT DISTINCT p.before ->> 'id' FROM changes c JOIN changed_places p ON p.change = c.id
		WHERE c.revision > ?1 AND p.after IS NULL AND p.before ->> 'id' NOT IN (SELECT id FROM places) ORDER BY 1`

	changedReadings = "SELECT article FROM readings WHERE revision > ?1"
)

// Changed is what differs between the revision since and the present one, all of it at one instant.
func (db *DB) Changed(ctx context.Context, since int64) (d geo.Delta, err error) {
	defer func() {
		if err != nil {
			d, err = geo.Delta{}, fmt.Errorf("reading what changed: %w", err)
		}
	}()
	t, err := db.readers.BeginTx(ctx, nil)
	if err != nil {
		return d, err
	}
	defer t.Rollback() // nothing was written
	if err := t.QueryRowContext(ctx, "SELECT n FROM revision").Scan(&d.Revision); err != nil {
		return d, err
	}
	d.Whole = since <= 0 || since > d.Revision
	places, events, aggregates := changedPlaces, changedEvents, changedCounts
	args := []any{since}
	switch {
	case d.Whole:
		places = "SELECT id, " + placeColumns + " FROM places ORDER BY id"
		events, aggregates, args = selectEvents+" ORDER BY x.id", selectAggregates+" ORDER BY x.article, x.seq", nil
	case since == d.Revision:
		return d, nil
	default:
		if d.Removed, err = collect(read(ctx, t, "places", func(id *geo.PlaceID) []any { return []any{(*int64)(id)} }, removedPlaces, since)); err != nil {
			return d, err
		}
		if d.Articles, err = collect(read(ctx, t, "articles", func(ref *string) []any { return []any{ref} }, changedArticles, since)); err != nil {
			return d, err
		}
	}
	if d.Places, err = collect(read(ctx, t, "places", placeInto, places, args...)); err != nil {
		return d, err
	}
	if d.Events, err = collect(read(ctx, t, "events", eventInto, events, args...)); err != nil {
		return d, err
	}
	d.Aggregates, err = collect(read(ctx, t, "aggregates", aggregateInto, aggregates, args...))
	return d, err
}

// collect is the elements of a sequence, up to its error.
func collect[T any](seq iter.Seq2[T, error]) (out []T, err error) {
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
