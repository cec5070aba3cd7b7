# The server under test, and the private PostGIS.

server='' started_postgis=''

start_server() { # STORE [COMMAND...]
  store=$1; shift
  $riskmap "${@:-serve}" --store "$store" --url "http://127.0.0.1:0" >"$work/serve.out" 2>>"$work/serve.err" &
  server=$!
  patiently serves && return 0
  echo "tests/clients/run: the server did not start:" >&2; tail -5 "$work/serve.out" "$work/serve.err" >&2
  return 1
}

# Succeeds when the server is ready; the wait ends early when it has ended by itself.
serves() {
  kill -0 $server 2>/dev/null || return 2
  base=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/serve.out" | head -1)
  [ -n "$base" ] && curl -fs "$base/readyz" >/dev/null
}

stop_server() { [ -z "$server" ] || { kill $server 2>/dev/null; wait $server 2>/dev/null; server=''; }; }

# Sets port.
start_postgis() {
  local settings
  if [ -z "${RISKMAP_TEST_POSTGIS:-}" ]; then
    export RISKMAP_TEST_POSTGIS_DIR=$work/postgis
    settings=$(bash tests/postgis start) || return 1
    eval "$settings"; started_postgis=yes
  fi
  port=$(echo "$RISKMAP_TEST_POSTGIS" | sed -n 's/.*Port=\([0-9]*\).*/\1/p')
}

psql_() { psql -qAtX -h 127.0.0.1 -p "$port" -U riskmap "$@"; }

end_all() { stop_server; [ -z "$started_postgis" ] || { bash tests/postgis stop; started_postgis=''; }; }

# Asks again and again, for 60 s at most: the patience only ends a wait that would never end. A status of 2 ends it at once.
patiently() {
  local end=$((SECONDS + 60)) status
  while :; do
    "$@"; status=$?
    [ $status = 0 ] && return 0
    [ $status = 2 ] || [ $SECONDS -ge $end ] && return 1
    sleep 0.2
  done
}
