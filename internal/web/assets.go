package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"time"

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
	".topojson":    mediaJSON,
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// compressible tells which of them gzip makes smaller.
func compressible(media string) bool {
	return !slices.Contains([]string{"image/png", "image/x-icon", "font/woff2"}, media)
}

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
	if !slices.Contains(basemapFiles, name) && !slices.Contains(outlineFiles, name) {
		return nil, "", ""
	}
	return s.Basemap, name, askAgain
}

var (
	basemapFiles = []string{"land.topojson", "rivers.topojson", "rivers.LICENSE.txt"}   // of the map
	outlineFiles = []string{"oblasts.geojson", "ukraine.geojson", "neighbours.geojson"} // of pages and for other programs
)

// sendFile answers with a file, or with a range of it, by its content.
func (s *Server) sendFile(c echo.Context, media, caching string, data []byte) error {
	r, h := c.Request(), c.Response().Header()
	coding := liked(fileCodings, r.Header.Get(echo.HeaderAcceptEncoding))
	if !compressible(media) || r.Header.Get("Range") != "" {
		coding = nil
	}
	digest := sha256.Sum256(data)
	tag := base64.RawURLEncoding.EncodeToString(digest[:12])
	if h.Get(echo.HeaderVary) == "" {
		h.Set(echo.HeaderVary, "Accept-Encoding")
	}
	h.Set(echo.HeaderCacheControl, caching)
	if coding == nil {
		h.Set("ETag", `"`+tag+`"`)
		h.Set(echo.HeaderContentType, media)
		http.ServeContent(c.Response(), r, "", time.Time{}, bytes.NewReader(data))
		return nil
	}
	h.Set("ETag", `"`+tag+coding.tag+`"`)
	if known(r, h.Get("ETag")) {
		return c.NoContent(http.StatusNotModified)
	}
	z, ok := s.files.Get(tag + coding.tag)
	if !ok {
		var err error
		if z, err = coding.squeeze(data); err != nil {
			return err
		}
		s.files.Put(tag+coding.tag, z, len(z.data)+200)
	}
	h.Set(echo.HeaderContentEncoding, coding.name)
	return send(c, http.StatusOK, media, z.data, coding.end(z, nil))
}
