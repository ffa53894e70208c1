// Package sqlite keeps articles, places and events in one file: it implements geo.Store and
// news.Archive on SQLite. The tables are described in migrations; nobody outside this package sees SQL.
//
// One connection writes and any number read. Readers never wait for the writer nor the writer for
// them, and each sequence shows the file as it was when the loop over it began.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the driver named "sqlite"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// DB is an open database. It is safe for use by several goroutines, and several processes may open the
// same file.
type DB struct {
	path    string
	readers *sql.DB
	writer  *sql.DB // nil when the file is open for reading only
}

var (
	_ geo.Store    = (*DB)(nil)
	_ news.Archive = (*DB)(nil)
)

// Open opens the database in the named file for reading and writing. It makes the file if there is none,
// and brings its schema up to date. A file that cannot be written is opened for reading, provided that
// its schema is up to date; whatever would change it is then geo.ErrReadOnly. A file that is not ours or
// comes from a newer version of the program is refused and left as it is.
//
// When the file's folder cannot be written either, nobody may change the file while it is open: without
// a place for its locks SQLite takes the file to be immutable.
func Open(ctx context.Context, path string) (*DB, error) {
	return open(ctx, path, false)
}

// OpenReadOnly is like Open, but makes nothing and changes nothing: the file must exist and its schema
// must be up to date.
func OpenReadOnly(ctx context.Context, path string) (*DB, error) {
	return open(ctx, path, true)
}

// Close closes the file. No other call and no loop over a sequence may be under way.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.readers, db.writer} { // the writer last: it tidies the file up
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

func open(ctx context.Context, path string, readOnly bool) (_ *DB, err error) {
	db := &DB{path: path}
	defer func() {
		if err != nil {
			_ = db.Close()
			err = fmt.Errorf("opening %s: %w", path, err)
		}
	}()
	exists, err := look(path)
	if err != nil {
		return nil, err
	}
	if !exists && readOnly {
		return nil, fmt.Errorf("there is no such file: %w", fs.ErrNotExist)
	}
	var have int64 // version of the schema
	if exists {
		if have, err = db.openReaders(ctx); err != nil {
			return nil, err
		}
	}
	if !readOnly {
		if err := db.openWriter(ctx); err != nil && (!exists || !errors.Is(err, geo.ErrReadOnly)) {
			return nil, err
		}
	}
	if err := db.migrate(ctx, have); err != nil {
		return nil, err
	}
	if !exists {
		if _, err := db.openReaders(ctx); err != nil {
			return nil, err
		}
	}
	return db, nil
}

// openReaders opens the reading side of a file that exists, if the file is ours, and returns the version
// of its schema, 0 when it has none yet.
func (db *DB) openReaders(ctx context.Context) (version int64, err error) {
	const (
		share  = "mode=rw" // not mode=ro, which leaves the files of the write-ahead log behind
		freeze = "immutable=1"
	)
	for _, mode := range []string{share, freeze} {
		pool, err := connect(db.path, mode, "_pragma=query_only(1)")
		if err != nil {
			return 0, err
		}
		if version, err = identify(ctx, pool); err == nil {
			// No limit: whoever reads inside a loop over a sequence needs a connection more.
			pool.SetMaxIdleConns(max(2, runtime.NumCPU()))
			db.readers = pool
			return version, nil
		}
		_ = pool.Close()
		if mode == freeze || !cannotShare(err) {
			return 0, err
		}
		if hasLog(db.path) {
			return 0, fmt.Errorf("changes in %s-wal are not part of it yet and its folder cannot be written; "+
				"copy both files to a folder that can, or make this one writable: %w", filepath.Base(db.path), geo.ErrReadOnly)
		}
	}
	return version, nil
}

// openWriter opens the writing side. The error is geo.ErrReadOnly when the folder cannot be written; a file
// that cannot be, in a folder that can, shows that only when something is written to it.
func (db *DB) openWriter(ctx context.Context) error {
	// With synchronous FULL what is committed survives a power cut.
	pool, err := connect(db.path, "_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(1)
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return explain(err)
	}
	db.writer = pool
	return nil
}

// connect makes a pool of connections that wait for locks, check references and trust nothing that the
// file itself says about functions.
func connect(path string, params ...string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	name := url.URL{Scheme: "file", Path: path, RawQuery: strings.Join(append([]string{
		"_pragma=busy_timeout(10000)", "_error_rc=1", "_dqs=0",
		"_pragma=foreign_keys(1)", "_pragma=trusted_schema(0)", "_pragma=cache_size(-16384)",
	}, params...), "&")}
	return sql.Open("sqlite", name.String())
}
