package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// visit is a request that is being answered.
type visit struct {
	echo.Context
	*params
	atlas  *atlas.Atlas // the same from the beginning of the answer to its end
	copy   bool         // the answer is for a static copy
	base   string       // public address without a slash at the end
	as     form
	coding *coding // of the answer, nil for none
}

// html tells whether a page is wanted rather than data.
func (v *visit) html() bool { return v.as.media == asHTML.media }

// resource answers with a document, in one of the forms, the first of which is the default. What is kept, and a
// client that has the present answer already, cost no more than a look.
func (s *Server) resource(make func(*visit) (*document, error), forms ...form) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		v := &visit{Context: c, atlas: s.Atlas.Atlas(), copy: s.Copy, base: s.base(r), coding: codingFor(r.Header.Get(echo.HeaderAcceptEncoding))}
		q := question{
			v.atlas.Store, v.atlas.Revision, v.base, r.URL.Path, r.URL.RawQuery, r.Header.Get(echo.HeaderAccept), v.coding,
		}
		if a, ok := s.answers.Get(q); ok {
			return s.send(c, a)
		}
		var err error
		if v.params, err = parseParams(q.query); err != nil {
			return err
		}
		if v.as, err = negotiate(v.params, q.accept, forms); err != nil {
			return err
		}
		if address, ok := v.withoutEmpty(); ok {
			return c.Redirect(http.StatusSeeOther, address)
		}
		etag := s.etag(v)
		if known(r, etag) { // which only an answer to this very request can have told the client
			h := c.Response().Header()
			h.Set(echo.HeaderVary, "Accept, Accept-Encoding")
			h.Set(echo.HeaderCacheControl, v.caching())
			h.Set("ETag", etag)
			return c.NoContent(http.StatusNotModified)
		}
		d, err := make(v)
		if err != nil {
			return err
		}
		if err := v.rest(); err != nil {
			return err
		}
		if v.html() && d.value != nil {
			d = s.treePage(v, d)
		}
		return s.reply(v, q, d, etag)
	}
}

// asOf goes back to what was known at the time that the parameter as-of gives, if it does.
func (v *visit) asOf() error {
	span, ok, err := v.momentOf("as-of")
	if err == nil && ok {
		v.atlas = v.atlas.AsOf(span.End.Add(-time.Nanosecond))
	}
	return err
}

// How long an answer may be kept without asking for it again. What was known on a day that is over changes only
// when older articles are added or read anew.
const (
	forEver  = "public, max-age=31536000, immutable" // its name says what is in it
	forDay   = "public, max-age=86400, immutable"
	askAgain = "public, max-age=0, must-revalidate"
)

func (v *visit) caching() string {
	span, ok, err := v.momentOf("as-of")
	if err == nil && ok && !span.End.After(geo.DayOf(time.Now())) {
		return forDay
	}
	return askAgain
}

// etag names the answer: the revision in words, and a digest of all else that it depends on. The time
// at which a list of features says it was made is no part of it; ranges of bytes of documents are not served, so
// nobody can join two answers.
func (s *Server) etag(v *visit) string {
	b := make([]byte, 0, 256)
	for _, part := range []string{v.atlas.Store, s.Version, strconv.FormatBool(s.WholeArticles), s.Title, v.base, v.Request().URL.Path, v.Request().URL.RawQuery, v.as.media} {
		b = append(append(b, part...), 0)
	}
	digest := sha256.Sum256(b)
	tag := strconv.FormatInt(v.atlas.Revision, 10) + "-" + base64.RawURLEncoding.EncodeToString(digest[:12])
	if v.coding != nil {
		tag += v.coding.tag
	}
	return `"` + tag + `"`
}
