# What the cases need from Debian and from npm. A case names its needs as the functions has_… below.

has_qgis() { /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; }
has_gdal() { command -v ogr2ogr >/dev/null && /usr/bin/python3 -c 'import osgeo.ogr' 2>/dev/null; }
has_psql() { command -v psql >/dev/null; }
has_postgis() { ls /usr/share/postgresql/*/extension/postgis.control 2>/dev/null | grep -q .; }
has_chromium() { [ -x /usr/bin/chromium ] && has_node; }

# What npm packages need is installed at the first asking, and never into the source tree.
has_node() {
  command -v npm >/dev/null || return 1
  [ -z "${npm_state:-}" ] || { [ "$npm_state" = done ]; return; }
  mkdir -p "$work/npm"
  cp "$here/lib/package.json" "$work/npm/"
  if (cd "$work/npm" && HOME=$people_home npm install --no-audit --no-fund --ignore-scripts --no-package-lock) >"$work/npm.log" 2>&1; then npm_state=done
  else npm_state=failed; tail -3 "$work/npm.log" >&2; return 1; fi
}

# Runs a module of a suite with the packages: node resolves them from the folder in which the module lies.
node_() { # MODULE WORD...
  local module=$1 copy=$work/npm/$(basename "$(dirname "$1")"); shift
  mkdir -p "$copy" && cp "$(dirname "$module")"/*.mjs "$copy/" && node "$copy/$(basename "$module")" "$@"
}

install_missing() {
  local wanted=() sudo=''
  has_qgis || wanted+=(python3-qgis qgis-providers)
  has_gdal || wanted+=(gdal-bin python3-gdal)
  has_psql || wanted+=(postgresql-client)
  command -v curl >/dev/null || wanted+=(curl)
  [ -x /usr/bin/chromium ] || wanted+=(chromium fonts-noto-cjk)
  has_postgis || wanted+=($(apt-cache search --names-only '^postgresql-[0-9]+-postgis-[0-9]+$' 2>/dev/null | cut -d' ' -f1 | sort -V | tail -1 | sed 's/\(postgresql-[0-9]*\)-.*/\0 \1/'))
  [ ${#wanted[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || sudo='sudo -n'
  if [ $install = no ] || ! command -v apt-get >/dev/null; then echo "tests/clients/run: missing: ${wanted[*]}" >&2; return 0; fi
  export DEBIAN_FRONTEND=noninteractive
  $sudo mkdir -p /etc/postgresql-common
  [ -f /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
  { $sudo apt-get update -q && $sudo apt-get install -qy --no-install-recommends "${wanted[@]}"; } >"$work/apt.log" 2>&1 || tail -3 "$work/apt.log" >&2
}
