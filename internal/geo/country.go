package geo

import (
	"fmt"
	"io/fs"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

const countryFile = "ukraine.geojson"

// LoadCountry reads the outline of Ukraine within its internationally recognised borders, lon and lat, from
// ukraine.geojson: all polygons of its features.
func LoadCountry(fsys fs.FS) (orb.MultiPolygon, error) {
	data, err := fs.ReadFile(fsys, countryFile)
	if err != nil {
		return nil, fmt.Errorf("reading the outline of the country: %w", err)
	}
	features, err := geojson.UnmarshalFeatureCollection(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w; want a GeoJSON FeatureCollection", countryFile, err)
	}
	var country orb.MultiPolygon
	for i, f := range features.Features {
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			country = append(country, g)
		case orb.MultiPolygon:
			country = append(country, g...)
		default:
			return nil, fmt.Errorf("reading %s: feature %d is a %T; want polygons", countryFile, i+1, g)
		}
	}
	if len(country) == 0 {
		return nil, fmt.Errorf("reading %s: it has no polygon", countryFile)
	}
	return country, nil
}
