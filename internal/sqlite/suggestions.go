package sqlite

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// What keeps a suggestion from being judged.
var (
	ErrJudged  = errors.New("it is judged already")
	ErrAgreed  = errors.New("the same editor has agreed to it already")
	ErrOneOnly = errors.New("a second editor has to agree first")
)

const (
	suggestionColumns = "at, kind, place, name, name_uk, also, lon, lat, why, control, day, published, quote, publisher, url"
	selectSuggestions = "SELECT id, at, kind, coalesce(place, 0), name, name_uk, also, lon, lat, why, control, day, published, quote, publisher, url, state FROM suggestions"
)

// CanWrite is an error that says why nothing can be written to the file, if so.
func (db *DB) CanWrite(ctx context.Context) error {
	return db.transact(ctx, func(*tx) (bool, error) { return false, nil })
}

// PutSuggestion keeps a suggestion for review, unless so many are open already: then it is geo.ErrFull. Its ID, state and
// verdicts are ignored.
func (db *DB) PutSuggestion(ctx context.Context, s geo.Suggestion, most int) (id geo.SuggestionID, err error) {
	err = db.transact(ctx, func(t *tx) (bool, error) {
		var open int
		if err := t.QueryRowContext(ctx, "SELECT count(*) FROM suggestions WHERE state = 'open'").Scan(&open); err != nil {
			return false, err
		}
		if open >= most {
			return false, geo.ErrFull
		}
		row, err := suggestionRow(s)
		if err != nil {
			return false, err
		}
		n, err := t.put(ctx, "suggestions", suggestionColumns, 0, row)
		id = geo.SuggestionID(n)
		return true, broken(err)
	})
	if err != nil {
		return 0, fmt.Errorf("keeping a suggestion: %w", err)
	}
	return id, nil
}

func suggestionRow(s geo.Suggestion) ([]any, error) {
	told := geo.Telling{}
	if s.Told != nil {
		told = *s.Told
	}
	var lon, lat any
	if s.Position != nil {
		lon, lat = s.Position.Lon(), s.Position.Lat()
	}
	return []any{
		instantText(s.At), string(s.Kind), orNull(s.Place), s.Name, s.NameUk, s.Also, lon, lat, s.Why, string(told.Control),
		dayText(told.Day), dayText(told.Published), told.Quote, told.Publisher, told.URL,
	}, valid(s.Name, s.NameUk, s.Also, s.Why, told.Quote, told.Publisher, told.URL)
}

// suggestionRead is a suggestion as its row is read.
type suggestionRead struct {
	geo.Suggestion
	told     geo.Telling
	lon, lat *float64
}

func suggestionInto(r *suggestionRead) []any {
	return []any{
		(*int64)(&r.ID),
		timeInto{&r.At},
		(*string)(&r.Kind), (*int64)(&r.Place), &r.Name, &r.NameUk, &r.Also, &r.lon, &r.lat, &r.Why,
		(*string)(&r.told.Control),
		timeInto{&r.told.Day},
		timeInto{&r.told.Published},
		&r.told.Quote, &r.told.Publisher, &r.told.URL,
		(*string)(&r.State),
	}
}

// whole is the suggestion with its report, position and verdicts.
func (r suggestionRead) whole(ctx context.Context, q queryer) (geo.Suggestion, error) {
	s := r.Suggestion
	if s.Kind != geo.Correction {
		told := r.told
		s.Told = &told
	}
	if r.lon != nil && r.lat != nil {
		s.Position = &orb.Point{*r.lon, *r.lat}
	}
	into := func(v *geo.Verdict) []any { return []any{timeInto{&v.At}, &v.Editor, &v.Agrees, &v.Why} }
	for v, err := range read(ctx, q, "verdicts", into, "SELECT at, editor, agrees, why FROM verdicts WHERE suggestion = ? ORDER BY seq", int64(s.ID)) {
		if err != nil {
			return s, err
		}
		s.Verdicts = append(s.Verdicts, v)
	}
	return s, nil
}

// Suggestions yields the suggestions that wait for review, the oldest first, or all of them.
func (db *DB) Suggestions(ctx context.Context, all bool) iter.Seq2[geo.Suggestion, error] {
	return func(yield func(geo.Suggestion, error) bool) {
		query := selectSuggestions + " WHERE state = 'open' ORDER BY id"
		if all {
			query = selectSuggestions + " ORDER BY id"
		}
		for r, err := range read(ctx, db.readers, "suggestions", suggestionInto, query) {
			s := r.Suggestion
			if err == nil {
				s, err = r.whole(ctx, db.readers)
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

// Suggestion is the suggestion of that ID, or geo.ErrNotFound.
func (db *DB) Suggestion(ctx context.Context, id geo.SuggestionID) (geo.Suggestion, error) {
	return suggestion(ctx, db.readers, id)
}

func suggestion(ctx context.Context, q queryer, id geo.SuggestionID) (geo.Suggestion, error) {
	for r, err := range read(ctx, q, "suggestions", suggestionInto, selectSuggestions+" WHERE id = ?", int64(id)) {
		if err != nil {
			return geo.Suggestion{}, err
		}
		return r.whole(ctx, q)
	}
	return geo.Suggestion{}, fmt.Errorf("suggestion %d: %w", id, geo.ErrNotFound)
}

// Judge notes an editor's verdict and returns the suggestion with it. Who does not agree rejects it; the first who agrees
// leaves it open. That a second one agrees is for CarryOut. The error is ErrJudged when it is no longer open, and ErrAgreed
// when the editor has agreed before.
func (db *DB) Judge(ctx context.Context, id geo.SuggestionID, v geo.Verdict) (s geo.Suggestion, err error) {
	err = db.transact(ctx, func(t *tx) (bool, error) {
		if s, err = suggestion(ctx, t, id); err != nil {
			return false, err
		}
		state := geo.Open
		if !v.Agrees {
			state = geo.Rejected
		}
		s, err = judge(ctx, t, s, v, state)
		return true, err
	})
	if err != nil {
		return geo.Suggestion{}, fmt.Errorf("judging a suggestion: %w", err)
	}
	return s, nil
}

// judge adds a verdict to an open suggestion, which brings it to a state.
func judge(ctx context.Context, t *tx, s geo.Suggestion, v geo.Verdict, state geo.SuggestionState) (geo.Suggestion, error) {
	if s.State != geo.Open {
		return s, ErrJudged
	}
	for _, old := range s.Verdicts {
		if v.Agrees && old.Agrees && SameEditor(old.Editor, v.Editor) {
			return s, ErrAgreed
		}
	}
	if err := valid(v.Editor, v.Why); err != nil {
		return s, err
	}
	_, err := t.put(ctx, "verdicts", "suggestion, seq, at, editor, agrees, why", 0, []any{int64(s.ID), len(s.Verdicts), instantText(v.At), v.Editor, v.Agrees, v.Why})
	if err != nil {
		return s, broken(err)
	}
	if _, err := t.ExecContext(ctx, "UPDATE suggestions SET state = ? WHERE id = ?", string(state), int64(s.ID)); err != nil {
		return s, err
	}
	s.Verdicts, s.State = append(s.Verdicts, v), state
	return s, nil
}

// SameEditor tells whether two names are of one editor: case and blanks make none of another.
func SameEditor(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// Work is what carrying a suggestion out does.
type Work struct {
	Change   *geo.Change    // of the gazetteer, nil for none
	Articles []news.Article // to be kept

	// Read reads what the change concerns and the articles, all of which is in the transaction: it is handed the change as
	// it was made, with the number that a new place has, and must not ask the database.
	Read func(*geo.Change) ([]geo.Reading, error)
}

// CarryOut notes the verdict of the second editor who agrees, changes the gazetteer, keeps the articles and their readings:
// all of it or nothing. It returns the change as logged. The errors are those of Judge and of ChangePlaces, and ErrOneOnly
// when nobody has agreed before.
func (db *DB) CarryOut(ctx context.Context, id geo.SuggestionID, v geo.Verdict, w Work) (made *geo.Change, err error) {
	run := db.change
	if w.Change == nil && len(w.Articles) == 0 {
		run = db.transact // which makes no revision
	}
	err = run(ctx, func(t *tx) (changed bool, err error) {
		s, err := suggestion(ctx, t, id)
		if err != nil {
			return false, err
		}
		first := len(s.Verdicts) == 0
		if _, err = judge(ctx, t, s, v, geo.Accepted); err == nil && first {
			err = ErrOneOnly
		}
		if err != nil {
			return false, err
		}
		if w.Change != nil {
			c, err := changePlaces(ctx, t, *w.Change)
			if err != nil {
				return false, err
			}
			made = &c
		}
		for _, a := range w.Articles {
			if _, err := putArticle(ctx, t, a); err != nil {
				return false, fmt.Errorf("article %q: %w", a.Ref, broken(err))
			}
		}
		if _, err := sketchArticles(ctx, t); err != nil {
			return false, err
		}
		if w.Read == nil {
			return true, nil
		}
		readings, err := w.Read(made)
		if err != nil {
			return false, err
		}
		for _, r := range readings {
			if _, err := putReading(ctx, t, r); err != nil {
				return false, fmt.Errorf("article %q: %w", r.Article, err)
			}
		}
		return true, nil
	})
	if err != nil {
		return nil, fmt.Errorf("carrying a suggestion out: %w", err)
	}
	return made, nil
}
