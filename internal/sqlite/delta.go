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
	changedPlaces = "SELECT id, " + placeColumns + ", revision FROM places WHERE revision > ?1 ORDER BY +id"
	changedRead   = selectRead + " WHERE r.revision > ?1 ORDER BY +a.id"
	changedEvents = selectEvents + " WHERE x.article IN (" + changedReadings + ") ORDER BY +x.id"
	changedCounts = selectAggregates + " WHERE x.article IN (" + changedReadings + ") ORDER BY +x.article, x.seq"
	removedPlaces = `SELECT p.before ->> 'id', max(c.revision) FROM changes c JOIN changed_places p ON p.change = c.id
		WHERE c.revision >= ?1 AND p.after IS NULL AND p.before ->> 'id' NOT IN (SELECT id FROM places) GROUP BY 1 ORDER BY 1`

	changedReadings = "SELECT article FROM readings WHERE revision > ?1"

	selectRead = `SELECT a.id, a.ref, a.url, a.source, a.title, a.lang, a.published, ` + storyOf + `, r.revision,
		(SELECT json_group_array(place) FROM (SELECT place FROM mentions WHERE article = a.id AND place IS NOT NULL
			UNION SELECT place FROM events WHERE article = a.id))
		FROM readings r JOIN articles a ON a.id = r.article`
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
	row := t.QueryRowContext(ctx, "SELECT n, at, (SELECT value FROM meta WHERE key = 'store') FROM revision")
	if err := row.Scan(&d.Revision, timeInto{&d.At}, &d.Store); err != nil {
		return d, err
	}
	d.Whole = since <= 0 || since > d.Revision
	places, articles, events, aggregates := changedPlaces, changedRead, changedEvents, changedCounts
	args := []any{since}
	removed := since + 1
	switch {
	case d.Whole:
		places, articles = "SELECT id, "+placeColumns+", revision FROM places ORDER BY id", selectRead+" ORDER BY a.id"
		events, aggregates, args, removed = selectEvents+" ORDER BY x.id", selectAggregates+" ORDER BY x.article, x.seq", nil, 0
	case since == d.Revision:
		return d, nil
	}
	if d.Removed, err = collect(read(ctx, t, "places", removalInto, removedPlaces, removed)); err != nil {
		return d, err
	}
	if d.Articles, err = collect(read(ctx, t, "articles", readInto, articles, args...)); err != nil {
		return d, err
	}
	for p, err := range read(ctx, t, "places", revisedInto, places, args...) {
		if err != nil {
			return d, err
		}
		d.Places, d.Revised = append(d.Places, p.Place), append(d.Revised, p.revision)
	}
	if d.Events, err = collect(read(ctx, t, "events", eventInto, events, args...)); err != nil {
		return d, err
	}
	d.Aggregates, err = collect(read(ctx, t, "aggregates", aggregateInto, aggregates, args...))
	return d, err
}

func removalInto(r *geo.Removal) []any { return []any{(*int64)(&r.Place), &r.Revision} }

// revised is a place with the revision that made it what it is.
type revised struct {
	geo.Place
	revision int64
}

func revisedInto(r *revised) []any { return append(placeInto(&r.Place), &r.revision) }

// readInto are the targets of the columns of selectRead.
func readInto(a *geo.Article) []any {
	return []any{
		(*int64)(&a.ID), &a.Ref, &a.URL, &a.Publisher, &a.Title, &a.Lang, timeInto{&a.Published}, &a.Story, &a.Revision, jsonInto[geo.PlaceID]{&a.Places},
	}
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
