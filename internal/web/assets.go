package web

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"

	"github.com/labstack/echo/v4"
)

// mediaTypes is by extension what files of the front end are. The system's own table differs from
// machine to machine.
var mediaTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".geojson":     mediaGeoJSON,
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        mediaJSON,
	".map":         mediaJSON,
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// compressible tells which of them gzip makes smaller.
func compressible(media string) bool {
	return !slices.Contains([]string{"image/png", "image/x-icon", "font/woff2"}, media)
}

// How long a file may be kept without asking for it again.
const (
	forEver    = "public, max-age=31536000, immutable" // its name says what is in it
	askAgain   = "public, max-age=0, must-revalidate"
	indexFile  = "index.html"
	noFrontEnd = "The front end is not built yet. Run “make web” and start the program again."
)

// file answers with a file that find finds for the route's parameter.
func (s *Server) file(find func(name string) (files fs.FS, file, caching string)) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := parseParams(c.Request().URL.RawQuery)
		if err == nil {
			err = p.rest()
		}
		if err != nil {
			return err
		}
		files, name, caching := find(c.Param(c.ParamNames()[0]))
		media, known := mediaTypes[path.Ext(name)]
		if files == nil || !known || !fs.ValidPath(name) {
			return echo.ErrNotFound
		}
		data, err := fs.ReadFile(files, name)
		if errors.Is(err, fs.ErrNotExist) {
			return echo.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		return s.sendFile(c, media, caching, data)
	}
}

// asset is a file whose name changes when its content does.
func (s *Server) asset(name string) (fs.FS, string, string) {
	return s.Assets, "assets/" + name, forEver
}

// rootFile is a file such as favicon.svg.
func (s *Server) rootFile(name string) (fs.FS, string, string) { return s.Assets, name, askAgain }

// basemap is one of the files that the map is drawn on.
func (s *Server) basemap(name string) (fs.FS, string, string) {
	if !slices.Contains(basemapFiles, name) {
		return nil, "", ""
	}
	return s.Basemap, name, askAgain
}

var basemapFiles = []string{"oblasts.geojson", "ukraine.geojson", "neighbours.geojson"}

// sendFile answers with a whole file, by its content.
func (s *Server) sendFile(c echo.Context, media, caching string, data []byte) error {
	r, h := c.Request(), c.Response().Header()
	gzip := compressible(media) && wantsGzip(r.Header.Get(echo.HeaderAcceptEncoding))
	etag := contentTag(data, gzip)
	if h.Get(echo.HeaderVary) == "" {
		h.Set(echo.HeaderVary, "Accept-Encoding")
	}
	h.Set(echo.HeaderCacheControl, caching)
	h.Set("ETag", etag)
	if known(r, etag) {
		return c.NoContent(http.StatusNotModified)
	}
	if !gzip {
		return send(c, http.StatusOK, media, data)
	}
	h.Set(echo.HeaderContentEncoding, "gzip")
	parts, err := s.compressed(etag, func() ([][]byte, error) { return [][]byte{data}, nil }, nil)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, media, parts...)
}

func contentTag(data []byte, gzip bool) string {
	digest := sha256.Sum256(data)
	tag := base64.RawURLEncoding.EncodeToString(digest[:12])
	if gzip {
		tag += "-gz"
	}
	return `"` + tag + `"`
}

// mapPolicy lets the page of the map have what this server sends and nothing else.
const mapPolicy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; " +
	"form-action 'none'; frame-ancestors 'self'"

// frontPage is the map. It may be linked to with whatever other sites add to addresses, so that unknown
// parameters do no harm. Its own addresses are relative to the root, which therefore has to end with a
// slash.
func (s *Server) frontPage(c echo.Context) error {
	r := c.Request()
	if bare, _ := c.Get(keyBare).(bool); bare && s.prefix != "" {
		query := ""
		if r.URL.RawQuery != "" {
			query = "?" + r.URL.RawQuery
		}
		return c.Redirect(http.StatusPermanentRedirect, s.base(r)+"/"+query)
	}
	data, err := []byte(nil), fs.ErrNotExist
	if s.Assets != nil {
		data, err = fs.ReadFile(s.Assets, indexFile)
	}
	policy := mapPolicy
	if errors.Is(err, fs.ErrNotExist) {
		policy = pagePolicy
		data, err = render(page{Name: "words", Site: s.Title, Base: s.base(r), Title: s.Title, Data: noFrontEnd})
	}
	if err != nil {
		return fmt.Errorf("reading the page of the map: %w", err)
	}
	setPageHeaders(c.Response().Header(), policy)
	c.Response().Header().Set(echo.HeaderVary, "Accept, Accept-Encoding")
	return s.sendFile(c, asHTML.media, askAgain, data)
}
