package format

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paulmach/orb"
	_ "modernc.org/sqlite" // the driver named "sqlite"

	"retaken/internal/geo"
)

// GeoPackage writes one GeoPackage 1.3 (OGC 12-128r17) with a table for each layer: the id of a feature is its
// fid, its geometry is geom (WGS 84, longitude first), and every field is a column, null where it is unknown. Each
// table has a spatial index, and where the layer has an attribution a record of metadata that tells it. The table
// layer_styles holds the styles of QML and SLD, which QGIS applies when it opens a layer.
//
// The file is made on disk, in the folder for temporary files, and copied when it is whole: a layer that ends in an
// error leaves w untouched. The same layers give the same bytes; the times of change in the file are those of the
// data.
func GeoPackage(w io.Writer, layers ...Layer) error {
	if err := copyGeoPackage(w, layers); err != nil {
		return fmt.Errorf("writing a GeoPackage: %w", err)
	}
	return nil
}

func copyGeoPackage(w io.Writer, layers []Layer) error {
	file, err := os.CreateTemp("", "retaken-*.gpkg")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := fillGeoPackage(file.Name(), layers); err != nil {
		return err
	}
	_, err = io.Copy(w, file)
	return err
}

// fillGeoPackage fills the empty file. A crash leaves a file that nobody reads, so nothing is kept to undo it.
func fillGeoPackage(path string, layers []Layer) (err error) {
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: url.Values{"_pragma": {
		"journal_mode(OFF)", "synchronous(OFF)", "locking_mode(EXCLUSIVE)", "cache_size(-16384)",
	}}.Encode()}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a commit it does nothing

	g := &geoPackage{tx: tx}
	g.exec(gpkgTables)
	for _, l := range layers {
		if g.layer(l); g.err != nil {
			return g.err
		}
	}
	if g.describe(layers); g.err != nil {
		return g.err
	}
	return tx.Commit()
}

// geoPackage is a file that is being filled. After the first error, which it keeps, it does nothing.
type geoPackage struct {
	tx      *sql.Tx
	err     error
	changed []time.Time // by layer, the latest time of its data
}

func (g *geoPackage) exec(query string, values ...any) {
	if g.err == nil {
		_, g.err = g.tx.Exec(query, values...)
	}
}

// layer makes the tables of a layer and fills them.
func (g *geoPackage) layer(l Layer) {
	geometry := "GEOMETRY" // any
	if l.Geometry != "" {
		geometry = strings.ToUpper(l.Geometry)
	}
	columns := []string{"fid INTEGER PRIMARY KEY NOT NULL", "geom " + geometry}
	for _, f := range l.Fields {
		columns = append(columns, quoted(f.Name)+" "+columnTypes[f.Type])
	}
	g.exec("CREATE TABLE " + quoted(l.Name) + " (" + strings.Join(columns, ", ") + ")")
	g.exec("CREATE VIRTUAL TABLE " + quoted("rtree_"+l.Name+"_geom") + " USING rtree(id, minx, maxx, miny, maxy)")

	t := g.features(l)
	if g.err != nil {
		g.err = fmt.Errorf("filling the layer %s: %w", l.Name, g.err)
		return
	}
	g.changed = append(g.changed, t.changed)
	extent := make([]any, 4)
	if t.placed {
		extent = []any{t.extent.Min[0], t.extent.Min[1], t.extent.Max[0], t.extent.Max[1]}
	}
	title := l.Title
	if title == "" {
		title = l.Name
	}
	g.exec(`INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)`,
		append([]any{l.Name, title, l.Description, dateTime(t.changed)}, extent...)...)
	g.exec(`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)`, l.Name, geometry)
	g.exec(`INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')`, l.Name)
	g.exec(`INSERT INTO gpkg_ogr_contents VALUES (?, ?)`, l.Name, t.count)
	// Triggers come last: they call functions that the program which edits the file has to bring along.
	fill := strings.NewReplacer("{table}", quoted(l.Name), "{name}", literal(l.Name), "{rtree}", quoted("rtree_"+l.Name+"_geom"))
	for _, t := range gpkgTriggers {
		g.exec("CREATE TRIGGER " + quoted(fmt.Sprintf(t.name, l.Name)) + " " + fill.Replace(t.body))
	}
}

// tally is what is known of a layer when its features have been written.
type tally struct {
	count   int
	placed  bool // a feature has a geometry
	extent  orb.Bound
	changed time.Time
}

func (g *geoPackage) features(l Layer) (t tally) {
	t.changed = geo.FirstDay
	insert := g.prepare("INSERT INTO " + quoted(l.Name) + " VALUES (?, ?" + strings.Repeat(", ?", len(l.Fields)) + ")")
	index := g.prepare("INSERT INTO " + quoted("rtree_"+l.Name+"_geom") + " VALUES (?, ?, ?, ?, ?)")
	if g.err != nil {
		return t
	}
	row := make([]any, 2+len(l.Fields))
	for f, err := range l.Features {
		if err == nil {
			f.Geometry = rounded(f.Geometry)
			err = fillRow(row, f, l)
		}
		if err == nil {
			_, err = insert.Exec(row...)
		}
		if err == nil && row[1] != nil {
			b := f.Geometry.Bound()
			if !t.placed {
				t.placed, t.extent = true, b
			}
			t.extent = t.extent.Union(b)
			_, err = index.Exec(f.ID, b.Min[0], b.Max[0], b.Min[1], b.Max[1])
		}
		if err != nil {
			g.err = err
			return t
		}
		t.count++
		if f.Time.Start.After(t.changed) {
			t.changed = f.Time.Start
		}
	}
	return t
}

// prepare gives a statement that ends with the transaction.
func (g *geoPackage) prepare(query string) *sql.Stmt {
	if g.err != nil {
		return nil
	}
	var s *sql.Stmt
	s, g.err = g.tx.Prepare(query)
	return s
}

// describe adds what is said about the layers: metadata and styles.
func (g *geoPackage) describe(layers []Layer) {
	latest := geo.FirstDay
	styled, told := false, false
	for i, l := range layers {
		if g.err != nil {
			return
		}
		if g.changed[i].After(latest) {
			latest = g.changed[i]
		}
		if l.Attribution != "" {
			if !told {
				g.exec(gpkgMetadata)
			}
			told = true
			g.exec(`INSERT INTO gpkg_metadata VALUES (?, 'dataset', 'http://mrcc.com/qgis.dtd', 'text/xml', ?)`, i+1, qgisMetadata(l))
			g.exec(`INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, NULL)`, l.Name, dateTime(g.changed[i]), i+1)
		}
		if qml := QML(l); qml != "" {
			if !styled {
				g.exec(gpkgStyles)
			}
			styled = true
			g.exec(`INSERT INTO layer_styles VALUES (?, '', '', ?, 'geom', ?, ?, ?, 1, ?, '', NULL, ?)`,
				i+1, l.Name, l.Name, qml, SLD(l), l.Title, dateTime(g.changed[i]))
		}
	}
	if styled {
		g.exec(`INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
			VALUES ('layer_styles', 'attributes', 'layer_styles', 'How the layers are drawn', ?)`, dateTime(latest))
	}
}
