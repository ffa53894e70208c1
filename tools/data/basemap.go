package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/simplify"
)

// The map of the page is two topologies: boundaries on the very grid of the GeoJSON files, and waters on one of about 50 m.
const (
	landStep  = 1e-4
	waterStep = 5e-4
)

// What is left of the waters, in degrees and square degrees: near is in and around Ukraine, to about 250 m, and 150 m for rivers
// with a name; far is the rest of the frame, to about 2 km.
var (
	theatre = orb.Bound{Min: orb.Point{22, 44}, Max: orb.Point{41, 52.6}}

	near = detail{tolerance: 0.0025, named: 0.0015, lake: 0.0008, river: 0.02}
	far  = detail{tolerance: 0.02, named: 0.02, lake: 0.03, river: 0.8}
)

// detail says how much of the waters is kept: how far a line may be moved, that of a river with a name too, and how large a lake
// or long a river without a name has to be.
type detail struct{ tolerance, named, lake, river float64 }

func detailOf(line orb.LineString) detail {
	if line.Bound().Intersects(theatre) {
		return near
	}
	return far
}

// unnamed is the rank of rivers that rivers.tsv has not.
const unnamed = 4

// writeLand writes the boundaries of the GeoJSON files in a folder as one topology, so that what two lands have in common
// is drawn once and the outline of the country is that of its oblasts.
func writeLand(folder string) error {
	var layers []layer
	for _, name := range []string{"oblasts", "neighbours"} {
		b, err := os.ReadFile(filepath.Join(folder, name+".geojson"))
		if err != nil {
			return err
		}
		all, err := geojson.UnmarshalFeatureCollection(b)
		if err != nil {
			return fmt.Errorf("reading %s.geojson: %w", name, err)
		}
		l := layer{name: name}
		for _, f := range all.Features {
			g := f.Geometry
			if p, ok := g.(orb.Polygon); ok {
				g = orb.MultiPolygon{p}
			}
			l.shapes = append(l.shapes, topoShape{map[string]any{"iso": f.Properties["iso"]}, g})
		}
		layers = append(layers, l)
	}
	b, err := newTopology(landStep, layers...).encode()
	if err != nil {
		return err
	}
	return replace(filepath.Join(folder, "land.topojson"), b)
}

// about is what is known of a river.
type about struct {
	Rank   int    `json:"rank"`
	Name   string `json:"name,omitempty"`
	NameUk string `json:"name_uk,omitempty"`
	Lake   bool   `json:"lake,omitempty"` // in a lake: it bears the name and is not drawn
}

// writeWaters writes the rivers and lakes of GSHHG as one topology.
func writeWaters(from, table, path string) error {
	named, err := readRivers(table)
	if err != nil {
		return err
	}
	shores, err := readGSHHG(from, "gshhs")
	if err != nil {
		return err
	}
	lines, err := readGSHHG(from, "rivers")
	if err != nil {
		return err
	}
	lakes := lakesOf(shores)
	var all []orb.LineString
	for _, l := range lines {
		all = append(all, l.line)
	}
	rivers := layer{name: "rivers"}
	add := func(a about, lines orb.MultiLineString) {
		var kept orb.MultiLineString
		for _, line := range lines {
			for _, part := range clip.LineString(frame, line.Clone()) {
				switch d := detailOf(part); {
				case a.Name != "":
					kept = append(kept, simple(part, d.named))
				case planar.Length(part) >= d.river:
					kept = append(kept, simple(part, d.tolerance))
				}
			}
		}
		if len(kept) > 0 {
			rivers.shapes = append(rivers.shapes, topoShape{a, kept})
		}
	}
	n := newNetwork(all)
	var wrong []error
	for _, r := range named {
		drawn, across, err := n.trace(r, lakes)
		if err != nil {
			wrong = append(wrong, err)
		}
		add(about{Rank: r.rank, Name: r.name, NameUk: r.uk}, drawn)
		add(about{Rank: r.rank, Name: r.name, NameUk: r.uk, Lake: true}, across)
	}
	add(about{Rank: unnamed}, n.rest())
	if err := errors.Join(wrong...); err != nil {
		return err
	}

	var surfaces orb.MultiPolygon
	for _, lake := range lakes {
		var kept orb.Polygon
		for _, ring := range lake {
			d := detailOf(orb.LineString(ring))
			if planar.Area(ring) < d.lake {
				if kept == nil {
					break
				}
				continue
			}
			kept = append(kept, orb.Ring(simple(orb.LineString(ring), d.tolerance)))
		}
		if kept = clip.Polygon(frame, kept); kept != nil {
			surfaces = append(surfaces, kept)
		}
	}
	b, err := newTopology(waterStep, layer{"lakes", []topoShape{{nil, surfaces}}}, rivers).encode()
	if err != nil {
		return err
	}
	return replace(path, b)
}

// lakesOf are the lakes with their islands.
func lakesOf(shores []waterline) (lakes []orb.Polygon) {
	for _, level := range []int{2, 3} {
		for _, s := range shores {
			ring := orb.Ring(s.line)
			if s.level != level || len(ring) < 4 {
				continue
			}
			if !ring.Closed() {
				ring = append(ring, ring[0])
			}
			if ring.Orientation() != orb.CCW {
				ring.Reverse()
			}
			if level == 2 {
				lakes = append(lakes, orb.Polygon{ring})
				continue
			}
			ring.Reverse()
			for i, l := range lakes {
				if planar.RingContains(l[0], ring[0]) {
					lakes[i] = append(l, ring)
				}
			}
		}
	}
	return lakes
}

// simple is a line without what cannot be seen.
func simple(line orb.LineString, tolerance float64) orb.LineString {
	return simplify.DouglasPeucker(tolerance).LineString(line)
}
