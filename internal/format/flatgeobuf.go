package format

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"retaken/internal/geo"
)

// FlatGeobuf writes a FlatGeobuf file, version 3 (flatgeobuf.org), with an index by which clients fetch only what lies in
// a box. Its features are in the order of a Hilbert curve, not in that of the layer. They have no id of their own there,
// so that the first column is the id. Days and instants are date-times; a feature without geometry is found
// by no box.
//
// The index comes first and needs all features, which wait in memory or, beyond 8 MB, in a temporary file.
func FlatGeobuf(w io.Writer, l Layer) error {
	if err := writeFlatGeobuf(w, l); err != nil {
		return fmt.Errorf("writing FlatGeobuf: %w", err)
	}
	return nil
}

func writeFlatGeobuf(w io.Writer, l Layer) (err error) {
	var encoded spool
	defer func() { err = errors.Join(err, encoded.Close()) }()
	enc := newFlatEncoder(l)
	var items []packedItem
	all := nothing
	for f, err := range l.Features {
		if err != nil {
			return err
		}
		f.Geometry = rounded(f.Geometry)
		b, err := enc.feature(f)
		if err != nil {
			return fmt.Errorf("feature %d: %w", f.ID, err)
		}
		it := packedItem{boundOf(f.Geometry), encoded.size, int64(len(b))}
		if _, err := encoded.Write(b); err != nil {
			return err
		}
		items, all = append(items, it), union(all, it.bound)
	}
	features, err := encoded.reader()
	if err != nil {
		return err
	}
	sortByHilbert(items, all)

	out := bufio.NewWriterSize(w, 1<<16)
	out.WriteString(flatMagic)
	out.Write(enc.header(len(items), all))
	if len(items) > 0 {
		out.Write(appendPackedTree(nil, items))
	}
	var b []byte
	for _, it := range items {
		b = append(b[:0], make([]byte, it.size)...)
		if _, err := features.ReadAt(b, it.offset); err != nil {
			return err
		}
		if _, err := out.Write(b); err != nil {
			return err
		}
	}
	return out.Flush()
}

// flatType is the type of the column for a field of that type.
func flatType(t geo.FieldType) byte {
	switch t {
	case geo.Integer:
		return flatLong
	case geo.Number:
		return flatDouble
	case geo.Boolean:
		return flatBool
	case geo.Day, geo.Instant:
		return flatDateTime
	}
	return flatString
}
