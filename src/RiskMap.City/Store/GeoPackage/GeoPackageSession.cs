using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>A transaction on the GeoPackage; a writing one gives the writers' turn back at its end.</summary>
sealed class GeoPackageSession(SqliteConnection connection, SqliteTransaction transaction, SemaphoreSlim? turn) : SqlSession(connection, transaction)
{
    internal SqliteConnection Sqlite { get; } = connection;

    internal override RowCursor Query(string sql, ImmutableArray<FieldType> types) => new SqliteRowCursor(Sqlite, sql, types);

    protected override async ValueTask ReleaseAsync()
    {
        await Sqlite.DisposeAsync();
        turn?.Release();
    }
}
