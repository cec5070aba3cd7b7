using System.Globalization;
using System.Text.Json.Nodes;

namespace RiskMap.Server.Features;

/// <summary>One operation of the API document.</summary>
/// <param name="Method"><c>get</c>, <c>post</c> and so on.</param>
/// <param name="Path">Path with its templates.</param>
/// <param name="Id">Name by which generated clients call it.</param>
/// <param name="Tag">Group.</param>
/// <param name="Summary">What it does.</param>
sealed record ApiOperation(string Method, string Path, string Id, string Tag, string Summary)
{
    /// <summary>Names of parameters below <c>components/parameters</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Parameters of this operation alone.</summary>
    public IReadOnlyList<JsonObject> OwnParameters { get; init; } = [];

    /// <summary>Schema of the body, or null where it takes none.</summary>
    public string? Body { get; init; }

    /// <summary>Media types of the body.</summary>
    public IReadOnlyList<string> BodyTypes { get; init; } = [];

    /// <summary>Status when it is done.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What it answers then: media types with their schemas.</summary>
    public IReadOnlyList<(string Type, string Schema)> Content { get; init; } = [];

    /// <summary>True when there is a page for people.</summary>
    public bool HasPage => Content.Any(entry => entry.Type == "text/html");

    /// <summary>Names of headers of that answer below <c>components/headers</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Other answers: names below <c>components/responses</c> by status.</summary>
    public IReadOnlyList<int> Others { get; init; } = [];

    /// <summary>The operation as OpenAPI 3.0.3 writes it.</summary>
    public JsonObject ToJson()
    {
        var operation = new JsonObject { ["operationId"] = Id, ["tags"] = new JsonArray(Tag), ["summary"] = Summary };
        if (Parameters.Count + OwnParameters.Count > 0)
            operation["parameters"] = new JsonArray([.. Parameters.Select(name => (JsonNode)Reference($"parameters/{name}")), .. OwnParameters.Select(JsonNode (own) => own)]);
        if (Body is { } body) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = ContentOf(BodyTypes.Select(type => (type, body))) };
        operation["responses"] = Responses();
        return operation;
    }

    /// <summary>A reference to a component.</summary>
    public static JsonObject Reference(string component) => new() { ["$ref"] = $"#/components/{component}" };

    JsonObject Responses()
    {
        var done = new JsonObject { ["description"] = Summary };
        if (Headers.Count > 0) done["headers"] = new JsonObject(Headers.Select(name => KeyValuePair.Create(name, (JsonNode?)Reference($"headers/{name}"))));
        if (Content.Count > 0) done["content"] = ContentOf(Content);
        var responses = new JsonObject { [Text(Status)] = done };
        foreach (var other in Others) responses[Text(other)] = Reference($"responses/{ApiResponses.NameOf(other)}");
        responses["default"] = Reference("responses/Problem");
        return responses;
    }

    static JsonObject ContentOf(IEnumerable<(string Type, string Schema)> content) => new(
        content.Select(entry => KeyValuePair.Create(entry.Type, (JsonNode?)new JsonObject { ["schema"] = Reference($"schemas/{entry.Schema}") })));

    static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
