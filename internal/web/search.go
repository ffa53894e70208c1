package web

import (
	"strconv"

	"retaken/internal/geo"
)

// The number of places that a search finds.
const (
	defaultFound = 10
	maxFound     = 50
)

// search finds places by the beginning of a name.
func (s *Server) search(v *visit) (*document, error) {
	q, err := v.filled("q", wantSearch)
	if err != nil {
		return nil, err
	}
	if q == "" && !v.html() {
		return nil, badParam("q", q, wantSearch)
	}
	limit, err := v.limit(defaultFound, maxFound)
	if err != nil {
		return nil, err
	}
	var found []*geo.Place
	if q != "" {
		found = s.Search(q, limit)
	}
	links := v.self(mediaGeoJSON)
	if v.html() {
		return s.pageOfFound(v, q, found, links), nil
	}
	return &document{links: links, header: systems[0].header(), body: func(b []byte) ([]byte, error) {
		b = strconv.AppendInt(append(b, `{"type":"FeatureCollection","numberReturned":`...), int64(len(found)), 10)
		b, err := appendJSON(append(b, `,"links":`...), links)
		b = append(b, `,"features":[`...)
		for i, place := range found {
			if i > 0 {
				b = append(b, ',')
			}
			if err == nil {
				b, err = place.Feature().AppendJSON(b, geo.PlaceFields)
			}
		}
		return append(b, "]}"...), err
	}}, nil
}

const wantSearch = "the beginning of the name of a place"
