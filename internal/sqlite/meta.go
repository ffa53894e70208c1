package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Revision grows with every committed change and never otherwise.
func (db *DB) Revision(ctx context.Context) (n int64, err error) {
	if err := db.readers.QueryRowContext(ctx, "SELECT n FROM revision").Scan(&n); err != nil {
		return 0, fmt.Errorf("reading the revision: %w", err)
	}
	return n, nil
}

// Meta is a small fact about the file itself, "" when it was never set.
func (db *DB) Meta(ctx context.Context, key string) (value string, err error) {
	err = db.readers.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = ?", key).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("reading %s: %w", key, err)
	}
	return value, nil
}

// SetMeta keeps a small fact about the file itself, such as the fingerprint of the gazetteer in it. It
// does not count as a revision, and setting what is set already writes nothing.
func (db *DB) SetMeta(ctx context.Context, key, value string) error {
	if present, err := db.Meta(ctx, key); err != nil || present == value {
		return err
	}
	err := db.transact(ctx, func(t *tx) (bool, error) {
		_, err := t.ExecContext(ctx, `INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		return true, err
	})
	if err != nil {
		return fmt.Errorf("keeping %s: %w", key, err)
	}
	return nil
}
