package format

import (
	"iter"

	"retaken/internal/geo"
)

// Layer is what a file holds: the features of one collection, or those that a query selects. Features is read once
// and may end in an error, which the writer returns: what was written until then is not whole.
type Layer struct {
	Name        string // id of the collection: "control"; also the name of the layer in files that name their layers
	Title       string
	Description string
	Attribution string // what the sources of the data ask to be shown with it, "" for none
	Geometry    string // GeoJSON type of all geometries: Point, MultiPoint, MultiPolygon or MultiLineString; a feature may have none
	Fields      []geo.Field
	Features    iter.Seq2[geo.Feature, error]
}
