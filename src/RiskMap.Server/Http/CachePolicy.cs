namespace RiskMap.Server.Http;

/// <summary>How long an answer may be kept (RFC 9111): the one table of <c>Cache-Control</c>.</summary>
public static class CachePolicy
{
    /// <summary>What bears its version, or a hash of its bytes, in its address: it never changes.</summary>
    public const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>All other data: kept, and asked for again each time; an unchanged ETag costs a 304.</summary>
    public const string Revalidate = "no-cache";

    /// <summary>Health, metrics, problems, and what is told to this reader alone: never kept.</summary>
    public const string Never = "no-store";

    /// <summary>The policy of an answer of a version: immutable when its address bears that very version in <c>?v=</c>.</summary>
    public static string Of(HttpRequest request, string version) => Parameters.Text(request, "v") == version ? Immutable : Revalidate;
}
