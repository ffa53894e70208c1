package web

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// outline is what features are drawn on, in the plane.
type outline struct {
	land, others orb.MultiPolygon
	oblasts      []oblast
	lines        orb.MultiLineString // where oblasts meet, each once
}

type oblast struct {
	name  string
	shape orb.MultiPolygon
}

// readOutline reads the base map. Nothing of it is a must: without a file there is less to see.
func (s *Server) readOutline() outline {
	if s.Basemap == nil {
		return outline{}
	}
	o, err := outlineOf(s.Basemap)
	if err != nil {
		s.Log.Warn("small maps go without the outline of the country", "error", err)
	}
	return o
}

func outlineOf(files fs.FS) (o outline, err error) {
	for _, name := range outlineFiles {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return o, fmt.Errorf("reading the outline of the small maps: %w", err)
		}
		all, err := geojson.UnmarshalFeatureCollection(data)
		if err != nil {
			return o, fmt.Errorf("reading the outline of the small maps from %s: %w", name, err)
		}
		for _, f := range all.Features {
			shape := onPlane(f.Geometry)
			switch name {
			case "ukraine.geojson":
				o.land = append(o.land, shape...)
			case "neighbours.geojson":
				o.others = append(o.others, shape...)
			default:
				o.oblasts = append(o.oblasts, oblast{strings.TrimSuffix(f.Properties.MustString("name", ""), " Oblast"), shape})
			}
		}
	}
	o.lines = shared(o.oblasts)
	return o, nil
}

// shared is the lines that two oblasts have in common.
func shared(oblasts []oblast) (lines orb.MultiLineString) {
	type side [2]orb.Point
	seen := map[side]bool{}
	for _, o := range oblasts {
		for _, polygon := range o.shape {
			for _, ring := range polygon {
				var line orb.LineString
				for i := 1; i < len(ring); i++ {
					a, b := ring[i-1], ring[i]
					seen[side{a, b}] = true
					if !seen[side{b, a}] { // the neighbour goes the other way along it
						if line != nil {
							lines, line = append(lines, line), nil
						}
						continue
					}
					if line == nil {
						line = orb.LineString{a}
					}
					line = append(line, b)
				}
				if line != nil {
					lines = append(lines, line)
				}
			}
		}
	}
	return lines
}

// onPlane is an area on the plane, nil for anything else.
func onPlane(g orb.Geometry) orb.MultiPolygon {
	var all orb.MultiPolygon
	switch g := g.(type) {
	case orb.Polygon:
		all = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		all = g
	}
	out := make(orb.MultiPolygon, len(all))
	for i, polygon := range all {
		for _, ring := range polygon {
			out[i] = append(out[i], orb.Ring(onPlaneLine(ring)))
		}
	}
	return out
}

func onPlaneLine[T ~[]orb.Point](line T) orb.LineString {
	out := make(orb.LineString, len(line))
	for i, p := range line {
		out[i] = plane(p)
	}
	return out
}
