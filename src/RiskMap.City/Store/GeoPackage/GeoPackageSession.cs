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

    protected override ValueTask ReleaseAsync()
    {
        connections.Return(Sqlite);
        turn?.Release();
        return ValueTask.CompletedTask;
    }
}
