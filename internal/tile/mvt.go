package tile

import (
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// The keys of the fields of a tile: the number in vector_tile.proto of the Mapbox Vector Tile specification 2.1, shifted
// by three, and the wire type of protocol buffers (0 a varint, 1 eight bytes, 2 a length and so many bytes, 5 four bytes).
const (
	tileLayer = 3<<3 | 2

	layerName     = 1<<3 | 2
	layerFeatures = 2<<3 | 2
	layerKeys     = 3<<3 | 2
	layerValues   = 4<<3 | 2
	layerExtent   = 5 << 3
	layerVersion  = 15 << 3

	featureID       = 1 << 3
	featureTags     = 2<<3 | 2
	featureType     = 3 << 3
	featureGeometry = 4<<3 | 2
)

const version = 2

// The types of a feature.
const (
	points   = 1
	lines    = 2
	polygons = 3
)

// encoder is what is needed to encode one layer after the other. Its slices are used again.
type encoder struct {
	grid    grid
	scratch []orb.Point
	path    path
	tags    []byte
	weave   weave
	areas   []held

	features, keys, values []byte
	keyCount, valueCount   int
	keyAt                  []int // by field; -1 for a key that has not come yet
	texts                  map[string]int
	others                 map[other]int
}

// held is an area that is encoded when all of its layer are known.
type held struct {
	id    int64
	tags  []byte
	rings int // end of its rings in the weave
}

var encoders = sync.Pool{New: func() any { return &encoder{} }}

// kept is how many values an encoder may keep room for.
const kept = 4096

// layer appends a layer to the tile, unless nothing lies in it.
func (e *encoder) layer(tile []byte, l Layer) ([]byte, error) {
	defer e.reset()
	for range l.Fields {
		e.keyAt = append(e.keyAt, -1)
	}
	if e.texts == nil {
		e.texts, e.others = map[string]int{}, map[other]int{}
	}
	for f := range l.Features {
		if err := e.feature(l.Fields, f); err != nil {
			return nil, fmt.Errorf("feature %d: %w", f.ID, err)
		}
	}
	first := 0
	for _, a := range e.areas {
		e.path.reset()
		e.weave.polygons(first, a.rings, func(rings [][]cell) {
			for _, ring := range rings {
				e.path.ring(ring)
			}
		})
		first = a.rings
		e.put(a.id, a.tags, polygons)
	}
	if len(e.features) == 0 {
		return tile, nil
	}

	size := sizeOf(len(l.Name)) + len(e.features) + len(e.keys) + len(e.values) + 1 + sizeOfVarint(Extent) + 2
	tile = append(make([]byte, 0, len(tile)+sizeOf(size)), tile...)
	tile = binary.AppendUvarint(append(tile, tileLayer), uint64(size))
	tile = appendText(tile, layerName, l.Name)
	tile = append(tile, e.features...)
	tile = append(tile, e.keys...)
	tile = append(tile, e.values...)
	tile = binary.AppendUvarint(append(tile, layerExtent), Extent)
	return append(tile, layerVersion, version), nil
}

// reset makes ready for another layer. Room for the many values of a large tile is given back, for it would slow down every
// small one.
func (e *encoder) reset() {
	if len(e.texts)+len(e.others) > kept {
		e.texts, e.others = nil, nil
	}
	clear(e.texts)
	clear(e.others)
	e.weave.reset()
	e.areas, e.keyAt = e.areas[:0], e.keyAt[:0]
	e.features, e.keys, e.values = e.features[:0], e.keys[:0], e.values[:0]
	e.keyCount, e.valueCount = 0, 0
}

// feature takes what of a feature lies in the tile.
func (e *encoder) feature(fields []geo.Field, f geo.Feature) error {
	if len(f.Properties) != len(fields) {
		return fmt.Errorf("it has %d properties: want %d, one for every field", len(f.Properties), len(fields))
	}
	kind, err := e.shape(f.Geometry)
	if err != nil || kind == 0 {
		return err
	}
	if err := e.properties(fields, f.Properties); err != nil {
		return err
	}
	if kind == polygons {
		e.areas = append(e.areas, held{f.ID, append([]byte(nil), e.tags...), len(e.weave.rings)})
		return nil
	}
	e.put(f.ID, e.tags, kind)
	return nil
}

// shape takes points and lines into the path and areas into the weave. It returns the type of the feature, 0 when nothing of
// it lies in the tile.
func (e *encoder) shape(g orb.Geometry) (kind byte, err error) {
	e.path.reset()
	rings := len(e.weave.rings)
	switch g := g.(type) {
	case nil:
		return 0, nil
	case orb.Point:
		if err := checkPosition(g); err != nil || beyond(&e.grid.ground, g) != 0 {
			return 0, err
		}
		e.path.point(e.grid.project(g))
		return points, nil
	case orb.MultiPoint:
		err = e.multiPoint(g)
		kind = points
	case orb.LineString:
		err = e.line(g)
		kind = lines
	case orb.MultiLineString:
		for _, line := range g {
			if err = e.line(line); err != nil {
				return 0, err
			}
		}
		kind = lines
	case orb.Ring:
		err = e.polygon(orb.Polygon{g})
	case orb.Polygon:
		err = e.polygon(g)
	case orb.MultiPolygon:
		for _, polygon := range g {
			if err = e.polygon(polygon); err != nil {
				break
			}
		}
	case orb.Bound:
		err = e.polygon(g.ToPolygon())
	default:
		err = fmt.Errorf("its geometry is a %s: want points, lines or polygons", g.GeoJSONType())
	}
	switch {
	case err != nil:
		return 0, err
	case len(e.weave.rings) > rings:
		return polygons, nil
	case len(e.path.commands) == 0:
		return 0, nil
	}
	return kind, nil
}

// put appends a feature whose geometry is the path, unless that is empty.
func (e *encoder) put(id int64, tags []byte, kind byte) {
	if len(e.path.commands) == 0 {
		return
	}
	size := 2 + sizeOf(len(e.path.commands))
	if id >= 0 {
		size += 1 + sizeOfVarint(uint64(id))
	}
	if len(tags) > 0 {
		size += sizeOf(len(tags))
	}
	b := binary.AppendUvarint(append(e.features, layerFeatures), uint64(size))
	if id >= 0 {
		b = binary.AppendUvarint(append(b, featureID), uint64(id))
	}
	if len(tags) > 0 {
		b = append(binary.AppendUvarint(append(b, featureTags), uint64(len(tags))), tags...)
	}
	b = append(b, featureType, kind)
	b = binary.AppendUvarint(append(b, featureGeometry), uint64(len(e.path.commands)))
	e.features = append(b, e.path.commands...)
}
