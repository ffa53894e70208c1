package web

import (
	"fmt"
	"html"
	"net/url"
	"strings"

	"retaken/internal/atlas"
	"retaken/internal/geo"
	"retaken/internal/tile"
)

// template is a link whose address has variables, or none.
type template struct {
	link
	Templated bool `json:"templated,omitempty"`
}

// tilesetEntry is a tileset as a list has it: tile set metadata of OGC 17-083r4, with the limits and the addresses
// of the tiles, so that nobody has to ask for more.
type tilesetEntry struct {
	Title            string              `json:"title"`
	Description      string              `json:"description"`
	DataType         string              `json:"dataType"`
	CRS              string              `json:"crs"`
	TileMatrixSetID  string              `json:"tileMatrixSetId"`
	TileMatrixSetURI string              `json:"tileMatrixSetURI"`
	Limits           []tile.MatrixLimits `json:"tileMatrixSetLimits,omitempty"`
	Links            []template          `json:"links"`
}

// tilesetDocument is a tileset by itself.
type tilesetDocument struct {
	tilesetEntry
	Attribution string         `json:"attribution,omitempty"`
	BoundingBox *tileBox       `json:"boundingBox,omitempty"`
	CenterPoint *tileCenter    `json:"centerPoint,omitempty"`
	Layers      []tilesetLayer `json:"layers"`
}

type tileBox struct {
	LowerLeft  [2]float64 `json:"lowerLeft"`
	UpperRight [2]float64 `json:"upperRight"`
	CRS        string     `json:"crs"`
}

type tileCenter struct {
	Coordinates [2]float64 `json:"coordinates"`
	CRS         string     `json:"crs"`
	TileMatrix  string     `json:"tileMatrix"`
}

type tilesetLayer struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description"`
	DataType    string `json:"dataType"`
	Dimension   int    `json:"geometryDimension"` // 0 points, 1 lines, 2 areas
	MinZoom     string `json:"minTileMatrix"`
	MaxZoom     string `json:"maxTileMatrix"`
	Properties  object `json:"propertiesSchema"`
	Links       []link `json:"links"`
}

// tilesets lists the tilesets of the dataset or of a collection: there is one.
func (s *Server) tilesets(v *visit) (*document, error) {
	t, err := v.tiled()
	if err != nil {
		return nil, err
	}
	links := v.self(mediaJSON)[:1]
	return encoded(struct {
		Links    []link         `json:"links"`
		Tilesets []tilesetEntry `json:"tilesets"`
	}{links, []tilesetEntry{s.tilesetEntry(v, t)}}, links...), nil
}

// tilesetEntry describes the tiles of the path that the request begins with. Its conditions are kept.
func (s *Server) tilesetEntry(v *visit, t tiled) tilesetEntry {
	set := tile.WebMercatorQuad()
	title, path, layer := s.Title, "/tiles", []string{}
	for _, c := range t.collections {
		layer = append(layer, c.Name)
	}
	if name := v.Param("collectionId"); name != "" {
		title, path = t.collections[0].Title, "/collections/"+name+"/tiles"
	}
	at := v.href(path + "/" + quad)
	query := v.conditionsQuery("f")
	return tilesetEntry{
		Title: title, Description: atlas.AboutTiles, DataType: "vector", CRS: set.CRS,
		TileMatrixSetID: set.ID, TileMatrixSetURI: set.URI, Limits: t.limits(),
		Links: []template{
			{link: link{at + query, "self", mediaJSON, "This tileset"}},
			{link: link{v.href("/tileMatrixSets/" + quad), "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", mediaJSON, "How the tiles lie"}},
			{link: link{at + "/{tileMatrix}/{tileRow}/{tileCol}" + query, "item", mediaMVT, "The tiles"}, Templated: true},
			{link: link{v.href("/tiles/"+strings.Join(layer, ",")+"/tilejson.json") + v.conditionsQuery("f", "collections"), "describedby", mediaJSON, "The same as TileJSON, for web maps"}},
		},
	}
}

// conditionsQuery is the query of the request without those parameters.
func (v *visit) conditionsQuery(without ...string) string {
	values := make(url.Values, len(v.values))
	for name, given := range v.values {
		values[name] = given[:1]
	}
	for _, name := range without {
		values.Del(name)
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}

// tileset is the tileset of the dataset or of a collection.
func (s *Server) tileset(v *visit) (*document, error) {
	t, err := v.tiled()
	if err != nil {
		return nil, err
	}
	d := tilesetDocument{tilesetEntry: s.tilesetEntry(v, t), Attribution: s.Attribution}
	if e := atlas.Extent(t.collections...); e != nil {
		d.BoundingBox = &tileBox{[2]float64{e[0], e[1]}, [2]float64{e[2], e[3]}, crs84}
		lon, lat, zoom := t.center(v.atlas)
		d.CenterPoint = &tileCenter{[2]float64{lon, lat}, crs84, fmt.Sprint(zoom)}
	}
	for i, c := range t.collections {
		dimension := 0
		switch c.Geometry {
		case "MultiLineString":
			dimension = 1
		case "MultiPolygon":
			dimension = 2
		}
		d.Layers = append(d.Layers, tilesetLayer{
			ID: c.Name, Title: c.Title, Description: c.Description, DataType: "vector", Dimension: dimension,
			MinZoom: fmt.Sprint(minZoom), MaxZoom: fmt.Sprint(maxZoom),
			Properties: object{"type": "object", "properties": properties(t.fields[i])},
			Links:      []link{{v.href("/collections/" + c.Name), "http://www.opengis.net/def/rel/ogc/1.0/geodata", mediaJSON, c.Title}},
		})
	}
	return encoded(d, v.self(mediaJSON)[:1]...), nil
}

// center is where a map begins: the middle of the country, which places may lie far from, or else of what there is; and
// the greatest zoom at which a map of a thousand pixels a side shows nearly all of it.
func (t tiled) center(a *atlas.Atlas) (lon, lat float64, zoom int) {
	box := atlas.Extent(t.collections...)
	if country, err := a.Collection(atlas.Areas); err == nil && country.BBox != nil {
		box = country.BBox
	}
	width := max(box[2]-box[0], (box[3]-box[1])*1.6) // degrees of longitude are shorter here
	for zoom < maxZoom && 360/float64(int(1)<<zoom) > width*0.75 {
		zoom++
	}
	return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, zoom
}

// vectorLayer is a layer in TileJSON.
type vectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

// tileJSON describes the tiles of some layers as TileJSON 3.0.0, with the conditions of the request in their addresses.
func (s *Server) tileJSON(v *visit) (*document, error) {
	t, err := v.tiled()
	if err != nil {
		return nil, err
	}
	d := struct {
		TileJSON    string        `json:"tilejson"`
		Name        string        `json:"name"`
		Description string        `json:"description"`
		Attribution string        `json:"attribution,omitempty"` // markup, which clients show as it is
		Scheme      string        `json:"scheme"`
		Tiles       []string      `json:"tiles"`
		MinZoom     int           `json:"minzoom"`
		MaxZoom     int           `json:"maxzoom"`
		Bounds      []float64     `json:"bounds,omitempty"`
		Center      []float64     `json:"center,omitempty"`
		Layers      []vectorLayer `json:"vector_layers"`
	}{
		TileJSON: "3.0.0", Name: s.Title, Description: atlas.AboutTiles, Attribution: html.EscapeString(s.Attribution), Scheme: "xyz",
		Tiles:   []string{v.href("/tiles/"+v.Param("layer")+"/{z}/{x}/{y}.mvt") + v.conditionsQuery("f")},
		MinZoom: minZoom, MaxZoom: maxZoom,
	}
	if e := atlas.Extent(t.collections...); e != nil {
		d.Bounds = e[:]
		lon, lat, zoom := t.center(v.atlas)
		d.Center = []float64{lon, lat, float64(zoom)}
	}
	for i, c := range t.collections {
		l := vectorLayer{c.Name, c.Title, minZoom, maxZoom, map[string]string{}}
		for _, f := range t.fields[i] {
			l.Fields[f.Name] = tileType(f.Type)
		}
		d.Layers = append(d.Layers, l)
	}
	return encoded(d), nil
}

// tileType is a type as TileJSON names it.
func tileType(t geo.FieldType) string {
	switch t {
	case geo.Integer, geo.Number:
		return "Number"
	case geo.Boolean:
		return "Boolean"
	}
	return "String"
}

// matrixSets lists the tile matrix sets: there is one.
func (s *Server) matrixSets(v *visit) (*document, error) {
	set := tile.WebMercatorQuad()
	type entry struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		URI   string `json:"uri"`
		CRS   string `json:"crs"`
		Links []link `json:"links"`
	}
	links := v.self(mediaJSON)[:1]
	return encoded(struct {
		Links []link  `json:"links"`
		Sets  []entry `json:"tileMatrixSets"`
	}{links, []entry{{set.ID, set.Title, set.URI, set.CRS, []link{{v.href("/tileMatrixSets/" + quad), "self", mediaJSON, set.Title}}}}}, links...), nil
}

func (s *Server) matrixSet(v *visit) (*document, error) {
	return encoded(tile.WebMercatorQuad(), v.self(mediaJSON)[:1]...), nil
}
