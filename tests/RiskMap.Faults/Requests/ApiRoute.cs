using System.Text.Json;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Requests;

/// <summary>A path template and its parameters in the query.</summary>
sealed record ApiRoute(string Method, string Template, string[] Parameters)
{
    static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    // What is served beside the API that the document describes, and what is asked for though nobody serves it.
    static readonly ApiRoute[] Further =
    [
        new("GET", "/", ["f"]), new("GET", "/api", []), new("GET", "/metrics", []), new("GET", "/healthz", []), new("GET", "/readyz", []),
        new("GET", "/styles/{name}", []), new("GET", "/tiles/tilejson.json", []), new("GET", "/districts/risk", []), new("GET", "/parks/risk", []),
        new("GET", "/collections/{collectionId}/items", ["bbox", "datetime", "limit", "filter", "filter-lang", "filter-crs", "crs", "bbox-crs", "sortby", "properties", "cursor", "f"]),
        new("GET", "/tiles/{z}/{x}/{y}.mvt", ["collections", "v"]),
        new("GET", "/collections/{collectionId}/tiles/WebMercatorQuad/{z}/{y}/{x}", ["v"]),
        new("GET", "/map/{z}/{x}/{y}.png", ["v", "lang"]), new("GET", "/map/{z}/{x}/{y}@2x.png", ["v", "lang"]), new("GET", "/map/static", ["bbox", "size", "width", "height", "collection", "id", "lang"]),
        new("GET", "/index.html", []), new("GET", "/assets/{name}", []), new("GET", "/{name}", []), new("GET", "/{name}/{name}/{name}", []),
    ];

    /// <summary>Every operation of the served OpenAPI document (3.0), and what stands beside it.</summary>
    public static async Task<ApiRoute[]> AllAsync(CityServer server)
    {
        using var document = JsonDocument.Parse(await server.Client.GetByteArrayAsync(new Uri("api", UriKind.Relative)));
        var root = document.RootElement;
        var described = root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(operation => Methods.Contains(operation.Name))
            .Select(operation => new ApiRoute(operation.Name.ToUpperInvariant(), path.Name, [.. Queries(root, path.Value), .. Queries(root, operation.Value)])));
        return [.. described, .. Further];
    }

    static IEnumerable<string> Queries(JsonElement root, JsonElement owner) => !owner.TryGetProperty("parameters", out var list) ? [] : list.EnumerateArray()
        .Select(parameter => parameter.TryGetProperty("$ref", out var reference) ? Resolve(root, reference.GetString()!) : parameter)
        .Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!);

    static JsonElement Resolve(JsonElement root, string reference) => reference.Split('/').Skip(1).Aggregate(root, (element, name) => element.GetProperty(name));
}
