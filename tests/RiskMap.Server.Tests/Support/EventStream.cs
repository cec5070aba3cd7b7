using System.Text.Json.Nodes;

namespace RiskMap.Server.Tests.Support;

/// <summary>An event as it came.</summary>
sealed record LiveEvent(string Name, string? Id, JsonNode Data)
{
    /// <summary>The change of one layer.</summary>
    public JsonNode Of(string layer) => Data["changed"]!.AsArray().Single(change => change!["layer"]!.GetValue<string>() == layer)!;

    public static long[] Ids(JsonNode change, string kind) => [.. change[kind]?.AsArray().Select(id => id!.GetValue<long>()) ?? []];
}

/// <summary>A reader of <c>/live</c>.</summary>
sealed class EventStream : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly HttpResponseMessage _response;
    readonly StreamReader _lines;

    EventStream(HttpResponseMessage response, Stream body) => (_response, _lines) = (response, new StreamReader(body));

    public HttpResponseMessage Response => _response;

    public static async Task<EventStream> OpenAsync(HttpClient client, string path = "/live", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, response.StatusCode == System.Net.HttpStatusCode.OK ? "" : await response.Content.ReadAsStringAsync());
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<LiveEvent?> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await _lines.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Length > 0)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                fields[line[..colon]] = line[(colon + 1)..].TrimStart();
            }
            else if (fields.TryGetValue("data", out var data))
            {
                return new(fields["event"], fields.GetValueOrDefault("id"), JsonNode.Parse(data)!);
            }
            else
            {
                fields.Clear();
            }
        }

        return null;
    }

    /// <summary>The next event, which must be of a kind.</summary>
    public async Task<LiveEvent> NextAsync(string name)
    {
        var next = (await NextAsync()).ShouldNotBeNull($"the stream ended before an event '{name}'");
        next.Name.ShouldBe(name, next.Data.ToJsonString());
        return next;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
