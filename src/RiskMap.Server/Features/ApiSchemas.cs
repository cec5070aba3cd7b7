using System.Text.Json.Nodes;

namespace RiskMap.Server.Features;

/// <summary>The schemas and answers that the API document describes.</summary>
static class ApiSchemas
{
    public static JsonObject All() => new()
    {
        ["Document"] = new JsonObject { ["type"] = "object" },
        ["Text"] = Text(),
        ["Tile"] = new JsonObject { ["type"] = "string", ["format"] = "binary" },
        ["Feature"] = Object(("type", Text("Feature")), ("id", Integer()), ("geometry", Nullable()), ("properties", new JsonObject { ["type"] = "object" })),
        ["FeatureCollection"] = Object(
            ("type", Text("FeatureCollection")), ("numberMatched", Integer()), ("numberReturned", Integer()), ("timeStamp", Time()),
            ("links", ArrayOf(new JsonObject { ["type"] = "object" })), ("features", ArrayOf(new JsonObject { ["$ref"] = "#/components/schemas/Feature" }))),
        ["Problem"] = Object(
            ("type", Text()), ("title", Text()), ("status", Integer()), ("detail", Text()), ("instance", Text()), ("member", Text()), ("value", Text()), ("remedy", Text())),
    };

    public static JsonObject Responses() => new()
    {
        ["Problem"] = new JsonObject
        {
            ["description"] = "RFC 9457",
            ["content"] = new JsonObject
            {
                ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } },
            },
        },
    };

    static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode Schema)> members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in members) properties[name] = schema;
        return new() { ["type"] = "object", ["properties"] = properties };
    }

    static JsonObject Text(string? only = null) => only is null
        ? new() { ["type"] = "string" }
        : new() { ["type"] = "string", ["enum"] = new JsonArray(only) };

    static JsonObject Time() => new() { ["type"] = "string", ["format"] = "date-time" };

    static JsonObject Integer() => new() { ["type"] = "integer" };

    static JsonObject Nullable() => new() { ["type"] = "object", ["nullable"] = true };

    static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
}
