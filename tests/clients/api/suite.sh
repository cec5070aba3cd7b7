# The OpenAPI document as other people's programs use it: a linter, and a client that is generated from it. And OGC's own schemas of the answers.

serve_api() { start_server "$work/api.gpkg" demo --scale 0.1; }

# There is no access control yet (docs/decisions/004-server.md), so the rule that asks for it is left out.
openapi_passes_a_linter() {
  curl -fs "$base/api?f=json" -o "$work/npm/api.json" || return 1
  (cd "$work/npm" && REDOCLY_TELEMETRY=off node_modules/.bin/redocly lint api.json --extends=recommended --skip-rule=security-defined --format=summary) 2>&1
}

generated_client_reads_and_writes() { node_ "$here/api/generated.mjs" "$base"; }

answers_fit_the_schemas_of_ogc() { node_ "$here/api/answers.mjs" "$base" "$ogc_schemas"; }

# OGC's schemas, where they are beside the repository.
has_ogc_schemas() {
  local data
  for data in "${RISKMAP_SHARED:-}/data" "${RISKMAP_SHARED:-}" ../shared/data; do
    ogc_schemas=$data/conformance/ogc-features-openapi/core/openapi/schemas
    [ ! -d "$ogc_schemas" ] || { ogc_schemas=$(cd "$ogc_schemas" && pwd); return 0; }
  done
  return 1
}

suite api serve_api
case_ openapi_passes_a_linter has_node
case_ generated_client_reads_and_writes has_node
case_ answers_fit_the_schemas_of_ogc has_node has_ogc_schemas
stop_server
