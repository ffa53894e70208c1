package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// settlement is a place with the least that it needs.
func settlement(ref string) geo.Place {
	return geo.Place{Ref: ref, Name: "Name of " + ref, Kind: geo.Settlement}
}

// TestPaths opens files whose names mean something to URLs, to SQLite or to shells.
func TestPaths(t *testing.T) {
	for _, name := range []string{
		"plain.db", "with space.db", "a?mode=memory", "a#b.db", "100%.db", "100%41.db", "a&b=c;d.db", "Бахмут 🇺🇦.db",
		"file:x.db", ":memory:", "-x.db", "a+b.db", `it's "quoted".db`, `back\slash.db`, "line\nbreak.db", "\xff\xfe.db", "a:b@c.db", "?", "%00",
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Logf("%q: this system has no such names: %v", name, err)
			continue
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		for range 2 { // make it, then find it again
			db, err := Open(t.Context(), path)
			if err != nil {
				t.Errorf("%q: %v", name, err)
				break
			}
			if _, err := db.PutPlaces(t.Context(), settlement("p")); err != nil {
				t.Errorf("%q: %v", name, err)
			}
			if err := db.Close(); err != nil {
				t.Errorf("%q: %v", name, err)
			}
		}
		db, err := OpenReadOnly(t.Context(), path)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if n, err := db.Revision(t.Context()); n != 1 || err != nil {
			t.Errorf("%q: revision %d, %v; want 1", name, n, err)
		}
		if err := db.Close(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if got := list(t, folder); len(got) != 1 || got[0] != name {
			t.Errorf("%q: the folder has %q", name, got)
		}
	}
}

// TestRelativePath opens a file by a name without a folder, and through a symbolic link.
func TestRelativePath(t *testing.T) {
	t.Chdir(t.TempDir())
	openTest(t, "here.db")
	if err := os.Symlink("here.db", "link.db"); err != nil {
		t.Skip(err)
	}
	db := openTest(t, "link.db")
	if _, err := db.PutPlaces(t.Context(), settlement("p")); err != nil {
		t.Error(err)
	}
}

// TestRefused tries files that are not ours to open: each is refused in one sentence that names it, and
// nothing is changed.
func TestRefused(t *testing.T) {
	other := func(statements ...string) func(*testing.T, string) {
		return func(t *testing.T, path string) { execute(t, path, statements...) }
	}
	content := func(s string) func(*testing.T, string) {
		return func(t *testing.T, path string) { write(t, path, s) }
	}
	ours := func(t *testing.T, path string, statements ...string) {
		db, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		execute(t, path, statements...)
	}
	for _, c := range []struct {
		name, path string
		make       func(t *testing.T, path string)
		want       string
		is         error
	}{
		{"text", "x.db", content("Бахмут is not a database"), "not a retaken database (not an SQLite file)", nil},
		{"long text", "x.db", content(strings.Repeat("CREATE TABLE t (x);\n", 5000)), "not a retaken database (not an SQLite file)", nil},
		{"one byte", "x.db", content("x"), "not a retaken database (not an SQLite file)", nil},
		{"half a header", "x.db", content("SQLite format 3\x00\x10\x00"), "not a retaken database", nil},
		{"another program's", "x.db", other("CREATE TABLE bookmarks (url)"), "not a retaken database (an SQLite database of another program)", nil},
		{"another program's, of our table names", "x.db", other("CREATE TABLE places (id)", "CREATE TABLE goose_db_version (version_id)"), "of another program", nil},
		{"another program's, in WAL mode", "x.db", other("PRAGMA journal_mode = WAL", "CREATE TABLE t (x)"), "of another program", nil},
		{"another program's mark", "x.db", other("PRAGMA application_id = 0x47504B47", "CREATE TABLE t (x)"), "of another program", nil},
		{"another program's mark alone", "x.db", other("PRAGMA application_id = 0x47504B47"), "of another program", nil},
		{
			"newer", "x.db",
			func(t *testing.T, path string) {
				ours(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9, 1)")
			},
			"it was written by a newer version of retaken (schema 9, this program knows up to 8); use that version", nil,
		},
		{
			"damaged", "x.db",
			func(t *testing.T, path string) {
				ours(t, path)
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				copy(data[100:], bytes.Repeat([]byte{0xaa}, 3000)) // the root of the schema, behind the header
				write(t, path, string(data))
			},
			"the file is damaged; restore it from a copy", nil,
		},
		{"a folder", "folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, "it is a folder; name a file in it", nil},
		{"no folder", filepath.Join("no", "such", "x.db"), nil, "there is no folder ", fs.ErrNotExist},
		{"a file for a folder", filepath.Join("file", "x.db"), func(t *testing.T, path string) { write(t, filepath.Dir(path), "") }, "not a ", nil},
		{"a zero byte", "a\x00b.db", nil, "invalid argument", nil},
		{"a device", os.DevNull, nil, "not a retaken database (not a regular file)", nil},
		{"no name", "", nil, "no file is named", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			path := c.path
			if path != "" && !filepath.IsAbs(path) {
				path = filepath.Join(folder, path)
			}
			if c.make != nil {
				c.make(t, path)
			}
			before := contents(t, folder)
			for name, open := range map[string]func() (*DB, error){
				"Open":         func() (*DB, error) { return Open(t.Context(), path) },
				"OpenReadOnly": func() (*DB, error) { return OpenReadOnly(t.Context(), path) },
			} {
				db, err := open()
				if err == nil {
					t.Errorf("%s: no error, want %q", name, c.want)
					_ = db.Close()
					continue
				}
				if !strings.HasPrefix(err.Error(), "opening "+path+": ") || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%s: error %q, want it to name the file and to say %q", name, err, c.want)
				}
				if c.is != nil && !errors.Is(err, c.is) {
					t.Errorf("%s: error %v is no %v", name, err, c.is)
				}
			}
			if after := contents(t, folder); after != before {
				t.Errorf("the folder is changed: %d bytes in it, before %d", len(after), len(before))
			}
		})
	}
}

func TestOpenReadOnly(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "x.db")
	if _, err := OpenReadOnly(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v, want %v", err, fs.ErrNotExist)
	}
	write(t, path, "")
	if _, err := OpenReadOnly(t.Context(), path); !errors.Is(err, geo.ErrReadOnly) {
		t.Errorf("an empty file: %v, want %v", err, geo.ErrReadOnly)
	}
	writer := openTest(t, path)
	if _, err := writer.PutArticles(t.Context(), news.Article{Ref: "kept"}); err != nil {
		t.Fatal(err)
	}
	db, err := OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	wantReadOnly(t, db, path)
	if _, err := writer.PutPlaces(t.Context(), settlement("p")); err != nil { // the other may still write
		t.Error(err)
	}
	if n, err := db.Revision(t.Context()); n != 2 || err != nil {
		t.Errorf("revision %d, %v; want to see the other's change", n, err)
	}
}

// wantReadOnly checks that db, which has the article "kept", can be read, and that whatever would change it says why it does not.
func wantReadOnly(t *testing.T, db *DB, path string) {
	t.Helper()
	before, err := db.Revision(t.Context())
	if err != nil {
		t.Error(err)
	}
	for name, do := range map[string]func() error{
		"PutPlaces":   func() error { _, err := db.PutPlaces(t.Context(), settlement("new")); return err },
		"PutArticles": func() error { _, err := db.PutArticles(t.Context(), article1); return err },
		"PutReadings": func() error { return db.PutReadings(t.Context(), geo.Reading{Article: "kept", Rules: "new"}) },
		"SetMeta":     func() error { return db.SetMeta(t.Context(), "key", "new") },
	} {
		err := do()
		if !errors.Is(err, geo.ErrReadOnly) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "make the file and its folder writable") {
			t.Errorf("%s: error %v, want %v, the name of the file and what to do", name, err, geo.ErrReadOnly)
		}
	}
	if err := db.SetMeta(t.Context(), "no such key", ""); err != nil {
		t.Errorf("setting what is set already: %v", err)
	}
	if after, err := db.Revision(t.Context()); after != before || err != nil {
		t.Errorf("revision %d, %v; want %d", after, err, before)
	}
}

// TestConnections checks what every connection must have been told.
func TestConnections(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "x.db"))
	for _, c := range []struct {
		pool         *sql.DB
		pragma, want string
	}{
		{db.writer, "journal_mode", "wal"},
		{db.writer, "synchronous", "2"}, // FULL
		{db.writer, "foreign_keys", "1"},
		{db.writer, "busy_timeout", "10000"},
		{db.writer, "trusted_schema", "0"},
		{db.readers, "query_only", "1"},
		{db.readers, "foreign_keys", "1"},
		{db.readers, "busy_timeout", "10000"},
		{db.readers, "trusted_schema", "0"},
	} {
		var got string
		if err := c.pool.QueryRowContext(t.Context(), "PRAGMA "+c.pragma).Scan(&got); err != nil || got != c.want {
			t.Errorf("%s is %s (%v), want %s", c.pragma, got, err, c.want)
		}
	}
	if n := db.writer.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d connections may write, want 1", n)
	}
}

// TestOpenTogether makes one file from many sides at once.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			db, err := Open(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			if _, err := db.PutPlaces(t.Context(), settlement("p")); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	db := openTest(t, path)
	if n, err := db.Revision(t.Context()); n != 1 || err != nil {
		t.Errorf("revision %d, %v; want 1", n, err)
	}
}

// TestOpenQuickly measures how long opening takes when nothing is to be done.
func TestOpenQuickly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	openTest(t, path)
	best := time.Hour
	for range 20 {
		start := time.Now()
		db, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if best > 30*time.Millisecond {
		t.Errorf("opening takes %v at best, want less than 30 ms", best)
	}
}

// execute runs statements on a file as another program would.
func execute(t *testing.T, path string, statements ...string) {
	t.Helper()
	pool, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := pool.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// list is the names in a folder.
func list(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// contents is everything in a folder, names and bytes.
func contents(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all.WriteString(path + "\n" + string(data) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
