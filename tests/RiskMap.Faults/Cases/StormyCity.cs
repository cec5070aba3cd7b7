using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>A small city with its server and clients that write to it.</summary>
sealed class StormyCity : IAsyncDisposable
{
    readonly string _store;
    long _audited;

    StormyCity(string store, CityServer server, WriteStorm storm, long audited) => (_store, Server, Storm, _audited) = (store, server, storm, audited);

    public CityServer Server { get; }

    public WriteStorm Storm { get; }

    /// <summary>Fills a new store and serves it.</summary>
    public static async Task<StormyCity> StartAsync(string store, int clients, int seed)
    {
        await SmallCity.FillAsync(store);
        var server = await CityServer.StartAsync(store);
        return new StormyCity(store, server, await WriteStorm.OverAsync(server, clients, seed), await new Ledger(store).VersionAsync());
    }

    /// <summary>Settles what has no answer, and holds log, history and rows against the model. Returns the number of change sets audited.</summary>
    public async Task<int> JudgeAsync(string what)
    {
        await Server.CatchUpAsync(_store);
        await Storm.SettleAsync(Server);
        var audited = await Storm.AuditAsync(_store, _audited);
        _audited += audited;
        await Storm.CompareAsync(Server, what);
        return audited;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
