using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Server.Commands;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/api</c>: the OpenAPI 3.0 document of what is served here, which is what OGC clients read (17-069r4, 9.1), and its page for people.</summary>
public static class ApiDocument
{
    /// <summary>Adds it.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/api", (HttpContext context) =>
        {
            Parameters.AllowPage(context.Request);
            Representation.Vary(context);
            var language = Language.OfRequest(context.Request);
            var writes = !context.RequestServices.GetRequiredService<ServerOptions>().ReadOnly;
            var etag = $"{VersionToken.Build}.{language}.{(writes ? "rw" : "ro")}";
            return Representation.IsPage(context.Request)
                ? WritePageAsync(context, ApiPaths.All(language, writes), etag)
                : JsonAnswer.WriteAsync(context, () => Document(context, language, writes), etag, LandingPage.OpenApiType);
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
        // Until there is access control nobody logs in.
        ["security"] = new JsonArray(),
        ["tags"] = new JsonArray([.. Tags(language).Select(tag => (JsonNode)new JsonObject { ["name"] = tag.Name, ["description"] = tag.Text })]),
        ["paths"] = Paths(ApiPaths.All(language, writes)),
        ["components"] = new JsonObject
        {
            ["parameters"] = ApiParameters.All(language),
            ["headers"] = ApiResponses.Headers(language),
            ["responses"] = ApiResponses.All(language),
            ["schemas"] = ApiSchemas.All(language),
        },
    };

    static IEnumerable<(string Name, string Text)> Tags(string language) =>
    [
        .. new[] { ApiPaths.Service, ApiPaths.TileGroup, ApiPaths.Risk, ApiProcesses.Tag, ApiDispatch.Tag, ApiPaths.Operation }.Select(tag => (tag, MessageTexts.In(language, $"api.tag.{tag}"))),
        .. CityLayers.All.Select(layer => (layer.Name, layer.Title.In(language))),
    ];

    static JsonObject Paths(IEnumerable<ApiOperation> operations)
    {
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(operation => operation.Path, StringComparer.Ordinal))
            paths[path.Key] = new JsonObject(path.Select(operation => KeyValuePair.Create(operation.Method, (JsonNode?)operation.ToJson())));
        return paths;
    }

    static Task WritePageAsync(HttpContext context, IEnumerable<ApiOperation> operations, string etag)
    {
        var page = new HtmlPage(context, MessageTexts.In(Language.OfRequest(context.Request), "landing.link.api")).Form("OpenAPI 3.0", "json", LandingPage.OpenApiType);
        page.Paragraph(page.Say("page.api"));
        var tags = Tags(page.Language).ToDictionary(tag => tag.Name, tag => tag.Text, StringComparer.Ordinal);
        foreach (var group in operations.GroupBy(operation => operation.Tag, StringComparer.Ordinal))
        {
            page.Heading(tags[group.Key]);
            page.Table(
                [page.Say("page.method"), page.Say("page.path"), page.Say("page.does"), "operationId"],
                group.Select(operation => (IReadOnlyList<Html>)
                [
                    Html.Code(operation.Method.ToUpperInvariant()),
                    Way(page, context, operation),
                    operation.Summary,
                    Html.Code(operation.Id),
                ]));
        }

        return page.WriteAsync(etag);
    }

    // What has a page is shown as one; what has none is opened as it is.
    static Html Way(HtmlPage page, HttpContext context, ApiOperation operation)
    {
        if (operation.Method != "get" || operation.Path.Contains('{', StringComparison.Ordinal)) return Html.Code(operation.Path);
        return Html.Link(operation.Path, operation.HasPage ? page.To(operation.Path) : Links.To(context, operation.Path));
    }
}
