using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/</c>: for programs the landing page of OGC API - Features (17-069r4, 7.2), for people the console, or a page that says how to add it.
/// </summary>
public static class LandingPage
{
    /// <summary>Media type by which QGIS finds the API document.</summary>
    public const string OpenApiType = "application/vnd.oai.openapi+json;version=3.0";

    /// <summary>Adds it.</summary>
    public static void MapLandingPage(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/", (HttpContext context) =>
        {
            Parameters.AllowPage(context.Request);
            Representation.Vary(context);
            return Representation.IsPage(context.Request) ? PageAsync(context) : WriteAsync(context);
        });

    static Task WriteAsync(HttpContext context)
    {
        var language = Language.OfRequest(context.Request);
        var city = context.RequestServices.GetRequiredService<ServedCity>().Current;
        var name = city?.City?.Name;
        Link[] links =
        [
            new(Links.To(context, "/"), "self"),
            new(Links.To(context, "/?f=html"), "alternate", "text/html", Title("console")),
            new(Links.To(context, "/api"), "service-desc", OpenApiType, Title("api")),
            new(Links.To(context, "/api?f=html"), "service-doc", "text/html", Title("api")),
            new(Links.To(context, "/conformance"), "conformance", Title: Title("conformance")),
            new(Links.To(context, "/conformance"), "http://www.opengis.net/def/rel/ogc/1.0/conformance"),
            new(Links.To(context, "/collections"), "data", Title: Title("collections")),
            new(Links.To(context, "/collections"), "http://www.opengis.net/def/rel/ogc/1.0/data"),
            new(Links.To(context, "/functions"), Functions.Relation, Title: Title("functions")),
            new(Links.To(context, "/tiles"), TileSets.ListRelation, Title: Title("tilesets")),
            new(Links.To(context, "/tiles/tilejson.json"), "related", Title: Title("tiles")),
            new(Links.To(context, "/tileMatrixSets"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", Title: Title("tiling-schemes")),
            new(Links.To(context, "/processes"), ProcessRoutes.ListRelation, Title: Title("processes")),
            new(Links.To(context, "/jobs"), ProcessJobs.ListRelation, Title: Title("jobs")),
            new(Links.To(context, "/districts/risk"), "related", Title: Title("district-risk")),
            new(Links.To(context, "/styles/riskmap.json"), "http://www.opengis.net/def/rel/ogc/1.0/styles", Title: Title("style")),
        ];
        Links.WriteHeader(context, links);
        var document = new
        {
            title = MessageTexts.In(language, "landing.title", name ?? new LocalizedText("RiskMap", "RiskMap")),
            description = MessageTexts.In(language, "landing.description"),
            links,
        };
        return JsonAnswer.WriteAsync(context, () => document, $"{city?.Version.Text ?? VersionToken.Build}.{language}");

        string Title(string what) => MessageTexts.In(language, $"landing.link.{what}");
    }

    static async Task PageAsync(HttpContext context)
    {
        var index = Path.Combine(CityServer.PageFolder, "index.html");
        var page = File.Exists(index)
            ? await File.ReadAllBytesAsync(index, context.RequestAborted)
            : System.Text.Encoding.UTF8.GetBytes(MissingPage(Language.OfRequest(context.Request)));
        if (Conditional.IsNotModified(context, StyleFiles.HashOf(page))) return;
        await JsonAnswer.WriteBytesAsync(context, page, "text/html; charset=utf-8");
    }

    static string MissingPage(string language) => $"""
        <!doctype html>
        <html lang="{language}"><meta charset="utf-8"><title>RiskMap</title>
        <h1>RiskMap</h1>
        <p>{MessageTexts.In(language, "page.missing")}</p>
        <p><a href="?f=json">{MessageTexts.In(language, "page.data")}</a></p>
        </html>
        """;
}
