using System.Collections.Frozen;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>What both stores have in common: the order of versions, change sets, history, undo and copies. Safe for concurrent use.</summary>
abstract class SqlCityStore(IReadOnlyList<LayerTable> layers, string atMilliseconds) : ICityStore
{
    /// <summary>Up to so many changes are always handed out one by one; beyond, a layer is read anew when over a quarter changed.</summary>
    const long SmallChange = 10_000;

    /// <summary>More rows than any layer has: which ones changed is not known.</summary>
    const long Everything = long.MaxValue;

    volatile FrozenDictionary<string, LayerTable> _tables = layers.ToFrozenDictionary(layer => layer.Schema.Name, StringComparer.Ordinal);
    Func<LastReading?> _lastReading = () => null;

    public abstract string Description { get; }

    public abstract bool IsReadOnly { get; init; }

    public Task<StoreState> StateAsync(CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginReadAsync(cancellation);
        return session.State;
    });

    public Task<ICityReading> ReadAsync(CancellationToken cancellation) =>
        Guarded(async () => (ICityReading)new SqlReading(await BeginReadAsync(cancellation), Table, atMilliseconds));

    public Task<ICityReading> ReadAsOfAsync(long version, CancellationToken cancellation) => Guarded(async () =>
    {
        var session = await BeginReadAsync(cancellation);
        try
        {
            return (ICityReading)new SqlReadingAsOf(session, AsOf.State(session, version), Table, atMilliseconds);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    });

    public Task<long> VersionAtAsync(DateTimeOffset time, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginReadAsync(cancellation);
        return Retention.VersionAt(session, atMilliseconds, time);
    });

    public Task<IReadOnlyList<FeatureDifference>> DiffAsync(LayerSchema layer, long from, long to, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginReadAsync(cancellation);
        foreach (var version in new[] { from, to }) AsOf.State(session, version);
        return (IReadOnlyList<FeatureDifference>)AsOf.Differences(session, Table(layer), from, to);
    });

    public Task<int?> KeepDaysAsync(CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginReadAsync(cancellation);
        return Retention.KeepDays(session);
    });

    public Task SetKeepDaysAsync(int? days, CancellationToken cancellation) => Guarded(() =>
        UpkeepAsync(session => session.ExecuteAsync("UPDATE riskmap_state SET keep_days = @days", cancellation, ("days", days)), cancellation));

    public Task<PruneReport> PruneAsync(DateTimeOffset before, bool dryRun, CancellationToken cancellation) => Guarded(async () =>
    {
        PruneReport report;
        await using (var session = await BeginReadAsync(cancellation))
        {
            var from = Math.Max(AsOf.HistoryFrom(session), Retention.VersionAt(session, atMilliseconds, before));
            report = Retention.Report(session, Layers, atMilliseconds, from);
        }

        if (dryRun) return report;
        // First nobody may ask for the versions any more, then their images go, layer by layer so that writers wait for one layer at most.
        await UpkeepAsync(session => session.ExecuteAsync(
            "UPDATE riskmap_state SET log_from = @from WHERE log_from < @from", cancellation, ("from", report.HistoryFrom)), cancellation);
        foreach (var layer in Layers.Where(layer => report.Layers.Any(pruned => pruned.Layer == layer.Schema.Name)))
            await UpkeepAsync(session => Retention.DropAsync(session, layer, report.HistoryFrom, cancellation), cancellation);
        return report;
    });

    public Task<WriteOutcome> WriteAsync(ChangeNote note, Func<ICityWriter, Task> write, CancellationToken cancellation) =>
        Guarded(() => WriteCoreAsync(note, writer => write(writer), cancellation));

    public Task<WriteOutcome> UndoAsync(long changeSet, ChangeNote note, CancellationToken cancellation) => Guarded(() =>
        WriteCoreAsync(note with { Undoes = changeSet }, writer => writer.UndoAsync(changeSet, Layers, atMilliseconds, cancellation), cancellation));

    public Task<ChangesSince?> ChangesSinceAsync(long version, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginReadAsync(cancellation);
        if (version > session.State.Version) return null;
        if (version == session.State.Version) return new ChangesSince(session.State, []);
        if (version < await session.NumberAsync("SELECT log_from FROM riskmap_state", cancellation)) return null;
        var changes = new List<LayerChanges>();
        foreach (var (name, touched) in Touched(session, version))
            if (_tables.TryGetValue(name, out var layer)) changes.Add(await ChangesAsync(session, layer, version, touched, cancellation));
        return new ChangesSince(session.State, changes);
    });

    public Task<IReadOnlyList<ChangeSet>> ChangeSetsAsync(CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginReadAsync(cancellation);
        return (IReadOnlyList<ChangeSet>)ChangeSets.Read(session.Connection, atMilliseconds, "DESC");
    });

    public Task<IReadOnlyList<HistoryImage>> HistoryAsync(LayerSchema layer, long id, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginReadAsync(cancellation);
        var images = new List<HistoryImage>();
        if (session.Find(Table(layer), id) is { } now) images.Add(new(layer.Name, now, ChangeKind.Insert, now.Revision));
        images.AddRange(session.History(Table(layer), $"WHERE id = {id}", LayerTable.NewestFirst));
        return (IReadOnlyList<HistoryImage>)images;
    });

    public Task<RestoreReport> RestoreAsync(ICityReading source, bool replace, IProgress<string>? progress, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = await BeginWriteAsync(cancellation);
        var writer = Writer(session);
        if (replace) await ClearAsync(session, writer, cancellation);
        else await RequireEmptyAsync(session, cancellation);
        var report = await new Restore(session, writer, source, progress).RunAsync(Layers, ChangeSetTime, cancellation);
        await EndWriteAsync(session, [], session.Version, Layers, cancellation);
        await session.ExecuteAsync("UPDATE riskmap_state SET version = @v, log_from = @from, keep_days = @keep, epoch = @epoch, city = @city", cancellation,
            ("v", source.State.Version), ("from", source.HistoryFrom), ("keep", source.KeepDays), ("epoch", NewToken()), ("city", source.State.City is { } city ? CityJson.Write(city) : null));
        await CommitAsync(session, cancellation);
        return report;
    });

    public abstract IAsyncEnumerable<long> WatchAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    /// <summary>A new random token for store ids and epochs.</summary>
    internal static string NewToken() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    /// <summary>Opens a reading transaction on one consistent version.</summary>
    private protected abstract Task<SqlSession> BeginReadAsync(CancellationToken cancellation);

    /// <summary>Opens the writing transaction under the version row's lock, its next version taken.</summary>
    private protected abstract Task<SqlSession> BeginWriteAsync(CancellationToken cancellation);

    /// <summary>Opens a writing transaction that takes no version, for what is no change of the city.</summary>
    private protected abstract Task<SqlSession> BeginUpkeepAsync(CancellationToken cancellation);

    /// <summary>Runs the last statements of a writing transaction, which leaves a version behind.</summary>
    private protected abstract Task EndWriteAsync(
        SqlSession session, IEnumerable<Statement> statements, long version, IEnumerable<LayerTable> touched, CancellationToken cancellation);

    private protected abstract SqlWriter Writer(SqlSession session);

    /// <summary>A change set's time as the store's parameter.</summary>
    private protected abstract object ChangeSetTime(DateTimeOffset time);

    /// <summary>What to throw instead of a failure of the database, or null when it is none that a person can mend.</summary>
    private protected abstract StoreException? Explain(Exception exception);

    /// <summary>True when a COMMIT that failed in this way may have been carried out all the same.</summary>
    private protected abstract bool IsOutcomeUnknown(Exception exception);

    LayerTable Table(LayerSchema layer) => _tables.GetValueOrDefault(layer.Name) ?? throw new ArgumentException(
        $"layer '{layer.Name}' is not in the store {Description}", nameof(layer));

    /// <summary>The layers' tables as they stand.</summary>
    private protected IReadOnlyList<LayerTable> Layers { get; private set; } = layers;

    /// <summary>Takes over tables that were mended or have grown columns of users.</summary>
    private protected void Take(IReadOnlyList<LayerTable> tables) =>
        (Layers, _tables) = (tables, tables.ToFrozenDictionary(layer => layer.Schema.Name, StringComparer.Ordinal));

    public void RememberBy(Func<LastReading?> lastReading) => _lastReading = lastReading;

    /// <summary>What this program last read, or null.</summary>
    private protected LastReading? LastReading => _lastReading();

    private protected LayerTable TableOf(LayerSchema layer) => Table(layer);

    async Task<bool> UpkeepAsync(Func<SqlSession, Task> work, CancellationToken cancellation)
    {
        await using var session = await BeginUpkeepAsync(cancellation);
        await work(session);
        await CommitAsync(session, cancellation);
        return true;
    }

    async Task<WriteOutcome> WriteCoreAsync(ChangeNote note, Func<SqlWriter, Task> write, CancellationToken cancellation)
    {
        await using var session = await BeginWriteAsync(cancellation);
        if (note.Request is { } request && Requests.Find(session.Connection, request) is { } done)
            return new(session.State, done.ChangeSet) { Answer = done.Answer, Replayed = true };
        var writer = Writer(session);
        await write(writer);
        if (!writer.Changed && note.Request is null) return new(session.State, ChangeSet: null) { Answer = writer.Answer };
        await EndWriteAsync(session, LastStatements(session, writer, note, DateTimeOffset.UtcNow), writer.Changed ? session.Version : session.State.Version,
            Layers.Where(layer => writer.Counts.ContainsKey(layer.Schema.Name)), cancellation);
        await CommitAsync(session, cancellation);
        if (!writer.Changed) return new(session.State, ChangeSet: null) { Answer = writer.Answer };
        var state = session.State with { Version = session.Version, City = writer.City };
        return new(state, session.Version) { Answer = writer.Answer, Changes = writer.Changes.LeadingTo(state) };
    }

    IEnumerable<Statement> LastStatements(SqlSession session, SqlWriter writer, ChangeNote note, DateTimeOffset now) =>
    [
        .. writer.Changed ? ChangeSets.Insert(new(session.Version, now, note, writer.Counts) { CityBefore = writer.CityBefore }, ChangeSetTime(now)) : [],
        .. note.Request is { } request ? Requests.Keep(new(request, writer.Changed ? session.Version : null, writer.Answer, now), ChangeSetTime) : [],
    ];

    /// <summary>Rows touched by layer; everything (the layer is to be read anew) where a change set has no complete images.</summary>
    static List<(string Layer, long Touched)> Touched(SqlSession session, long version) => session.Connection.List("""
        SELECT layer, SUM(inserted + updated + deleted), MAX(CASE WHEN incomplete THEN 1 ELSE 0 END) FROM riskmap_change_counts JOIN riskmap_change_sets ON id = change_set
        WHERE change_set > @v GROUP BY layer ORDER BY layer
        """, row => (row.GetString(0), row.GetInt32(2) == 1 ? Everything : Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture)), ("v", version));

    static async Task<LayerChanges> ChangesAsync(SqlSession session, LayerTable layer, long version, long touched, CancellationToken cancellation)
    {
        if (touched == Everything || (touched > SmallChange && touched * 4 > await session.NumberAsync($"SELECT COUNT(*) FROM {layer.Name}", cancellation)))
            return new(layer.Schema, Whole: true, [], []);
        var upserts = session.Features(layer, $"WHERE revision > {version}");
        return new(layer.Schema, Whole: false, upserts, session.Connection.List(layer.SelectDeletedSince, row => row.GetInt64(0), ("v", version)));
    }

    async Task ClearAsync(SqlSession session, SqlWriter writer, CancellationToken cancellation)
    {
        foreach (var layer in Layers) await writer.ClearAsync(layer, cancellation);
        foreach (var table in new[] { "riskmap_change_counts", "riskmap_change_sets", "riskmap_requests" })
            await session.ExecuteAsync($"DELETE FROM {table}", cancellation);
    }

    async Task RequireEmptyAsync(SqlSession session, CancellationToken cancellation)
    {
        var empty = session.State is { Version: 0, City: null };
        foreach (var layer in Layers) empty = empty && await session.NumberAsync($"SELECT 1 FROM {layer.Name} LIMIT 1", cancellation) is null;
        if (!empty) throw new InvalidOperationException($"the store {Description} already holds a city; restore into a new one");
    }

    /// <summary>Commits; a lost answer is told as such, since the change may stand.</summary>
    async Task CommitAsync(SqlSession session, CancellationToken cancellation)
    {
        try
        {
            await session.CommitAsync(cancellation);
        }
        catch (Exception e) when (IsOutcomeUnknown(e))
        {
            throw StoreUnavailableException.UnknownOutcome(Description, e);
        }
    }

    private protected async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not StoreException && Explain(e) is { } refusal)
        {
            throw refusal;
        }
    }
}
