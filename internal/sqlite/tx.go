package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// change makes a change in one transaction, all of it or none, and counts it as a revision unless do tells
// that nothing changed.
func (db *DB) change(ctx context.Context, do func(*tx) (changed bool, err error)) error {
	return db.transact(ctx, func(t *tx) (bool, error) {
		if err := t.QueryRowContext(ctx, "SELECT n + 1 FROM revision").Scan(&t.revision); err != nil {
			return false, err
		}
		changed, err := do(t)
		if err == nil && changed {
			_, err = t.ExecContext(ctx, "UPDATE revision SET n = ?, at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", t.revision)
		}
		return changed, err
	})
}

// transact runs do in a transaction that no other can write beside.
func (db *DB) transact(ctx context.Context, do func(*tx) (commit bool, err error)) (err error) {
	defer func() {
		switch {
		case err == nil:
		case ctx.Err() != nil && !errors.Is(err, ctx.Err()):
			err = fmt.Errorf("%w: %w", ctx.Err(), err) // the transaction ended because the context did
		case aboutFile(err):
			err = fmt.Errorf("writing %s: %w", db.path, explain(err))
		}
	}()
	if db.writer == nil {
		return fmt.Errorf("writing %s: %w", db.path, errReadOnly)
	}
	begun, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer begun.Rollback() // does nothing after a commit
	commit, err := do(&tx{Tx: begun, prepared: map[string]*sql.Stmt{}})
	if err != nil || !commit {
		return err
	}
	return begun.Commit()
}

// tx is a transaction that prepares each of its statements once. Cancelling its context ends it between
// two statements: each is short, and SQLite's way of stopping one under way costs a goroutine each.
type tx struct {
	*sql.Tx
	prepared map[string]*sql.Stmt // closed with the transaction
	revision int64                // that of the file once this is committed, if it changes anything
}

// ExecContext runs a statement that returns no rows.
func (t *tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(context.WithoutCancel(ctx), args...)
}

// QueryContext runs a statement that returns rows.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(context.WithoutCancel(ctx), args...)
}

func (t *tx) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if stmt, ok := t.prepared[query]; ok {
		return stmt, nil
	}
	stmt, err := t.PrepareContext(ctx, query)
	if err == nil {
		t.prepared[query] = stmt
	}
	return stmt, err
}

// put writes a row of the columns of a table: over the row with that id, or as a new one if it is 0. It
// returns the id.
func (t *tx) put(ctx context.Context, table, columns string, id int64, row []any) (int64, error) {
	marks := "?" + strings.Repeat(", ?", strings.Count(columns, ","))
	if id != 0 {
		_, err := t.ExecContext(ctx, "UPDATE "+table+" SET ("+columns+") = ("+marks+") WHERE id = ?", append(row, id)...)
		return id, err
	}
	result, err := t.ExecContext(ctx, "INSERT INTO "+table+" ("+columns+") VALUES ("+marks+")", row...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}
