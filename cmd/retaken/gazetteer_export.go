package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"retaken/internal/placefile"
)

type gazetteerExport struct {
	dbFlag
	filterFlags
	File string `arg:"" help:"File to write: .tsv, .csv or .geojson, all of which import reads back as they are; - for .tsv on standard output."`
}

// Run writes places in the order in which they were added.
func (c gazetteerExport) Run(e *env) error {
	write := placefile.WriteTSV
	switch ext := strings.ToLower(filepath.Ext(c.File)); {
	case c.File == "-", ext == ".tsv":
	case ext == ".csv":
		write = placefile.WriteCSV
	case ext == ".geojson", ext == ".json":
		write = placefile.WriteGeoJSON
	default:
		return misusef("%s: no format goes by %q; want .tsv, .csv or .geojson", plain(c.File), ext)
	}
	places, err := c.places(e)
	if err != nil {
		return err
	}
	chosen, err := c.choose(places)
	if err != nil {
		return err
	}
	if c.File == "-" {
		return write(e.out, slices.Values(chosen))
	}
	if err := replaceFile(c.File, func(w io.Writer) error { return write(w, slices.Values(chosen)) }); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s: %s\n", c.File, counted(len(chosen), "place"))
	return nil
}
