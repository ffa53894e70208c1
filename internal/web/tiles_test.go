package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"

	"retaken/internal/atlas"
)

// of is the tile that a position lies in.
func of(lon, lat float64, zoom maptile.Zoom) maptile.Tile {
	return maptile.At(orb.Point{lon, lat}, zoom)
}

// plainTile and ogcTile are the addresses of a tile of a layer.
func plainTile(layer string, t maptile.Tile) string {
	return fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", layer, t.Z, t.X, t.Y)
}

func ogcTile(under string, t maptile.Tile) string {
	return fmt.Sprintf("%s/tiles/WebMercatorQuad/%d/%d/%d", under, t.Z, t.Y, t.X)
}

// cut asks for a tile and decodes it: its layers by name, of each the properties of its features by id.
func cut(t *testing.T, s http.Handler, target string) map[string]map[int64]map[string]any {
	t.Helper()
	w := ask(s, "GET", target)
	if w.Code == 204 {
		return nil
	}
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/vnd.mapbox-vector-tile" {
		t.Fatalf("GET %s: status %d, %s, %s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	layers, err := mvt.Unmarshal(w.Body.Bytes())
	if err != nil {
		t.Fatalf("GET %s: %v", target, err)
	}
	out := map[string]map[int64]map[string]any{}
	for _, l := range layers {
		out[l.Name] = map[int64]map[string]any{}
		for _, f := range l.Features {
			out[l.Name][int64(f.ID.(float64))] = f.Properties
		}
	}
	return out
}

// TestTileFeatures holds the tiles of every collection against its items: the same ids, and at high zooms the same
// properties, of which null ones are left out.
func TestTileFeatures(t *testing.T) {
	s := serving(t, seeded(t))
	for _, name := range atlas.Names {
		query := "?datetime=2022-09-09" // when there are borders
		switch name {
		case atlas.Events, atlas.Changes:
			query = "?datetime=2022-09-10"
		case atlas.Articles:
			query = ""
		}
		items := fetch(t, s, "/collections/"+name+"/items"+query)
		want := map[int64]map[string]any{}
		for _, f := range items.Features {
			maps.DeleteFunc(f.Properties, func(_ string, v any) bool { return v == nil })
			want[f.ID] = f.Properties
		}
		low := cut(t, s, plainTile(name, maptile.New(0, 0, 0))+query)[name]
		if !slices.Equal(slices.Sorted(maps.Keys(low)), slices.Sorted(maps.Keys(want))) || len(low) == 0 {
			t.Errorf("%s: the whole world has features %v, the items %v", name, slices.Sorted(maps.Keys(low)), slices.Sorted(maps.Keys(want)))
		}
		for id, properties := range low {
			for p, v := range properties {
				if same, ok := want[id][p]; !ok || fmt.Sprint(same) != fmt.Sprint(v) {
					t.Errorf("%s %d: %s is %v, of the item %v", name, id, p, v, same)
				}
			}
			if len(properties) == 0 || name != atlas.Borders && len(properties) >= len(want[id]) {
				t.Errorf("%s %d has at zoom 0 the %d properties %v, the item %d", name, id, len(properties), properties, len(want[id]))
			}
		}
		high := cut(t, s, ogcTile("/collections/"+name, of(37.24853, 49.2121, 9))+query)[name]
		if len(high) == 0 {
			t.Errorf("%s: nothing around Izium", name)
		}
		for id, properties := range high {
			maps.DeleteFunc(properties, func(_ string, v any) bool { return v == "" }) // orb reads an empty text as one
			for _, p := range slices.Sorted(maps.Keys(want[id])) {
				if want[id][p] != "" && fmt.Sprint(properties[p]) != fmt.Sprint(want[id][p]) {
					t.Errorf("%s %d at zoom 9: %s is %v, of the item %v", name, id, p, properties[p], want[id][p])
				}
			}
			if extra := len(properties) - len(want[id]); extra > 0 {
				t.Errorf("%s %d at zoom 9 has %v, the item %v", name, id, properties, want[id])
			}
		}
	}
}

// TestTileProperties: tiles have the properties that are named, at every zoom, and what describes them says so.
func TestTileProperties(t *testing.T) {
	s := serving(t, seeded(t))
	const query = "?datetime=2022-09-09&properties=name,holder"
	for _, zoom := range []maptile.Zoom{0, 9} {
		features := cut(t, s, ogcTile("/collections/control", of(37.24853, 49.2121, zoom))+query)["control"]
		if len(features) == 0 {
			t.Errorf("zoom %d: nothing around Izium", zoom)
		}
		for id, p := range features {
			if got := slices.Sorted(maps.Keys(p)); !slices.Equal(got, []string{"holder", "name"}) {
				t.Errorf("zoom %d: place %d has %v", zoom, id, got)
			}
		}
	}
	var described tilesetDocument
	if err := json.Unmarshal(ask(s, "GET", "/collections/control/tiles/WebMercatorQuad"+query).Body.Bytes(), &described); err != nil {
		t.Fatal(err)
	}
	if p, ok := described.Layers[0].Properties["properties"].(map[string]any); !ok || len(p) != 2 || !strings.Contains(described.Links[2].Href, "properties=name") {
		t.Errorf("the tileset has %v, tiles at %s", described.Layers[0].Properties, described.Links[2].Href)
	}
	for target, status := range map[string]int{
		"/tiles/control/6/38/21.mvt?properties=colour":            400,
		"/tiles/control,areas/6/38/21.mvt?properties=holder,name": 400,
		"/tiles/control,areas/6/38/21.mvt?properties=holder":      200,
		"/tiles/control/tilejson.json?properties=":                400,
	} {
		if w := ask(s, "GET", target); w.Code != status {
			t.Errorf("GET %s: status %d, want %d", target, w.Code, status)
		}
	}
}

// TestTileConditions: the parameters of items select what is in tiles.
func TestTileConditions(t *testing.T) {
	s := serving(t, seeded(t))
	izium := of(37.24853, 49.2121, 8)
	for _, c := range []struct{ query, want string }{
		{"", "map[1:UA 2:UA]"},
		{"?datetime=2022-05-01", "map[1:RU 2:unknown]"},
		{"?datetime=2022-09-09", "map[1:RU 2:UA]"},
		{"?datetime=2022-09-01/2022-09-09", "map[1:RU 2:UA]"},
		{"?datetime=2022-09-09&holder=RU", "map[1:RU]"},
		{"?datetime=2022-09-09&filter=holder%3D'UA'", "map[2:UA]"},
		{"?filter=population%3E30000", "map[1:UA]"},
		{`?filter-lang=cql2-json&filter={"op":"=","args":[{"property":"name"},"Izium"]}`, "map[1:UA]"},
		{"?place_id=2,3", "map[2:UA]"},
		{"?bbox=37,49,38,50", "map[1:UA]"},
		{"?q=balak", "map[2:UA]"},
		{"?holder=contested", "map[]"},
		{"?as-of=2023-01-01", "map[]"}, // nothing was published yet
		{"?as-of=2024-01-01", "map[1:UA 2:UA]"},
	} {
		for _, target := range []string{plainTile("control", izium), ogcTile("/collections/control", izium)} {
			target := strings.ReplaceAll(target+c.query, `"`, "%22")
			got := map[int64]any{}
			for id, p := range cut(t, s, target)["control"] {
				got[id] = p["holder"]
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("GET %s: %v, want %s", target, got, c.want)
			}
		}
	}
	for _, c := range []struct{ target, want string }{
		{ogcTile("", izium), "[areas control]"},
		{ogcTile("", izium) + "?datetime=2022-09-09", "[areas borders control]"},
		{ogcTile("", izium) + "?collections=events,places", "[events places]"},
		{ogcTile("", izium) + "?collections=areas,control&holder=RU", "[]"},
		{ogcTile("", izium) + "?collections=areas,control&holder=RU&datetime=2022-05-01", "[areas control]"},
		{plainTile("events,places", izium), "[events places]"},
		{plainTile("places", izium), "[places]"},
	} {
		if got := fmt.Sprint(slices.Sorted(maps.Keys(cut(t, s, c.target)))); got != c.want {
			t.Errorf("GET %s: layers %s, want %s", c.target, got, c.want)
		}
	}
}

// TestTileAddresses: what is a tile, what is an empty one, and what is none.
func TestTileAddresses(t *testing.T) {
	s := serving(t, seeded(t))
	for _, c := range []struct {
		target string
		status int
		says   string
	}{
		{"/tiles/WebMercatorQuad/6/21/38", 200, ""}, // row before column
		{"/tiles/control/6/38/21.mvt", 200, ""},
		{"/tiles/control/6/38/22.mvt", 200, ""},
		{"/collections/control/tiles/WebMercatorQuad/6/21/38", 200, ""},
		{"/collections/control/tiles/WebMercatorQuad/6/21/38?f=mvt", 200, ""},
		{"/collections/control/tiles/WebMercatorQuad/6/21/37", 204, ""},
		{"/collections/control/tiles/WebMercatorQuad/14/5610/9800", 204, ""},
		{"/tiles/control/6/37/21.mvt", 204, ""},
		{"/tiles/control/6/38/21.mvt?holder=contested", 204, ""},
		{"/collections/control/tiles/WebMercatorQuad/6/38/21", 404, "rows are from"},
		{"/tiles/WebMercatorQuad/6/38/21", 404, "rows are from"},
		{"/tiles/control/6/21/38.mvt", 404, "columns from"},
		{"/tiles/control/6/64/1.mvt", 404, "below two to the power of the zoom"},
		{"/tiles/WebMercatorQuad/6/1/64", 404, "below two to the power of the zoom"},
		{"/tiles/WebMercatorQuad/15/1/1", 404, `no zoom \"15\"`},
		{"/tiles/WebMercatorQuad/25/1/1", 404, "no zoom"},
		{"/tiles/WebMercatorQuad/six/21/38", 404, "no zoom"},
		{"/tiles/WebMercatorQuad/-1/21/38", 404, "no zoom"},
		{"/tiles/WebMercatorQuad/06/21/38", 404, "no zoom"},
		{"/tiles/WebMercatorQuad/6/x/38", 404, "no row"},
		{"/tiles/WebMercatorQuad/6/21/38.5", 404, "no column"},
		{"/tiles/WebMercatorQuad/6/21/99999999999999999999", 404, "no column"},
		{"/tiles/WebMercatorQuad/6/21", 404, ""},
		{"/tiles/control/6/38/21", 404, "end in .mvt"},
		{"/tiles/control/6/38/21.png", 404, "end in .mvt"},
		{"/tiles/WorldCRS84Quad/6/21/38", 404, ""},
		{"/tiles/WorldCRS84Quad/6/21/38.mvt", 404, `layer \"WorldCRS84Quad\"`},
		{"/tiles/WorldCRS84Quad", 404, ""},
		{"/tileMatrixSets/WorldCRS84Quad", 404, ""},
		{"/collections/control/tiles/WorldCRS84Quad/6/21/38", 404, ""},
		{"/collections/shoes/tiles", 404, `collection \"shoes\"`},
		{"/collections/shoes/tiles/WebMercatorQuad", 404, `collection \"shoes\"`},
		{"/collections/shoes/tiles/WebMercatorQuad/6/21/38", 404, `collection \"shoes\"`},
		{"/tiles/shoes/tilejson.json", 404, `layer \"shoes\"`},
		{"/tiles/WebMercatorQuad/tilejson.json", 404, `layer \"WebMercatorQuad\"`},
		{"/tiles/control,control/6/38/21.mvt", 404, `layer \"control\"`},
		{"/tiles/control/6/38/21.mvt?datetime=soon", 400, "parameter datetime"},
		{"/tiles/control/6/38/21.mvt?as-of=soon", 400, "parameter as-of"},
		{"/tiles/control/6/38/21.mvt?holder=nobody", 400, "parameter holder"},
		{"/tiles/control/6/38/21.mvt?filter=height%3E1", 400, "parameter filter"},
		{"/tiles/control/6/38/21.mvt?limit=10", 400, `\"limit\" is unknown`},
		{"/tiles/control/6/38/21.mvt?collections=events", 400, `\"collections\" is unknown`},
		{"/tiles/control/6/38/21.mvt?f=json", 400, "parameter f"},
		{"/tiles/WebMercatorQuad/6/21/38?collections=shoes", 400, "parameter collections"},
		{"/tiles/WebMercatorQuad/6/21/38?collections=", 400, "parameter collections"},
		{"/tiles/WebMercatorQuad/6/21/38?holder=RU", 400, "but not of borders"},
		{"/tiles?x=1", 400, `\"x\" is unknown`},
		{"/tiles/control/tilejson.json?holder=nobody", 400, "parameter holder"},
		{"/tiles/control/tilejson.json?datetime=2022-13-01", 400, "parameter datetime"},
		{"/tileMatrixSets?x=1", 400, `\"x\" is unknown`},
		{"/tiles/", 200, ""},
		{"/tiles", 200, ""},
		{"/collections/control/tiles", 200, ""},
	} {
		w := ask(s, "GET", c.target)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) || c.status == 204 && w.Body.Len() > 0 {
			t.Errorf("GET %s: status %d, want %d and %q; %.300q", c.target, w.Code, c.status, c.says, w.Body)
		}
		if kind := w.Header().Get("Content-Type"); c.status >= 400 && (kind != "application/problem+json" || w.Header().Get("Cache-Control") != "no-store") || c.status == 204 && kind != "" {
			t.Errorf("GET %s: status %d with %s, %s", c.target, w.Code, kind, w.Header().Get("Cache-Control"))
		}
	}
	if w := ask(s, "POST", "/tiles/WebMercatorQuad/6/21/38"); w.Code != 405 {
		t.Errorf("POST of a tile: status %d", w.Code)
	}
}

// TestTileLimits: within the limits every tile is there or empty, and everything is within the limits.
func TestTileLimits(t *testing.T) {
	s := serving(t, seeded(t))
	var list struct {
		Tilesets []tilesetEntry
	}
	if err := json.Unmarshal(ask(s, "GET", "/collections/control/tiles").Body.Bytes(), &list); err != nil || len(list.Tilesets) != 1 {
		t.Fatalf("%v, %d tilesets", err, len(list.Tilesets))
	}
	limits := list.Tilesets[0].Limits
	if len(limits) != maxZoom+1 || limits[0].TileMatrix != "0" || limits[maxZoom].TileMatrix != "14" {
		t.Fatalf("limits are %+v", limits)
	}
	for _, l := range limits[:9] {
		z, found := l.TileMatrix, map[int64]bool{}
		for row := int(l.MinTileRow) - 1; row <= int(l.MaxTileRow)+1; row++ {
			for col := int(l.MinTileCol) - 1; col <= int(l.MaxTileCol)+1; col++ {
				target := fmt.Sprintf("/collections/control/tiles/WebMercatorQuad/%s/%d/%d", z, row, col)
				in := row >= int(l.MinTileRow) && row <= int(l.MaxTileRow) && col >= int(l.MinTileCol) && col <= int(l.MaxTileCol)
				w := ask(s, "GET", target)
				if in != (w.Code == 200 || w.Code == 204) || !in && w.Code != 404 {
					t.Fatalf("GET %s: status %d, within the limits: %v", target, w.Code, in)
				}
				if w.Code == 200 {
					for id := range cut(t, s, target)["control"] {
						found[id] = true
					}
				}
			}
		}
		if len(found) != 5 {
			t.Errorf("at zoom %s there are %d places, want 5", z, len(found))
		}
	}
	empty := serving(t, opened(t))
	if w := ask(empty, "GET", "/tiles/WebMercatorQuad/0/0/0"); w.Code != 204 {
		t.Errorf("a tile of nothing: status %d", w.Code)
	}
	if got := ask(empty, "GET", "/tiles").Body.String(); strings.Contains(got, "tileMatrixSetLimits") {
		t.Errorf("nothing has limits: %s", got)
	}
}

// TestTileCaching: a tile, also an empty one, is an answer like any other.
func TestTileCaching(t *testing.T) {
	s := serving(t, seeded(t))
	for _, c := range []struct {
		target string
		status int
	}{{"/tiles/WebMercatorQuad/6/21/38", 200}, {"/collections/control/tiles/WebMercatorQuad/6/21/37", 204}} {
		plain := ask(s, "GET", c.target)
		tags := map[string]bool{}
		for _, coding := range []string{"", "gzip", "br", "zstd"} {
			for range 3 { // made, and kept
				w := ask(s, "GET", c.target, "Accept-Encoding", coding)
				if w.Code != c.status || w.Header().Get("Cache-Control") != askAgain || w.Header().Get("Vary") == "" || w.Header().Get("Last-Modified") == "" {
					t.Fatalf("GET %s, %s: status %d, %v", c.target, coding, w.Code, w.Header())
				}
				if got := expand(t, w.Header().Get("Content-Encoding"), w.Body.Bytes()); !slices.Equal(got, plain.Body.Bytes()) {
					t.Errorf("GET %s, %s: other bytes than plain", c.target, coding)
				}
				if c.status == 204 && (w.Header().Get("Content-Encoding") != "" || w.Body.Len() > 0) {
					t.Errorf("GET %s, %s: %v, %d bytes", c.target, coding, w.Header(), w.Body.Len())
				}
				head := ask(s, "HEAD", c.target, "Accept-Encoding", coding)
				a, b := head.Header().Clone(), w.Header().Clone()
				a.Del("X-Request-Id")
				b.Del("X-Request-Id")
				if head.Code != w.Code || head.Body.Len() > 0 || !reflect.DeepEqual(a, b) {
					t.Errorf("HEAD %s, %s: status %d, %v, want %v", c.target, coding, head.Code, a, b)
				}
				tag := w.Header().Get("ETag")
				tags[tag] = true
				if again := ask(s, "GET", c.target, "Accept-Encoding", coding, "If-None-Match", tag); again.Code != 304 || again.Body.Len() > 0 {
					t.Errorf("GET %s, %s again: status %d", c.target, coding, again.Code)
				}
			}
		}
		if len(tags) != 4 {
			t.Errorf("GET %s: ETags %v, want four", c.target, tags)
		}
	}
	if got := ask(s, "GET", "/tiles/control/6/38/21.mvt?as-of=2024-03-01").Header().Get("Cache-Control"); got != forDay {
		t.Errorf("a tile of what was known: %s", got)
	}
}
