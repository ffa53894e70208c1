package main

import (
	"fmt"
	"io/fs"
	"math"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"retaken/data"
	"retaken/internal/geo"
)

// besideOblast is how far outside the outline of its oblast a place may lie: the outlines are coarse.
const besideOblast geo.Metres = 15000

// outlines are the areas of the oblasts by their ISO 3166-2 codes.
type outlines map[string]orb.MultiPolygon

func loadOutlines() (outlines, error) {
	text, err := fs.ReadFile(data.FS, "oblasts.geojson")
	if err != nil {
		return nil, err
	}
	features, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		return nil, fmt.Errorf("reading oblasts.geojson: %w", err)
	}
	o := outlines{}
	for _, f := range features.Features {
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			o[f.Properties.MustString("iso")] = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			o[f.Properties.MustString("iso")] = g
		default:
			return nil, fmt.Errorf("reading oblasts.geojson: %s is a %s; want a polygon", f.Properties.MustString("iso"), f.Geometry.GeoJSONType())
		}
	}
	return o, nil
}

// outside is how far from the area of an oblast a point lies, 0 for one in it, and without end for a code
// that no oblast of Ukraine has. From a region abroad, of which the area is not known, a point is as far
// as it is from the edge of the oblast of Ukraine that it lies in.
func (o outlines) outside(code string, p orb.Point) geo.Metres {
	if area, ok := o[code]; ok {
		if planar.MultiPolygonContains(area, p) {
			return 0
		}
		return toEdge(area, p)
	}
	if strings.HasPrefix(code, "UA-") {
		return geo.Metres(math.Inf(1))
	}
	if in := o.at(p); in != "" {
		return toEdge(o[in], p)
	}
	return 0
}

// at is the code of the oblast that a point lies in, "" when in none.
func (o outlines) at(p orb.Point) string {
	for code, area := range o {
		if planar.MultiPolygonContains(area, p) {
			return code
		}
	}
	return ""
}

// butIn says which oblast a point lies in instead.
func (o outlines) butIn(p orb.Point) string {
	if in := o.at(p); in != "" {
		return ", in " + in
	}
	return ""
}

// toEdge is the distance to the nearest point of the edge of an area. It lays a plane through the point
// in which a degree of longitude is shorter by the cosine of the latitude: within 1 % up to 100 km.
func toEdge(area orb.MultiPolygon, p orb.Point) geo.Metres {
	const degree = orb.EarthRadius * math.Pi / 180
	shorter := math.Cos(p.Lat() * math.Pi / 180)
	flat := func(q orb.Point) orb.Point {
		return orb.Point{(q[0] - p[0]) * shorter * degree, (q[1] - p[1]) * degree}
	}
	nearest := math.Inf(1)
	for _, polygon := range area {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				nearest = min(nearest, planar.DistanceFromSegment(flat(ring[i-1]), flat(ring[i]), orb.Point{}))
			}
		}
	}
	return geo.Metres(nearest)
}
