"""Edits one feature as a person does in QGIS: opens the layer, starts editing, changes it, saves.

    edit_in_qgis.py PROVIDER URI KEY move X Y        moves a point
    edit_in_qgis.py PROVIDER URI KEY vertex X Y      moves the second vertex of the shell of a polygon
    edit_in_qgis.py PROVIDER URI KEY set COLUMN TEXT changes an attribute
    edit_in_qgis.py PROVIDER URI KEY cross           makes a polygon cross itself

With WAIT as the last word it says "editing" before it saves and waits for a line on its standard input.
Runs with the Python of Debian, which has PyQGIS: QT_QPA_PLATFORM=offscreen /usr/bin/python3.
"""
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsFeatureRequest, QgsGeometry, QgsPointXY, QgsVectorLayer  # noqa: E402


def crossed(geometry):
    box = geometry.boundingBox()
    corners = [(box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMaximum()), (box.xMaximum(), box.yMinimum()), (box.xMinimum(), box.yMaximum())]
    ring = [QgsPointXY(x, y) for x, y in corners + corners[:1]]
    return QgsGeometry.fromMultiPolygonXY([[ring]])


def change(layer, feature, what, words):
    if what == "move":
        return layer.changeGeometry(feature.id(), QgsGeometry.fromPointXY(QgsPointXY(float(words[0]), float(words[1]))))
    if what == "vertex":
        geometry = feature.geometry()
        return geometry.moveVertex(float(words[0]), float(words[1]), 1) and layer.changeGeometry(feature.id(), geometry)
    if what == "cross":
        return layer.changeGeometry(feature.id(), crossed(feature.geometry()))
    if what == "set":
        return layer.changeAttributeValue(feature.id(), layer.fields().indexFromName(words[0]), words[1])
    raise SystemExit(f"unknown edit {what}")


def edit(provider, uri, key, what, *words):
    wait = bool(words) and words[-1] == "WAIT"
    layer = QgsVectorLayer(uri, "layer", provider)
    if not layer.isValid():
        raise SystemExit(f"QGIS cannot open {uri}")
    feature = next(layer.getFeatures(QgsFeatureRequest().setFilterExpression(f"\"key\" = '{key}'")), None)
    if feature is None:
        raise SystemExit(f"no feature has the key {key}")
    if not layer.startEditing() or not change(layer, feature, what, words):
        raise SystemExit("QGIS did not take the edit")
    if wait:
        print("editing", flush=True)
        sys.stdin.readline()
    if not layer.commitChanges():
        raise SystemExit("; ".join(layer.commitErrors()))
    print("saved", flush=True)


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    try:
        edit(*sys.argv[1:])
    finally:
        application.exitQgis()
