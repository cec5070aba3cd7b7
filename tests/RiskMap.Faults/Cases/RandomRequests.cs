using RiskMap.Faults.Processes;
using RiskMap.Faults.Requests;

namespace RiskMap.Faults.Cases;

/// <summary>Random requests over all routes: no 5xx, every refusal a problem document that names its member, every good body whole, and nothing is lost in memory.</summary>
static class RandomRequests
{
    const int Clients = 8;
    const string Scale = "0.2";

    /// <summary>
    /// Memory grows as long as new kinds of questions come: costs of each profile and hour, versions that readers page through, arenas of the largest picture. So it is
    /// judged by the first requests sent again in rounds, after all kinds have come; what grows then from the first half of the rounds to the second is lost.
    /// </summary>
    const int Rounds = 8;

    /// <summary>All rounds together are this part of the requests.</summary>
    const double ShareOfRounds = 0.4;

    public static Task RunAsync(FaultOptions options, Scoreboard board) => board.RunAsync("random requests", async () =>
    {
        await using var kind = StoreKind.GeoPackage();
        await using var server = await CityServer.StartAsync(await kind.NewAsync(), "demo", "--scale", Scale);
        var routes = await ApiRoute.AllAsync(server);
        using var barrage = new Barrage(server, routes, await OfferedProcess.AllAsync(server), Clients, options.Seed);
        var ofRound = (int)(options.Extent.RandomRequests * ShareOfRounds / Rounds / Clients);
        await barrage.SendAsync((options.Extent.RandomRequests / Clients) - (Rounds * ofRound));
        var held = await RoundsAsync(server, barrage, ofRound);
        await server.BecomesReadyAsync();
        Report(board, barrage, routes, held, server);
        Promise.That(!barrage.Faults.Any(), $"{barrage.Faults.Count()} kinds of faults:\n  {string.Join("\n  ", barrage.Faults.Take(20))}");
        Promise.That(!server.LoggedErrors.Any(), $"the server's log tells of errors: {string.Join('\n', server.LoggedErrors.Take(3))}");
        HeldMemory.MustBeFlat(held, ofRound * Clients);
    });

    static async Task<List<HeldMemory>> RoundsAsync(CityServer server, Barrage barrage, int ofRound)
    {
        var held = new List<HeldMemory>();
        for (var round = 0; round < Rounds; round++)
        {
            await barrage.SendFromBeginningAsync(ofRound);
            Promise.That(server.IsRunning, $"the server ended by itself after {barrage.Sent} requests");
            held.Add(await HeldMemory.OfAsync(server));
        }

        return held;
    }

    static void Report(Scoreboard board, Barrage barrage, ApiRoute[] routes, List<HeldMemory> held, CityServer server)
    {
        board.Figure("random requests", "requests / routes and methods", $"{barrage.Sent} / {routes.Length}");
        board.Figure("random requests", "answers", $"{barrage.Statuses}; 503 for a version that never comes {barrage.Count(503)}");
        board.Figure("random requests", "slowest answer", $"{barrage.Slowest.TotalMilliseconds:0} ms");
        board.Figure("random requests", "held after each round of the same requests, alive + unmanaged", $"{string.Join(", ", held)} MB");
        board.Figure("random requests", "resident memory of the server at the end", $"{ProcessMemory.MegabytesOf(server.ProcessId):0} MB");
    }
}
