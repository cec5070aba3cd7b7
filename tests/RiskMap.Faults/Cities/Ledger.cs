using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RiskMap.Faults.Cities;

/// <summary>One change set as it stands in the store's own tables, which are open to everybody.</summary>
sealed record LedgerEntry(long Id, string? File, long? Undoes, IReadOnlyDictionary<string, (long Inserted, long Updated, long Deleted)> Counts);

/// <summary>Reads the log of changes with plain SQL, as an auditor would, and holds it against the history and the rows.</summary>
sealed class Ledger(string store)
{
    /// <summary>The version of the city.</summary>
    public async Task<long> VersionAsync()
    {
        await using var connection = await OpenAsync();
        return await NumberAsync(connection, "SELECT version FROM riskmap_state");
    }

    /// <summary>The format of the tables.</summary>
    public async Task<long> FormatAsync()
    {
        await using var connection = await OpenAsync();
        return await NumberAsync(connection, "SELECT format FROM riskmap_state");
    }

    /// <summary>Changes the store's own tables in one transaction, to make it what an older program left.</summary>
    public async Task ChangeAsync(IEnumerable<string> statements)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in statements)
        {
            await using var rows = await RowsAsync(connection, statement);
        }

        await transaction.CommitAsync();
    }

    /// <summary>The change sets after a version, oldest first, when log, history and rows agree about them.</summary>
    public async Task<List<LedgerEntry>> AuditAsync(long after)
    {
        await using var connection = await OpenAsync();
        await using var moment = connection is SqliteConnection file ? file.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var version = await NumberAsync(connection, "SELECT version FROM riskmap_state");
        var entries = await EntriesAsync(connection, after);
        Promise.That(entries.Select(entry => entry.Id).SequenceEqual(Enumerable.Range(0, (int)(version - after)).Select(step => after + 1 + step)),
            $"versions {after + 1} to {version} should each have one change set; there are {string.Join(' ', entries.Select(entry => entry.Id))}");
        foreach (var layer in SmallCity.AllLayers) await AuditAsync(connection, layer, entries, after);
        return entries;
    }

    static async Task AuditAsync(DbConnection connection, string layer, List<LedgerEntry> entries, long after)
    {
        var table = layer.Replace('-', '_');
        var orphans = await NumberAsync(connection, $"SELECT COUNT(*) FROM {table} l WHERE NOT EXISTS (SELECT 1 FROM riskmap_change_sets c WHERE c.id = l.revision)");
        Promise.Same(orphans, 0, $"rows of {layer} whose revision no change set tells of");
        var images = new Dictionary<(long, long), long>();
        await using var rows = await RowsAsync(connection, string.Create(CultureInfo.InvariantCulture,
            $"SELECT riskmap_change_set, riskmap_kind, COUNT(*) FROM riskmap_history_{table} WHERE riskmap_change_set > {after} GROUP BY 1, 2"));
        while (await rows.ReadAsync()) images[(Number(rows, 0), Number(rows, 1))] = Number(rows, 2);
        foreach (var entry in entries)
        {
            var (_, updated, deleted) = entry.Counts.GetValueOrDefault(layer);
            Promise.Same(images.GetValueOrDefault((entry.Id, 1)), updated, $"images of updates in {layer} by change set {entry.Id}");
            Promise.Same(images.GetValueOrDefault((entry.Id, 2)), deleted, $"images of deletes in {layer} by change set {entry.Id}");
        }

        Promise.That(images.Keys.All(image => entries.Any(entry => entry.Id == image.Item1)), $"history of {layer} without a change set");
    }

    static async Task<List<LedgerEntry>> EntriesAsync(DbConnection connection, long after)
    {
        var counts = new List<(long Id, string Layer, (long, long, long) Counts)>();
        await using (var rows = await RowsAsync(connection, string.Create(CultureInfo.InvariantCulture,
            $"SELECT change_set, layer, inserted, updated, deleted FROM riskmap_change_counts WHERE change_set > {after}")))
        {
            while (await rows.ReadAsync()) counts.Add((Number(rows, 0), rows.GetString(1), (Number(rows, 2), Number(rows, 3), Number(rows, 4))));
        }

        var byId = counts.ToLookup(count => count.Id);
        var entries = new List<LedgerEntry>();
        await using var sets = await RowsAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT id, file, undoes FROM riskmap_change_sets WHERE id > {after} ORDER BY id"));
        while (await sets.ReadAsync())
        {
            entries.Add(new(Number(sets, 0), sets.IsDBNull(1) ? null : sets.GetString(1), sets.IsDBNull(2) ? null : Number(sets, 2),
                byId[Number(sets, 0)].ToDictionary(count => count.Layer, count => count.Counts, StringComparer.Ordinal)));
        }

        return entries;
    }

    async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = store.EndsWith(".gpkg", StringComparison.Ordinal)
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ConnectionString)
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task<DbDataReader> RowsAsync(DbConnection connection, string sql)
    {
#pragma warning disable CA2100 // The texts above hold no input but numbers and names of layers.
        var command = connection.CreateCommand();
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteReaderAsync();
    }

    static async Task<long> NumberAsync(DbConnection connection, string sql)
    {
        await using var rows = await RowsAsync(connection, sql);
        await rows.ReadAsync();
        return Number(rows, 0);
    }

    static long Number(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
}
