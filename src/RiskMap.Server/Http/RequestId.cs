using System.Text.RegularExpressions;

namespace RiskMap.Server.Http;

/// <summary>
/// The id under which a request is found in the log: what the client or the proxy before it gives (<c>X-Request-Id</c>, or the trace id of
/// <c>traceparent</c>, W3C Trace Context), else one made here.
/// </summary>
public static partial class RequestId
{
    /// <summary>Header of the request and of its answer.</summary>
    public const string Header = "X-Request-Id";

    const string TraceHeader = "traceparent";

    /// <summary>The id of a request; only letters, digits and <c>. _ -</c>, so that it can stand in any log.</summary>
    public static string Of(HttpRequest request)
    {
        if (request.Headers[Header].ToString() is { Length: > 0 } given && Given().IsMatch(given)) return given;
        var trace = Trace().Match(request.Headers[TraceHeader].ToString());
        return trace.Success ? trace.Groups["id"].Value : Guid.CreateVersion7().ToString("N");
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Given();

    [GeneratedRegex(@"^[0-9a-f]{2}-(?!0{32})(?<id>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trace();
}
