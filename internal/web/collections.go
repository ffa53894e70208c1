package web

import (
	"fmt"
	"slices"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// about is what people are told of a collection. The table drives the landing page, the lists, the items
// and the API document: a new collection is a new entry.
type about struct {
	id, title, description string
}

var table = []about{
	{
		atlas.Events, "Reported changes of control",
		"One feature for each report that control of a place changed: a claim with its evidence, not yet a fact. " +
			"The parameter datetime acts on date, as precise as date_precision; reports without a date meet every datetime.",
	},
	{
		atlas.Control, "Control of places",
		"The state of every place that a report or the baseline of 2022-02-24 tells of: the assessed holder, what that rests on, " +
			"and a claim that nobody else has borne out beside it. Without datetime it is the latest state; with datetime the state " +
			"at that time, or at the end of that interval. The id is that of the place.",
	},
	{
		atlas.Areas, "Areas by who holds them",
		"The ground of Ukraine by its state: what is nearest to places of that state, within 10 km of a place with evidence " +
			"(reported) or within 30 km of the nearest one (inferred); farther ground is without evidence. Nearest-place areas, not a " +
			"surveyed line. Without datetime the latest state; with datetime the state at that time, or at the end of that interval. " +
			"Areas of one state have one id on every day. A bbox selects by the envelope of an area.",
	},
	{
		atlas.Borders, "Borders between areas",
		"Where ground of different holders meets, and the edge of ground that is claimed: lines whose left and right holder are told, " +
			"marked as claimed when one side rests on a claim and as inferred when it lies far from evidence. Time is as in the areas; " +
			"the ids number the lines of one answer.",
	},
	{
		atlas.Places, "Places",
		"The gazetteer: settlements, districts, regions and whatever else reports name. Places have no time and meet every datetime.",
	},
}

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

const (
	crs84     = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	gregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
)

// describe is the same wherever a collection is described.
func (s *Server) describe(v *visit, a about) (listing, error) {
	c, err := v.atlas.Collection(a.id)
	if err != nil {
		return listing{}, err
	}
	at := v.href("/collections/" + a.id)
	return listing{
		ID: a.id, Title: a.title, Description: a.description, Attribution: s.Attribution, ItemType: "feature",
		Extent: extentOf(c), CRS: []string{crs84}, StorageCRS: crs84,
		Links: []link{
			{at, "self", mediaJSON, "This collection"},
			{at + "?f=html", "alternate", mediaHTML, "This collection as a page"},
			{at + "/items", "items", mediaGeoJSON, a.title},
			{at + "/items?f=html", "items", mediaHTML, a.title + " as a page"},
			{at + "/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", mediaSchema, "Properties to select by"},
			{at + "/schema", "describedby", mediaSchema, "Schema of a feature"},
			{at + "/schema", "describedBy", mediaSchema, "Schema of a feature"}, // GDAL 3.6 reads only this spelling
		},
	}, nil
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
	for _, a := range table {
		d, err := s.describe(v, a)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
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
	a, _, err := v.named()
	if err != nil {
		return nil, err
	}
	d, err := s.describe(v, a)
	if err != nil {
		return nil, err
	}
	links := v.self(mediaJSON)
	if v.html() {
		return s.page(v, "collection", a.title, d, links), nil
	}
	return encoded(d, links...), nil
}

// named is the collection that the path names.
func (v *visit) named() (about, *atlas.Collection, error) {
	id := v.Param("collectionId")
	i := slices.IndexFunc(table, func(a about) bool { return a.id == id })
	if i < 0 {
		return about{}, nil, fmt.Errorf("collection %s: %w", quoted(id), geo.ErrNotFound)
	}
	c, err := v.atlas.Collection(id)
	return table[i], c, err
}
