using Microsoft.Data.Sqlite;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>A first load: triggers and indexes go, rows come in, the R-tree is built, indexes and triggers come back, all in one transaction.</summary>
sealed class GeoPackageRowLoad : BulkLoad
{
    readonly SqliteConnection _connection;
    readonly LayerTable _table;
    readonly SqliteStatement _insert;
    readonly SqliteRowBinder _binder = new();
    readonly RTreePacker _index = new();

    internal GeoPackageRowLoad(SqliteConnection connection, LayerTable table)
    {
        (_connection, _table) = (connection, table);
        foreach (var (name, _) in GeoPackageSql.Triggers(table)) connection.Run($"DROP TRIGGER IF EXISTS \"{name}\"");
        foreach (var (name, _) in GeoPackageSql.Indexes(table.Schema.Table)) connection.Run($"DROP INDEX IF EXISTS \"{name}\"");
        _insert = new(connection, GeoPackageWriter.InsertSql(table));
    }

    internal override ValueTask AddAsync(RowBuffer row, long changeSet, ChangeKind kind, CancellationToken cancellation)
    {
        _binder.Prepare(row);
        _binder.Bind(_insert, row);
        _insert.Run();
        _index.Add(row.Id, _binder.RowBox);
        return ValueTask.CompletedTask;
    }

    internal override Task CompleteAsync(CancellationToken cancellation)
    {
        _insert.Dispose();
        RequireDistinctKeys();
        _index.Write(_connection, $"rtree_{_table.Schema.Table}_geom");
        GeoPackageSchema.Complete(_connection, _table);
        GeoPackageWriter.GrowExtent(_connection, _table, _binder.Extent);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _insert.Dispose();
        return ValueTask.CompletedTask;
    }

    void RequireDistinctKeys()
    {
        try
        {
            foreach (var (_, sql) in GeoPackageSql.Indexes(_table.Schema.Table)) _connection.Run(sql);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            var twice = _connection.List($"SELECT key FROM {_table.Name} GROUP BY key HAVING COUNT(*) > 1 LIMIT 1", row => row.GetString(0));
            throw new DuplicateKeyException(_table.Schema.Name, twice.FirstOrDefault() ?? "?");
        }
    }
}

/// <summary>Copies before images into an empty history.</summary>
sealed class GeoPackageHistoryLoad(SqliteConnection connection, LayerTable table) : BulkLoad
{
    readonly SqliteRowBinder _binder = new();
    readonly SqliteStatement _insert = new(connection,
        $"INSERT INTO {table.HistoryTable} ({table.List()}, riskmap_change_set, riskmap_kind) VALUES " +
        $"({string.Join(", ", Enumerable.Range(1, table.Columns.Length + 2).Select(i => $"?{i}"))})");

    internal override ValueTask AddAsync(RowBuffer row, long changeSet, ChangeKind kind, CancellationToken cancellation)
    {
        _binder.Prepare(row);
        _binder.Bind(_insert, row);
        _insert.Bind(table.Columns.Length + 1, changeSet);
        _insert.Bind(table.Columns.Length + 2, (long)kind);
        _insert.Run();
        return ValueTask.CompletedTask;
    }

    internal override Task CompleteAsync(CancellationToken cancellation) => Task.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        _insert.Dispose();
        return ValueTask.CompletedTask;
    }
}
