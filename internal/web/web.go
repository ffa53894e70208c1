// Package web answers HTTP: OGC API - Features 1.0 (Core, GeoJSON, OpenAPI 3.0) with the queryables of
// Part 3, the same as pages for people, a search for places, and the files of the front end.
//
// Every answer is made from one atlas.Atlas, taken once at its beginning; the store is never asked, but for
// the text of an article (Config.Article), once for each revision. A request walks through these files: web.go
// (routes), visit.go (what is asked for, and the answer that the client has already), the resource's own file
// (landing.go, features.go, …), reply.go (bytes out), problem.go (errors).
package web

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
	"retaken/internal/explain"
	"retaken/internal/geo"
	"retaken/internal/kept"
)

// Config is what a Server needs. Atlas and Log are required.
type Config struct {
	Atlas *atlas.Keeper // what is served
	Log   *slog.Logger

	Assets  fs.FS // the built front end with index.html at its root; nil or empty when it is not built
	Basemap fs.FS // land.topojson, rivers.topojson; oblasts.geojson, ukraine.geojson, neighbours.geojson. Nil for no base map

	RasterTiles RasterTiles // what the map lies on instead of land and sea; none by default

	// Search finds places by the beginning of a name, likeliest first, at most limit. Nil: no search.
	Search func(q string, limit int) []*geo.Place

	// Article explains the article of that reference as the store keeps it, without sentences when it is too long to
	// be read while somebody waits. Nil, or without sentences: pages of articles show the quotes of its reports alone.
	Article func(ctx context.Context, ref string) (explain.Article, error)

	// WholeArticles makes pages of articles show all of their text, for texts that may be published again. False: only
	// the sentences that reports rest on.
	WholeArticles bool

	// Copy makes pages of places and articles, and what the map says without scripts, fit for a static copy: addresses
	// are relative and end with .html, styles are in pages.css, and nothing leads to what only a server can answer.
	Copy bool

	// Suggest keeps a reader's suggestion for review; geo.ErrFull when it takes no more. Nil: none are taken.
	Suggest func(context.Context, geo.Suggestion) error

	Title   string // of the landing page and the API document; "" for the default
	Version string // of the program

	// Attribution is what the sources of the data ask to be shown with it; it stands on the landing page
	// and with every collection. "" for none.
	Attribution string

	// BaseURL is the public address, with scheme and any path prefix, such as
	// "https://example.org/map". When it is "" links are made from the address that the client used.
	BaseURL string

	// TrustProxy makes Forwarded and X-Forwarded-* count, for the client's address in the log and, when
	// BaseURL is "", for links. Only for a server that nobody reaches but through a proxy that sets them.
	TrustProxy bool
}

// Server answers requests. It is an http.Handler, safe for use by several goroutines.
type Server struct {
	Config
	prefix string // path of BaseURL, "" or "/map"
	echo   *echo.Echo

	answers *kept.Cache[question, *answer]
	seen    *kept.Cache[question, struct{}] // what was asked for once
	files   *kept.Cache[string, squeezed]
	week    atomic.Pointer[madeWeek]
	outline func() outline // that small maps are drawn on

	large   chan struct{} // has an entry for each large answer that is being made
	metrics *metrics
	streams atomic.Int64  // clients that listen to changes
	ending  chan struct{} // closed when the server ends
}

// New makes a server. It fails when BaseURL is not an address, or the raster tiles cannot be used.
func New(c Config) (*Server, error) {
	if c.Title == "" {
		c.Title = "Retaken"
	}
	s := &Server{
		Config: c, echo: echo.New(), ending: make(chan struct{}), large: make(chan struct{}, runtime.GOMAXPROCS(0)),
		answers: kept.New[question, *answer](keptBytes), seen: kept.New[question, struct{}](seenBytes), files: kept.New[string, squeezed](filesBytes),
	}
	if c.BaseURL != "" {
		u, err := url.Parse(c.BaseURL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, errors.New("base URL " + c.BaseURL + " is no web address: want one such as https://example.org/map")
		}
		s.BaseURL = strings.TrimRight(c.BaseURL, "/")
		s.prefix = strings.TrimRight(u.Path, "/")
	}
	if err := c.RasterTiles.check(); err != nil {
		return nil, err
	}
	s.metrics = s.newMetrics()
	s.outline = sync.OnceValue(s.readOutline)
	s.middleware()
	s.routes()
	return s, nil
}

// routes is every address that there is.
func (s *Server) routes() {
	s.read("/", s.root)
	s.read("/conformance", s.resource(s.conformance, asJSON, asHTML))
	s.read("/api", s.apiPage)
	s.read("/embed", s.embedPage)
	s.read("/collections", s.resource(s.collections, asJSON, asHTML))
	s.read("/collections/:collectionId", s.resource(s.collection, asJSON, asHTML))
	s.read("/collections/:collectionId/items", s.resource(s.items, append([]form{asPage, asHTML}, exports...)...))
	s.read("/collections/:collectionId/items/:featureId", s.resource(s.item, asGeoJSON, asHTML))
	s.read("/articles/:articleId", s.resource(s.article, asHTML, asJSON))
	s.read("/places/:placeId", s.placePage)
	if s.Copy {
		s.read("/pages.css", s.pagesStyle)
	}
	s.read("/collections/:collectionId/items/:featureId/versions", s.resource(s.versions, append([]form{asPage, asHTML}, exports...)...))
	s.read("/collections/:collectionId/queryables", s.resource(s.queryables, asSchema, asHTML))
	s.read("/collections/:collectionId/schema", s.resource(s.schema, asSchema, asHTML))
	s.read("/changes", s.resource(s.changes, asJSON, asNDJSON, asHTML))
	s.read("/changes/stream", s.changeStream)
	s.read("/export.gpkg", s.resource(s.geoPackage, asGeoPackage))
	s.read("/timeline", s.resource(s.timeline, asJSON, asHTML))
	s.read("/timeline/areas", s.resource(s.areaTimeline, asJSON, asCSV, asHTML))
	s.read("/feeds/events.atom", s.resource(s.eventFeed, asAtom))
	s.read("/diff", s.resource(s.diff, append([]form{asPage, asHTML}, exports...)...))
	s.tileRoutes()
	if s.Search != nil {
		s.read("/search", s.resource(s.search, asGeoJSON, asHTML))
	}
	s.suggestionRoutes()
	s.read("/basemap/:file", s.file(s.basemap))
	s.read("/assets/*", s.file(s.asset))
	s.read("/:file", s.file(s.rootFile))
	s.read("/healthz", s.probe(s.health))
	s.read("/readyz", s.probe(s.ready))
	s.read("/metrics", s.metricsPage())
}

// read adds a route that can only be read.
func (s *Server) read(path string, answer echo.HandlerFunc) {
	s.echo.Match([]string{http.MethodGet, http.MethodHead}, path, answer)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// Serve answers on l until ctx ends, then lets running requests end, for at most ten seconds, and
// returns nil.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug), // mostly clients that hang up
	}
	srv.RegisterOnShutdown(func() { close(s.ending) })
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := srv.Shutdown(patience); err != nil {
		srv.Close()
	}
	<-ended
	return nil
}
