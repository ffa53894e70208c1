package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
)

// probe answers with something that is never kept. It takes no parameter but f.
func (s *Server) probe(answer func() (any, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := parseParams(c.Request().URL.RawQuery)
		if err != nil {
			return err
		}
		as, err := negotiate(p, c.Request().Header.Get(echo.HeaderAccept), []form{asJSON, asHTML})
		if err == nil {
			err = p.rest()
		}
		if err != nil {
			return err
		}
		state, err := answer()
		if err != nil {
			return err
		}
		v := &visit{Context: c, params: p, atlas: s.Atlas.Atlas(), base: s.base(c.Request()), as: as}
		d, h := encoded(state), c.Response().Header()
		if v.html() {
			d = s.treePage(v, d)
			for _, p := range pageHeaders(pagePolicy) {
				h.Set(p[0], p[1])
			}
		}
		body, err := d.body(nil)
		if err != nil {
			return err
		}
		h.Set(echo.HeaderCacheControl, "no-store")
		h.Set(echo.HeaderVary, "Accept, Accept-Encoding")
		return send(c, http.StatusOK, as.media, body)
	}
}

// health says that the program runs.
func (s *Server) health() (any, error) {
	return struct {
		Status  string `json:"status"`
		Version string `json:"version"`
	}{"ok", s.Version}, nil
}

// ready says that data can be served, and of which age it is: it answers a query as any request does.
func (s *Server) ready() (any, error) {
	a := s.Atlas.Atlas()
	counts := map[string]int{}
	for _, name := range atlas.Names {
		if name == atlas.Areas || name == atlas.Borders {
			continue // made when they are asked for
		}
		c, err := a.Collection(name)
		if err != nil {
			return nil, err
		}
		page, err := c.Page(atlas.Query{Limit: 1})
		if err != nil {
			return nil, err
		}
		counts[name] = page.Matched
	}
	return struct {
		Status   string         `json:"status"`
		Revision int64          `json:"revision"`
		Updated  time.Time      `json:"updated"` // when the store came to this revision
		Checked  time.Time      `json:"checked"` // when the store last said that there is none newer
		Features map[string]int `json:"features"`
	}{"ready", a.Revision, a.Updated, s.Atlas.Checked(), counts}, nil
}
