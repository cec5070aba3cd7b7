using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/functions</c>: what filters may call beside what CQL2 has (OGC 21-065r2, 6.4), from the one table of functions.</summary>
public static class Functions
{
    /// <summary>Relation under which the landing page links to it.</summary>
    public const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/functions";

    /// <summary>Adds it.</summary>
    public static void MapFunctions(this IEndpointRouteBuilder routes) => routes.MapRead("/functions", (HttpContext context) =>
    {
        Parameters.Allow(context.Request);
        context.Response.Headers.Append("Vary", "Accept-Language");
        var language = Language.OfRequest(context.Request);
        var document = new
        {
            links = new Link[] { new(Links.To(context, "/functions"), "self") },
            functions = FilterFunctions.All.Select(function => Describe(function, language)),
        };
        return JsonAnswer.WriteAsync(context, () => document, $"{VersionToken.Build}.{language}");
    });

    static object Describe(FilterFunction function, string language) => new
    {
        name = function.Name,
        description = function.Description.In(language),
        arguments = function.Arguments.Select(argument => new { title = argument.Name, description = argument.Title.In(language), type = new[] { NameOf(argument.Type) } }),
        returns = new[] { NameOf(function.Returns) },
    };

    static string NameOf(FunctionType type) => type.ToString().ToLowerInvariant();
}
