package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// queryer is a pool or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// read yields the rows of a query. The targets of its columns lie in one value, which is filled again for
// each row and must own no memory that a later row would overwrite. What is read is named in errors.
func read[T any](ctx context.Context, q queryer, what string, targets func(*T) []any, query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var row, none T
		rows, err := q.QueryContext(ctx, query, args...)
		if err != nil {
			yield(none, fmt.Errorf("reading %s: %w", what, err))
			return
		}
		defer rows.Close()
		into := targets(&row)
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				yield(none, fmt.Errorf("reading %s: %w", what, err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, fmt.Errorf("reading %s: %w", what, err))
		}
	}
}

// dayText and instantText are a time as the database keeps it: nil when it is unknown.
func dayText(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.DateOnly)
}

func instantText(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// timeInto scans a day or an instant, NULL as the zero time.
type timeInto struct{ t *time.Time }

func (into timeInto) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*into.t = time.Time{}
		return nil
	case string:
		layout := time.RFC3339Nano
		if len(v) == len(time.DateOnly) {
			layout = time.DateOnly
		}
		t, err := time.Parse(layout, v)
		*into.t = t
		return err
	}
	return fmt.Errorf("%v is not a time", v)
}

// wordsInto scans what a query has joined with bars: words of fixed lists into *string and numbers into
// *int. The cost of reading a row lies in its number of columns.
type wordsInto []any

func (into wordsInto) Scan(v any) (err error) {
	rest, ok := v.(string)
	if !ok || strings.Count(rest, "|") != len(into)-1 {
		return fmt.Errorf("%v is not a list of %d words", v, len(into))
	}
	for _, target := range into {
		var word string
		word, rest, _ = strings.Cut(rest, "|")
		switch target := target.(type) {
		case *string:
			*target = word
		case *int:
			if *target, err = strconv.Atoi(word); err != nil {
				return err
			}
		}
	}
	return nil
}

// jsonInto scans an array of JSON, an empty one as nil.
type jsonInto[T any] struct{ list *[]T }

func (into jsonInto[T]) Scan(v any) error {
	*into.list = nil
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("%v is not JSON", v)
	}
	if text == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(text), into.list)
}

// jsonText is a list as an array of JSON.
func jsonText[T any](list []T) (string, error) {
	if len(list) == 0 {
		return "[]", nil
	}
	text, err := json.Marshal(list)
	return string(text), err
}

// orNull is an id that may be missing.
func orNull[ID ~int64](id ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// valid refuses text that SQLite could not give back unchanged.
func valid(texts ...string) error {
	for _, s := range texts {
		if !utf8.ValidString(s) {
			return fmt.Errorf("%q is not valid UTF-8", s[:min(len(s), 40)])
		}
	}
	return nil
}
