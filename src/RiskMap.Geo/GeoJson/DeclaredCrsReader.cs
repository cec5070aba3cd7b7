using System.Text.Json;

namespace RiskMap.Geo.GeoJson;

/// <summary>Reads the "crs" member of GeoJSON 2008: a named system, or a link to one.</summary>
internal static class DeclaredCrsReader
{
    /// <summary>The name or the link; null when the member is null; the raw JSON when it is neither, so that it is not overlooked.</summary>
    public static string? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var crs = JsonElement.ParseValue(ref reader);
            return crs.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => crs.GetString(),
                JsonValueKind.Object => Named(crs) ?? crs.GetRawText(),
                _ => crs.GetRawText(),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return System.Text.Encoding.UTF8.GetString(json);
        }
    }

    private static string? Named(JsonElement crs)
    {
        if (!crs.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return null;
        if (properties.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
            return name.GetString();
        if (properties.TryGetProperty("href", out var link) && link.ValueKind == JsonValueKind.String)
            return link.GetString();
        return properties.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number ? "EPSG:" + code.GetRawText() : null;
    }
}
