using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;
using RiskMap.Geo.Geometries;
using SQLitePCL;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>
/// Brings layers back whose table another program replaced (<c>ogr2ogr -overwrite</c> drops it with triggers and index and makes another), stripped of
/// its triggers or dropped: our table is made anew with the rows that stand there now, compared with what was last read, and the difference becomes one
/// change set "changed outside, history incomplete". Runs inside the caller's transaction. Not thread-safe; one use.
/// </summary>
sealed class LayerTableRepair(SqliteConnection connection, LastReading? lastReading)
{
    const string Known = "temp.riskmap_known";

    readonly long _version = connection.List("SELECT version + 1 FROM riskmap_state", row => row.GetInt64(0)).Single();
    readonly Dictionary<string, ChangeCounts> _counts = new(StringComparer.Ordinal);
    readonly List<string> _told = [];

    /// <summary>Makes the R-tree of a layer anew when it is missing; other indexes and triggers follow with the schema.</summary>
    internal void RestoreIndex(LayerSchema layer)
    {
        if (connection.List("SELECT 1 FROM sqlite_master WHERE name = @name", row => row.GetInt64(0), ("name", $"rtree_{layer.Table}_geom")).Count > 0) return;
        foreach (var trigger in RTreeTriggersOf(layer.Table)) connection.Run($"DROP TRIGGER {LayerTable.Quote(trigger)}");
        connection.Run(GeoPackageSql.CreateRTree(layer));
        FillIndex(layer);
    }

    /// <summary>Puts our table in the place of another program's, with its rows; all get the new version as their revision.</summary>
    internal void Rebuild(LayerTableLook look)
    {
        var layer = look.Layer;
        LoadKnown(layer);
        using var foreign = look.State == LayerTableState.Gone ? null : ForeignTable.SetAside(connection, layer);
        Unregister(layer.Table);
        connection.Run(GeoPackageSql.CreateTable(layer));
        connection.Run(GeoPackageSql.CreateHistory(layer, "riskmap_history_" + layer.Table));
        connection.Run(GeoPackageSql.Register(layer), GeoPackageSchema.Titles(layer));
        connection.Run(GeoPackageSql.CreateRTree(layer));
        foreign?.MoveRows(_version, Known);
        FillIndex(layer);
        ReserveIds(layer.Table);
        _told.Add(look.State == LayerTableState.Gone ? $"{layer.Name}: table dropped" : $"{layer.Name}: {foreign!.Told}");
    }

    /// <summary>Gives unchanged rows their revision back and keeps the before images of the others, where they are known.</summary>
    internal void Compare(LayerSchema layer, ImmutableArray<string> userColumns)
    {
        var table = new LayerTable(layer, userColumns);
        var same = string.Join(" AND ", table.Columns.Skip(2).Select(column => $"{table.Name}.{column} IS k.{column}"));
        connection.Run($"UPDATE {table.Name} SET revision = k.revision FROM {Known} k WHERE k.id = {table.Name}.id AND {same}");
        var users = string.Concat(userColumns.Select(column => ", " + LayerTable.Quote(column)));
        var ofRow = string.Concat(userColumns.Select(column => ", t." + LayerTable.Quote(column)));
        // What was changed after the last reading and before the table went has its own images already.
        var fresh = $"NOT EXISTS (SELECT 1 FROM {table.HistoryTable} h WHERE h.id = k.id AND h.riskmap_change_set > {lastReading?.Version ?? 0})";
        var into = $"INSERT INTO {table.HistoryTable} (riskmap_change_set, riskmap_kind, {table.List()}";
        connection.Run($"{into}{users}) SELECT {_version}, {(int)ChangeKind.Update}, {table.List("k.")}{ofRow} FROM {Known} k JOIN {table.Name} t ON t.id = k.id WHERE t.revision = {_version} AND {fresh}");
        connection.Run($"{into}) SELECT {_version}, {(int)ChangeKind.Delete}, {table.List("k.")} FROM {Known} k WHERE NOT EXISTS (SELECT 1 FROM {table.Name} t WHERE t.id = k.id) AND {fresh}");
        _counts[layer.Name] = new(
            Number($"SELECT COUNT(*) FROM {table.Name} t WHERE t.revision = {_version} AND NOT EXISTS (SELECT 1 FROM {Known} k WHERE k.id = t.id)"),
            Number($"SELECT COUNT(*) FROM {table.Name} t JOIN {Known} k ON k.id = t.id WHERE t.revision = {_version}"),
            Number($"SELECT COUNT(*) FROM {Known} k WHERE NOT EXISTS (SELECT 1 FROM {table.Name} t WHERE t.id = k.id)"));
        connection.Run($"DROP TABLE {Known}");
    }

    /// <summary>Writes the change set, when rows may have changed.</summary>
    internal void Record()
    {
        if (_counts.Count == 0) return;
        var note = new ChangeNote("outside", "changed outside, history incomplete (" + string.Join("; ", _told) + ")");
        ChangeSets.Insert(connection, new(_version, DateTimeOffset.UtcNow, note, _counts) { Incomplete = true },
            DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        connection.Run("UPDATE riskmap_state SET version = @v, outside = NULL", ("v", _version));
    }

    void LoadKnown(LayerSchema layer)
    {
        var table = new LayerTable(layer, []);
        var types = string.Join(", ", layer.Fields.Select(field => $"{LayerTable.Quote(field.Column)} {GeoPackageTables.ColumnType(field.Type)}"));
        connection.Run($"DROP TABLE IF EXISTS {Known}; CREATE TABLE {Known} (id INTEGER PRIMARY KEY, geom BLOB, key TEXT, revision INTEGER, {types})");
        if (lastReading is null) return;
        var (row, binder) = (new RowBuffer(layer), new SqliteRowBinder());
        using (var insert = new SqliteStatement(connection, $"INSERT INTO {Known} ({table.List()}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"?{i + 1}"))})"))
        {
            foreach (var feature in lastReading.Rows(layer))
            {
                row.Load(feature);
                binder.Prepare(row);
                binder.Bind(insert, row);
                insert.Run();
            }
        }

        connection.Run("CREATE INDEX temp.riskmap_known_key ON riskmap_known (key)");
    }

    void Unregister(string table)
    {
        foreach (var registry in new[] { "gpkg_geometry_columns", "gpkg_extensions", "gpkg_data_columns", "gpkg_ogr_contents", "gpkg_contents" })
        {
            if (connection.List("SELECT 1 FROM sqlite_master WHERE name = @name", row => row.GetInt64(0), ("name", registry)).Count > 0)
                connection.Run($"DELETE FROM {registry} WHERE lower(table_name) = @table", ("table", table));
        }

        connection.Run($"DROP TABLE IF EXISTS \"rtree_{table}_geom\"");
    }

    void FillIndex(LayerSchema layer)
    {
        var (index, extent) = (new RTreePacker(), Box.Empty);
        using (var rows = new SqliteStatement(connection, $"SELECT id, geom FROM {LayerTable.Quote(layer.Table)} WHERE geom IS NOT NULL"))
        {
            while (rows.Step())
            {
                var box = GeoPackageBlob.Envelope(raw.sqlite3_column_blob(rows.Handle, 1));
                index.Add(raw.sqlite3_column_int64(rows.Handle, 0), box);
                extent = extent.Union(box);
            }
        }

        index.Write(connection, $"rtree_{layer.Table}_geom");
        GeoPackageWriter.GrowExtent(connection, new(layer, []), extent);
    }

    /// <summary>No id that a row ever had is given to another.</summary>
    void ReserveIds(string table)
    {
        connection.Run("DELETE FROM sqlite_sequence WHERE name = @table", ("table", table));
        connection.Run($"""
            INSERT INTO sqlite_sequence (name, seq) SELECT @table, MAX(COALESCE((SELECT MAX(id) FROM "{table}"), 0),
              COALESCE((SELECT MAX(id) FROM riskmap_history_{table}), 0), COALESCE((SELECT MAX(id) FROM {Known}), 0))
            """, ("table", table));
    }

    List<string> RTreeTriggersOf(string table) => connection.List(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = @table AND name LIKE 'rtree%'", row => row.GetString(0), ("table", table));

    long Number(string sql) => connection.List(sql, row => row.GetInt64(0)).Single();
}
