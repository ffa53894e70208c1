"""Abstract tests of Part 2: coordinates and boxes in other reference systems."""

from check import ask, check, get, items
from geometry import mercator, positions

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
# How a CRS84 position is written in each system that the server is meant to speak, and how exactly, in its units.
SYSTEMS = {
    CRS84: (lambda x, y: (x, y), 1e-6),
    "http://www.opengis.net/def/crs/EPSG/0/4326": (lambda x, y: (y, x), 1e-6),
    "http://www.opengis.net/def/crs/EPSG/0/3857": (mercator, 0.2),
}
UNKNOWN = "http://www.opengis.net/def/crs/0/unsupported"


def crs(c):
    name, path = "CRS of " + c["id"], f"/collections/{c['id']}/items"
    check(f"{name}: lists CRS84 first, then the others", c.get("crs", [None])[0] == CRS84 and set(SYSTEMS) <= set(c["crs"]), c.get("crs"))
    check(f"{name}: storageCrs is one of them", c.get("storageCrs") in c.get("crs", []), c.get("storageCrs"))
    plain = get(path, f="json", limit=20).get("features", [])
    box = c.get("extent", {}).get("spatial", {}).get("bbox", [None])[0]
    for uri, (written, near) in SYSTEMS.items():
        short = uri.rsplit("/", 1)[1]
        a = ask(f"{path}?f=json&limit=20&crs={uri}")
        if not check(f"{name} {short}: 200", a.status == 200, a.said):
            continue
        check(f"{name} {short}: Content-Crs", a.headers.get("content-crs") == f"<{uri}>", a.headers.get("content-crs"))
        got = a.json()["features"]
        far = [f["id"] for f, g in zip(plain, got) if not same(f["geometry"], g["geometry"], written, near)]
        check(f"{name} {short}: the same features, their positions transformed", [f["id"] for f in plain] == [g["id"] for g in got] and not far, far[:5])
        if plain:
            one = ask(f"{path}/{plain[0]['id']}?crs={uri}")
            check(f"{name} {short}: one feature too", one.status == 200 and one.headers.get("content-crs") == f"<{uri}>" and same(plain[0]["geometry"], one.json()["geometry"], written, near), one.said)
        if box:
            low, high = written(box[0], box[1]), written(box[2], box[3])
            text = ",".join(repr(v) for v in (*low, *high))
            a = ask(f"{path}?f=json&limit=10&bbox={text}&bbox-crs={uri}")
            b = ask(f"{path}?f=json&limit=10&bbox={','.join(map(str, box))}")
            check(f"{name} {short}: bbox-crs gives the same as the box in CRS84", a.status == 200 and ids(a) == ids(b), a.said)
            middle = [box[0] + (box[2] - box[0]) / 3, box[1] + (box[3] - box[1]) / 3, box[2] - (box[2] - box[0]) / 3, box[3] - (box[3] - box[1]) / 3]
            low, high = written(middle[0], middle[1]), written(middle[2], middle[3])
            if a.status == 200:
                want = {f["id"] for f in items(c["id"], bbox=",".join(map(repr, middle)))}
                got = {f["id"] for f in items(c["id"], **{"bbox": ",".join(map(repr, (*low, *high))), "bbox-crs": uri})}
                # A feature on the very edge may fall to either side by rounding.
                check(f"{name} {short}: so does its middle third", len(want ^ got) <= 1, f"{len(want)} and {len(got)} features")
    a = ask(f"{path}?f=json&limit=1")
    check(f"{name}: Content-Crs without crs= is CRS84", a.headers.get("content-crs") == f"<{CRS84}>", a.headers.get("content-crs"))
    for target in [f"{path}?crs={UNKNOWN}", f"{path}?bbox=1,1,2,2&bbox-crs={UNKNOWN}"] + ([f"{path}/{plain[0]['id']}?crs={UNKNOWN}"] if plain else []):
        a = ask(target)
        check(f"{name}: {target.split('/', 3)[3]} is 400 and says which parameter", a.status == 400 and "crs" in a.json().get("detail", ""), a.said)


def ids(answer):
    return [f["id"] for f in answer.json().get("features", [])]


def same(plain, other, written, near):
    """Whether other is plain, written in another system."""
    if plain is None or other is None:
        return plain is other
    a, b = [written(*p) for p in positions(plain)], list(positions(other))
    return len(a) == len(b) and all(abs(p[0] - q[0]) <= near and abs(p[1] - q[1]) <= near for p, q in zip(a, b))
