using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using RiskMap.City.Store.Sql;
using SQLitePCL;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>
/// Open connections to one file, used again: opening one makes SQLite parse some two hundred triggers, which costs more than an edit. Safe for concurrent use.
/// </summary>
sealed class GeoPackageConnections(string path) : IDisposable
{
    const int MostIdle = 8;

    readonly ConcurrentBag<SqliteConnection> _idle = [];
    volatile bool _disposed;

    internal SqliteConnection Take() => _idle.TryTake(out var connection) ? connection : Connect(path, SqliteOpenMode.ReadWrite);

    /// <summary>Keeps a connection whose transaction has ended.</summary>
    internal void Return(SqliteConnection connection)
    {
        if (_disposed || _idle.Count >= MostIdle || raw.sqlite3_get_autocommit(connection.Handle) == 0) connection.Dispose();
        else
        {
            SetPatience(connection, StoreRules.Current.WriteWaitSeconds);
            _idle.Add(connection);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    /// <summary>A connection for one look; disposing gives it back.</summary>
    internal Loan Lend() => new(this, Take());

    /// <summary>How long statements wait for another program's transaction.</summary>
    internal static void SetPatience(SqliteConnection connection, int seconds)
    {
        connection.DefaultTimeout = seconds;
        raw.sqlite3_busy_timeout(connection.Handle, seconds * 1000);
    }

    internal readonly record struct Loan(GeoPackageConnections Of, SqliteConnection Connection) : IDisposable
    {
        public void Dispose() => Of.Return(Connection);
    }

    internal static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = StoreRules.Current.WriteWaitSeconds,
        }.ConnectionString);
        connection.Open();
        SetPatience(connection, StoreRules.Current.WriteWaitSeconds);
        connection.Run("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
        SpatialFunctions.Register(connection);
        return connection;
    }
}
