// Package format writes features in the formats that other programs read.
//
// Every writer takes the fields of the features' collection and a sequence, and holds one feature at a
// time. A sequence may end in an error: it is returned, and what was written until then is not whole.
package format

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"retaken/internal/geo"
)

// GeoJSON writes one FeatureCollection (RFC 7946), a feature on each line.
func GeoJSON(w io.Writer, fields []geo.Field, features iter.Seq2[geo.Feature, error]) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"type":"FeatureCollection","features":[`)
	first := true
	err := encode(features, fields, func(feature []byte) error {
		if !first {
			out.WriteByte(',')
		}
		first = false
		out.WriteByte('\n')
		_, err := out.Write(feature)
		return err
	})
	if err != nil {
		return fmt.Errorf("writing GeoJSON: %w", err)
	}
	out.WriteString("\n]}\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing GeoJSON: %w", err)
	}
	return nil
}

// GeoJSONSeq writes a GeoJSON text sequence (RFC 8142): each feature between a record separator (0x1e)
// and a line feed.
func GeoJSONSeq(w io.Writer, fields []geo.Field, features iter.Seq2[geo.Feature, error]) error {
	out := bufio.NewWriter(w)
	err := encode(features, fields, func(feature []byte) error {
		out.WriteByte(0x1e)
		out.Write(feature)
		return out.WriteByte('\n')
	})
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("writing a GeoJSON sequence: %w", err)
	}
	return nil
}

// encode hands each feature, encoded, to write, which must not keep it.
func encode(features iter.Seq2[geo.Feature, error], fields []geo.Field, write func([]byte) error) error {
	var b []byte
	for f, err := range features {
		if err != nil {
			return err
		}
		if b, err = f.AppendJSON(b[:0], fields); err != nil {
			return err
		}
		if err := write(b); err != nil {
			return err
		}
	}
	return nil
}
