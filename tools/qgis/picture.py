"""Makes docs/qgis.png, a picture of QGIS with the project open on a running server:

    xvfb-run -s "-screen 0 1500x950x24" qgis --nologo --noversioncheck --profiles-path "$(mktemp -d)" \\
        --project docs/qgis/retaken.qgs --code tools/qgis/picture.py

Wants QGIS and a screen that is none (Debian: qgis xvfb).
"""

import os
from collections import Counter

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

# Kharkiv and the ground that was recaptured in September 2022.
SEEN = QgsRectangle(34.6, 47.7, 39.4, 50.6)


def arrange():
    window, project = iface.mainWindow(), QgsProject.instance()
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() in ("Layers", "Temporal Controller"))
        if dock.objectName() == "Temporal Controller":
            window.resizeDocks([dock], [70], 2)
    canvas = iface.mapCanvas()
    canvas.setExtent(QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project).transformBoundingBox(SEEN))
    canvas.refresh()
    QTimer.singleShot(8000, shoot)


def shoot():
    picture = iface.mainWindow().grab().toImage().convertToFormat(QImage.Format_RGB32)
    pixels = picture.constBits()
    pixels.setsize(picture.sizeInBytes())
    # A palette makes the file a third as large: the colours that there are most of, and none near one of those.
    palette = []
    for colour, _ in Counter(memoryview(pixels).cast("I")).most_common():
        if len(palette) < 256 and all(max(abs((colour >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16)) > 6 for other in palette):
            palette.append(colour)
    picture = picture.convertToFormat(QImage.Format_Indexed8, palette, Qt.ThresholdDither | Qt.AvoidDither)
    picture.save(os.path.join(QgsProject.instance().homePath(), "..", "qgis.png"), "PNG", 0)
    os._exit(0)


QTimer.singleShot(8000, arrange)
