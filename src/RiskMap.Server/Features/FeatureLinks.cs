using System.Globalization;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>The links of one feature (OGC 17-069r4, requirement 32): itself, its page for people and its collection.</summary>
static class FeatureLinks
{
    /// <summary>A feature's GeoJSON with its links as the last member.</summary>
    /// <param name="context">The request.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="id">Id of the feature.</param>
    /// <param name="feature">GeoJSON object in UTF-8.</param>
    public static byte[] Added(HttpContext context, LayerSchema layer, long id, ReadOnlyMemory<byte> feature)
    {
        var address = Links.To(context, string.Create(CultureInfo.InvariantCulture, $"/collections/{layer.Name}/items/{id}"));
        Link[] links =
        [
            new(address, "self", Collections.GeoJsonType),
            new($"{address}?f=html", "alternate", "text/html"),
            new(Links.To(context, $"/collections/{layer.Name}"), "collection"),
        ];
        return [.. feature.Span[..^1], .. ",\"links\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(links, JsonAnswer.Options), .. "}"u8];
    }
}
