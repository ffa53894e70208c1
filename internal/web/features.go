package web

import (
	"fmt"
	"strconv"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// contentCRS says that coordinates are longitude and latitude on WGS 84.
var contentCRS = map[string]string{"Content-Crs": "<" + crs84 + ">"}

// maxRows is the number of features on a page for people, which takes a hundred times the work.
const maxRows = 1000

// items is a page of the features of a collection.
func (s *Server) items(v *visit) (*document, error) {
	about, collection, err := v.named()
	if err != nil {
		return nil, err
	}
	query, err := v.selection(collection.Fields)
	if err != nil {
		return nil, err
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	if collection, err = v.atlas.At(about.id, query.Time); err != nil {
		return nil, err
	}
	if v.html() {
		query.Limit = min(query.Limit, maxRows)
	}
	page, err := collection.Page(query)
	if err != nil {
		return nil, err
	}
	links := append(v.pages(page, query.Limit), link{v.href("/collections/" + about.id), "collection", mediaJSON, about.title})
	return s.featurePage(v, about.title, collection.Fields, page, links, nil), nil
}

// pages is the links of a page of features to itself and the next.
func (v *visit) pages(page atlas.Page, limit int) []link {
	links := v.self(mediaGeoJSON)
	if page.Next != 0 {
		// With its limit written out, so that a client that wants larger pages has only to change it.
		links = append(links, link{
			v.address("after", strconv.FormatInt(page.Next, 10), "limit", strconv.Itoa(limit)),
			"next", links[0].Type, "The next page",
		})
	}
	return links
}

// featurePage is a page of features as GeoJSON, with further members that a function makes, or for people.
func (s *Server) featurePage(v *visit, title string, fields []geo.Field, page atlas.Page, links []link, further func() ([]byte, error)) *document {
	if v.html() {
		d := s.page(v, "items", title, itemsPage{fields, page, v.href(v.Request().URL.Path)}, links)
		d.header = contentCRS
		return d
	}
	return &document{links: links, header: contentCRS, stamped: true, body: func() ([][]byte, error) {
		l, err := marshal(links)
		if err != nil {
			return nil, err
		}
		b := append([]byte(`{"type":"FeatureCollection","numberMatched":`), strconv.Itoa(page.Matched)...)
		b = append(append(b, `,"numberReturned":`...), strconv.Itoa(page.Len())...)
		b = append(append(b, `,"links":`...), l...)
		if further != nil {
			more, err := further()
			if err != nil {
				return nil, err
			}
			b = append(b, more...)
		}
		return [][]byte{append(b, `,"features":[`...), page.JSON(), {']'}}, nil
	}}
}

// item is one feature, in the state of the time asked for. An id that is no number is one that no feature has.
func (s *Server) item(v *visit) (*document, error) {
	about, _, err := v.named()
	if err != nil {
		return nil, err
	}
	given := v.Param("featureId")
	when, err := v.datetime()
	if err != nil {
		return nil, err
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	collection, err := v.atlas.At(about.id, when)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(given, 10, 64)
	feature, data, ok := collection.Item(id, when)
	if err != nil || !ok || strconv.FormatInt(id, 10) != given {
		return nil, fmt.Errorf("feature %s of collection %s: %w", quoted(given), about.id, geo.ErrNotFound)
	}
	links := append(v.self(mediaGeoJSON), link{v.href("/collections/" + about.id), "collection", mediaJSON, about.title})
	if v.html() {
		d := s.page(v, "item", about.title+" "+given, itemPage{collection.Fields, feature}, links)
		d.header = contentCRS
		return d, nil
	}
	return &document{links: links, header: contentCRS, body: func() ([][]byte, error) {
		l, err := marshal(links)
		return [][]byte{data[:len(data)-1], []byte(`,"links":`), l, {'}'}}, err
	}}, nil
}
