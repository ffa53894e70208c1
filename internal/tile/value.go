package tile

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"strings"
	"unicode/utf8"

	"retaken/internal/geo"
)

// The keys of a value: see mvt.go.
const (
	valueString = 1<<3 | 2
	valueFloat  = 2<<3 | 5
	valueDouble = 3<<3 | 1
	valueInt    = 4 << 3
	valueSint   = 6 << 3
	valueBool   = 7 << 3
)

// other is a value that is no text: its field key in the tile and its bits.
type other struct {
	key  byte
	bits uint64
}

// properties sets the tags: pairs of a key and a value, by their numbers in the layer.
func (e *encoder) properties(fields []geo.Field, values []any) error {
	e.tags = e.tags[:0]
	for i, v := range values {
		if v == nil {
			continue
		}
		value, err := e.value(v)
		if err != nil {
			return fmt.Errorf("%s %w", fields[i].Name, err)
		}
		if e.keyAt[i] < 0 {
			e.keyAt[i] = e.keyCount
			e.keyCount++
			e.keys = appendText(e.keys, layerKeys, fields[i].Name)
		}
		e.tags = binary.AppendUvarint(e.tags, uint64(e.keyAt[i]))
		e.tags = binary.AppendUvarint(e.tags, uint64(value))
	}
	return nil
}

// value is the number of a value in the layer.
func (e *encoder) value(v any) (int, error) {
	var o other
	switch v := v.(type) {
	case string:
		n, ok := e.texts[v]
		if !ok {
			n = e.valueCount
			e.texts[v] = n
			e.valueCount++
			if !utf8.ValidString(v) {
				v = strings.ToValidUTF8(v, "\uFFFD")
			}
			e.values = binary.AppendUvarint(append(e.values, layerValues), uint64(sizeOf(len(v))))
			e.values = appendText(e.values, valueString, v)
		}
		return n, nil
	case int64:
		o = other{valueInt, uint64(v)}
		if v < 0 {
			o = other{valueSint, uint64(v<<1) ^ uint64(v>>63)}
		}
	case float64:
		o = other{valueDouble, math.Float64bits(v)}
		if single := float32(v); float64(single) == v {
			o = other{valueFloat, uint64(math.Float32bits(single))}
		}
	case bool:
		o = other{valueBool, 0}
		if v {
			o.bits = 1
		}
	default:
		return 0, fmt.Errorf("is a %T: want a string, int64, float64, bool or nil", v)
	}
	n, ok := e.others[o]
	if !ok {
		n = e.valueCount
		e.others[o] = n
		e.valueCount++
		e.values = o.append(e.values)
	}
	return n, nil
}

func (o other) append(b []byte) []byte {
	switch o.key {
	case valueFloat:
		return binary.LittleEndian.AppendUint32(append(b, layerValues, 5, o.key), uint32(o.bits))
	case valueDouble:
		return binary.LittleEndian.AppendUint64(append(b, layerValues, 9, o.key), o.bits)
	}
	return binary.AppendUvarint(append(b, layerValues, byte(1+sizeOfVarint(o.bits)), o.key), o.bits)
}

func appendText(b []byte, key byte, s string) []byte {
	return append(binary.AppendUvarint(append(b, key), uint64(len(s))), s...)
}

// sizeOf is that of a field with so many bytes, its key and its length included.
func sizeOf(n int) int { return 1 + sizeOfVarint(uint64(n)) + n }

func sizeOfVarint(v uint64) int { return (bits.Len64(v|1) + 6) / 7 }
