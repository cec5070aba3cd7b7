using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>The tables of a city in a GeoPackage 1.3 (OGC 12-128r17), the standard's and our own, as SQL text. Triggers use built-in SQL only, so that any program can write.</summary>
static class GeoPackageSql
{
    const string Cgcs2000 = """GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]""";

    /// <summary>Seconds without an outside write after which the next one opens a new change set.</summary>
    const int OutsidePauseSeconds = 10;

    /// <summary>Metadata tables of clauses 1.1.2, 1.1.3, 2.1.5, 2.3.2 and 2.3.3 with the reference systems.</summary>
    internal const string MetadataTables = $"""
        {GeoPackageTables.Core}
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490, '{Cgcs2000}', 'longitude/latitude coordinates in decimal degrees on CGCS2000');
        CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
          CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
        CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
          constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
        CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
          min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
          CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
        INSERT INTO gpkg_extensions VALUES
          ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write'),
          ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write');
        """;

    /// <summary>
    /// Our own tables. Registering the change sets as attributes shows them in QGIS and hides the rest there.
    /// <c>writing</c> is the version of our own open transaction; <c>outside</c> that of a change set of other programs that is still open.
    /// </summary>
    internal const string SystemTables = """
        CREATE TABLE riskmap_state (id INTEGER PRIMARY KEY CHECK (id = 1), format INTEGER NOT NULL, store_id TEXT NOT NULL, epoch TEXT NOT NULL,
          version INTEGER NOT NULL, log_from INTEGER NOT NULL, city TEXT, writing INTEGER, outside INTEGER, outside_at INTEGER);
        CREATE TABLE riskmap_change_sets (id INTEGER PRIMARY KEY, at DATETIME NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, program TEXT, file TEXT,
          file_sha256 TEXT, crs TEXT, undoes INTEGER, city_before TEXT);
        CREATE TABLE riskmap_change_counts (change_set INTEGER NOT NULL, layer TEXT NOT NULL, inserted INTEGER NOT NULL, updated INTEGER NOT NULL,
          deleted INTEGER NOT NULL, PRIMARY KEY (change_set, layer)) WITHOUT ROWID;
        CREATE TABLE riskmap_columns (layer TEXT NOT NULL, column_name TEXT NOT NULL, type TEXT NOT NULL, PRIMARY KEY (layer, column_name)) WITHOUT ROWID;
        CREATE TABLE riskmap_migrations (id INTEGER PRIMARY KEY, at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), program TEXT, what TEXT NOT NULL);
        INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES ('riskmap_change_sets', 'attributes', 'riskmap_change_sets', 'RiskMap change sets');
        """;

    /// <summary>Format 2. Format 1 dropped no history, so it can be told from the first version on.</summary>
    internal const string RequestsAndRetention = """
        ALTER TABLE riskmap_state ADD COLUMN keep_days INTEGER;
        UPDATE riskmap_state SET log_from = 0;
        ALTER TABLE riskmap_change_sets ADD COLUMN incomplete BOOLEAN NOT NULL DEFAULT 0;
        CREATE TABLE riskmap_requests (key TEXT PRIMARY KEY NOT NULL, fingerprint TEXT NOT NULL, change_set INTEGER, answer TEXT, at DATETIME NOT NULL);
        CREATE INDEX riskmap_requests_at ON riskmap_requests (at);
        """;

    /// <summary>The type as which a column of a declared type is carried, by the standard's names and SQLite's rules of affinity; null for blobs.</summary>
    internal static FieldType? FieldTypeOf(string type) => type.ToUpperInvariant() switch
    {
        "BOOLEAN" => FieldType.Boolean,
        "DATE" => FieldType.Date,
        "DATETIME" or "TIMESTAMP" => FieldType.DateTime,
        var t when t.Contains("INT", StringComparison.Ordinal) => FieldType.Integer,
        var t when t.Contains("CHAR", StringComparison.Ordinal) || t.Contains("TEXT", StringComparison.Ordinal) || t.Contains("CLOB", StringComparison.Ordinal) => FieldType.Text,
        var t when t.Contains("REAL", StringComparison.Ordinal) || t.Contains("FLOA", StringComparison.Ordinal) || t.Contains("DOUB", StringComparison.Ordinal)
            || t.StartsWith("NUMERIC", StringComparison.Ordinal) || t.StartsWith("DECIMAL", StringComparison.Ordinal) => FieldType.Number,
        _ => null,
    };

    /// <summary>A layer's table, its registration and its table of before images; <c>@identifier</c> and <c>@description</c> are parameters.</summary>
    internal static string CreateLayer(LayerSchema layer, string history) => CreateTable(layer) + CreateHistory(layer, history) + Register(layer) + CreateRTree(layer);

    internal static string CreateTable(LayerSchema layer) =>
        $"CREATE TABLE {LayerTable.Quote(layer.Table)} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {GeoPackageTables.GeometryType(layer.Geometry)}, key TEXT, revision INTEGER{Fields(layer)});";

    internal static string CreateHistory(LayerSchema layer, string history) => $"""

        CREATE TABLE IF NOT EXISTS {history} (riskmap_seq INTEGER PRIMARY KEY, riskmap_change_set INTEGER NOT NULL, riskmap_kind INTEGER NOT NULL,
          id INTEGER NOT NULL, geom BLOB, key TEXT, revision INTEGER{Fields(layer)});
        CREATE INDEX IF NOT EXISTS {history}_id ON {history} (id);
        CREATE INDEX IF NOT EXISTS {history}_change_set ON {history} (riskmap_change_set);
        """;

    internal static string Register(LayerSchema layer) => $"""

        INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES ('{layer.Table}', 'features', @identifier, @description, 4326);
        INSERT INTO gpkg_geometry_columns VALUES ('{layer.Table}', 'geom', '{GeoPackageTables.GeometryType(layer.Geometry)}', 4326, 0, 0);
        """;

    internal static string CreateRTree(LayerSchema layer) => $"""

        INSERT OR IGNORE INTO gpkg_extensions VALUES ('{layer.Table}', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
        CREATE VIRTUAL TABLE rtree_{layer.Table}_geom USING rtree(id, minx, maxx, miny, maxy);
        """;

    static string Fields(LayerSchema layer) => string.Concat(layer.Fields.Select(field => $", {LayerTable.Quote(field.Column)} {GeoPackageTables.ColumnType(field.Type)}"));

    /// <summary>Indexes by name; a first load makes them after the rows.</summary>
    internal static IEnumerable<(string Name, string Sql)> Indexes(string table) =>
    [
        ($"{table}_key", $"""CREATE UNIQUE INDEX "{table}_key" ON "{table}" (key)"""),
        ($"{table}_revision", $"""CREATE INDEX "{table}_revision" ON "{table}" (revision)"""),
    ];

    /// <summary>Where a row waits that an insert of another program may be about to replace; empty between statements.</summary>
    internal static string ReplacedTable(string table) => $"riskmap_replaced_{table}";

    /// <summary>Triggers without which writes of other programs leave no trace; their names are in every format.</summary>
    internal static IEnumerable<string> Witnesses(string table) => [$"riskmap_{table}_insert", $"riskmap_{table}_update", $"riskmap_{table}_change", $"riskmap_{table}_delete"];

    /// <summary>The R-tree triggers of annex F.3 and our own, by name.</summary>
    internal static IEnumerable<(string Name, string Sql)> Triggers(LayerTable layer) => [.. RTreeTriggers(layer.Schema.Table), .. HistoryTriggers(layer)];

    static IEnumerable<(string Name, string Sql)> RTreeTriggers(string t)
    {
        const string box = "NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)";
        const string filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))";
        const string bare = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))";
        var r = $"rtree_{t}_geom";
        yield return Trigger($"{r}_insert", $"AFTER INSERT ON \"{t}\" WHEN {filled} BEGIN INSERT OR REPLACE INTO {r} VALUES ({box}); END");
        yield return Trigger($"{r}_update1", $"AFTER UPDATE OF geom ON \"{t}\" WHEN OLD.id = NEW.id AND {filled} BEGIN INSERT OR REPLACE INTO {r} VALUES ({box}); END");
        yield return Trigger($"{r}_update2", $"AFTER UPDATE OF geom ON \"{t}\" WHEN OLD.id = NEW.id AND {bare} BEGIN DELETE FROM {r} WHERE id = OLD.id; END");
        yield return Trigger($"{r}_update3", $"AFTER UPDATE ON \"{t}\" WHEN OLD.id != NEW.id AND {filled} BEGIN DELETE FROM {r} WHERE id = OLD.id; INSERT OR REPLACE INTO {r} VALUES ({box}); END");
        yield return Trigger($"{r}_update4", $"AFTER UPDATE ON \"{t}\" WHEN OLD.id != NEW.id AND {bare} BEGIN DELETE FROM {r} WHERE id IN (OLD.id, NEW.id); END");
        yield return Trigger($"{r}_delete", $"AFTER DELETE ON \"{t}\" WHEN OLD.geom NOT NULL BEGIN DELETE FROM {r} WHERE id = OLD.id; END");
    }

    /// <summary>
    /// Row triggers: every update and delete leaves its before image; writes of other programs open a change set of their own (SQLite knows no
    /// transaction in a trigger, so those within a short time share one until our own program reads or writes) and stamp revision and key.
    /// </summary>
    static IEnumerable<(string Name, string Sql)> HistoryTriggers(LayerTable layer)
    {
        var t = layer.Schema.Table;
        const string outsideOnly = "(SELECT writing FROM riskmap_state) IS NULL";
        var stamp = $"UPDATE \"{t}\" SET revision = (SELECT version FROM riskmap_state), key = COALESCE(NEW.key, 'id:' || NEW.id) " +
            "WHERE id = NEW.id AND (key IS NULL OR revision IS NOT (SELECT version FROM riskmap_state));";
        var replaced = LayerTable.Quote(ReplacedTable(t));
        // INSERT OR REPLACE deletes the old row without a trigger: it is put aside before, and taken into the history once the insert is done.
        yield return Trigger($"riskmap_{t}_replace", $"""
            BEFORE INSERT ON "{t}" WHEN {outsideOnly} BEGIN
              DELETE FROM {replaced};
              INSERT INTO {replaced} ({layer.ListAll()}) SELECT {layer.ListAll()} FROM "{t}" WHERE id = NEW.id OR key = NEW.key;
            END
            """);
        yield return Trigger($"riskmap_{t}_insert", $"""
            AFTER INSERT ON "{t}" WHEN {outsideOnly} BEGIN {OpenOutside}
              {CountOutside(layer, "updated", $"(SELECT COUNT(*) FROM {replaced} WHERE id = NEW.id)")}
              {CountOutside(layer, "inserted", $"(SELECT COUNT(*) = 0 FROM {replaced} WHERE id = NEW.id)")}
              {CountOutside(layer, "deleted", $"(SELECT COUNT(*) FROM {replaced} r WHERE NOT EXISTS (SELECT 1 FROM \"{t}\" WHERE id = r.id))")}
              INSERT INTO {layer.HistoryTable} (riskmap_change_set, riskmap_kind, {layer.ListAll()})
                SELECT s.outside, CASE WHEN r.id = NEW.id THEN {(int)ChangeKind.Update} ELSE {(int)ChangeKind.Delete} END, {layer.ListAll("r.")}
                FROM {replaced} r, riskmap_state s WHERE r.id = NEW.id OR NOT EXISTS (SELECT 1 FROM "{t}" WHERE id = r.id);
              DELETE FROM {replaced};
              {stamp} END
            """);
        yield return Trigger($"riskmap_{t}_update", $"""
            AFTER UPDATE ON "{t}" WHEN {outsideOnly} AND NOT (NEW.revision IS NOT OLD.revision AND NEW.revision IS (SELECT outside FROM riskmap_state))
            BEGIN {OpenOutside} {CountOutside(layer, "updated")} {Image(layer, ChangeKind.Update)} {stamp} END
            """);
        yield return Trigger($"riskmap_{t}_change", $"""
            AFTER UPDATE ON "{t}" WHEN (SELECT writing FROM riskmap_state) IS NOT NULL BEGIN {Image(layer, ChangeKind.Update)} END
            """);
        yield return Trigger($"riskmap_{t}_delete", $"AFTER DELETE ON \"{t}\" BEGIN {OpenOutside} {CountOutside(layer, "deleted")} {Image(layer, ChangeKind.Delete)} END");
    }

    static string Image(LayerTable layer, ChangeKind kind) =>
        $"INSERT INTO {layer.HistoryTable} (riskmap_change_set, riskmap_kind, {layer.ListAll()}) " +
        $"SELECT COALESCE(writing, version), {(int)kind}, {layer.ListAll("OLD.")} FROM riskmap_state;";

    /// <summary>Opens or keeps open the change set of other programs; does nothing inside our own transaction.</summary>
    static string OpenOutside => $"""
        UPDATE riskmap_state SET version = version + 1, outside = version + 1
          WHERE writing IS NULL AND (outside IS NULL OR outside_at < CAST(strftime('%s','now') AS INTEGER) - {OutsidePauseSeconds});
        UPDATE riskmap_state SET outside_at = CAST(strftime('%s','now') AS INTEGER) WHERE writing IS NULL;
        INSERT INTO riskmap_change_sets (id, at, who, what)
          SELECT outside, strftime('%Y-%m-%dT%H:%M:%fZ','now'), 'outside', 'changed outside' FROM riskmap_state
          WHERE writing IS NULL AND NOT EXISTS (SELECT 1 FROM riskmap_change_sets WHERE id = outside);
        """;

    static string CountOutside(LayerTable layer, string column, string rows = "1") => $"""
        INSERT INTO riskmap_change_counts SELECT outside, '{layer.Schema.Name}', 0, 0, 0 FROM riskmap_state
          WHERE writing IS NULL AND NOT EXISTS (SELECT 1 FROM riskmap_change_counts WHERE change_set = outside AND layer = '{layer.Schema.Name}');
        UPDATE riskmap_change_counts SET {column} = {column} + {rows}
          WHERE layer = '{layer.Schema.Name}' AND change_set = (SELECT outside FROM riskmap_state WHERE writing IS NULL);
        """;

    static (string Name, string Sql) Trigger(string name, string body) => (name, $"CREATE TRIGGER \"{name}\" {body}");
}
