"""GDAL's own clients: what they copy, count and select has to be what the server has."""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from check import ROOT, ask, check, collections, get, guarded, items, report
from geometry import meets

HERE = os.path.dirname(os.path.abspath(__file__))
# Neither a proxy of the machine nor what an earlier run has kept may have a say.
ENV = {**os.environ, "GDAL_HTTP_MAX_RETRY": "0", "CPL_CURL_VERBOSE": "NO", "no_proxy": "*"}


def run(*args):
    """Runs a GDAL tool; gives what it printed, and whether it did so without a complaint."""
    p = subprocess.run(args, capture_output=True, text=True, env=ENV, timeout=600)
    out = p.stdout + p.stderr
    return out, p.returncode == 0 and "ERROR" not in out and "Warning" not in out


def copied(work, source, layer=None, *flags):
    """What ogr2ogr makes of a source, as GeoJSON features; None and its words if it complains."""
    path = os.path.join(work, "copy.geojson")
    if os.path.exists(path):
        os.remove(path)
    out, good = run("ogr2ogr", "-f", "GeoJSON", path, source, *([layer] if layer else []), "-preserve_fid", *flags)
    if not good or not os.path.exists(path):
        return None, out.strip()[:500] or "nothing written"
    with open(path) as f:
        return json.load(f)["features"], out


def same(name, work, want, source, layer=None, *flags):
    """Scores that a copy has just the features with these ids, each once."""
    got, out = copied(work, source, layer, *flags)
    if got is None:
        return check(name, False, out)
    ids = [f.get("id") for f in got]
    return check(f"{name}: {len(want)} features, each once", len(ids) == len(set(ids)) and set(ids) == set(want), lambda: f"{len(ids)} features with {len(set(ids))} ids; missing {sorted(set(want) - set(ids), key=str)[:5]}, too many {sorted(set(ids) - set(want), key=str)[:5]}")


def asked(since):
    """The addresses asked for since the server's log had that length; None if the log is not ours."""
    try:
        with open(os.environ["SERVER_LOG"]) as f:
            f.seek(since)
            return re.findall(r'uri="?([^" ]+)', f.read())
    except (KeyError, OSError):
        return None


def length():
    return os.path.getsize(os.environ["SERVER_LOG"]) if "SERVER_LOG" in os.environ else 0


KINDS = {"date": "Date", "date-time": "DateTime", "integer": "Integer", "number": "Real", "boolean": r"Integer\(Boolean\)", "string": "String"}


def described(c):
    """ogrinfo's summary of a layer: its count, its extent and the types of its columns."""
    name, total = "ogrinfo " + c["id"], get(f"/collections/{c['id']}/items", f="json", limit=1).get("numberMatched")
    out, good = run("ogrinfo", "-so", "OAPIF:" + ROOT, c["id"])
    check(f"{name}: no complaint", good, out[:400])
    check(f"{name}: {total} features", f"Feature Count: {total}\n" in out, re.findall("Feature Count.*", out))
    props = get(f"/collections/{c['id']}/schema").get("properties", {}).get("properties", {}).get("properties", {})
    for key, s in props.items():
        type_ = s.get("type")
        type_ = next((t for t in type_ if t != "null"), None) if isinstance(type_, list) else type_
        want = KINDS.get(s.get("format")) or KINDS[type_]
        # GDAL takes whole numbers that may be large as Integer64, and a date that is null for all of its first page as text.
        got = re.search(rf"^{re.escape(key)}: (\S+)", out, re.M)
        check(f"{name}: {key} is {want}", got and re.fullmatch(want + ("(64)?" if want == "Integer" else ""), got[1]), got and got[1])


def timed(c, key, span, want):
    """The ids that a condition on a date is to give. GDAL asks the server with datetime= and does not look again, so
    what datetime adds by its own rule comes too: features whose time is not known, or only to the month."""
    vague = {f["id"] for f in items(c["id"], datetime=span) if f["properties"][key] is None or f["properties"].get("date_precision") not in (None, "day")}
    return sorted(set(want) | vague)


def conditions(c, all_):
    """A condition for each kind of property of a collection: SQL, and the ids that it selects here."""
    props = get(f"/collections/{c['id']}/schema")["properties"]["properties"]["properties"]
    seen = set()
    for key, s in props.items():
        type_ = s.get("type")
        type_ = next((t for t in type_ if t != "null"), None) if isinstance(type_, list) else type_
        kind = "enum" if s.get("enum") else s.get("format") or type_
        found = [f["properties"][key] for f in all_ if f["properties"][key] is not None]
        if not found or kind in seen:
            continue
        seen.add(kind)
        v = sorted(found, key=str)[len(found) // 2]
        ids = lambda test: [f["id"] for f in all_ if f["properties"][key] is not None and test(f["properties"][key])]  # noqa: E731,B023
        if kind in ("date", "date-time"):
            day = v[:10].replace("-", "/")
            yield f"{key} >= '{day}'", timed(c, key, f"{v[:10]}/..", ids(lambda x: x[:10] >= v[:10]))
            yield f"{key} >= '{day}' AND {key} <= '{day} 23:59:59'", timed(c, key, v[:10], ids(lambda x: x[:10] == v[:10]))
        elif kind == "boolean":
            yield f"{key} = {int(v)}", ids(lambda x: x == v)
        elif kind in ("integer", "number"):
            yield f"{key} = {v}", ids(lambda x: x == v)
            yield f"{key} > {v}", ids(lambda x: x > v)
        else:
            text = v.replace("'", "''")
            yield f"{key} = '{text}'", ids(lambda x: x == v)
            yield f"{key} IN ('{text}', 'no such thing')", ids(lambda x: x == v)
            yield f"{key} <> '{text}'", ids(lambda x: x != v)


def layer(c, work):
    id_, source = c["id"], "OAPIF:" + ROOT
    all_ = items(id_)
    ids = [f["id"] for f in all_]
    for size in (None, 10, 1000, 10000):
        if size in (None, 10) and len(ids) > 12000:
            print(f"     {id_} at {size or 'no'} page size is not tried: {len(ids)} features")
            continue
        same(f"ogr2ogr {id_}, page size {size or 'not given'}", work, ids, source, id_, *(["-oo", f"PAGE_SIZE={size}"] if size else []))
    out, good = run("ogr2ogr", "-f", "GPKG", os.path.join(work, f"{id_}.gpkg"), source, id_, "-oo", "PAGE_SIZE=10000")
    check(f"ogr2ogr {id_} to GeoPackage", good, out[:400])
    big = ["-oo", "PAGE_SIZE=10000"]
    began = length()
    same(f"ogr2ogr {id_} -spat 30 46 36 50.5", work, [f["id"] for f in all_ if f["geometry"] and meets(f["geometry"], (30, 46, 36, 50.5))], source, id_, *big, "-spat", "30", "46", "36", "50.5")
    sent = asked(began)
    if sent is not None:
        check(f"ogr2ogr {id_} -spat: the server was asked for the box", any("bbox=30" in s for s in sent), sent)
    for where, want in conditions(c, all_):
        began = length()
        same(f"ogr2ogr {id_} -where {where}", work, want, source, id_, *big, "-where", where)
        pushed = [s for s in asked(began) or [] if "/items" in s]
        print("     asked: " + (pushed[-1].split("/items")[1][:150] if pushed else "not seen"))
    if ids:
        same(f"ogr2ogr {id_} -fid", work, [ids[-1]], source, id_, "-fid", str(ids[-1]))
    guarded(f"exports of {id_}", exports, id_, len(ids), work)


def exports(id_, total, work):
    """Every other form of the items, as the links of the items offer them, opened by GDAL."""
    for x in get(f"/collections/{id_}/items", f="json", limit=1).get("links", []):
        if x["rel"] != "alternate" or x["type"].startswith("text/html"):
            continue
        a = ask(x["href"].replace("limit=1&", "").replace("&limit=1", "").replace("?limit=1", "?"), timeout=300)
        name = f"export of {id_} as {x['type']}"
        if not check(f"{name}: 200", a.status == 200, a.said):
            continue
        ending = {"application/geopackage+sqlite3": "gpkg", "application/vnd.google-earth.kml+xml": "kml", "text/csv": "csv", "application/geo+json-seq": "geojsons", "application/flatgeobuf": "fgb", "application/x-flatgeobuf": "fgb", "application/vnd.fgb": "fgb"}.get(x["type"].split(";")[0])
        named = re.search(r'filename="?[^";]+\.(\w+)', a.headers.get("content-disposition", ""))
        path = os.path.join(work, f"export.{named[1] if named else ending or 'dat'}")
        with open(path, "wb") as f:
            f.write(a.body)
        out, good = run("ogrinfo", "-so", "-al", path)
        counts = [int(n) for n in re.findall(r"Feature Count: (\d+)", out)]
        check(f"{name}: opens with {total} features", good and total in (counts[:1] or [None]) + [sum(counts)], out[:400])


def plain(work):
    """Plain addresses as layers, as one makes them by hand."""
    for target in ("/collections/control/items?limit=10000&datetime=2022-03-01", "/collections/control/items?limit=10000&datetime=2022-10-01", "/collections/areas/items?limit=10000&datetime=2022-10-01&f=geojson", "/diff?from=2022-03-01&to=2022-10-01&limit=10000"):
        a = ask(target, {"Accept": "text/plain, application/json"})
        if check(f"{target}: 200 to GDAL's Accept", a.status == 200, a.said):
            same(f"ogr2ogr of the address {target}", work, [f["id"] for f in a.json()["features"]], ROOT + target)


def meanwhile(work):
    """Copies while articles are being read: every copy whole, nothing twice."""
    if "DB" not in os.environ:
        print("     copying while reading is not tried: the database is not ours")
        return
    # Some of the sample articles again, in another edition: reports that are new to the database.
    fresh = os.path.join(work, "fresh")
    os.makedirs(fresh)
    for n, path in enumerate(sorted(glob.glob(os.path.join(HERE, "../../data/articles/*.txt")))[::12]):
        with open(path, encoding="utf-8") as f, open(os.path.join(fresh, f"again-{n:03}.txt"), "w", encoding="utf-8") as g:
            g.write(f.read() + f"\n\nAdded in a second edition, number {n}.\n")
    before = len(items("events"))
    reader = subprocess.Popen(["bash", "-c", f'for f in {fresh}/*.txt; do "$RETAKEN" ingest -q --db "$DB" "$f" || exit 1; done'], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    rounds = 0
    while reader.poll() is None or rounds < 3:
        for c in ("events", "control"):
            low = get(f"/collections/{c}/items", f="json", limit=1)["numberMatched"]
            got, out = copied(work, "OAPIF:" + ROOT, c, "-oo", "PAGE_SIZE=100")
            high = get(f"/collections/{c}/items", f="json", limit=1)["numberMatched"]
            ids = [f["id"] for f in got or []]
            good = got is not None and len(set(ids)) == len(ids) and min(low, high) <= len(ids) <= max(low, high)
            if not good or reader.poll() is not None:
                check(f"{c} copied while articles are read (round {rounds + 1})", good, out if got is None else f"{len(ids)} features, {len(set(ids))} ids; there were {low} before and {high} after")
        rounds += 1
    check("the articles were read", reader.returncode == 0, lambda: reader.stderr.read().decode()[:300])
    for _ in range(50):  # the server looks for new articles every second
        time.sleep(0.2)
        if len(items("events")) > before:
            break
    total = get("/collections/events/items", f="json", limit=1)["numberMatched"]
    check(f"{rounds} rounds of copies while the events grew", total > before, f"{before} events before, {total} after")
    same("events copied afterwards", work, [f["id"] for f in items("events")], "OAPIF:" + ROOT, "events", "-oo", "PAGE_SIZE=1000")


def main():
    for tool in ("ogrinfo", "ogr2ogr"):
        if not shutil.which(tool):
            print(f"not run: {tool} is missing (Debian, as root: apt-get install gdal-bin)")
            sys.exit(3)
    work = tempfile.mkdtemp()
    try:
        out, good = run("ogrinfo", "OAPIF:" + ROOT)
        check("ogrinfo lists every collection", good and all(re.search(rf"^\d+: {re.escape(c['id'])} ", out, re.M) for c in collections()), out[:500])
        for c in collections():
            guarded("ogrinfo " + c["id"], described, c)
            guarded("ogr2ogr " + c["id"], layer, c, work)
        guarded("plain addresses", plain, work)
        guarded("copies while reading", meanwhile, work)
    finally:
        shutil.rmtree(work)
    report()


if __name__ == "__main__":
    main()
