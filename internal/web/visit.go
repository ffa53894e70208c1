package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
)

// visit is a request that is being answered.
type visit struct {
	echo.Context
	*params
	atlas *atlas.Atlas // the same from the beginning of the answer to its end
	base  string       // public address without a slash at the end
	as    format
}

// html tells whether a page is wanted rather than data.
func (v *visit) html() bool { return v.as.media == asHTML.media }

// resource answers with a document, in one of the formats, the first of which is the default. A client
// that has the present answer already is told so before anything else is done.
func (s *Server) resource(answer func(*visit) (*document, error), formats ...format) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		v := &visit{Context: c, atlas: s.Atlas.Atlas(), base: s.base(r)}
		var err error
		if v.params, err = parseParams(r.URL.RawQuery); err != nil {
			return err
		}
		if v.as, err = negotiate(v.params, r.Header.Get(echo.HeaderAccept), formats); err != nil {
			return err
		}
		gzip := wantsGzip(r.Header.Get(echo.HeaderAcceptEncoding))

		h := c.Response().Header()
		h.Set(echo.HeaderVary, "Accept, Accept-Encoding")
		h.Set(echo.HeaderCacheControl, "public, max-age=0, must-revalidate")
		etag := s.etag(v, gzip)
		if known(r, etag) { // which only an answer to this very request can have told the client
			h.Set("ETag", etag)
			return c.NoContent(http.StatusNotModified)
		}
		d, err := answer(v)
		if err != nil {
			return err
		}
		if err := v.rest(); err != nil {
			return err
		}
		if unchanged(r, v.atlas.Built) {
			h.Set("ETag", etag)
			return c.NoContent(http.StatusNotModified)
		}
		return s.reply(v, d, etag, gzip)
	}
}

// asOf goes back to what was known at the time that the parameter as-of gives, if it does.
func (v *visit) asOf() error {
	s, ok, err := v.one("as-of")
	if err != nil || !ok {
		return err
	}
	span, ok := parseMoment(s)
	if !ok {
		return badParam("as-of", s, wantMoment)
	}
	v.atlas = v.atlas.AsOf(span.End.Add(-time.Nanosecond))
	return nil
}

// etag names the answer: the revision in words, and a digest of all else that it depends on. The time
// at which a list of features says it was made is no part of it; ranges of bytes are not served, so
// nobody can join two answers.
func (s *Server) etag(v *visit, gzip bool) string {
	b := make([]byte, 0, 256)
	b = v.atlas.Built.AppendFormat(b, time.RFC3339Nano) // a database may be replaced by one with the same revision
	for _, part := range []string{s.Version, s.Title, v.base, v.Request().URL.Path, v.Request().URL.RawQuery, v.as.media} {
		b = append(append(b, 0), part...)
	}
	b = strconv.AppendBool(append(b, 0), gzip)
	digest := sha256.Sum256(b)
	return `"` + strconv.FormatInt(v.atlas.Revision, 10) + "-" + base64.RawURLEncoding.EncodeToString(digest[:12]) + `"`
}

// known tells whether the client has the answer with that ETag (RFC 9110 13.1.2).
func known(r *http.Request, etag string) bool {
	for _, tag := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag {
			return true
		}
	}
	return false
}

// unchanged tells whether the client asks only for what is newer (RFC 9110 13.1.3). An ETag is more
// precise, so that with one the time does not count.
func unchanged(r *http.Request, modified time.Time) bool {
	if r.Header.Get("If-None-Match") != "" {
		return false
	}
	since, err := http.ParseTime(r.Header.Get(echo.HeaderIfModifiedSince))
	return err == nil && !modified.Truncate(time.Second).After(since)
}
