using RiskMap.Server.Commands;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary><c>/conformance</c> (OGC 17-069r4, 7.4): the declared classes of <see cref="ConformanceClasses"/>, and nothing else.</summary>
public static class Conformance
{
    static readonly string[] Declared = [.. ConformanceClasses.All.Where(row => row.IsDeclared).Select(row => row.Uri!)];

    /// <summary>Adds it.</summary>
    public static void MapConformance(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/conformance", (HttpContext context) =>
        {
            Parameters.Allow(context.Request);
            return JsonAnswer.WriteAsync(context, new { conformsTo = Declared }, Writing.ProgramVersion);
        });
}
