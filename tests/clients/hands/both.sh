# Edits in QGIS, the same on both stores.

point_moved_in_qgis() {
  local before key
  before=$(city show enterprises 5 "f['geometry']['coordinates']"); key=$(city show enterprises 5 "p['key']")
  qgis enterprises "$key" move 118.2512345 24.6354321 >/dev/null || return 1
  city await enterprises 5 "f['geometry']['coordinates'] == [118.2512345, 24.6354321]" || return 1
  recorded_and_undone enterprises 5 "f['geometry']['coordinates'] == $before"
}

vertex_moved_in_qgis() {
  local before key x y
  before=$(city show parks 1 "f['geometry']"); key=$(city show parks 1 "p['key']")
  read -r x y < <(/usr/bin/python3 -c "g=$before; r=g['coordinates'][0]; r=r if g['type']=='Polygon' else r[0]; print(r[1][0]+1e-5, r[1][1]+1e-5)")
  qgis parks "$key" vertex "$x" "$y" >/dev/null || return 1
  city await parks 1 "f['geometry'] != $before and abs((f['geometry']['coordinates'][0][1] if f['geometry']['type'] == 'Polygon' else f['geometry']['coordinates'][0][0][1])[0] - $x) < 1e-7" || return 1
  recorded_and_undone parks 1 "f['geometry'] == $before"
}

attribute_changed_in_qgis() {
  local before key
  before=$(city show places 3 "p['name']"); key=$(city show places 3 "p['key']")
  qgis places "$key" set name '在 QGIS 中改名' >/dev/null || return 1
  city await places 3 "p['name'] == '在 QGIS 中改名'" || return 1
  recorded_and_undone places 3 "p['name'] == '$before'"
}

rule_broken_in_qgis() {
  local grade key park
  grade=$(city show enterprises 7 "p['grade']"); key=$(city show enterprises 7 "p['key']"); park=$(city show parks 2 "p['key']")
  qgis enterprises "$key" set grade purple >/dev/null || return 1
  city await enterprises 7 "status == 200 and p['grade'] is None" || return 1
  becomes "what check lists" "enterprises/7/grade" faults || return 1
  undo "$(newest "s['id']")" && city await enterprises 7 "p['grade'] == '$grade'" || return 1
  qgis parks "$park" cross >/dev/null || return 1
  city await parks 2 "status == 200 and f['geometry'] is None" || return 1
  becomes "what check lists" "parks/2/geometry" faults || return 1
  undo "$(newest "s['id']")" && city await parks 2 "f['geometry'] is not None" && becomes "the rows with faults" "" faults
}

# A person edits for long: meanwhile the server writes, and both edits stand in the end.
edits_at_the_same_time() {
  local key fifo=$work/fifo pid
  key=$(city show teams 1 "p['key']")
  rm -f "$fifo"; mkfifo "$fifo"
  qgis teams "$key" set name 'QGIS' WAIT <"$fifo" >"$work/qgis.out" & pid=$!
  exec 4>"$fifo"
  patiently grep -q editing "$work/qgis.out" || { exec 4>&-; return 1; }
  city write teams 2 'HTTP' || { exec 4>&-; return 1; }
  echo go >&4; exec 4>&-
  wait $pid || { cat "$work/qgis.out"; return 1; }
  city await teams 1 "p['name'] == 'QGIS'" && city await teams 2 "p['name'] == 'HTTP'" && must "integrity" "$(integrity)" ok
}

integrity() {
  [ "$provider" = ogr ] || { echo ok; return; }
  /usr/bin/python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA integrity_check").fetchone()[0])' "$store"
}

cases_on_both() {
  case_ point_moved_in_qgis has_qgis
  case_ vertex_moved_in_qgis has_qgis
  case_ attribute_changed_in_qgis has_qgis
  case_ rule_broken_in_qgis has_qgis
  case_ edits_at_the_same_time has_qgis
}
