package web

import (
	"slices"

	"github.com/labstack/echo/v4"
)

const description = "Who held which place of Ukraine, when, and according to whom: changes of control as news " +
	"reports tell of them, each with the words it rests on, and the state of every place that follows from them. " +
	"Coordinates are longitude and latitude (WGS 84), times are UTC."

// root is the landing page for tools and the map for browsers.
func (s *Server) root(c echo.Context) error {
	p, err := parseParams(c.Request().URL.RawQuery)
	if err != nil {
		return err
	}
	as, err := negotiate(p, c.Request().Header.Get(echo.HeaderAccept), []form{asJSON, asHTML})
	if err != nil {
		return err
	}
	if as.media == asHTML.media {
		return s.frontPage(c)
	}
	return s.resource(s.landing, asJSON, asHTML)(c)
}

// landing is where every client begins: links to all else.
func (s *Server) landing(v *visit) (*document, error) {
	links := append(v.self(mediaJSON),
		link{v.href("/api"), "service-desc", mediaOpenAPI, "Description of this interface (OpenAPI)"},
		link{v.href("/api?f=html"), "service-doc", mediaHTML, "Description of this interface"},
		link{v.href("/conformance"), "conformance", mediaJSON, "What this interface conforms to"},
		link{v.href("/collections"), "data", mediaJSON, "The collections of features"},
		link{v.href("/tiles"), tilesetsRel, mediaJSON, "The map as vector tiles"},
		link{v.href("/timeline/areas"), "related", mediaJSON, "Ground by holder through time, in square kilometres"},
		link{v.href("/tileMatrixSets"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", mediaJSON, "How tiles lie"},
	)
	return encoded(struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Attribution string `json:"attribution,omitempty"`
		Links       []link `json:"links"`
	}{s.Title, description, s.Attribution, links}, links...), nil
}

// conformsTo lists the classes whose tests pass.
var conformsTo = []string{
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
	"http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
	"http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
	"http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/property-property",
	"http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/datetime",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
	"http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
	"http://www.opengis.net/spec/tms/2.0/conf/tilematrixsetlimits",
	"http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixsetlimits",
	"http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata",
	"http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata",
}

func (s *Server) conformance(v *visit) (*document, error) {
	links := v.self(mediaJSON)
	if v.html() {
		return s.page(v, "conformance", "Conformance", conformsTo, links), nil
	}
	return encoded(map[string][]string{"conformsTo": slices.Clone(conformsTo)}, links...), nil
}
