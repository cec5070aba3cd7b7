using System.Net;
using Npgsql;
using RiskMap.City.Store;
using RiskMap.Server.Http;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.ItemClient;

namespace RiskMap.Server.Tests.Hosting;

/// <summary>The database is cut off while the server runs (decision 12): reading goes on, writing waits, nothing is restarted.</summary>
public sealed class StoreAwayTests
{
    [PostgisFact]
    public async Task While_the_store_is_away_reading_goes_on_and_says_so_and_writing_is_503()
    {
        await using var cut = await CutCity.CreateAsync();
        var city = cut.City;
        cut.Proxy.Cut();
        await UntilAsync(async () => (await city.GetAsync(Items)).Headers.ContainsKey("RiskMap-Stale-Since"));
        foreach (var path in new[] { "/", "/collections", Items, Items + "/1", "/tiles/9/424/219.mvt", "/districts/risk", "/healthz" })
            (await city.GetAsync(path)).Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.NoContent], path);
        (await city.ExecuteAsync("district-risk", "{}")).ShouldBe(HttpStatusCode.OK);
        (await city.GetAsync("/readyz?lang=en")).ShouldBe(HttpStatusCode.OK).Json["warning"]!.GetValue<string>().ShouldStartWith("Since ");
        (await city.GetAsync("/metrics")).Body.ShouldContain("riskmap_store_up 0\n");
        var refused = await city.PostAsync(Feature(), ("Idempotency-Key", "k-1"));
        refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "store-away");
        refused.Headers.ShouldContain(header => header.Key == "Retry-After");

        cut.Proxy.Mend();
        await UntilAsync(async () => !(await city.GetAsync(Items)).Headers.ContainsKey("RiskMap-Stale-Since"));
        (await city.PostAsync(Feature(), ("Idempotency-Key", "k-1"))).ShouldBe(HttpStatusCode.Created);
        (await city.GetAsync("/metrics")).Body.ShouldContain("riskmap_store_up 1\n");
        city.Log.Troubles.Count(line => line.Contains("The store is away", StringComparison.Ordinal)).ShouldBe(1);
        city.Log.Lines.ShouldContain(line => line.Contains("The store is back", StringComparison.Ordinal));
    }

    [PostgisFact]
    public async Task Readers_of_live_events_are_told_when_the_store_goes_and_when_it_is_back()
    {
        await using var cut = await CutCity.CreateAsync();
        await using var live = await EventStream.OpenAsync(cut.City.Client);
        (await live.NextAsync("version")).Data.AsObject().ShouldNotContainKey("staleSince");
        cut.Proxy.Cut();
        (await live.NextAsync("stale")).Data["staleSince"]!.GetValue<string>().ShouldNotBeEmpty();
        cut.Proxy.Mend();
        (await live.NextAsync("fresh")).Data.AsObject().ShouldNotContainKey("staleSince");
    }

    [PostgisFact]
    public Task Where_the_answer_to_COMMIT_is_lost_the_repetition_is_answered() => CutAtCommitAsync(arrives: true);

    [PostgisFact]
    public Task Where_COMMIT_itself_is_lost_the_repetition_writes() => CutAtCommitAsync(arrives: false);

    static async Task CutAtCommitAsync(bool arrives)
    {
        await using var cut = await CutCity.CreateAsync();
        var city = cut.City;
        cut.Proxy.CutAtCommit(arrives);
        (await city.PostAsync(Feature(), ("Idempotency-Key", "c-1"))).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "outcome-unknown")["remedy"]!.GetValue<string>().ShouldContain("Idempotency-Key");
        cut.Proxy.Mend();
        ItemReply? again = null;
        await UntilAsync(async () => (again = await city.PostAsync(Feature(), ("Idempotency-Key", "c-1"))).Status != HttpStatusCode.ServiceUnavailable);
        again!.ShouldBe(HttpStatusCode.Created).Headers.ContainsKey("Idempotency-Replayed").ShouldBe(arrives);
        var made = (await city.GetAsync(again.Headers["Location"])).ShouldBe(HttpStatusCode.OK);
        made.Body.ShouldBe(again.Body);
        await UntilAsync(async () => (await city.GetJsonAsync(Items))["numberMatched"]!.GetValue<int>() == 2);
    }

    [PostgisFact]
    public async Task When_all_connections_are_taken_writes_are_told_to_come_again()
    {
        await using var cut = await CutCity.CreateAsync(settings => (settings.Pooling, settings.MaxPoolSize, settings.Timeout) = (true, 2, 1));
        await using var holder = new NpgsqlConnection(cut.Direct);
        await holder.OpenAsync();
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("SELECT 1 FROM riskmap_state FOR UPDATE", holder);
            await hold.ExecuteNonQueryAsync();
            var waiting = Enumerable.Range(0, 4).Select(i => cut.City.PostAsync(Feature($$"""{"name":"厂{{i}}"}"""))).ToList();
            (await (await Task.WhenAny(waiting))).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "store-busy");
            await transaction.RollbackAsync();
            (await Task.WhenAll(waiting)).ShouldAllBe(reply => reply.Status == HttpStatusCode.Created || reply.Status == HttpStatusCode.ServiceUnavailable);
        }
    }

    [Theory]
    [InlineData(StoreTrouble.Away, "store-away")]
    [InlineData(StoreTrouble.Busy, "store-busy")]
    [InlineData(StoreTrouble.Full, "store-full")]
    [InlineData(StoreTrouble.ReadOnly, "store-read-only")]
    [InlineData(StoreTrouble.Damaged, "store-damaged")]
    [InlineData(StoreTrouble.Denied, "store-denied")]
    [InlineData(StoreTrouble.OutcomeUnknown, "outcome-unknown")]
    public void Each_trouble_of_the_store_is_503_under_its_own_name(StoreTrouble trouble, string code)
    {
        var problem = ProblemTable.Of(new StoreUnavailableException(trouble, ("忙", "busy")));
        (problem.Status, problem.Code).ShouldBe((503, code));
        problem.RetryAfterSeconds.ShouldNotBeNull();
        problem.Remedy.En.ShouldNotBeEmpty();
    }

    static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await condition()) return;
            await Task.Delay(50);
        }

        throw new TimeoutException("it did not come about");
    }

    /// <summary>A city in PostGIS behind a cable that can be cut.</summary>
    sealed class CutCity : IAsyncDisposable
    {
        readonly TestDatabase _database;

        CutCity(TestDatabase database, CutProxy proxy, TestCity city) => (_database, Proxy, City) = (database, proxy, city);

        public CutProxy Proxy { get; }

        public TestCity City { get; }

        public string Direct => _database.ConnectionString;

        public static async Task<CutCity> CreateAsync(Action<NpgsqlConnectionStringBuilder>? set = null)
        {
            var database = await TestDatabase.CreateAsync();
            await using (var store = await CityStores.OpenAsync(database.ConnectionString, CancellationToken.None)) await TestCity.FillAsync(store, draft => draft.Town().Enterprises(1));
            var proxy = new CutProxy(new NpgsqlConnectionStringBuilder(database.ConnectionString).Port);
            var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = proxy.Port, SslMode = SslMode.Disable };
            set?.Invoke(settings);
            return new(database, proxy, await TestCity.Over(settings.ConnectionString));
        }

        public async ValueTask DisposeAsync()
        {
            // The test has looked at the log; what a cut leaves in it is no trouble.
            City.Log.Forget();
            await City.DisposeAsync();
            await Proxy.DisposeAsync();
            await _database.DisposeAsync();
        }
    }
}
