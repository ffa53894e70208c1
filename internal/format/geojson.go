package format

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// GeoJSON writes one FeatureCollection (RFC 7946), a feature on each line. What is known of the layer stands before
// the features, as members that GeoJSON leaves to its users: name, title, description and attribution.
func GeoJSON(w io.Writer, l Layer) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"type":"FeatureCollection"`)
	for _, member := range [][2]string{{"name", l.Name}, {"title", l.Title}, {"description", l.Description}, {"attribution", l.Attribution}} {
		if member[1] != "" {
			text, _ := json.Marshal(member[1]) // a string always can be
			fmt.Fprintf(out, ",%q:%s", member[0], text)
		}
	}
	out.WriteString(`,"features":[`)
	separator := "\n"
	err := encode(l, func(feature []byte) error {
		out.WriteString(separator)
		separator = ",\n"
		_, err := out.Write(feature)
		return err
	})
	if err == nil {
		out.WriteString("\n]}\n")
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("writing GeoJSON: %w", err)
	}
	return nil
}

// GeoJSONSeq writes a GeoJSON text sequence (RFC 8142): each feature between a record separator (0x1e)
// and a line feed.
func GeoJSONSeq(w io.Writer, l Layer) error {
	out := bufio.NewWriter(w)
	err := encode(l, func(feature []byte) error {
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
func encode(l Layer, write func([]byte) error) error {
	var b []byte
	for f, err := range l.Features {
		if err != nil {
			return err
		}
		if b, err = f.AppendJSON(b[:0], l.Fields); err != nil {
			return err
		}
		if err := write(b); err != nil {
			return err
		}
	}
	return nil
}
