using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>Two clients change one feature with the same ETag at the same time: one wins, the other gets 412, on one server and across two.</summary>
static class Races
{
    const string Item = "collections/enterprises/items/1";

    public static async Task RunAsync(FaultOptions options, Scoreboard board)
    {
        await RunAsync(options, board, "two writers on one feature, GeoPackage", () => Task.FromResult(StoreKind.GeoPackage()));
        await RunAsync(options, board, "two writers on one feature, PostGIS", () => StoreKind.PostgisAsync("races"));
    }

    static Task RunAsync(FaultOptions options, Scoreboard board, string name, Func<Task<StoreKind>> makeKind) => board.RunAsync(name, async () =>
    {
        await using var kind = await makeKind();
        var store = await kind.NewAsync();
        await SmallCity.FillAsync(store, enterprises: 10);
        await using var first = await CityServer.StartAsync(store);
        await using var second = await CityServer.StartAsync(store);
        var random = new Random(options.Seed);
        var audited = await new Ledger(store).VersionAsync();
        for (var round = 0; round < options.Extent.Races; round++) await RaceAsync(first, round % 2 == 0 ? first : second, round, random);
        Promise.Same((await new Ledger(store).AuditAsync(audited)).Count, options.Extent.Races, "change sets, one a race");
        board.Figure("two writers on one feature", $"{kind.Name}: races, half of them across two servers", $"{options.Extent.Races}: one 200 and one 412 each");
    });

    static async Task RaceAsync(CityServer one, CityServer other, int round, Random random)
    {
        var etag = (await Answer.ToGetAsync(one.Client, Item))!.ETag!;
        var answers = await Task.WhenAll(ChangeAsync(one, etag, round, 1, random.Next(3)), ChangeAsync(other, etag, round, 2, random.Next(3)));
        var winner = answers.Count(answer => answer.IsDone);
        Promise.That(winner == 1 && answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed) == 1,
            $"race {round} with {etag}: {string.Join(" and ", answers.Select(answer => $"{(int)answer.Status} {answer.Code}"))}");
        var won = answers.Single(answer => answer.IsDone);
        await StandsAsync(one, won);
        if (one != other) await StandsAsync(other, won);
    }

    // The server that did not write may be asked for the version that the other one made.
    static async Task StandsAsync(CityServer server, Answer won)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Item, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("RiskMap-Min-Version", won.Version);
        var now = await Answer.OfAsync(server.Client, request);
        Promise.Same(now?.ETag, won.ETag, "ETag of the winner's feature");
        Promise.That(CityImage.SameFeature(now!.Text, won.Text), $"the winner wrote {won.Text}, but {now.Text} stands there");
    }

    static async Task<Answer> ChangeAsync(CityServer server, string etag, int round, int client, int headStart)
    {
        await Task.Delay(headStart);
        var content = new JsonObject { ["properties"] = new JsonObject { ["name"] = FormattableString.Invariant($"round {round} client {client}") } };
        var edit = new Edit(EditKind.Merge, "enterprises", 1, "seed-1", content, etag, FormattableString.Invariant($"race-{round}-{client}"));
        return await Answer.OfAsync(server.Client, edit.Request()) ?? throw new BrokenPromiseException("a write in a race got no answer");
    }
}
