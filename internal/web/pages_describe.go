package web

import (
	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// collectionPage is the data of the page of one collection.
type collectionPage struct {
	listing
	At       string
	Count    int
	Geometry string
	Fields   []geo.Field
	Map      *picture
}

// pageOfCollection is the page of one collection.
func (s *Server) pageOfCollection(v *visit, c *atlas.Collection, d listing, links []link) *document {
	p := collectionPage{listing: d, At: v.href("/collections/" + c.Name), Count: c.Len(), Geometry: c.Geometry, Fields: c.Fields}
	p.Map = s.outline().draw("Map of Ukraine with the extent of "+c.Title, nil, c.BBox)
	return s.page(v, "collection", c.Title, p, links)
}

// pageOfFound is the page of a search, or with nothing to search for only what asks for it.
func (s *Server) pageOfFound(v *visit, q string, found []*geo.Place, links []link) *document {
	form := v.form("Search", control{Name: "q", Label: "Beginning of a name, in any script", Type: "search", Required: true})
	if q == "" {
		return s.asksOnly(v, "Search for a place", "Settlements, districts, regions and whatever else reports name, by any of their names.", form)
	}
	var sketches []sketch
	for _, place := range found {
		sketches = append(sketches, sketch{place.Point, look{shape: "dot", class: "plain"}, place.Name, localPath(v.href("/collections/places/items/") + placeID(place) + "?f=html")})
	}
	return s.page(v, "found", "Places called "+q, struct {
		Form   *asking
		Map    *picture
		Places []*geo.Place
	}{form, s.outline().draw("Map of the places that were found", sketches, nil), found}, links)
}

func placeID(p *geo.Place) string { return inWords(geo.Field{Name: "place_id"}, int64(p.ID)) }

// withoutEmpty is the address of the page that a form asks for: browsers send the fields that nobody filled in too. It is false
// when there are none.
func (v *visit) withoutEmpty() (string, bool) {
	if v.values.Get("f") != "html" {
		return "", false
	}
	var change []string
	for name, given := range v.values {
		if given[0] == "" && len(given) == 1 {
			change = append(change, name, "")
		}
	}
	return v.address(change...), change != nil
}
