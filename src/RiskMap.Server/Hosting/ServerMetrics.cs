using System.Collections.Concurrent;
using RiskMap.Server.Http;

namespace RiskMap.Server.Hosting;

/// <summary>
/// What the server counts since its start. Labels are bounded: known methods, route patterns and classes of status, never what a client writes.
/// Thread-safe.
/// </summary>
public sealed class ServerMetrics
{
    static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    readonly ConcurrentDictionary<(string Method, string Route, string Status), Counter> _requests = new();
    readonly ConcurrentDictionary<(string Method, string Route), DurationHistogram> _durations = new();
    readonly ConcurrentDictionary<(string Method, string Outcome), Counter> _writes = new();
    long _inFlight;
    long _replays;
    long _streams;

    /// <summary>Requests that are being answered.</summary>
    public long InFlight => Interlocked.Read(ref _inFlight);

    /// <summary>Answers that go on and on: readers of live events. They are not in flight.</summary>
    public long Streams => Interlocked.Read(ref _streams);

    /// <summary>Writes that were answered again and not done again.</summary>
    public long Replays => Interlocked.Read(ref _replays);

    // Each listing takes a copy first: sorting asks a dictionary for its size and then for its pairs, and meanwhile a request may add one.

    /// <summary>Requests by method, route pattern and class of status, in a fixed order.</summary>
    public IEnumerable<((string Method, string Route, string Status) Labels, long Count)> Requests =>
        _requests.ToArray().OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Read()));

    /// <summary>Durations by method and route pattern, in a fixed order.</summary>
    public IEnumerable<((string Method, string Route) Labels, DurationHistogram Durations)> Durations => _durations.ToArray().OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));

    /// <summary>Writes by method and outcome, in a fixed order.</summary>
    public IEnumerable<((string Method, string Outcome) Labels, long Count)> Writes => _writes.ToArray().OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Read()));

    /// <summary>The method, or <c>other</c>: a client may write any word there.</summary>
    public static string Known(string method) => Array.Find(Methods, known => known == method) ?? "other";

    /// <summary>A request has come.</summary>
    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>A request has its answer, which goes on until the result is disposed: its duration is what it took until now.</summary>
    public IDisposable BeginStream(HttpContext context)
    {
        context.NoteAnswered();
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref _streams);
        return new Ending(() =>
        {
            Interlocked.Decrement(ref _streams);
            Interlocked.Increment(ref _inFlight);
        });
    }

    /// <summary>A request is answered.</summary>
    public void End(string method, string route, int status, TimeSpan time)
    {
        Interlocked.Decrement(ref _inFlight);
        _requests.GetOrAdd((Known(method), route, $"{status / 100}xx"), _ => new()).Add();
        _durations.GetOrAdd((Known(method), route), _ => new()).Add(time);
    }

    /// <summary>A write is answered.</summary>
    public void CountWrite(string method, int status, IHeaderDictionary answer)
    {
        var replayed = answer.ContainsKey(WriteHeaders.ReplayedHeader);
        if (replayed) Interlocked.Increment(ref _replays);
        var outcome = status switch
        {
            < 400 when replayed => "replayed",
            < 400 when answer.ContainsKey(WriteHeaders.ChangeSetHeader) => "done",
            < 400 => "unchanged",
            StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed => "conflict",
            < 500 => "refused",
            StatusCodes.Status503ServiceUnavailable => "unavailable",
            _ => "failed",
        };
        _writes.GetOrAdd((Known(method), outcome), _ => new()).Add();
    }

    sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    sealed class Counter
    {
        long _count;

        public void Add() => Interlocked.Increment(ref _count);

        public long Read() => Interlocked.Read(ref _count);
    }
}

/// <summary>How many durations fall below each bound. Thread-safe.</summary>
public sealed class DurationHistogram
{
    readonly long[] _counts = new long[Bounds.Length + 1];
    long _microseconds;

    /// <summary>Upper bounds in seconds: those of the Prometheus clients, and finer below, where most answers are.</summary>
    public static double[] Bounds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Sum of all durations.</summary>
    public double SumSeconds => Interlocked.Read(ref _microseconds) / 1e6;

    /// <summary>Durations up to each bound, the last one all of them; each holds those before it.</summary>
    public long[] Cumulative()
    {
        var total = 0L;
        return [.. _counts.Select((_, i) => total += Interlocked.Read(ref _counts[i]))];
    }

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan time)
    {
        var bound = Array.FindIndex(Bounds, bound => time.TotalSeconds <= bound);
        Interlocked.Increment(ref _counts[bound < 0 ? Bounds.Length : bound]);
        Interlocked.Add(ref _microseconds, (long)time.TotalMicroseconds);
    }
}
