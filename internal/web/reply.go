package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
)

// document is an answer that is not made yet.
type document struct {
	links  []link // repeated in the header
	header map[string]string

	// body makes the answer, in parts that follow each other. It is not called when a compressed one is
	// kept.
	body func() ([][]byte, error)

	// stamped says that the body is a JSON object without its closing brace, which is to end with the
	// time of the answer.
	stamped bool
}

// encoded is a document of a value's JSON.
func encoded(v any, links ...link) *document {
	return &document{links: links, body: func() ([][]byte, error) {
		b, err := marshal(v)
		return [][]byte{b}, err
	}}
}

// marshal encodes as json.Marshal does, but leaves & < > in addresses as they are: nothing here stands
// inside HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// reply sends a document.
func (s *Server) reply(v *visit, d *document, etag string, gzip bool) error {
	h := v.Response().Header()
	for _, l := range d.links {
		h.Add("Link", l.header())
	}
	for name, value := range d.header {
		h.Set(name, value)
	}
	if v.html() {
		setPageHeaders(h, pagePolicy)
	}
	var tail []byte
	if d.stamped {
		tail = time.Now().UTC().AppendFormat(nil, `,"timeStamp":"2006-01-02T15:04:05.000000000Z"}`)
	}
	var parts [][]byte
	var err error
	if gzip {
		h.Set(echo.HeaderContentEncoding, "gzip")
		parts, err = s.compressed(etag, d.body, tail)
	} else {
		parts, err = d.body()
		parts = append(parts, tail)
	}
	if err != nil {
		return err
	}
	h.Set("ETag", etag)
	h.Set(echo.HeaderLastModified, v.atlas.Built.Format(http.TimeFormat))
	return send(v, http.StatusOK, v.as.media, parts...)
}

// send writes a body made of parts, whose length it announces, or for HEAD only the header.
func send(c echo.Context, status int, media string, parts ...[]byte) error {
	length := 0
	for _, p := range parts {
		length += len(p)
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, media)
	h.Set(echo.HeaderContentLength, strconv.Itoa(length))
	c.Response().WriteHeader(status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	for _, p := range parts {
		if _, err := c.Response().Write(p); err != nil {
			return nil // the client is gone; the log shows how much it got
		}
	}
	return nil
}
