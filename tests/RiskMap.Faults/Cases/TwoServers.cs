using System.Net;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>Two servers and an importer on one store: a reader that goes from one server to the other never travels back in time, and all agree in the end.</summary>
static class TwoServers
{
    static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(FaultOptions options, Scoreboard board)
    {
        await RunAsync(options, board, "two servers and an importer, GeoPackage", () => Task.FromResult(StoreKind.GeoPackage()));
        await RunAsync(options, board, "two servers and an importer, PostGIS", () => StoreKind.PostgisAsync("two-servers"));
    }

    static Task RunAsync(FaultOptions options, Scoreboard board, string name, Func<Task<StoreKind>> makeKind) => board.RunAsync(name, async () =>
    {
        await using var kind = await makeKind();
        var store = await kind.NewAsync();
        await using var city = await StormyCity.StartAsync(store, 2, options.Seed);
        await using var second = await CityServer.StartAsync(store);
        var hand = new CommandHand(store, kind.Folder, options.Seed);
        using var stop = new CancellationTokenSource(options.Extent.TwoServers);
        var reading = ReadAsync([city.Server, second], stop.Token);
        var importing = ImportAsync(hand, stop.Token);
        await city.Storm.WriteAsync(city.Server, stop.Token);
        await importing;
        var reads = await reading;
        var changeSets = await city.JudgeAsync("after the importer");
        await AgreeAsync(store, city, hand, second);
        board.Figure("two servers and an importer", $"{kind.Name}: change sets / reads that alternate, none older than the one before", $"{changeSets} / {reads}");
    });

    static async Task ImportAsync(CommandHand hand, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) await hand.ActAsync(kill: false);
    }

    static async Task<int> ReadAsync(CityServer[] servers, CancellationToken stop)
    {
        var (reads, token) = (0, (string?)null);
        while (!stop.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("collections/enterprises/items?limit=1", UriKind.Relative));
            if (token is not null) request.Headers.TryAddWithoutValidation("RiskMap-Min-Version", token);
            var answer = await Answer.OfAsync(servers[reads++ % servers.Length].Client, request);
            Promise.Same(answer?.Status, HttpStatusCode.OK, $"read {reads} with RiskMap-Min-Version {token} ({answer?.Code})");
            Promise.That(token is null || VersionText.Number(answer!.Version!) >= VersionText.Number(token), $"read {reads} went back from {token} to {answer!.Version}");
            token = answer!.Version;
            await Task.Delay(BetweenReads, CancellationToken.None);
        }

        return reads;
    }

    static async Task AgreeAsync(string store, StormyCity city, CommandHand hand, CityServer second)
    {
        var version = await new Ledger(store).VersionAsync();
        foreach (var server in new[] { city.Server, second })
        {
            await Promise.BecomesTrueAsync(async () => VersionText.Number((await Answer.ToGetAsync(server.Client, "healthz"))!.Version!) == version, TimeSpan.FromMinutes(1), $"a server reaches version {version}");
            await city.Storm.CompareAsync(server, "in the end");
            await hand.CompareAsync(server, "in the end");
        }
    }
}
