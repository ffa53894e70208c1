#!/usr/bin/python3
"""Writes docs/qgis/retaken.qgs, the QGIS project that opens a running server.

    tools/qgis/project.py [--root http://localhost:8080] [--day 2022-09-12]

The server must run with data, for QGIS takes the columns and the extent of a layer from it. Wants QGIS's Python bindings
(Debian: python3-qgis qgis-providers).
"""

import argparse
import json
import os
import re
import sys
import tempfile
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.normpath(os.path.join(HERE, "..", "..", "docs", "qgis"))
PROJECT = os.path.join(FOLDER, "retaken.qgs")

if "QT_HASH_SEED" not in os.environ:
    # A seed that is known orders the attributes in the file alike each time, a profile that is empty keeps the user's
    # settings out of it.
    profile = tempfile.mkdtemp()
    os.environ.update(QT_HASH_SEED="0", QT_QPA_PLATFORM="offscreen", QGIS_CUSTOM_CONFIG_PATH=profile, XDG_RUNTIME_DIR=profile, HOME=profile)
    os.execv(sys.executable, [sys.executable, *sys.argv])

from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsDateTimeRange, QgsFillSymbol, QgsProject,
    QgsRectangle, QgsReferencedRectangle, QgsSingleSymbolRenderer, QgsUnitTypes, QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

# Longitude and latitude of Ukraine's corners, a little air around them.
UKRAINE = QgsRectangle(21.7, 44.1, 40.7, 52.6)
# In the corner of the map; each layer has the whole of it.
CREDIT = "Places: GeoNames, CC BY 4.0, modified. Boundaries: Natural Earth, modified."
# The colours of the web map's ground by day.
SEA, LAND, LAND_OTHER, LINE = "#dbe4e6", "#f5f3ee", "#ebe8e1", "#c9c4ba"


def midnight(day):
    return QDateTime(QDate.fromString(day, Qt.ISODate), QTime(0, 0), Qt.UTC)


def collections(root):
    with urllib.request.urlopen(root + "/collections") as answer:
        return {c["id"]: c for c in json.load(answer)["collections"]}


def layer(source, name, provider):
    v = QgsVectorLayer(source, name, provider)
    if not v.isValid():
        sys.exit(f"QGIS cannot open {source}: {v.error().message() or 'is the server running?'}")
    return v


def live(root, id_, about, name):
    """A collection that QGIS asks for as the map moves; its style is that of the files beside the project."""
    return told(layer(f"url='{root}' typename='{id_}' pagingEnabled='true' preferCoordinatesForWfsT11='false' restrictToRequestBBOX='1'", name, "OAPIF"), id_, about[id_])


def of_day(root, id_, day, about, name):
    """All of a collection as it was on a day. The day stands in the address, where people change it."""
    return told(layer(f"{root}/collections/{id_}/items?datetime={day}&f=geojson", name, "ogr"), id_, about[id_])


def told(v, id_, about):
    message, done = v.loadNamedStyle(os.path.join(FOLDER, id_ + ".qml"))
    if not done:
        sys.exit(f"the style of {id_} cannot be used: {message}")
    m = v.metadata()
    m.setTitle(about["title"])
    m.setAbstract(about["description"])
    m.setRights([about["attribution"]])
    v.setMetadata(m)
    v.setAttribution(about["attribution"])
    return v


def backdrop(root, file, name, fill):
    v = layer(f"{root}/basemap/{file}.geojson", name, "ogr")
    v.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": fill, "outline_color": LINE, "outline_width": "0.2"})))
    return v


def make(root, day):
    project = QgsProject.instance()
    project.clear()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    project.setEllipsoid("EPSG:7030")
    project.setBackgroundColor(QColor(SEA))
    about = collections(root)
    credit = about["control"]["attribution"]

    layers = [
        (live(root, "places", about, "Places of the gazetteer"), False),
        (live(root, "events", about, "Reports of changes"), False),
        (live(root, "control-history", about, "Control of places through time"), True),
        (of_day(root, "borders", day, about, "Borders on " + day), True),
        (of_day(root, "areas", day, about, "Areas on " + day), True),
    ]
    tree = project.layerTreeRoot()
    for v, shown in layers:
        project.addMapLayer(v, False)
        node = tree.addLayer(v)
        node.setItemVisibilityChecked(shown)
        node.setExpanded(v.name().startswith("Areas"))
    ground = tree.addGroup("Ground")
    ground.setExpanded(False)
    for file, name, fill in (("oblasts", "Oblasts", "0,0,0,0"), ("ukraine", "Ukraine", LAND), ("neighbours", "Neighbours", LAND_OTHER)):
        v = backdrop(root, file, name, fill)
        v.setAttribution(credit)
        project.addMapLayer(v, False)
        ground.addLayer(v)

    box = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project).transformBoundingBox(UKRAINE)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(box, project.crs()))

    project.setTitle("Recaptured territory")
    m = project.metadata()
    m.setTitle(project.title())
    m.setAbstract(f"Who held which place of Ukraine, when, and according to whom, read from the server at {root}. Areas and borders are those of {day}; "
                  "the Temporal Controller moves the places and the reports. A claim of one side changes no holder. " + credit)
    m.setCreationDateTime(QDateTime())
    m.setAuthor("")
    project.setMetadata(m)
    project.writeEntry("CopyrightLabel", "/Enabled", True)
    project.writeEntry("CopyrightLabel", "/Label", CREDIT)
    project.writeEntry("CopyrightLabel", "/Placement", 3)

    # The whole span to step through, a day at a time; until then the map shows the day that the areas are of.
    begin = about["control-history"]["extent"]["temporal"]["interval"][0][0]
    end = about["events"]["extent"]["temporal"]["interval"][0][1]
    span = project.timeSettings()
    span.setTemporalRange(QgsDateTimeRange(midnight(begin[:10]), midnight(end[:10]).addDays(1)))
    span.setTimeStep(1)
    span.setTimeStepUnit(QgsUnitTypes.TemporalDays)
    span.setFramesPerSecond(4)
    shown = midnight(day)
    project.writeEntry("TemporalControllerWidget", "/NavigationMode", 2)  # a range that stays
    project.writeEntry("TemporalControllerWidget", "/StartDateTime", shown.toString(Qt.ISODateWithMs))
    project.writeEntry("TemporalControllerWidget", "/EndDateTime", shown.addDays(1).addSecs(-1).toString(Qt.ISODateWithMs))
    return project


def neutral(text):
    """The project without what tells of whoever wrote it and when, its layers named by what they are."""
    text = re.sub(r' save(User|UserFull|DateTime)="[^"]*"', "", text, count=3)
    text = re.sub(r"<(creation|author)>[^<]*</\1>", "", text)
    text = re.sub(r"\s*<layer-setting [^>]*/>", "", text)  # how to snap to each layer: as to all others, in no order
    text = re.sub(r"_[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}\b", "_layer_of_retaken", text)  # short ids it does not keep
    # Names are written in the font of whoever opens it: one that is named and missing there is complained of.
    text = re.sub(r' fontFamily="[^"]*"', ' fontFamily=""', text)
    return text


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--root", default="http://localhost:8080", help="address of the server")
    args.add_argument("--day", default="2022-09-12", help="day of areas and borders")
    args = args.parse_args()
    app = QgsApplication([], False)
    app.initQgis()
    project = make(args.root.rstrip("/"), args.day)
    if os.path.exists(PROJECT):
        os.remove(PROJECT)  # or QGIS keeps a copy
    if not project.write(PROJECT):
        sys.exit(f"writing {PROJECT}: {project.error()}")
    with open(PROJECT, encoding="utf-8") as f:
        text = neutral(f.read())
    with open(PROJECT, "w", encoding="utf-8") as f:
        f.write(text)
    print(f"{os.path.relpath(PROJECT)}: {len(project.mapLayers())} layers, {len(text)} characters, QGIS {Qgis.QGIS_VERSION}")
    sys.stdout.flush()
    os._exit(0)  # QGIS tears down its providers in an order that may crash


main()
