using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>
/// The table that another program put in a layer's place, set aside under another name until its rows are moved. Columns are found by name without case;
/// those that the layer does not declare go on as users' own. Not thread-safe.
/// </summary>
sealed class ForeignTable : IDisposable
{
    const string Aside = "riskmap_foreign";
    const long LonLatSrs = 4326;

    readonly SqliteConnection _connection;
    readonly LayerSchema _layer;
    readonly List<(string Name, string Type, bool IsKey)> _columns;
    readonly string? _geometry;
    readonly long _srsId;

    ForeignTable(SqliteConnection connection, LayerSchema layer)
    {
        (_connection, _layer) = (connection, layer);
        _columns = LayerTables.Columns(connection, layer.Table);
        var registered = connection.List("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = @table",
            row => (Column: row.GetString(0), Srs: row.GetInt64(1)), ("table", layer.Table));
        (_geometry, _srsId) = registered is [var found] ? found : (Column("geom"), LonLatSrs);
    }

    /// <summary>What was done, for the change set.</summary>
    internal string Told { get; private set; } = "table replaced or triggers dropped";

    /// <summary>Renames the table and takes its triggers, indexes and R-tree away.</summary>
    internal static ForeignTable SetAside(SqliteConnection connection, LayerSchema layer)
    {
        var table = new ForeignTable(connection, layer);
        var things = connection.List("SELECT type, name FROM sqlite_master WHERE tbl_name = @table COLLATE NOCASE AND type IN ('trigger', 'index') AND sql IS NOT NULL",
            row => $"DROP {row.GetString(0)} {Quote(row.GetString(1))}", ("table", layer.Table));
        foreach (var drop in things) connection.Run(drop);
        if (table._geometry is { } geometry) connection.Run($"DROP TABLE IF EXISTS {Quote($"rtree_{layer.Table}_{geometry}")}");
        // The modern way would first check every trigger of the file, also those of layers that are still broken.
        connection.Run($"DROP TABLE IF EXISTS {Aside}; PRAGMA legacy_alter_table = ON; ALTER TABLE {Quote(layer.Table)} RENAME TO {Aside}; PRAGMA legacy_alter_table = OFF");
        return table;
    }

    /// <summary>Moves the rows into the layer's new table with that revision; <paramref name="known"/> is the table of rows last read.</summary>
    internal void MoveRows(long version, string known)
    {
        var crs = TryCrs();
        ForeignValues.Register(_connection, _layer.Geometry, crs ?? SourceCrs.Crs84);
        MapRows(known);
        var users = UserColumns().ToList();
        foreach (var (name, type, _) in users) _connection.Run($"ALTER TABLE {Quote(_layer.Table)} ADD COLUMN {Quote(name)} {type}");
        var targets = new List<string> { "id", "key", "revision" };
        var sources = new List<string> { "m.id", "m.key", version.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (_geometry is not null) AddGeometry(crs, targets, sources);
        foreach (var field in _layer.Fields)
        {
            if (Column(field.Column) is not { } column) continue;
            targets.Add(Quote(field.Column));
            sources.Add(ForeignValues.Expression(field, $"f.{Quote(column)}"));
        }

        targets.AddRange(users.Select(column => Quote(column.Name)));
        sources.AddRange(users.Select(column => $"f.{Quote(column.Name)}"));
        _connection.Run($"INSERT INTO {Quote(_layer.Table)} ({string.Join(", ", targets)}) SELECT {string.Join(", ", sources)} FROM temp.riskmap_map m JOIN {Aside} f ON f._rowid_ = m.fid ORDER BY m.id");
        _connection.Run("DROP TABLE temp.riskmap_map");
    }

    public void Dispose() => _connection.Run($"DROP TABLE IF EXISTS {Aside}");

    void AddGeometry(SourceCrs? crs, List<string> targets, List<string> sources)
    {
        if (crs is not null)
        {
            if (_srsId != LonLatSrs) Told += $", coordinates from {crs.Code}";
            targets.Add("geom");
            sources.Add($"riskmap_geom(f.{Quote(_geometry!)})");
            return;
        }

        // Nothing is lost: the shapes stay beside the row until someone says what they are in.
        var kept = $"geom_srs_{_srsId}".Replace('-', '_');
        _connection.Run($"ALTER TABLE {Quote(_layer.Table)} ADD COLUMN {Quote(kept)} BLOB");
        Told += $", coordinates in the unknown system {_srsId} were kept in column {kept}";
        targets.Add(Quote(kept));
        sources.Add($"f.{Quote(_geometry!)}");
    }

    /// <summary>
    /// The key and id of each row. Key: the column key, else the natural key, else that of the row last read under the same id and name, else id:N.
    /// Id: that of the row last read under the key, else the row's own where no other feature ever had it, else a new one.
    /// </summary>
    void MapRows(string known)
    {
        var history = $"riskmap_history_{_layer.Table}";
        _connection.Run($"DROP TABLE IF EXISTS temp.riskmap_map; CREATE TABLE temp.riskmap_map (fid INTEGER PRIMARY KEY, key TEXT, id INTEGER)");
        _connection.Run($"INSERT INTO temp.riskmap_map (fid, key) SELECT f._rowid_, {KeyExpression()} FROM {Aside} f");
        _connection.Run("CREATE INDEX temp.riskmap_map_key ON riskmap_map (key); CREATE INDEX temp.riskmap_map_id ON riskmap_map (id)");
        const string onlyFirst = "fid NOT IN (SELECT MIN(fid) FROM temp.riskmap_map WHERE key IS NOT NULL GROUP BY key)";
        _connection.Run($"UPDATE temp.riskmap_map SET key = NULL WHERE key IS NOT NULL AND {onlyFirst}");
        if (Column("name") is { } name)
        {
            _connection.Run($"""
                UPDATE temp.riskmap_map AS m SET key = k.key FROM {known} k, {Aside} f
                WHERE m.key IS NULL AND k.id = m.fid AND f._rowid_ = m.fid AND f.{Quote(name)} = k.name AND NOT EXISTS (SELECT 1 FROM temp.riskmap_map o WHERE o.key = k.key)
                """);
        }

        _connection.Run($"UPDATE temp.riskmap_map AS m SET id = k.id FROM {known} k WHERE k.key = m.key");
        _connection.Run($"""
            UPDATE temp.riskmap_map AS m SET id = fid WHERE id IS NULL AND fid BETWEEN 1 AND {(1L << 53) - 1} AND NOT EXISTS (SELECT 1 FROM temp.riskmap_map o WHERE o.id = m.fid)
              AND NOT EXISTS (SELECT 1 FROM {known} k WHERE k.id = m.fid) AND NOT EXISTS (SELECT 1 FROM {history} h WHERE h.id = m.fid AND h.key IS NOT m.key)
            """);
        _connection.Run($"""
            UPDATE temp.riskmap_map AS m SET id = n.id FROM (SELECT fid, ROW_NUMBER() OVER (ORDER BY fid)
                + MAX(COALESCE((SELECT MAX(id) FROM temp.riskmap_map), 0), COALESCE((SELECT MAX(id) FROM {known}), 0), COALESCE((SELECT MAX(id) FROM {history}), 0)) AS id
              FROM temp.riskmap_map WHERE id IS NULL) n WHERE n.fid = m.fid
            """);
        _connection.Run("UPDATE temp.riskmap_map SET key = 'id:' || id WHERE key IS NULL");
        _connection.Run($"UPDATE temp.riskmap_map SET key = key || '#' || id WHERE {onlyFirst}");
    }

    string KeyExpression()
    {
        if (Column("key") is { } key) return $"NULLIF(TRIM(CAST(f.{Quote(key)} AS TEXT)), '')";
        var natural = _layer.NaturalKey.Select(field => Column(_layer.Fields[_layer.IndexOf(field)].Column)).ToList();
        if (natural.Count == 0 || natural.Contains(null)) return "NULL";
        // A missing part makes the whole expression NULL.
        return string.Join(" || '|' || ", natural.Select(column => $"NULLIF(CAST(f.{Quote(column!)} AS TEXT), '')"));
    }

    IEnumerable<(string Name, string Type, bool IsKey)> UserColumns() => _columns.Where(column => !column.IsKey && !Same(column.Name, _geometry)
        && !LayerTable.Leading.Contains(column.Name, StringComparer.OrdinalIgnoreCase) && !_layer.Fields.Any(field => Same(field.Column, column.Name)));

    SourceCrs? TryCrs()
    {
        var defined = _connection.List("SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = @id",
            row => (Organization: row.GetString(0), Code: row.GetInt64(1), Wkt: row.GetString(2)), ("id", _srsId));
        if (defined is not [var srs] || srs.Wkt == "undefined") return null;
        if (Same(srs.Organization, "EPSG") && CoordinateSystem.TryParse($"EPSG:{srs.Code}", out var system)) return new(system);
        try
        {
            return new(CoordinateSystem.FromWkt(srs.Wkt));
        }
        catch (CrsException)
        {
            return null;
        }
    }

    string? Column(string name) => _columns.Find(column => Same(column.Name, name)).Name;

    static bool Same(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
