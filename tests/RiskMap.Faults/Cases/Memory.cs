using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>The server's memory stays flat over many edits.</summary>
static class Memory
{
    /// <summary>The first quarter warms up and is not judged.</summary>
    const int Samples = 16;

    const int Clients = 4;

    public static Task RunAsync(FaultOptions options, Scoreboard board) => board.RunAsync("memory flat", async () =>
    {
        await using var kind = await StoreKind.PostgisAsync("memory");
        await using var city = await StormyCity.StartAsync(await kind.NewAsync(), Clients, options.Seed);
        var (held, resident, edits) = (new List<HeldMemory>(), 0.0, options.Extent.MemoryEdits);
        for (var sample = 0; sample < Samples; sample++)
        {
            await city.Storm.WriteAsync(city.Server, edits / Samples / Clients, CancellationToken.None);
            resident = Math.Max(resident, ProcessMemory.MegabytesOf(city.Server.ProcessId));
            if (sample >= Samples / 4) held.Add(await HeldMemory.OfAsync(city.Server));
        }

        await city.JudgeAsync("after the edits");
        board.Figure("memory", "edits", $"{city.Storm.Written}");
        board.Figure("memory", "held after a collection, alive + unmanaged", $"{string.Join(", ", held)} MB");
        board.Figure("memory", "most resident memory of the server", $"{resident:0} MB");
        HeldMemory.MustBeFlat(held, edits / Samples);
    });
}
