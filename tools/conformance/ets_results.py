"""What the suites of the OGC are told, and what they tell.

ets_results.py properties features|tiles ADDRESS    the arguments of a run, as Java properties in XML
ets_results.py results features|tiles FILE          counts and names what a testng-results.xml holds
"""

import collections as counting
import os
import re
import sys
import xml.etree.ElementTree as xml
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))


def properties(suite, root):
    entries = {"iut": root + "/", "noofcollections": "-1"}
    if suite == "tiles":
        entries |= some_tiles(root)
    print('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">\n<properties version="1.0">')
    for k, v in entries.items():
        print(f'  <entry key="{k}">{escape(v)}</entry>')
    print("</properties>")


def some_tiles(root):
    """A template, and a tile that has features, for the tests that the suite makes on one tileset alone."""
    sys.argv[1:] = [root]
    from abstract_tiles import MVT, REL, SET
    from check import ask, get, link

    entry = (get(link(get("/"), REL + "tilesets-vector") or "/nowhere").get("tilesets") or [{}])[0]
    doc = get(link(entry, "self") or "/nowhere")
    template = link(doc, "item", MVT)
    if not template:
        print("FAIL: there is no tileset to be tested: the landing page links none", file=sys.stderr)
        sys.exit(1)
    for limits in doc.get("tileMatrixSetLimits", []):
        z, row, col = limits["tileMatrix"], limits["minTileRow"], limits["minTileCol"]
        if ask(template.replace("{tileMatrix}", z).replace("{tileRow}", str(row)).replace("{tileCol}", str(col))).status == 200:
            break
    else:
        z, row, col = "0", 0, 0
    return {"tilematrixsetdefinitionuri": SET, "urltemplatefortiles": template, "tilematrix": z,
            "mintilerow": str(row), "maxtilerow": str(row), "mintilecol": str(col), "maxtilecol": str(col)}


def accepted(suite):
    with open(os.path.join(HERE, "ets-skips.tsv"), encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                of, method, words, why = line.rstrip("\n").split("\t")
                if of == suite:
                    yield re.compile(method), re.compile(words), why


def results(suite, path):
    known, bad, counts = list(accepted(suite)), 0, counting.Counter()
    for class_ in xml.parse(path).iter("class"):
        for m in class_.iter("test-method"):
            if m.get("is-config") == "true" and m.get("status") == "PASS":
                continue
            counts[m.get("status")] += 1
            if m.get("status") == "PASS":
                continue
            name = f"{class_.get('name').rsplit('.', 1)[-1]}.{m.get('name')}"
            values = ", ".join(" ".join((v.text or "").split())[:60] for v in m.iter("value"))
            message = " ".join((m.findtext("exception/message") or m.findtext("exception/full-stacktrace") or "").split())[:400]
            why = next((w for method, words, w in known if method.fullmatch(m.get("name")) and words.search(message)), None) if m.get("status") == "SKIP" else None
            bad += why is None
            print(f"{'skip' if why else m.get('status')} {name}({values}): {message}" + (f"\n     accepted: {why}" if why else ""))
    # A suite that breaks off before its tests has no failure either.
    if counts["PASS"] == 0:
        bad += 1
        print("FAIL: not one test has passed")
    print(f"\n{counts['PASS']} passed, {counts['FAIL']} failed, {counts['SKIP']} skipped, {bad} of these not accounted for")
    return 1 if bad else 0


if __name__ == "__main__":
    what, suite, of = sys.argv[1:4]
    sys.exit(properties(suite, of.rstrip("/")) if what == "properties" else results(suite, of))
