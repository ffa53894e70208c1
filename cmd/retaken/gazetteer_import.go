package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
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
	Files    []string          `arg:"" name:"file" help:"Files, .zip and .gz too; - for standard input."`
	Format   string            `help:"Format: auto; geonames and alternatenames, which are GeoNames' UA.zip and alternateNamesV2.zip; csv and tsv, tables with a header; geojson, points; or places, what gazetteer export writes." enum:"auto,geonames,alternatenames,csv,tsv,geojson,places" default:"auto" placeholder:"FORMAT"`
	Encoding string            `help:"Encoding of tables that are not UTF-8 or UTF-16: windows-1251, koi8-u or ibm866." enum:"windows-1251,koi8-u,ibm866," default:"" placeholder:"NAME"`
	Map      map[string]string `help:"Column of a field where it goes by another name: name=settlement, lat=y, aliases=- for none; may be given several times. Fields: ref, name, name_en, name_uk, name_ru, aliases, former, kind, oblast, raion, population, lat, lon, position, uncertainty_m." placeholder:"FIELD=COLUMN" mapsep:"none"`
	Country  []string          `help:"Countries of which GeoNames' places are taken, ISO 3166-1." default:"UA" placeholder:"CODE"`
	Kind     string            `help:"Kind of places where a file does not say it: settlement, region, district, island, facility, river or sea; region or district takes those of GeoNames too." enum:"settlement,region,district,island,facility,river,sea," default:"" placeholder:"KIND"`
	Replace  bool              `help:"What a file says of a place that has the same reference counts, in place of what is there."`
	Force    bool              `help:"Move places to where a file has them, and take places outside Ukraine and its borderland."`
	Reason   string            `help:"Why, for the log, beside the names of the files." placeholder:"TEXT"`
	DryRun   bool              `help:"Say what would happen, and change nothing." name:"dry-run"`
	JSON     bool              `help:"Print the sums as one JSON object." name:"json"`
	Quiet    bool              `help:"Print problems only." short:"q"`
}

const (
	maxImported = 300_000 // places in one file; Ukraine has some 30,000
	maxProblems = 20      // that are printed without --verbose
	maxListed   = 10      // conflicts, and other places of a name, that are listed
)

// Run brings the places of every file into the gazetteer, all or none.
func (c gazetteerImport) Run(e *env) error {
	for i, code := range c.Country {
		c.Country[i] = strings.ToUpper(strings.TrimSpace(code))
	}
	imp := &importer{env: e, gazetteerImport: c, sum: importSum{Skipped: map[string]int{}, DryRun: c.DryRun}, now: map[string]geo.PlaceChange{}}
	if c.DryRun && c.missing() {
		g, err := c.gazetteer(e)
		if err != nil {
			return err
		}
		if err := imp.files(g); err != nil {
			return err
		}
		return imp.finish()
	}
	open, fresh := c.pipeline, c.missing()
	if c.DryRun {
		open = c.openPipeline
	}
	db, p, g, err := open(e)
	if err != nil {
		return stopped(err)
	}
	if fresh {
		fmt.Fprintf(e.err, "retaken: there was no database %s; it is made now\n", plain(c.DB))
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

// importer is an import under way.
type importer struct {
	*env
	gazetteerImport
	sum           importSum
	order         []string                   // refs of the places to be kept
	now           map[string]geo.PlaceChange // by ref
	problems      int
	before, after *geo.Gazetteer
	changes       []ingest.Change
}

// files reads every file and merges each with the gazetteer as the files before it left it.
func (imp *importer) files(g *geo.Gazetteer) error {
	imp.before = g
	policy := placefile.Fill
	switch {
	case imp.Replace:
		policy = placefile.Replace
	case imp.Force:
		policy = placefile.Move
	}
	for i, name := range imp.Files {
		if i > 0 {
			var err error
			if g, err = geo.NewGazetteer(imp.changed(g)); err != nil {
				return err
			}
		}
		records, err := imp.read(name, g)
		if err != nil {
			return stopped(err)
		}
		imp.take(name, g, placefile.Merge(g, records, policy))
	}
	return nil
}

// read reads a file.
func (imp *importer) read(name string, g *geo.Gazetteer) (records []placefile.Record, err error) {
	var r io.Reader = interruptible{imp.ctx, imp.in}
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
	regions, err := regionsOf(g.Places())
	if err != nil {
		return nil, err
	}
	o := placefile.Options{
		Format: placefile.Format(imp.Format), Encoding: imp.Encoding, Columns: imp.Map, Countries: imp.Country, Kind: geo.PlaceKind(imp.Kind), Region: regions.iso,
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
		case errors.Is(err, placefile.ErrEncoding):
			return nil, fmt.Errorf("%w; say what it is, such as --encoding windows-1251", err)
		case err != nil:
			return nil, err
		default:
			if _, ok := g.ByRef(rec.Ref); rec.Name == "" && !ok {
				imp.sum.Skipped[skipUnknown]++
			} else if records = append(records, rec); len(records) > maxImported {
				return nil, fmt.Errorf("reading %s: it has more than %d places; split it", table, maxImported)
			}
		}
	}
	return records, nil
}

// interruptible is a reader that may wait for ever, such as a terminal, until ctx ends.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i interruptible) Read(p []byte) (int, error) {
	type read struct {
		n   int
		err error
	}
	done, buf := make(chan read, 1), make([]byte, len(p))
	go func() {
		n, err := i.r.Read(buf)
		done <- read{n, err}
	}()
	select {
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	case r := <-done:
		return copy(p, buf[:r.n]), r.err
	}
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
		imp.sum.Conflicts = append(imp.sum.Conflicts, elsewhere(file, c))
	}
	for _, c := range res.Namesakes {
		imp.sum.Namesakes = append(imp.sum.Namesakes, elsewhere(file, c))
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

// keep stores the places and reads again the articles that name them. In a dry run it reads these without
// keeping anything.
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
		return stopped(err)
	}
	if imp.DryRun {
		return imp.preview(p, touched)
	}
	refs := make([]string, len(touched))
	for i, t := range touched {
		refs[i] = t.Article.Ref
	}
	if change, err = db.ChangePlaces(imp.ctx, change, refs...); errors.Is(err, geo.ErrChanged) {
		return errors.New("somebody else changed one of the places at this moment; nothing is changed, try again")
	} else if err != nil {
		return stopped(err)
	}
	imp.sum.Change = change.ID
	if len(touched) == 0 {
		return nil
	}
	if p.Extractor, imp.after, err = imp.extractor(db.Places(imp.ctx)); err != nil {
		return err
	}
	bar := newProgress(imp.env, "reading articles again", imp.Quiet)
	defer bar.finish()
	bar.most = int64(len(touched))
	for some := range slices.Chunk(touched, 64) {
		changes, err := p.Reread(imp.ctx, some)
		if err != nil {
			return fmt.Errorf("the places are kept as change %d, but not every article is read again yet; the next command that changes the gazetteer or ingests goes on with it: %w", change.ID, err)
		}
		imp.changes = append(imp.changes, changes...)
		bar.add(len(some))
	}
	imp.sum.Read, imp.sum.Changed = len(touched), len(imp.changes)
	return nil
}

// preview reads articles with the places as they are to be.
func (imp *importer) preview(p *ingest.Pipeline, touched []ingest.Told) (err error) {
	if len(touched) == 0 {
		return nil
	}
	if p.Extractor, imp.after, err = imp.extractor(imp.changed(imp.before)); err != nil {
		return err
	}
	imp.changes = p.Preview(touched)
	imp.sum.Read, imp.sum.Changed = len(touched), len(imp.changes)
	return nil
}

// reason is the editor's reason and the names of the files, for the log.
func (imp *importer) reason() string {
	names := make([]string, len(imp.Files))
	for i, f := range imp.Files {
		if names[i] = filepath.Base(f); f == "-" {
			names[i] = "standard input"
		}
	}
	text := strings.Join(names, ", ")
	if reason := strings.TrimSpace(imp.Reason); reason != "" {
		text = reason + " (" + text + ")"
	}
	return strings.ToValidUTF8(text, "?")
}
