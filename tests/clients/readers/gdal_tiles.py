"""GDAL's MVT driver reads tiles straight from the server: every stored point well within a tile is there with its id and near its place, and nothing else.

    gdal_tiles.py BASE STORE
"""
import math
import sys

from osgeo import ogr

import stored

ZOOMS = (13, 14, 16)
TILES = 3  # of each zoom
EARTH = 20037508.342789244  # half the girth of EPSG:3857, in metres
EXTENT, BUFFER = 4096, 64  # tile units; the server's tiles have this buffer


def mercator(longitude, latitude):
    return longitude / 180 * EARTH, math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / math.pi * EARTH


def tile_at(z, x, y):
    """Column and row of the tile at a place of EPSG:3857."""
    size = 2 * EARTH / 2**z
    return int((x + EARTH) / size), int((EARTH - y) / size)


def box(z, column, row, margin):
    """The tile's box in EPSG:3857, widened by so many tile units."""
    size = 2 * EARTH / 2**z
    wide = margin * size / EXTENT
    return column * size - EARTH - wide, EARTH - (row + 1) * size - wide, (column + 1) * size - EARTH + wide, EARTH - row * size + wide


def within(place, rectangle):
    return rectangle[0] <= place[0] <= rectangle[2] and rectangle[1] <= place[1] <= rectangle[3]


def read(base, z, column, row):
    """{layer: {id: place}} of the points of a tile."""
    tile = ogr.Open(f"MVT:{base}/tiles/{z}/{column}/{row}.mvt")
    layers = {}
    for i in range(tile.GetLayerCount()):
        layer = tile.GetLayer(i)
        layers[layer.GetName()] = {}
        for feature in layer:
            geometry = feature.GetGeometryRef()
            if geometry is None:
                raise SystemExit(f"{z}/{column}/{row} {layer.GetName()}: a feature without geometry")
            if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPoint:
                layers[layer.GetName()][feature["mvt_id"]] = geometry.GetX(), geometry.GetY()
    return layers


def differences(name, places, found, z, column, row):
    inner, outer = box(z, column, row, -1), box(z, column, row, BUFFER + 1)
    unit = 2 * EARTH / 2**z / EXTENT
    for identity, place in places.items():
        if within(place, inner) and identity not in found:
            yield f"{name}/{identity} is not in {z}/{column}/{row}"
        if identity in found and math.dist(place, found[identity]) > 1.5 * unit:
            yield f"{name}/{identity} is {math.dist(place, found[identity]) / unit:.1f} units from its place in {z}/{column}/{row}"
    for identity in found:
        if identity not in places or not within(places[identity], outer):
            yield f"{name}/{identity} does not belong into {z}/{column}/{row}"


def points(layer):
    return {feature.GetFID(): mercator(feature.GetGeometryRef().GetX(), feature.GetGeometryRef().GetY()) for feature in layer if feature.GetGeometryRef()}


def main(base, store):
    city, faults, seen = ogr.Open(store), [], 0
    names = [name for name in stored.collections(base) if city.GetLayerByName(stored.table(name)).GetGeomType() == ogr.wkbPoint]
    places = {name: points(city.GetLayerByName(stored.table(name))) for name in names}
    enterprises = sorted(places["enterprises"].items())
    for z in ZOOMS:
        for _, place in enterprises[:: len(enterprises) // TILES][:TILES]:
            column, row = tile_at(z, *place)
            layers = read(base, z, column, row)
            for name in names:
                faults += differences(name, places[name], layers.get(name, {}), z, column, row)
                seen += len(layers.get(name, {}))
    stored.fail(faults)
    print(f"{seen} points agree")


if __name__ == "__main__":
    main(*sys.argv[1:])
