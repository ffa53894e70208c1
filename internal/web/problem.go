package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// problem is an error as the client sees it (RFC 9457).
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`

	Errors []geo.FieldProblem `json:"errors,omitempty"` // field by field, of what was sent
}

// Error is what the log has of it.
func (p *problem) Error() string { return p.Detail }

// badParam says that a parameter has a value that it cannot have, and which it could.
func badParam(name, value, want string) *problem {
	return &problem{Status: http.StatusBadRequest, Detail: "parameter " + name + " is " + quoted(value) + "; it must be " + want}
}

// quoted is what a client sent, cut to a length that can be read.
func quoted(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return strconv.Quote(s)
}

// problemOf is the one table of errors.
func problemOf(err error) problem {
	var (
		known   *problem
		value   *atlas.ValueError
		cursor  *atlas.CursorError
		routing *echo.HTTPError
		p       = problem{Status: http.StatusInternalServerError, Detail: "the server could not answer; its log says why"}
	)
	switch {
	case errors.As(err, &known):
		p = *known
	case errors.As(err, &value):
		p = *badParam(value.Field.Name, value.Value, atlas.Wanted(value.Field))
	case errors.As(err, &cursor):
		p = *badParam("after", cursor.Value, "what a next link of the same question has")
	case errors.Is(err, geo.ErrNotFound):
		p.Status, p.Detail = http.StatusNotFound, err.Error()
	case errors.As(err, &routing):
		p.Status, p.Detail = routing.Code, details[routing.Code]
	}
	p.Type, p.Title = "about:blank", http.StatusText(p.Status)
	return p
}

var details = map[int]string{
	http.StatusNotFound:              "there is nothing at this address; the landing page has links to everything that is",
	http.StatusMethodNotAllowed:      "this address can only be read, with GET or HEAD",
	http.StatusRequestEntityTooLarge: "the request is too large",
}

// problem answers with an error.
func (s *Server) problem(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := problemOf(err)
	h := c.Response().Header()
	for _, name := range []string{"ETag", "Last-Modified", "Link", "Content-Encoding", "Content-Crs"} {
		h.Del(name)
	}
	h.Set(echo.HeaderCacheControl, "no-store")
	h.Set(echo.HeaderVary, "Accept, Accept-Encoding")
	if accept := c.Request().Header.Get(echo.HeaderAccept); asHTML.rank(accept).better(asJSON.rank(accept)) {
		if body, err := s.problemPage(c.Request(), p); err == nil {
			for _, p := range pageHeaders(pagePolicy) {
				h.Set(p[0], p[1])
			}
			_ = c.Blob(p.Status, asHTML.media, body)
			return
		}
	}
	body, err := json.Marshal(p)
	if err != nil {
		s.Log.Error("encoding a problem", "error", err) // cannot happen: it has only strings and a number
	}
	_ = c.Blob(p.Status, "application/problem+json", body) // an error here means that the client is gone
}
