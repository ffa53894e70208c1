package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// applicationID marks our files from before their first table on, https://www.sqlite.org/fileformat.html.
const applicationID = 'r'<<24 | 't'<<16 | 'k'<<8 | 'n'

var errNotSQLite = errors.New("not a retaken database (not an SQLite file)")

// look tells whether the file exists, and refuses what can never become a database. It only asks the
// file system: opening and closing the file here would drop the locks that SQLite holds on it.
func look(path string) (exists bool, err error) {
	info, err := os.Stat(path)
	switch {
	case path == "":
		return false, errors.New("no file is named")
	case err == nil && info.IsDir():
		return false, errors.New("it is a folder; name a file in it")
	case err == nil && !info.Mode().IsRegular():
		return false, errors.New("not a retaken database (not a regular file)")
	case err == nil && info.Size() == 1: // which SQLite would take to be empty
		return false, errNotSQLite
	case err == nil:
		return true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, cause(err)
	}
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("there is no folder %s; make it first: %w", folder, fs.ErrNotExist)
	} else if err != nil {
		return false, cause(err)
	} else if !info.IsDir() {
		return false, fmt.Errorf("%s is not a folder", folder)
	}
	return false, nil
}

// cause drops the path, which the caller names already.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// identify refuses a file that is not ours or too new for us, without changing it, and returns the
// version of its schema, 0 when the file is empty.
func identify(ctx context.Context, pool *sql.DB) (version int64, err error) {
	var id, tables, versions int64
	err = pool.QueryRowContext(ctx, `SELECT
		(SELECT application_id FROM pragma_application_id),
		(SELECT count(*) FROM sqlite_schema),
		(SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version')`).Scan(&id, &tables, &versions)
	switch code := codeOf(err); {
	case code == codeNotADB:
		return 0, errNotSQLite
	case code == codeCorrupt:
		return 0, fmt.Errorf("the file is damaged; restore it from a copy: %w", err)
	case code == codeCannotOpen:
		return 0, fmt.Errorf("it cannot be opened; make sure that you may read it: %w", err)
	case err != nil:
		return 0, err
	case id != applicationID && (id != 0 || tables != 0):
		return 0, errors.New("not a retaken database (an SQLite database of another program)")
	case versions == 0:
		return 0, nil
	}
	if err := pool.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`).Scan(&version); err != nil {
		return 0, err
	}
	if known := newest(); version > known {
		return 0, fmt.Errorf("it was written by a newer version of retaken (schema %d, this program knows up to %d); use that version", version, known)
	}
	return version, nil
}

// hasLog tells whether the file has a write-ahead log with something in it.
func hasLog(path string) bool {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}
