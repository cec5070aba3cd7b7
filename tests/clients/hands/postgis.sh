# psql on PostGIS.

thousand_rows_by_psql() {
  local rows
  rows=$(psql_ "$database" -c "WITH u AS (UPDATE enterprises SET headcount = 4321 WHERE id IN (SELECT id FROM enterprises ORDER BY id LIMIT 1000) RETURNING 1) SELECT count(*) FROM u") || return 1
  must "what psql updated" "$rows" 1000 || return 1
  city await enterprises 1 "p['headcount'] == 4321" || return 1
  becomes "the change set" "('riskmap', False, 1000)" newest "(s['who'], s['incomplete'], s['counts']['enterprises']['updated'])" || return 1
  export RISKMAP_AFTER=$(city version)
  undo "$(newest "s['id']")" && city await enterprises 1 "p['headcount'] != 4321"
}

serve_postgis() {
  start_postgis || return 1
  database=riskmap_clients_$$
  psql_ postgres -c "CREATE DATABASE $database" && start_server "Host=127.0.0.1;Port=$port;Username=riskmap;Database=$database" demo --scale 0.4
}

provider=postgres database=''
suite postgis serve_postgis
if has_postgis; then
  cases_on_both
  case_ thousand_rows_by_psql has_psql
else
  skip hands "no PostGIS"
fi
stop_server
[ -z "$database" ] || psql_ postgres -c "DROP DATABASE $database WITH (FORCE)"
