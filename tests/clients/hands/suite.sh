# Other people's hands on the stores: QGIS, psql and GDAL write while riskmap serves. What they wrote is recorded, seen over HTTP, checked and taken back.

city() { what=$1; shift; /usr/bin/python3 "$here/hands/city.py" "$what" "$base" "$@"; }

# The newest change set, one expression over it (s) and over the last one's counts of a layer.
newest() { $riskmap changes --json --store "$store" | /usr/bin/python3 -c 'import json, sys
sets = json.load(sys.stdin); sets = sets.get("changeSets", sets) if isinstance(sets, dict) else sets
s = sets[0]; print(eval(sys.argv[1]))' "$1"; }

# Findings about rows that break a rule: layer/id/field, one a line.
faults() { $riskmap check --json --store "$store" | /usr/bin/python3 -c 'import json, sys
for finding in json.load(sys.stdin)["findings"]:
    if finding["code"] in ("value-faulty", "geometry-faulty"):
        for e in finding["examples"]: print("%s/%s/%s" % (finding["layer"], e["id"], e["field"]))'; }

undo() { $riskmap undo "$1" --store "$store" >"$work/undo.log" 2>&1 || { cat "$work/undo.log"; return 1; }; }

qgis() {
  layer=$1; shift
  /usr/bin/python3 "$here/hands/edit_in_qgis.py" "$provider" "$(uri_of "$layer")" "$@" 2>"$work/qgis.err" || { grep -v '^ *$' "$work/qgis.err" | tail -5; return 1; }
}

uri_of() {
  if [ "$provider" = ogr ]; then echo "$store|layername=$1"
  else echo "dbname='$database' host=127.0.0.1 port=$port user='riskmap' key='id' srid=4326 table=\"public\".\"$1\" (geom)"; fi
}

# A change set of one row updated outside, complete, that undo takes back so that EXPRESSION holds again.
recorded_and_undone() { # LAYER ID EXPRESSION-BEFORE
  becomes "the change set" "(True, False, 1)" newest "(s['who'] != '', s['incomplete'], s['counts']['$1']['updated'])" || return 1
  becomes "the rows with faults" "" faults || return 1
  export RISKMAP_AFTER=$(city version)
  undo "$(newest "s['id']")" && city await "$1" "$2" "$3"
}

for part in both geopackage postgis; do . "$here/hands/$part.sh"; done
