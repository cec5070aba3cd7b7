using System.Net.Mime;
using Microsoft.Extensions.Primitives;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Security;

/// <summary>
/// The one seam that every request passes (decision 13): unknown hosts are refused, so that a foreign page cannot reach the server by rebinding its name;
/// writes need a JSON body and the same or no origin, so that a foreign page cannot send a form; reads are opened to configured origins only.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="options">How the server may be reached.</param>
public sealed class RequestGate(RequestDelegate next, ServerOptions options)
{
    /// <summary>Headers that pages of other origins may read.</summary>
    const string ReadableHeaders = "ETag, Link, Location, Preference-Applied, RiskMap-Version, RiskMap-Stale-Since, Retry-After, Content-Crs, X-Request-Id";

    /// <summary>Headers that pages of other origins may send.</summary>
    const string SendableHeaders = "Accept, Accept-Language, If-None-Match, Last-Event-ID, RiskMap-Min-Version, X-Request-Id, traceparent";

    /// <summary>How long a browser may remember what a preflight said.</summary>
    const string PreflightSeconds = "600";

    /// <summary>Runs a request.</summary>
    /// <exception cref="ProblemException">The request is refused.</exception>
    public Task InvokeAsync(HttpContext context)
    {
        CheckHost(context.Request);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'self'";
        context.Response.Headers.Vary = "Origin";
        if (HttpMethods.IsOptions(context.Request.Method)) return AnswerOptionsAsync(context);
        if (IsRead(context.Request.Method)) OpenToConfiguredOrigins(context);
        else CheckWrite(context.Request);
        return next(context);
    }

    static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    void CheckHost(HttpRequest request)
    {
        var host = request.Host.Host;
        if (ServerOptions.IsLoopbackName(host) || Same(host, options.Url.Host) || Same(host, options.PublicUrl?.Host)) return;
        if (options.AllowedHosts.Any(allowed => Same(host, allowed))) return;
        throw new ProblemException(new Problem(StatusCodes.Status421MisdirectedRequest, "unknown-host", host) { Member = "Host", Value = host });
    }

    void CheckWrite(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origin && !IsOwnOrigin(request, origin.ToString()))
            throw new ProblemException(new Problem(StatusCodes.Status403Forbidden, "foreign-origin", origin.ToString()) { Member = "Origin", Value = origin });
        if (HttpMethods.IsDelete(request.Method) && request.ContentLength is null or 0 && request.ContentType is null) return;
        if (!request.HasJsonContentType())
        {
            // OGC API - Features 4, /req/create-replace-delete/post-content-type: a body of no declared type is 400.
            var status = string.IsNullOrEmpty(request.ContentType) ? StatusCodes.Status400BadRequest : StatusCodes.Status415UnsupportedMediaType;
            throw new ProblemException(new Problem(status, "json-required", request.ContentType)
            {
                Member = "Content-Type",
                Value = request.ContentType,
            });
        }
    }

    bool IsOwnOrigin(HttpRequest request, string origin) =>
        Same(origin, $"{request.Scheme}://{request.Host.ToUriComponent()}")
        || Same(origin, options.PublicUrl?.GetLeftPart(UriPartial.Authority));

    bool OpenToConfiguredOrigins(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !options.AllowedOrigins.Any(allowed => allowed == "*" || Same(allowed, origin))) return false;
        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.AccessControlExposeHeaders = ReadableHeaders;
        return true;
    }

    /// <summary>
    /// What an address takes: the routes know it (OGC API - Features 4, 6.3). A preflight of a configured origin is told the reads alone, since pages of other origins may not write.
    /// </summary>
    async Task AnswerOptionsAsync(HttpContext context)
    {
        await next(context);
        var response = context.Response;
        if (response.HasStarted || response.StatusCode != StatusCodes.Status405MethodNotAllowed) return;
        var allowed = response.Headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(method => !options.ReadOnly || IsRead(method) || IsOfProcesses(context.Request.Path)).Append(HttpMethods.Options).ToList();
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentLength = 0;
        response.Headers.Allow = string.Join(", ", allowed);
        response.Headers["Accept-Post"] = allowed.Contains(HttpMethods.Post, StringComparer.Ordinal) ? IsOfProcesses(context.Request.Path) ? MediaTypeNames.Application.Json : WriteBody.PostTypes : default(StringValues);
        response.Headers["Accept-Patch"] = allowed.Contains(HttpMethods.Patch, StringComparer.Ordinal) ? WriteBody.MergePatchType : default(StringValues);
        if (!OpenToConfiguredOrigins(context)) return;
        response.Headers.AccessControlAllowMethods = "GET, HEAD";
        response.Headers.AccessControlAllowHeaders = SendableHeaders;
        response.Headers.AccessControlMaxAge = PreflightSeconds;
    }

    // Running a process changes nothing, though it takes a body.
    static bool IsOfProcesses(PathString path) => path.StartsWithSegments("/processes", StringComparison.Ordinal) || path.StartsWithSegments("/jobs", StringComparison.Ordinal);

    static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
