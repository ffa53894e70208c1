package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"runtime/debug"
	"slices"

	"retaken/data"
	"retaken/internal/atlas"
	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/ingest"
	"retaken/internal/sqlite"
)

// dbFlag is the flag that every command with a database has.
type dbFlag struct {
	DB string `help:"Database file." default:"retaken.db" placeholder:"FILE"`
}

// open opens the database and brings the shipped gazetteer into it. A command that only reads takes a
// database that cannot be written as it is.
func (f dbFlag) open(e *env, readOnly bool) (*sqlite.DB, error) {
	db, err := sqlite.Open(e.ctx, f.DB)
	if err != nil {
		return nil, err
	}
	if err := seed(e, db); err != nil && !(readOnly && errors.Is(err, geo.ErrReadOnly)) {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// keeper builds the atlas of a database over the shipped baseline and outline of the country.
func (e *env) keeper(db *sqlite.DB, log *slog.Logger) (*atlas.Keeper, error) {
	baseline, err := geo.LoadBaseline(data.FS)
	if err != nil {
		return nil, err
	}
	country, err := geo.LoadCountry(data.FS)
	if err != nil {
		return nil, err
	}
	return atlas.NewKeeper(e.ctx, db, baseline, country, log)
}

// missing tells whether there is no database yet.
func (f dbFlag) missing() bool {
	_, err := os.Stat(f.DB)
	return errors.Is(err, fs.ErrNotExist)
}

// mustExist refuses a database that is not there: a command that would have nothing to say of a new one
// makes none.
func (f dbFlag) mustExist() error {
	if f.missing() {
		const articles = "FILE..." // as the help has it
		return fmt.Errorf("no database %s; make one with: retaken ingest --db %s %s", f.DB, f.DB, articles)
	}
	return nil
}

// metaShipped is the fact that tells which shipped gazetteer a database holds.
const metaShipped = "shipped gazetteer"

// seed brings the places that the program ships into a database that does not have them yet. What an
// editor changed or removed stays as the editor left it.
func seed(e *env, db *sqlite.DB) error {
	sum, err := shippedSum()
	if err != nil {
		return err
	}
	have, err := db.Meta(e.ctx, metaShipped)
	if err != nil || have == sum {
		return err
	}
	places, err := geo.LoadPlaces(data.FS)
	if err != nil {
		return fmt.Errorf("reading the shipped gazetteer: %w", err)
	}
	edited, err := editedRefs(e, db)
	if err != nil {
		return err
	}
	places = slices.DeleteFunc(places, func(p geo.Place) bool { return edited[p.Ref] })
	if _, err := db.PutPlaces(e.ctx, places...); err != nil {
		return fmt.Errorf("bringing the shipped gazetteer into the database: %w", err)
	}
	return db.SetMeta(e.ctx, metaShipped, sum)
}

// shippedSum identifies the shipped gazetteer.
func shippedSum() (string, error) {
	sum := sha256.New()
	names, err := fs.Glob(data.FS, "*.tsv")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		b, err := fs.ReadFile(data.FS, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

// metaGrammar is the fact that tells with which rules and which shipped gazetteer all articles were read.
const metaGrammar = "grammar"

// pipeline opens the database with what reads articles into it. It reads those articles that an interrupted
// command has left, and all of them when the rules or the shipped gazetteer are others than before.
func (f dbFlag) pipeline(e *env) (*sqlite.DB, *ingest.Pipeline, *geo.Gazetteer, error) {
	db, p, g, err := f.openPipeline(e)
	if err != nil {
		return nil, nil, nil, err
	}
	waiting, err := p.Unread(e.ctx)
	if err == nil && len(waiting) > 0 {
		if _, err = p.Reread(e.ctx, waiting); err == nil {
			fmt.Fprintf(e.err, "retaken: an interrupted command had left %s unread; that is made good\n", counted(len(waiting), "article"))
		}
	}
	if err == nil {
		err = renew(e, db, p)
	}
	if err != nil {
		return nil, nil, nil, errors.Join(err, db.Close())
	}
	return db, p, g, nil
}

// renew reads every article again that other rules have read, once for each new set of rules.
func renew(e *env, db *sqlite.DB, p *ingest.Pipeline) error {
	sum, err := shippedSum()
	if err != nil {
		return err
	}
	grammar := p.Extractor.Grammar() + "-" + sum
	have, err := db.Meta(e.ctx, metaGrammar)
	if err != nil || have == grammar {
		return err
	}
	tally, err := p.RereadAll(e.ctx, false, func(ingest.Change) {})
	if err != nil {
		return err
	}
	if tally.Read > 0 {
		fmt.Fprintf(e.err, "retaken: the rules have changed: %s read again, which changes the map by %d of them\n", counted(tally.Read, "article"), tally.Changed)
	}
	return db.SetMeta(e.ctx, metaGrammar, grammar)
}

func (f dbFlag) openPipeline(e *env) (*sqlite.DB, *ingest.Pipeline, *geo.Gazetteer, error) {
	db, err := f.open(e, false)
	if err != nil {
		return nil, nil, nil, err
	}
	x, g, err := e.extractor(db.Places(e.ctx))
	if err != nil {
		return nil, nil, nil, errors.Join(err, db.Close())
	}
	return db, &ingest.Pipeline{Extractor: x, Archive: db, Store: db}, g, nil
}

// extractor makes the reader of articles over the places of seq.
func (e *env) extractor(seq iter.Seq2[geo.Place, error]) (*extract.Extractor, *geo.Gazetteer, error) {
	// Every command waits for this, and what it makes stays: collecting garbage meanwhile frees little.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	type words struct {
		*extract.Lexicon
		err error
	}
	lexicon := make(chan words, 1)
	go func() {
		l, err := e.openLexicon()
		lexicon <- words{l, err}
	}()
	g, err := geo.NewGazetteer(seq)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the gazetteer: %w", err)
	}
	theatre, err := geo.LoadTheatre(data.FS)
	if err != nil {
		return nil, nil, err
	}
	l := <-lexicon
	if l.err != nil {
		return nil, nil, l.err
	}
	return extract.New(l.Lexicon, g, theatre), g, nil
}

func (e *env) openLexicon() (*extract.Lexicon, error) {
	if e.lexicon != "" {
		return extract.LoadLexicon(os.DirFS(e.lexicon))
	}
	sub, err := fs.Sub(data.FS, "lexicon")
	if err != nil {
		return nil, err
	}
	return extract.LoadLexicon(sub)
}

// shipped yields the places that the program ships.
func shipped() iter.Seq2[geo.Place, error] {
	return func(yield func(geo.Place, error) bool) {
		places, err := geo.LoadPlaces(data.FS)
		if err != nil {
			yield(geo.Place{}, err)
			return
		}
		for _, p := range places {
			if !yield(p, nil) {
				return
			}
		}
	}
}
