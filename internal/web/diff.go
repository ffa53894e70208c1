package web

import (
	"fmt"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// diff compares the states of two times: the places that differ are its features, the ground that changed
// hands and what people have said of its size are members beside them.
func (s *Server) diff(v *visit) (*document, error) {
	if v.html() && v.values.Get("from") == "" && v.values.Get("to") == "" {
		return s.asksOnly(v, "What changed between two days", aboutDiff, v.form("Compare", diffTimes()...)), nil
	}
	from, to, err := v.times()
	if err != nil {
		return nil, err
	}
	view, err := v.view(geo.DifferenceFields)
	if err != nil {
		return nil, err
	}
	query, err := v.selection(geo.DifferenceFields)
	if err != nil {
		return nil, err
	}
	if query.Time != nil {
		return nil, &problem{Status: 400, Detail: "a comparison has no datetime: from and to are its times"}
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	if v.as.export != nil {
		return s.exportSelected(v, v.atlas.Changed(from, to), query)
	}
	if v.html() {
		query.Limit = min(query.Limit, maxRows)
	}
	page, err := v.atlas.Changed(from, to).Page(query)
	if err != nil {
		return nil, err
	}
	title := "What changed from " + from.Format(time.DateOnly) + " to " + to.Format(time.DateOnly)
	further := func() ([]byte, error) { return ground(v.atlas, from, to) }
	if query.After != "" { // the first page has told
		further = nil
	}
	return s.featurePage(v, title, view, page, v.pages(page, query.Limit), further), nil
}

// times are the instants to compare: the ends of the days from and to.
func (v *visit) times() (from, to time.Time, err error) {
	for _, p := range []struct {
		name string
		into *time.Time
	}{{"from", &from}, {"to", &to}} {
		s, _, err := v.one(p.name)
		if err != nil {
			return from, to, err
		}
		span, ok := parseMoment(s)
		if !ok {
			return from, to, badParam(p.name, s, wantMoment)
		}
		*p.into = span.End.Add(-time.Nanosecond)
	}
	if to.Before(from) {
		return from, to, &problem{Status: 400, Detail: fmt.Sprintf("from is %s, after to, which is %s: the earlier time comes first", from.Format(time.DateOnly), to.Format(time.DateOnly))}
	}
	return from, to, nil
}

// sums is the ground by holder, in square kilometres.
type sums map[geo.Holder]struct {
	Reported float64 `json:"reported_km2"`
	Inferred float64 `json:"inferred_km2"`
}

// statedArea is what an article says of the size of ground that changed hands.
type statedArea struct {
	Km2       float64        `json:"area_km2"`
	Qualifier string         `json:"qualifier,omitempty"`
	By        geo.Side       `json:"by"`
	Status    geo.Status     `json:"status"`
	Date      string         `json:"date"`
	Source    string         `json:"source,omitempty"`
	Side      geo.SourceSide `json:"source_side"`
	Publisher string         `json:"publisher"`
	Title     string         `json:"title"`
	URL       string         `json:"url,omitempty"`
	Quote     string         `json:"quote"`
}

// stated are the areas that articles speak of after a time and up to another, by publication.
func stated(a *atlas.Atlas, from, to time.Time) []statedArea {
	all := []statedArea{}
	for _, g := range a.Aggregates() {
		if g.Type != geo.AreaKm2 || g.Status == geo.Denied || g.When.IsZero() || !g.When.Day.After(from) || g.When.Day.After(to) {
			continue
		}
		all = append(all, statedArea{
			Km2: g.Value, Qualifier: g.Qualifier, By: g.By, Status: g.Status, Date: g.When.Day.Format(time.DateOnly),
			Source: g.Source.Attribution, Side: g.Source.Side, Publisher: g.Source.Publisher, Title: g.Source.Title,
			URL: g.Source.URL, Quote: g.Source.Quote,
		})
	}
	return all
}

// comparedArea is a stated area beside the one that is computed.
type comparedArea struct {
	statedArea

	// Computed is the ground that went to that side between the two times, by nearest-place areas, and
	// Difference that less what is stated. The words may mean another time or place.
	Computed   float64 `json:"computed_km2"`
	Difference float64 `json:"difference_km2"`
}

// ground is the members of a comparison that tell of areas.
func ground(a *atlas.Atlas, from, to time.Time) ([]byte, error) {
	changes, err := a.AreaChanges(from, to)
	if err != nil {
		return nil, err
	}
	b := []byte(`,"areas":{"type":"FeatureCollection","features":[`)
	gained := map[geo.Holder]float64{}
	for i, c := range changes {
		if i > 0 {
			b = append(b, ',')
		}
		gained[c.After] += c.Km2
		if b, err = c.Feature(int64(i+1)).AppendJSON(b, geo.AreaChangeFields); err != nil {
			return nil, err
		}
	}
	b = append(b, "]}"...)
	for _, at := range []struct {
		name string
		time time.Time
	}{{"areas_from", from}, {"areas_to", to}} {
		areas, err := a.Areas(at.time)
		if err != nil {
			return nil, err
		}
		held := sums{}
		for _, area := range areas {
			sum := held[area.Holder]
			switch area.Certainty {
			case geo.Reported:
				sum.Reported += area.Km2
			case geo.Inferred:
				sum.Inferred += area.Km2
			default:
				continue
			}
			held[area.Holder] = sum
		}
		for h, sum := range held {
			sum.Reported, sum.Inferred = geo.RoundKm2(sum.Reported), geo.RoundKm2(sum.Inferred)
			held[h] = sum
		}
		data, err := marshal(held)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"`+at.name+`":`...), data...)
	}
	compared := []comparedArea{}
	for _, of := range stated(a, from, to) {
		computed := geo.RoundKm2(gained[geo.Holder(of.By)])
		compared = append(compared, comparedArea{of, computed, geo.RoundKm2(computed - of.Km2)})
	}
	data, err := marshal(compared)
	return append(append(b, `,"claimed_areas":`...), data...), err
}
