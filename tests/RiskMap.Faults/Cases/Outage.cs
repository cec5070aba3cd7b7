using System.Diagnostics;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>PostGIS is away for minutes: reads go on, writes are refused for now, and all is well again without a restart.</summary>
static class Outage
{
    static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A database that does not answer at all is given up within this time; a pulled cable looks so.</summary>
    static readonly TimeSpan PatienceWithSilence = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(FaultOptions options, Scoreboard board)
    {
        var full = options.Extent.Outage;
        await RunAsync(options, board, "outage: PostgreSQL stopped", full, (cluster, _) => cluster.HaltAsync("fast"), (cluster, _) => cluster.ResumeAsync());
        await RunAsync(options, board, "outage: connections dropped", full / 4, (_, cut) => Become(cut, Network.Drops), (_, cut) => Become(cut, Network.Passes));
        await RunAsync(options, board, "outage: network silent", full / 4, (_, cut) => Become(cut, Network.Hangs), (_, cut) => Become(cut, Network.Passes));
    }

    static Task Become(NetworkCut cut, Network state)
    {
        cut.Become(state);
        return Task.CompletedTask;
    }

    static Task RunAsync(FaultOptions options, Scoreboard board, string name, TimeSpan time, Func<PostgisCluster, NetworkCut, Task> begin, Func<PostgisCluster, NetworkCut, Task> end) => board.RunAsync(name, async () =>
    {
        await using var kind = await StoreKind.PostgisAsync("outage");
        var store = await kind.NewAsync();
        await SmallCity.FillAsync(store);
        await using var cut = new NetworkCut(kind.Cluster!.Port);
        await using var server = await CityServer.StartAsync(kind.Cluster.Through(store, cut.Port));
        var storm = await WriteStorm.OverAsync(server, 1, options.Seed);
        var audited = await new Ledger(store).VersionAsync();
        await storm.WriteAsync(server, 5, CancellationToken.None);
        await using var readers = new Readers(server);
        var clock = Stopwatch.StartNew();
        await begin(kind.Cluster, cut);
        var refused = await RefuseWritesAsync(storm, server, time);
        Promise.That(readers.Stale > 0, $"no answer told that the store is away");
        var away = clock.Elapsed;
        await end(kind.Cluster, cut);
        var back = await ComeBackAsync(storm, server);
        await readers.EndAsync(name);
        await storm.WriteAsync(server, 20, CancellationToken.None);
        await storm.AuditAsync(store, audited);
        await storm.CompareAsync(server, "after the outage");
        board.Figure(name, "reads / failed", $"{readers.Reads} / 0 in {away.TotalSeconds:0} s without the database");
        board.Figure(name, "slowest read", $"{readers.Slowest.TotalMilliseconds:0} ms");
        board.Figure(name, "writes refused with 503 and Retry-After", $"{refused}");
        board.Figure(name, "first write and no stale header after the return", $"{back.TotalSeconds:0.0} s");
    });

    // One write is tried again and again under its key. The first may be on its way when the fault begins.
    static async Task<int> RefuseWritesAsync(WriteStorm storm, CityServer server, TimeSpan time)
    {
        var (clock, refused) = (Stopwatch.StartNew(), 0);
        while (clock.Elapsed < time)
        {
            var begin = clock.Elapsed;
            var answer = await storm.TryOneAsync(server);
            Promise.That(answer is not null, $"a write got no answer at all");
            Promise.That(answer!.MayBeRepeated, $"a write was answered with {(int)answer.Status} while the database was away");
            Promise.That(answer.RetryAfter is not null, $"503 without Retry-After: {answer.Text}");
            Promise.That(clock.Elapsed - begin < PatienceWithSilence, $"a write waited {(clock.Elapsed - begin).TotalSeconds:0} s for its 503");
            refused++;
            await Task.Delay(BetweenWrites);
        }

        return refused;
    }

    static async Task<TimeSpan> ComeBackAsync(WriteStorm storm, CityServer server)
    {
        var clock = Stopwatch.StartNew();
        await Promise.BecomesTrueAsync(async () => await storm.TryOneAsync(server) is { IsDone: true }, Patience, "a write is done after the return");
        await Promise.BecomesTrueAsync(async () => await Answer.ToGetAsync(server.Client, "readyz") is { Stale: false }, Patience, "the stale header goes after the return");
        return clock.Elapsed;
    }
}
