"""QGIS adds every collection as an OGC API Features layer and pages through all of its features, in pages so small that there are several.

    qgis_pages.py BASE STORE

Runs with the Python of Debian, which has PyQGIS: QT_QPA_PLATFORM=offscreen /usr/bin/python3.
"""
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

import stored
from osgeo import ogr

PAGES = 4
MOST_IN_A_PAGE = 1000


def opened(base, name, page):
    layer = QgsVectorLayer(f" url='{base}' typename='{name}' pagingEnabled='true' pageSize='{page}'", name, "OAPIF")
    if not layer.isValid():
        raise SystemExit(f"QGIS cannot open the collection {name}")
    return layer


def differences(base, name, kept):
    """What QGIS does not get as it is stored: the count, the keys of all features, those in the south-west quarter."""
    count = kept.GetFeatureCount()
    layer = opened(base, name, max(1, min(MOST_IN_A_PAGE, count // PAGES)))
    keys = sorted(feature["key"] for feature in kept)
    if sorted(feature["key"] for feature in layer.getFeatures()) != keys:
        yield f"{name}: other features than the {count} that are stored"
    if layer.featureCount() != count:
        yield f"{name}: {layer.featureCount()} features instead of {count}"
    if not count:
        return
    west, east, south, north = kept.GetExtent()
    box = west, south, (west + east) / 2, (south + north) / 2
    kept.SetSpatialFilterRect(*box)
    inside = opened(base, name, MOST_IN_A_PAGE).getFeatures(QgsFeatureRequest().setFilterRect(QgsRectangle(*box)).setFlags(QgsFeatureRequest.ExactIntersect))
    if sorted(feature["key"] for feature in inside) != sorted(feature["key"] for feature in kept):
        yield f"{name}: other features in {box} than those that are stored"


def main(base, store):
    city = ogr.Open(store)
    stored.fail([fault for name in stored.collections(base) for fault in differences(base, name, city.GetLayerByName(stored.table(name)))])


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main(*sys.argv[1:])
    application.exitQgis()
