package web

import (
	"strings"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/format"
)

// extent and the rest of what OGC API - Features 7.14 wants of a collection.
type extent struct {
	Spatial  *spatial  `json:"spatial,omitempty"`
	Temporal *temporal `json:"temporal,omitempty"`
}

type spatial struct {
	BBox [][4]float64 `json:"bbox"`
	CRS  string       `json:"crs"`
}

type temporal struct {
	Interval [][2]*string `json:"interval"`
	TRS      string       `json:"trs"`
}

type listing struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Attribution string   `json:"attribution,omitempty"`
	ItemType    string   `json:"itemType"`
	Extent      extent   `json:"extent"`
	CRS         []string `json:"crs"`
	StorageCRS  string   `json:"storageCrs"`
	Links       []link   `json:"links"`
}

// describe is the same wherever a collection is described.
func (s *Server) describe(v *visit, c *atlas.Collection) listing {
	at := v.href("/collections/" + c.Name)
	d := listing{
		ID: c.Name, Title: c.Title, Description: c.Description, Attribution: s.Attribution, ItemType: "feature",
		Extent: extentOf(c), CRS: crsURIs(), StorageCRS: crs84,
		Links: []link{
			{at, "self", mediaJSON, "This collection"},
			{at + "?f=html", "alternate", mediaHTML, "This collection as a page"},
			{at + "/items", "items", mediaGeoJSON, c.Title},
			{at + "/items?f=html", "items", mediaHTML, c.Title + " as a page"},
			{at + "/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", mediaSchema, "Properties to select by"},
			{at + "/tiles", tilesetsRel, mediaJSON, c.Title + " as vector tiles"},
			{at + "/schema", "describedby", mediaSchema, "Schema of a feature"},
			{at + "/schema", "describedBy", mediaSchema, "Schema of a feature"}, // GDAL 3.6 reads only this spelling
		},
	}
	for _, f := range format.Formats {
		media, _, _ := strings.Cut(f.Media, ";")
		d.Links = append(d.Links, link{at + "/items?f=" + f.Name, "enclosure", media, "The whole collection as " + f.Title})
	}
	return d
}

func extentOf(c *atlas.Collection) extent {
	var e extent
	if c.BBox != nil {
		e.Spatial = &spatial{BBox: [][4]float64{*c.BBox}, CRS: crs84}
	}
	if c.Span != nil {
		end := c.Span.End
		if !end.IsZero() {
			end = end.Add(-time.Second) // both ends of this interval belong to it
		}
		e.Temporal = &temporal{Interval: [][2]*string{{rfc3339(c.Span.Start), rfc3339(end)}}, TRS: gregorian}
	}
	return e
}

// rfc3339 is null for an open end.
func rfc3339(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

func (s *Server) collections(v *visit) (*document, error) {
	var all []listing
	for _, name := range atlas.Names {
		c, err := v.atlas.Collection(name)
		if err != nil {
			return nil, err
		}
		all = append(all, s.describe(v, c))
	}
	links := v.self(mediaJSON)
	if v.html() {
		return s.page(v, "collections", "Collections", all, links), nil
	}
	return encoded(struct {
		Links       []link    `json:"links"`
		Collections []listing `json:"collections"`
	}{links, all}, links...), nil
}

func (s *Server) collection(v *visit) (*document, error) {
	c, err := v.atlas.Collection(v.Param("collectionId"))
	if err != nil {
		return nil, err
	}
	d := s.describe(v, c)
	links := v.self(mediaJSON)
	if v.html() {
		return s.pageOfCollection(v, c, d, links), nil
	}
	return encoded(d, links...), nil
}
