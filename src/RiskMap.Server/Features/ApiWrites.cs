using System.Text.Json.Nodes;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>The writing operations that the API document describes.</summary>
static class ApiWrites
{
    /// <summary>Adds them to the paths of the items.</summary>
    public static void AddTo(JsonObject paths, string language)
    {
        var items = paths["/collections/{collectionId}/items"]!.AsObject();
        items["post"] = Operation("addItem", "201", Collections.GeoJsonType, "collectionId", "contentCrs", "personal", "idempotencyKey", "who", "lang");
        var item = paths["/collections/{collectionId}/items/{featureId}"]!.AsObject();
        item["put"] = Operation("replaceItem", "200", Collections.GeoJsonType, "collectionId", "featureId", "ifMatch", "contentCrs", "personal", "idempotencyKey", "who", "lang");
        item["patch"] = Operation("changeItem", "200", WriteBody.MergePatchType, "collectionId", "featureId", "ifMatch", "contentCrs", "personal", "idempotencyKey", "who", "lang");
        item["delete"] = Operation("removeItem", "204", null, "collectionId", "featureId", "ifMatch", "idempotencyKey", "who", "lang");

        JsonObject Operation(string id, string status, string? body, params string[] parameters) => Make(id, Summary(id), status, body, parameters);

        string Summary(string id) => id switch
        {
            "addItem" => MessageTexts.In(language, "api.add-item"),
            "replaceItem" => MessageTexts.In(language, "api.replace-item"),
            "changeItem" => MessageTexts.In(language, "api.change-item"),
            _ => MessageTexts.In(language, "api.remove-item"),
        };
    }

    /// <summary>The headers of writes as parameters.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Parameters() =>
    [
        new("ifMatch", Header("If-Match", required: true)),
        new("contentCrs", Header(CrsParameters.Header, required: false)),
        new("idempotencyKey", Header(WriteHeaders.KeyHeader, required: false)),
        new("who", Header(WriteHeaders.WhoHeader, required: false)),
    ];

    static JsonObject Header(string name, bool required) => new() { ["name"] = name, ["in"] = "header", ["required"] = required, ["schema"] = new JsonObject { ["type"] = "string" } };

    static JsonObject Make(string id, string summary, string status, string? body, string[] parameters)
    {
        var answer = new JsonObject { ["description"] = summary };
        if (body is not null) answer["content"] = Content(Collections.GeoJsonType);
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = summary,
            ["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)Reference($"parameters/{name}"))]),
            ["responses"] = new JsonObject { [status] = answer, ["default"] = Reference("responses/Problem") },
        };
        if (body is not null) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body) };
        return operation;
    }

    static JsonObject Content(string type) => new() { [type] = new JsonObject { ["schema"] = Reference("schemas/Feature") } };

    static JsonObject Reference(string component) => new() { ["$ref"] = $"#/components/{component}" };
}
