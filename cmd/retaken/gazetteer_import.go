package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/placefile"
	"retaken/internal/sqlite"
)

type gazetteerImport struct {
	dbFlag
	Files   []string          `arg:"" name:"file" help:"Files, .zip and .gz too; - for standard input."`
	Format  string            `help:"Format: ${enum}. GeoNames' UA.zip and alternateNamesV2.zip, tables with a header, GeoJSON points, or what gazetteer export writes." enum:"auto,geonames,alternatenames,csv,tsv,geojson,places" default:"auto"`
	Map     map[string]string `help:"Column of a field where it goes by another name: name=settlement, lat=y, aliases=-; may be given several times." placeholder:"FIELD=COLUMN" mapsep:"none"`
	Country []string          `help:"Countries of which GeoNames' places are taken, ISO 3166-1." default:"UA" placeholder:"CODE"`
	Kind    string            `help:"Kind of places where a file does not say it; region or district takes those of GeoNames too: ${enum}." enum:"settlement,region,district,island,facility,river,sea," default:""`
	Force   bool              `help:"Move places to where a file has them, and take places outside Ukraine and its borderland."`
	DryRun  bool              `help:"Say what would happen, and change nothing." name:"dry-run"`
	JSON    bool              `help:"Print the sums as one JSON object." name:"json"`
	Quiet   bool              `help:"Print problems only." short:"q"`
}

const (
	maxImported = 2_000_000 // places in one file; Ukraine has some 30,000
	maxProblems = 20        // that are printed without --verbose
	maxConflict = 10        // that are listed
)

// Run brings the places of every file into the gazetteer, all or none.
func (c gazetteerImport) Run(e *env) error {
	for i, code := range c.Country {
		c.Country[i] = strings.ToUpper(strings.TrimSpace(code))
	}
	imp := &importer{env: e, gazetteerImport: c, sum: importSum{Skipped: map[string]int{}, DryRun: c.DryRun}, now: map[string]geo.PlaceChange{}}
	if c.DryRun {
		g, err := c.gazetteer(e)
		if err != nil {
			return err
		}
		if err := imp.files(g); err != nil {
			return err
		}
		return imp.finish()
	}
	db, p, g, err := c.pipeline(e)
	if err != nil {
		return err
	}
	err = imp.files(g)
	if err == nil {
		err = imp.keep(db, p)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	return imp.finish()
}

// importSum is what came of an import.
type importSum struct {
	DryRun      bool             `json:"dry_run"`
	Added       int              `json:"added"`
	Updated     int              `json:"updated"`
	Unchanged   int              `json:"unchanged"`
	Conflicting int              `json:"conflicting"`
	Skipped     map[string]int   `json:"skipped"`
	Bad         int              `json:"bad"`
	Conflicts   []importConflict `json:"conflicts,omitempty"`
	Read        int              `json:"articles_read"`
	Changed     int              `json:"articles_changed"`
	Change      geo.ChangeID     `json:"change,omitempty"` // in the log, 0 when nothing changed
}

type importConflict struct {
	File string  `json:"file"`
	Line int     `json:"line,omitempty"`
	Name string  `json:"name"`
	Ref  string  `json:"ref"`
	Away float64 `json:"km"`
	Lon  float64 `json:"lon"`
	Lat  float64 `json:"lat"`
}

// importer is an import under way.
type importer struct {
	*env
	gazetteerImport
	sum      importSum
	order    []string                   // refs of the places to be kept
	now      map[string]geo.PlaceChange // by ref
	problems int
}

// files reads every file and merges each with the gazetteer as the files before it left it.
func (imp *importer) files(g *geo.Gazetteer) error {
	for i, name := range imp.Files {
		if i > 0 {
			var err error
			if g, err = geo.NewGazetteer(imp.changed(g)); err != nil {
				return err
			}
		}
		records, err := imp.read(name, g)
		if err != nil {
			return err
		}
		imp.take(name, g, placefile.Merge(g, records, imp.Force))
	}
	return nil
}

// read reads a file.
func (imp *importer) read(name string, g *geo.Gazetteer) (records []placefile.Record, err error) {
	var r io.Reader = imp.in
	table := "standard input"
	bar := newProgress(imp.env, "reading "+name, imp.Quiet)
	defer bar.finish()
	if name != "-" {
		f, err := placefile.Open(name, bar.add)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		bar.most, r, table = f.Size, f, f.Name
	}
	o := placefile.Options{
		Format: placefile.Format(imp.Format), Columns: imp.Map, Countries: imp.Country, Kind: geo.PlaceKind(imp.Kind), Region: regionNames(g),
	}
	for rec, err := range placefile.Read(table, r, o) {
		if ctxErr := imp.ctx.Err(); ctxErr != nil {
			return nil, ctxErr
		}
		if err == nil {
			err = imp.fits(g, table, rec)
		}
		if rec.Doubt != nil {
			imp.problem(rec.Doubt)
		}
		bad, skip := (*geo.LineError)(nil), placefile.Skip("")
		switch {
		case errors.As(err, &skip):
			imp.sum.Skipped[string(skip)]++
		case errors.As(err, &bad):
			imp.sum.Bad++
			imp.problem(bad)
		case errors.Is(err, placefile.ErrColumns):
			return nil, fmt.Errorf("%w; say which column is which, such as --map name=settlement --map lat=y", err)
		case err != nil:
			return nil, err
		default:
			if _, ok := g.ByRef(rec.Ref); rec.Name == "" && !ok {
				imp.sum.Skipped[skipUnknown]++
			} else if records = append(records, rec); len(records) > maxImported {
				return nil, fmt.Errorf("reading %s: it has more than %d places; take one country at a time", table, maxImported)
			}
		}
	}
	return records, nil
}

// skipUnknown is why most names in alternateNamesV2.txt are passed over.
const skipUnknown = "names of places that are not in the gazetteer"

// fits tells what speaks against the position of a place that is new.
func (imp *importer) fits(g *geo.Gazetteer, file string, rec placefile.Record) error {
	p := rec.Point
	_, known := g.ByRef(rec.Ref)
	switch {
	case known || imp.Force || rec.Name == "" || theatre.Contains(p):
		return nil
	case theatre.Contains(orb.Point{p.Lat(), p.Lon()}) && !strings.HasPrefix(rec.Ref, "geonames:"):
		return &geo.LineError{
			File: file, Line: max(rec.Line, 1), Column: "position", Value: latLon(p),
			Want: "a latitude from 43 to 55 and a longitude from 21 to 43; they look swapped",
		}
	}
	return placefile.Skip("places outside Ukraine and its borderland (--force takes them)")
}

// problem prints something that is wrong in a file.
func (imp *importer) problem(err error) {
	imp.problems++
	if imp.problems <= maxProblems || imp.log.Enabled(context.Background(), slog.LevelDebug) {
		fmt.Fprintf(imp.err, "retaken: %s\n", plain(err.Error()))
	}
}

// take notes what came of a file.
func (imp *importer) take(file string, g *geo.Gazetteer, res placefile.Result) {
	imp.sum.Unchanged += res.Unchanged
	imp.sum.Conflicting += len(res.Conflicts)
	for _, c := range res.Conflicts {
		imp.sum.Conflicts = append(imp.sum.Conflicts, importConflict{
			file, c.Record.Line, c.Record.Name, c.Place.Ref, float64(c.Away) / 1000, c.Record.Lon(), c.Record.Lat(),
		})
	}
	for _, p := range res.Places {
		change, met := imp.now[p.Ref]
		if !met {
			imp.order = append(imp.order, p.Ref)
			if old, ok := g.ByRef(p.Ref); ok {
				change.Before = &old
				imp.sum.Updated++
			} else {
				imp.sum.Added++
			}
		}
		if p.ID = 0; change.Before != nil {
			p.ID = change.Before.ID
		}
		change.After = &p
		imp.now[p.Ref] = change
	}
}

// changed yields the gazetteer as it is to be.
func (imp *importer) changed(g *geo.Gazetteer) iter.Seq2[geo.Place, error] {
	return func(yield func(geo.Place, error) bool) {
		for p := range g.Places() {
			if change, ok := imp.now[p.Ref]; ok {
				if change.Before == nil {
					continue // follows below
				}
				p = change.After
			}
			if !yield(*p, nil) {
				return
			}
		}
		for _, ref := range imp.order {
			if change := imp.now[ref]; change.Before == nil && !yield(*change.After, nil) {
				return
			}
		}
	}
}

// keep stores the places and reads again the articles that name them.
func (imp *importer) keep(db *sqlite.DB, p *ingest.Pipeline) error {
	if len(imp.order) == 0 {
		return nil
	}
	change := geo.Change{At: time.Now().UTC(), Action: "import", Reason: imp.reason()}
	for _, ref := range imp.order {
		change.Places = append(change.Places, imp.now[ref])
	}
	touched, err := p.Touched(imp.ctx, change.Places...)
	if err != nil {
		return err
	}
	refs := make([]string, len(touched))
	for i, t := range touched {
		refs[i] = t.Article.Ref
	}
	if change, err = db.ChangePlaces(imp.ctx, change, refs...); errors.Is(err, geo.ErrChanged) {
		return fmt.Errorf("somebody else changed the gazetteer at this moment; try again: %w", err)
	} else if err != nil {
		return err
	}
	imp.sum.Change = change.ID
	if len(touched) == 0 {
		return nil
	}
	if p.Extractor, _, err = imp.extractor(db.Places(imp.ctx)); err != nil {
		return err
	}
	bar := newProgress(imp.env, "reading articles again", imp.Quiet)
	defer bar.finish()
	bar.most = int64(len(touched))
	for some := range slices.Chunk(touched, 64) {
		changed, err := p.Reread(imp.ctx, some)
		if err != nil {
			return fmt.Errorf("the places are kept as change %d, but not every article is read again yet; the next command that changes the gazetteer or ingests goes on with it: %w", change.ID, err)
		}
		imp.sum.Read += len(some)
		imp.sum.Changed += len(changed)
		bar.add(len(some))
	}
	return nil
}

// reason are the names of the files, for the log.
func (imp *importer) reason() string {
	names := make([]string, len(imp.Files))
	for i, f := range imp.Files {
		names[i] = plain(filepath.Base(f))
	}
	return strings.ToValidUTF8(strings.Join(names, ", "), "?")
}

// finish prints what came of it.
func (imp *importer) finish() error {
	if hidden := imp.problems - maxProblems; hidden > 0 && !imp.log.Enabled(context.Background(), slog.LevelDebug) {
		fmt.Fprintf(imp.err, "retaken: and %s; --verbose prints all\n", counted(hidden, "problem more", "problems more"))
	}
	var failed error
	if imp.sum.Bad > 0 {
		failed = errReported
	}
	switch {
	case imp.JSON:
		enc := json.NewEncoder(imp.out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(imp.sum); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
	case !imp.Quiet:
		imp.print()
	}
	return failed
}

func (imp *importer) print() {
	s := imp.sum
	skipped := 0
	for _, n := range s.Skipped {
		skipped += n
	}
	if imp.DryRun {
		fmt.Fprint(imp.out, "dry run, nothing is kept: ")
	}
	fmt.Fprintf(imp.out, "%s added, %d updated, %d unchanged, %d conflicting, %d skipped; %s could not be read\n",
		counted(s.Added, "place"), s.Updated, s.Unchanged, s.Conflicting, skipped, counted(s.Bad, "line"))
	for _, reason := range slices.Sorted(maps.Keys(s.Skipped)) {
		fmt.Fprintf(imp.out, "  skipped: %s: %d\n", reason, s.Skipped[reason])
	}
	for _, c := range s.Conflicts[:min(len(s.Conflicts), maxConflict)] {
		where := c.File
		if c.Line > 0 {
			where = fmt.Sprintf("%s:%d", c.File, c.Line)
		}
		fmt.Fprintf(imp.out, "  conflicting: %s: %s at %s lies %.1f km from %s\n", plain(where), plain(c.Name), latLon(orb.Point{c.Lon, c.Lat}), c.Away, plain(c.Ref))
	}
	if more := len(s.Conflicts) - maxConflict; more > 0 {
		fmt.Fprintf(imp.out, "  conflicting: and %d more; --json lists all\n", more)
	}
	if len(s.Conflicts) > 0 {
		fmt.Fprintln(imp.out, "  a conflicting line changes nothing; --force moves the places")
	}
	if s.Change != 0 {
		fmt.Fprintf(imp.out, "this is change %d; retaken gazetteer undo %d takes it back\n", s.Change, s.Change)
		fmt.Fprintf(imp.out, "%s name them and were read again; the map changed by %d of them\n", counted(s.Read, "kept article"), s.Changed)
	}
}

// regionNames finds the codes of regions by their names in any spelling.
func regionNames(g *geo.Gazetteer) func(string) string {
	known := map[string]string{}
	return func(name string) string {
		code, ok := known[name]
		if !ok {
			for _, n := range []string{name, name + " Oblast", "City of " + name} {
				for _, c := range g.Lookup(n) {
					if code == "" && c.Place.Kind == geo.Region && strings.HasPrefix(c.Place.Ref, "iso:") {
						code = c.Place.Oblast
					}
				}
			}
			known[name] = code
		}
		return code
	}
}
