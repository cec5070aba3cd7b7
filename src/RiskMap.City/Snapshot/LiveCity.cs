using RiskMap.City.Snapshot.Changes;
using RiskMap.City.Store;

namespace RiskMap.City.Snapshot;

/// <summary>
/// The city as a server holds it: the newest snapshot, writes that are published before they are answered, and a follower of what others write
/// (design, decisions 1, 5 and 6). Reads take <see cref="Current"/> and never wait. Thread-safe.
/// </summary>
public sealed class LiveCity : IAsyncDisposable
{
    // An idle wait for a version looks itself this often, should a notification be lost.
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan FollowAgain = TimeSpan.FromSeconds(1);

    // Reading a quarter of a large layer's rows takes seconds; beyond this nobody is there.
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    readonly ICityStore _store;
    readonly SemaphoreSlim _publishing = new(1, 1);
    readonly CancellationTokenSource _stop = new();
    readonly LayerMerger _merger;
    readonly TimeProvider _time;
    volatile CitySnapshot _current;
    volatile TaskCompletionSource _news = NewSignal();
    Task _following = Task.CompletedTask;
    string _life;

    LiveCity(ICityStore store, StoreState state, CitySnapshot current, TimeProvider time)
    {
        (_store, _life, _current, _time) = (store, LifeOf(state), current, time);
        _merger = new(PublishMergedAsync);
        Changes = new(current.Version);
    }

    /// <summary>The newest snapshot.</summary>
    public CitySnapshot Current => _current;

    /// <summary>The last changes, up to <see cref="Current"/> or one further: a change stands here just before its snapshot does.</summary>
    public ChangeLog Changes { get; }

    /// <summary>
    /// Done when the next snapshot stands, or when the store went away or came back. Take it before you look, so that nothing falls between the two.
    /// </summary>
    public Task NextNews => _news.Task;

    /// <summary>The store behind it, for history and change sets.</summary>
    public ICityStore Store => _store;

    /// <summary>Since when the store cannot be followed, or null while all is well. Reads go on meanwhile.</summary>
    public DateTimeOffset? StaleSince { get; private set; }

    /// <summary>Why it cannot be followed, for the log.</summary>
    public Exception? StaleReason { get; private set; }

    /// <summary>Raised when the store goes away, with the time, and with null when it is back; handlers must be quick.</summary>
    public event Action<DateTimeOffset?>? StaleChanged;

    /// <summary>Raised after a new snapshot stands; handlers must be quick.</summary>
    public event Action<CitySnapshot>? Published;

    /// <summary>Loads the city and starts to follow the store.</summary>
    public static async Task<LiveCity> OpenAsync(ICityStore store, CancellationToken cancellation, TimeProvider? time = null)
    {
        await using var reading = await store.ReadAsync(cancellation);
        var snapshot = await Task.Run(() => CitySnapshot.Load(reading, cancellation), cancellation);
        var live = new LiveCity(store, reading.State, snapshot, time ?? TimeProvider.System);
        store.RememberBy(live.LastReading);
        live._following = Task.Run(live.FollowAsync, CancellationToken.None);
        return live;
    }

    /// <summary>Writes to the store and publishes the snapshot with it before it returns.</summary>
    /// <remarks>
    /// What is committed is never answered with a failure: where the store goes away between the commit and the publishing, the follower publishes later.
    /// </remarks>
    /// <exception cref="StoreException">The store refused, or is known to be away; nothing changed.</exception>
    public async Task<WriteOutcome> WriteAsync(ChangeNote note, Func<ICityWriter, Task> write, CancellationToken cancellation)
    {
        // A silent network would keep each writer waiting; the follower, which asks all the time, knows already.
        if (StaleSince is not null && StaleReason is StoreUnavailableException { Trouble: StoreTrouble.Away } away)
            throw new StoreUnavailableException(away.Trouble, away.Text, away);
        var outcome = await _store.WriteAsync(note, write, cancellation);
        if (outcome.ChangeSet is null)
            return outcome;
        try
        {
            await ReachAsync(outcome.State.Version, cancellation, outcome.Changes);
        }
        catch (Exception error) when (IsAway(error))
        {
            MarkStale(error);
        }
        catch (OperationCanceledException)
        {
            // Committed all the same; the follower publishes it.
        }
        return outcome;
    }

    /// <summary>Brings <see cref="Current"/> to the store's version and returns it.</summary>
    public Task<CitySnapshot> CatchUpAsync(CancellationToken cancellation) => ReachAsync(long.MaxValue, cancellation);

    /// <summary>Waits until a version of this life of the store stands; false when it did not within the time.</summary>
    public async Task<bool> WaitForAsync(long version, TimeSpan patience, CancellationToken cancellation)
    {
        if (_current.Version.Version >= version)
            return true;
        return await WithinAsync(patience, async limit =>
        {
            // The signal is taken before the look, so that no publication falls between the two.
            for (var news = NextNews; (await ReachAsync(version, limit)).Version.Version < version; news = NextNews)
                await Task.WhenAny(news, Task.Delay(LookAgain, _time, limit)).Unwrap();
        }, cancellation) || _current.Version.Version >= version;
    }

    /// <summary>Asks the store now, so that the reader sees all that was committed before the call; false when the store did not answer within the time.</summary>
    public Task<bool> RefreshAsync(TimeSpan patience, CancellationToken cancellation) => WithinAsync(patience, CatchUpAsync, cancellation);

    /// <summary>Runs a question to the store; false when it was not answered within the time.</summary>
    static async Task<bool> WithinAsync(TimeSpan patience, Func<CancellationToken, Task> ask, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await ask(limit.Token);
            return true;
        }
        catch (Exception error) when (IsAway(error) || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    static bool IsAway(Exception error) => error is StoreException or System.Data.Common.DbException;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        await _merger.DisposeAsync();
        await _store.DisposeAsync();
        _publishing.Dispose();
        _stop.Dispose();
    }

    // Many may wait for the same version: the first one asks the store, the others find it there.
    // The changes of an own write that follows right on the current version need no question at all.
    async Task<CitySnapshot> ReachAsync(long version, CancellationToken cancellation, ChangesSince? own = null)
    {
        await _publishing.WaitAsync(cancellation);
        try
        {
            if (_current.Version.Version >= version)
                return _current;
            var changes = own is not null && LifeOf(own.State) == _life && own.State.Version == _current.Version.Version + 1
                ? own
                : await AskAsync(_current.Version.Version, cancellation);
            if (changes is not null && LifeOf(changes.State) == _life && changes.State.Version == _current.Version.Version)
                return _current;
            if (changes is null || LifeOf(changes.State) != _life || changes.Layers.Any(layer => layer.Whole))
                await ReloadAsync(changes, cancellation);
            else
                Follow(changes);
            return _current;
        }
        finally
        {
            _publishing.Release();
        }
    }

    // A silent network would hold the question until the driver's own limit, and with it all who wait here: it is left to itself after a while.
    async Task<ChangesSince?> AskAsync(long version, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(() => _store.ChangesSinceAsync(version, cancellation), cancellation).WaitAsync(AnswerWithin, _time, cancellation);
        }
        catch (TimeoutException silent)
        {
            throw new StoreUnavailableException(StoreTrouble.Away, ($"{_store.Description} 没有应答；请检查网络", $"{_store.Description} does not answer; check the network"), silent);
        }
    }

    void Follow(ChangesSince changes)
    {
        _merger.Note(changes);
        Publish(_current.With(changes, new Dictionary<string, LayerSnapshot>(StringComparer.Ordinal)), changes);
    }

    // Where a layer changed as a whole, one consistent reading gives those layers; where the log broke or the store began a new life, all of them.
    async Task ReloadAsync(ChangesSince? changes, CancellationToken cancellation)
    {
        _merger.Forget();
        await using var reading = await _store.ReadAsync(cancellation);
        var sameLife = changes is not null && LifeOf(reading.State) == _life && reading.State == changes.State with { City = reading.State.City };
        _life = LifeOf(reading.State);
        if (!sameLife)
        {
            Publish(await Task.Run(() => CitySnapshot.Load(reading, cancellation), cancellation), told: null);
            return;
        }

        var whole = new Dictionary<string, LayerSnapshot>(StringComparer.Ordinal);
        foreach (var change in changes!.Layers.Where(layer => layer.Whole))
            whole[change.Layer.Name] = CitySnapshot.ReadLayer(reading, change.Layer, cancellation);
        Publish(_current.With(changes, whole), changes);
    }

    // The log goes first: whoever holds a snapshot finds the change that led to it.
    void Publish(CitySnapshot snapshot, ChangesSince? told)
    {
        Changes.Add(told is null ? CityChange.Whole(_current, snapshot) : CityChange.Of(_current, snapshot, told));
        _current = snapshot;
        TellNews();
        Published?.Invoke(snapshot);
        _merger.Consider(snapshot);
    }

    async Task PublishMergedAsync(LayerSnapshot merged, Func<LayerSnapshot, LayerSnapshot?> catchUp)
    {
        await _publishing.WaitAsync();
        try
        {
            if (catchUp(merged) is { } layer)
                _current = _current.WithSame(layer);
        }
        finally
        {
            _publishing.Release();
        }
    }

    async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in _store.WatchAsync(_stop.Token))
                {
                    await CatchUpAsync(_stop.Token);
                    MarkFresh();
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                MarkStale(error);
                await Task.Delay(FollowAgain, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    LastReading LastReading()
    {
        var city = _current;
        return new(city.Version.Version, layer => city.Layer(layer.Name).All.Select(row => row.ToFeature()));
    }

    void MarkStale(Exception reason)
    {
        var isFirst = StaleSince is null;
        (StaleSince, StaleReason) = (StaleSince ?? _time.GetUtcNow(), reason);
        if (!isFirst) return;
        StaleChanged?.Invoke(StaleSince);
        TellNews();
    }

    void MarkFresh()
    {
        var wasStale = StaleSince is not null;
        (StaleSince, StaleReason) = (null, null);
        if (!wasStale) return;
        StaleChanged?.Invoke(null);
        TellNews();
    }

    void TellNews() => Interlocked.Exchange(ref _news, NewSignal()).TrySetResult();

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static string LifeOf(StoreState state) => state.StoreId + "." + state.Epoch;
}
