using RiskMap.City.Snapshot;
using RiskMap.City.Store;
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

    /// <summary>The city is not read yet.</summary>
    public static Problem NotReady { get; } = new(StatusCodes.Status503ServiceUnavailable, "not-ready") { RetryAfterSeconds = 2 };

    /// <summary>The newest snapshot, or null while the store is not read yet.</summary>
    public CitySnapshot? Current => _live?.Current;

    /// <summary>The live city, or null while the store is not read yet.</summary>
    public LiveCity? Live => _live;

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
                _live = await LiveCity.OpenAsync(await open(cancellation), cancellation);
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

    static bool IsPassing(Exception error) =>
        error is StoreUnavailableException { IsPassing: true } or System.Data.Common.DbException { IsTransient: true } or System.Net.Sockets.SocketException or TimeoutException
        || (error.InnerException is { } inner && error is not OperationCanceledException && IsPassing(inner));
}
