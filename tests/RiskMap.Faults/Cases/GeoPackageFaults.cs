using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>What can happen to a file: locked by another program, read-only, on a full disk, truncated.</summary>
static class GeoPackageFaults
{
    const int DiskMegabytes = 16;
    const int MostEdits = 20_000;
    static readonly TimeSpan ShortLock = TimeSpan.FromSeconds(3);

    /// <summary>Longer than any writer waits.</summary>
    static readonly TimeSpan LongLock = TimeSpan.FromSeconds(45);

    public static async Task RunAsync(FaultOptions options, Scoreboard board)
    {
        await board.RunAsync("GeoPackage locked by another program", () => LockedAsync(options, board));
        await board.RunAsync("GeoPackage on a full disk", () => FullDiskAsync(options, board));
        await board.RunAsync("GeoPackage on a read-only disk", ReadOnlyAsync);
        await board.RunAsync("GeoPackage truncated", TruncatedAsync);
    }

    static async Task LockedAsync(FaultOptions options, Scoreboard board)
    {
        await using var kind = StoreKind.GeoPackage();
        var store = await kind.NewAsync();
        await using var city = await StormyCity.StartAsync(store, 1, options.Seed);
        await using var readers = new Readers(city.Server);
        var release = await LockAsync(store, ShortLock);
        Promise.That(await city.Storm.TryOneAsync(city.Server) is { IsDone: true }, $"a write should wait for a lock of {ShortLock.TotalSeconds:0} s");
        await release;
        release = await LockAsync(store, LongLock);
        var answer = await city.Storm.TryOneAsync(city.Server);
        Promise.That(answer is { MayBeRepeated: true, RetryAfter: not null }, $"a write on a file that stays locked was answered with {answer?.Status}: {answer?.Text}");
        await release;
        await readers.EndAsync("locked by another program");
        await city.JudgeAsync("after the lock");
        board.Figure("GeoPackage locked", $"write during a lock of {ShortLock.TotalSeconds:0} s / of {LongLock.TotalSeconds:0} s", $"done / 503 {answer!.Code}; {readers.Reads} reads, 0 failed");
    }

    /// <summary>Takes the lock as another program would (this is one) and gives it back after a time.</summary>
    static async Task<Task> LockAsync(string store, TimeSpan time)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, "BEGIN EXCLUSIVE");
        return Task.Run(async () =>
        {
            await Task.Delay(time);
            await RunAsync(connection, "ROLLBACK");
            await connection.DisposeAsync();
        });
    }

    static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // BEGIN and ROLLBACK.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    static async Task FullDiskAsync(FaultOptions options, Scoreboard board)
    {
        await using var disk = await SmallDisk.MountAsync("gpkg-full", DiskMegabytes);
        await using var city = await StormyCity.StartAsync(Path.Combine(disk.Path, "city.gpkg"), 2, options.Seed);
        await using var readers = new Readers(city.Server);
        disk.Fill();
        await city.Storm.WriteAsync(city.Server, MostEdits, CancellationToken.None);
        var answer = await city.Storm.TryOneAsync(city.Server);
        Promise.That(answer is { MayBeRepeated: true, RetryAfter: not null }, $"a write on a full disk was answered with {answer?.Status}: {answer?.Text}");
        disk.Empty();
        await readers.EndAsync("on a full disk");
        await city.JudgeAsync("after room was made");
        board.Figure("GeoPackage on a full disk", "write / after room was made", $"503 {answer!.Code} / all there");
    }

    static async Task ReadOnlyAsync()
    {
        await using var disk = await SmallDisk.MountAsync("gpkg-read-only", DiskMegabytes);
        var (store, export) = (Path.Combine(disk.Path, "city.gpkg"), Path.Combine(Path.GetTempPath(), $"riskmap-faults-{Guid.NewGuid():N}.geojson"));
        await SmallCity.FillAsync(store);
        var before = await HashAsync(store);
        await disk.SetReadOnlyAsync();
        var undo = await Installation.RunAsync(store, "undo", "2");
        Promise.That(undo.ExitCode == 1 && IsClear(undo, store), $"undo on a read-only disk ended with {undo.ExitCode}: {undo.Error}");
        var read = await Installation.RunAsync(store, "export", "enterprises", export);
        Promise.That(read.ExitCode == 0 || IsClear(read, store), $"export from a read-only disk ended with {read.ExitCode}: {read.Error}");
        Promise.Same(await HashAsync(store), before, "the file on the read-only disk");
        File.Delete(export);
    }

    static async Task TruncatedAsync()
    {
        await using var kind = StoreKind.GeoPackage();
        var store = await kind.NewAsync();
        await SmallCity.FillAsync(store);
        foreach (var share in new[] { 0.9, 0.5, 0.1 })
        {
            var damaged = await kind.NewAsync();
            await File.WriteAllBytesAsync(damaged, (await File.ReadAllBytesAsync(store))[..(int)(new FileInfo(store).Length * share)]);
            var before = await HashAsync(damaged);
            foreach (var command in new[] { "check", "changes", "serve" })
            {
                string[] arguments = command == "serve" ? ["serve", "--url", "http://127.0.0.1:0"] : [command];
                var ended = await Installation.RunAsync(damaged, arguments);
                Promise.That(ended.ExitCode == 1 && IsClear(ended, damaged), $"{command} of a file cut to {share:P0} ended with {ended.ExitCode}: {ended.Output}{ended.Error}");
            }

            Promise.Same(await HashAsync(damaged), before, $"the file cut to {share:P0}");
        }
    }

    /// <summary>A message that names the file, and no stack trace.</summary>
    static bool IsClear(Ended ended, string file) =>
        ended.Error.Contains(file, StringComparison.Ordinal) && !ended.Error.Contains("   at ", StringComparison.Ordinal) && !ended.Error.Contains("Exception", StringComparison.Ordinal);

    static async Task<string> HashAsync(string file) => Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file)));
}
