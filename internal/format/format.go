// Package format writes features in the formats that other programs read.
//
// Every writer of one layer is a func(io.Writer, Layer) error that holds one feature at a time, or spools them
// to a temporary file where a format wants to know them all first. Formats lists them for whoever lets people
// choose. All formats have the same positions: rounded to 6 decimals of a degree, the corners of areas and
// borders to 7.
package format

import (
	"io"
	"slices"
	"strings"
)

// Format is a way to write one layer.
type Format struct {
	Name      string // how people ask for it: "csv"
	Title     string
	Media     string   // media type, with its parameters
	Extension string   // of a file's name, with the dot
	Also      []string // other extensions that mean this format
	Write     func(io.Writer, Layer) error
}

// Formats lists every format of one layer. Where two have one extension, it means the first.
var Formats = []Format{
	{"geojson", "GeoJSON", "application/geo+json", ".geojson", []string{".json"}, GeoJSON},
	{"geojsonseq", "GeoJSON text sequence", "application/geo+json-seq", ".geojsons", []string{".geojsonl", ".geojsonseq"}, GeoJSONSeq},
	{"csv", "CSV", "text/csv; charset=utf-8", ".csv", nil, CSV},
	{"csv-wkt", "CSV with geometry as WKT", "text/csv; charset=utf-8", ".csv", nil, CSVWithWKT},
	{"kml", "KML", "application/vnd.google-earth.kml+xml", ".kml", nil, KML},
	{"gpkg", "GeoPackage", "application/geopackage+sqlite3", ".gpkg", nil, func(w io.Writer, l Layer) error { return GeoPackage(w, l) }},
	{"fgb", "FlatGeobuf", "application/flatgeobuf", ".fgb", nil, FlatGeobuf},
}

// ByName is the format that people ask for by that name; false when there is none.
func ByName(name string) (Format, bool) {
	return first(func(f Format) bool { return f.Name == name })
}

// ByExtension is the format of files with that extension, given with its dot in any case; false when there is none.
func ByExtension(ext string) (Format, bool) {
	ext = strings.ToLower(ext)
	return first(func(f Format) bool { return f.Extension == ext || slices.Contains(f.Also, ext) })
}

func first(is func(Format) bool) (Format, bool) {
	i := slices.IndexFunc(Formats, is)
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}
