using Microsoft.Net.Http.Headers;

namespace RiskMap.Server.Http;

/// <summary>Conditional requests (RFC 9110, 13): ETags are weak, since one version may be written in several encodings.</summary>
public static class Conditional
{
    /// <summary>
    /// Sets the ETag; when the client already has it, sets 304 and returns true, and nothing else is to be written. Set what else the answer's head
    /// says before: a 304 bears it too (RFC 9110, 15.4.5).
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="etag">Opaque text without quotes, or null for an answer that is never kept.</param>
    public static bool IsNotModified(HttpContext context, string? etag)
    {
        if (etag is null)
        {
            context.Response.Headers.CacheControl = CachePolicy.Never;
            return false;
        }

        var tag = $"\"{etag}\"";
        context.Response.Headers.ETag = "W/" + tag;
        if (string.IsNullOrEmpty(context.Response.Headers.CacheControl)) context.Response.Headers.CacheControl = CachePolicy.Revalidate;
        if (!IsKnown(context.Request, tag)) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    // Weak comparison: the opaque tags alone count (RFC 9110, 8.8.3.2). A list that cannot be read is no condition.
    static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(candidate => candidate.Tag == "*" || candidate.Tag == tag);
}
