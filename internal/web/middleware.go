package web

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// middleware is what happens around every request.
func (s *Server) middleware() {
	e := s.echo
	e.HideBanner, e.HidePort = true, true
	e.Logger.SetLevel(99) // everything goes through slog
	e.IPExtractor = echo.ExtractIPDirect()
	if s.TrustProxy {
		e.IPExtractor = echo.ExtractIPFromXFFHeader()
	}
	e.HTTPErrorHandler = s.problem
	e.Pre(s.normalise)
	e.Use(s.around)
}

// around gives a request its id, answers with the error or the panic that it ended in, counts it, and writes a line
// of log. It is one function rather than a chain of echo's, whose links are made anew for every request and take as
// long as a kept answer.
func (s *Server) around(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		id := c.Request().Header.Get(echo.HeaderXRequestID)
		if id == "" {
			id = newID()
		}
		c.Response().Header()[echo.HeaderXRequestID] = []string{id}
		err := open(c)
		if err == nil {
			err = safely(next, c)
		}
		if err != nil {
			c.Error(err)
		}
		s.told(c, id, time.Since(start), err)
		return nil
	}
}

// newID is 32 digits that hardly any other request has.
func newID() string {
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:], rand.Uint64())
	binary.LittleEndian.PutUint64(b[8:], rand.Uint64())
	return hex.EncodeToString(b[:])
}

// safely makes an error of a panic.
func safely(next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler {
				panic(p)
			}
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return next(c)
}

// normalise makes one path of the ways to write it: with and without the prefix of BaseURL (a proxy may
// have taken it off), with and without slashes at the end. A redirect would lose headers.
func (s *Server) normalise(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if id := r.Header.Get(echo.HeaderXRequestID); id != "" && (!s.TrustProxy || len(id) > 64) {
			r.Header.Del(echo.HeaderXRequestID)
		}
		path := r.URL.Path
		if s.prefix != "" {
			if rest, ok := strings.CutPrefix(path, s.prefix); ok && (rest == "" || rest[0] == '/') {
				path = rest
			}
		}
		if path == "" {
			c.Set(keyBare, true)
		}
		if !strings.HasPrefix(path, "/assets/") {
			path = strings.TrimRight(path, "/")
		}
		if path == "" {
			path = "/"
		}
		// In place, because the router looks at this very request. An encoded path would be matched by its
		// encoding.
		r.URL.Path, r.URL.RawPath = path, ""
		return next(c)
	}
}

// keyBare marks a request for the prefix of BaseURL without the slash that belongs to it.
const keyBare = "web.bare"

// What every answer says.
var (
	anyOrigin = []string{"*"}
	exposed   = []string{"Link, ETag, Content-Crs, Content-Disposition, Memento-Datetime"}
	noSniff   = []string{"nosniff"}
)

// maxBody is the largest body that a request may have; none needs one.
const maxBody = 1 << 20

// open lets pages of other sites read everything: there are no cookies and no secrets here. The answer
// is the same whoever asks, so that no cache has to tell origins apart.
func open(c echo.Context) error {
	h := c.Response().Header()
	h[echo.HeaderAccessControlAllowOrigin] = anyOrigin
	h[echo.HeaderAccessControlExposeHeaders] = exposed
	h[echo.HeaderXContentTypeOptions] = noSniff
	if c.Request().Method == http.MethodOptions {
		h.Set(echo.HeaderAccessControlAllowMethods, "GET, HEAD, OPTIONS")
		h.Set(echo.HeaderAccessControlAllowHeaders, "Accept, Content-Type, If-Modified-Since, If-None-Match, Last-Event-ID, Range, X-Requested-With")
		h.Set(echo.HeaderAccessControlMaxAge, "86400")
	}
	if c.Request().ContentLength > maxBody {
		return echo.ErrStatusRequestEntityTooLarge
	}
	return nil
}

// told counts an answer and writes its line of log.
func (s *Server) told(c echo.Context, id string, took time.Duration, err error) {
	r, answer := c.Request(), c.Response()
	method := r.Method
	if answer.Status == http.StatusMethodNotAllowed {
		method = "other"
	}
	s.metrics.observe(c.Path(), method, answer.Status, answer.Size, took)
	facts := [...]slog.Attr{
		slog.String("method", r.Method), slog.String("uri", r.RequestURI), slog.Int("status", answer.Status),
		slog.Int64("bytes", answer.Size), slog.Duration("took", took), slog.String("from", c.RealIP()), slog.String("id", id),
		slog.Any("error", err),
	}
	if answer.Status >= http.StatusInternalServerError {
		s.Log.LogAttrs(r.Context(), slog.LevelError, "request", facts[:]...)
		return
	}
	s.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", facts[:len(facts)-1]...)
}
