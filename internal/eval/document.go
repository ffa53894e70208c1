// Package eval compares what was read out of articles with what people say stands in them.
//
// The labels and the way of counting are those of a published set of labelled documents; every figure is the same as that
// of its scorer. Places are compared by their span and position, events by place and side first, and then by kind, status
// and date.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// Document is a labelled article. Offsets are bytes of Text.
type Document struct {
	ID, Lang, Published, Style, Title, Text string
	Traps                                   []string // the difficulties in it
	Places                                  []Place
	Events                                  []Event
	Aggregates                              []Aggregate
}

// Place is a place name in the text.
type Place struct {
	Start, End int
	Kind       string // settlement, region, river, …
	Lat, Lon   float64
	Radius     float64 `json:"radius_km"` // extent of the place, which counts as no distance
	Optional   bool    // neither right nor wrong
}

// Event is a change of control that the text tells of.
type Event struct {
	Place                string
	Lat, Lon             float64
	Radius               float64 `json:"radius_km"`
	PlaceKind            string  `json:"place_kind"`
	Kind                 geo.Kind
	By                   geo.Side
	Date                 *string // YYYY-MM-DD, nil where the text says nothing
	DateBasis            string  `json:"date_basis"`
	Status               geo.Status
	Background, Optional bool
}

// Aggregate is a claim of ground or of a number of places.
type Aggregate struct {
	Type     geo.AggregateType
	Value    float64
	By       geo.Side
	Place    *string
	Lat, Lon float64
}

// Read reads documents, one JSON object a line. The name stands in errors.
func Read(name string, r io.Reader) ([]Document, error) {
	const longest = 4 << 20 // bytes
	var out []Document
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longest)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var d Document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s:%d: want a labelled document as a JSON object: %w", name, n, err)
		}
		if err := d.check(); err != nil {
			return nil, fmt.Errorf("%s:%d: document %q: %w", name, n, d.ID, err)
		}
		out = append(out, d)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return out, nil
}

func (d Document) check() error {
	switch {
	case d.ID == "":
		return fmt.Errorf("it has no id; want one")
	case d.Text == "":
		return fmt.Errorf("it has no text; want the whole article")
	}
	if _, err := news.ParseTime(d.Published); err != nil {
		return fmt.Errorf("published: %w", err)
	}
	for _, p := range d.Places {
		if p.Start < 0 || p.End <= p.Start || p.End > len(d.Text) {
			return fmt.Errorf("a place is said to stand at bytes %d to %d of a text of %d", p.Start, p.End, len(d.Text))
		}
	}
	return nil
}

// Article is the document without its labels.
func (d Document) Article() news.Article {
	published, _ := news.ParseTime(d.Published) // checked by Read
	return news.Article{Ref: d.ID, Lang: d.Lang, Title: d.Title, Text: d.Text, Published: published}
}

func (d Document) day() time.Time {
	published, _ := news.ParseTime(d.Published)
	return geo.DayOf(published)
}
