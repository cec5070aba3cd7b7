using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>The server's memory stays flat over many edits.</summary>
static class Memory
{
    const int Samples = 80;
    const int Clients = 4;

    /// <summary>The median of the last quarter may be so much above that of the second; the first quarter warms up.</summary>
    const double MostGrowth = 1.15;

    public static Task RunAsync(FaultOptions options, Scoreboard board) => board.RunAsync("memory flat", async () =>
    {
        await using var kind = await StoreKind.PostgisAsync("memory");
        await using var city = await StormyCity.StartAsync(await kind.NewAsync(), Clients, options.Seed);
        var (sizes, edits) = (new List<double>(), options.Extent.MemoryEdits);
        for (var sample = 0; sample < Samples; sample++)
        {
            await city.Storm.WriteAsync(city.Server, edits / Samples / Clients, CancellationToken.None);
            sizes.Add(ProcessMemory.MegabytesOf(city.Server.ProcessId));
        }

        await city.JudgeAsync("after the edits");
        var (early, late) = (ProcessMemory.Median(sizes.Skip(Samples / 4).Take(Samples / 4)), ProcessMemory.Median(sizes.Skip(Samples * 3 / 4)));
        board.Figure("memory", "edits", $"{city.Storm.Written}");
        board.Figure("memory", "resident memory of the server: median of the second / last quarter / most", $"{early:0} / {late:0} / {sizes.Max():0} MB");
        Promise.That(late <= early * MostGrowth, $"resident memory grew from {early:0} MB to {late:0} MB over {city.Storm.Written} edits");
    });
}
