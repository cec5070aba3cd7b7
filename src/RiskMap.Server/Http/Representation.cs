namespace RiskMap.Server.Http;

/// <summary>Which form of a resource a request wants: <c>f</c> decides where it stands, else Accept (RFC 9110, 12.5.1), else the form for programs.</summary>
public static class Representation
{
    static readonly string[] PageTypes = ["text/html", "application/xhtml+xml"];

    /// <summary>True when a page for people is wanted.</summary>
    public static bool IsPage(HttpRequest request) => Parameters.Text(request, "f") switch
    {
        "html" => true,
        not null => false,
        null => request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault()?.MediaType.Value is { } first
            && PageTypes.Contains(first, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>Says that the answer depends on what the client accepts.</summary>
    public static void Vary(HttpContext context) => context.Response.Headers.Append("Vary", "Accept, Accept-Language");
}
