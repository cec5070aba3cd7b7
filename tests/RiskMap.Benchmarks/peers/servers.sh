# Starts and stops RiskMap and its peers.

# Ports below those that the kernel gives to outgoing connections.
servers=()
peers_url=http://127.0.0.1:$((10000 + RANDOM % 5000))
riskmap_url=http://127.0.0.1:$((15000 + RANDOM % 5000))

has_mapserver() { [ -x /usr/lib/cgi-bin/mapserv ] && has_fastcgi && ! grep -q MapServer "$work/not-had" 2>/dev/null; }
has_qgis_server() { [ -x /usr/lib/cgi-bin/qgis_mapserv.fcgi ] && /usr/bin/python3 -c 'import qgis.core' 2>/dev/null && has_fastcgi && ! grep -q QGIS "$work/not-had" 2>/dev/null; }
has_fastcgi() { command -v spawn-fcgi >/dev/null && command -v nginx >/dev/null; }
not_had() { echo "$*" >>"$work/not-had"; say "not had: $*"; }

mapserver_version() { /usr/lib/cgi-bin/mapserv -v | sed -nE 's/.*MapServer version ([0-9.]+).*/MapServer \1/p'; }
qgis_version() { /usr/bin/python3 -c 'from qgis.core import Qgis; print("QGIS Server", Qgis.QGIS_VERSION.split("-")[0])'; }
postgis_version() { sql peers -c "SELECT 'PostGIS ' || split_part(postgis_lib_version(), ' ', 1)"; }
sql() { psql -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U riskmap "$@" 2>>"$work/psql.log"; }

install_missing() {
  local sudo='' package
  cut -d' ' -f1 /proc/loadavg >"$work/load"
  [ "$(id -u)" = 0 ] || sudo='sudo -n'
  export DEBIAN_FRONTEND=noninteractive
  # One after the other, so that a peer that cannot be had costs only itself.
  for package in wrk:wrk nginx:nginx-light spawn-fcgi:spawn-fcgi /usr/lib/cgi-bin/mapserv:cgi-mapserver /usr/lib/cgi-bin/qgis_mapserv.fcgi:qgis-server /usr/lib/python3/dist-packages/qgis:python3-qgis; do
    command -v "${package%%:*}" >/dev/null || [ -e "${package%%:*}" ] && continue
    [ $install = yes ] && { [ -n "${updated:-}" ] || $sudo apt-get update -q; updated=yes; $sudo apt-get install -qy --no-install-recommends "${package##*:}"; } >>"$work/apt.log" 2>&1 || say "could not install ${package##*:}"
  done
  command -v wrk >/dev/null || { echo "peers/run needs wrk" >&2; exit 1; }
}

# Fills the database, then serves it; its tiles are made anew for each request, as those of the peers are.
start_riskmap() {
  local program=${RISKMAP:-}
  if [ -z "$program" ]; then
    dotnet build "$root/src/RiskMap.Server" -c Release -v q -clp:NoSummary >&2 || return 1
    program=$root/src/RiskMap.Server/bin/Release/net10.0/riskmap
  fi
  "$program" demo --scale "$scale" --cache 0 --store "Host=127.0.0.1;Port=$port;Username=riskmap;Database=peers" --url "$riskmap_url" >"$work/riskmap.log" 2>&1 &
  servers+=($!)
  until curl -fs "$riskmap_url/readyz" >/dev/null; do
    kill -0 ${servers[0]} 2>/dev/null || { tail -5 "$work/riskmap.log" >&2; return 1; }
    sleep 0.5
  done
}

start_peers() {
  has_fastcgi || { not_had "MapServer and QGIS Server: spawn-fcgi or nginx is missing"; return; }
  nginx_settings >"$work/nginx.conf"
  nginx -c "$work/nginx.conf" 2>>"$work/nginx.log" & servers+=($!)
  if has_mapserver; then start_mapserver; else not_had "MapServer (Debian: cgi-mapserver)"; fi
  if has_qgis_server; then start_qgis_server; else not_had "QGIS Server (Debian: qgis-server)"; fi
}

start_mapserver() {
  sed -i "s|@CONNECTION@|host=127.0.0.1 port=$port user=riskmap dbname=peers|; s|@ADDRESS@|$peers_url/features|" "$work"/*.map
  cat >"$work/mapserver.conf" <<CONF
CONFIG
  ENV
    MS_MAP_PATTERN "^$work/"
    OGCAPI_HTML_TEMPLATE_DIRECTORY "/usr/share/mapserver/ogcapi/templates/html-plain/"
  END
  MAPS
    bench "$work/bench.map"
    features "$work/features.map"
  END
END
CONF
  MAPSERVER_CONFIG_FILE=$work/mapserver.conf spawn mapserver mapserv
  answers_with mapserver-tiles enterprises || not_had "MapServer: it does not answer for a tile"
  answers_with mapserver-features '"features"' || not_had "MapServer: it does not answer for features"
}

start_qgis_server() {
  local database="dbname='peers' host=127.0.0.1 port=$port user='riskmap'"
  mkdir -p -m 700 "$work/runtime"
  export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$work/runtime
  /usr/bin/python3 "$here/qgis_project.py" "$database" "$(paste -sd, "$work/columns")" "$work/bench.qgs" >"$work/qgis.log" 2>&1 || { not_had "QGIS Server: no project could be made"; return; }
  QGIS_PROJECT_FILE=$work/bench.qgs spawn qgis qgis_mapserv.fcgi
  answers_with qgis-features '"features"' || not_had "QGIS Server: it does not answer for features"
}

# As many processes as there are connections: a process answers one request at a time.
spawn() { # NAME PROGRAM
  spawn-fcgi -s "$work/$1.sock" -M 0666 -F 8 -P "$work/$1.pid" -- "/usr/lib/cgi-bin/$2" >>"$work/$1.log" 2>&1
  servers+=($(cat "$work/$1.pid"))
}

answers_with() { # FILE-OF-PATHS TEXT
  local end=$((SECONDS + 60))
  until curl -fs -m 60 -o "$work/answer" "$peers_url$(head -1 "$work/$1")" && grep -aq "$2" "$work/answer"; do [ $SECONDS -lt $end ] || return 1; sleep 1; done
}

nginx_settings() {
  cat <<CONF
worker_processes 2; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path $work/t1; fastcgi_temp_path $work/t2; proxy_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  fastcgi_buffers 256 64k; fastcgi_buffer_size 64k; fastcgi_read_timeout 120s;
  server {
    listen ${peers_url#http://};
    location /map { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_NAME ""; fastcgi_pass unix:$work/mapserver.sock; }
    location /features { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_NAME ""; fastcgi_param PATH_INFO \$uri; fastcgi_pass unix:$work/mapserver.sock; }
    location /wfs3 { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_NAME ""; fastcgi_param PATH_INFO \$uri; fastcgi_pass unix:$work/qgis.sock; }
  }
}
CONF
}

# mapserv hears of its end only at the next request, so it is not asked twice.
stop_servers() {
  [ ${#servers[@]} -gt 0 ] || return 0
  kill "${servers[@]}" 2>/dev/null
  sleep 1
  kill -9 "${servers[@]}" 2>/dev/null
  wait 2>/dev/null
}
