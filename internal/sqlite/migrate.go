package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"retaken/internal/geo"
)

//go:embed migrations/*.sql
var migrations embed.FS

// newest is the version of the schema that this program reads and writes.
func newest() (version int64) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is well-formed
	}
	for _, name := range names {
		n, err := goose.NumericComponent(name)
		if err != nil {
			panic(err) // a test reads every name
		}
		version = max(version, n)
	}
	return version
}

// migrate brings the schema from the version that the file has up to the newest.
func (db *DB) migrate(ctx context.Context, have int64) error {
	want := newest()
	if have == want {
		return nil
	}
	if db.writer == nil {
		return fmt.Errorf("its schema (%d) is older than this program's (%d), and bringing it up to date takes "+
			"a file and a folder that can be written: %w", have, want, geo.ErrReadOnly)
	}
	if have == 0 { // at once, so that whoever looks while we are at it, or after a crash, knows the file
		if _, err := db.writer.ExecContext(ctx, fmt.Sprint("PRAGMA application_id = ", applicationID)); err != nil {
			return explain(err)
		}
	}
	steps, err := provider(db.writer)
	if err != nil {
		return err
	}
	for {
		_, err := steps.Up(ctx)
		if err == nil {
			return nil
		}
		// Another process may be at it as well and have been faster.
		now, versionErr := steps.GetDBVersion(ctx)
		if versionErr != nil || now <= have {
			return fmt.Errorf("bringing the schema from %d to %d: %w", have, want, explain(errors.Join(err, versionErr)))
		}
		have = now
	}
}

func provider(pool *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, pool, files,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}
