using RiskMap.City.Snapshot;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/conformance</c> (OGC 17-069r4, 7.4): the declared classes of <see cref="ConformanceClasses"/>, and nothing else.</summary>
public static class Conformance
{
    static readonly ConformanceClass[] Declared = [.. ConformanceClasses.All.Where(row => row.IsDeclared)];

    /// <summary>Adds it.</summary>
    public static void MapConformance(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/conformance", (HttpContext context) =>
        {
            Parameters.AllowPage(context.Request);
            Representation.Vary(context);
            return Representation.IsPage(context.Request) ? WritePageAsync(context) : WriteAsync(context);
        });

    static Task WriteAsync(HttpContext context)
    {
        Link[] links = [new(Links.To(context, "/conformance"), "self"), new(Links.To(context, "/conformance?f=html"), "alternate", "text/html")];
        Links.WriteHeader(context, links);
        return JsonAnswer.WriteAsync(context, () => new { links, conformsTo = Declared.Select(row => row.Uri) }, VersionToken.Build);
    }

    static Task WritePageAsync(HttpContext context)
    {
        var page = new HtmlPage(context, MessageTexts.In(Language.OfRequest(context.Request), "landing.link.conformance")).Form("JSON", "json", "application/json");
        page.Paragraph(page.Say("page.conformance"));
        page.Table([page.Say("page.standard"), page.Say("page.class"), "URI"], Declared.Select(row => (IReadOnlyList<Html>)[row.Standard, row.Name, Html.Code(row.Uri!)]));
        return page.WriteAsync(VersionToken.Build);
    }
}
