"""CQL2 on the collection control: what each filter selects is counted here again, from all its features."""

import json
from urllib.parse import quote

from check import ask, check, collections, get, items
from geometry import meets

POLYGON = "POLYGON((33 46,38 46,38 49,33 49,33 46))"


def table():
    """Filters in CQL2 text, each with the condition on (properties, geometry) that it stands for."""
    p = lambda name: lambda f: f["properties"][name]  # noqa: E731
    holder, name, population, since, presumed, place_kind = (p(k) for k in ("holder", "name", "population", "since", "presumed", "kind"))

    def less(value, test):  # a comparison with null is not true
        return lambda f: value(f) is not None and test(value(f))

    box = lambda *b: lambda f: meets(f["geometry"], b)  # noqa: E731
    yield "holder='UA'", less(holder, lambda v: v == "UA")
    yield "holder = 'UA'", less(holder, lambda v: v == "UA")
    yield "\"holder\"='RU'", less(holder, lambda v: v == "RU")
    yield "holder<>'UA'", less(holder, lambda v: v != "UA")
    yield "NOT holder='UA'", less(holder, lambda v: v != "UA")
    yield "not (holder='UA' or holder='RU')", less(holder, lambda v: v not in ("UA", "RU"))
    yield "holder='UA' AND population>100000", lambda f: holder(f) == "UA" and (population(f) or 0) > 100000
    yield "holder='UA' OR holder='RU' AND population>100000", lambda f: holder(f) == "UA" or holder(f) == "RU" and (population(f) or 0) > 100000
    yield "(holder='UA' OR holder='RU') AND population>100000", lambda f: holder(f) in ("UA", "RU") and (population(f) or 0) > 100000
    yield "population>=1000", less(population, lambda v: v >= 1000)
    yield "population<1e3", less(population, lambda v: v < 1000)
    yield "population<=-1", lambda f: False
    yield "population IS NULL", lambda f: population(f) is None
    yield "population is not null", lambda f: population(f) is not None
    yield "population BETWEEN 1000 AND 50000", less(population, lambda v: 1000 <= v <= 50000)
    yield "population NOT BETWEEN 1000 AND 50000", less(population, lambda v: not 1000 <= v <= 50000)
    yield "holder IN ('UA','contested')", lambda f: holder(f) in ("UA", "contested")
    yield "holder NOT IN ('UA')", less(holder, lambda v: v != "UA")
    yield "name LIKE 'B%'", less(name, lambda v: v.startswith("B"))
    yield "name LIKE '_ucha'", less(name, lambda v: len(v) == 5 and v.endswith("ucha"))
    yield "name NOT LIKE 'B%'", less(name, lambda v: not v.startswith("B"))
    yield "CASEI(name)=CASEI('bUCHA')", less(name, lambda v: v.casefold() == "bucha")
    yield "CASEI(name) LIKE CASEI('b%')", less(name, lambda v: v.casefold().startswith("b"))
    yield "name_uk='Буча'", lambda f: f["properties"]["name_uk"] == "Буча"
    yield "name='it''s nowhere'", lambda f: False
    yield "presumed=TRUE", lambda f: presumed(f) is True
    yield "TRUE", lambda f: True
    yield "FALSE", lambda f: False
    yield "since>='2022-09-01'", less(since, lambda v: v >= "2022-09-01")
    yield "S_INTERSECTS(geometry,BBOX(33,46,38,49))", box(33, 46, 38, 49)
    yield f"S_INTERSECTS(geometry,{POLYGON})", box(33, 46, 38, 49)
    yield "S_INTERSECTS(geometry,BBOX(33,46,38,49)) AND holder='RU'", lambda f: meets(f["geometry"], (33, 46, 38, 49)) and holder(f) == "RU"
    yield "S_INTERSECTS(geometry,POINT(0 0))", lambda f: False


def times():
    """The same on the day of events."""
    day = lambda test: lambda f: f["properties"]["date"] is not None and test(f["properties"]["date"])  # noqa: E731
    yield "date>=DATE('2022-09-01')", day(lambda v: v >= "2022-09-01")
    yield "date<DATE('2022-09-01')", day(lambda v: v < "2022-09-01")
    yield "date=DATE('2022-09-10')", day(lambda v: v == "2022-09-10")
    yield "date BETWEEN DATE('2022-09-01') AND DATE('2022-09-30')", day(lambda v: "2022-09-01" <= v <= "2022-09-30")
    yield "T_AFTER(date,DATE('2022-09-01'))", day(lambda v: v > "2022-09-01")
    yield "T_BEFORE(date,DATE('2022-09-01'))", day(lambda v: v < "2022-09-01")
    yield "T_INTERSECTS(date,INTERVAL('2022-09-01','2022-09-30'))", day(lambda v: "2022-09-01" <= v <= "2022-09-30")
    yield "T_INTERSECTS(date,INTERVAL('2022-09-01','..'))", day(lambda v: v >= "2022-09-01")


BROKEN = ["holder=", "='UA'", "holder='UA", "holder=='UA'", "no_such_property=1", "holder='UA' AND", "(holder='UA'", "holder='UA')", "holder LIKE", "population BETWEEN 1", "holder IN ()", "population>'many'",
          "S_INTERSECTS(geometry,POINT(200 0))", "S_INTERSECTS(geometry,POLYGON((0 0,1 1)))", "S_INTERSECTS(holder,POINT(0 0))", "NO_SUCH_FUNCTION(holder)", "since>DATE('2022-13-01')", "T_AFTER(name,DATE('2022-09-01'))",
          "holder='UA'; DROP TABLE places", "holder='UA' -- comment", "", "(" * 2000 + "TRUE" + ")" * 2000, "NOT " * 5000 + "TRUE", "holder='" + "x" * 200000 + "'"]

JSON = [
    ({"op": "=", "args": [{"property": "holder"}, "UA"]}, "holder='UA'"),
    ({"op": "and", "args": [{"op": "=", "args": [{"property": "holder"}, "UA"]}, {"op": ">", "args": [{"property": "population"}, 100000]}]}, "holder='UA' AND population>100000"),
    ({"op": "isNull", "args": [{"property": "population"}]}, "population IS NULL"),
    ({"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [33, 46, 38, 49]}]}, "S_INTERSECTS(geometry,BBOX(33,46,38,49))"),
    ({"op": "like", "args": [{"property": "name"}, "B%"]}, "name LIKE 'B%'"),
    ({"op": "in", "args": [{"property": "holder"}, ["UA", "contested"]]}, "holder IN ('UA','contested')"),
    ({"op": ">=", "args": [{"property": "since"}, "2022-09-01"]}, "since>='2022-09-01'"),
]


def matched(text, collection="control", **more):
    a = ask(f"/collections/{collection}/items?f=json&limit=1&filter=" + quote(text) + "".join(f"&{k}={quote(v)}" for k, v in more.items()))
    return a, a.json().get("numberMatched") if a.status == 200 else None


def filters():
    geometry = next((k for k, v in get("/collections/control/queryables").get("properties", {}).items() if "geometry" in str(v.get("format"))), "geometry")
    check("filter: the geometry is a queryable", geometry in get("/collections/control/queryables").get("properties", {}))
    all_ = items("control")
    counts = {}
    for text, condition in table():
        counts[text] = want = sum(map(bool, map(condition, all_)))
        a, got = matched(text.replace("geometry", geometry))
        check(f"filter {text}: {want} features", got == want, got if got is not None else a.said())
    events = items("events")
    for text, condition in times():
        want = sum(map(bool, map(condition, events)))
        a, got = matched(text, "events")
        check(f"filter {text} of events: {want} features", got == want, got if got is not None else a.said())
    for text in ("date>DATE('2022-13-01')", "date>DATE('soon')", "T_AFTER(date,TIMESTAMP('soon'))", "T_INTERSECTS(date,INTERVAL('2022-09-30','2022-09-01'))", "T_DURING(date)"):
        a, _ = matched(text, "events")
        check(f"filter {text} of events: 400", a.status == 400, a.said)
    for text in BROKEN:
        a = ask("/collections/control/items?f=json&limit=1&filter=" + quote(text.replace("geometry", geometry))) if len(text) < 60000 else None
        short = text if len(text) < 60 else f"{text[:12]}… of {len(text)} letters"
        if a is None:
            a = ask("/collections/control/items?limit=1&filter=" + quote(text))
            check(f"filter {short}: refused", a.status in (400, 413, 414, 431), a.said)
        else:
            check(f"filter {short}: 400", a.status in ((400,) if len(text) < 4000 else (400, 414, 431)) and "500" not in str(a.status), a.said)
    for doc, text in JSON:
        a, got = matched(json.dumps(doc).replace("geometry", geometry), **{"filter-lang": "cql2-json"})
        check(f"filter in JSON of {text}: {counts[text]} features", got == counts[text], got if got is not None else a.said())
    a, _ = matched("holder='UA'", **{"filter-lang": "cql-text"})
    check("filter-lang unknown: 400", a.status == 400 and "filter-lang" in a.json().get("detail", ""), a.said)
    a, _ = matched("{", **{"filter-lang": "cql2-json"})
    check("filter in broken JSON: 400", a.status == 400, a.said)
    a, got = matched("S_INTERSECTS(%s,BBOX(46,33,49,38))" % geometry, **{"filter-crs": "http://www.opengis.net/def/crs/EPSG/0/4326"})
    check("filter-crs EPSG:4326 is latitude first", got == counts["S_INTERSECTS(geometry,BBOX(33,46,38,49))"], got if got is not None else a.said())
    a, _ = matched("TRUE", **{"filter-crs": "nonsense"})
    check("filter-crs unknown: 400", a.status == 400 and "filter-crs" in a.json().get("detail", ""), a.said)
    a, got = matched("holder='UA'", bbox="33,46,38,49", datetime="2022-10-01")
    b, want = ask("/collections/control/items?f=json&limit=1&holder=UA&bbox=33,46,38,49&datetime=2022-10-01"), None
    want = b.json().get("numberMatched")
    check("filter is joined with bbox and datetime by and", got == want, got if got is not None else a.said())
    for c in collections():
        a = ask(f"/collections/{c['id']}/items?f=json&limit=1&filter=TRUE")
        check(f"filter works on {c['id']}", a.status == 200, a.said)
