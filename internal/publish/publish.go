// Package publish writes the whole site as plain files: the front end, every collection, and the ground of the days on
// which it changed, so that a map can lie on object storage or behind any file server.
//
// What is in the files is what the server answers: Site.Write asks the same http.Handler as a browser would (ask.go),
// leaves out what only makes sense while it runs (links, times of answers), and writes the bodies down (collections.go,
// ground.go). Its first file is data.json (manifest.go), which tells the front end what there is, so that it never asks
// for a file that is not there. The page of the map is told where to look by a meta element (page.go).
package publish

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Site is what is published. Handler and Assets are required.
type Site struct {
	Handler http.Handler // the server, whose answers become files
	Assets  fs.FS        // the built front end, with index.html at its root
	Version string       // of the program

	// Areas says of which days the ground is written.
	Areas Areas
	// From and To are the first and the last day that the map shows, and of which the ground is written. Zero: no limit.
	From, To time.Time

	// Formats are further ones in which every collection is written, as the server names them: csv, fgb, gpkg.
	Formats []string

	// Tiles writes the latest areas, borders, states and places as one file of vector tiles (PMTiles); nil for none.
	Tiles func(io.Writer) error

	Gzip bool // a compressed file beside each that gzip makes smaller

	Progress func(done, all int) // called as the ground is written, the longest part; may be nil
}

// Areas says how often the ground is written.
type Areas string

// The ground takes most of the space. Auto is EachChange as long as that stays under about 300 MB, else EachWeek.
const (
	Auto       Areas = "auto"
	EachChange Areas = "day"  // every day on which something changed: exact
	EachWeek   Areas = "week" // the last change of every week, and all of the last month
	Never      Areas = "none"
)

// Report is what was written.
type Report struct {
	Files int
	Bytes int64
	Areas Areas // never Auto
	Days  int   // of which the ground was written
}

// errNotBuilt is for a front end without a page.
var errNotBuilt = errors.New("the front end is not built: run “make build” and use the program that it makes")

// Write publishes to the folder dir, which is whole at every moment: the files are written beside it, and take its
// place when all are there. A folder that is not empty is replaced only if it was published before.
func (s Site) Write(ctx context.Context, dir string) (Report, error) {
	dir, err := mayReplace(dir)
	if err != nil {
		return Report{}, err
	}
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return Report{}, fmt.Errorf("publishing: %w", err)
	}
	tmp, err := os.MkdirTemp(parent, "."+filepath.Base(dir)+"-*")
	if err != nil {
		return Report{}, fmt.Errorf("publishing: %w", err)
	}
	defer os.RemoveAll(tmp)
	w := &writer{Site: s, ask: asker{ctx, s.Handler}, dir: filepath.Join(tmp, "new")}
	if err := w.all(); err != nil {
		return Report{}, fmt.Errorf("publishing: %w", err)
	}
	if err := swap(w.dir, dir, filepath.Join(tmp, "old")); err != nil {
		return Report{}, fmt.Errorf("publishing: %w", err)
	}
	return w.report, nil
}

// mayReplace is the folder that dir names once links are followed, or why it cannot be written to.
func mayReplace(dir string) (string, error) {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return dir, nil
	case err != nil:
		return "", fmt.Errorf("%s is no folder to publish to: %w", dir, err)
	case !published(os.DirFS(dir)):
		return "", fmt.Errorf("%s holds files that retaken did not publish, and they would be lost; name a new or empty folder", dir)
	}
	return dir, nil
}

// swap puts the folder fresh in the place of dir, which goes to old, and back if that fails.
func swap(fresh, dir, old string) error {
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	had := err == nil
	if err := os.Rename(fresh, dir); err != nil {
		if had {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return err
	}
	return nil
}

// writer writes one site.
type writer struct {
	Site
	ask    asker
	dir    string
	files  []file
	report Report
}

func (w *writer) all() error {
	m, err := w.begin()
	if err != nil {
		return err
	}
	for _, step := range []func(*manifest) error{w.page, w.collections, w.tiles, w.names, w.timelines, w.series, w.stories, w.ground, w.end} {
		if err := step(m); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file of the site.
func (w *writer) write(name string, data []byte) error {
	if err := w.ask.ctx.Err(); err != nil {
		return err
	}
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	w.report.Files++
	w.report.Bytes += int64(len(data))
	if !w.Gzip || len(data) < 1<<10 || slices.Contains([]string{".png", ".woff2", ".ico", ".pmtiles", ".gpkg"}, filepath.Ext(name)) {
		return nil
	}
	return w.squeeze(path+".gz", data)
}

// squeeze writes a compressed file, without a time in it, so that the same site is the same bytes.
func (w *writer) squeeze(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(f, gzip.DefaultCompression)
	if err != nil {
		panic(err) // cannot happen: the level is a valid one
	}
	_, err = z.Write(data)
	if err := errors.Join(err, z.Close()); err != nil {
		return errors.Join(err, f.Close())
	}
	info, err := f.Stat()
	if err == nil {
		w.report.Files++
		w.report.Bytes += info.Size()
	}
	return errors.Join(err, f.Close())
}
