using System.Diagnostics;
using RiskMap.City.Model;
using RiskMap.Server.Features;
using RiskMap.Server.Http;

namespace RiskMap.Server.Hosting;

/// <summary>
/// Outermost of all: gives each request its id, counts and times it, and writes the log's line: one for each write, and with <c>--log-requests</c>
/// one for each read. Nothing that a client sends reaches the log unchecked.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="metrics">Where it is counted.</param>
/// <param name="options">Whether reads are logged.</param>
/// <param name="log">The log.</param>
public sealed class RequestJournal(RequestDelegate next, ServerMetrics metrics, ServerOptions options, ILogger<RequestJournal> log)
{
    const string Nothing = "-";

    static readonly Func<ILogger, string, IDisposable?> Scope = LoggerMessage.DefineScope<string>("request {RequestId}");

    /// <summary>Runs a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var id = RequestId.Of(context.Request);
        context.TraceIdentifier = id;
        context.Response.Headers[RequestId.Header] = id;
        using var scope = Scope(log, id);
        var start = Stopwatch.GetTimestamp();
        metrics.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            End(context, context.TimeSince(start));
        }
    }

    void End(HttpContext context, TimeSpan time)
    {
        var method = context.Request.Method;
        var isRead = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || context.GetEndpoint()?.Metadata.GetMetadata<ReadsOnly>() is not null;
        metrics.End(method, RouteOf(context), context.Response.StatusCode, time);
        if (!isRead)
        {
            metrics.CountWrite(method, context.Response.StatusCode, context.Response.Headers);
            LogWrite(context, time);
        }
        else if (options.LogRequests)
        {
            log.LogInformation("{Method} {Path} {Status} in {Milliseconds} ms", ServerMetrics.Known(method), context.Request.Path.ToUriComponent(), context.Response.StatusCode, Round(time));
        }
    }

    void LogWrite(HttpContext context, TimeSpan time)
    {
        var layer = context.Request.RouteValues["id"] is string name && CityLayers.Find(name) is { } known ? known.Name : Nothing;
        log.LogInformation(
            "{Method} {Layer}/{Feature} {Status} {Problem} change set {ChangeSet} by {Who} in {Milliseconds} ms",
            ServerMetrics.Known(context.Request.Method),
            layer,
            FeatureOf(context),
            context.Response.StatusCode,
            context.NotedProblem() ?? "done",
            context.Response.Headers[WriteHeaders.ChangeSetHeader] is { Count: > 0 } set ? set.ToString() : Nothing,
            context.NotedWho() ?? Nothing,
            Round(time));
    }

    // A new feature has its id from the address in the answer.
    static string FeatureOf(HttpContext context)
    {
        var id = context.Request.RouteValues["fid"] as string ?? context.Response.Headers.Location.ToString().Split('/')[^1];
        return id.Length is > 0 and < 20 && id.All(char.IsAsciiDigit) ? id : Nothing;
    }

    static string RouteOf(HttpContext context) => context.GetEndpoint() is RouteEndpoint endpoint
        ? endpoint.RoutePattern.RawText ?? Nothing
        : context.Response.StatusCode < StatusCodes.Status400BadRequest ? "file" : "none";

    static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
