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
	)
	return encoded(struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Attribution string `json:"attribution,omitempty"`
		Links       []link `json:"links"`
	}{s.Title, description, s.Attribution, links}, links...), nil
}

// conformsTo lists the classes whose tests pass. HTML is not among them although most resources are
// offered as pages: that class wants all of them, and the landing page's links in the page of the map.
var conformsTo = []string{
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
}

func (s *Server) conformance(v *visit) (*document, error) {
	links := v.self(mediaJSON)
	if v.html() {
		return s.page(v, "conformance", "Conformance", conformsTo, links), nil
	}
	return encoded(map[string][]string{"conformsTo": slices.Clone(conformsTo)}, links...), nil
}
