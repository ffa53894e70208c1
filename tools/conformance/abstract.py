"""The abstract tests of OGC API - Features 1.0 (Core, GeoJSON, HTML, OpenAPI 3.0), Part 2 and OGC API - Tiles 1.0.

They are written from the annexes of the standards (OGC 17-069r4, 18-058r1, 20-057) and tried on every collection, in the
way the executable suites of the OGC try them on some. They need nothing but Python, so they can run where the suites
cannot be had.
"""

import datetime as dt
import re
import sys

from abstract_crs import crs
from abstract_tiles import tiles
from check import ROOT, ask, check, collections, get, guarded, link, report
from geometry import meets, positions

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
GEOJSON = "application/geo+json"
FEATURES, CQL2, TILES = ("http://www.opengis.net/spec/%s/1.0/conf/" % x for x in ("ogcapi-features-%d", "cql2", "ogcapi-tiles-1"))

# What the server is meant to conform to. Part 4 (create, replace, delete) is no part of it.
CLASSES = (
    [FEATURES % 1 + x for x in ("core", "geojson", "html", "oas30")]
    + [FEATURES % 2 + "crs"]
    + [FEATURES % 3 + x for x in ("queryables", "queryables-query-parameters", "filter", "features-filter")]
    + [CQL2 + x for x in ("cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison", "basic-spatial-functions", "temporal-functions")]
    + [TILES + x for x in ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "mvt", "oas30")]
)


def landing():
    a = ask("/", {"Accept": "application/json"})
    doc = a.json()
    check("landing page: 200, HTTP/1.1 and JSON", a.status == 200 and doc.get("links"), a.said)
    for rel, type_ in (("self", "application/json"), ("alternate", "text/html"), ("service-desc", OPENAPI), ("service-doc", "text/html"), ("conformance", "application/json"), ("data", "application/json")):
        check(f"landing page: link {rel} of type {type_}", link(doc, rel, type_), lambda: [x for x in doc.get("links", []) if x.get("rel") == rel])
    check("landing page: every link has href, rel and type", all(x.get("href") and x.get("rel") and x.get("type") for x in doc.get("links", [])))


def declared():
    classes = get("/conformance").get("conformsTo", [])
    check("conformance: a list of strings", classes and all(isinstance(x, str) for x in classes))
    for c in CLASSES:
        check(f"conformance: declares {c.split('/spec/')[1]}", c in classes, "not declared")
    return classes


def definition():
    api = link(get("/"), "service-desc", OPENAPI)
    a = ask(api, {"Accept": OPENAPI})
    doc = a.json()
    check("API definition: 200 as " + OPENAPI, a.status == 200 and a.type.replace(" ", "") == OPENAPI, lambda: f"{a.status} {a.type}")
    check("API definition: version 3.0", str(doc.get("openapi", "")).startswith("3.0."), doc.get("openapi"))
    server = (doc.get("servers") or [{}])[0].get("url", "")
    check("API definition: the server's address is absolute, has no slash at its end and begins what was asked for", server == ROOT, server)
    paths = doc.get("paths", {})
    for p in ("/", "/api", "/conformance", "/collections", "/collections/{collectionId}", "/collections/{collectionId}/items", "/collections/{collectionId}/items/{featureId}"):
        check(f"API definition: path {p}", "get" in paths.get(p, {}))
    like = [p for p in paths if re.fullmatch("/collections/.*/items", p)]
    check("API definition: no other path like that of items", like == ["/collections/{collectionId}/items"], like)
    ids = [o.get("operationId") for p in paths.values() for m, o in p.items() if m in ("get", "put", "post", "patch", "delete")]
    check("API definition: each operation has an id of its own", all(ids) and len(set(ids)) == len(ids))
    return doc


def resolved(doc, thing):
    """A part of the API definition, its reference followed."""
    while "$ref" in thing:
        part = doc
        for key in thing["$ref"].lstrip("#/").split("/"):
            part = part[key.replace("~1", "/").replace("~0", "~")]
        thing = part
    return thing


def parameters(doc):
    operation = doc["paths"]["/collections/{collectionId}/items"]
    all_ = {p["name"]: p for p in (resolved(doc, p) for p in operation.get("parameters", []) + operation["get"].get("parameters", []))}
    for name, want in (
        ("bbox", {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}),
        ("limit", {"type": "integer", "minimum": 1, "maximum": 10000}),
        ("datetime", {"type": "string"}),
    ):
        p = all_.get(name, {})
        schema = resolved(doc, p.get("schema", {}))
        got = {k: schema.get(k) for k in want}
        if "items" in got:
            got["items"] = {"type": resolved(doc, schema.get("items", {})).get("type")}
        shape = p.get("in") == "query" and not p.get("required") and p.get("style") == "form" and p.get("explode") is False
        check(f"parameter {name}: in query, optional, style form, explode false", shape, {k: v for k, v in p.items() if k not in ("schema", "description")})
        check(f"parameter {name}: its schema", got == want and (name != "limit" or "default" in schema), schema)
    check("parameters: style is always written out", all("style" in p for p in all_.values() if p["in"] == "query"), lambda: [n for n, p in all_.items() if "style" not in p])
    check("parameters: none of free form", not any(resolved(doc, p.get("schema", {})).get("additionalProperties") for p in all_.values()))
    # QGIS looks there and nowhere else, and takes 100 a page if it finds nothing.
    shared = doc.get("components", {}).get("parameters", {}).get("limit", {}).get("schema", {})
    check("parameter limit: declared as components.parameters.limit, with maximum and default", "maximum" in shared and "default" in shared)
    collection = next((p for p in (resolved(doc, p) for p in operation.get("parameters", []) + operation["get"].get("parameters", [])) if p["name"] == "collectionId"), {})
    enum = collection.get("schema", {}).get("enum")
    check("parameter collectionId: no enum, or that of the collections", enum is None or set(enum) == {c["id"] for c in collections()}, enum)
    return resolved(doc, all_.get("limit", {}).get("schema", {})).get("maximum", 10000)


def catalogue(html):
    doc = get("/collections")
    check("collections: link self of type application/json", link(doc, "self", "application/json"))
    check("collections: not empty", doc.get("collections"))
    check("collections: crs, if given, begins with CRS84", doc.get("crs", [CRS84])[0] == CRS84, doc.get("crs"))
    if html:
        check("collections: link alternate of type text/html", link(doc, "alternate", "text/html"))
    for c in doc.get("collections", []):
        name = "collection " + c["id"]
        check(f"{name}: id, title, description, itemType, links", all(c.get(k) for k in ("id", "title", "description", "links")) and c.get("itemType") == "feature")
        check(f"{name}: items link of type {GEOJSON} without a query", "?" not in (link(c, "items", GEOJSON) or "?"), link(c, "items"))
        check(f"{name}: every link has href, rel and type", all(x.get("href") and x.get("rel") and x.get("type") for x in c["links"]))
        alone = get("/collections/" + c["id"])
        differ = [k for k in ("id", "title", "description", "extent") if alone.get(k) != c.get(k)]
        check(f"{name}: alone says the same as in the list", alone and not differ, differ)
        box = c.get("extent", {}).get("spatial", {}).get("bbox")
        check(f"{name}: spatial extent is one box of four numbers", box is None or (len(box) == 1 and len(box[0]) == 4), box)
        span = c.get("extent", {}).get("temporal", {}).get("interval")
        check(f"{name}: temporal extent is one pair of times or nulls", span is None or (len(span) == 1 and len(span[0]) == 2 and all(t is None or instant(t) for t in span[0])), span)


def instant(text):
    """An RFC 3339 time, or None."""
    try:
        t = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
        return t if t.tzinfo else None
    except ValueError:
        return None


def selections(c):
    """The requests that the abstract tests repeat for every collection: name, parameters, and the box if there is one."""
    yield "", {}, None
    for n in (1, 100):
        yield f" limit={n}", {"limit": n}, None
    box = c.get("extent", {}).get("spatial", {}).get("bbox", [None])[0]
    if box:
        for b in (box, [-1.5, 50, 1.5, 53], [-80, -5, -70, 5], [177, 65, -177, 70], [-180, 85, 180, 90], [-180, -90, 180, -85]):
            text = ",".join(str(x) for x in b)
            yield f" bbox={text}", {"bbox": text}, b
    begin, end = (instant(t) if t else None for t in c.get("extent", {}).get("temporal", {}).get("interval", [[None, None]])[0])
    if begin:
        end = end or dt.datetime.now(dt.timezone.utc)
        quarter = (end - begin) / 4
        z = lambda t: t.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: E731
        for text in (z(begin), f"{z(begin + quarter)}/{z(begin + 2 * quarter)}", f"{(begin + quarter).date()}/{(begin + quarter).date() + dt.timedelta(2)}", f"{z(begin)}/..", f"../{z(end)}"):
            yield f" datetime={text}", {"datetime": text}, None


def page(name, url, params, box, html, maximum):
    """What holds for every answer with features."""
    from urllib.parse import urlencode

    before = dt.datetime.now(dt.timezone.utc)
    a = ask(url + ("?" + urlencode(params) if params else ""), {"Accept": GEOJSON})
    doc = a.json()
    if not check(f"{name}: 200 as {GEOJSON}", a.status == 200 and a.type == GEOJSON, lambda: f"{a.said()} {a.type}"):
        return
    features = doc.get("features")
    check(f"{name}: a FeatureCollection", doc.get("type") == "FeatureCollection" and isinstance(features, list))
    wrong = [x for x in doc["links"] if not (x.get("href") and x.get("rel") and x.get("type"))]
    check(f"{name}: links self{' and alternate' if html else ''}, each with rel and type", link(doc, "self", GEOJSON) and (not html or link(doc, "alternate", "text/html")) and not wrong, wrong)
    stamp = instant(doc.get("timeStamp", "")) if "timeStamp" in doc else before
    # The stamp of a kept answer is that of its making, so only the future is wrong.
    check(f"{name}: timeStamp", stamp and stamp <= dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=1), doc.get("timeStamp"))
    check(f"{name}: numberReturned", doc.get("numberReturned") == len(features), doc.get("numberReturned"))
    check(f"{name}: no more than limit", len(features) <= int(params.get("limit", 10000)), len(features))
    check(f"{name}: positions in degrees", all(abs(x) <= 180 and abs(y) <= 90 for f in features for x, y in positions(f["geometry"])))
    if box:
        out = [f["id"] for f in features if not meets(f["geometry"], box)]
        check(f"{name}: nothing outside the box", not out, out[:5])
    # Four more pages of the declared maximum have to bring what numberMatched promises.
    count, next_, pages = len(features), link(doc, "next"), 0
    while next_ and pages < 4:
        more = ask(re.sub(r"limit=\d+", f"limit={maximum}", next_)).json()
        count, next_, pages = count + len(more.get("features", [])), link(more, "next"), pages + 1
    if doc.get("numberMatched", 0) <= 10000:
        check(f"{name}: numberMatched is the sum over the pages", doc.get("numberMatched") == count, f"{doc.get('numberMatched')}, but {count} features came")


def features(c, html, maximum):
    url = link(c, "items", GEOJSON)
    name = f"items of {c['id']}"
    for suffix, params, box in selections(c):
        guarded(name + suffix, page, name + suffix, url, params, box, html, maximum)
    for params in ("limit=unlimited", "unknownQueryParameter10477=1"):
        a = ask(f"{url}?{params}", {"Accept": GEOJSON})
        check(f"{name} {params}: 400", a.status == 400, a.said)
    box = c.get("extent", {}).get("spatial", {}).get("bbox", [None])[0]
    if box:
        total, within = (get(f"/collections/{c['id']}/items", f="json", limit=1, **p).get("numberMatched") for p in ({}, {"bbox": ",".join(map(str, box))}))
        check(f"{name}: all lie in the extent", total == within, f"{within} of {total}")


def feature(c, html):
    name = f"one of {c['id']}"
    first = get(f"/collections/{c['id']}/items", f="json", limit=1).get("features")
    if not check(f"{name}: there is one", first):
        return
    id_ = first[0]["id"]
    check(f"{name}: its id is a whole number", isinstance(id_, int), repr(id_))
    a = ask(f"{link(c, 'items', GEOJSON)}/{id_}", {"Accept": GEOJSON})
    f = a.json()
    check(f"{name}: 200 as {GEOJSON}", a.status == 200 and a.type == GEOJSON, lambda: f"{a.said()} {a.type}")
    check(f"{name}: the feature asked for", f.get("type") == "Feature" and f.get("id") == id_ and f.get("properties") == first[0]["properties"])
    for rel, type_ in [("self", GEOJSON), ("collection", None)] + ([("alternate", "text/html")] if html else []):
        check(f"{name}: link {rel}", link(f, rel, type_), lambda: f.get("links"))


def main():
    guarded("landing page", landing)
    classes = declared()
    html = FEATURES % 1 + "html" in classes
    doc = definition()
    maximum = parameters(doc)
    catalogue(html)
    for c in collections():
        guarded("items of " + c["id"], features, c, html, maximum)
        guarded("one of " + c["id"], feature, c, html)
    for c in collections():
        guarded("CRS of " + c["id"], crs, c)
    guarded("tiles", tiles, doc)
    report()


if __name__ == "__main__":
    sys.exit(main())
