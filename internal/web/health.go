package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
)

// probe answers with something that is never kept. It takes no parameters.
func (s *Server) probe(answer func() (any, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := parseParams(c.Request().URL.RawQuery)
		if err == nil {
			err = p.rest()
		}
		if err != nil {
			return err
		}
		v, err := answer()
		if err != nil {
			return err
		}
		body, err := marshal(v)
		if err != nil {
			return err
		}
		c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
		return send(c, http.StatusOK, mediaJSON, body)
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
