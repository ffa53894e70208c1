package web

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/labstack/echo/v4"
)

// document is an answer that is not made yet.
type document struct {
	links  []link // repeated in the header
	value  any    // whose JSON the body is; nil when it is something else
	header [][2]string

	// body appends the answer. It is not called when one is kept.
	body func(b []byte) ([]byte, error)

	// sparse says that the body may be empty, which is then the answer: status 204.
	sparse bool

	// stream writes the answer when it is too large to be made at once, and nothing of it is kept; else nil.
	stream func(w io.Writer) error

	// large says that the body takes megabytes: only so many are made at a time.
	large bool

	// stamped says that the body is a JSON object without its closing brace, which is to end with the
	// time of the answer.
	stamped bool
}

// encoded is a document of a value's JSON.
func encoded(v any, links ...link) *document {
	return &document{links: links, value: v, body: func(b []byte) ([]byte, error) { return appendJSON(b, v) }}
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

func appendJSON(b []byte, v any) ([]byte, error) {
	data, err := marshal(v)
	return append(b, data...), err
}

// buffers are for bodies that are sent and not kept.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// maxBuffer bounds what such a buffer holds on to.
const maxBuffer = 2 << 20

// reply makes an answer of a document, sends it, and keeps it for the same question.
func (s *Server) reply(v *visit, q question, d *document, etag string) error {
	a := &answer{
		etag: etag, modified: v.atlas.Updated.Format(http.TimeFormat), media: v.as.media, coding: v.coding, stamp: d.stamped,
	}
	own := slices.Clip(d.header)
	for _, l := range d.links {
		own = append(own, [2]string{"Link", l.header()})
	}
	if v.html() {
		own = append(own, pageHeaders(s.pagePolicy())...)
	}
	a.header = lines(etag, a.modified, v.caching(), own...)
	if d.stream != nil {
		return s.stream(v, d, a)
	}
	buffer := buffers.Get().(*[]byte)
	body, err := s.body(d, a, (*buffer)[:0])
	if cap(body) <= maxBuffer {
		*buffer = body
		defer buffers.Put(buffer)
	}
	if err != nil {
		return err
	}
	err = s.send(v, a)
	s.keep(q, a)
	return err
}

// body makes the body of an answer in the memory of b, which it gives back.
func (s *Server) body(d *document, a *answer, b []byte) (_ []byte, err error) {
	if d.large {
		s.large <- struct{}{}
		defer func() { <-s.large }()
	}
	if b, err = d.body(b); err != nil {
		return b, err
	}
	a.body.data = b
	if d.sparse && len(b) == 0 {
		a.empty, a.coding = true, nil
	}
	if a.coding != nil {
		a.body, err = a.coding.squeeze(b)
	}
	return b, err
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
		if len(p) == 0 {
			continue
		}
		if _, err := c.Response().Write(p); err != nil {
			return nil // the client is gone; the log shows how much it got
		}
	}
	return nil
}
