//go:build unix

package sqlite

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"retaken/internal/geo"
	"retaken/internal/news"
)

const readOnlyVariable = "RETAKEN_READ_ONLY_FOLDER"

// TestReadOnly opens files that the file system protects. Root may write whatever the permissions say, so
// for root a process of nobody's looks at them.
func TestReadOnly(t *testing.T) {
	folder := t.TempDir()
	prepareReadOnly(t, folder)
	t.Cleanup(func() { // so that the folder can be removed
		for _, name := range list(t, folder) {
			_ = os.Chmod(filepath.Join(folder, name), 0o755)
		}
	})
	look := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestReadOnlyFolder$", "-test.v")
	look.Env = append(os.Environ(), readOnlyVariable+"="+folder, "TMPDIR="+folder)
	if os.Geteuid() == 0 {
		for _, open := range []string{folder, filepath.Dir(folder)} {
			if err := os.Chmod(open, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		look.Path = filepath.Join(folder, "program") // the test's own folder is root's alone
		duplicate(t, os.Args[0], look.Path)
		look.Dir = folder
		look.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := look.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		t.Skip("cannot become nobody")
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: TestReadOnlyFolder") {
		t.Errorf("%v\n%s", err, out)
	}
}

// prepareReadOnly makes a folder for each case. Files and folders are named by their permissions.
func prepareReadOnly(t *testing.T, folder string) {
	t.Helper()
	for _, c := range []struct {
		name       string
		mode, dir  os.FileMode
		afterwards func(path string)
	}{
		{"file", 0o444, 0o777, nil},
		{"folder", 0o666, 0o555, nil},
		{"both", 0o444, 0o555, nil},
		{"log", 0o444, 0o555, func(path string) { crash(t, path, 3) }},
		{"half a log", 0o444, 0o555, func(path string) {
			crash(t, path, 3)
			if err := os.Remove(path + "-shm"); err != nil {
				t.Fatal(err)
			}
		}},
		{"old", 0o444, 0o555, func(path string) {
			db := openTest(t, path)
			steps, err := provider(db.writer)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := steps.DownTo(t.Context(), 0); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}},
		{"secret", 0o000, 0o777, nil},
		{"empty", 0o444, 0o555, func(path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		dir := filepath.Join(folder, c.name)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "x.db")
		db, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.PutPlaces(t.Context(), settlement("p")); err != nil {
			t.Fatal(err)
		}
		if _, err := db.PutArticles(t.Context(), news.Article{Ref: "kept"}); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if c.afterwards != nil {
			c.afterwards(path)
		}
		for _, name := range list(t, dir) {
			if err := os.Chmod(filepath.Join(dir, name), c.mode); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(dir, c.dir); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadOnlyFolder is the process that TestReadOnly starts.
func TestReadOnlyFolder(t *testing.T) {
	folder := os.Getenv(readOnlyVariable)
	if folder == "" {
		t.Skip("runs in a process of its own")
	}
	for name, open := range map[string]func(string) (*DB, error){
		"Open":         func(path string) (*DB, error) { return Open(t.Context(), path) },
		"OpenReadOnly": func(path string) (*DB, error) { return OpenReadOnly(t.Context(), path) },
	} {
		for _, readable := range []string{"file", "folder", "both", "log"} {
			path := filepath.Join(folder, readable, "x.db")
			db, err := open(path)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			n := 0
			for p, err := range db.Places(t.Context()) {
				if n++; err != nil || p.Ref != "p" {
					t.Errorf("%s %s: place %q, %v", name, path, p.Ref, err)
				}
			}
			if n != 1 {
				t.Errorf("%s %s: %d places, want 1", name, path, n)
			}
			if readable == "log" { // what is committed lies in the log alone
				events := 0
				for range db.Events(t.Context(), geo.Query{}) {
					events++
				}
				if events < 4*crashArticles*crashEvents {
					t.Errorf("%s %s: %d events, want those of at least 4 batches", name, path, events)
				}
			}
			wantReadOnly(t, db, path)
			if err := db.Close(); err != nil {
				t.Errorf("%s %s: %v", name, path, err)
			}
		}
		if _, err := open(filepath.Join(folder, "secret", "x.db")); err == nil || !strings.Contains(err.Error(), "make sure that you may read it") {
			t.Errorf("%s of a file that nobody may read: %v", name, err)
		}
		for unreadable, want := range map[string]string{
			"half a log": "changes in x.db-wal are not part of it yet and its folder cannot be written; copy both files",
			"old":        "its schema (0) is older than this program's (8)",
			"empty":      "",
		} {
			path := filepath.Join(folder, unreadable, "x.db")
			db, err := open(path)
			if err == nil {
				t.Errorf("%s %s: no error", name, path)
				_ = db.Close()
				continue
			}
			if unreadable == "empty" && name == "OpenReadOnly" {
				continue // it is not there
			}
			if !errors.Is(err, geo.ErrReadOnly) || !strings.HasPrefix(err.Error(), "opening "+path+": ") || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %v, want %v and %q", name, err, geo.ErrReadOnly, want)
			}
		}
	}
}

// duplicate copies a program.
func duplicate(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
