using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/collections</c> and <c>/collections/{id}</c> (OGC 17-069r4, 7.13 and 7.14): the layers of the city with title, extent and links.</summary>
public static class Collections
{
    /// <summary>Coordinate system of everything on the wire where no other is asked for.</summary>
    public const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    /// <summary>Media type of features.</summary>
    public const string GeoJsonType = "application/geo+json";

    /// <summary>Media type of JSON Schema.</summary>
    public const string SchemaType = "application/schema+json";

    /// <summary>Media type of vector tiles.</summary>
    public const string TileType = "application/vnd.mapbox-vector-tile";

    /// <summary>Adds both.</summary>
    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/collections", (HttpContext context, ServedCity city) =>
        {
            Parameters.Allow(context.Request);
            var snapshot = city.Required;
            var document = new
            {
                links = new Link[] { new(Links.To(context, "/collections"), "self") },
                collections = snapshot.Layers.Select(layer => Describe(context, layer, snapshot.City)),
            };
            return WriteAsync(context, snapshot, document);
        });
        routes.MapRead("/collections/{id}", (HttpContext context, ServedCity city, string id) =>
        {
            Parameters.Allow(context.Request);
            var snapshot = city.Required;
            return WriteAsync(context, snapshot, Describe(context, snapshot.Layer(Known(id).Name), snapshot.City));
        });
    }

    /// <summary>The layer of a collection id.</summary>
    /// <exception cref="ProblemException">404: no such collection.</exception>
    public static LayerSchema Known(string id) => CityLayers.Find(id) ?? throw new ProblemException(
        new Problem(StatusCodes.Status404NotFound, "unknown-collection", id, string.Join(", ", CityLayers.All.Select(layer => layer.Name)))
        {
            Member = "id",
            Value = id,
        });

    static Task WriteAsync<T>(HttpContext context, CitySnapshot snapshot, T document)
    {
        context.Response.Headers.Append("Vary", "Accept-Language");
        return JsonAnswer.WriteAsync(context, document, $"{snapshot.Version.Text}.{Language.OfRequest(context.Request)}");
    }

    static Dictionary<string, object?> Describe(HttpContext context, LayerSnapshot layer, CityMetadata? city)
    {
        var (schema, language) = (layer.Schema, Language.OfRequest(context.Request));
        return new(StringComparer.Ordinal)
        {
            ["id"] = schema.Name,
            ["title"] = schema.Title.In(language),
            ["description"] = schema.Description.In(language),
            ["riskmap:titles"] = new { zh = schema.Title.Zh, en = schema.Title.En },
            ["riskmap:count"] = layer.Count,
            ["riskmap:geometryType"] = schema.Geometry.ToString().ToLowerInvariant(),
            ["itemType"] = "feature",
            ["extent"] = ExtentOf(layer.Extent),
            ["crs"] = ServedSystems.Of(city).Select(system => system.Uri),
            ["storageCrs"] = Crs84,
            ["links"] = LinksOf(context, schema.Name, language),
        };
    }

    static object? ExtentOf(in Box box) => box.IsEmpty
        ? null
        : new { spatial = new { bbox = new[] { new[] { box.MinX, box.MinY, box.MaxX, box.MaxY } }, crs = Crs84 } };

    static Link[] LinksOf(HttpContext context, string name, string language)
    {
        var address = Links.To(context, $"/collections/{name}");
        return
        [
            new(address, "self"),
            new($"{address}/items", "items", GeoJsonType, Title("items")),
            new($"{address}/schema", "describedby", SchemaType, Title("schema")),
            new($"{address}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", SchemaType, Title("queryables")),
            new($"{address}/sortables", "http://www.opengis.net/def/rel/ogc/1.0/sortables", SchemaType, Title("sortables")),
            new($"{address}/tiles/WebMercatorQuad/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", "item", TileType, Title("tiles")) { Templated = true },
        ];

        string Title(string what) => MessageTexts.In(language, $"collection.link.{what}");
    }
}
