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

// exportSelected is all features that are asked for, without pages unless limit is given, as a file.
func (s *Server) exportSelected(v *visit, c *atlas.Collection, q atlas.Query) (*document, error) {
	var err error
	if q.Limit, err = v.limit(0, 1<<40); err != nil {
		return nil, err
	}
	page, err := c.Page(q)
	if err != nil {
		return nil, err
	}
	return s.export(v, c, page, fileName(c.Name, q.Time, v.atlas.KnownBy))
}

// export is the features of a page as a file of that name.
func (s *Server) export(v *visit, c *atlas.Collection, page atlas.Page, name string) (*document, error) {
	columns, err := v.columns(c.Fields)
	if err != nil {
		return nil, err
	}
	f := v.as.export
	return v.file(name+f.Extension, func(w io.Writer) error { return f.Write(w, s.layer(c, page, columns)) }), nil
}

// layer is the features of a page of a collection.
func (s *Server) layer(c *atlas.Collection, page atlas.Page, w view) format.Layer {
	return format.Layer{
		Name: c.Name, Title: c.Title, Description: c.Description, Attribution: s.Attribution, Geometry: c.Geometry, Fields: w.fields,
		Features: func(yield func(geo.Feature, error) bool) {
			for r := range page.Rows() {
				if !yield(w.feature(r), nil) {
					return
				}
			}
		},
	}
}

// file is a document to be saved under that name.
func (v *visit) file(name string, write func(io.Writer) error) *document {
	return &document{
		header: append(systems[0].header(), [2]string{"Content-Disposition", `attachment; filename="` + name + `"`}),
		stream: write,
	}
}

// asGeoPackage is the form of all collections in one file.
var asGeoPackage = func() form {
	f, _ := format.ByName("gpkg")
	return form{names: []string{f.Name}, media: f.Media}
}()

// geoPackage is all collections, each a layer with its style: as they are at the time asked for, in the box asked for.
func (s *Server) geoPackage(v *visit) (*document, error) {
	if err := v.asOf(); err != nil {
		return nil, err
	}
	var q atlas.Query
	var err error
	if q.Time, err = v.datetime(); err != nil {
		return nil, err
	}
	if q.BBox, err = v.box(); err != nil {
		return nil, err
	}
	var layers []format.Layer
	for _, name := range atlas.Names {
		c, err := v.atlas.At(name, q.Time)
		if err != nil {
			return nil, err
		}
		page, err := c.Page(q)
		if err != nil {
			return nil, err
		}
		layers = append(layers, s.layer(c, page, view{fields: c.Fields, crs: systems[0]}))
	}
	return v.file(fileName("retaken", q.Time, v.atlas.KnownBy)+".gpkg", func(w io.Writer) error { return format.GeoPackage(w, layers...) }), nil
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
