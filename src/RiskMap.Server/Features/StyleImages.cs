using System.Collections.Concurrent;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Server.Commands;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>What is made of the style beside maps: <c>/styles/sprite[@2x].json|.png</c> (style specification, "Sprite") and <c>/styles/legend.json|.png</c>.</summary>
public static class StyleImages
{
    static readonly ConcurrentDictionary<int, Lazy<Sprite>> Sprites = new();

    /// <summary>Adds them.</summary>
    public static void MapStyleImages(this IEndpointRouteBuilder routes)
    {
        foreach (var ratio in new[] { 1, 2 })
        {
            var name = ratio == 1 ? "sprite" : $"sprite@{ratio}x";
            routes.MapRead($"/styles/{name}.json", (HttpContext context) => WriteAsync(context, () => JsonAnswer.WithNulls(SpriteOf(ratio).Entries), "application/json"));
            routes.MapRead($"/styles/{name}.png", (HttpContext context) => WriteAsync(context, () => SpriteOf(ratio).Png, "image/png"));
        }

        routes.MapRead("/styles/legend.json", (HttpContext context) => WriteAsync(context, LegendDocument, "application/json"));
        routes.MapRead("/styles/legend.png", (HttpContext context) =>
        {
            var language = Language.OfRequest(context.Request);
            context.Response.Headers.Append("Vary", "Accept-Language");
            var scale = MapParameters.ScaleOf(context.Request);
            return WriteAsync(context, () => LegendDrawing.ToPng(MapLegend.Drawn(MapLegend.Of(MapScenes.Style), language), MapScenes.Icons, scale), "image/png", $".{language}.{scale}", "scale");
        });
    }

    // What is made of the style depends on the program and its files alone, so it is as old as the process.
    static readonly string Made = $"{Writing.ProgramVersion}.{Guid.NewGuid():N}";

    static Task WriteAsync(HttpContext context, Func<byte[]> make, string type, string variant = "", params ReadOnlySpan<string> known)
    {
        Parameters.Allow(context.Request, known);
        return Conditional.IsNotModified(context, Made + variant) ? Task.CompletedTask : JsonAnswer.WriteBytesAsync(context, make(), type);
    }

    static Sprite SpriteOf(int ratio) => Sprites.GetOrAdd(ratio, static key => new(() => Sprite.Of(MapScenes.Icons, key), LazyThreadSafetyMode.PublicationOnly)).Value;

    static byte[] LegendDocument() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
    {
        groups = MapLegend.Of(MapScenes.Style).Select(group => new
        {
            group.Collection,
            group.Layers,
            group.Title,
            entries = group.Entries.Select(entry => new
            {
                entry.Value,
                entry.Text,
                mark = entry.Mark.Length == 0 ? null : entry.Mark,
                entry.Swatch.Kind,
                colour = entry.Swatch.Colour?.ToString(),
                stroke = entry.Swatch.Stroke?.ToString(),
                image = entry.Swatch.Image,
            }),
        }),
    }, JsonAnswer.Options);
}
