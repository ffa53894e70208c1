package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"retaken/internal/geo"
)

// writeBoundaries gives the shapes that make.sh cut out of Natural Earth their names, which are those
// of regions.tsv, and writes them with one feature a line: the oblasts, the outline of the country, and
// the lands around it.
func writeBoundaries(from, to string) error {
	regions, err := regionsByRef(to)
	if err != nil {
		return err
	}
	for _, layer := range []struct{ in, out, prefix string }{
		{"oblasts.json", "oblasts.geojson", "iso:"},
		{"ukraine.json", "ukraine.geojson", "country:"},
		{"neighbours.json", "neighbours.geojson", "country:"},
	} {
		shapes, err := readShapes(filepath.Join(from, layer.in))
		if err != nil {
			return err
		}
		features := geojson.NewFeatureCollection()
		for _, s := range shapes {
			p, ok := regions[layer.prefix+s.iso]
			if !ok {
				return fmt.Errorf("%s: regions.tsv has no %s%s", layer.in, layer.prefix, s.iso)
			}
			f := geojson.NewFeature(s.shape)
			f.Properties = geojson.Properties{"iso": s.iso, "name": p.Name, "name_uk": p.NameUk, "name_ru": p.NameRu}
			features.Append(f)
		}
		if err := writeFeatures(filepath.Join(to, layer.out), features); err != nil {
			return err
		}
	}
	return nil
}

func regionsByRef(folder string) (map[string]geo.Place, error) {
	f, err := os.Open(filepath.Join(folder, "regions.tsv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]geo.Place{}
	for p, err := range geo.ReadPlaces("regions.tsv", f) {
		if err != nil {
			return nil, err
		}
		out[p.Ref] = p
	}
	return out, nil
}

type shape struct {
	iso   string
	shape orb.MultiPolygon
}

// readShapes reads a layer, ordered by code. A layer of one shape without properties is the country.
func readShapes(path string) ([]shape, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var layer struct {
		Features []struct {
			Properties struct{ ISO string }
			Geometry   *geojson.Geometry
		}
		Geometries []*geojson.Geometry
	}
	if err := json.Unmarshal(b, &layer); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	var out []shape
	add := func(iso string, g *geojson.Geometry) error {
		switch g := g.Geometry().(type) {
		case orb.Polygon:
			out = append(out, shape{iso, orb.MultiPolygon{g}})
		case orb.MultiPolygon:
			out = append(out, shape{iso, g})
		default:
			return fmt.Errorf("reading %s: %s is a %T: want polygons", path, iso, g)
		}
		return nil
	}
	for _, f := range layer.Features {
		if err := add(f.Properties.ISO, f.Geometry); err != nil {
			return nil, err
		}
	}
	for _, g := range layer.Geometries {
		if err := add("UA", g); err != nil {
			return nil, err
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("reading %s: %w: it has no shapes", path, fs.ErrInvalid)
	}
	for _, s := range out {
		arrange(s.shape)
	}
	slices.SortFunc(out, func(a, b shape) int { return strings.Compare(a.iso, b.iso) })
	return out, nil
}

// arrange puts the largest polygon first, and turns rings as RFC 7946 section 3.1.6 says: the outer
// ones counter-clockwise, the holes clockwise.
func arrange(polygons orb.MultiPolygon) {
	for _, p := range polygons {
		for i, ring := range p {
			if ccw := ring.Orientation() == orb.CCW; ccw != (i == 0) {
				ring.Reverse()
			}
		}
	}
	slices.SortStableFunc(polygons, func(a, b orb.Polygon) int {
		return int(planar.Area(b)*1e9) - int(planar.Area(a)*1e9)
	})
}

func writeFeatures(path string, features *geojson.FeatureCollection) error {
	var b bytes.Buffer
	b.WriteString("{\"type\":\"FeatureCollection\",\"features\":[\n")
	for i, f := range features.Features {
		if i > 0 {
			b.WriteString(",\n")
		}
		if m := f.Geometry.(orb.MultiPolygon); len(m) == 1 {
			f.Geometry = m[0]
		}
		line, err := f.MarshalJSON()
		if err != nil {
			return fmt.Errorf("writing %s: %w", path, err)
		}
		b.Write(line)
	}
	b.WriteString("\n]}\n")
	return replace(path, b.Bytes())
}
