"""QGIS as a client: opens every collection, counts, filters by attribute, box and time, and draws a map."""

import os
import re
import sys
import urllib.parse

from check import OUT, ROOT, check, collections, get, guarded, items, report

from qgis.core import (
    QgsApplication, QgsCoordinateReferenceSystem, QgsDateTimeRange, QgsFeatureRequest, QgsFillSymbol, QgsMapRendererSequentialJob,
    QgsMapSettings, QgsMarkerSymbol, QgsProject, QgsRectangle, QgsRendererCategory, QgsCategorizedSymbolRenderer, QgsVectorLayer, QgsVectorLayerTemporalContext, QgsVectorLayerTemporalProperties, Qgis,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime, QVariant
from qgis.PyQt.QtGui import QColor

# QgsVectorLayerTemporalProperties.TemporalMode of 3.22
FIELD_SPAN = QgsVectorLayerTemporalProperties.ModeFeatureDateTimeStartAndEndFromFields
DAYS = ("2022-03-01", "2022-09-01", "2022-11-12", "2023-06-01")


def asked(since):
    """What the server's log has been asked for from there on, but for the questions of this program."""
    try:
        with open(os.environ["SERVER_LOG"]) as f:
            f.seek(since)
            return [u for u in (urllib.parse.unquote(u) for u in re.findall(r'uri="?([^" ]+)', f.read())) if "f=json" not in u]
    except (KeyError, OSError):
        return []


def mark():
    return os.path.getsize(os.environ["SERVER_LOG"]) if "SERVER_LOG" in os.environ else 0


def opened(id_, more=""):
    return QgsVectorLayer(f"url='{ROOT}' typename='{id_}'{more}", id_, "OAPIF")


def total(id_, **params):
    return get(f"/collections/{id_}/items", f="json", limit=1, **params).get("numberMatched")


def read(layer, request=None):
    return list(layer.getFeatures(request) if request else layer.getFeatures())


KINDS = {"date": (QVariant.Date,), "date-time": (QVariant.DateTime,), "integer": (QVariant.Int, QVariant.LongLong), "number": (QVariant.Double,), "boolean": (QVariant.Bool, QVariant.Int), "string": (QVariant.String,)}


def layer(c):
    id_, name, began = c["id"], "QGIS " + c["id"], mark()
    v = opened(id_)
    if not check(f"{name}: a valid layer", v.isValid(), v.error().message()):
        return
    want = total(id_)
    check(f"{name}: counts {want}", v.featureCount() == want, v.featureCount())
    features = read(v)
    ids = [f["id"] if "id" in f.fields().names() else f.id() for f in features]
    check(f"{name}: reads {want} features, each once", len(ids) == len(set(ids)) == want, f"{len(ids)} features, {len(set(ids))} ids")
    props = get(f"/collections/{id_}/schema")["properties"]["properties"]["properties"]
    wrong = {}
    for key, s in props.items():
        type_ = s.get("type")
        type_ = next((t for t in type_ if t != "null"), None) if isinstance(type_, list) else type_
        i = v.fields().indexOf(key)
        # QGIS takes the columns from the first ten features, not from the schema: one that is null in all of them is
        # text, text that looks like a day is a day, and numbers that happen to be whole are whole numbers.
        like = KINDS.get(s.get("format"), ()) + KINDS[type_] + (QVariant.String,) + {"string": KINDS["date"] + KINDS["date-time"], "number": KINDS["integer"]}.get(type_, ())
        if i < 0 or v.fields().at(i).type() not in like:
            wrong[key] = v.fields().at(i).typeName() if i >= 0 else "missing"
    check(f"{name}: its columns", not wrong, wrong)
    types = {k: v.fields().at(i).typeName() for i, k in enumerate(v.fields().names())}
    print("     columns: " + ", ".join(f"{k} {t}" for k, t in types.items()))
    e, box = v.extent(), c.get("extent", {}).get("spatial", {}).get("bbox", [None])[0]
    if box:
        # Once all features are read, QGIS tells their own extent, which may be less than that of the collection's past.
        check(f"{name}: an extent within that of the collection", not e.isEmpty() and e.xMinimum() >= box[0] and e.yMinimum() >= box[1] and e.xMaximum() <= box[2] and e.yMaximum() <= box[3], e.toString())
    sent = [re.sub(r"(after|cursor)=[^&]+", r"\1=…", u) for u in asked(began)]
    print("     asked: " + " ".join(dict.fromkeys(sent)))
    if want > 1000 and sent:
        pages = [u for u in sent if "/items" in u and "limit=10" != u.split("?")[-1]]
        check(f"{name}: in pages of 1,000", len(pages) <= want // 1000 + 1, f"{len(pages)} pages: QGIS reads maximum and default of limit at components.parameters.limit of the API definition, or takes 100")

    began = mark()
    # "Only request features overlapping the view extent", as the dialogue calls it.
    rect = read(opened(id_, " restrictToRequestBBOX='1'"), QgsFeatureRequest().setFilterRect(QgsRectangle(33, 46, 38, 49)))
    want = total(id_, bbox="33,46,38,49")
    check(f"{name}: a rectangle gives {want} features", len(rect) == want, len(rect))
    check(f"{name}: and is asked for as bbox", not asked(0) or any("bbox=33" in u for u in asked(began)), lambda: asked(began)[:8])


def attributes():
    v = opened("control")
    all_ = items("control")
    for expression, test in (
        ("\"holder\" = 'UA'", lambda p: p["holder"] == "UA"),
        ("\"population\" > 100000", lambda p: (p["population"] or 0) > 100000),
        ("\"name\" LIKE 'B%' AND \"holder\" <> 'UA'", lambda p: p["name"].startswith("B") and p["holder"] not in ("UA", None)),
        ("\"name_uk\" = 'Буча'", lambda p: p["name_uk"] == "Буча"),
        # QGIS turns a comparison of a day with plain text into datetime= and does not look again; with to_date it does.
        ("\"since\" >= to_date('2022-09-01')", lambda p: p["since"] is not None and p["since"] >= "2022-09-01"),
        ("\"since\" = to_date('2022-02-24')", lambda p: p["since"] == "2022-02-24"),
    ):
        want = sum(1 for f in all_ if test(f["properties"]))
        got = len(read(v, QgsFeatureRequest().setFilterExpression(expression)))
        check(f"QGIS control, expression {expression}: {want}", got == want, got)
        w = opened("control")
        check(f"QGIS control, subset {expression}: {want}", w.setSubsetString(expression) and len(read(w)) == want, lambda: (w.subsetString(), len(read(w))))


def sent_times():
    """A comparison of a time with plain text is the server's to answer: it is sent as datetime=."""
    for id_, key in (("events", "date"), ("control-changes", "date"), ("articles", "published")):
        if id_ not in (c["id"] for c in collections()):
            continue
        for expression, span in ((f"\"{key}\" >= '2022-09-01T00:00:00Z'", "2022-09-01T00:00:00Z/.."), (f"\"{key}\" >= '2022-09-01T00:00:00Z' AND \"{key}\" <= '2022-09-30T23:59:59Z'", "2022-09-01T00:00:00Z/2022-09-30T23:59:59Z")):
            began, want = mark(), total(id_, datetime=span)
            w = opened(id_)
            subset = w.setSubsetString(expression) and len(read(w))
            sent = [u for u in asked(began) if "datetime=" in u]
            check(f"QGIS {id_}, subset {expression}: {want}, as datetime={span}", subset == want and (sent or not asked(0)), (subset, sent[:2]))
            print("     asked: " + (sent[0] if sent else "without datetime"))


def history():
    """The temporal controller on control-history: a day shows what the server says of that day."""
    v = opened("control-history")
    if not check("QGIS control-history: a valid layer", v.isValid(), v.error().message()):
        return
    names = v.fields().names()
    if not check("QGIS control-history: valid_from and valid_to are times", all(n in names and v.fields().field(n).type() in (QVariant.Date, QVariant.DateTime) for n in ("valid_from", "valid_to")), {n: v.fields().field(n).typeName() for n in names if n.startswith("valid")}):
        return
    p = v.temporalProperties()
    p.setIsActive(True)
    p.setMode(FIELD_SPAN)
    p.setStartField("valid_from")
    p.setEndField("valid_to")
    context = QgsVectorLayerTemporalContext()
    context.setLayer(v)
    for day in DAYS:
        d = QDate.fromString(day, Qt.ISODate)
        noon = QDateTime(d, QTime(12, 0), Qt.UTC)
        span = QgsDateTimeRange(noon, noon)
        want = total("control-history", datetime=day + "T12:00:00Z")
        began = mark()
        expression = p.createFilterString(context, span)
        w = opened("control-history")
        got = len(read(w, QgsFeatureRequest().setFilterExpression(expression)))
        check(f"QGIS control-history at {day}, as the temporal controller filters: {want}", got == want, f"{got} by {expression}")
        sent = [u for u in asked(began) if "datetime=" in u]
        print("     asked: " + (sent[0] if sent else "without datetime, filtered by QGIS"))
        one = total("control", datetime=day)
        known = total("control-history", datetime=day + "T23:59:59Z")
        check(f"control-history at the end of {day} has a state for each of the {one} places of control", known == one, known)


def address():
    for day in DAYS:
        for id_ in ("control", "areas"):
            v = QgsVectorLayer(f"{ROOT}/collections/{id_}/items?datetime={day}&limit=10000&f=geojson", id_, "ogr")
            if not v.isValid():
                v = QgsVectorLayer(f"{ROOT}/collections/{id_}/items?datetime={day}&limit=10000&f=json", id_, "ogr")
            want = total(id_, datetime=day)
            check(f"QGIS, the address of {id_} on {day} as a layer: {want}", v.isValid() and v.featureCount() == want, v.featureCount() if v.isValid() else v.error().message())


def picture():
    colours = {"UA": "#3b6fb6", "RU": "#c0453c", "contested": "#d9a441"}

    def styled(v, symbol):
        v.setRenderer(QgsCategorizedSymbolRenderer("holder", [QgsRendererCategory(k, symbol(c), k) for k, c in colours.items()] + [QgsRendererCategory(None, symbol("#999999"), "?")]))
        return v

    areas = styled(opened("areas"), lambda c: QgsFillSymbol.createSimple({"color": c, "outline_color": "#ffffff", "outline_width": "0.1"}))
    places = styled(opened("control"), lambda c: QgsMarkerSymbol.createSimple({"color": c, "size": "1.2", "outline_color": "#222222", "outline_width": "0.1"}))
    m = QgsMapSettings()
    m.setLayers([places, areas])
    m.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    m.setOutputSize(QSize(1000, 700))
    m.setBackgroundColor(QColor("#f4f4f0"))
    from qgis.core import QgsCoordinateTransform

    m.setExtent(QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), m.destinationCrs(), QgsProject.instance()).transformBoundingBox(QgsRectangle(22, 44, 41, 53)))
    job = QgsMapRendererSequentialJob(m)
    job.start()
    job.waitForFinished()
    image, path = job.renderedImage(), os.path.join(OUT, "qgis.png")
    image.save(path)
    seen = {}
    for x in range(0, image.width(), 4):
        for y in range(0, image.height(), 4):
            name = image.pixelColor(x, y).name()
            seen[name] = seen.get(name, 0) + 1
    check("QGIS draws areas of both sides", all(seen.get(colours[k], 0) > 100 for k in ("UA", "RU")), {k: seen.get(c, 0) for k, c in colours.items()})
    check("QGIS reports no error of drawing", not job.errors(), [e.message for e in job.errors()])
    print(f"     picture: {path}")


def main():
    app = QgsApplication([], False)
    app.initQgis()
    print(f"     QGIS {Qgis.QGIS_VERSION}")
    for c in collections():
        guarded("QGIS " + c["id"], layer, c)
    guarded("QGIS expressions", attributes)
    guarded("QGIS times", sent_times)
    guarded("QGIS history", history)
    guarded("QGIS addresses", address)
    guarded("QGIS picture", picture)
    sys.stdout.flush()
    # QGIS tears down providers at exit in an order that may crash; the score is told before.
    try:
        report()
    except SystemExit as e:
        sys.stdout.flush()
        os._exit(e.code)


if __name__ == "__main__":
    main()
