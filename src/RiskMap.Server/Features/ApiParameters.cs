using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>The parameters that the API document describes.</summary>
static class ApiParameters
{
    public static JsonObject All() => new(ApiWrites.Parameters())
    {
        ["collectionId"] = InPath("collectionId", new JsonObject { ["type"] = "string", ["enum"] = Names() }),
        ["featureId"] = InPath("featureId", new JsonObject { ["type"] = "integer", ["format"] = "int64" }),
        ["z"] = InPath("z", new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = TileId.MaxZoom }),
        ["x"] = InPath("x", new JsonObject { ["type"] = "integer", ["minimum"] = 0 }),
        ["y"] = InPath("y", new JsonObject { ["type"] = "integer", ["minimum"] = 0 }),
        ["bbox"] = ListInQuery("bbox", new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 4,
            ["maxItems"] = 6,
            ["items"] = new JsonObject { ["type"] = "number" },
        }),
        [CrsParameters.Box] = InQuery(CrsParameters.Box, new JsonObject { ["type"] = "string", ["format"] = "uri", ["default"] = Collections.Crs84 }),
        [CrsParameters.Answer] = InQuery(CrsParameters.Answer, new JsonObject { ["type"] = "string", ["format"] = "uri", ["default"] = Collections.Crs84 }),
        [PropertyParameters.Properties] = ListInQuery(PropertyParameters.Properties, Texts()),
        [PropertyParameters.SortBy] = ListInQuery(PropertyParameters.SortBy, Texts()),
        ["items-f"] = InQuery("f", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. ItemsFormat.All.Select(format => (JsonNode)format.Name)]) }),
        ["datetime"] = InQuery("datetime", new JsonObject { ["type"] = "string" }),
        ["limit"] = InQuery("limit", new JsonObject
        {
            ["type"] = "integer",
            ["minimum"] = 1,
            ["maximum"] = Parameters.MaximumLimit,
            ["default"] = Parameters.DefaultLimit,
        }),
        ["cursor"] = InQuery(PageToken.Parameter, new JsonObject { ["type"] = "string" }),
        ["personal"] = InQuery("personal", new JsonObject { ["type"] = "boolean", ["default"] = false }),
        ["collections"] = ListInQuery("collections", new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string", ["enum"] = Names() },
        }),
        ["v"] = InQuery("v", new JsonObject { ["type"] = "string" }),
        ["lang"] = InQuery("lang", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("zh", "en") }),
    };

    static JsonObject Texts() => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } };

    static JsonArray Names() => [.. CityLayers.All.Select(layer => (JsonNode)layer.Name)];

    static JsonObject InPath(string name, JsonObject schema) => new() { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = schema };

    static JsonObject InQuery(string name, JsonObject schema) => new() { ["name"] = name, ["in"] = "query", ["required"] = false, ["schema"] = schema };

    static JsonObject ListInQuery(string name, JsonObject schema)
    {
        var parameter = InQuery(name, schema);
        parameter["style"] = "form";
        parameter["explode"] = false;
        return parameter;
    }
}
