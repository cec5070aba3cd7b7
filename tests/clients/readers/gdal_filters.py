"""GDAL's OAPIF driver reads every collection; counts, attribute filters and spatial filters give what the same query gives on the GeoPackage.

    gdal_filters.py BASE STORE
"""
import collections as containers
import random
import sys

from osgeo import gdal, ogr

import stored

SEED = 20261127
BOXES = 4
PAGE = 1000
FEATURES_READ = 20_000  # GDAL evaluates most conditions itself, so a large layer gets fewer of them
LEAST_CONDITIONS, MOST_CONDITIONS = 3, 30


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def text_filters(name, values):
    """Conditions over a column of texts, with {} for its name."""
    common = [value for value, _ in containers.Counter(values).most_common(2)]
    yield "{} = " + quoted(common[0])
    yield "{} <> " + quoted(common[0])
    yield "{} IN (" + ", ".join(map(quoted, common)) + ")"
    if common[0][0] not in "%_":
        yield "{} LIKE " + quoted(common[0][0] + "%")


def number_filters(name, values):
    middle = sorted(values)[len(values) // 2]
    yield f"{{}} > {middle}"
    yield f"{{}} = {middle}"
    yield f"{{}} BETWEEN {min(values)} AND {middle}"
    yield f"{{}} < {middle} OR {{}} > {middle}"


def truth_filters(name, values):
    yield "{} = 1"
    yield "{} = 0"


def maker_of(kind, value):
    """The maker of conditions on such values, or None; GDAL has truth values as integers, and takes them back as such only."""
    if isinstance(value, bool):
        return truth_filters
    if kind == ogr.OFTString and value[:1] not in "[{":
        return text_filters
    return number_filters if kind in (ogr.OFTInteger, ogr.OFTInteger64, ogr.OFTReal) else None


def attribute_filters(read, kept):
    """(condition for OAPIF, condition for the GeoPackage) for each field whose values GDAL compares in the same way on both sides."""
    for i in range(read.GetLayerDefn().GetFieldCount()):
        field = read.GetLayerDefn().GetFieldDefn(i)
        name, column = field.GetName(), stored.column(field.GetName())
        kind = kept.GetLayerDefn().GetFieldDefn(kept.GetLayerDefn().GetFieldIndex(column)).GetType()
        kept.ResetReading()
        values = [feature[column] for feature in kept if feature[column] is not None]
        for null in ("{} IS NULL", "{} IS NOT NULL"):
            yield null.format(f'"{name}"'), null.format(f'"{column}"')
        if not values or field.GetType() != kind and field.GetType() not in (ogr.OFTInteger, ogr.OFTReal):
            continue
        maker = maker_of(kind, values[0])
        for condition in maker(name, values) if maker else ():
            yield condition.replace("{}", f'"{name}"'), condition.replace("{}", f'"{column}"')


def some(conditions, count, chance):
    """As many conditions as a layer of so many features may cost."""
    most = max(LEAST_CONDITIONS, min(MOST_CONDITIONS, FEATURES_READ // max(1, count)))
    return conditions if len(conditions) <= most else chance.sample(conditions, most)


def boxes(kept, chance):
    """Boxes of all sizes within a layer's extent, and one around a feature of it."""
    west, east, south, north = kept.GetExtent()
    for part in range(1, BOXES + 1):
        x, y = chance.uniform(west, east), chance.uniform(south, north)
        yield x, y, x + (east - west) / 2**part, y + (north - south) / 2**part
    kept.ResetReading()
    feature = kept.GetNextFeature()
    x1, x2, y1, y2 = feature.GetGeometryRef().GetEnvelope()
    yield x1 - 1e-5, y1 - 1e-5, x2 + 1e-5, y2 + 1e-5


def compare(what, read, kept, faults):
    found, expected = stored.fids(read), stored.fids(kept)
    if found != expected:
        faults.append(f"{what}: {len(found)} features instead of {len(expected)}, e.g. {sorted(set(found) ^ set(expected))[:3]}")


def main(base, store):
    server = gdal.OpenEx(f"OAPIF:{base}", gdal.OF_VECTOR, open_options=[f"PAGE_SIZE={PAGE}"])
    city, chance, faults, queries = ogr.Open(store), random.Random(SEED), [], 0
    for name in stored.collections(base):
        read, kept = server.GetLayerByName(name), city.GetLayerByName(stored.table(name))
        if read.GetFeatureCount() != kept.GetFeatureCount():
            faults.append(f"{name}: {read.GetFeatureCount()} features instead of {kept.GetFeatureCount()}")
        compare(name, read, kept, faults)
        for box in list(boxes(kept, chance)) if kept.GetFeatureCount() else ():
            read.SetSpatialFilterRect(*box), kept.SetSpatialFilterRect(*box)
            compare(f"{name} in {box}", read, kept, faults)
            queries += 1
        read.SetSpatialFilter(None), kept.SetSpatialFilter(None)
        for asked, known in some(list(attribute_filters(read, kept)), kept.GetFeatureCount(), chance):
            read.SetAttributeFilter(asked), kept.SetAttributeFilter(known)
            compare(f"{name} where {asked}", read, kept, faults)
            queries += 1
        read.SetAttributeFilter(None), kept.SetAttributeFilter(None)
    stored.fail(faults)
    print(f"{queries} queries agree")


if __name__ == "__main__":
    main(*sys.argv[1:])
