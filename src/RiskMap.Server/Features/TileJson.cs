using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// TileJSON 3.0.0: <c>/tiles/tilejson.json</c> of the whole city, <c>/collections/{id}/tiles/tilejson.json</c> of one layer. The tiles' addresses bear the version,
/// so that they may be kept for ever; with <c>?stable=true</c> they do not: for desktop programs that keep an address in their projects.
/// </summary>
public static class TileJson
{
    /// <summary>Parameter that asks for addresses without a version.</summary>
    public const string StableParameter = "stable";

    /// <summary>Adds both.</summary>
    public static void MapTileJson(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/tiles/tilejson.json", (HttpContext context, ServedCity city) =>
        {
            var snapshot = city.Required;
            return WriteAsync(context, snapshot, [.. snapshot.Layers], "/tiles/{z}/{x}/{y}.mvt", snapshot.City?.Name.In(Language.OfRequest(context.Request)));
        });
        routes.MapRead("/collections/{id}/tiles/tilejson.json", (HttpContext context, ServedCity city, string id) =>
        {
            var (snapshot, schema) = (city.Required, Collections.Known(id));
            return WriteAsync(context, snapshot, [snapshot.Layer(schema.Name)], $"/collections/{schema.Name}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}", schema.Title.In(Language.OfRequest(context.Request)));
        });
    }

    static Task WriteAsync(HttpContext context, CitySnapshot snapshot, IReadOnlyList<LayerSnapshot> layers, string template, string? name)
    {
        Parameters.Allow(context.Request, StableParameter);
        var (language, stable) = (Language.OfRequest(context.Request), Parameters.Flag(context.Request, StableParameter));
        context.Response.Headers.Append("Vary", "Accept-Language");
        return JsonAnswer.WriteAsync(context, () => Document(Links.To(context, template) + (stable ? "" : $"?v={snapshot.Version.Text}"), snapshot, layers, name, language), $"{snapshot.Version.Text}.{language}");
    }

    static object Document(string template, CitySnapshot snapshot, IReadOnlyList<LayerSnapshot> layers, string? name, string language)
    {
        var extent = layers.Aggregate(Box.Empty, (box, layer) => box.Union(layer.Extent));
        return new
        {
            tilejson = "3.0.0",
            name = name ?? "RiskMap",
            version = "1.0.0",
            scheme = "xyz",
            tiles = new[] { template },
            minzoom = CityTiles.MinZoom,
            maxzoom = CityTiles.MaxZoom,
            bounds = extent.IsEmpty ? null : new[] { extent.MinX, extent.MinY, extent.MaxX, extent.MaxY },
            center = extent.IsEmpty ? null : new[] { extent.CentreX, extent.CentreY, 10 },
            attribution = LayerAttribution.Of(layers),
            vector_layers = layers.SelectMany(layer => VectorLayer.Of(layer.Schema, language)),
            riskmap = new { version = snapshot.Version.Text },
        };
    }
}
