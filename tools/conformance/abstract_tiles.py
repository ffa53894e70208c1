"""Abstract tests of OGC API - Tiles: lists of tilesets, tilesets, single tiles, and what the API definition says of them."""

from check import ask, check, collections, get, link

REL = "http://www.opengis.net/def/rel/ogc/1.0/"
MVT = "application/vnd.mapbox-vector-tile"
SET = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
# What Java's own client says it accepts, which is what the suite of the OGC asks tiles with.
JAVA = {"Accept": "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"}


def filled(template, limits, rows=0):
    """The address of the first tile of a matrix, or of one so many rows below the last."""
    row = limits["maxTileRow"] + rows if rows else limits["minTileRow"]
    return template.replace("{tileMatrix}", str(limits["tileMatrix"])).replace("{tileRow}", str(row)).replace("{tileCol}", str(limits["minTileCol"]))


def tileset(name, entry):
    """One tileset as a list tells of it; gives its template and limits."""
    links = entry.get("links", [])
    check(f"{name}: dataType, crs, tileMatrixSetURI", entry.get("dataType") == "vector" and entry.get("crs") and entry.get("tileMatrixSetURI") == SET, {k: entry.get(k) for k in ("dataType", "crs", "tileMatrixSetURI")})
    check(f"{name}: link to the tiling scheme", link(entry, REL + "tiling-scheme"), lambda: [x["rel"] for x in links])
    for x in links:
        if not x.get("templated"):
            a = ask(x["href"], {"Accept": "application/json"})
            check(f"{name}: its link {x['rel'].rsplit('/', 1)[-1]} answers 200 with JSON", a.status == 200 and "json" in a.type, a.said)
    doc = get(link(entry, "self", "application/json") or "/nowhere")
    check(f"{name}: link self of type application/json to the tileset", doc.get("links"))
    template = link(doc, "item", MVT) or ""
    check(f"{name}: a template of three variables for {MVT}", all("{%s}" % v in template for v in ("tileMatrix", "tileRow", "tileCol")) and template.count("{") == 3, template)
    check(f"{name}: its template is marked as one", any(x.get("templated") is True for x in doc.get("links", []) if x.get("rel") == "item"))
    limits = entry.get("tileMatrixSetLimits") or doc.get("tileMatrixSetLimits") or []
    check(f"{name}: limits", limits and all(k in limits[0] for k in ("tileMatrix", "minTileRow", "maxTileRow", "minTileCol", "maxTileCol")), limits[:1])
    if not template or not limits:
        return
    for l in limits:  # noqa: E741
        a = ask(filled(template, l), JAVA)
        check(f"{name}: first tile of matrix {l['tileMatrix']} is 200 or 204", a.status in (200, 204) and (a.status == 204 or a.type == MVT), lambda: f"{a.said()} {a.type}")
        a = ask(filled(template, l, rows=1), JAVA)
        check(f"{name}: below the last row of matrix {l['tileMatrix']} is 404", a.status == 404, a.said)
    first = limits[0]
    for what, values in (("no matrix", ("99", "0", "0")), ("a word for a row", (first["tileMatrix"], "x", "0")), ("a huge row", (first["tileMatrix"], "2147483647", "2147483647")), ("a negative column", (first["tileMatrix"], first["minTileRow"], "-1"))):
        target = template
        for variable, value in zip(("tileMatrix", "tileRow", "tileCol"), values):
            target = target.replace("{%s}" % variable, str(value))
        a = ask(target, JAVA)
        check(f"{name}: {what} is 404", a.status == 404, a.said)


def tiles(api):
    root = link(get("/"), REL + "tilesets-vector")
    if check("tiles: the landing page links the tilesets", root):
        sets = get(root).get("tilesets", [])
        check("tiles: the list is not empty", sets)
        for entry in sets:
            tileset("dataset tiles", entry)
    for c in collections():
        url = link(c, REL + "tilesets-vector")
        if check(f"tiles of {c['id']}: the collection links them at …/tiles", url and url.split("?")[0].endswith("/tiles"), url):
            for entry in get(url).get("tilesets", []):
                tileset("tiles of " + c["id"], entry)
    scheme = get("/tileMatrixSets/WebMercatorQuad")
    check("tiles: the definition of WebMercatorQuad is there", scheme.get("tileMatrices"))
    sets = get("/tileMatrixSets").get("tileMatrixSets", [])
    check("tiles: the list of tile matrix sets names it", any("WebMercatorQuad" in str(s) for s in sets))
    named = [o["get"].get("operationId", "") for o in api.get("paths", {}).values() if "get" in o]
    for word in (".getTileSetsList", ".getTileSet", ".getTile"):
        check(f"tiles: an operation is named …{word}", any(n.endswith(word) for n in named))
