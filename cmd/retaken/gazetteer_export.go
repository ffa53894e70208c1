package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"retaken/internal/geo"
	"retaken/internal/placefile"
)

type gazetteerExport struct {
	dbFlag
	File   string `arg:"" help:"File to write: .tsv, which import reads back as it is, .csv or .geojson; - for .tsv on standard output."`
	Oblast string `help:"Only of this oblast, ISO 3166-2." placeholder:"CODE"`
	Added  bool   `help:"Only places that editors added or imported."`
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
		return misusef("%s: no format goes by %q; want .tsv, .csv or .geojson", c.File, ext)
	}
	if c.Oblast != "" && !oblastCode.MatchString(c.Oblast) {
		return misusef("--oblast %s is not an ISO 3166-2 code such as UA-63", c.Oblast)
	}
	g, err := c.gazetteer(e)
	if err != nil {
		return err
	}
	ours := map[string]bool{}
	if c.Added {
		for p, err := range shipped() {
			if err != nil {
				return err
			}
			ours[p.Ref] = true
		}
	}
	n := 0
	places := func(yield func(*geo.Place) bool) {
		for p := range g.Places() {
			if c.Oblast != "" && p.Oblast != c.Oblast || ours[p.Ref] {
				continue
			}
			if n++; !yield(p) {
				return
			}
		}
	}
	if c.File == "-" {
		return write(e.out, places)
	}
	if err := replaceFile(c.File, func(w io.Writer) error { return write(w, places) }); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s: %s\n", c.File, counted(n, "place"))
	return nil
}
