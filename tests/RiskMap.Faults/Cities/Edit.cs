using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RiskMap.Faults.Cities;

/// <summary>What an edit does.</summary>
enum EditKind
{
    Insert,
    Replace,
    Merge,
    Delete,
}

/// <summary>One write over HTTP, complete, so that it can be sent again word for word.</summary>
/// <param name="Kind">POST, PUT, PATCH or DELETE.</param>
/// <param name="Layer">Layer.</param>
/// <param name="Id">Id of the feature; 0 for an insert.</param>
/// <param name="Key">Key of the feature.</param>
/// <param name="Content">Body, or null for a delete.</param>
/// <param name="IfMatch">ETag that the client saw; null for an insert.</param>
/// <param name="Token">Idempotency-Key.</param>
sealed record Edit(EditKind Kind, string Layer, long Id, string Key, JsonObject? Content, string? IfMatch, string Token)
{
    /// <summary>The request; a new one each time.</summary>
    public HttpRequestMessage Request()
    {
        var path = Kind == EditKind.Insert ? $"collections/{Layer}/items" : FormattableString.Invariant($"collections/{Layer}/items/{Id}");
        var request = new HttpRequestMessage(Method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"\"{Token}\"");
        if (IfMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", IfMatch);
        if (Content is not null)
            request.Content = new StringContent(Content.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(Kind == EditKind.Merge ? "application/merge-patch+json" : "application/geo+json"));
        return request;
    }

    HttpMethod Method => Kind switch
    {
        EditKind.Insert => HttpMethod.Post,
        EditKind.Replace => HttpMethod.Put,
        EditKind.Merge => HttpMethod.Patch,
        _ => HttpMethod.Delete,
    };

    /// <summary>True when a feature is exactly what stood before with this edit done, nothing less and nothing more.</summary>
    public bool IsShownBy(string? before, string after)
    {
        using var shown = JsonDocument.Parse(after);
        using var sent = JsonDocument.Parse(Content!.ToJsonString());
        using var old = before is not null && Kind == EditKind.Merge ? JsonDocument.Parse(before) : null;
        foreach (var property in shown.RootElement.GetProperty("properties").EnumerateObject())
        {
            var expected = Member(sent, "properties", property.Name) ?? (old is null ? null : Member(old, "properties", property.Name));
            if (!Same(property.Value, expected)) return false;
        }

        return Same(shown.RootElement.GetProperty("geometry"), Member(sent, "geometry") ?? (old is null ? null : Member(old, "geometry")));
    }

    static bool Same(JsonElement shown, JsonElement? expected) =>
        expected is { } value ? JsonElement.DeepEquals(shown, value) : shown.ValueKind == JsonValueKind.Null;

    static JsonElement? Member(JsonDocument document, params string[] path)
    {
        var element = document.RootElement;
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element)) return null;
        }

        return element;
    }
}
