# Other people's programs read the API of a served city. What they get is what stands in its GeoPackage, which GDAL reads itself.

serve_readers() { start_server "$work/readers.gpkg" demo --scale 0.4; }

reads() { local script=$1; shift; /usr/bin/python3 "$here/readers/$script.py" "$base" "$store" "$@"; }

gdal_counts_and_filters_every_collection() { reads gdal_filters; }

ogr2ogr_copies_the_city_whole() {
  rm -f "$work/copy.gpkg"
  ogr2ogr -f GPKG "$work/copy.gpkg" "OAPIF:$base" 2>"$work/ogr.err" || { tail -3 "$work/ogr.err"; return 1; }
  ! grep ERROR "$work/ogr.err" && reads gdal_copy "$work/copy.gpkg"
}

gdal_reads_tiles() { reads gdal_tiles; }

qgis_pages_through_every_collection() { reads qgis_pages; }

every_tile_decodes_and_is_valid() { node_ "$here/readers/tiles.mjs" "$base"; }

every_tile_of_the_archive_is_the_served_one() {
  rm -f "$work/city.pmtiles"
  $riskmap export all "$work/city.pmtiles" --store "$store" && node_ "$here/readers/pmtiles.mjs" "$work/city.pmtiles" "$base"
}

maplibre_draws_the_console() { node_ "$here/readers/map.mjs" "$base" "$work/map.png"; }

a_drawn_site_is_certified_in_the_console() { node_ "$here/readers/siting.mjs" "$base" "$work/siting.png"; }

a_force_is_ordered_and_followed_in_two_browsers() { node_ "$here/readers/dispatch.mjs" "$base" "$work/dispatch.png"; }

coverage_is_read_and_a_bridge_is_imagined_gone() { node_ "$here/readers/coverage.mjs" "$base" "$work/coverage.png"; }

suite readers serve_readers
case_ gdal_counts_and_filters_every_collection has_gdal
case_ ogr2ogr_copies_the_city_whole has_gdal
case_ gdal_reads_tiles has_gdal
case_ qgis_pages_through_every_collection has_qgis
case_ every_tile_decodes_and_is_valid has_node
case_ every_tile_of_the_archive_is_the_served_one has_node
case_ maplibre_draws_the_console has_chromium
case_ a_drawn_site_is_certified_in_the_console has_chromium
case_ coverage_is_read_and_a_bridge_is_imagined_gone has_chromium
case_ a_force_is_ordered_and_followed_in_two_browsers has_chromium
stop_server
