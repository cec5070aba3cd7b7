using System.Buffers;
using System.Globalization;
using RiskMap.City.Export;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.GeoJson;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Security;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/collections/{id}/items</c> (OGC 17-069r4, 7.15) and <c>/items/{fid}</c> (7.16): written straight from the snapshot, page by page of one version,
/// in any of the served coordinate systems (18-058r1).
/// </summary>
public static class Items
{
    /// <summary>Adds both.</summary>
    public static void MapItems(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/collections/{id}/items", WritePageAsync);
        routes.MapRead("/collections/{id}/items/{fid}", WriteOneAsync);
    }

    static Task WritePageAsync(HttpContext context, ServedCity city, ServerOptions options, string id)
    {
        var request = ItemsRequest.Of(context, city, id);
        var (response, language) = (context.Response, Language.OfRequest(context.Request));
        response.Headers[VersionMiddleware.VersionHeader] = request.Snapshot.Version.Text;
        response.Headers.Append("Vary", request.Format == ItemsFormat.Csv || request.Format == ItemsFormat.Page ? "Accept, Accept-Language" : "Accept");
        if (request.Format != ItemsFormat.Page) response.Headers.Append("Vary", "Accept-Encoding");
        if (request.Format == ItemsFormat.Page) return ItemPages.WriteAsync(context, city, request);
        CrsParameters.Tell(response, request.Crs);
        return Conditional.IsNotModified(context, TagOf(request, language)) ? Task.CompletedTask : TellAsync(context, city, request, options.PageBytes, language);
    }

    // One address may be told in several forms and, for tables, languages.
    static string TagOf(ItemsRequest request, string language) => request.Format == ItemsFormat.GeoJson
        ? request.Snapshot.Version.Text
        : $"{request.Snapshot.Version.Text}.{request.Format.Name}.{language}";

    static async Task TellAsync(HttpContext context, ServedCity city, ItemsRequest request, int budgetBytes, string language)
    {
        var page = request.Page();
        using var body = new ItemsBody(request, page, budgetBytes, language);
        var next = request.Next(context.Request, page, body.Told);
        if (next is not null) city.Versions.Keep(request.Snapshot);
        var links = PageLinks.Of(context, request.Layer.Name, request.Format, next);
        if (request.Format == ItemsFormat.GeoJson) body.Enclose(links);
        else TellInHeaders(context.Response, page.Matched, body.Told, links);
        context.Response.ContentType = request.Format.MediaType;
        await WriteAsync(context, PageCoding.Apply(context, body.Parts));
    }

    static void TellInHeaders(HttpResponse response, int matched, int returned, IReadOnlyList<Link> links)
    {
        response.Headers.Link = PageLinks.Header(links);
        response.Headers["OGC-NumberMatched"] = matched.ToString(CultureInfo.InvariantCulture);
        response.Headers["OGC-NumberReturned"] = returned.ToString(CultureInfo.InvariantCulture);
    }

    static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte>[] parts)
    {
        context.Response.ContentLength = parts.Sum(part => (long)part.Length);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        foreach (var part in parts) context.Response.BodyWriter.Write(part.Span);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    static async Task WriteOneAsync(HttpContext context, ServedCity city, string id, string fid)
    {
        var layer = Collections.Known(id);
        Parameters.AllowPage(context.Request, PersonalFields.Parameter, CrsParameters.Answer);
        Representation.Vary(context);
        var (snapshot, personal) = (city.Required, PersonalFields.Asked(context));
        var crs = CrsParameters.Of(context.Request, CrsParameters.Answer, snapshot);
        var feature = long.TryParse(fid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? snapshot.Layer(id).Find(number) : null;
        if (feature is not { } found) throw new ProblemException(ProblemTable.UnknownFeature(id, fid, "fid"));
        if (Representation.IsPage(context.Request))
        {
            await ItemPages.WriteAsync(context, snapshot, found, personal);
            return;
        }

        CrsParameters.Tell(context.Response, crs);
        if (Conditional.IsNotModified(context, found.Revision.ToString(CultureInfo.InvariantCulture))) return;
        using var json = new JsonBuffer();
        WriteOne(json, found, crs, personal);
        await JsonAnswer.WriteBytesAsync(context, FeatureLinks.Added(context, layer, number, json.Written), Collections.GeoJsonType);
    }

    /// <summary>Writes one feature as GET tells it.</summary>
    internal static void WriteOne(JsonBuffer json, in FeatureRef feature, CoordinateSystem crs, bool personal)
    {
        var layer = feature.Block.Schema;
        var writer = personal ? new FeatureJson(layer, personal: true) : FeatureJson.Of(layer);
        if (ReferenceEquals(crs, CoordinateSystem.Crs84)) writer.Write(json, feature);
        else writer.Write(json, feature, FeatureGeometries.In(crs, [feature]), row: 0, PositionFormat.OnWire(crs));
    }
}
