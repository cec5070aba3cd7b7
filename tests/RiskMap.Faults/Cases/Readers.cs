using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>Readers that ask for everything that a map asks for, all the time. Every answer must be 200.</summary>
sealed class Readers : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    static readonly string[] Paths =
    [
        "", "collections", "collections/enterprises/items?limit=100", "collections/enterprises/items?bbox=118.1,24.5,118.3,24.7",
        "tiles/12/3393/1758.mvt", "districts/risk", "readyz", "healthz",
    ];

    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentQueue<string> _failures = new();
    readonly Task _reading;
    long _reads;
    long _stale;
    long _slowestTicks;

    public Readers(CityServer server, int readers = 4) =>
        _reading = Task.WhenAll(Enumerable.Range(0, readers).Select(reader => Task.Run(() => ReadAsync(server, reader))));

    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Answers that said that the store is away.</summary>
    public long Stale => Interlocked.Read(ref _stale);

    public TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref _slowestTicks));

    /// <summary>Stops reading; not one read may have failed.</summary>
    public async Task EndAsync(string what)
    {
        await _stop.CancelAsync();
        await _reading;
        Promise.That(_failures.IsEmpty, $"{what}: {_failures.Count} of {Reads} reads failed: {string.Join("; ", _failures.Take(5))}");
        Promise.That(Reads > 0, $"{what}: nothing was read");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested) await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    async Task ReadAsync(CityServer server, int reader)
    {
        for (var turn = reader; !_stop.IsCancellationRequested; turn++)
        {
            var path = Paths[turn % Paths.Length];
            var begin = Stopwatch.GetTimestamp();
            var answer = await Answer.ToGetAsync(server.Client, path);
            Note(path, answer, Stopwatch.GetElapsedTime(begin));
            await Task.Delay(Pause);
        }
    }

    void Note(string path, Answer? answer, TimeSpan took)
    {
        Interlocked.Increment(ref _reads);
        if (answer is { Stale: true }) Interlocked.Increment(ref _stale);
        if (answer?.Status is not (HttpStatusCode.OK or HttpStatusCode.NoContent)) _failures.Enqueue($"/{path}: {answer?.Status.ToString() ?? "no answer"}");
        for (var seen = _slowestTicks; took.Ticks > seen; seen = _slowestTicks) Interlocked.CompareExchange(ref _slowestTicks, took.Ticks, seen);
    }
}
