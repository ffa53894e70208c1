package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"retaken/internal/geo"
)

// The number of places that a search finds.
const (
	defaultFound = 10
	maxFound     = 50
)

// search finds places by the beginning of a name. What it finds may change without the atlas, so that the
// answer is known by its content.
func (s *Server) search(c echo.Context) error {
	r := c.Request()
	p, err := parseParams(r.URL.RawQuery)
	if err != nil {
		return err
	}
	if _, err := negotiate(p, "", []format{asGeoJSON}); err != nil {
		return err
	}
	q, _, err := p.one("q")
	if err != nil {
		return err
	}
	limit, err := p.limit(defaultFound, maxFound)
	if err != nil {
		return err
	}
	if err := p.rest(); err != nil {
		return err
	}
	if q == "" {
		return badParam("q", q, "the beginning of the name of a place")
	}
	found := s.Search(q, limit)
	v := visit{Context: c, params: p, base: s.base(r)}
	self := v.self(mediaGeoJSON)[0]
	links, err := marshal([]link{self})
	if err != nil {
		return err
	}
	b := append([]byte(`{"type":"FeatureCollection","numberReturned":`), strconv.Itoa(len(found))...)
	b = append(append(b, `,"links":`...), links...)
	b = append(b, `,"features":[`...)
	for i, place := range found {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = place.Feature().AppendJSON(b, geo.PlaceFields); err != nil {
			return err
		}
	}
	h := c.Response().Header()
	h.Set("Link", self.header())
	h.Set("Content-Crs", contentCRS["Content-Crs"])
	return s.sendFile(c, mediaGeoJSON, askAgain, append(b, "]}"...))
}
