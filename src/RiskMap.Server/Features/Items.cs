using System.Globalization;
using RiskMap.City.Export;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Security;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/collections/{id}/items</c> (OGC 17-069r4, 7.15) and <c>/items/{fid}</c> (7.16): GeoJSON written straight from the snapshot, page by page of one version.
/// </summary>
public static class Items
{
    /// <summary>Bytes after which what is written goes out.</summary>
    const int FlushSize = 1 << 16;

    /// <summary>Adds both.</summary>
    public static void MapItems(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/collections/{id}/items", WritePageAsync);
        routes.MapRead("/collections/{id}/items/{fid}", WriteOneAsync);
    }

    static async Task WritePageAsync(HttpContext context, ServedCity city, string id)
    {
        var (request, layer) = (context.Request, Collections.Known(id));
        Parameters.Allow(request, "bbox", "datetime", "limit", PageToken.Parameter);
        var query = ItemsQuery.Of(request);
        var start = PageToken.Of(request);
        var snapshot = start?.Snapshot(city, PageLinks.First(context, id)) ?? city.Required;
        context.Response.Headers[VersionMiddleware.VersionHeader] = snapshot.Version.Text;
        context.Response.ContentType = Collections.GeoJsonType;
        context.Response.Headers["Content-Crs"] = $"<{Collections.Crs84}>";
        if (Conditional.IsNotModified(context, snapshot.Version.Text) || HttpMethods.IsHead(request.Method)) return;
        var page = query.Page(snapshot.Layer(layer.Name), start);
        if (page.Next is not null) city.Versions.Keep(snapshot);
        using var json = new JsonBuffer();
        WriteHead(json, page);
        PageLinks.Write(json, context, id, page.Next is { } next ? new PageToken(snapshot.Version.Text, next, page.Matched) : null);
        await WriteFeaturesAsync(json, context, FeatureJson.Of(layer), page.Features);
    }

    static void WriteHead(JsonBuffer json, in ItemsPage page)
    {
        json.Raw("{\"type\":\"FeatureCollection\",\"numberMatched\":"u8);
        json.Integer(page.Matched);
        json.Raw(",\"numberReturned\":"u8);
        json.Integer(page.Features.Count);
        json.Raw(",\"timeStamp\":"u8);
        json.Text(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    static async Task WriteFeaturesAsync(JsonBuffer json, HttpContext context, FeatureJson writer, IReadOnlyList<FeatureRef> features)
    {
        json.Raw(",\"features\":["u8);
        for (var i = 0; i < features.Count; i++)
        {
            if (i > 0) json.Raw(","u8);
            writer.Write(json, features[i]);
            if (json.Written.Length < FlushSize) continue;
            await context.Response.Body.WriteAsync(json.Written, context.RequestAborted);
            json.Clear();
        }

        json.Raw("]}"u8);
        await context.Response.Body.WriteAsync(json.Written, context.RequestAborted);
    }

    static async Task WriteOneAsync(HttpContext context, ServedCity city, string id, string fid)
    {
        var layer = Collections.Known(id);
        Parameters.Allow(context.Request, PersonalFields.Parameter);
        var writer = PersonalFields.Asked(context) ? new FeatureJson(layer, personal: true) : FeatureJson.Of(layer);
        var feature = long.TryParse(fid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? city.Required.Layer(id).Find(number) : null;
        if (feature is not { } found) throw new ProblemException(new Problem(StatusCodes.Status404NotFound, "unknown-feature", id, fid) { Member = "fid", Value = fid });
        context.Response.Headers["Content-Crs"] = $"<{Collections.Crs84}>";
        if (Conditional.IsNotModified(context, found.Revision.ToString(CultureInfo.InvariantCulture))) return;
        using var json = new JsonBuffer();
        writer.Write(json, found);
        await JsonAnswer.WriteBytesAsync(context, json.Written, Collections.GeoJsonType);
    }
}
