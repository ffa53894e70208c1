package web

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/paulmach/orb/geojson"

	"retaken/internal/geo"
)

// The page of comparisons.
const aboutDiff = "The places whose state differs between two times, each with both states and the report that made the difference, " +
	"and the ground that went from one holder to another. Areas are nearest-place areas, not surveyed."

func diffTimes() []control {
	return []control{
		{Name: "from", Label: "The earlier day", Type: "date", Required: true},
		{Name: "to", Label: "The later day", Type: "date", Required: true},
	}
}

// asksOnly is a page with nothing but a form, for people who have not asked for anything yet.
func (s *Server) asksOnly(v *visit, title, about string, form *asking) *document {
	return s.page(v, "form", title, struct {
		About string
		Form  *asking
		Map   *picture
	}{about, form, s.outline().draw("Map of Ukraine", nil, nil)}, nil)
}

// groundPage is what a comparison tells of areas.
type groundPage struct {
	From, To sums
	Changes  []groundChange
	Stated   []comparedArea
	sketches []sketch
}

type groundChange struct {
	From, To, Certainty string
	Km2                 float64
}

// Holders are those of either time, in their order.
func (g *groundPage) Holders() []heldGround {
	var all []heldGround
	for _, h := range geo.Holders {
		from, before := g.From[h]
		to, after := g.To[h]
		if before || after {
			all = append(all, heldGround{holders[string(h)], from.Reported, to.Reported, from.Inferred, to.Inferred})
		}
	}
	return all
}

type heldGround struct {
	Holder                                             string
	ReportedFrom, ReportedTo, InferredFrom, InferredTo float64
}

// readGround reads what the document has of areas.
func readGround(further func() ([]byte, error)) (*groundPage, error) {
	data, err := further()
	if err != nil {
		return nil, err
	}
	var d struct {
		Areas   json.RawMessage `json:"areas"`
		From    sums            `json:"areas_from"`
		To      sums            `json:"areas_to"`
		Claimed []comparedArea  `json:"claimed_areas"`
	}
	data = append(append([]byte("{"), strings.TrimPrefix(string(data), ",")...), '}')
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fmt.Errorf("reading the areas of a comparison: %w", err)
	}
	areas, err := geojson.UnmarshalFeatureCollection(d.Areas)
	if err != nil {
		return nil, fmt.Errorf("reading the areas of a comparison: %w", err)
	}
	g := &groundPage{From: d.From, To: d.To, Stated: d.Claimed}
	for _, f := range areas.Features {
		value := func(name string) any { return f.Properties[name] }
		l := lookOf(value)
		c := groundChange{
			holders[f.Properties.MustString("from_holder", "")], holders[f.Properties.MustString("to_holder", "")],
			f.Properties.MustString("certainty", ""), f.Properties.MustFloat64("area_km2", 0),
		}
		l.words = "" // the marks of places say it
		g.Changes = append(g.Changes, c)
		g.sketches = append(g.sketches, sketch{geometry: f.Geometry, look: l, title: c.From + " → " + c.To})
	}
	return g, nil
}
