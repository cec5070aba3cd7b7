using RiskMap.Server.Hosting;

namespace RiskMap.Server.Http;

/// <summary>A link of an answer (RFC 8288 as OGC API writes it).</summary>
/// <param name="Href">Absolute address.</param>
/// <param name="Rel">Relation.</param>
/// <param name="Type">Media type, or null.</param>
/// <param name="Title">Title for people, or null.</param>
public sealed record Link(string Href, string Rel, string? Type = "application/json", string? Title = null)
{
    /// <summary>True when the address is a template.</summary>
    public bool? Templated { get; init; }
}

/// <summary>Absolute addresses: below <c>--public-url</c> where it is given, else below the address that the client used (its Host has passed the gate).</summary>
public static class Links
{
    /// <summary>The address of the landing page without a slash at its end.</summary>
    public static string Base(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<ServerOptions>();
        return options.PublicUrl is { } address
            ? address.AbsoluteUri.TrimEnd('/')
            : $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}";
    }

    /// <summary>The address of a path.</summary>
    public static string To(HttpContext context, string path) => Base(context) + path;

    /// <summary>Tells the links of an answer in its header too (RFC 8288; OGC 17-069r4, recommendation 7), templates and titles left out.</summary>
    public static void WriteHeader(HttpContext context, IEnumerable<Link> links)
    {
        foreach (var link in links.Where(link => link.Templated is not true))
            context.Response.Headers.Append("Link", $"<{link.Href}>; rel=\"{link.Rel}\"{(link.Type is null ? "" : $"; type=\"{link.Type}\"")}");
    }
}
