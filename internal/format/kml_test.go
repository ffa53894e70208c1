package format_test

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/format"
	"retaken/internal/geo"
)

// TestHostileKML: no text becomes an element of the document, nor HTML of a balloon.
func TestHostileKML(t *testing.T) {
	hostile := "</name><Placemark/><script>alert(1)</script>]]>&lt;img src=x&gt;$[name]\x00\x1b"
	l := layer([]geo.Feature{feature(1, orb.Point{30, 50}, hostile, nil, nil, nil, hostile, nil)}, nil)
	l.Title, l.Description, l.Attribution = hostile, hostile, hostile
	var b bytes.Buffer
	if err := format.KML(&b, l); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Document struct {
			Name        string `xml:"name"`
			Description string `xml:"description"`
			Placemark   []struct {
				Name        string   `xml:"name"`
				Description string   `xml:"description"`
				Data        []string `xml:"ExtendedData>SchemaData>SimpleData"`
			}
		}
	}
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatalf("%v in %s", err, &b)
	}
	kept := strings.NewReplacer("\x00", "\uFFFD", "\x1b", "\uFFFD").Replace(hostile)
	if doc.Document.Name != kept || len(doc.Document.Placemark) != 1 {
		t.Fatalf("read as %+v", doc)
	}
	p := doc.Document.Placemark[0]
	if p.Name != kept || !slices.Contains(p.Data, kept) {
		t.Errorf("placemark is %+v, want %q", p, kept)
	}
	for _, html := range []string{doc.Document.Description, p.Description} {
		own := strings.NewReplacer("<b>", "", "</b>", "", "<br/>", "").Replace(html)
		if strings.ContainsAny(own, "<>") || strings.Contains(own, "$[") || !strings.Contains(own, "&amp;lt;img") {
			t.Errorf("description is not plain: %q", html)
		}
	}
}

// TestKMLStateAndTime: each state has its style, which the document has, and each time its element.
func TestKMLStateAndTime(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2022, 9, d, 0, 0, 0, 0, time.UTC) }
	l := format.Layer{Name: "control", Geometry: "Point", Fields: []geo.Field{{Name: "holder", Type: geo.Text}, {Name: "claim_by", Type: geo.Text}}}
	for _, c := range []struct {
		holder, claim any
		time          geo.Interval
		style, want   string
	}{
		{"UA", nil, geo.Interval{Start: day(1), End: day(2)}, "held", "<TimeSpan><begin>2022-09-01T00:00:00Z</begin><end>2022-09-02T00:00:00Z</end></TimeSpan>"},
		{"RU", "UA", geo.Interval{Start: day(1)}, "occupied-claimed-held", "<TimeSpan><begin>2022-09-01T00:00:00Z</begin></TimeSpan>"},
		{"contested", "RU", geo.Interval{End: day(3)}, "contested-claimed-occupied", "<TimeSpan><end>2022-09-03T00:00:00Z</end></TimeSpan>"},
		{"unknown", nil, geo.Interval{Start: day(1), End: day(1).Add(1)}, "unknown", "<TimeStamp><when>2022-09-01T00:00:00Z</when></TimeStamp>"},
		{nil, nil, geo.Interval{}, "unknown", "</description><styleUrl>"},
	} {
		l.Features = seq([]geo.Feature{{ID: 1, Geometry: orb.Point{30, 50}, Time: c.time, Properties: []any{c.holder, c.claim}}}, nil)
		var b bytes.Buffer
		if err := format.KML(&b, l); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{c.want, "<styleUrl>#" + c.style + "</styleUrl>", `<Style id="` + c.style + `">`} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%v claimed by %v: no %s in %s", c.holder, c.claim, want, &b)
			}
		}
	}
}
