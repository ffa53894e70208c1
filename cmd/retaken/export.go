package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"retaken/data"
	"retaken/internal/atlas"
	"retaken/internal/format"
	"retaken/internal/geo"
	"retaken/internal/news"
)

type exportCmd struct {
	pictureFlags
	File       string   `arg:"" help:"File to write, in the format that it ends in: .geojson, .geojsons, .csv, .kml, .gpkg, .fgb, or .pmtiles for vector tiles; - for GeoJSON on standard output."`
	Format     string   `help:"Format, if not the one that FILE ends in: geojson, geojsonseq, csv, csv-wkt, kml, gpkg, fgb, pmtiles." placeholder:"NAME" env:"-"`
	Collection []string `help:"Collection to write: events, control, control-history, control-changes, areas, borders, articles, places; for tiles several with commas between them. By default events, and in tiles areas, borders, control and places." placeholder:"NAME"`
	At         string   `help:"Only what holds on that day." placeholder:"YYYY-MM-DD"`
	BBox       string   `help:"Only what lies in the box." placeholder:"LON,LAT,LON,LAT" name:"bbox"`

	tileFlags
}

// Run writes the collection beside its final name first, so that nothing is half-written.
func (c exportCmd) Run(e *env) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	if c.tiled() {
		return c.writeTiles(e, q)
	}
	as, err := c.format()
	if err != nil {
		return err
	}
	names, err := c.collections(atlas.Events)
	if err != nil {
		return err
	}
	if err := c.whole(); err != nil {
		return err
	}
	if len(names) > 1 {
		return misusef("--collection %s: want one, or a file of tiles that ends in .pmtiles, which holds several", plain(strings.Join(names, ",")))
	}
	return c.look(e, func(p *picture) error {
		col, err := p.known.At(names[0], q.Time)
		if err != nil {
			return err
		}
		n := 0
		layer := layerOf(col)
		layer.Features = func(yield func(geo.Feature, error) bool) {
			for f, err := range col.Features(q) {
				n++
				if !yield(f, err) {
					return
				}
			}
		}
		if c.File == "-" {
			return as.Write(e.out, layer)
		}
		if err := replaceFile(c.File, func(w io.Writer) error { return as.Write(w, layer) }); err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%s: %s\n", c.File, counted(n, "feature"))
		return nil
	})
}

// format is the one that is named, or else the one that the file ends in.
func (c exportCmd) format() (format.Format, error) {
	if c.Format == "" && c.File != "-" {
		ext := filepath.Ext(c.File)
		as, ok := format.ByExtension(ext)
		if !ok {
			return as, misusef("%s: no format goes by %q; want %s", c.File, ext, oneOf(func(f format.Format) string { return f.Extension }, tilesExtension))
		}
		return as, nil
	}
	as, ok := format.ByName(cmp.Or(c.Format, "geojson"))
	if !ok {
		return as, misusef("--format %s: want %s", plain(c.Format), oneOf(func(f format.Format) string { return f.Name }, tilesFormat))
	}
	return as, nil
}

// collections are those that are asked for, each once.
func (c exportCmd) collections(otherwise ...string) ([]string, error) {
	for i, name := range c.Collection {
		if !slices.Contains(atlas.Names, name) || slices.Contains(c.Collection[:i], name) {
			return nil, misusef("--collection %s: want %s, each once", plain(name), choice(atlas.Names))
		}
	}
	if len(c.Collection) == 0 {
		return otherwise, nil
	}
	return c.Collection, nil
}

// oneOf lists what sets formats apart, and what else there is, for people: "a, b or c".
func oneOf(what func(format.Format) string, also ...string) string {
	var all []string
	for _, f := range format.Formats {
		if s := what(f); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return choice(append(all, also...))
}

// choice lists them for people: "a, b or c".
func choice(all []string) string {
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " or " + all[last]
}

// layerOf is what files tell of a collection, without its features.
func layerOf(col *atlas.Collection) format.Layer {
	l := format.Layer{Name: col.Name, Attribution: data.Attribution, Geometry: "Point", Fields: col.Fields}
	switch col.Name {
	case atlas.Areas:
		l.Geometry = "MultiPolygon"
	case atlas.Borders:
		l.Geometry = "MultiLineString"
	}
	return l
}

func (c exportCmd) query() (atlas.Query, error) {
	var q atlas.Query
	if c.At != "" {
		t, err := news.ParseTime(c.At)
		if err != nil {
			return q, misusef("--at: %w", err)
		}
		day := geo.DayOf(t)
		q.Time = &geo.Interval{Start: day, End: day.Add(24*time.Hour - time.Nanosecond)}
	}
	box, err := parseBox(c.BBox)
	q.BBox = box
	return q, err
}

// parseBox reads west,south,east,north in degrees; nil for "".
func parseBox(text string) (*[4]float64, error) {
	if text == "" {
		return nil, nil
	}
	var b [4]float64
	n, err := fmt.Sscanf(text+"\n", "%g,%g,%g,%g\n", &b[0], &b[1], &b[2], &b[3])
	onEarth := math.Abs(b[0]) <= 180 && math.Abs(b[2]) <= 180 && b[1] >= -90 && b[3] <= 90
	if n != 4 || err != nil || !onEarth || !(b[1] <= b[3]) { // what is no number is on neither side
		return nil, misusef("--bbox %s: want west,south,east,north in degrees, such as 36,48,39,51", plain(text))
	}
	return &b, nil
}

// replaceFile writes a file as a whole or not at all.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("writing %s: %w", name, err), os.Remove(tmp.Name()))
		}
	}()
	if err := write(tmp); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
