using Microsoft.AspNetCore.WebUtilities;
using RiskMap.City.Export;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>Links of a page of features: itself, its collection, and the next page with every filter that was asked for.</summary>
public static class PageLinks
{
    /// <summary>Writes the member <c>links</c> behind other members.</summary>
    public static void Write(JsonBuffer json, HttpContext context, string id, PageToken? next)
    {
        json.Raw(",\"links\":["u8);
        WriteLink(json, Address(context, id, PageToken.Of(context.Request)), "self", Collections.GeoJsonType);
        json.Raw(","u8);
        WriteLink(json, Links.To(context, $"/collections/{id}"), "collection", "application/json");
        if (next is not null)
        {
            json.Raw(","u8);
            WriteLink(json, Address(context, id, next), "next", Collections.GeoJsonType);
        }

        json.Raw("]"u8);
    }

    /// <summary>The address of the first page of the same question.</summary>
    public static string First(HttpContext context, string id) => Address(context, id, start: null);

    static string Address(HttpContext context, string id, PageToken? start)
    {
        var parameters = context.Request.Query
            .Where(parameter => parameter.Key != PageToken.Parameter)
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value.ToString()));
        if (start is not null) parameters = parameters.Append(KeyValuePair.Create(PageToken.Parameter, (string?)start.ToString()));
        return QueryHelpers.AddQueryString(Links.To(context, $"/collections/{id}/items"), parameters);
    }

    static void WriteLink(JsonBuffer json, string address, string relation, string type)
    {
        json.Raw("{\"href\":"u8);
        json.Text(address);
        json.Raw(",\"rel\":"u8);
        json.Text(relation);
        json.Raw(",\"type\":"u8);
        json.Text(type);
        json.Raw("}"u8);
    }
}
