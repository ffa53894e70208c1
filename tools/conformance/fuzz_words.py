"""Writes words for the fuzzer (ids that exist, days, boxes, filters) to a file of its own format, and prints the flags
that leave out the streams."""

import json
import sys

from check import collections, get

WORDS = {
    "datetime": ["2022-03-01", "2022-02-24/2022-12-31", "../2022-09-01", "2022-11-11T12:00:00Z", "2022-03-01T00:00:00Z/.."],
    "as-of": ["2022-03-05", "2022-10-01"],
    "from": ["2022-03-01"],
    "to": ["2022-10-01"],
    "sortby": ["date", "-name", "population", "-since"],
    "properties": ["name", "holder", "place", "date"],
    "filter": ["holder='UA'", "NOT holder='RU'", "S_INTERSECTS(geometry,BBOX(33,46,38,49))", "name LIKE 'B%'"],
    "filter-lang": ["cql2-text"],
    "crs": ["http://www.opengis.net/def/crs/EPSG/0/3857", "http://www.opengis.net/def/crs/EPSG/0/4326"],
    "bbox-crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
    "q": ["Kherson", "Буча", "Izium"],
}


def main():
    ids = [c["id"] for c in collections()]
    features = [f["id"] for i in ids for f in get(f"/collections/{i}/items", f="json", limit=3).get("features", [])]
    words = {"path.collectionId": ids, "path.featureId": features, "path.tileMatrixSetId": ["WebMercatorQuad"], "path.tileMatrix": ["0", "5", "6"], "path.tileRow": [0, 10, 21], "path.tileCol": [0, 18, 37]}
    words |= {"query." + k: v for k, v in WORDS.items()}
    api = get("/api")
    known = {f"{p['in']}.{p['name']}" for o in api["paths"].values() for p in params(api, o)}
    with open(sys.argv[2], "w") as f:
        used = {k: v for k, v in words.items() if k in known and v}
        for n, v in enumerate(used.values()):
            f.write(f"[dictionaries.words{n}]\nvalues = {json.dumps(v, ensure_ascii=False)}\n")
        f.write("[parameters]\n")
        for n, k in enumerate(used):
            f.write(f'"{k}" = {{ dictionary = "words{n}", probability = {0.95 if k.startswith("path") else 0.6} }}\n')
    for path, o in api["paths"].items():
        if any("text/event-stream" in r.get("content", {}) for r in o.get("get", {}).get("responses", {}).values()):
            print(f"--exclude-path={path}")


def params(api, item):
    for p in item.get("parameters", []) + [q for m in item.values() if isinstance(m, dict) for q in m.get("parameters", [])]:
        if "$ref" in p:
            thing = api
            for key in p["$ref"].removeprefix("#/").split("/"):
                thing = thing[key.replace("~1", "/").replace("~0", "~")]
            p = thing
        yield p


if __name__ == "__main__":
    main()
