using Microsoft.Data.Sqlite;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>Whole files: copied by SQLite's online backup (sqlite.org/backup.html), given a new life, removed with their logs.</summary>
static class GeoPackageFiles
{
    /// <summary>Copies one file over another, or into a new one, in one transaction of the target: a kill leaves what was there.</summary>
    internal static void Copy(string from, string to)
    {
        using var source = GeoPackageConnections.Connect(from, SqliteOpenMode.ReadOnly);
        Copy(source, to);
    }

    /// <summary>Copies what a connection's transaction sees.</summary>
    internal static void Copy(SqliteConnection source, string to)
    {
        using var target = GeoPackageConnections.Connect(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
    }

    /// <summary>Makes a copied file a city of its own: a new epoch, one plain file on the disk.</summary>
    internal static void BeginLife(string file, string? storeId)
    {
        using (var connection = GeoPackageConnections.Connect(file, SqliteOpenMode.ReadWrite))
        {
            connection.Run("PRAGMA journal_mode = DELETE");
            connection.Run("UPDATE riskmap_state SET epoch = @epoch, store_id = @id", ("epoch", SqlCityStore.NewToken()), ("id", storeId ?? SqlCityStore.NewToken()));
        }

        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    /// <summary>What SQLite finds wrong in a file, or null.</summary>
    internal static string? Damage(string file)
    {
        using var connection = GeoPackageConnections.Connect(file, SqliteOpenMode.ReadWrite);
        return connection.List("PRAGMA quick_check(1)", row => row.GetString(0)).Single() is var found && found == "ok" ? null : found;
    }

    /// <summary>Removes a file with the logs beside it.</summary>
    internal static void Remove(string file)
    {
        foreach (var ending in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(file + ending);
    }
}
