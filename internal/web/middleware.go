package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
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
	e.Use(
		middleware.RequestID(),
		s.logged(),
		middleware.RecoverWithConfig(middleware.RecoverConfig{
			DisableStackAll: true, DisableErrorHandler: true, // the error is returned, logged and answered like any other
			LogErrorFunc: func(_ echo.Context, err error, stack []byte) error {
				return fmt.Errorf("panic: %w\n%s", err, stack)
			},
		}),
		open,
		middleware.BodyLimit("1M"),
	)
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
		if c.Set(keyBare, path == ""); !strings.HasPrefix(path, "/assets/") {
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

// open lets pages of other sites read everything: there are no cookies and no secrets here. The answer
// is the same whoever asks, so that no cache has to tell origins apart.
func open(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set(echo.HeaderAccessControlAllowOrigin, "*")
		h.Set(echo.HeaderAccessControlExposeHeaders, "Link, ETag, Content-Crs, Content-Disposition, Memento-Datetime")
		h.Set(echo.HeaderXContentTypeOptions, "nosniff")
		if c.Request().Method == http.MethodOptions {
			h.Set(echo.HeaderAccessControlAllowMethods, "GET, HEAD, OPTIONS")
			h.Set(echo.HeaderAccessControlAllowHeaders, "Accept, Content-Type, If-Modified-Since, If-None-Match, Last-Event-ID, Range, X-Requested-With")
			h.Set(echo.HeaderAccessControlMaxAge, "86400")
		}
		return next(c)
	}
}

// logged writes one line for each request.
func (s *Server) logged() echo.MiddlewareFunc {
	return middleware.RequestLoggerWithConfig(middleware.RequestLoggerConfig{
		HandleError: true, LogMethod: true, LogRoutePath: true, LogURI: true, LogStatus: true, LogLatency: true,
		LogRemoteIP: true, LogRequestID: true, LogResponseSize: true, LogError: true,
		LogValuesFunc: func(c echo.Context, v middleware.RequestLoggerValues) error {
			method := v.Method
			if v.Status == http.StatusMethodNotAllowed {
				method = "other"
			}
			s.metrics.observe(v.RoutePath, method, v.Status, v.ResponseSize, v.Latency)
			level := slog.LevelInfo
			facts := []slog.Attr{
				slog.String("method", v.Method), slog.String("uri", v.URI), slog.Int("status", v.Status),
				slog.Int64("bytes", v.ResponseSize), slog.Duration("took", v.Latency),
				slog.String("from", v.RemoteIP), slog.String("id", v.RequestID),
			}
			if v.Status >= http.StatusInternalServerError {
				level = slog.LevelError
				facts = append(facts, slog.Any("error", v.Error))
			}
			s.Log.LogAttrs(c.Request().Context(), level, "request", facts...)
			return nil
		},
	})
}
