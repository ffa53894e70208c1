"""Rules of the HTTP interface that no suite covers: methods, negotiation, refusals, paging, values, caching, links, hang-ups.

Filters have a table of their own in http_filter.py; what needs a second server or a proxy is in http_proxy.py.
"""

import gzip
import os
import re
import socket
import struct
import threading
import time
import urllib.parse

from check import ROOT, ask, check, collections, get, guarded, items, link, report
from geometry import area
from http_filter import filters
from http_proxy import behind_proxy

GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LEAKS = re.compile(r"goroutine|\.go:\d|SELECT |sqlite|/home/|/tmp/|/root/|panic", re.I)


def resources():
    """Path and media type of every kind of resource."""
    yield "/", "application/json"
    yield "/api", OPENAPI
    yield "/conformance", "application/json"
    yield "/collections", "application/json"
    for c in collections():
        yield f"/collections/{c['id']}", "application/json"
        yield f"/collections/{c['id']}/items", GEOJSON
        yield f"/collections/{c['id']}/queryables", "application/schema+json"
        yield f"/collections/{c['id']}/schema", "application/schema+json"
        first = get(f"/collections/{c['id']}/items", f="json", limit=1).get("features")
        if first:
            yield f"/collections/{c['id']}/items/{first[0]['id']}", GEOJSON


def timeless(body):
    """A body without the time at which it was made, and without the slash that the address of self may end in."""
    return re.sub(rb'"timeStamp":"[^"]*"', b"", body).replace(b'items/"', b'items"')


def methods(path):
    g, h = ask(path), ask(path, method="HEAD")
    for a in (g, h):
        a.headers = {k: v for k, v in a.headers.items() if k not in ("date", "x-request-id")}
    check(f"HEAD {path}: as GET, without a body", (h.status, h.headers, h.body) == (g.status, g.headers, b""), lambda: {k: (g.headers.get(k), h.headers.get(k)) for k in g.headers.keys() | h.headers.keys() if g.headers.get(k) != h.headers.get(k)})
    o = ask(path, {"Origin": "https://map.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "If-None-Match"}, "OPTIONS")
    check(f"OPTIONS {path}: preflight", o.status == 204 and o.headers.get("access-control-allow-origin") == "*" and "GET" in o.headers.get("access-control-allow-methods", ""), lambda: (o.status, o.headers))
    for m in ("DELETE", "PATCH", "POST", "PUT"):
        a = ask(path, {"Content-Type": "application/json"}, m, b"{}")
        # Places may be edited by those who have a token: then these methods are told apart by what they lack.
        edited = a.status in (401, 403) and "/places/items" in path
        check(f"{m} {path}: 405 with Allow", edited or (a.status == 405 and "GET" in a.headers.get("allow", "")), lambda: (a.said(), a.headers.get("allow")))


def negotiation(path, type_):
    def kind(accept, suffix=""):
        a = ask(path + suffix, {"Accept": accept} if accept else {})
        return a.type.replace("; ", ";").replace(";charset=utf-8", "").replace(";charset=UTF-8", "") if a.status == 200 else a.said()

    for accept in (None, "*/*", "application/json", "application/json, application/javascript, text/javascript, text/json", "application/geo+json, application/json",
                   "application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, application/json", "text/plain, application/json", "application/x-nobody-makes-this", "text/html;q=0.3, application/json;q=0.9"):
        check(f"{path} to Accept {accept}: {type_}", kind(accept) == type_, lambda: kind(accept))
    if type_ != "application/schema+json":
        for accept in (BROWSER, "application/json;q=0.3, text/html"):
            check(f"{path} to Accept {accept}: text/html", kind(accept) == "text/html", lambda: kind(accept))
        check(f"{path}?f=html beats Accept", kind("application/json", "?f=html") == "text/html", lambda: kind("application/json", "?f=html"))
        check(f"{path}?f=json beats Accept", kind(BROWSER, "?f=json") == type_, lambda: kind(BROWSER, "?f=json"))
    a = ask(path + "?f=doc")
    check(f"{path}?f=doc: 400", a.status == 400 and "f" in a.json().get("detail", ""), a.said)
    a = ask(path)
    check(f"{path}: Vary names Accept and Accept-Encoding", {"accept", "accept-encoding"} <= {x.strip() for x in a.headers.get("vary", "").lower().split(",")}, a.headers.get("vary"))
    check(f"{path}: UTF-8 without a byte order mark", not a.body.startswith(b"\xef\xbb\xbf") and a.body.decode("utf-8") and "charset" not in a.type.lower().replace("charset=utf-8", ""), a.type)
    a = ask(path + "?no_such_parameter=1")
    check(f"{path} with an unknown parameter: 400 that names it", a.status == 400 and "no_such_parameter" in a.json().get("detail", ""), a.said)


def caching(path):
    a, b = ask(path), ask(path, {"Accept-Encoding": "gzip"})
    tag = a.headers.get("etag", "")
    check(f"{path}: a strong ETag, Last-Modified, Cache-Control", tag.startswith('"') and a.headers.get("last-modified") and "max-age" in a.headers.get("cache-control", ""), lambda: {k: a.headers.get(k) for k in ("etag", "last-modified", "cache-control")})
    for turn in (1, 2):
        n = ask(path, {"If-None-Match": tag})
        check(f"{path} If-None-Match, time {turn}: 304 without a body", (n.status, n.body) == (304, b"") and n.headers.get("etag") == tag, lambda: (n.status, len(n.body), n.headers.get("etag"), tag))
    n = ask(path, {"If-None-Match": f'"other", W/{tag}'})
    check(f"{path} If-None-Match with a list: 304", n.status == 304, n.status)
    n = ask(path, {"If-Modified-Since": a.headers.get("last-modified", "")})
    check(f"{path} If-Modified-Since: 304", n.status == 304, n.status)
    n = ask(path, {"If-None-Match": '"other"', "If-Modified-Since": a.headers.get("last-modified", "")})
    check(f"{path} If-None-Match is asked before If-Modified-Since", n.status == 200, n.status)
    if len(a.body) > 2000:
        check(f"{path}: gzip when asked for, with an ETag of its own", b.headers.get("content-encoding") == "gzip" and timeless(gzip.decompress(b.body)) == timeless(a.body) and b.headers.get("etag") not in ("", tag), lambda: (b.headers.get("content-encoding"), b.headers.get("etag"), tag))
        q = ask(path, {"Accept-Encoding": "gzip;q=0"})
        check(f"{path}: no gzip when refused", "content-encoding" not in q.headers, q.headers.get("content-encoding"))
    exposed = {x.strip().lower() for x in a.headers.get("access-control-expose-headers", "").split(",")}
    check(f"{path}: CORS for all, with the headers that count", a.headers.get("access-control-allow-origin") == "*" and {"link", "etag", "content-crs"} <= exposed, exposed)


def spelling():
    for one, other in (("", "/"), ("/collections", "/collections/"), ("/collections/control", "/collections/control/"), ("/collections/control/items", "/collections/control/items/"), ("/conformance", "/conformance/"), ("/api", "/api/")):
        a, b = ask(one), ask(other)
        check(f"{one or 'the root without a slash'} and {other} answer the same", (a.status, timeless(a.body)) == (b.status, timeless(b.body)) == (200, timeless(a.body)), lambda: (a.status, b.status))
    for query in ("bbox=30%2C50%2C31%2C51", "bbox=30,50,31,51"):
        check(f"control?{query}: 200", ask("/collections/control/items?" + query).status == 200)


# Requests for items of control: 400, each with the word that its detail has to say.
REFUSED = [(f"limit={v}", "limit") for v in ("unlimited", "0", "-1", "", "1.5", "10&limit=20", "1e3")] + \
    [(f"bbox={v}", "bbox") for v in ("", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d", "NaN,0,1,1", "0,0,Inf,1", "0,2,1,1", "0,-91,1,1", "0,0,1,91", "-181,0,1,1", "0,0,181,1", "30,50,31,51&bbox=30,50,31,52")] + \
    [(f"datetime={v}", "datetime") for v in ("", "..", "../..", "/", "../", "2023-02-01/2023-01-01", "2023-13-01", "2023-02-30", "P2D", "2023-01-01/P2D", "a/b/c", "2023-01-01/2023-02-01/2023-03-01", "2023-01-01T10:00:00", "yesterday", "2022-03-01&datetime=2022-04-01")] + \
    [("crs=EPSG:4326", "crs"), ("crs=http://www.opengis.net/def/crs/0/unsupported", "crs"), ("bbox=1,1,2,2&bbox-crs=nonsense", "bbox-crs"),
     ("holder=XX", "holder"), ("population=many", "population"), ("presumed=perhaps", "presumed"),
     ("properties=no_such_property", "properties"), ("sortby=no_such_property", "sortby"), ("sortby=", "sortby"),
     ("offset=-1", "offset"), ("offset=x", "offset"), ("cursor=%00", "cursor"), ("after=%00broken", "after"), ("f=xyz", "f"), ("q=", "q"), ("Limit=1", "Limit"), ("%FF=1", ""), ("limit=%ZZ", "")]

ACCEPTED = [f"limit={v}" for v in ("1", "10000", "10001", "999999", "99999999999999999999", "10&limit=10")] + \
    [f"bbox={v}" for v in ("-1.5,50,1.5,53", "-80,-5,-70,5", "177,65,-177,70", "-180,85,180,90", "-180,-90,180,-85", "30,50,0,31,51,100", ".5,-.5,1.5,.5", "3e1,5e1,3.1e1,5.1e1", "30,50,30,50")] + \
    [f"datetime={v}" for v in ("2023-01-01T10:00:00Z", "2023-01-01T10:00:00.5Z", "2023-01-01T10:00:00%2B02:00", "2023-01-01t10:00:00z", "2023-01-01", "2022-03-01/2022-04-01", "2022-03-01/..", "../2022-04-01", "2022-03-01/", "/2022-04-01", "2022-03-01%2F2022-04-01", "2023-01-01T%2F..", "2023-01-01T00:00:00Z/9999-12-31T00:00:00Z", "2022-03-01T00:00:00Z/2022-03-01T00:00:00Z")] + \
    ["holder=UA", "holder=UA,RU", "properties=name,holder", "sortby=name", "sortby=-population,name", "sortby=%2Bname", "q=Kherson"]


def refusals():
    base = "/collections/control/items?"
    for query, word in REFUSED:
        a = ask(base + query)
        p = a.json()
        good = a.status == 400 and "problem+json" in a.type and all(k in p for k in ("type", "title", "status", "detail")) and p["status"] == 400 and word in p["detail"] and not LEAKS.search(p["detail"])
        check(f"control?{query}: 400 that names {word or 'it'}", good, a.said)
    for target, word in (("/collections/events/items?date=soon", "date"), ("/collections/events/items?confidence=high", "confidence"), ("/collections/areas/items?claimed=1", "claimed")):
        a = ask(target)
        check(f"{target}: 400 that names {word}", a.status == 400 and word in a.json().get("detail", ""), a.said)
    for query in ACCEPTED:
        a = ask(base + query)
        check(f"control?{query}: 200", a.status == 200, a.said)
    for path in ("/no/such/thing", "/collections/nosuch", "/collections/nosuch/items", "/collections/nosuch/queryables", "/collections/control/items/999999999", "/collections/control/items/x", "/collections/control/items/1.5", "/collections/control/items/-1", "/collections/control/items/99999999999999999999", "/collections/..%2fcontrol", "/collections/control/items/%00", "/collections/CONTROL"):
        a = ask(path)
        check(f"{path}: 404, a problem document", a.status == 404 and "problem+json" in a.type and not LEAKS.search(a.body.decode("utf-8", "replace")), lambda: f"{a.said()} {a.type}")
        check(f"{path}: not to be kept", "no-store" in a.headers.get("cache-control", ""), a.headers.get("cache-control"))
    a = ask("/collections/control/items?limit=x", {"Accept": BROWSER})
    check("an error is a page for a browser", a.status == 400 and a.type.startswith("text/html"), a.type)
    a = ask("/collections/control/items?limit=%3Cscript%3E", {"Accept": BROWSER})
    check("what was asked comes back in a page as text", b"<script>" not in a.body)


def paging(c):
    path, name = f"/collections/{c['id']}/items", "paging of " + c["id"]
    total = get(path, f="json", limit=1).get("numberMatched", 0)
    whole = [f["id"] for f in items(c["id"])]
    check(f"{name}: all pages of 10,000 give numberMatched features, each once", len(whole) == len(set(whole)) == total, f"{len(whole)} features, {len(set(whole))} ids, {total} matched")
    size = max(1, total // 6)
    parts = [f["id"] for f in items(c["id"], limit=size)]
    check(f"{name}: pages of {size} give the same in the same order", parts == whole, f"{len(parts)} of {len(whole)}")
    if total <= 10000:
        check(f"{name}: no next when the last page is full", link(get(path, f="json", limit=total), "next") is None)
    first = get(path, f="json", limit=1, datetime="2022-02-25/..", bbox="20,40,45,55")
    next_ = link(first, "next") or ""
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(next_).query)
    check(f"{name}: next keeps the parameters", first.get("numberMatched", 0) <= 1 or (asked.get("datetime") == ["2022-02-25/.."] and asked.get("bbox") == ["20,40,45,55"] and asked.get("limit") == ["1"]), next_)
    a = ask(path + "?limit=1")
    check(f"{name}: Link headers repeat self, alternate and next", all(f'rel="{r}"' in a.headers.get("link", "") for r in ("self", "alternate", "next")), a.headers.get("link"))
    a = ask(path + "?limit=999999")
    check(f"{name}: a limit over the maximum is the maximum", a.status == 200 and len(a.json()["features"]) == min(total, 10000), a.said)
    empty = get(path, f="json", bbox="-80,-5,-70,-4")
    check(f"{name}: an empty result is a list", empty.get("features") == [] and empty.get("numberMatched") == empty.get("numberReturned") == 0, {k: v for k, v in empty.items() if k != "links"})
    if total > 40:
        began = time.monotonic()
        for _ in range(5):
            get(path, f="json", limit=10)
        early, url = time.monotonic() - began, f"{ROOT}{path}?f=json&limit={total - 20}"
        late = link(get(url), "next")
        if late:
            late = re.sub(r"limit=\d+", "limit=10", late)
            began = time.monotonic()
            for _ in range(5):
                get(late)
            late = time.monotonic() - began
            check(f"{name}: the last page costs what the first does", late < 5 * early + 0.1, f"{late / 5 * 1000:.1f} ms, the first {early / 5 * 1000:.1f} ms")


TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool}


def values(c):
    name = "features of " + c["id"]
    all_ = items(c["id"])
    schema = get(f"/collections/{c['id']}/schema")
    props = schema.get("properties", {}).get("properties", {}).get("properties", {})
    check(f"{name}: the schema is that of a feature with whole numbers as ids", props and schema["properties"].get("id", {}).get("type") == "integer")
    orders = {tuple(f["properties"]) for f in all_}
    check(f"{name}: the same properties in the same order", len(orders) == 1 and next(iter(orders)) == tuple(next(iter(orders))), list(orders)[:2])
    keys = set().union(*orders) if orders else set()
    check(f"{name}: the schema has just these properties", keys == set(props), keys ^ set(props))
    check(f"{name}: none is called id or fid", not keys & {"id", "fid"})
    bad = {}
    for f in all_:
        for k, v in f["properties"].items():
            s = props.get(k, {})
            if v is None:
                continue
            type_ = s.get("type")
            type_ = [t for t in type_ if t != "null"][0] if isinstance(type_, list) else type_
            ok = isinstance(v, TYPES.get(type_, str)) and (type_ == "boolean" or not isinstance(v, bool)) and ("enum" not in s or v in s["enum"])
            if ok and s.get("format") == "date":
                ok = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", v))
            if ok and s.get("format") == "date-time":
                ok = bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", v))
            if not ok:
                bad.setdefault(k, v)
    check(f"{name}: every value fits the schema", not bad, bad)
    text = ask(f"/collections/{c['id']}/items?f=json&limit=10000").body.decode()
    check(f"{name}: positions of at most 7 decimals", not re.search(r'"coordinates":\s*\[[^"{}]*\d\.\d{8}', text))
    check(f"{name}: no crs member", all("crs" not in f for f in all_) and not text.startswith('{"crs"') and '"crs":{"type":"name"' not in text)
    wrong = []
    for f in all_:
        g = f["geometry"]
        if g and g["type"] in ("Polygon", "MultiPolygon"):
            for rings in [g["coordinates"]] if g["type"] == "Polygon" else g["coordinates"]:
                if any(r[0] != r[-1] or len(r) < 4 for r in rings) or area(rings[0]) <= 0 or any(area(r) >= 0 for r in rings[1:]):
                    wrong.append(f["id"])
    check(f"{name}: rings are closed, the outer ones counter-clockwise", not wrong, wrong[:5])
    axis = [k for k, s in props.items() if s.get("format") in ("date", "date-time")]
    check(f"{name}: one time axis", len(axis) <= 2, axis)  # two: the ends of a span
    q = get(f"/collections/{c['id']}/queryables")
    check(f"{name}: queryables are a schema that says where it lives", q.get("$id") == f"{ROOT}/collections/{c['id']}/queryables" and q.get("type") == "object" and q.get("additionalProperties") is False and "2020-12" in q.get("$schema", ""), {k: v for k, v in q.items() if k != "properties"})
    check(f"{name}: each queryable has a title and a type, or is the geometry", all(p.get("title") and (p.get("type") or str(p.get("format", "")).startswith("geometry")) for p in q.get("properties", {}).values()))


def crawl():
    """Follows every link of every document, a few of each shape, and the Link headers."""
    todo, seen, shapes, dead = [(ROOT + "/", "start")], set(), {}, []
    began = time.monotonic()
    while todo and time.monotonic() - began < 120:
        url, at = todo.pop(0)
        if url in seen or not url.startswith(ROOT):
            continue
        seen.add(url)
        parts = urllib.parse.urlsplit(url)
        shape = re.sub(r"\d+", "N", parts.path) + "?" + ",".join(sorted(k + ("=" + v if k == "f" else "") for k, v in urllib.parse.parse_qsl(parts.query)))
        shapes[shape] = shapes.get(shape, 0) + 1
        if shapes[shape] > 4:
            continue
        try:
            a = ask(url, timeout=60)
        except OSError as e:
            dead.append((url, str(e), at))
            continue
        if a.status not in (200, 204):
            dead.append((url, a.status, at))
        found = re.findall(r"<([^>]+)>;[^,]*rel=", a.headers.get("link", ""))
        if "json" in a.type and len(a.body) < 30_000_000:
            found += [x["href"] for x in nested(a.json())]
        elif a.type.startswith("text/html"):
            text = a.body.decode("utf-8", "replace")
            found += [urllib.parse.urljoin(url, re.sub("&amp;", "&", h)) for h in re.findall(r'\s(?:href|src)="([^"#]+)"', text)]
        todo += [(f.split("#")[0], url) for f in found]
    check(f"every link leads somewhere ({sum(min(n, 4) for n in shapes.values())} followed, of {len(shapes)} shapes)", len(shapes) > 10 and not dead, dead[:10])


def nested(doc):
    """Every link object without a template, anywhere in a document."""
    if isinstance(doc, dict):
        if isinstance(doc.get("href"), str) and "rel" in doc:
            if not doc.get("templated") and doc.get("type") != "text/event-stream":
                yield doc
        for v in doc.values():
            yield from nested(v)
    elif isinstance(doc, list):
        for v in doc:
            yield from nested(v)


def handles():
    """Open handles of the server, or None where they can't be seen."""
    try:
        return len(os.listdir(f"/proc/{os.environ['SERVER_PID']}/fd"))
    except (KeyError, OSError):
        return None


def hang_ups(count=1000, at_once=8):
    parts = urllib.parse.urlsplit(ROOT)

    def usual():
        began = time.monotonic()
        for _ in range(10):
            assert ask("/collections/places/items?f=json&limit=1000").status == 200
        return (time.monotonic() - began) / 10

    before, quick = handles(), usual()

    def one(n):
        with socket.create_connection((parts.hostname, parts.port), timeout=30) as s:
            # Closing with a reset, as a client that is killed does.
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            # Another box each time, so that no kept answer serves.
            s.sendall(f"GET /collections/places/items?f=json&limit=1000&bbox=22,44,{35 + n / 1000},53 HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
            if n % 3:
                s.recv(1000)

    def worker(first):
        for n in range(first, count, at_once):
            one(n)

    threads = [threading.Thread(target=worker, args=(i,)) for i in range(at_once)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    time.sleep(2)
    after, slow = handles(), usual()
    check(f"after {count} hang-ups, {at_once} at a time: ready", ask("/readyz").status == 200)
    check(f"after {count} hang-ups: as quick as before", slow < 3 * quick + 0.02, f"{slow * 1000:.1f} ms a page of 1,000, before {quick * 1000:.1f} ms")
    if before is None:
        print("     open handles are not compared: the server's process is not ours to look at")
    else:
        check("after them: no more open handles", after <= before + 4, f"{after}, before {before}")


def main():
    rs = list(resources())
    for path, type_ in rs:
        guarded("methods of " + path, methods, path)
        guarded("negotiation of " + path, negotiation, path, type_)
        guarded("caching of " + path, caching, path)
    guarded("spelling", spelling)
    guarded("refusals", refusals)
    for c in collections():
        guarded("paging of " + c["id"], paging, c)
        guarded("features of " + c["id"], values, c)
    guarded("filters", filters)
    guarded("links", crawl)
    guarded("proxy", behind_proxy)
    guarded("hang-ups", hang_ups)
    report()


if __name__ == "__main__":
    main()
