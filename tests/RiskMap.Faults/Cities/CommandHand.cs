using System.Diagnostics;
using System.Globalization;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cities;

/// <summary>
/// A person at the command line who imports a dozen places and sometimes takes an import back; the command may be killed at any moment. Only this hand
/// writes places, so that what must stand there is known.
/// </summary>
sealed class CommandHand(string store, string folder, int seed)
{
    const int RowsOfAnImport = 12;
    const int Keys = 40;

    readonly Random _random = new(seed);
    (long ChangeSet, Dictionary<string, Draft> Before)? _lastImport;
    Dictionary<string, Draft> _places = new(StringComparer.Ordinal);
    TimeSpan _usual = TimeSpan.FromSeconds(1);
    int _commands;

    /// <summary>Commands that were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>Killed commands that had done their work whole.</summary>
    public int KilledButWhole { get; private set; }

    /// <summary>Imports or takes back; with <paramref name="kill"/> the command is killed at a random moment, and run again after it was judged.</summary>
    public Task ActAsync(bool kill) => _lastImport is { } import && _random.Next(3) == 0 ? UndoAsync(import.ChangeSet, import.Before, kill) : ImportAsync(kill);

    /// <summary>Places must be what this hand's commands made of them.</summary>
    public async Task CompareAsync(CityServer server, string what)
    {
        var found = (await CityImage.ReadAsync(server, SmallCity.PlacesLayer)).Features.Values.ToDictionary(place => place.Key, place => place.Text, StringComparer.Ordinal);
        Promise.That(found.Keys.Order(StringComparer.Ordinal).SequenceEqual(_places.Keys.Order(StringComparer.Ordinal)),
            $"{what}: places are {string.Join(' ', found.Keys.Order(StringComparer.Ordinal))}, not {string.Join(' ', _places.Keys.Order(StringComparer.Ordinal))}");
        foreach (var (key, draft) in _places)
        {
            var import = new Edit(EditKind.Insert, SmallCity.PlacesLayer, 0, key, draft.ToJson(), null, "");
            Promise.That(import.IsShownBy(null, found[key]), $"{what}: place {key} is {found[key]}, not {import.Content}");
        }
    }

    async Task ImportAsync(bool kill)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"places-{seed}-{++_commands}.geojson");
        var file = Path.Combine(folder, name);
        var rows = Enumerable.Range(0, RowsOfAnImport).Select(_ => FormattableString.Invariant($"place-{_random.Next(Keys)}")).Distinct(StringComparer.Ordinal)
            .ToDictionary(key => key, key => Drafts.Of(SmallCity.PlacesLayer, _random, key), StringComparer.Ordinal);
        await File.WriteAllTextAsync(file, SmallCity.Collection(rows.Values.Select(draft => draft.ToJson())));
        var version = await new Ledger(store).VersionAsync();
        var made = await RunAsync(kill, version, entry => entry.File == name, "import", SmallCity.PlacesLayer, file);
        _lastImport = (made, _places);
        _places = new(_places, StringComparer.Ordinal);
        foreach (var (key, draft) in rows) _places[key] = draft;
        File.Delete(file);
    }

    // What was imported before that is refused: the undo has touched the same places.
    async Task UndoAsync(long changeSet, Dictionary<string, Draft> before, bool kill)
    {
        var version = await new Ledger(store).VersionAsync();
        await RunAsync(kill, version, entry => entry.Undoes == changeSet, "undo", changeSet.ToString(CultureInfo.InvariantCulture));
        (_places, _lastImport) = (before, null);
    }

    /// <summary>Runs a command, killed or not, until its change set stands in the log exactly once; returns its id.</summary>
    async Task<long> RunAsync(bool kill, long version, Func<LedgerEntry, bool> isMine, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        var command = Installation.Start(store, arguments);
        if (kill)
        {
            await Task.WhenAny(Task.Delay(_usual * (0.3 + _random.NextDouble())), command.WaitForExitAsync());
            if (!command.HasExited) command.Kill();
        }

        var ended = await Installation.EndAsync(command);
        var wasKilled = kill && ended.ExitCode != 0;
        Promise.That(wasKilled || ended.ExitCode == 0, $"riskmap {string.Join(' ', arguments)} ended with {ended.ExitCode}: {ended.Error}");
        if (!wasKilled) _usual = (_usual + clock.Elapsed) / 2;
        var mine = await MineAsync(version, isMine);
        if (wasKilled) Killed++;
        if (wasKilled && mine is not null) KilledButWhole++;
        if (wasKilled && mine is null) return await RunAsync(kill: false, version, isMine, arguments);
        return mine ?? throw new BrokenPromiseException($"riskmap {string.Join(' ', arguments)} succeeded but left no change set");
    }

    async Task<long?> MineAsync(long version, Func<LedgerEntry, bool> isMine)
    {
        var mine = (await new Ledger(store).AuditAsync(version)).Where(isMine).ToList();
        Promise.That(mine.Count <= 1, $"one command left {mine.Count} change sets");
        return mine.Count == 1 ? mine[0].Id : null;
    }
}
