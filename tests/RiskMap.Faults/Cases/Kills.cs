using System.Diagnostics;

namespace RiskMap.Faults.Cases;

/// <summary>Many rounds of mixed writes, each ended by a kill at a random moment and followed by a look at everything.</summary>
static class Kills
{
    public static Task OnGeoPackageAsync(FaultOptions options, Scoreboard board) => RunAsync(options, board, "kills on GeoPackage", () => Task.FromResult(StoreKind.GeoPackage()));

    public static Task OnPostgisAsync(FaultOptions options, Scoreboard board) => RunAsync(options, board, "kills on PostGIS", () => StoreKind.PostgisAsync("kills"));

    static Task RunAsync(FaultOptions options, Scoreboard board, string name, Func<Task<StoreKind>> makeKind) => !options.Wants("kills") ? Task.CompletedTask : board.RunAsync(name, async () =>
    {
        await using var kind = await makeKind();
        var clock = Stopwatch.StartNew();
        await using var loop = await KillLoop.StartAsync(kind, options.Seed);
        for (var round = 1; round <= options.Extent.Kills; round++)
        {
            try
            {
                await loop.RunRoundAsync();
            }
            catch (Exception wrong)
            {
                var log = string.Join('\n', loop.LoggedErrors.Take(2));
                throw new BrokenPromiseException($"round {round} ({loop.LastFault}): {(wrong is BrokenPromiseException ? wrong.Message : wrong)}\nThe server's log: {log}");
            }

            if (round % 100 == 0) board.Say($"{name}: {round} rounds in {clock.Elapsed.TotalMinutes:0.0} min");
        }

        loop.Report(board, name, options.Extent.Kills, clock.Elapsed);
    });
}
