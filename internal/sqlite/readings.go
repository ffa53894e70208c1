package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"retaken/internal/geo"
)

// PutReadings keeps readings, all or none. Each replaces the earlier reading of its article as a whole;
// an event whose Ref was there before keeps its ID. An article or a place that is not stored is
// geo.ErrNotFound.
//
// Publisher, title, address and date of a source are always the article's, whatever the reading says. A
// span that does not lie within the text on rune boundaries is refused, and so is a quote that is not
// the text of its span.
func (db *DB) PutReadings(ctx context.Context, readings ...geo.Reading) error {
	if len(readings) == 0 {
		return nil
	}
	err := db.change(ctx, func(t *tx) (changed bool, err error) {
		for _, r := range readings {
			c, err := putReading(ctx, t, r)
			if err != nil {
				return false, fmt.Errorf("article %q: %w", r.Article, err)
			}
			changed = changed || c
		}
		return changed, nil
	})
	if err != nil {
		return fmt.Errorf("keeping readings: %w", err)
	}
	return nil
}

// ReadWith is the fingerprint of the rules that last read the article, "" when none has or when it waits
// to be read again.
func (db *DB) ReadWith(ctx context.Context, article string) (rules string, err error) {
	err = db.readers.QueryRowContext(ctx,
		"SELECT r.rules FROM readings r JOIN articles a ON a.id = r.article WHERE a.ref = ?", article).Scan(&rules)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("reading the state of article %q: %w", article, err)
	}
	return rules, nil
}

// putReading makes r the reading of its article, and tells whether it was another before.
func putReading(ctx context.Context, t *tx, r geo.Reading) (changed bool, err error) {
	a, err := articleOf(ctx, t, r.Article)
	if err != nil {
		return false, err
	}
	if r, err = a.complete(r); err != nil {
		return false, err
	}
	old, err := a.reading(ctx, t)
	if err != nil {
		return false, err
	}
	sums := !slices.Equal(old.Aggregates, r.Aggregates)
	changed = sums || !a.read || r.Rules != old.Rules
	if changed {
		_, err := t.ExecContext(ctx, `INSERT INTO readings (article, rules, revision) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET rules = excluded.rules`, a.id, r.Rules, t.revision)
		if err != nil {
			return false, err
		}
	}
	names := !slices.EqualFunc(old.Mentions, r.Mentions, sameMention)
	if names {
		if err := a.putMentions(ctx, t, r.Mentions); err != nil {
			return false, err
		}
	}
	if sums {
		if err := a.putAggregates(ctx, t, r.Aggregates); err != nil {
			return false, err
		}
	}
	told, err := a.putEvents(ctx, t, old.Events, r.Events)
	if err != nil || !told && !sums && !names {
		return changed, err
	}
	_, err = t.ExecContext(ctx, "UPDATE readings SET revision = ? WHERE article = ?", t.revision, a.id)
	return true, err
}

// article is what a reading needs to know of its article.
type article struct {
	id    int64
	cited geo.Source // what every source in it has in common
	text  string
	read  bool // there is a reading already
	rules string
}

func articleOf(ctx context.Context, t *tx, ref string) (article, error) {
	for a, err := range read(ctx, t, "articles", articleOfInto, `SELECT a.id, a.ref, `+storyOf+`, a.source, a.title, a.url, a.published, a.text,
		r.article IS NOT NULL, coalesce(r.rules, '') FROM articles a LEFT JOIN readings r ON r.article = a.id WHERE a.ref = ?`, ref) {
		return a, err
	}
	return article{}, geo.ErrNotFound
}

func articleOfInto(a *article) []any {
	c := &a.cited
	return []any{&a.id, &c.Article, &c.Story, &c.Publisher, &c.Title, &c.URL, timeInto{&c.Published}, &a.text, &a.read, &a.rules}
}

// reading is the stored reading of the article, the zero Reading when there is none.
func (a article) reading(ctx context.Context, t *tx) (r geo.Reading, err error) {
	if !a.read {
		return r, nil
	}
	r.Rules = a.rules
	for m, err := range read(ctx, t, "mentions", mentionInto, selectMentions+" WHERE article = ? ORDER BY seq", a.id) {
		if err != nil {
			return r, err
		}
		r.Mentions = append(r.Mentions, m)
	}
	for g, err := range read(ctx, t, "aggregates", aggregateInto, selectAggregates+" WHERE x.article = ? ORDER BY x.seq", a.id) {
		if err != nil {
			return r, err
		}
		r.Aggregates = append(r.Aggregates, g)
	}
	for e, err := range read(ctx, t, "events", eventInto, selectEvents+" WHERE x.article = ?", a.id) {
		if err != nil {
			return r, err
		}
		r.Events = append(r.Events, e)
	}
	return r, nil
}

// putMentions makes the mentions those of the article.
func (a article) putMentions(ctx context.Context, t *tx, mentions []geo.Mention) error {
	if _, err := t.ExecContext(ctx, "DELETE FROM mentions WHERE article = ?", a.id); err != nil {
		return err
	}
	for i, m := range mentions {
		row, err := mentionRow(a, i, m)
		if err == nil {
			_, err = t.put(ctx, "mentions", mentionColumns, 0, row)
		}
		if err != nil {
			return fmt.Errorf("mention of %q: %w", m.Surface, missing(err, m.Place))
		}
	}
	return nil
}

// putAggregates makes the aggregates those of the article.
func (a article) putAggregates(ctx context.Context, t *tx, aggregates []geo.Aggregate) error {
	if _, err := t.ExecContext(ctx, "DELETE FROM aggregates WHERE article = ?", a.id); err != nil {
		return err
	}
	for i, g := range aggregates {
		if _, err := t.put(ctx, "aggregates", aggregateColumns, 0, aggregateRow(a, i, g)); err != nil {
			return fmt.Errorf("aggregate %q: %w", g.Source.Quote, missing(err, g.Place))
		}
	}
	return nil
}

// putEvents makes the events those of the article, which had the old ones, and tells whether anything
// changed.
func (a article) putEvents(ctx context.Context, t *tx, old, events []geo.Event) (changed bool, err error) {
	before := make(map[string]geo.Event, len(old))
	for _, e := range old {
		before[e.Ref] = e
		if !slices.ContainsFunc(events, func(n geo.Event) bool { return n.Ref == e.Ref }) {
			changed = true
			if _, err := t.ExecContext(ctx, "DELETE FROM events WHERE id = ?", int64(e.ID)); err != nil {
				return false, err
			}
		}
	}
	for _, e := range events {
		was := before[e.Ref]
		if e.ID = was.ID; e == was {
			continue
		}
		changed = true
		if _, err := t.put(ctx, "events", eventColumns, int64(e.ID), eventRow(a, e)); err != nil {
			return false, fmt.Errorf("event %q: %w", e.Ref, missing(err, e.Place))
		}
	}
	return changed, nil
}

// missing says what is wrong with a row that may refer to a place: the only reference that can break.
func missing(err error, place geo.PlaceID) error {
	if extendedCodeOf(err) == codeForeignKey {
		return fmt.Errorf("place %d: %w", place, geo.ErrNotFound)
	}
	return broken(err)
}

// complete is the reading with what the article adds to its sources. It refuses what the text belies.
func (a article) complete(r geo.Reading) (_ geo.Reading, err error) {
	for _, m := range r.Mentions {
		if _, err := a.cut(m.Span); err != nil {
			return r, fmt.Errorf("mention of %q: %w", m.Surface, err)
		}
		if err := valid(m.Surface); err != nil {
			return r, fmt.Errorf("mention: %w", err)
		}
	}
	r.Events, r.Aggregates = slices.Clone(r.Events), slices.Clone(r.Aggregates)
	for i := range r.Aggregates {
		g := &r.Aggregates[i]
		g.When.Day = midnight(g.When.Day)
		if g.Source, err = a.source(g.Source); err == nil {
			err = valid(g.Qualifier)
		}
		if err != nil {
			return r, fmt.Errorf("aggregate %q: %w", g.Source.Quote, err)
		}
	}
	seen := make(map[string]bool, len(r.Events))
	for i := range r.Events {
		e := &r.Events[i]
		e.When.Day = midnight(e.When.Day)
		if e.Source, err = a.source(e.Source); err == nil {
			err = valid(e.Ref, e.ByDetail)
		}
		if err == nil && seen[e.Ref] {
			err = errors.New("another event of the reading has the same reference")
		}
		if err != nil {
			return r, fmt.Errorf("event %q: %w", e.Ref, err)
		}
		seen[e.Ref] = true
	}
	return r, nil
}

// source is s with what the article says of itself.
func (a article) source(s geo.Source) (geo.Source, error) {
	quote, err := a.cut(s.Evidence)
	switch {
	case err != nil:
		return s, err
	case s.Quote != "" && s.Quote != quote:
		return s, fmt.Errorf("its quote is not what stands at bytes %d to %d of the text", s.Evidence.Start, s.Evidence.End)
	case s.Article != "" && s.Article != a.cited.Article:
		return s, fmt.Errorf("its source is another article, %q", s.Article)
	}
	s.Quote = quote
	s.ArticleID = geo.ArticleID(a.id)
	s.Article, s.Story, s.Publisher, s.Title, s.URL, s.Published = a.cited.Article, a.cited.Story, a.cited.Publisher, a.cited.Title, a.cited.URL, a.cited.Published
	return s, valid(s.Attribution, s.Rule)
}

// cut is the text of a span.
func (a article) cut(s geo.Span) (string, error) {
	if s.Start < 0 || s.End < s.Start || len(a.text) < s.End {
		return "", fmt.Errorf("bytes %d to %d do not lie within its text of %d bytes", s.Start, s.End, len(a.text))
	}
	for _, i := range []int{s.Start, s.End} {
		if i < len(a.text) && !utf8.RuneStart(a.text[i]) {
			return "", fmt.Errorf("bytes %d to %d cut through a character of the text", s.Start, s.End)
		}
	}
	return a.text[s.Start:s.End], nil
}

// runes is how many code points of the text lie before an offset in bytes.
func (a article) runes(offset int) int { return utf8.RuneCountInString(a.text[:offset]) }

func midnight(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return geo.DayOf(t)
}

func sameMention(a, b geo.Mention) bool {
	return a.Span == b.Span && a.Surface == b.Surface && a.State == b.State && a.Place == b.Place && slices.Equal(a.Candidates, b.Candidates)
}
