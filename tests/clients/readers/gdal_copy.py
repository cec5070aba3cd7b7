"""Compares a copy that ogr2ogr made through OAPIF with the city's GeoPackage: collections, counts, ids, keys, geometries and single values.

    gdal_copy.py BASE STORE COPY
"""
import sys

from osgeo import ogr

import stored

DECIMALS = 7  # of a degree, about a centimetre: the server writes no more


def rounded(geometry):
    """Parts of a geometry as sets of rings or lines that begin anywhere and run either way: the server turns rings as RFC 7946 wants them."""
    if geometry is None:
        return None
    if geometry.GetGeometryCount() == 0:
        points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y, *_ in geometry.GetPoints() or ()]
        return ring(points) if len(points) > 3 and points[0] == points[-1] else points
    if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPolygon:
        return [rounded(geometry.GetGeometryRef(0))] + sorted(rounded(geometry.GetGeometryRef(i)) for i in range(1, geometry.GetGeometryCount()))
    parts = sorted(rounded(geometry.GetGeometryRef(i)) for i in range(geometry.GetGeometryCount()))
    return parts[0] if len(parts) == 1 else parts


def ring(points):
    turned = []
    for way in (points[:-1], points[:0:-1]):
        start = way.index(min(way))
        turned.append(way[start:] + way[:start])
    return min(turned)


def value(feature, name):
    """A value as one text, whatever type GDAL has guessed for it."""
    if not feature.IsFieldSetAndNotNull(name):
        return None
    found = feature[name]
    if isinstance(found, str):
        try:
            return f"{float(found):.9g}" if found.lstrip("-")[:1].isdigit() and found.count("-") == 0 else found.replace("/", "-").replace("T", " ")
        except ValueError:
            return found.replace("/", "-")
    return f"{found:.9g}" if isinstance(found, (int, float)) else None


def is_list(text):
    return isinstance(text, str) and text[:1] in ("[", "{", "(")


def differences(name, copied, kept):
    """What differs between a copied layer and the stored one."""
    definition = copied.GetLayerDefn()
    fields = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    if stored.fids(copied) != stored.fids(kept):
        yield f"{name}: {copied.GetFeatureCount()} features instead of {kept.GetFeatureCount()}, or other ids"
        return
    copied.ResetReading()
    copies = {feature.GetFID(): feature for feature in copied}
    kept.ResetReading()
    for original in kept:
        copy = copies[original.GetFID()]
        if rounded(copy.GetGeometryRef()) != rounded(original.GetGeometryRef()):
            yield f"{name}/{original.GetFID()}: another geometry"
        for field in fields:
            found, expected = value(copy, field), value(original, stored.column(field))
            if found != expected and not is_list(expected):
                yield f"{name}/{original.GetFID()}: {field} is {found} instead of {expected}"


def main(base, store, copy):
    city, copied, faults = ogr.Open(store), ogr.Open(copy), []
    for name in stored.collections(base):
        layer = copied.GetLayerByName(name)
        faults += [f"{name} is not in the copy"] if layer is None else differences(name, layer, city.GetLayerByName(stored.table(name)))
    stored.fail(faults)


if __name__ == "__main__":
    main(*sys.argv[1:])
