package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb/maptile"

	"retaken/internal/atlas"
	"retaken/internal/geo"
	"retaken/internal/tile"
)

// The zooms of tiles. A client that shows more detail draws those of maxZoom larger, which a point that is
// rounded to half a metre bears.
const (
	minZoom = 0
	maxZoom = 14
)

const (
	mediaMVT    = "application/vnd.mapbox-vector-tile"
	quad        = "WebMercatorQuad"
	tilesetsRel = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
)

var asMVT = form{names: []string{"mvt"}, media: mediaMVT, also: []string{"application/x-protobuf", "application/vnd.mvt"}}

// tileRoutes is the addresses of tiles and of what describes them, each for the dataset and for a collection. The
// tile matrix set is written out: what it is not may be the name of a layer, in the addresses of web maps, whose
// column comes before the row.
func (s *Server) tileRoutes() {
	for _, of := range []string{"", "/collections/:collectionId"} {
		s.read(of+"/tiles", s.resource(s.tilesets, asJSON, asHTML))
		s.read(of+"/tiles/"+quad, s.resource(s.tileset, asJSON, asHTML))
		s.read(of+"/tiles/"+quad+"/:tileMatrix/:tileRow/:tileCol", s.resource(s.tile, asMVT))
	}
	s.read("/tiles/:layer/tilejson.json", s.resource(s.tileJSON, asJSON, asHTML))
	s.read("/tiles/:layer/:z/:x/:y", s.resource(s.tile, asMVT))
	s.read("/tileMatrixSets", s.resource(s.matrixSets, asJSON, asHTML))
	s.read("/tileMatrixSets/"+quad, s.resource(s.matrixSet, asJSON, asHTML))
}

// tiled is what tiles are made of: one layer of each collection, of what the request selects.
type tiled struct {
	collections []*atlas.Collection // as they are now; of ground without features
	queries     []atlas.Query
	fields      [][]geo.Field // of each; of those only as many as its tiles have at the zoom, unless they are picked
	picked      bool          // whether the request names the properties
}

// tiled is the layers and the conditions of the request. From then on the visit's atlas is that of the knowledge asked
// for; how far tiles reach does not depend on it, so that one address of tiles serves for all times.
func (v *visit) tiled() (tiled, error) {
	var t tiled
	names, err := v.layers()
	if err != nil {
		return t, err
	}
	for _, name := range names {
		c, err := v.atlas.Collection(name)
		if err != nil {
			return t, err
		}
		t.collections = append(t.collections, c)
	}
	if err := t.common(v.params); err != nil {
		return t, err
	}
	for _, c := range t.collections {
		q, err := v.conditions(c.Fields)
		if err == nil {
			err = c.Check(q)
		}
		if err != nil {
			return t, err
		}
		shown, err := v.columns(c.Fields)
		if err != nil {
			return t, err
		}
		t.queries, t.fields, t.picked = append(t.queries, q), append(t.fields, shown.fields), shown.of != nil
	}
	return t, v.asOf()
}

// layers is the names of the collections that the path names, or the parameter collections, or those of the map.
func (v *visit) layers() ([]string, error) {
	if name := v.Param("collectionId"); name != "" {
		return []string{name}, nil
	}
	given := v.Param("layer")
	if given == "" {
		s, ok, err := v.one("collections")
		if err != nil || !ok {
			return atlas.Drawn, err
		}
		given = s
	}
	names := strings.Split(given, ",")
	for i, name := range names {
		if !slices.Contains(atlas.Names, name) || slices.Contains(names[:i], name) {
			if v.Param("layer") != "" {
				return nil, fmt.Errorf("layer %s of tiles: %w", quoted(name), geo.ErrNotFound)
			}
			return nil, badParam("collections", given, "ids of collections with commas between them, each once: "+strings.Join(atlas.Names, ", "))
		}
	}
	return names, nil
}

// common refuses a condition on a property that only some of the layers have: the others would be shown whole.
func (t tiled) common(p *params) error {
	for name := range p.values {
		var have, lack []string
		for _, c := range t.collections {
			if fieldOf(c.Fields, name) >= 0 {
				have = append(have, c.Name)
			} else {
				lack = append(lack, c.Name)
			}
		}
		if len(have) > 0 && len(lack) > 0 {
			return &problem{Status: http.StatusBadRequest, Detail: fmt.Sprintf("parameter %s is a property of %s, but not of %s: ask for layers that all have it",
				quoted(name), strings.Join(have, ", "), strings.Join(lack, ", "))}
		}
	}
	return nil
}

// properties is the names of the properties that a layer is to have, none for those of the zoom.
func (t tiled) properties(layer int) (names []string) {
	if t.picked {
		for _, f := range t.fields[layer] {
			names = append(names, f.Name)
		}
	}
	return names
}

// limits is the tiles on which something may be, by zoom; nil when there is nothing, and every tile is empty.
func (t tiled) limits() []tile.MatrixLimits {
	if e := atlas.Extent(t.collections...); e != nil {
		return tile.LimitsOf(*e, minZoom, maxZoom)
	}
	return nil
}

// tile is a vector tile, its layers in the order asked for.
func (s *Server) tile(v *visit) (*document, error) {
	at, err := v.tileNumber()
	if err != nil {
		return nil, err
	}
	t, err := v.tiled()
	if err != nil {
		return nil, err
	}
	if e := atlas.Extent(t.collections...); e != nil {
		if l := tile.LimitsOf(*e, int(at.Z), int(at.Z))[0]; !l.Has(at) {
			return nil, &problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("there is no tile at row %d and column %d of zoom %d: rows are from %d to %d, columns from %d to %d",
				at.Y, at.X, at.Z, l.MinTileRow, l.MaxTileRow, l.MinTileCol, l.MaxTileCol)}
		}
	}
	return &document{sparse: true, body: func(b []byte) ([]byte, error) {
		var layers []tile.Layer
		for i, c := range t.collections {
			c, err := v.atlas.At(c.Name, t.queries[i].Time)
			if err != nil {
				return b, err
			}
			l, err := c.Tile(at, t.queries[i], t.properties(i)...)
			if err != nil {
				return b, err
			}
			layers = append(layers, l)
		}
		data, err := tile.Encode(at, layers...)
		return append(b, data...), err
	}}, nil
}

// tileNumber is the tile that the path names, by matrix, row and column or by zoom, column and row.
func (v *visit) tileNumber() (maptile.Tile, error) {
	z, x, y := v.Param("tileMatrix"), v.Param("tileCol"), v.Param("tileRow")
	if z == "" {
		var ok bool
		z, x = v.Param("z"), v.Param("x")
		if y, ok = strings.CutSuffix(v.Param("y"), ".mvt"); !ok {
			return maptile.Tile{}, &problem{Status: http.StatusNotFound, Detail: "there is nothing at this address; those of tiles end in .mvt"}
		}
	}
	var numbers [3]uint32
	for i, s := range []string{z, x, y} {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil || strconv.FormatUint(n, 10) != s || i == 0 && n > maxZoom {
			what := []string{"zoom", "column", "row"}[i]
			return maptile.Tile{}, &problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("there is no %s %s of tiles: zooms are from %d to %d, columns and rows whole numbers below two to the power of the zoom",
				what, quoted(s), minZoom, maxZoom)}
		}
		numbers[i] = uint32(n)
	}
	at := maptile.New(numbers[1], numbers[2], maptile.Zoom(numbers[0]))
	if !at.Valid() {
		return at, &problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("there is no tile at row %s and column %s of zoom %s: both are below two to the power of the zoom", y, x, z)}
	}
	return at, nil
}
