using System.Globalization;
using System.Net;

namespace RiskMap.Faults.Cities;

/// <summary>What the server said to a write.</summary>
sealed record Answer(HttpStatusCode Status, string Text, string? ETag, long? ChangeSet, string? Version, bool Replayed, TimeSpan? RetryAfter, bool Stale)
{
    public bool IsDone => (int)Status is >= 200 and < 300;

    /// <summary>Name of the problem (RFC 9457), or the text where it is none.</summary>
    public string Code
    {
        get
        {
            const string before = "\"urn:riskmap:problem:";
            var start = Text.IndexOf(before, StringComparison.Ordinal);
            return start < 0 ? Text : Text[(start + before.Length)..].Split('"')[0];
        }
    }

    /// <summary>503 says: try again, with the same Idempotency-Key.</summary>
    public bool MayBeRepeated => Status == HttpStatusCode.ServiceUnavailable;

    /// <summary>Sends a request and reads the answer; null when there is none because the server or the way to it is gone.</summary>
    public static async Task<Answer?> OfAsync(HttpClient client, HttpRequestMessage request)
    {
        try
        {
            using (request)
            using (var response = await client.SendAsync(request))
                return await ReadAsync(response);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    public static Task<Answer?> ToGetAsync(HttpClient client, string path) => OfAsync(client, new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    /// <summary>Sends a request, the same again and again, until the answer is neither missing nor a refusal for now.</summary>
    public static async Task<Answer> ToRepeatedAsync(HttpClient client, Func<HttpRequestMessage> request, string what)
    {
        Answer? answer = null;
        await Promise.BecomesTrueAsync(async () =>
        {
            answer = await OfAsync(client, request());
            return answer is not (null or { MayBeRepeated: true });
        }, TimeSpan.FromMinutes(1), $"{what} is answered when it is repeated");
        return answer!;
    }

    static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var changeSet = Header(response, "RiskMap-Change-Set");
        return new Answer(
            response.StatusCode, await response.Content.ReadAsStringAsync(), Header(response, "ETag"),
            changeSet is null ? null : long.Parse(changeSet, CultureInfo.InvariantCulture), Header(response, "RiskMap-Version"),
            Header(response, "Idempotency-Replayed") == "true", response.Headers.RetryAfter?.Delta, Header(response, "RiskMap-Stale-Since") is not null);
    }

    static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
