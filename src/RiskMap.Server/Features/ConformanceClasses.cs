namespace RiskMap.Server.Features;

/// <summary>
/// The one list of what the API conforms to. <c>/conformance</c> declares those classes that have a URI and tests; docs/conformance.md is written from it
/// (UPDATE_GOLDEN=1). Tests hold that every test named here exists, so a class whose test fails or goes keeps a build from being released.
/// A class is one line.
/// </summary>
public static class ConformanceClasses
{
    const string Common1 = "OGC API - Common 1 (19-072)";
    const string Common2 = "OGC API - Common 2 (20-024)";
    const string Features1 = "OGC API - Features 1 (17-069r4)";
    const string Features2 = "OGC API - Features 2 (18-058r1)";
    const string Features3 = "OGC API - Features 3 (19-079r2)";
    const string Features4 = "OGC API - Features 4 (20-002, draft)";
    const string Features5 = "OGC API - Features 5 / Common 3 (23-058r2)";
    const string Cql2 = "CQL2 (21-065r2)";
    const string Processes1 = "OGC API - Processes 1 (18-062r2)";
    const string Tiles1 = "OGC API - Tiles 1 (20-057)";

    const string Spec = "http://www.opengis.net/spec/";

    /// <summary>All classes, standard by standard.</summary>
    public static IReadOnlyList<ConformanceClass> All { get; } =
    [
        new(Common1, "core", $"{Spec}ogcapi-common-1/1.0/conf/core", "done", "DocumentTests"),
        new(Common1, "landing-page", $"{Spec}ogcapi-common-1/1.0/conf/landing-page", "done", "DocumentTests.The_landing_page_leads_QGIS_to_the_API_document"),
        new(Common1, "json", $"{Spec}ogcapi-common-1/1.0/conf/json", "done", "DocumentTests.HEAD_says_what_GET_says"),
        new(Common1, "html", $"{Spec}ogcapi-common-1/1.0/conf/html", "done; `/` is the console", "PageTests", "LinkTests"),
        new(Common1, "oas30", $"{Spec}ogcapi-common-1/1.0/conf/oas30", "done", "ApiDocumentTests"),

        new(Common2, "collections", $"{Spec}ogcapi-common-2/1.0/conf/collections", "done", "DocumentTests.Every_layer_is_a_collection_with_title_count_and_extent"),

        new(Features1, "core", $"{Spec}ogcapi-features-1/1.0/conf/core", "`bbox` (also across the antimeridian), `datetime`, `limit`, paging, `numberMatched` exact", "ItemsTests", "FeatureQueryTests"),
        new(Features1, "geojson", $"{Spec}ogcapi-features-1/1.0/conf/geojson", "done", "ItemsTests.A_feature_has_its_id_its_point_and_its_fields_and_says_null_for_what_is_missing"),
        new(Features1, "oas30", $"{Spec}ogcapi-features-1/1.0/conf/oas30", "done", "ApiDocumentTests", "tests/clients/api/suite.sh"),
        new(Features1, "html", $"{Spec}ogcapi-features-1/1.0/conf/html", "done; `/` is the console", "PageTests", "LinkTests"),
        new(Features1, "gmlsf0, gmlsf2", Uri: null, "no"),

        new(Features2, "crs", $"{Spec}ogcapi-features-2/1.0/conf/crs", "CRS84, EPSG:4326, 3857, 4490, and the zones of CGCS2000 and UTM that the city lies in", "ItemsCrsTests", "SpatialBoxTests"),

        new(Features3, "queryables", $"{Spec}ogcapi-features-3/1.0/conf/queryables", "done", "SchemaTests", "ItemsChoiceTests.Every_queryable_can_be_asked_for"),
        new(Features3, "queryables-query-parameters", $"{Spec}ogcapi-features-3/1.0/conf/queryables-query-parameters", "every queryable; equal as written, lists by one of their values", "ItemsChoiceTests.Features_are_chosen_by_the_value_of_a_property"),
        new(Features3, "filter", $"{Spec}ogcapi-features-3/1.0/conf/filter", "`filter`, `filter-lang`, `filter-crs`", "FilterParametersTests", "ItemsChoiceTests"),
        new(Features3, "features-filter", $"{Spec}ogcapi-features-3/1.0/conf/features-filter", "on the items of every collection, together with every other parameter", "ItemsChoiceTests"),

        new(Cql2, "cql2-text", $"{Spec}cql2/1.0/conf/cql2-text", "a text that ends in a backslash cannot be written, JSON can", "Cql2ExampleTests", "Cql2TextTests", "Cql2RoundTripTests"),
        new(Cql2, "cql2-json", $"{Spec}cql2/1.0/conf/cql2-json", "done", "Cql2ExampleTests", "Cql2JsonTests", "Cql2RoundTripTests"),
        new(Cql2, "basic-cql2", $"{Spec}cql2/1.0/conf/basic-cql2", "done, with the three truth values of SQL", "TruthTests", "FeatureFilterTests", "PostgisFilterTests"),
        new(Cql2, "advanced-comparison-operators", $"{Spec}cql2/1.0/conf/advanced-comparison-operators", "done", "FeatureFilterTests", "PostgisFilterTests"),
        new(Cql2, "case-insensitive-comparison", $"{Spec}cql2/1.0/conf/case-insensitive-comparison", "letters that fold to several: Latin and Armenian", "FeatureFilterTests.Enterprises"),
        new(Cql2, "accent-insensitive-comparison", $"{Spec}cql2/1.0/conf/accent-insensitive-comparison", "done", "FeatureFilterTests.Enterprises"),
        new(Cql2, "basic-spatial-functions", $"{Spec}cql2/1.0/conf/basic-spatial-functions", "done", "FeatureFilterTests", "PostgisFilterTests"),
        new(Cql2, "basic-spatial-functions-plus", $"{Spec}cql2/1.0/conf/basic-spatial-functions-plus", "done", "FeatureFilterTests", "PostgisFilterTests"),
        new(Cql2, "spatial-functions", $"{Spec}cql2/1.0/conf/spatial-functions", "collections of mixed kinds with S_INTERSECTS and S_DISJOINT only", "FeatureFilterTests", "PostgisFilterTests"),
        new(Cql2, "temporal-functions", $"{Spec}cql2/1.0/conf/temporal-functions", "a day compared with an instant is the whole day in UTC", "FeatureFilterTests.Instants_compare_by_time_and_a_day_is_the_whole_day_in_utc", "PostgisFilterTests"),
        new(Cql2, "array-functions", $"{Spec}cql2/1.0/conf/array-functions", "on fields that are lists; lists of records by their first member", "FeatureFilterTests", "PostgisFilterTests"),
        new(Cql2, "property-property", $"{Spec}cql2/1.0/conf/property-property", "done", "FeatureFilterTests.Enterprises", "PostgisFilterTests"),
        new(Cql2, "functions", $"{Spec}cql2/1.0/conf/functions", "`/functions`: dwithin, distance, area, length in metres; upper, lower", "FilterParametersTests", "FeatureFilterTests"),
        new(Cql2, "arithmetic", $"{Spec}cql2/1.0/conf/arithmetic", "done", "FeatureFilterTests.Enterprises", "PostgisFilterTests"),

        new(Features4, "create-replace-delete", $"{Spec}ogcapi-features-4/1.0/conf/create-replace-delete", "POST, PUT and DELETE as below; PUT adds nothing, ids are the store's", "TransactionTests", "ItemWritesTests"),
        new(Features4, "update", $"{Spec}ogcapi-features-4/1.0/conf/update", "PATCH as below", "TransactionTests", "ItemWritesTests"),
        new(Features4, "optimistic-locking-etags", $"{Spec}ogcapi-features-4/1.0/conf/optimistic-locking-etags", "`If-Match` is needed: 428 without, 412 when stale", "TransactionTests", "ItemWritesTests.Writes_to_what_stands_there_need_its_tag"),
        new(Features4, "features", $"{Spec}ogcapi-features-4/1.0/conf/features", "bodies in every served system (`Content-Crs`)", "ItemsCrsTests", "TransactionTests", "FaultyFeatureTests"),

        new(Features5, "schemas", $"{Spec}ogcapi-common-3/1.0/conf/schemas", "with units, codes and titles in both languages", "SchemaTests"),
        new(Features5, "advanced-property-roles", $"{Spec}ogcapi-common-3/1.0/conf/advanced-property-roles", "geometry, and the times that `datetime` looks at", "SchemaTests.Roles_name_the_geometry_and_the_times_that_datetime_looks_at"),
        new(Features5, "schemas (name in the drafts)", $"{Spec}ogcapi-features-5/1.0/conf/schemas", "the same, for clients that know this name", "SchemaTests"),
        new(Features5, "core-roles-features (name in the drafts)", $"{Spec}ogcapi-features-5/1.0/conf/core-roles-features", "the same, for clients that know this name", "SchemaTests"),
        new(Features5, "returnables-and-receivables", $"{Spec}ogcapi-common-3/1.0/conf/returnables-and-receivables", "`/schema` is served; not declared, because a body that breaks it is 422 where the abstract test expects 400, and missing values are null"),
        new(Features5, "queryables", $"{Spec}ogcapi-common-3/1.0/conf/queryables", "done", "SchemaTests"),
        new(Features5, "sortables", $"{Spec}ogcapi-common-3/1.0/conf/sortables", "`sortby`; missing values last, equal ones by id", "ItemsChoiceTests.Sortables_are_those_that_sortby_takes", "FeatureQueryTests"),
        new(Features5, "references", $"{Spec}ogcapi-common-3/1.0/conf/references", "no: fields name other features by key, not by id"),
        new(Features5, "profile-parameter, profile-references, profile-codelists", Uri: null, "no"),

        new(Processes1, "core", $"{Spec}ogcapi-processes-1/1.0/conf/core", "inputs bare or as `{\"value\": …}`, not by reference; one output, by value; `Prefer: respond-async`, `wait=`", "ProcessTests", "ProcessJobTests"),
        new(Processes1, "ogc-process-description", $"{Spec}ogcapi-processes-1/1.0/conf/ogc-process-description", "schemas of inputs and answers, made from the records that are read and written, and an example", "ProcessTests.Every_process_describes_what_its_question_takes"),
        new(Processes1, "json", $"{Spec}ogcapi-processes-1/1.0/conf/json", "done", "ProcessTests"),
        new(Processes1, "html", $"{Spec}ogcapi-processes-1/1.0/conf/html", "done", "ProcessTests.Processes_and_jobs_are_pages_for_people_too", "LinkTests"),
        new(Processes1, "oas30", $"{Spec}ogcapi-processes-1/1.0/conf/oas30", "each process under its own path", "ApiDocumentTests"),
        new(Processes1, "job-list", $"{Spec}ogcapi-processes-1/1.0/conf/job-list", "the jobs of this server since its start; kept an hour", "ProcessJobTests.Jobs_are_listed_by_process_status_time_and_duration"),
        new(Processes1, "dismiss", $"{Spec}ogcapi-processes-1/1.0/conf/dismiss", "done; 410 afterwards", "ProcessJobTests.A_running_job_is_stopped_and_gone"),
        new(Processes1, "callback", Uri: null, "no"),
        new(Tiles1, "core", $"{Spec}ogcapi-tiles-1/1.0/conf/core", "WebMercatorQuad, of one collection and of the data set", "TilesTests"),
        new(Tiles1, "mvt", $"{Spec}ogcapi-tiles-1/1.0/conf/mvt", "done", "TilesTests.A_tile_holds_the_enterprise_that_stands_there", "MvtLayerWriterTests"),
        new(Tiles1, "tileset", $"{Spec}ogcapi-tiles-1/1.0/conf/tileset", "`/tiles/WebMercatorQuad` with layers, limits and links", "TileSetTests.The_metadata_describe_each_tile_layer_with_its_zooms_and_attributes", "TileSetTests.The_grid_is_the_one_that_OGC_registers"),
        new(Tiles1, "tilesets-list", $"{Spec}ogcapi-tiles-1/1.0/conf/tilesets-list", "`/tiles`, `/collections/{id}/tiles`", "TileSetTests.A_list_of_tile_sets_leads_to_their_metadata_and_those_to_every_tile"),
        new(Tiles1, "dataset-tilesets", $"{Spec}ogcapi-tiles-1/1.0/conf/dataset-tilesets", "done, with `collections=`", "TileSetTests.A_city_tile_has_two_addresses_and_a_collection_its_own"),
        new(Tiles1, "geodata-tilesets", $"{Spec}ogcapi-tiles-1/1.0/conf/geodata-tilesets", "done", "TileSetTests.A_list_of_tile_sets_leads_to_their_metadata_and_those_to_every_tile"),
        new(Tiles1, "collections-selection", $"{Spec}ogcapi-tiles-1/1.0/conf/collections-selection", "`collections=` names layers; an unknown one is 400", "TilesTests.The_layers_of_a_tile_can_be_chosen_and_an_unknown_one_is_named"),

        new("TileJSON 3.0", "", Uri: null, "of the city and of each layer, with the version in the tiles' addresses, or without it by `stable=true`", "TilesTests.TileJSON_names_layers_bounds_and_addresses_with_the_version", "TileSetTests.Desktop_programs_keep_an_address_that_stays_and_ask_again_for_each_tile"),
        new("Mapbox Vector Tile 2.1", "", Uri: null, "done; the reader refuses four fixtures that the suite leaves to decoders", "MvtLayerWriterTests", "MvtReaderTests", "MvtFixturesTests", "TileShaperTests"),
        new("PMTiles 3", "", Uri: null, "`riskmap export all FILE.pmtiles`", "PmTilesTests", "PmTilesFileTests", "tests/clients/readers/pmtiles.mjs"),
        new("RFC 7396", "merge patches", Uri: null, "PATCH of a feature, `application/merge-patch+json`", "ItemWritesTests.A_change_leaves_what_it_does_not_name"),
        new("RFC 7946", "GeoJSON", Uri: null, "read and written", "GeoJsonReaderTests", "GeoJsonWriterTests"),
        new("RFC 9110", "If-Match", Uri: null, "needed for PUT, PATCH, DELETE: 428 without, 412 when stale", "ItemWritesTests.Writes_to_what_stands_there_need_its_tag"),
        new("RFC 9110", "HEAD, If-None-Match", Uri: null, "wherever GET is answered; ETags are weak, because an answer may be sent compressed or not", "DocumentTests.HEAD_says_what_GET_says", "ItemsTests.One_feature_bears_its_revision_and_is_not_sent_twice"),
        new("RFC 9457", "problem documents", Uri: null, "everywhere, with `member`, `value` and `remedy`, in Chinese or English", "ItemsTests.A_parameter_that_cannot_be_used_is_400_and_named", "FaultyFeatureTests"),
        new("draft-ietf-httpapi-idempotency-key-header", "Idempotency-Key", Uri: null, "all writes; kept 7 days", "ItemWritesTests.A_repeated_request_is_answered_as_the_first_time_and_not_done_again"),
        new("Prometheus text 0.0.4", "`/metrics`", Uri: null, "done", "MetricsTests"),
    ];
}
