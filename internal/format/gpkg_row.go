package format

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"retaken/internal/geo"
)

// columnTypes are those of GeoPackage, table 1.
var columnTypes = map[geo.FieldType]string{
	geo.Text: "TEXT", geo.Integer: "INTEGER", geo.Number: "REAL", geo.Boolean: "BOOLEAN", geo.Day: "DATE", geo.Instant: "DATETIME",
}

// fillRow sets the row to the values of the columns of f: id, geometry, fields.
func fillRow(row []any, f geo.Feature, l Layer) (err error) {
	row[0] = f.ID
	if row[1], err = gpkgGeometry(f.Geometry, l.Geometry); err != nil {
		return fmt.Errorf("feature %d: %w", f.ID, err)
	}
	for i, field := range l.Fields {
		if row[2+i], err = gpkgValue(field, f.Properties[i]); err != nil {
			return fmt.Errorf("feature %d: %w", f.ID, err)
		}
	}
	return nil
}

// gpkgValue is a property as its column holds it.
func gpkgValue(field geo.Field, v any) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	switch field.Type {
	case geo.Day:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return nil, fmt.Errorf("%s is %q: want a day such as 2022-09-10", field.Name, s)
		}
	case geo.Instant:
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return nil, fmt.Errorf("%s is %q: want an instant such as 2022-09-10T00:00:00Z", field.Name, s)
		}
		return dateTime(t), nil
	}
	return plainText(s), nil
}

// plainText is s as UTF-8 without the byte 0, at which readers of SQLite cut a text off.
func plainText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// dateTime is a time as a DATETIME column holds it.
func dateTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// gpkgGeometry is a geometry of that GeoJSON type, "" for any, as a GeoPackage holds it (2.1.3): a header with the envelope, then
// well-known binary, all of it little-endian. It is nil for none, and for one without positions.
func gpkgGeometry(g orb.Geometry, want string) (any, error) {
	if g == nil || g.Bound().IsEmpty() {
		return nil, nil
	}
	if want != "" && g.GeoJSONType() != want {
		return nil, fmt.Errorf("its geometry is a %s: want a %s", g.GeoJSONType(), want)
	}
	const littleEndian, withEnvelope = 1, 1 << 1
	b := append(make([]byte, 0, 64), 'G', 'P', 0, littleEndian|withEnvelope)
	b = binary.LittleEndian.AppendUint32(b, 4326)
	box := g.Bound()
	for _, v := range []float64{box.Min[0], box.Max[0], box.Min[1], box.Max[1]} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("its geometry reaches to %v: want degrees", v)
		}
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	body, err := wkb.Marshal(g, binary.LittleEndian)
	return append(b, body...), err
}

// quoted is a name as SQL has it, literal a text.
func quoted(name string) string  { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
func literal(text string) string { return `'` + strings.ReplaceAll(text, `'`, `''`) + `'` }
