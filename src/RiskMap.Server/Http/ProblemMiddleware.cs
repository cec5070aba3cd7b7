using System.Text.Json;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>Outermost of all: whatever goes wrong leaves as a problem document (RFC 9457) in the reader's language, without a stack trace.</summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="log">Where unexpected failures go.</param>
public sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    /// <summary>Runs a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await WriteAsync(context, ProblemTable.Of(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to answer.
        }
        catch (Exception exception)
        {
            var problem = ProblemTable.Of(exception);
            if (problem.Code == "internal") log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path.ToUriComponent());
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            await WriteAsync(context, problem);
        }
    }

    static async Task WriteAsync(HttpContext context, Problem problem)
    {
        context.NoteProblem(problem.Code);
        var response = context.Response;
        var allow = response.Headers.Allow;
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        response.Headers.ETag = default;
        response.Headers.CacheControl = CachePolicy.Never;
        response.Headers.ContentEncoding = default;
        response.Headers.Remove("Content-Crs");
        if (allow.Count > 0) response.Headers.Allow = allow;
        if (problem.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var body = Body(problem, Language.OfRequest(context.Request), context.Request.Path);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }

    static byte[] Body(Problem problem, string language, string? path) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            type = problem.Type,
            title = problem.Title.In(language),
            status = problem.Status,
            detail = problem.Detail.In(language),
            instance = path,
            member = problem.Member,
            value = problem.Value,
            position = problem.Position,
            remedy = problem.Remedy.In(language),
            etag = problem.CurrentTag,
            errors = problem.Faults?.Select(fault => new { pointer = fault.Pointer, value = fault.Value, detail = fault.Reason.In(language), remedy = fault.Remedy.In(language) }),
            links = problem.StartAgain is { } address ? new[] { new { href = address, rel = "first" } } : null,
        },
        JsonAnswer.Options);
}
