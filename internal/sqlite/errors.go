package sqlite

import (
	"errors"
	"fmt"
	"strings"

	driver "modernc.org/sqlite"

	"retaken/internal/geo"
)

// Primary result codes of SQLite, https://www.sqlite.org/rescode.html, and two extended codes.
const (
	codeBusy       = 5
	codeReadOnly   = 8
	codeCorrupt    = 11
	codeFull       = 13
	codeCannotOpen = 14
	codeConstraint = 19
	codeNotADB     = 26

	codeForeignKey = codeConstraint | 3<<8
	codeUnique     = codeConstraint | 8<<8
)

// codeOf is the primary result code of an error that came from SQLite, else 0.
func codeOf(err error) int { return extendedCodeOf(err) & 0xff }

func extendedCodeOf(err error) int {
	var e *driver.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// cannotShare tells whether SQLite could not keep the files that connections share beside the database.
func cannotShare(err error) bool {
	code := codeOf(err)
	return code == codeReadOnly || code == codeCannotOpen
}

var errReadOnly = fmt.Errorf("it is %w; make the file and its folder writable, or use a copy", geo.ErrReadOnly)

// aboutFile tells whether an error is about the file rather than about what was to be written.
func aboutFile(err error) bool {
	switch codeOf(err) {
	case codeReadOnly, codeCannotOpen, codeBusy, codeFull:
		return true
	}
	return false
}

// explain says in words what keeps SQLite from writing to the file; other errors it returns as they are.
func explain(err error) error {
	switch codeOf(err) {
	case codeReadOnly, codeCannotOpen:
		return errReadOnly
	case codeBusy:
		return fmt.Errorf("another program keeps it locked; try again when that is done: %w", err)
	case codeFull:
		return fmt.Errorf("no room is left on its disk: %w", err)
	}
	return err
}

// broken says which condition of the schema a row breaks; other errors it returns as they are.
func broken(err error) error {
	switch {
	case extendedCodeOf(err) == codeUnique:
		return errors.New("its reference is taken")
	case codeOf(err) != codeConstraint:
		return err
	}
	text := strings.TrimPrefix(err.Error(), "constraint failed: ")
	if i := strings.LastIndex(text, " ("); i > 0 {
		text = text[:i]
	}
	return errors.New(strings.TrimPrefix(text, "CHECK constraint failed: "))
}
