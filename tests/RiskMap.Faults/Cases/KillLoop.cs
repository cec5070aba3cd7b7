using System.Text.Json;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>What a round does to the city while it is written to.</summary>
enum Fault
{
    ServerKilled,
    ServerKilledBesideCommand,
    CommandKilled,
    DatabaseCrashed,
}

/// <summary>One store through all rounds: writes, a fault, a restart, and the comparison with the model.</summary>
sealed class KillLoop : IAsyncDisposable
{
    const int Clients = 4;
    const int LongestStormMilliseconds = 250;
    const int RoundsBetweenCommands = 25;

    readonly StoreKind _kind;
    readonly string _store;
    readonly Random _random;
    readonly CommandHand _hand;
    readonly DutyOfficer _officer;
    readonly Dictionary<Fault, int> _faults = [];
    CityServer _server;
    WriteStorm _storm;
    long _audited;
    long _changeSets;
    int _rounds;

    KillLoop(StoreKind kind, string store, int seed, CityServer server, WriteStorm storm) =>
        (_kind, _store, _random, _server, _storm, _hand, _officer) = (kind, store, new Random(seed), server, storm, new CommandHand(store, kind.Folder, seed), new DutyOfficer(seed));

    /// <summary>The fault of the round that runs.</summary>
    public Fault LastFault { get; private set; }

    /// <summary>Errors that the server has logged since it was started last.</summary>
    public IEnumerable<string> LoggedErrors => _server.LoggedErrors;

    public static async Task<KillLoop> StartAsync(StoreKind kind, int seed)
    {
        var store = await kind.NewAsync();
        await SmallCity.FillAsync(store);
        await DutyOfficer.FillAsync(store);
        var server = await CityServer.StartAsync(store);
        return new KillLoop(kind, store, seed, server, await WriteStorm.OverAsync(server, Clients, seed)) { _audited = await new Ledger(store).VersionAsync() };
    }

    public async Task RunRoundAsync()
    {
        LastFault = Choose();
        _faults[LastFault] = _faults.GetValueOrDefault(LastFault) + 1;
        await DoAsync(LastFault);
        if (!_server.IsRunning) _server = await RestartAsync();
        await _server.BecomesReadyAsync();
        await _server.CatchUpAsync(_store);
        await _storm.SettleAsync(_server);
        foreach (var write in await _officer.SettleAsync(_server)) _storm.Expect(write);
        await AuditAsync();
        await _server.CatchUpAsync(_store);
        await _storm.CompareAsync(_server, "after the fault");
        await _hand.CompareAsync(_server, "after the fault");
        if (++_rounds % RoundsBetweenCommands == 0) await AskCommandsAsync();
    }

    public void Report(Scoreboard board, string name, int rounds, TimeSpan took)
    {
        board.Figure(name, "rounds", $"{rounds} ({string.Join(", ", _faults.OrderBy(fault => fault.Key).Select(fault => $"{fault.Key} {fault.Value}"))})");
        board.Figure(name, "acknowledged writes, all there", $"{_storm.Written}");
        board.Figure(name, "writes without an answer: whole / absent, each exactly once after repeating", $"{_storm.UnansweredButWhole} / {_storm.UnansweredAndAbsent}");
        board.Figure(name, "forces sent / without an answer: whole / absent, each there exactly once after repeating", $"{_officer.Sent} / {_officer.UnansweredButWhole} / {_officer.UnansweredAndAbsent}");
        board.Figure(name, "commands killed: whole / absent", $"{_hand.KilledButWhole} / {_hand.Killed - _hand.KilledButWhole}");
        board.Figure(name, "change sets audited", $"{_changeSets}");
        board.Figure(name, "minutes", $"{took.TotalMinutes:0.0}");
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    Fault Choose() => _random.Next(100) switch
    {
        < 10 => Fault.ServerKilledBesideCommand,
        < 20 => Fault.CommandKilled,
        < 30 when _kind.Cluster is not null => Fault.DatabaseCrashed,
        _ => Fault.ServerKilled,
    };

    async Task DoAsync(Fault fault)
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(_storm.WriteAsync(_server, stop.Token), _officer.WriteAsync(_server, stop.Token));
        try
        {
            var command = fault is Fault.CommandKilled or Fault.ServerKilledBesideCommand ? _hand.ActAsync(kill: fault == Fault.CommandKilled) : Task.CompletedTask;
            await Task.Delay(_random.Next(LongestStormMilliseconds));
            if (fault is Fault.ServerKilled or Fault.ServerKilledBesideCommand) await _server.KillAsync();
            if (fault == Fault.DatabaseCrashed) await _kind.Cluster!.HaltAsync("immediate");
            if (fault == Fault.DatabaseCrashed) await _kind.Cluster!.ResumeAsync();
            await command;
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    async Task<CityServer> RestartAsync()
    {
        await _server.DisposeAsync();
        return await CityServer.StartAsync(_store);
    }

    async Task AuditAsync()
    {
        var entries = await _storm.AuditAsync(_store, _audited);
        _audited += entries;
        _changeSets += entries;
    }

    async Task AskCommandsAsync()
    {
        await Installation.SucceedAsync(_store, "check", "--json");
        var changes = await Installation.SucceedAsync(_store, "changes", "--json");
        using var list = JsonDocument.Parse(changes.Output);
        Promise.Same(list.RootElement[0].GetProperty("id").GetInt64(), _audited, "newest change set of riskmap changes");
    }
}
