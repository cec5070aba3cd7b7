using Microsoft.AspNetCore.WebUtilities;
using RiskMap.City.Export;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>Links of a page of features: itself, its other forms, its collection, and the next page with everything that was asked for.</summary>
public static class PageLinks
{
    /// <summary>The links of a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Id of the collection.</param>
    /// <param name="format">The form in which the page is told.</param>
    /// <param name="next">Where the next page begins, or null behind the last.</param>
    public static IReadOnlyList<Link> Of(HttpContext context, string id, ItemsFormat format, PageToken? next)
    {
        var here = Parameters.Text(context.Request, PageToken.Parameter);
        var links = new List<Link> { new(Address(context, id, here), "self", format.MediaType) };
        links.AddRange(ItemsFormat.All.Where(other => other != format).Select(other => new Link(Address(context, id, here, other), "alternate", other.MediaType)));
        links.Add(new(Links.To(context, $"/collections/{id}"), "collection"));
        if (next is not null) links.Add(new(Address(context, id, next.ToString()), "next", format.MediaType));
        return links;
    }

    /// <summary>The address of the first page of the same question.</summary>
    public static string First(HttpContext context, string id) => Address(context, id, cursor: null);

    /// <summary>Writes the member <c>links</c> behind other members.</summary>
    public static void Write(JsonBuffer json, IReadOnlyList<Link> links)
    {
        json.Raw(",\"links\":["u8);
        for (var i = 0; i < links.Count; i++)
        {
            json.Raw(i == 0 ? "{\"href\":"u8 : ",{\"href\":"u8);
            json.Text(links[i].Href);
            json.Raw(",\"rel\":"u8);
            json.Text(links[i].Rel);
            json.Raw(",\"type\":"u8);
            json.Text(links[i].Type!);
            json.Raw("}"u8);
        }

        json.Raw("]"u8);
    }

    /// <summary>The links as the header Link tells them (RFC 8288), for forms that have no place for them.</summary>
    public static string Header(IReadOnlyList<Link> links) => string.Join(", ", links.Select(link => $"<{link.Href}>; rel=\"{link.Rel}\"; type=\"{link.Type}\""));

    static string Address(HttpContext context, string id, string? cursor, ItemsFormat? format = null)
    {
        var parameters = context.Request.Query
            .Where(parameter => parameter.Key != PageToken.Parameter && (format is null || parameter.Key != "f"))
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value.ToString()));
        if (format is not null) parameters = parameters.Append(KeyValuePair.Create("f", (string?)format.Name));
        if (cursor is not null) parameters = parameters.Append(KeyValuePair.Create(PageToken.Parameter, (string?)cursor));
        return QueryHelpers.AddQueryString(Links.To(context, $"/collections/{id}/items"), parameters);
    }
}
