using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Requests;

/// <summary>Several clients that send random requests at the same time, and what was wrong with the answers. Thread-safe.</summary>
sealed class Barrage : IDisposable
{
    const int MostExamples = 2;

    readonly CityServer _server;
    readonly Func<ShotMaker[]> _start;
    readonly ShotMaker[] _makers;
    readonly HttpClient _client;
    readonly ConcurrentDictionary<string, ConcurrentBag<string>> _faults = new();
    readonly ConcurrentDictionary<int, int> _statuses = new();
    long _slowestTicks;
    long _sent;

    public Barrage(CityServer server, ApiRoute[] routes, IReadOnlyDictionary<string, OfferedProcess> processes, int clients, int seed)
    {
        (_server, _start) = (server, () => [.. Enumerable.Range(0, clients).Select(client => new ShotMaker(routes, processes, seed + client))]);
        _makers = _start();
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.Zero }) { Timeout = TimeSpan.FromMinutes(1) };
    }

    public long Sent => Interlocked.Read(ref _sent);

    public TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref _slowestTicks));

    /// <summary>How many answers of each class, as "2xx 12, 4xx 34".</summary>
    public string Statuses => string.Join(", ", _statuses.GroupBy(status => status.Key / 100).OrderBy(group => group.Key).Select(group => FormattableString.Invariant($"{group.Key}xx {group.Sum(status => status.Value)}")));

    public int Count(int status) => _statuses.GetValueOrDefault(status);

    /// <summary>Each kind of fault with how often it came and examples.</summary>
    public IEnumerable<string> Faults => _faults.OrderByDescending(fault => fault.Value.Count).Select(fault => $"{fault.Value.Count} × {fault.Key}\n    {string.Join("\n    ", fault.Value.Take(MostExamples))}");

    /// <summary>Every client sends its next requests.</summary>
    public Task SendAsync(int requestsOfEach) => SendAsync(_makers, requestsOfEach);

    /// <summary>Every client sends the requests again with which it began.</summary>
    public Task SendFromBeginningAsync(int requestsOfEach) => SendAsync(_start(), requestsOfEach);

    public void Dispose() => _client.Dispose();

    Task SendAsync(ShotMaker[] makers, int requestsOfEach) => Task.WhenAll(makers.Select(maker => Task.Run(async () =>
    {
        for (var i = 0; i < requestsOfEach; i++) await SendAsync(maker.Next());
    })));

    async Task SendAsync(Shot shot)
    {
        HttpRequestMessage message;
        try
        {
            message = shot.ToMessage(_server.Address);
        }
        catch (Exception unsendable) when (unsendable is UriFormatException or FormatException or ArgumentException)
        {
            return;
        }

        using (message) await SendAsync(shot, message);
    }

    async Task SendAsync(Shot shot, HttpRequestMessage message)
    {
        try
        {
            var reply = await ReplyAsync(message);
            Interlocked.Increment(ref _sent);
            _statuses.AddOrUpdate((int)reply.Status, 1, (_, count) => count + 1);
            for (var seen = _slowestTicks; reply.Took.Ticks > seen; seen = _slowestTicks) Interlocked.CompareExchange(ref _slowestTicks, reply.Took.Ticks, seen);
            if (Judge.FaultOf(shot, reply) is { } fault) Note(fault, shot);
        }
        catch (Exception none) when (none is HttpRequestException or IOException or InvalidDataException or TaskCanceledException)
        {
            // A body that is too large may be refused before it has been sent whole; then the connection ends.
            if (shot.Body is not { Length: > 1 << 20 }) Note($"no whole answer: {none.Message}", shot);
        }
    }

    void Note(string fault, Shot shot) => _faults.GetOrAdd(fault.Length > 160 ? fault[..160] : fault, _ => []).Add(shot.ToString());

    async Task<Reply> ReplyAsync(HttpRequestMessage message)
    {
        var begin = Stopwatch.GetTimestamp();
        using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var type = response.Content.Headers.ContentType?.MediaType;
        // A stream of events has no end; that it begins is all that is asked for here.
        var body = type == "text/event-stream" ? [] : Decompressed(await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentEncoding.FirstOrDefault());
        return new Reply(response.StatusCode, type == "text/event-stream" ? null : type, body, response.Headers.RetryAfter is not null, response.Headers.Location, Stopwatch.GetElapsedTime(begin));
    }

    static byte[] Decompressed(byte[] body, string? encoding)
    {
        if (body.Length == 0 || encoding is null or "identity") return body;
        using var source = new MemoryStream(body);
        using Stream unpacked = encoding == "br" ? new BrotliStream(source, CompressionMode.Decompress) : new GZipStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        unpacked.CopyTo(target);
        return target.ToArray();
    }
}
