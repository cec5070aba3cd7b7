using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/collections</c> and <c>/collections/{id}</c> (OGC 17-069r4, 7.13 and 7.14): the layers of the city with title, extent and links.</summary>
public static class Collections
{
    /// <summary>Coordinate system of everything on the wire where no other is asked for.</summary>
    public const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    /// <summary>Temporal reference system of every extent (OGC 17-069r4, 7.14.2).</summary>
    const string Gregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

    /// <summary>Begin of the relations that OGC registers.</summary>
    const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/";

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
            Parameters.AllowPage(context.Request);
            var snapshot = city.Required;
            Representation.Vary(context);
            return Representation.IsPage(context.Request) ? CollectionPages.WriteAllAsync(context, snapshot) : WriteAllAsync(context, snapshot);
        });
        routes.MapRead("/collections/{id}", (HttpContext context, ServedCity city, string id) =>
        {
            Parameters.AllowPage(context.Request);
            var (snapshot, name) = (city.Required, Known(id).Name);
            Representation.Vary(context);
            return Representation.IsPage(context.Request) ? CollectionPages.WriteAsync(context, snapshot, snapshot.Layer(name)) : WriteAsync(context, snapshot, () => Describe(context, snapshot.Layer(name), snapshot.City));
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

    static Task WriteAllAsync(HttpContext context, CitySnapshot snapshot)
    {
        Link[] links = [new(Links.To(context, "/collections"), "self"), new(Links.To(context, "/collections?f=html"), "alternate", "text/html")];
        Links.WriteHeader(context, links);
        return WriteAsync(context, snapshot, () => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["links"] = links,
            ["crs"] = SystemsOf(snapshot.City),
            ["riskmap:timeZone"] = snapshot.City?.TimeZone,
            ["collections"] = snapshot.Layers.Select(layer => Describe(context, layer, snapshot.City)),
        });
    }

    static Task WriteAsync<T>(HttpContext context, CitySnapshot snapshot, Func<T> document) =>
        JsonAnswer.WriteAsync(context, document, $"{snapshot.Version.Text}.{Language.OfRequest(context.Request)}");

    static Dictionary<string, object?> Describe(HttpContext context, LayerSnapshot layer, CityMetadata? city)
    {
        var (schema, language) = (layer.Schema, Language.OfRequest(context.Request));
        var document = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = schema.Name,
            ["title"] = schema.Title.In(language),
            ["description"] = schema.Description.In(language),
            ["riskmap:titles"] = new { zh = schema.Title.Zh, en = schema.Title.En },
            ["riskmap:count"] = layer.Count,
            ["riskmap:geometryType"] = schema.Geometry.ToString().ToLowerInvariant(),
            ["itemType"] = "feature",
            ["extent"] = ExtentOf(layer),
            ["crs"] = SystemsOf(city),
            ["storageCrs"] = Crs84,
            ["links"] = LinksOf(context, schema.Name, language),
        };
        // An empty layer has none (17-069r4, 7.13: it is no null).
        if (document["extent"] is null) document.Remove("extent");
        return document;
    }

    static IEnumerable<string> SystemsOf(CityMetadata? city) => ServedSystems.Of(city).Select(system => system.Uri!);

    static object? ExtentOf(LayerSnapshot layer)
    {
        var (box, times) = (layer.Extent, LayerTimes.Of(layer));
        if (box.IsEmpty && times is null) return null;
        return new
        {
            spatial = box.IsEmpty ? null : new { bbox = new[] { new[] { box.MinX, box.MinY, box.MaxX, box.MaxY } }, crs = Crs84 },
            temporal = times is null ? null : new { interval = new[] { times.Interval }, trs = Gregorian },
        };
    }

    static Link[] LinksOf(HttpContext context, string name, string language)
    {
        var address = Links.To(context, $"/collections/{name}");
        return
        [
            new(address, "self"),
            new($"{address}?f=html", "alternate", "text/html"),
            new($"{address}/items", "items", GeoJsonType, Title("items")),
            .. ItemsFormat.All.Where(format => format != ItemsFormat.GeoJson).Select(format => new Link($"{address}/items?f={format.Name}", "items", format.MediaType, Title("items"))),
            new($"{address}/schema", "describedby", SchemaType, Title("schema")),
            new($"{address}/schema", $"{Relation}schema", SchemaType, Title("schema")),
            new($"{address}/queryables", $"{Relation}queryables", SchemaType, Title("queryables")),
            new($"{address}/sortables", $"{Relation}sortables", SchemaType, Title("sortables")),
            new($"{address}/tiles", TileSets.ListRelation, Title: Title("tiles")),
            new($"{address}/tiles/WebMercatorQuad/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", "item", TileType, Title("tiles")) { Templated = true },
        ];

        string Title(string what) => MessageTexts.In(language, $"collection.link.{what}");
    }
}
