package sqlite

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"retaken/internal/geo"
)

const (
	eventColumns = "ref, article, kind, by_side, from_side, by_detail, status, place, day, precision, basis, standing, background, " + sourceColumns

	// sourceColumns are what events and aggregates keep of their source.
	sourceColumns = "attribution, side, rank, start_byte, end_byte, start_rune, end_rune, rule, confidence"

	// sourceWords and citation are how both read it, from a table x that refers to the article a.
	sourceWords = "x.side, x.rank, x.start_byte, x.end_byte"
	citation    = `a.ref, ` + storyOf + `, a.source, a.title, a.url, a.published,
		substr(CAST(a.text AS BLOB), x.start_byte + 1, x.end_byte - x.start_byte), x.attribution, x.rule, x.confidence, a.id`

	storyOf = `coalesce((SELECT s.ref FROM articles s WHERE s.id = a.story), '')`

	selectEvents = `SELECT x.id, x.ref, concat_ws('|', x.kind, x.by_side, x.from_side, x.status, x.precision, x.basis, ` + sourceWords + `),
		x.by_detail, x.place, x.day, x.standing, x.background, ` + citation + ` FROM events x JOIN articles a ON a.id = x.article`
)

// Events yields the events that q selects in the order of IDs.
func (db *DB) Events(ctx context.Context, q geo.Query) iter.Seq2[geo.Event, error] {
	query, args := selecting(q)
	return read(ctx, db.readers, "events", eventInto, query, args...)
}

// selecting is the statement that answers q.
func selecting(q geo.Query) (query string, args []any) {
	conditions, args := []string{"x.id > ?"}, []any{int64(q.After)}
	if q.Place != 0 {
		conditions, args = append(conditions, "x.place = ?"), append(args, int64(q.Place))
	}
	if q.Article != "" {
		conditions, args = append(conditions, "a.ref = ?"), append(args, q.Article)
	}
	query = selectEvents + " WHERE " + strings.Join(conditions, " AND ") + " ORDER BY x.id"
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	return query, args
}

// Event is the event of that ID, or geo.ErrNotFound.
func (db *DB) Event(ctx context.Context, id geo.EventID) (geo.Event, error) {
	for e, err := range read(ctx, db.readers, "events", eventInto, selectEvents+" WHERE x.id = ?", int64(id)) {
		return e, err
	}
	return geo.Event{}, fmt.Errorf("event %d: %w", id, geo.ErrNotFound)
}

// eventInto are the targets of the columns of selectEvents.
func eventInto(e *geo.Event) []any {
	words := wordsInto{
		(*string)(&e.Kind), (*string)(&e.By), (*string)(&e.From), (*string)(&e.Status), (*string)(&e.When.Precision), (*string)(&e.When.Basis),
	}
	words = append(words, sourceWordsInto(&e.Source)...)
	return append([]any{
		(*int64)(&e.ID), &e.Ref, words, &e.ByDetail, (*int64)(&e.Place), timeInto{&e.When.Day}, &e.Standing, &e.Background,
	}, citationInto(&e.Source)...)
}

// sourceWordsInto and citationInto are the targets of what sourceWords and citation select.
func sourceWordsInto(s *geo.Source) wordsInto {
	return wordsInto{(*string)(&s.Side), (*int)(&s.Rank), &s.Evidence.Start, &s.Evidence.End}
}

func citationInto(s *geo.Source) []any {
	return []any{
		&s.Article, &s.Story, &s.Publisher, &s.Title, &s.URL, timeInto{&s.Published}, &s.Quote, &s.Attribution, &s.Rule, &s.Confidence, (*int64)(&s.ArticleID),
	}
}

// eventRow is an event as a row of eventColumns.
func eventRow(a article, e geo.Event) []any {
	return append([]any{
		e.Ref, a.id, string(e.Kind), string(e.By), string(e.From), e.ByDetail, string(e.Status), int64(e.Place),
		dayText(e.When.Day), string(e.When.Precision), string(e.When.Basis), e.Standing, e.Background,
	}, sourceRow(a, e.Source)...)
}

// sourceRow is a source as a row of sourceColumns.
func sourceRow(a article, s geo.Source) []any {
	return []any{
		s.Attribution, string(s.Side), int(s.Rank), s.Evidence.Start, s.Evidence.End,
		a.runes(s.Evidence.Start), a.runes(s.Evidence.End), s.Rule, s.Confidence,
	}
}
