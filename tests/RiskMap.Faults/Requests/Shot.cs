using System.Net.Http.Headers;

namespace RiskMap.Faults.Requests;

/// <summary>One request, as it goes on the wire.</summary>
/// <param name="Method">Any method, unknown ones too.</param>
/// <param name="Target">Path and query, sent as they are.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="Body">Body, or null.</param>
/// <param name="ContentType">Media type of the body, or null.</param>
/// <param name="IsBrokenHttp">True when the target is no valid one of HTTP, or too long: then the transport itself may refuse it, without a document.</param>
sealed record Shot(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, string? ContentType, bool IsBrokenHttp)
{
    const int LongestInReport = 240;

    public bool IsHead => Method == "HEAD";

    /// <summary>True for a request that waits for a version: 503 is its documented answer.</summary>
    public bool MayWaitInVain => Headers.Any(header => header.Name == "RiskMap-Min-Version");

    public HttpRequestMessage ToMessage(Uri address)
    {
        var target = new Uri(address.GetLeftPart(UriPartial.Authority) + Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(Method), target);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            if (MediaTypeHeaderValue.TryParse(ContentType, out var type)) message.Content.Headers.ContentType = type;
        }

        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Enough of it to send it again by hand.</summary>
    public override string ToString()
    {
        var text = $"{Method} {Target} {string.Join(' ', Headers.Select(header => $"[{header.Name}: {header.Value}]"))} {(Body is null ? "" : System.Text.Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, LongestInReport)))}";
        return text.Length <= 2 * LongestInReport ? text : text[..(2 * LongestInReport)] + "…";
    }
}
