package web

import (
	"slices"
	"strings"

	"retaken/internal/atlas"
)

// tileOperations is the addresses of tiles in the API document. What tiles may be asked for is what items may be,
// but for pages and forms. The endings of the ids are those of table 11 of OGC API - Tiles, by which clients know
// what an operation is for.
func tileOperations(collection parameter, items []parameter) []operation {
	conditions := slices.DeleteFunc(slices.Clone(items), func(p parameter) bool {
		return slices.Contains([]string{"collectionId", "crs", "properties", "sortby", "offset", "limit", "after", "f"}, p.Name)
	})
	conditions = append(conditions, inQuery("properties", "Names of the properties to have, of every layer; without it those that a map is drawn by at the zoom", list(text)))
	layers := inQuery("collections", "Ids of the collections that are the layers; without it "+strings.Join(atlas.Drawn, ", "),
		object{"type": "array", "items": object{"type": "string", "enum": atlas.Names}})
	form := inQuery("f", "Form of the answer", object{"type": "string", "enum": []string{"json", "html"}})
	mvt := inQuery("f", "Form of the answer", object{"type": "string", "enum": asMVT.names})
	set := inPath("tileMatrixSetId", "Id of the tile matrix set", object{"type": "string", "enum": []string{quad}})
	zoom := object{"type": "integer", "minimum": minZoom, "maximum": maxZoom}
	number := object{"type": "integer", "minimum": 0, "maximum": 1<<maxZoom - 1}
	at := []parameter{
		set, inPath("tileMatrix", "Id of the tile matrix: the zoom", zoom),
		inPath("tileRow", "Row, from the north", number), inPath("tileCol", "Column, from the west", number),
	}
	layer := inPath("layer", "Id of a collection, or several with commas between them", text)
	plain := []parameter{layer, inPath("z", "Zoom", zoom), inPath("x", "Column, from the west", number), inPath("y", "Row, from the north", number)}

	with := func(some []parameter, more ...parameter) []parameter { return slices.Concat(some, more, conditions) }
	page := content{mediaHTML, "page"}
	list, one, tile := []content{{mediaJSON, "tilesets"}, page}, []content{{mediaJSON, "tileset"}, page}, []content{{mediaMVT, "file"}}
	const of, title = "/collections/{collectionId}", " of a collection"
	return []operation{
		{"tiles.dataset.vector.getTileSetsList", "/tiles", "The tilesets of the map", with(nil, layers, form), list},
		{"tiles.dataset.vector.getTileSet", "/tiles/{tileMatrixSetId}", "What there is to know of the tiles of the map", with(nil, set, layers, form), one},
		{"tiles.dataset.vector.getTile", "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "A vector tile of the map", with(at, layers, mvt), tile},
		{"tiles.collection.vector.getTileSetsList", of + "/tiles", "The tilesets" + title, with(nil, collection, form), list},
		{"tiles.collection.vector.getTileSet", of + "/tiles/{tileMatrixSetId}", "What there is to know of the tiles" + title, with(nil, collection, set, form), one},
		{"tiles.collection.vector.getTile", of + "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "A vector tile" + title, with(at, collection, mvt), tile},
		{"getTileJSON", "/tiles/{layer}/tilejson.json", "Tiles for web maps, as TileJSON; the conditions are kept in their addresses", with(nil, layer, form), []content{{mediaJSON, "any"}, page}},
		{"getMapTile", "/tiles/{layer}/{z}/{x}/{y}.mvt", "A vector tile for web maps, which name the column before the row", with(plain, mvt), tile},
		{"getTileMatrixSetsList", "/tileMatrixSets", "The tile matrix sets", []parameter{form}, []content{{mediaJSON, "any"}, page}},
		{"getTileMatrixSet", "/tileMatrixSets/{tileMatrixSetId}", "A tile matrix set", []parameter{set, form}, []content{{mediaJSON, "any"}, page}},
	}
}

// tilesetSchema is what the description of a tileset looks like.
func tilesetSchema() object {
	whole := object{"type": "integer", "minimum": 0}
	return object{
		"type": "object", "required": []string{"title", "dataType", "crs", "tileMatrixSetId", "tileMatrixSetURI", "links"},
		"properties": object{
			"title": text, "description": text, "attribution": text, "dataType": object{"type": "string", "enum": []string{"vector"}}, "crs": text,
			"tileMatrixSetId": text, "tileMatrixSetURI": text, "boundingBox": ref("schemas", "any"), "centerPoint": ref("schemas", "any"),
			"layers": list(ref("schemas", "any")),
			"tileMatrixSetLimits": list(object{
				"type": "object", "required": []string{"tileMatrix", "minTileRow", "maxTileRow", "minTileCol", "maxTileCol"},
				"properties": object{"tileMatrix": text, "minTileRow": whole, "maxTileRow": whole, "minTileCol": whole, "maxTileCol": whole},
			}),
			"links": list(object{
				"type": "object", "required": []string{"href", "rel", "type"},
				"properties": object{"href": text, "rel": text, "type": text, "title": text, "templated": object{"type": "boolean"}},
			}),
		},
	}
}
