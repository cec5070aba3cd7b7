using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>A transaction on the GeoPackage; its end gives the connection back, and a writing one also the writers' turn.</summary>
sealed class GeoPackageSession(SqliteConnection connection, SqliteTransaction transaction, GeoPackageConnections connections, SemaphoreSlim? turn) : SqlSession(connection, transaction)
{
    internal SqliteConnection Sqlite { get; } = connection;

    internal override RowCursor Query(string sql, ImmutableArray<FieldType> types) => new SqliteRowCursor(Sqlite, sql, types);

    internal override IReadOnlyDictionary<string, string> ColumnsOf(string table) => GeoPackageSchema.Columns(Sqlite, table);

    internal override FieldType? CarriedAs(string type) => GeoPackageSql.FieldTypeOf(type);

    /// <summary>A text column may hold numbers: SQLite leaves the type to each value.</summary>
    internal override string Cast(string? column, FieldType type) => column is null ? "NULL" : type == FieldType.Text ? $"CAST({column} AS TEXT)" : column;

    internal override string CountUnfit(LayerTable layer, string column, FieldType type) => $"SELECT COUNT(*) FROM {layer.Name} WHERE typeof({column}) NOT IN ('null', " + type switch
    {
        FieldType.Text => "'text', 'integer', 'real')",
        FieldType.Number => "'real', 'integer')",
        FieldType.Date => $"'text') OR (typeof({column}) = 'text' AND {column} IS NOT date({column}))",
        FieldType.DateTime => $"'text') OR (typeof({column}) = 'text' AND julianday({column}) IS NULL)",
        _ => "'integer')",
    };

    internal override string SelectOwnTables => """
        SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT IN (SELECT replace(layer, '-', '_') FROM riskmap_columns)
          AND substr(name, 1, 8) <> 'riskmap_' AND substr(name, 1, 5) <> 'gpkg_' AND substr(name, 1, 6) <> 'rtree_' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name
        """;

    protected override ValueTask ReleaseAsync()
    {
        connections.Return(Sqlite);
        turn?.Release();
        return ValueTask.CompletedTask;
    }
}
