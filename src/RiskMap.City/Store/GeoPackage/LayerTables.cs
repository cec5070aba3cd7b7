using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>How a layer's table stands after other programs had the file.</summary>
enum LayerTableState
{
    /// <summary>Everything is there.</summary>
    Sound,

    /// <summary>A spatial or other index is missing; the rows are safe.</summary>
    WithoutIndex,

    /// <summary>A declared column was renamed or taken away under our triggers; the schema refuses it by name, since only a person knows where its values went.</summary>
    Altered,

    /// <summary>The table was made anew, or lost the triggers that record changes.</summary>
    Replaced,

    /// <summary>There is no table.</summary>
    Gone,
}

/// <summary>What was found of one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="State">How its table stands.</param>
/// <param name="UserColumns">Columns that the declaration does not know.</param>
sealed record LayerTableLook(LayerSchema Layer, LayerTableState State, ImmutableArray<string> UserColumns)
{
    /// <summary>True when rows may have changed without a trace.</summary>
    internal bool IsLost => State is LayerTableState.Replaced or LayerTableState.Gone;
}

/// <summary>Looks whether the tables of the layers stand as they were made. Reads sqlite_master only.</summary>
static class LayerTables
{
    /// <summary>SQLite's own number of the schema, in the snapshot of the open transaction; it changes with every CREATE, DROP and ALTER of any program.</summary>
    internal static long SchemaVersion(SqliteConnection connection)
    {
        using var pragma = connection.Command("PRAGMA schema_version");
        return (long)pragma.ExecuteScalar()!;
    }

    /// <summary>The state of each layer that was made before; layers that are still to be made are left out.</summary>
    internal static List<LayerTableLook> Look(SqliteConnection connection, IEnumerable<LayerSchema> layers)
    {
        var made = connection.List("SELECT layer, column_name FROM riskmap_columns WHERE column_name <> 'geometry'", row => (Layer: row.GetString(0), Column: row.GetString(1)))
            .ToLookup(row => row.Layer, row => row.Column, StringComparer.Ordinal);
        var things = connection.List("SELECT type, lower(name) FROM sqlite_master WHERE type IN ('table', 'trigger', 'index')", row => $"{row.GetString(0)} {row.GetString(1)}")
            .ToHashSet(StringComparer.Ordinal);
        return [.. layers.Where(layer => made.Contains(layer.Name)).Select(layer => new LayerTableLook(layer, StateOf(connection, layer, made[layer.Name], things), UserColumns(connection, layer)))];
    }

    /// <summary>Columns of a layer's table that its declaration does not know, in a fixed order.</summary>
    internal static ImmutableArray<string> UserColumns(SqliteConnection connection, LayerSchema layer) =>
        [.. Columns(connection, layer.Table).Select(column => column.Name).Except(Declared(layer), StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    /// <summary>Columns of a table: name, declared type, whether it is the primary key.</summary>
    internal static List<(string Name, string Type, bool IsKey)> Columns(SqliteConnection connection, string table) => connection.List(
        "SELECT name, type, pk FROM pragma_table_info(@table)", row => (row.GetString(0), row.GetString(1), row.GetInt64(2) > 0), ("table", table));

    static IEnumerable<string> Declared(LayerSchema layer) => LayerTable.Leading.Concat(layer.Fields.Select(field => field.Column));

    static LayerTableState StateOf(SqliteConnection connection, LayerSchema layer, IEnumerable<string> madeColumns, HashSet<string> things)
    {
        var t = layer.Table;
        if (!things.Contains($"table {t}")) return LayerTableState.Gone;
        var columns = Columns(connection, t);
        var names = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var isOurs = columns.Exists(column => column is { Name: "id", IsKey: true }) && names.IsSupersetOf(LayerTable.Leading)
            && things.Contains($"table riskmap_history_{t}") && things.Contains($"index {t}_key")
            && GeoPackageSql.Witnesses(t).All(trigger => things.Contains($"trigger {trigger}"));
        if (!isOurs) return LayerTableState.Replaced;
        if (!names.IsSupersetOf(madeColumns)) return LayerTableState.Altered;
        return things.Contains($"table rtree_{t}_geom") && things.Contains($"index {t}_revision") ? LayerTableState.Sound : LayerTableState.WithoutIndex;
    }
}
