package format

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// flatMagic begins every FlatGeobuf file; the digit is the version.
const flatMagic = "fgb\x03fgb\x00"

// What FlatGeobuf calls the types of columns that are used here (header.fbs, ColumnType).
const (
	flatBool     = 2
	flatLong     = 7
	flatDouble   = 10
	flatString   = 11
	flatDateTime = 13
)

// flatGeometries is what FlatGeobuf calls the types of geometry (header.fbs, GeometryType); 0 is a mixture.
var flatGeometries = map[string]byte{
	"Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6, "GeometryCollection": 7,
}

// The slots of the tables of header.fbs and feature.fbs that are used here, in the order of their fields there, and how many fields
// each table has.
const (
	headerName, headerEnvelope, headerGeometryType, headerColumns, headerCount, headerNodeSize, headerCRS = 0, 1, 2, 7, 8, 9, 10
	headerTitle, headerDescription, headerMetadata, headerFields                                          = 11, 12, 13, 14

	columnName, columnType, columnTitle, columnNullable, columnUnique, columnFields = 0, 1, 2, 7, 8, 11

	crsOrg, crsCode, crsFields = 0, 1, 6

	featureGeometry, featureProperties, featureFields = 0, 1, 3

	geometryEnds, geometryXY, geometryType, geometryParts, geometryFields = 0, 1, 6, 7, 8
)

// flatEncoder makes the flatbuffers of one layer. What it returns is valid until it is used again.
type flatEncoder struct {
	layer      Layer
	types      []byte // of the layer's fields
	geometry   byte   // of all features, 0 for a mixture
	b          *flatbuffers.Builder
	properties []byte
}

func newFlatEncoder(l Layer) *flatEncoder {
	e := &flatEncoder{layer: l, geometry: flatGeometries[l.Geometry], b: flatbuffers.NewBuilder(1 << 12)}
	for _, f := range l.Fields {
		e.types = append(e.types, flatType(f.Type))
	}
	return e
}

// header is the header of a file of so many features within an envelope, behind its size.
func (e *flatEncoder) header(features int, envelope orb.Bound) []byte {
	b, l := e.b, e.layer
	b.Reset()
	columns := []flatbuffers.UOffsetT{e.column("id", "Id of the feature", flatLong, true)}
	for i, f := range l.Fields {
		columns = append(columns, e.column(f.Name, f.Title, e.types[i], false))
	}
	metadata := ""
	if l.Attribution != "" {
		text, _ := json.Marshal(map[string]string{"attribution": l.Attribution}) // strings always can be
		metadata = string(text)
	}
	texts := []struct {
		slot int
		text string
		at   flatbuffers.UOffsetT
	}{{headerName, l.Name, 0}, {headerTitle, l.Title, 0}, {headerDescription, l.Description, 0}, {headerMetadata, metadata, 0}}
	for i, t := range texts {
		if t.text != "" {
			texts[i].at = b.CreateString(t.text)
		}
	}
	columnList := b.CreateVectorOfTables(columns)
	var box flatbuffers.UOffsetT
	if envelope != nothing {
		box = e.doubles([]orb.Point{envelope.Min, envelope.Max})
	}
	org := b.CreateString("EPSG")
	b.StartObject(crsFields)
	b.PrependUOffsetTSlot(crsOrg, org, 0)
	b.PrependInt32Slot(crsCode, 4326, 0) // longitude first, as everywhere in FlatGeobuf
	crs := b.EndObject()

	b.StartObject(headerFields)
	for _, t := range texts {
		b.PrependUOffsetTSlot(t.slot, t.at, 0)
	}
	b.PrependUOffsetTSlot(headerEnvelope, box, 0)
	b.PrependByteSlot(headerGeometryType, e.geometry, 0)
	b.PrependUOffsetTSlot(headerColumns, columnList, 0)
	b.PrependUint64Slot(headerCount, uint64(features), 0)
	nodeSize := uint16(packedNodeSize)
	if features == 0 {
		nodeSize = 0 // there is no index
	}
	b.PrependUint16Slot(headerNodeSize, nodeSize, 16)
	b.PrependUOffsetTSlot(headerCRS, crs, 0)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes()
}

func (e *flatEncoder) column(name, title string, kind byte, key bool) flatbuffers.UOffsetT {
	b := e.b
	nameAt, titleAt := b.CreateString(name), flatbuffers.UOffsetT(0)
	if title != "" {
		titleAt = b.CreateString(title)
	}
	b.StartObject(columnFields)
	b.PrependUOffsetTSlot(columnName, nameAt, 0)
	b.PrependByteSlot(columnType, kind, 0)
	b.PrependUOffsetTSlot(columnTitle, titleAt, 0)
	b.PrependBoolSlot(columnNullable, !key, true)
	b.PrependBoolSlot(columnUnique, key, false)
	return b.EndObject()
}

// feature is a feature, behind its size.
func (e *flatEncoder) feature(f geo.Feature) ([]byte, error) {
	if f.Geometry != nil && e.geometry != 0 && flatGeometries[f.Geometry.GeoJSONType()] != e.geometry {
		return nil, fmt.Errorf("it is a %s in a layer of type %s", f.Geometry.GeoJSONType(), e.layer.Geometry)
	}
	p := binary.LittleEndian.AppendUint16(e.properties[:0], 0)
	p = binary.LittleEndian.AppendUint64(p, uint64(f.ID))
	for i, v := range f.Properties {
		if v == nil {
			continue
		}
		var ok bool
		p = binary.LittleEndian.AppendUint16(p, uint16(i+1))
		if p, ok = appendFlatValue(p, e.types[i], v); !ok {
			return nil, fmt.Errorf("%s is a %T in a field of type %s", e.layer.Fields[i].Name, v, e.layer.Fields[i].Type)
		}
	}
	e.properties = p

	b := e.b
	b.Reset()
	properties := b.CreateByteVector(p)
	var geometry flatbuffers.UOffsetT
	if boundOf(f.Geometry) != nothing {
		geometry = e.shape(f.Geometry, e.geometry == 0)
	}
	b.StartObject(featureFields)
	b.PrependUOffsetTSlot(featureGeometry, geometry, 0)
	b.PrependUOffsetTSlot(featureProperties, properties, 0)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes(), nil
}

// appendFlatValue appends the value of a column; false when it is none of that type.
func appendFlatValue(b []byte, kind byte, v any) ([]byte, bool) {
	switch v := v.(type) {
	case bool:
		var one byte
		if v {
			one = 1
		}
		return append(b, one), kind == flatBool
	case int64:
		return binary.LittleEndian.AppendUint64(b, uint64(v)), kind == flatLong
	case float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v)), kind == flatDouble
	case string:
		v = strings.ToValidUTF8(v, "\uFFFD")
		b = binary.LittleEndian.AppendUint32(b, uint32(len(v)))
		return append(b, v...), kind == flatString || kind == flatDateTime
	}
	return b, false
}

// shape writes a geometry, with its type when nothing else tells it.
func (e *flatEncoder) shape(g orb.Geometry, typed bool) flatbuffers.UOffsetT {
	var ends, xy, parts flatbuffers.UOffsetT
	switch g := g.(type) {
	case orb.Point:
		xy = e.doubles([]orb.Point{g})
	case orb.MultiPoint:
		xy = e.doubles(g)
	case orb.LineString:
		xy = e.doubles(g)
	case orb.MultiLineString:
		ends, xy = flatLines(e, g, 1) // GDAL wants the end also of a single line
	case orb.Polygon:
		ends, xy = flatLines(e, g, 2)
	case orb.MultiPolygon:
		parts = flatParts(e, g)
	case orb.Collection:
		parts = flatParts(e, g)
	}
	b := e.b
	b.StartObject(geometryFields)
	b.PrependUOffsetTSlot(geometryEnds, ends, 0)
	b.PrependUOffsetTSlot(geometryXY, xy, 0)
	if typed {
		b.PrependByteSlot(geometryType, flatGeometries[g.GeoJSONType()], 0)
	}
	b.PrependUOffsetTSlot(geometryParts, parts, 0)
	return b.EndObject()
}

func flatParts[G orb.Geometry](e *flatEncoder, list []G) flatbuffers.UOffsetT {
	parts := make([]flatbuffers.UOffsetT, len(list))
	for i, g := range list {
		parts[i] = e.shape(g, true)
	}
	return e.b.CreateVectorOfTables(parts)
}

// flatLines writes the positions of several lines, and where each ends if there are so many at least.
func flatLines[L ~[]orb.Point](e *flatEncoder, lines []L, atLeast int) (ends, xy flatbuffers.UOffsetT) {
	var all []orb.Point
	for _, l := range lines {
		all = append(all, l...)
	}
	if n := len(lines); n >= atLeast {
		end := len(all)
		e.b.StartVector(flatbuffers.SizeUint32, n, flatbuffers.SizeUint32)
		for i := n - 1; i >= 0; i-- { // a flatbuffer grows from its end
			e.b.PlaceUint32(uint32(end))
			end -= len(lines[i])
		}
		ends = e.b.EndVector(n)
	}
	return ends, e.doubles(all)
}

// doubles writes positions as a vector.
func (e *flatEncoder) doubles(points []orb.Point) flatbuffers.UOffsetT {
	n := 2 * len(points)
	e.b.StartVector(flatbuffers.SizeFloat64, n, flatbuffers.SizeFloat64)
	for i := len(points) - 1; i >= 0; i-- {
		e.b.PlaceFloat64(points[i][1])
		e.b.PlaceFloat64(points[i][0])
	}
	return e.b.EndVector(n)
}
