# GDAL on a GeoPackage.

appended_by_ogr2ogr() {
  local count new
  count=$(city count places)
  printf 'WKT,key,name\n"POINT (118.25 24.63)",appended-1,甲\n"POINT (118.26 24.64)",appended-2,乙\n' >"$work/more.csv"
  ogr2ogr -append -a_srs EPSG:4326 -nln places "$store" "$work/more.csv" 2>"$work/ogr.err" || { cat "$work/ogr.err"; return 1; }
  new=$(/usr/bin/python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT id FROM places WHERE key = ?", ("appended-2",)).fetchone()[0])' "$store")
  city await places "$new" "p['name'] == '乙' and f['geometry']['coordinates'] == [118.26, 24.64]" || return 1
  becomes "the change set" "(False, 2)" newest "(s['incomplete'], s['counts']['places']['inserted'])" || return 1
  becomes "the rows with faults" "" faults || return 1
  export RISKMAP_AFTER=$(city version)
  undo "$(newest "s['id']")" && city await places "$new" "status == 404" && becomes "the number of places" "$count" city count places
}

overwritten_by_ogr2ogr() {
  local count name
  count=$(city count teams) name=$(city show teams 1 "p['name']")
  rm -f "$work/teams.gpkg"
  ogr2ogr "$work/teams.gpkg" "$store" teams || return 1
  ogrinfo "$work/teams.gpkg" -sql "UPDATE teams SET name = 'overwritten' WHERE key = '$(city show teams 1 "p['key']")'" || return 1
  ogrinfo "$work/teams.gpkg" -sql "DELETE FROM teams WHERE key = (SELECT MAX(key) FROM teams WHERE name <> 'overwritten')" || return 1
  ogr2ogr -update -overwrite "$store" "$work/teams.gpkg" teams 2>"$work/ogr.err" || { cat "$work/ogr.err"; return 1; }
  city await teams 1 "p['name'] == 'overwritten'" || return 1
  becomes "the number of teams" $((count - 1)) city count teams || return 1
  becomes "the change set" "(True, {'inserted': 0, 'updated': 1, 'deleted': 1})" newest "(s['incomplete'], s['counts']['teams'])" || return 1
  must "integrity" "$(integrity)" ok || return 1
  export RISKMAP_AFTER=$(city version)
  undo "$(newest "s['id']")" && city await teams 1 "p['name'] == '$name'" && becomes "the number of teams" "$count" city count teams
}

overwritten_while_nothing_ran() {
  stop_server
  ogr2ogr -f GeoJSON "$work/depots.geojson" "$store" depots 2>/dev/null && ogr2ogr -update -overwrite "$store" "$work/depots.geojson" -nln depots 2>"$work/ogr.err" || { cat "$work/ogr.err"; return 1; }
  start_server "$store" || return 1
  becomes "the change set" "(True, True)" newest "(s['incomplete'], s['counts']['depots']['inserted'] > 0)" || return 1
  ! $riskmap undo "$(newest "s['id']")" --store "$store" >"$work/undo.log" 2>&1 || { echo "undo of what nobody knew was not refused"; return 1; }
  must "integrity" "$(integrity)" ok
}

serve_geopackage() { start_server "$work/hands.gpkg" demo --scale 0.4; }

provider=ogr
suite geopackage serve_geopackage
cases_on_both
case_ appended_by_ogr2ogr has_gdal
case_ overwritten_by_ogr2ogr has_gdal
[ -n "$short" ] || case_ overwritten_while_nothing_ran has_gdal
stop_server
