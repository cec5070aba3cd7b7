using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// The lists of tile sets and their metadata (OGC 20-057, 9 and 10; 17-083r4, TileSetMetadata): <c>/tiles</c> and <c>/tiles/WebMercatorQuad</c> of the whole city,
/// <c>/collections/{id}/tiles</c> and <c>/collections/{id}/tiles/WebMercatorQuad</c> of one layer.
/// </summary>
public static class TileSets
{
    /// <summary>Relation to a list of tile sets.</summary>
    public const string ListRelation = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

    const string SchemeRelation = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
    const string GeoDataRelation = "http://www.opengis.net/def/rel/ogc/1.0/geodata";

    /// <summary>Adds all four.</summary>
    public static void MapTileSets(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/tiles", (HttpContext context, ServedCity city) => WriteListAsync(context, city.Required, OfCity(context, city.Required)));
        routes.MapRead($"/tiles/{TileMatrixSets.WebMercatorQuad}", (HttpContext context, ServedCity city) => WriteSetAsync(context, city.Required, OfCity(context, city.Required)));
        routes.MapRead("/collections/{id}/tiles", (HttpContext context, ServedCity city, string id) =>
            WriteListAsync(context, city.Required, OfLayer(context, city.Required.Layer(Collections.Known(id).Name))));
        routes.MapRead($"/collections/{{id}}/tiles/{TileMatrixSets.WebMercatorQuad}", (HttpContext context, ServedCity city, string id) =>
            WriteSetAsync(context, city.Required, OfLayer(context, city.Required.Layer(Collections.Known(id).Name))));
    }

    /// <summary>What tiles are made of: all layers, or one collection.</summary>
    /// <param name="Path">Path below which the tile sets lie.</param>
    /// <param name="Title">Title for people.</param>
    /// <param name="Layers">The layers.</param>
    sealed record Origin(string Path, string Title, IReadOnlyList<LayerSnapshot> Layers)
    {
        public Box Extent { get; } = Layers.Aggregate(Box.Empty, (box, layer) => box.Union(layer.Extent));
    }

    static Origin OfCity(HttpContext context, CitySnapshot snapshot) =>
        new("", (snapshot.City?.Name ?? new LocalizedText("RiskMap", "RiskMap")).In(Language.OfRequest(context.Request)), [.. snapshot.Layers]);

    static Origin OfLayer(HttpContext context, LayerSnapshot layer) =>
        new($"/collections/{layer.Schema.Name}", layer.Schema.Title.In(Language.OfRequest(context.Request)), [layer]);

    static Task WriteListAsync(HttpContext context, CitySnapshot snapshot, Origin origin)
    {
        var item = Describe(context, origin);
        item["links"] = new[] { new Link(SetAddress(context, origin), "self", Title: item["title"]?.ToString()), SchemeLink(context) };
        var document = new { links = new Link[] { new(Links.To(context, $"{origin.Path}/tiles"), "self"), GeoDataLink(context, origin) }, tilesets = new[] { item } };
        return WriteAsync(context, snapshot, document);
    }

    static Task WriteSetAsync(HttpContext context, CitySnapshot snapshot, Origin origin)
    {
        var document = Describe(context, origin);
        document["tileMatrixSetLimits"] = TileMatrixSets.LimitsOf(origin.Extent, CityTiles.MinZoom, CityTiles.MaxZoom);
        document["boundingBox"] = origin.Extent.IsEmpty ? null : new
        {
            lowerLeft = new[] { origin.Extent.MinX, origin.Extent.MinY },
            upperRight = new[] { origin.Extent.MaxX, origin.Extent.MaxY },
            crs = Collections.Crs84,
        };
        document["layers"] = origin.Layers.SelectMany(layer => LayersOf(context, layer));
        document["attribution"] = LayerAttribution.Of(origin.Layers);
        document["mediaTypes"] = new[] { Collections.TileType };
        document["links"] = LinksOf(context, origin);
        return WriteAsync(context, snapshot, document);
    }

    static Dictionary<string, object?> Describe(HttpContext context, Origin origin) => new(StringComparer.Ordinal)
    {
        ["title"] = MessageTexts.In(Language.OfRequest(context.Request), "tiles.set", origin.Title),
        ["dataType"] = "vector",
        ["crs"] = TileMatrixSets.Crs3857,
        ["tileMatrixSetURI"] = TileMatrixSets.WebMercatorQuadUri,
    };

    static IEnumerable<object> LayersOf(HttpContext context, LayerSnapshot layer) =>
        VectorLayer.Of(layer.Schema, Language.OfRequest(context.Request)).Select(drawn => new
        {
            id = drawn.Id,
            title = drawn.Description,
            dataType = "vector",
            geometryDimension = drawn.Id == layer.Schema.Name ? DimensionOf(layer.Schema.Geometry) : 0,
            minTileMatrix = TileMatrixSets.Name(drawn.MinZoom),
            maxTileMatrix = TileMatrixSets.Name(drawn.MaxZoom),
            propertiesSchema = new
            {
                type = "object",
                properties = drawn.Fields.ToDictionary(field => field.Key, field => new { type = field.Value.ToLowerInvariant() }, StringComparer.Ordinal),
            },
        });

    static int? DimensionOf(GeometryKind kind) => kind switch
    {
        GeometryKind.Point => 0,
        GeometryKind.Line => 1,
        GeometryKind.Polygon => 2,
        _ => null,
    };

    static Link[] LinksOf(HttpContext context, Origin origin)
    {
        var language = Language.OfRequest(context.Request);
        return
        [
            new(SetAddress(context, origin), "self"),
            SchemeLink(context),
            GeoDataLink(context, origin),
            new($"{SetAddress(context, origin)}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", "item", Collections.TileType, MessageTexts.In(language, "collection.link.tiles")) { Templated = true },
            new(Links.To(context, $"{origin.Path}/tiles/tilejson.json"), "describedby", Title: MessageTexts.In(language, "landing.link.tiles")),
            new(Links.To(context, $"{origin.Path}/tiles/tilejson.json?{TileJson.StableParameter}=true"), "related", Title: MessageTexts.In(language, "tiles.stable")),
        ];
    }

    static string SetAddress(HttpContext context, Origin origin) => Links.To(context, $"{origin.Path}/tiles/{TileMatrixSets.WebMercatorQuad}");

    static Link SchemeLink(HttpContext context) =>
        new(Links.To(context, $"/tileMatrixSets/{TileMatrixSets.WebMercatorQuad}"), SchemeRelation, Title: TileMatrixSets.TitleOf(context));

    static Link GeoDataLink(HttpContext context, Origin origin) => new(Links.To(context, origin.Path.Length == 0 ? "/" : origin.Path), GeoDataRelation, Title: origin.Title);

    static Task WriteAsync<T>(HttpContext context, CitySnapshot snapshot, T document)
    {
        Parameters.Allow(context.Request);
        context.Response.Headers.Append("Vary", "Accept-Language");
        return JsonAnswer.WriteAsync(context, () => document, $"{snapshot.Version.Text}.{Language.OfRequest(context.Request)}");
    }
}
