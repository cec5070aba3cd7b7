using RiskMap.Faults.Processes;
using RiskMap.Faults.Requests;

namespace RiskMap.Faults.Cases;

/// <summary>Random requests over all routes: no 5xx, every refusal a problem document that names its member, every good body whole, and memory stays flat.</summary>
static class RandomRequests
{
    const int Samples = 80;
    const int Clients = 8;
    const string Scale = "0.2";

    /// <summary>
    /// A median of the last quarter above that of the third by more than this is growth. The first half warms up: buffers of large pages and the arenas from which
    /// cairo and pango draw grow with the largest requests of all threads, until they have met.
    /// </summary>
    const double MostGrowth = 1.15;

    public static Task RunAsync(FaultOptions options, Scoreboard board) => board.RunAsync("random requests", async () =>
    {
        await using var kind = StoreKind.GeoPackage();
        await using var server = await CityServer.StartAsync(await kind.NewAsync(), "demo", "--scale", Scale);
        var routes = await ApiRoute.AllAsync(server);
        using var barrage = new Barrage(server, routes, Clients, options.Seed);
        var sizes = new List<double>();
        for (var sample = 0; sample < Samples; sample++)
        {
            await barrage.SendAsync((options.Extent.RandomRequests + (Samples * Clients) - 1) / (Samples * Clients));
            Promise.That(server.IsRunning, $"the server ended by itself after {barrage.Sent} requests");
            sizes.Add(ProcessMemory.MegabytesOf(server.ProcessId));
        }

        await server.BecomesReadyAsync();
        Report(board, barrage, routes, sizes);
        Promise.That(!barrage.Faults.Any(), $"{barrage.Faults.Count()} kinds of faults:\n  {string.Join("\n  ", barrage.Faults.Take(20))}");
        Promise.That(!server.LoggedErrors.Any(), $"the server's log tells of errors: {string.Join('\n', server.LoggedErrors.Take(3))}");
        var (early, late) = Settled(sizes);
        Promise.That(late <= early * MostGrowth, $"resident memory grew from {early:0} MB to {late:0} MB over {barrage.Sent} requests");
    });

    static (double Early, double Late) Settled(List<double> sizes) =>
        (ProcessMemory.Median(sizes.Skip(Samples / 2).Take(Samples / 4)), ProcessMemory.Median(sizes.Skip(Samples * 3 / 4)));

    static void Report(Scoreboard board, Barrage barrage, ApiRoute[] routes, List<double> sizes)
    {
        var (early, late) = Settled(sizes);
        board.Figure("random requests", "requests / routes and methods", $"{barrage.Sent} / {routes.Length}");
        board.Figure("random requests", "answers", $"{barrage.Statuses}; 503 for a version that never comes {barrage.Count(503)}");
        board.Figure("random requests", "slowest answer", $"{barrage.Slowest.TotalMilliseconds:0} ms");
        board.Figure("random requests", "resident memory of the server: median of the second / third / last quarter / most",
            $"{ProcessMemory.Median(sizes.Skip(Samples / 4).Take(Samples / 4)):0} / {early:0} / {late:0} / {sizes.Max():0} MB");
    }
}
