using System.Collections.Immutable;
using System.Net;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/tiles/tilejson.json</c> (TileJSON 3.0.0): the tiles of the city with the version in their address, layers from the schemas, attribution from the rows.</summary>
public static class TileJson
{
    /// <summary>Adds it.</summary>
    public static void MapTileJson(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/tiles/tilejson.json", (HttpContext context, ServedCity city) =>
        {
            Parameters.Allow(context.Request);
            var (snapshot, language) = (city.Required, Language.OfRequest(context.Request));
            context.Response.Headers.Append("Vary", "Accept-Language");
            return JsonAnswer.WriteAsync(context, Describe(context, snapshot, language), $"{snapshot.Version.Text}.{language}");
        });

    static object Describe(HttpContext context, CitySnapshot snapshot, string language)
    {
        var extent = snapshot.Layers.Aggregate(Box.Empty, (box, layer) => box.Union(layer.Extent));
        return new
        {
            tilejson = "3.0.0",
            name = snapshot.City?.Name.In(language) ?? "RiskMap",
            version = "1.0.0",
            scheme = "xyz",
            tiles = new[] { Links.To(context, $"/tiles/{{z}}/{{x}}/{{y}}.mvt?v={snapshot.Version.Text}") },
            minzoom = CityTiles.MinZoom,
            maxzoom = CityTiles.MaxZoom,
            bounds = extent.IsEmpty ? null : new[] { extent.MinX, extent.MinY, extent.MaxX, extent.MaxY },
            center = extent.IsEmpty ? null : new[] { extent.CentreX, extent.CentreY, 10 },
            attribution = string.Join(" | ", snapshot.Layers.SelectMany(layer => layer.Derived(Attribution.Of).Lines).Distinct(StringComparer.Ordinal)),
            vector_layers = snapshot.Layers.Select(layer => Describe(layer.Schema, language)),
            riskmap = new { version = snapshot.Version.Text },
        };
    }

    static object Describe(LayerSchema layer, string language) => new
    {
        id = layer.Name,
        description = layer.Title.In(language),
        minzoom = layer.MinZoom,
        maxzoom = CityTiles.MaxZoom,
        fields = CityTiles.AttributesOf(layer).ToDictionary(field => field.Name, TypeOf, StringComparer.Ordinal),
    };

    static string TypeOf(Field field) => field.Type switch
    {
        FieldType.Integer or FieldType.Number => "Number",
        FieldType.Boolean => "Boolean",
        _ => "String",
    };

    /// <summary>
    /// Whose data a layer shows: source and licence as its rows tell them. Map clients write it into the page as HTML, so markup in the data is escaped.
    /// </summary>
    sealed record Attribution(ImmutableArray<string> Lines)
    {
        public static Attribution Of(LayerSnapshot layer)
        {
            var (source, licence) = (layer.Schema.IndexOf(CommonFields.Source.Name), layer.Schema.IndexOf(CommonFields.Licence.Name));
            var lines = new SortedSet<string>(StringComparer.Ordinal);
            FeatureRef? last = null;
            foreach (var feature in layer.All)
            {
                // Neighbouring rows nearly always come from the same file.
                if (last is { } known && known.Utf8(source).SequenceEqual(feature.Utf8(source)) && known.Utf8(licence).SequenceEqual(feature.Utf8(licence))) continue;
                last = feature;
                if (Line(feature.Text(source), feature.Text(licence)) is { } line) lines.Add(WebUtility.HtmlEncode(line));
            }

            return new([.. lines]);
        }

        static string? Line(string? source, string? licence) => (source, licence) switch
        {
            (null, null) => null,
            (_, null) => source,
            (null, _) => licence,
            _ => $"{source} ({licence})",
        };
    }
}
