using System.Diagnostics;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>Killed while tables are made or brought to the newer format: the next start does the work whole, and nothing is lost.</summary>
static class Migrations
{
    /// <summary>What format 2 added; without it a store is as the first release left it.</summary>
    static readonly string[] ToFormat1 =
    [
        "DROP TABLE riskmap_requests", "ALTER TABLE riskmap_state DROP COLUMN keep_days", "ALTER TABLE riskmap_change_sets DROP COLUMN incomplete",
        "DELETE FROM riskmap_migrations WHERE what LIKE 'format%'", "UPDATE riskmap_state SET format = 1, log_from = version",
    ];

    const double LargestStep = 0.15;

    public static async Task RunAsync(FaultOptions options, Scoreboard board)
    {
        await RunAsync(options, board, "kills in migration, GeoPackage", () => Task.FromResult(StoreKind.GeoPackage()));
        await RunAsync(options, board, "kills in migration, PostGIS", () => StoreKind.PostgisAsync("migrations"));
    }

    static Task RunAsync(FaultOptions options, Scoreboard board, string name, Func<Task<StoreKind>> makeKind) => board.RunAsync(name, async () =>
    {
        await using var kind = await makeKind();
        var (random, killed, whole) = (new Random(options.Seed), 0, 0);
        var store = await kind.NewAsync();
        await SmallCity.FillAsync(store);
        await new Ledger(store).ChangeAsync(ToFormat1);
        var delay = await MigrateAsync(store);
        var before = await ExportAsync(store, kind.Folder);
        for (var round = 0; round < options.Extent.MigrationKills; round++)
        {
            await new Ledger(store).ChangeAsync(ToFormat1);
            using (var migrating = Installation.Start(store, "migrate"))
            {
                await Task.WhenAny(Task.Delay(delay), migrating.WaitForExitAsync());
                if (!migrating.HasExited) migrating.Kill();
                await migrating.WaitForExitAsync();
                killed += migrating.ExitCode == 0 ? 0 : 1;
            }

            var done = await new Ledger(store).FormatAsync() == 2;
            whole += done ? 1 : 0;
            // The next kill comes earlier or later, so that most fall close to the commit.
            delay *= 1 + ((done ? -LargestStep : LargestStep) * random.NextDouble());
            await MigrateAsync(store);
            Promise.Same(await new Ledger(store).FormatAsync(), 2, "format after the migration was run again");
            Promise.Same(await ExportAsync(store, kind.Folder), before, "enterprises after the migration");
        }

        board.Figure("kills in migration", $"{kind.Name}: rounds / killed before the end / migrated at the kill", $"{options.Extent.MigrationKills} / {killed} / {whole}");
    });

    static async Task<TimeSpan> MigrateAsync(string store)
    {
        var clock = Stopwatch.StartNew();
        await Installation.SucceedAsync(store, "migrate");
        return clock.Elapsed;
    }

    static async Task<string> ExportAsync(string store, string folder)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.geojson");
        await Installation.SucceedAsync(store, "export", "enterprises", file);
        return await File.ReadAllTextAsync(file);
    }
}
