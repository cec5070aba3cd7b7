using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/live</c>: what changes, as it changes (server-sent events, HTML Living Standard 9.2). Each event's id is the version token; a reader that comes
/// back with it (<c>Last-Event-ID</c>, or <c>?since=</c> where headers cannot be set) gets what it missed, or is told to read anew.
/// <para>
/// Nothing is kept for a reader: each one holds the version that it was told last and takes the rest from the city's log when it has taken that. So a slow
/// one costs no memory; when it comes to it, it gets what it missed as one event, or is told to read anew.
/// </para>
/// </summary>
public static class Live
{
    /// <summary>Media type.</summary>
    public const string EventStreamType = "text/event-stream";

    /// <summary>A sign of life this often keeps proxies from closing the connection (nginx: after 60 s of silence).</summary>
    public static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    /// <summary>A reader that is further behind gets what it missed as one event.</summary>
    public const int MostSteps = 16;

    static readonly ReadOnlyMemory<byte> Retry = "retry: 2000\n\n"u8.ToArray();

    /// <summary>Adds it.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapRead("/live", async (HttpContext context, ServedCity city, ServerMetrics metrics, IHostApplicationLifetime life) =>
    {
        Parameters.Allow(context.Request, "collections", "since");
        var (layers, start) = (LayersOf(context.Request), StartOf(context.Request));
        if (city.Live is not { } live) throw new ProblemException(ServedCity.NotReady);
        context.Response.ContentType = EventStreamType;
        context.Response.Headers.CacheControl = CachePolicy.Revalidate;
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        using var _ = metrics.BeginStream(context);
        var reader = new LiveReader(live, layers, (bytes, cancellation) => SendAsync(context.Response, bytes, cancellation));
        try
        {
            await SendAsync(context.Response, Retry, stop.Token);
            await reader.RunAsync(start, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader went away, or the server stops: the end of the answer tells it.
        }
    });

    static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(bytes, cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    static HashSet<string>? LayersOf(HttpRequest request) =>
        Parameters.Text(request, "collections") is null ? null : Tiles.LayersOf(request).Split(',').ToHashSet(StringComparer.Ordinal);

    static LiveStart StartOf(HttpRequest request)
    {
        if (request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last) return new(VersionStamp.Parse(last), IsGiven: true);
        if (Parameters.Text(request, "since") is not { } since) return default;
        return new(VersionStamp.Parse(since) ?? throw Problem.Invalid("since", since, MessageTexts.Both("expected.since")), IsGiven: true);
    }
}

/// <summary>Where a reader stood when it came.</summary>
/// <param name="Version">The version, or null where there is none or it cannot be read.</param>
/// <param name="IsGiven">False for a reader that comes for the first time.</param>
readonly record struct LiveStart(VersionStamp? Version, bool IsGiven);

/// <summary>One reader of the events. Not thread-safe.</summary>
/// <param name="live">The city.</param>
/// <param name="layers">The layers that it wants, or null for all.</param>
/// <param name="send">Sends bytes; returns when they are taken.</param>
sealed class LiveReader(LiveCity live, IReadOnlySet<string>? layers, Func<ReadOnlyMemory<byte>, CancellationToken, Task> send)
{
    VersionStamp _told;
    DateTimeOffset? _toldStale;

    /// <summary>Tells what changes until the cancellation.</summary>
    public async Task RunAsync(LiveStart start, CancellationToken cancellation)
    {
        var news = live.NextNews; // taken before the look, so that nothing falls between the two
        await BeginAsync(start, cancellation);
        while (true)
        {
            await TellAsync(cancellation);
            while (!await IsDoneWithinAsync(news, cancellation)) await send(LiveEvents.Heartbeat, cancellation);
            news = live.NextNews;
        }
    }

    async Task BeginAsync(LiveStart start, CancellationToken cancellation)
    {
        var current = live.Current.Version;
        (_told, _toldStale) = (current.Stamp, live.StaleSince);
        if (start.IsGiven && ReasonToReload(start.Version, current) is { } reason)
        {
            await send(LiveEvents.Anew(current, reason), cancellation);
            if (_toldStale is not null) await send(LiveEvents.Of(_toldStale), cancellation);
            return;
        }

        if (start.Version is { } version) _told = version;
        else await send(LiveEvents.Begin(current, _toldStale), cancellation);
        if (start.IsGiven) await send(LiveEvents.Of(_toldStale), cancellation);
    }

    string? ReasonToReload(VersionStamp? start, VersionToken current) => start switch
    {
        null => "unknown",
        { } stamp when stamp.Life != current.Life => "other-life",
        { Build: { } build } when build != VersionToken.Build => "other-program",
        { } stamp when live.Changes.Between(stamp) is null => "gone",
        _ => null,
    };

    async Task TellAsync(CancellationToken cancellation)
    {
        if (live.Changes.Between(_told) is not { } missed)
        {
            var current = live.Current.Version;
            await send(LiveEvents.Anew(current, current.Life == _told.Life ? "gone" : "other-life"), cancellation);
            _told = current.Stamp;
        }
        else if (missed.Count > Live.MostSteps)
        {
            await TellAsync(missed.Aggregate((one, next) => one.Then(next)), cancellation);
        }
        else
        {
            foreach (var change in missed) await TellAsync(change, cancellation);
        }

        if (live.StaleSince == _toldStale) return;
        _toldStale = live.StaleSince;
        await send(LiveEvents.Of(_toldStale), cancellation);
    }

    async Task TellAsync(City.Snapshot.Changes.CityChange change, CancellationToken cancellation)
    {
        await send(LiveEvents.Of(change, layers), cancellation);
        _told = change.To.Stamp;
    }

    static async Task<bool> IsDoneWithinAsync(Task news, CancellationToken cancellation)
    {
        try
        {
            await news.WaitAsync(Live.HeartbeatEvery, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
