"""Makes the questions of the comparison and what the peers need to answer them: the same tiles, boxes, tables, layers and attributes for all.

    prepare.py BASE FOLDER

Prints SQL on its output: the function bench_tile, which is what Martin, pg_tileserv and tegola send for a tile, and the tables of tiles and boxes.
"""
import json
import math
import random
import re
import sys
import urllib.request

SEED = 20261127
LAYERS = ("enterprises", "confined-spaces", "parks", "roads")
ZOOMS = range(12, 17)
TILES_OF_A_ZOOM = 200
BOXES = 200
BOX_KILOMETRES = (2.0, 6.0)  # sides; at scale 60 all but the emptiest hold more than 1,000 enterprises
DEGREE_KILOMETRES = 111.2
EXTENT, BUFFER = 4096, 64


def ask(address):
    with urllib.request.urlopen(address, timeout=120) as answer:
        return json.load(answer)


def column(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def columns_of(base, layer):
    return [column(name) for name in ask(f"{base}/collections/{layer}/items?limit=1")["features"][0]["properties"]]


def table(layer):
    return layer.replace("-", "_")


def tile_at(z, longitude, latitude):
    turn = math.radians(latitude)
    return z, int((longitude + 180) / 360 * 2**z), int((1 - math.asinh(math.tan(turn)) / math.pi) / 2 * 2**z)


def places(base):
    """Where enterprises stand: tiles are asked for where there is something to see."""
    west, south, east, north = ask(f"{base}/collections/enterprises")["extent"]["spatial"]["bbox"][0]
    found, side = [], 0.2
    for i in range(5):
        for j in range(5):
            box = west + (east - west) * i * side, south + (north - south) * j * side, west + (east - west) * (i + 1) * side, south + (north - south) * (j + 1) * side
            features = ask(f"{base}/collections/enterprises/items?limit=1000&bbox={','.join(map(str, box))}")["features"]
            found += [feature["geometry"]["coordinates"][:2] for feature in features]
    return found


def tiles(found, chance):
    return [tile_at(z, *chance.choice(found)) for z in ZOOMS for _ in range(TILES_OF_A_ZOOM)]


def boxes(found, chance):
    made = []
    for _ in range(BOXES):
        (x, y), wide, high = chance.choice(found), *(chance.uniform(*BOX_KILOMETRES) / DEGREE_KILOMETRES / 2 for _ in range(2))
        wide /= math.cos(math.radians(y))
        made.append(tuple(round(value, 6) for value in (x - wide, y - high, x + wide, y + high)))
    return made


def tile_sql(fields):
    parts = [
        f"(SELECT ST_AsMVT(t, '{layer}', {EXTENT}, 'geom', 'id') FROM (SELECT id, ST_AsMVTGeom(ST_Transform(geom, 3857), place.plane, {EXTENT}, {BUFFER}, true) AS geom, "
        f"{', '.join(fields[layer])} FROM {table(layer)} WHERE geom && place.wide) t WHERE t.geom IS NOT NULL)"
        for layer in LAYERS
    ]
    return f"""CREATE OR REPLACE FUNCTION bench_tile(z integer, x integer, y integer) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT {' || '.join(parts)}
FROM (SELECT ST_TileEnvelope(z, x, y) AS plane, ST_Transform(ST_TileEnvelope(z, x, y, margin => {BUFFER / EXTENT}), 4326) AS wide) AS place $$;"""


def rows_sql(name, columns, rows):
    values = ", ".join(f"({i}, {', '.join(map(str, row))})" for i, row in enumerate(rows, 1))
    return f"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} (i integer PRIMARY KEY, {columns}); INSERT INTO {name} VALUES {values}; ANALYZE {name};"


def features_sql(columns):
    """What pg_featureserv sends for a page of features."""
    return f"""CREATE OR REPLACE FUNCTION bench_features(west float8, south float8, east float8, north float8) RETURNS text LANGUAGE sql STABLE AS $$
SELECT json_build_object('type', 'FeatureCollection', 'features', json_agg(ST_AsGeoJSON(t.*, 'geom', 7)::json))::text
FROM (SELECT id, geom, {', '.join(columns)} FROM enterprises WHERE geom && ST_MakeEnvelope(west, south, east, north, 4326) LIMIT 1000) t $$;"""


def write(folder, name, lines):
    with open(f"{folder}/{name}", "w") as file:
        file.write("\n".join(lines) + "\n")


def map_layer(layer, columns, kind):
    return f"""  LAYER
    NAME "{table(layer)}" TYPE {kind} STATUS ON
    CONNECTIONTYPE POSTGIS CONNECTION "@CONNECTION@" PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA "geom FROM (SELECT id, geom, {', '.join(columns)} FROM {table(layer)}) AS t USING UNIQUE id USING SRID=4326"
    PROJECTION "init=epsg:4326" END
    TEMPLATE "x"
    METADATA "gml_include_items" "all" "gml_featureid" "id" "gml_types" "auto" "ows_title" "{layer}" "ows_enable_request" "*" "oga_use_default_extent" "true" END
    CLASS STYLE COLOR 0 0 0 END END
  END"""


def map_file(fields, columns):
    kinds = {"parks": "POLYGON", "roads": "LINE"}
    layers = "\n".join(map_layer(layer, fields[layer], kinds.get(layer, "POINT")) for layer in LAYERS)
    return f"""MAP
  NAME "bench" SIZE 256 256 MAXSIZE 4096 EXTENT 117 23 120 26 UNITS DD
  PROJECTION "init=epsg:4326" END
  OUTPUTFORMAT NAME "mvt" DRIVER "MVT" MIMETYPE "application/vnd.mapbox-vector-tile" FORMATOPTION "EXTENT={EXTENT}" FORMATOPTION "EDGE_BUFFER={BUFFER}" END
  WEB METADATA "ows_title" "bench" "ows_onlineresource" "@ADDRESS@" "ows_enable_request" "*" "ows_srs" "EPSG:4326 EPSG:3857" "oga_max_limit" "10000" END END
@LAYERS@
END""".replace("@LAYERS@", layers), f"""MAP
  NAME "features" SIZE 256 256 EXTENT 117 23 120 26 UNITS DD
  PROJECTION "init=epsg:4326" END
  OUTPUTFORMAT NAME "geojson" DRIVER "OGR/GEOJSON" MIMETYPE "application/json" FORMATOPTION "STORAGE=stream" FORMATOPTION "FORM=simple" END
  WEB METADATA "ows_title" "features" "ows_onlineresource" "@ADDRESS@" "ows_enable_request" "*" "ows_srs" "EPSG:4326" "wfs_getfeature_formatlist" "geojson" "oga_max_limit" "10000" END END
{map_layer("enterprises", columns, "POINT")}
END"""


def main(base, folder):
    chance = random.Random(SEED)
    fields, columns = {}, {layer: columns_of(base, layer) for layer in LAYERS}
    for layer in ask(f"{base}/tiles/tilejson.json")["vector_layers"]:
        # What only sums of points bear stands in no table.
        fields[layer["id"]] = [column(name) for name in layer["fields"] if column(name) in columns.get(layer["id"], ())]
    columns = columns["enterprises"]
    found = places(base)
    asked, areas = tiles(found, chance), boxes(found, chance)
    texts = [",".join(map(str, box)) for box in areas]
    layers = ",".join(LAYERS)
    write(folder, "riskmap-tiles", [f"/tiles/{z}/{x}/{y}.mvt?collections={layers}" for z, x, y in asked])
    write(folder, "mapserver-tiles", [f"/map?map=bench&map.imagetype=mvt&mode=tile&tilemode=gmap&layers=all&tile={x}+{y}+{z}" for z, x, y in asked])
    write(folder, "riskmap-features", [f"/collections/enterprises/items?limit=1000&bbox={box}" for box in texts])
    write(folder, "mapserver-features", [f"/features/ogcapi/collections/enterprises/items?limit=1000&f=json&bbox={box}" for box in texts])
    write(folder, "mapserver-wfs", [f"/map?map=features&service=WFS&version=1.0.0&request=GetFeature&typename=enterprises&maxfeatures=1000&outputformat=geojson&bbox={box}" for box in texts])
    write(folder, "qgis-features", [f"/wfs3/collections/enterprises/items.json?limit=1000&bbox={box}" for box in texts])
    bench, pages = map_file(fields, columns)
    write(folder, "bench.map", [bench])
    write(folder, "features.map", [pages])
    west, south, east, north = ask(f"{base}/collections/enterprises")["extent"]["spatial"]["bbox"][0]
    write(folder, "whole-city", [" ".join(map(str, tile_at(10, (west + east) / 2, (south + north) / 2)))])
    write(folder, "columns", columns)
    print(tile_sql(fields))
    print(features_sql(columns))
    print(rows_sql("bench_tiles", "z integer, x integer, y integer", asked))
    print(rows_sql("bench_boxes", "west float8, south float8, east float8, north float8", areas))


if __name__ == "__main__":
    main(*sys.argv[1:])
