using System.Text.Json.Nodes;
using RiskMap.City.Model.Layers;
using RiskMap.Server.Hosting;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>The dispatch record in the API document.</summary>
static class ApiDispatch
{
    /// <summary>Group of these operations.</summary>
    internal const string Tag = "dispatch";

    const string Json = "application/json";

    static readonly int[] Sending =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status503ServiceUnavailable,
    ];

    /// <summary>The operations.</summary>
    /// <param name="language">Language of their texts.</param>
    /// <param name="writes">False where the server takes no writes.</param>
    internal static IEnumerable<ApiOperation> Operations(string language, bool writes)
    {
        yield return new("get", "/dispatch/{incidentId}", "getDispatch", Tag, MessageTexts.In(language, "api.dispatch"))
        {
            Parameters = ["incidentId", "lang", "ifNoneMatch", "minVersion"],
            Content = [(Json, "DispatchRecord")],
            Headers = ["ETag", VersionMiddleware.VersionHeader],
            Others = [StatusCodes.Status304NotModified, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable],
        };
        if (!writes) yield break;
        yield return new("post", "/dispatch", "sendForce", Tag, MessageTexts.In(language, "api.send-force"))
        {
            Parameters = ["idempotencyKey", "who", "lang"],
            Body = "Dispatch",
            BodyTypes = [Json],
            Status = StatusCodes.Status201Created,
            Content = [(Json, "SentForce")],
            Headers = ["Location", .. ApiPaths.WriteHeadersTold],
            Others = Sending,
        };
    }

    /// <summary>Adds the schemas.</summary>
    internal static void AddSchemas(JsonObject all)
    {
        all["Dispatch"] = DispatchRequest.Schema();
        all["SentForce"] = ApiSchemas.Object(["incidentId", "incidentKey", "orders", "dataVersion"],
            ("incidentId", Id()), ("incidentKey", ApiSchemas.Text()), ("dataVersion", ApiSchemas.Text()),
            ("orders", ApiSchemas.ArrayOf(ApiSchemas.Object(["id", "key", "layer", "unitId", "unitKey", "state", "revision"],
                ("id", Id()), ("key", ApiSchemas.Text()), ("layer", ApiSchemas.OneOf(DispatchOrders.UnitLayers)), ("unitId", Id()), ("unitKey", ApiSchemas.Text()), ("name", OrNull(ApiSchemas.Text())),
                ("state", ApiSchemas.OneOf(DispatchOrders.States)), ("revision", Id()), ("expectedSeconds", OrNull(Number()))))));
        all["DispatchRecord"] = ApiSchemas.Object(["incident", "orders", "dataVersion"],
            ("incident", ApiSchemas.To($"{ApiLayerSchemas.NameOf(Incidents.Schema)}Feature")), ("orders", ApiSchemas.ArrayOf(Order())), ("dataVersion", ApiSchemas.Text()));
    }

    static JsonObject Order() => ApiSchemas.Object(["id", "key", "revision", "layer", "unitKey", "materials"],
        ("id", Id()), ("key", ApiSchemas.Text()), ("revision", Id()), ("orderedBy", OrNull(Id())), ("layer", ApiSchemas.Text()), ("unitId", OrNull(Id())), ("unitKey", ApiSchemas.Text()),
        ("name", OrNull(ApiSchemas.Text())), ("location", OrNull(ApiSchemas.ArrayOf(Number(), 2, 2))), ("state", OrNull(ApiSchemas.OneOf(DispatchOrders.States))),
        ("orderedAt", OrNull(Time())), ("turnedOutAt", OrNull(Time())), ("arrivedAt", OrNull(Time())), ("releasedAt", OrNull(Time())),
        ("expectedSeconds", OrNull(Number())), ("expectedAt", OrNull(Time())), ("late", OrNull(new JsonObject { ["type"] = "boolean" })),
        ("materials", ApiSchemas.ArrayOf(ApiSchemas.Object(["code", "quantity"],
            ("code", ApiSchemas.Text()), ("quantity", Number()), ("unit", OrNull(ApiSchemas.Text())), ("name", OrNull(ApiSchemas.Text())), ("used", OrNull(Number()))))),
        ("note", OrNull(ApiSchemas.Text())));

    static JsonObject Id() => new() { ["type"] = "integer", ["format"] = "int64" };

    static JsonObject Number() => new() { ["type"] = "number" };

    static JsonObject Time() => new() { ["type"] = "string", ["format"] = "date-time" };

    // A value that may be null must stand in the list too (OpenAPI 3.0.3, proposal 003).
    static JsonObject OrNull(JsonObject schema)
    {
        schema["nullable"] = true;
        if (schema["enum"] is JsonArray codes) codes.Add((JsonNode?)null);
        return schema;
    }
}
