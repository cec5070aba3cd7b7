using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>A form in which a page of features is told.</summary>
/// <param name="Name">Value of the parameter <c>f</c>.</param>
/// <param name="MediaType">Media type.</param>
public sealed record ItemsFormat(string Name, string MediaType)
{
    /// <summary>One FeatureCollection (RFC 7946).</summary>
    public static readonly ItemsFormat GeoJson = new("json", Collections.GeoJsonType);

    /// <summary>One feature after another, each behind a record separator (RFC 8142).</summary>
    public static readonly ItemsFormat GeoJsonSequence = new("geojsonseq", "application/geo+json-seq");

    /// <summary>A table for spreadsheets (RFC 4180).</summary>
    public static readonly ItemsFormat Csv = new("csv", "text/csv; charset=utf-8; header=present");

    /// <summary>A page for people.</summary>
    public static readonly ItemsFormat Page = new("html", HtmlPage.MediaType);

    /// <summary>All forms; the first is that of clients that do not mind.</summary>
    public static IReadOnlyList<ItemsFormat> All { get; } = [GeoJson, GeoJsonSequence, Csv, Page];

    /// <summary>The form that a request asks for by <c>f</c>, else by Accept; GeoJSON where it accepts none of them.</summary>
    /// <exception cref="ProblemException">400: <c>f</c> names no form.</exception>
    public static ItemsFormat Of(HttpRequest request) => Parameters.Text(request, "f") switch
    {
        null => Accepted(request),
        "geojson" => GeoJson,
        var name => All.FirstOrDefault(format => format.Name == name)
            ?? throw Problem.Invalid("f", name, MessageTexts.Both("expected.items-format", string.Join(", ", All.Select(format => format.Name)))),
    };

    static ItemsFormat Accepted(HttpRequest request)
    {
        foreach (var type in request.GetTypedHeaders().Accept.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MediaType == "*/*" || type.MediaType == "application/json") return GeoJson;
            if (All.FirstOrDefault(format => type.MediaType.Equals(format.MediaType.Split(';')[0], StringComparison.OrdinalIgnoreCase)) is { } format) return format;
        }

        return GeoJson;
    }
}
