using System.Text.Json.Nodes;
using RiskMap.Server.Commands;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/api</c>: the OpenAPI 3.0 document of what is served here, which is what OGC clients read (17-069r4, 9.1).</summary>
public static class ApiDocument
{
    /// <summary>Adds it.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/api", (HttpContext context) =>
        {
            Parameters.Allow(context.Request);
            var language = Language.OfRequest(context.Request);
            context.Response.Headers.Append("Vary", "Accept-Language");
            var writes = !context.RequestServices.GetRequiredService<ServerOptions>().ReadOnly;
            return JsonAnswer.WriteAsync(context, Document(context, language, writes), $"{Writing.ProgramVersion}.{language}.{(writes ? "rw" : "ro")}", LandingPage.OpenApiType);
        });

    static JsonObject Document(HttpContext context, string language, bool writes) => new()
    {
        ["openapi"] = "3.0.3",
        ["info"] = new JsonObject
        {
            ["title"] = "RiskMap",
            ["version"] = Writing.ProgramVersion,
            ["description"] = MessageTexts.In(language, "landing.description"),
            ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["url"] = "https://www.apache.org/licenses/LICENSE-2.0" },
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = Links.Base(context) }),
        ["paths"] = Paths(language, writes),
        ["components"] = new JsonObject { ["schemas"] = ApiSchemas.All(), ["parameters"] = ApiParameters.All(), ["responses"] = ApiSchemas.Responses() },
    };

    static JsonObject Paths(string language, bool writes)
    {
        var paths = new JsonObject
        {
            ["/"] = Get("landingPage", "api.landing", "application/json", "Document"),
            ["/conformance"] = Get("conformance", "landing.link.conformance", "application/json", "Document"),
            ["/functions"] = Get("functions", "landing.link.functions", "application/json", "Document"),
            ["/collections"] = Get("collections", "landing.link.collections", "application/json", "Document"),
            ["/collections/{collectionId}"] = Get("collection", "api.collection", "application/json", "Document", "collectionId"),
            ["/collections/{collectionId}/schema"] = Get("schema", "collection.link.schema", Collections.SchemaType, "Document", "collectionId"),
            ["/collections/{collectionId}/queryables"] = Get("queryables", "collection.link.queryables", Collections.SchemaType, "Document", "collectionId"),
            ["/collections/{collectionId}/sortables"] = Get("sortables", "collection.link.sortables", Collections.SchemaType, "Document", "collectionId"),
            ["/collections/{collectionId}/items"] =
                Get("items", "collection.link.items", Collections.GeoJsonType, "FeatureCollection", "collectionId", "bbox", "bbox-crs", "crs", "datetime", "limit", "properties", "sortby", "items-f", "cursor"),
            ["/collections/{collectionId}/items/{featureId}"] =
                Get("item", "api.item", Collections.GeoJsonType, "Feature", "collectionId", "featureId", "crs", "personal"),
            ["/collections/{collectionId}/tiles/WebMercatorQuad/{z}/{y}/{x}"] =
                Get("collectionTile", "collection.link.tiles", Collections.TileType, "Tile", "collectionId", "z", "y", "x", "v"),
            ["/tiles/{z}/{x}/{y}.mvt"] = Get("tile", "landing.link.tiles", Collections.TileType, "Tile", "z", "x", "y", "collections", "v"),
            ["/tiles/tilejson.json"] = Get("tilejson", "landing.link.tiles", "application/json", "Document"),
            ["/districts/risk"] = Get("districtRisk", "landing.link.district-risk", "application/json", "Document"),
            ["/parks/risk"] = Get("parkRisk", "api.park-risk", "application/json", "Document"),
            ["/styles/riskmap.json"] = Get("style", "landing.link.style", "application/json", "Document"),
            ["/healthz"] = Get("health", "api.health", "application/json", "Document"),
            ["/readyz"] = Get("ready", "api.ready", "application/json", "Document"),
            ["/metrics"] = Get("metrics", "api.metrics", "text/plain", "Text"),
        };
        if (writes) ApiWrites.AddTo(paths, language);
        return paths;

        JsonObject Get(string id, string text, string type, string schema, params string[] parameters) => Operation(id, MessageTexts.In(language, text), type, schema, parameters);
    }

    static JsonObject Operation(string id, string summary, string type, string schema, string[] parameters) => new()
    {
        ["get"] = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = summary,
            ["parameters"] = new JsonArray([.. parameters.Append("lang").Select(name => (JsonNode)Reference($"parameters/{name}"))]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = summary,
                    ["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = Reference($"schemas/{schema}") } },
                },
                ["default"] = Reference("responses/Problem"),
            },
        },
    };

    static JsonObject Reference(string component) => new() { ["$ref"] = $"#/components/{component}" };
}
