package web

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// largePage is the number of features from which on a page takes megabytes.
const largePage = 2000

// maxRows is the number of features on a page for people, which takes a hundred times the work.
const maxRows = 1000

// items is a page of the features of a collection.
func (s *Server) items(v *visit) (*document, error) {
	collection, query, err := v.selected()
	if err != nil {
		return nil, err
	}
	if v.as.export != nil {
		return s.exportSelected(v, collection, query)
	}
	view, err := v.view(collection.Fields)
	if err != nil {
		return nil, err
	}
	if v.html() {
		query.Limit = min(query.Limit, maxRows)
	}
	page, err := collection.Page(query)
	if err != nil {
		return nil, err
	}
	links := append(v.pages(page, query.Limit), link{v.href("/collections/" + collection.Name), "collection", mediaJSON, collection.Title})
	return s.featurePage(v, collection.Title, view, page, links, nil), nil
}

// selected is the collection that the path names, as it is at the time asked for and was known by then, and what is
// asked for of it.
func (v *visit) selected() (*atlas.Collection, atlas.Query, error) {
	if err := v.asOf(); err != nil {
		return nil, atlas.Query{}, err
	}
	when, err := v.datetime()
	if err != nil {
		return nil, atlas.Query{}, err
	}
	collection, err := v.atlas.At(v.Param("collectionId"), when)
	if err != nil {
		return nil, atlas.Query{}, err
	}
	query, err := v.selection(collection.Fields)
	return collection, query, err
}

// pages is the links of a page of features to itself and the next.
func (v *visit) pages(page atlas.Page, limit int) []link {
	links := v.self(mediaGeoJSON)
	if page.Next != "" {
		// With its limit written out, so that a client that wants larger pages has only to change it.
		links = append(links, link{
			v.address("after", page.Next, "limit", strconv.Itoa(limit), "offset", ""),
			"next", links[0].Type, "The next page",
		})
	}
	return links
}

// featurePage is a page of features as GeoJSON, with further members that a function makes, or for people.
func (s *Server) featurePage(v *visit, title string, view view, page atlas.Page, links []link, further func() ([]byte, error)) *document {
	if v.html() {
		return s.pageOfFeatures(v, title, view, page, links, further)
	}
	return &document{links: links, header: view.crs.header(), stamped: true, large: page.Len() > largePage, body: func(b []byte) ([]byte, error) {
		links := append(slices.Clip(links), v.exports()...)
		b = append(b, `{"type":"FeatureCollection","numberMatched":`...)
		b = strconv.AppendInt(b, int64(page.Matched), 10)
		b = append(b, `,"numberReturned":`...)
		b = strconv.AppendInt(b, int64(page.Len()), 10)
		b, err := appendJSON(append(b, `,"links":`...), links)
		if err != nil {
			return b, err
		}
		if further != nil {
			more, err := further()
			if err != nil {
				return b, err
			}
			b = append(b, more...)
		}
		b, err = view.appendPage(append(b, `,"features":[`...), page)
		return append(b, ']'), err
	}}
}

// item is one feature, in the state of the time asked for. An id that is no number is one that no feature has.
func (s *Server) item(v *visit) (*document, error) {
	given := v.Param("featureId")
	when, err := v.datetime()
	if err != nil {
		return nil, err
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	collection, err := v.atlas.At(v.Param("collectionId"), when)
	if err != nil {
		return nil, err
	}
	view, err := v.view(collection.Fields)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(given, 10, 64)
	item, ok := collection.Item(id, when)
	if err != nil || !ok || strconv.FormatInt(id, 10) != given {
		if v.atlas.Withdrawn(collection.Name, id) {
			return nil, &problem{Status: http.StatusGone, Detail: fmt.Sprintf("feature %s of collection %s was withdrawn; /changes tells of what is there in its place", quoted(given), collection.Name)}
		}
		return nil, fmt.Errorf("feature %s of collection %s: %w", quoted(given), collection.Name, geo.ErrNotFound)
	}
	links := append(v.self(mediaGeoJSON), link{v.href("/collections/" + collection.Name), "collection", mediaJSON, collection.Title})
	header := view.crs.header()
	if collection.Name == atlas.Control {
		at := v.href("/collections/" + atlas.Control + "/items/" + given)
		links = append(links, link{at + "/versions", "version-history", mediaGeoJSON, "Every state of the place"})
		if when != nil { // RFC 7089 2.1.1
			header = append(header, [2]string{"Memento-Datetime", when.Last().UTC().Format(http.TimeFormat)})
			links = append(links, link{at, "original", mediaGeoJSON, "The present state"}, link{at + "/versions", "timemap", mediaGeoJSON, "Every state of the place"})
		}
	}
	if v.html() {
		d := s.pageOfItem(v, collection, view, item, links)
		d.header = header
		return d, nil
	}
	return &document{links: links, header: header, body: func(b []byte) ([]byte, error) {
		b, err := view.append(b, item)
		if err != nil {
			return b, err
		}
		b, err = appendJSON(append(bytes.TrimSuffix(b, []byte("}")), `,"links":`...), links)
		return append(b, '}'), err
	}}, nil
}

// versions is the time map of a place: every state that it was in, in order.
func (s *Server) versions(v *visit) (*document, error) {
	name, given := v.Param("collectionId"), v.Param("featureId")
	id, err := strconv.ParseInt(given, 10, 64)
	if err != nil || name != atlas.Control && name != atlas.Places {
		return nil, fmt.Errorf("versions of feature %s of collection %s: %w", quoted(given), quoted(name), geo.ErrNotFound)
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	history, err := v.atlas.Collection(atlas.History)
	if err != nil {
		return nil, err
	}
	view, err := v.view(history.Fields)
	if err != nil {
		return nil, err
	}
	place, page, ok := v.atlas.Versions(geo.PlaceID(id))
	if !ok {
		return nil, fmt.Errorf("feature %s of collection %s: %w", quoted(given), name, geo.ErrNotFound)
	}
	if v.as.export != nil {
		return s.export(v, history, page, "versions-"+given)
	}
	links := append(v.self(mediaGeoJSON), link{v.href("/collections/control/items/" + given), "original", mediaGeoJSON, "The present state"},
		link{v.href("/collections/" + atlas.History), "collection", mediaJSON, history.Title})
	return s.featurePage(v, "Every state of "+place.Name, view, page, links, nil), nil
}
