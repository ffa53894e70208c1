package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// The memory for answers that are kept, plain and compressed, and for remembering what was asked.
const (
	keptBytes  = 24 << 20
	seenBytes  = 2 << 20
	filesBytes = 16 << 20
	maxKept    = 3 << 20 // a larger answer is made anew each time
)

// question is all that an answer depends on: with the same one, the answer is the same.
type question struct {
	store             string
	revision          int64
	base, path, query string
	accept            string
	coding            *coding // nil for none
}

// cost is about how many bytes it takes to remember the question.
func (q question) cost() int {
	return len(q.base) + len(q.path) + len(q.query) + len(q.accept) + 600
}

// answer is what is sent, with the header that belongs to it.
type answer struct {
	etag, modified, media string

	header []line // all that the header says, but for length and coding; shared by all that are sent it
	coding *coding
	body   squeezed // compressed by coding, or plain
	stamp  bool     // the body is to end with the time of the answer
	empty  bool     // there is nothing to send, and to say so is the answer
}

// cost is about how many bytes the answer takes.
func (a *answer) cost() int {
	n := len(a.body.data) + 300
	for _, l := range a.header {
		n += 40
		for _, v := range l.values {
			n += len(v) + 16
		}
	}
	return n
}

// line is a field of a header, its name as http.CanonicalHeaderKey has it.
type line struct {
	name   string
	values []string
}

// lines are the header of an answer with that ETag, time and caching, and those that it has beside.
func lines(etag, modified, caching string, own ...[2]string) []line {
	h := http.Header{}
	for _, f := range own {
		h.Add(f[0], f[1])
	}
	h.Set(echo.HeaderVary, "Accept, Accept-Encoding")
	h.Set(echo.HeaderCacheControl, caching)
	h.Set("ETag", etag)
	if modified != "" {
		h.Set(echo.HeaderLastModified, modified)
	}
	all := make([]line, 0, len(h))
	for name, values := range h {
		all = append(all, line{name, values})
	}
	return all
}

// keep remembers an answer: a compressed one at once, a plain one, which is made as fast as it is copied, when it is
// asked for a second time.
func (s *Server) keep(q question, a *answer) {
	if len(a.body.data) > maxKept {
		return
	}
	if a.coding == nil {
		if _, ok := s.seen.Get(q); !ok {
			s.seen.Put(q, struct{}{}, q.cost())
			return
		}
		a.body.data = append([]byte(nil), a.body.data...)
	}
	s.answers.Put(q, a, q.cost()+a.cost())
}

// send answers with a, or says that the client has it already.
func (s *Server) send(c echo.Context, a *answer) error {
	h := c.Response().Header()
	if a.head(h); known(c.Request(), a.etag) || unchanged(c.Request(), a.modified) {
		return notModified(c)
	}
	if a.empty {
		return c.NoContent(http.StatusNoContent)
	}
	var tail []byte
	if a.stamp {
		tail = time.Now().UTC().AppendFormat(make([]byte, 0, 64), `,"timeStamp":"2006-01-02T15:04:05.000000000Z"}`)
	}
	if a.coding != nil {
		h.Set(echo.HeaderContentEncoding, a.coding.name)
		tail = a.coding.end(a.body, tail)
	}
	return send(c, http.StatusOK, a.media, a.body.data, tail)
}

// head is all that the header of the answer says, but for its length and coding.
func (a *answer) head(h http.Header) {
	for _, f := range a.header {
		h[f.name] = f.values
	}
}

// notModified says that the client has the answer, without what describes it.
func notModified(c echo.Context) error {
	h := c.Response().Header()
	for _, name := range []string{echo.HeaderLastModified, "Link", "Content-Crs", "Content-Disposition"} {
		h.Del(name)
	}
	return c.NoContent(http.StatusNotModified)
}

// known tells whether the client has the answer with that ETag (RFC 9110 13.1.2).
func known(r *http.Request, etag string) bool {
	given := r.Header.Get("If-None-Match")
	if given == "" {
		return false
	}
	for tag := range strings.SplitSeq(given, ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag {
			return true
		}
	}
	return false
}

// unchanged tells whether the client asks only for what is newer (RFC 9110 13.1.3). An ETag is more
// precise, so that with one the time does not count.
func unchanged(r *http.Request, modified string) bool {
	given := r.Header.Get(echo.HeaderIfModifiedSince)
	if given == "" || r.Header.Get("If-None-Match") != "" {
		return false
	}
	since, err := http.ParseTime(given)
	if err != nil {
		return false
	}
	at, err := http.ParseTime(modified)
	return err == nil && !at.After(since)
}
