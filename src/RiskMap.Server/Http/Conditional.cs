namespace RiskMap.Server.Http;

/// <summary>Conditional requests (RFC 9110, 13): ETags are weak, since one version may be written in several encodings.</summary>
public static class Conditional
{
    /// <summary>Sets the ETag; when the client already has it, sets 304 and returns true, and nothing else is to be written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="etag">Opaque text without quotes, or null for no ETag.</param>
    public static bool IsNotModified(HttpContext context, string? etag)
    {
        if (etag is null)
        {
            context.Response.Headers.CacheControl = "no-store";
            return false;
        }

        context.Response.Headers.ETag = $"W/\"{etag}\"";
        if (string.IsNullOrEmpty(context.Response.Headers.CacheControl)) context.Response.Headers.CacheControl = "no-cache";
        foreach (var candidates in context.Request.Headers.IfNoneMatch)
        {
            if (candidates is null || !candidates.Split(',').Any(candidate => Matches(candidate.Trim(), etag))) continue;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        return false;
    }

    static bool Matches(string candidate, string etag) =>
        candidate == "*" || (candidate.StartsWith("W/", StringComparison.Ordinal) ? candidate[2..] : candidate) == $"\"{etag}\"";
}
