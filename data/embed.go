// Package data holds what the program ships: the gazetteer, the boundaries, the lexicon and the sample
// articles. SOURCES.md says where each file comes from and under which licence.
package data

import "embed"

// FS holds the tables (*.tsv), the boundaries (*.geojson), the base map (*.topojson), the lexicon (lexicon/<lang>/*.tsv) and the
// sample articles (articles/*.txt). Other packages are handed it, or a folder instead of it, as an fs.FS.
//
//go:embed *.tsv *.geojson *.topojson rivers.LICENSE.txt lexicon articles
var FS embed.FS

// Attribution is what must be shown wherever the data is shown.
const Attribution = "Place names and coordinates: GeoNames (geonames.org), CC BY 4.0, extracted and modified. " +
	"Boundaries: Made with Natural Earth (public domain), modified; boundaries follow Ukraine's internationally " +
	"recognised borders. Manually entered places: this project."
