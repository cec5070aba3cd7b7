using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.City.Travel;
using RiskMap.City.Zoning;
using RiskMap.Server.Http;

namespace RiskMap.Server.Hosting;

/// <summary>
/// The city that a server serves: opened in the background with back-off, so that the server answers <c>/readyz</c> with 503 meanwhile (decision 12).
/// Thread-safe.
/// </summary>
public sealed class ServedCity : IAsyncDisposable
{
    /// <summary>How long a request waits for the version that it asks for (decision 5).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    volatile LiveCity? _live;
    long _followed;
    long _published = TimeProvider.System.GetTimestamp();

    /// <summary>The city is not read yet.</summary>
    public static Problem NotReady { get; } = new(StatusCodes.Status503ServiceUnavailable, "not-ready") { RetryAfterSeconds = 2 };

    /// <summary>The newest snapshot, or null while the store is not read yet.</summary>
    public CitySnapshot? Current => _live?.Current;

    /// <summary>The live city, or null while the store is not read yet.</summary>
    public LiveCity? Live => _live;

    /// <summary>Versions of the store that the snapshot has followed, own writes included.</summary>
    public long Followed => Interlocked.Read(ref _followed);

    /// <summary>How long the newest snapshot has stood.</summary>
    public TimeSpan Age => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _published));

    /// <summary>Versions that page tokens hold on to.</summary>
    public VersionRegistry Versions { get; } = new(TimeProvider.System);

    /// <summary>The newest snapshot.</summary>
    /// <exception cref="ProblemException">503: the store is not read yet.</exception>
    public CitySnapshot Required => Current ?? throw new ProblemException(NotReady);

    /// <summary>Opens the store and reads the city; tries again with growing pauses while the store does not answer.</summary>
    /// <exception cref="StoreException">The store answered and refused: trying again would not help.</exception>
    public async Task OpenAsync(Func<CancellationToken, Task<ICityStore>> open, ILogger log, CancellationToken cancellation)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var live = await LiveCity.OpenAsync(await open(cancellation), cancellation);
                Observe(live, log);
                _live = live;
                _ = Task.Run(() => Prepare(live.Current, log), CancellationToken.None);
                return;
            }
            catch (Exception error) when (IsPassing(error))
            {
                log.LogWarning("The store does not answer yet, next try in {Seconds} s: {Reason}", pause.TotalSeconds, error.Message);
                await Task.Delay(pause, cancellation);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_live is { } live) await live.DisposeAsync();
    }

    // Whoever asks first need not wait for what every question needs; the server is ready meanwhile.
    static void Prepare(CitySnapshot city, ILogger log)
    {
        try
        {
            CityRoads.Prepare(city, TimeProvider.System.GetUtcNow());
            Separation.Prepare(city);
        }
        catch (Exception error)
        {
            log.LogWarning("What every question needs could not be made beforehand: {Reason}", OneLine(error));
        }
    }

    // Publications come one at a time.
    void Observe(LiveCity live, ILogger log)
    {
        var version = live.Current.Version.Version;
        Interlocked.Exchange(ref _published, TimeProvider.System.GetTimestamp());
        live.Published += snapshot =>
        {
            Interlocked.Add(ref _followed, Math.Max(0, snapshot.Version.Version - version));
            version = snapshot.Version.Version;
            Interlocked.Exchange(ref _published, TimeProvider.System.GetTimestamp());
        };
        var since = TimeProvider.System.GetUtcNow();
        live.StaleChanged += stale =>
        {
            if (stale is { } start)
            {
                since = start;
                log.LogWarning("The store is away; reading goes on at version {Version}, writes are refused: {Reason}", live.Current.Version.Version, OneLine(live.StaleReason));
            }
            else
            {
                log.LogInformation("The store is back after {Seconds} s, version {Version}", Math.Round((TimeProvider.System.GetUtcNow() - since).TotalSeconds, 1), live.Current.Version.Version);
            }
        };
    }

    static string? OneLine(Exception? reason) => reason?.Message.ReplaceLineEndings(" ");

    static bool IsPassing(Exception error) =>
        error is StoreUnavailableException { IsPassing: true } or System.Data.Common.DbException { IsTransient: true } or System.Net.Sockets.SocketException or TimeoutException
        || (error.InnerException is { } inner && error is not OperationCanceledException && IsPassing(inner));
}
