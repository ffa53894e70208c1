package web

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
	"retaken/internal/format"
	"retaken/internal/geo"
)

// exports is the links to all that the request selects, in every format of whole collections.
func (v *visit) exports() (links []link) {
	for _, f := range format.Formats {
		media, _, _ := strings.Cut(f.Media, ";")
		links = append(links, link{v.address("f", f.Name, "limit", "", "after", "", "offset", "", "crs", ""), "alternate", media, "All of it as " + f.Title})
	}
	return links
}

// export is all features that are asked for, without pages unless limit is given, as a file.
func (s *Server) export(v *visit, c *atlas.Collection, q atlas.Query) (*document, error) {
	limit, err := v.limit(0, 1<<40)
	if err != nil {
		return nil, err
	}
	q.Limit = limit
	w, err := v.columns(c.Fields)
	if err != nil {
		return nil, err
	}
	page, err := c.Page(q)
	if err != nil {
		return nil, err
	}
	layer := format.Layer{
		Name: c.Name, Title: c.Title, Description: c.Description, Attribution: s.Attribution, Geometry: c.Geometry, Fields: w.fields,
		Features: func(yield func(geo.Feature, error) bool) {
			for r := range page.Rows() {
				if !yield(w.feature(r), nil) {
					return
				}
			}
		},
	}
	f := v.as.export
	return &document{
		links:  v.self(mediaGeoJSON)[:1],
		header: append(systems[0].header(), [2]string{"Content-Disposition", `attachment; filename="` + fileName(c.Name, q.Time, v.atlas.KnownBy) + f.Extension + `"`}),
		stream: func(w io.Writer) error { return f.Write(w, layer) },
	}, nil
}

// fileName is the name of a file of a collection at a time, as it was known at another, without its extension.
func fileName(collection string, at *geo.Interval, knownBy time.Time) string {
	day := func(t time.Time) string {
		if t.IsZero() {
			return "open"
		}
		return t.Format(time.DateOnly)
	}
	name := collection
	if at != nil {
		end := at.End
		if !end.IsZero() {
			end = end.Add(-time.Nanosecond)
		}
		if name += "-" + day(at.Start); day(end) != day(at.Start) {
			name += "-to-" + day(end)
		}
	}
	if !knownBy.IsZero() {
		name += "-as-of-" + day(knownBy)
	}
	return name
}

// stream sends an answer as it is made. Its length is not known, and once it has begun nothing but the end of the
// connection can tell that it failed.
func (s *Server) stream(v *visit, d *document, a *answer) error {
	h := v.Response().Header()
	a.head(h)
	if v.coding != nil {
		h.Set(echo.HeaderContentEncoding, v.coding.name)
	}
	h.Set(echo.HeaderContentType, a.media)
	if v.Request().Method == http.MethodHead {
		return v.NoContent(http.StatusOK)
	}
	out := &patient{w: v.Response(), control: http.NewResponseController(v.Response().Writer)}
	var w io.Writer = out
	finish := func() error { return nil }
	if v.coding != nil {
		z := v.coding.stream(out)
		w, finish = z, z.Close
	}
	err := d.stream(w)
	if err == nil {
		err = finish()
	}
	switch {
	case err == nil, out.gone:
		return nil
	case !v.Response().Committed:
		return err
	}
	s.Log.Error("streaming an answer", "error", fmt.Errorf("%s: %w", v.Request().URL.Path, err))
	panic(http.ErrAbortHandler)
}

// patient lets a client take as long as it likes, as long as it takes something every minute.
type patient struct {
	w       io.Writer
	control *http.ResponseController
	gone    bool // the client is
}

func (p *patient) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(time.Minute)) // what is no connection has none
	n, err := p.w.Write(b)
	p.gone = p.gone || err != nil
	return n, err
}
