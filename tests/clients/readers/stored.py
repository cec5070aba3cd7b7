"""The city as its GeoPackage has it, read by GDAL's own driver, and the collections that the server names."""
import json
import re
import urllib.request

from osgeo import gdal, ogr

ogr.UseExceptions()
gdal.SetConfigOption("GDAL_HTTP_TIMEOUT", "120")


def collections(base):
    with urllib.request.urlopen(f"{base}/collections?f=json", timeout=60) as answer:
        names = [collection["id"] for collection in json.load(answer)["collections"]]
    if not names:
        raise SystemExit("the server has no collection")
    return names


def table(collection):
    return collection.replace("-", "_")


def column(name):
    """The column of a property: industryCode is industry_code."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def fids(layer):
    layer.ResetReading()
    return sorted(feature.GetFID() for feature in layer)


def fail(faults):
    """Ends with what is wrong, if something is."""
    if faults:
        raise SystemExit(f"{len(faults)} differences: " + "; ".join(map(str, faults[:5])))
