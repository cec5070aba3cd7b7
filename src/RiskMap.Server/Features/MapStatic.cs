using RiskMap.City.Snapshot;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/map/static[.png|.pdf]</c>: a map for a report, of a box (<c>bbox</c>), of a feature (<c>collection</c> and <c>id</c>) or of the whole city, with title, legend,
/// scale bar, north arrow, attribution, date and data version.
/// </summary>
public static class MapStatic
{
    const string Png = "image/png", Pdf = "application/pdf";

    /// <summary>Adds it.</summary>
    public static void MapMapStatic(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/map/static", (HttpContext context, ServedCity city) => WriteAsync(context, city.Required, Png));
        routes.MapRead("/map/static.png", (HttpContext context, ServedCity city) => WriteAsync(context, city.Required, Png));
        routes.MapRead("/map/static.pdf", (HttpContext context, ServedCity city) => WriteAsync(context, city.Required, Pdf));
    }

    static Task WriteAsync(HttpContext context, CitySnapshot city, string type)
    {
        var (asked, collections, language) = (MapParameters.Read(context.Request, city), Tiles.LayersOf(context.Request), Language.OfRequest(context.Request));
        context.Response.Headers.Append("Vary", "Accept-Language");
        // The foot bears the date, so a picture lives for a day of the city at most.
        var today = MapFoot.Today(city);
        return Conditional.IsNotModified(context, FormattableString.Invariant($"{city.Version.Text}.{language}.{today:yyyyMMdd}"))
            ? Task.CompletedTask
            : JsonAnswer.WriteBytesAsync(context, Draw(city, asked, collections, language, today, type), type);
    }

    static byte[] Draw(CitySnapshot city, MapParameters asked, string collections, string language, DateOnly today, string type)
    {
        var shown = collections.Split(',').Where(name => city.Layer(name).Count > 0).ToHashSet(StringComparer.Ordinal);
        var groups = MapLegend.Of(MapScenes.Style).Where(group => asked.HasLegend && shown.Contains(group.Collection)).ToList();
        var sheet = new MapSheet(asked.Width, asked.Height, asked.Title, MapLegend.Drawn(groups, language), MapFoot.Of(city, shown, language, today));
        var ratio = type == Pdf ? 1 : asked.Scale;
        // The legend explains what is drawn at the map's zoom, which depends on the room that the legend leaves.
        var drawn = MapScenes.Style.VisibleAt(sheet.ViewOf(asked.Area, asked.MaxZoom, ratio).Zoom).Select(layer => layer.Id).ToHashSet(StringComparer.Ordinal);
        sheet = sheet with { Legend = MapLegend.Drawn(groups.FindAll(group => group.Layers.Any(drawn.Contains)), language) };
        var view = sheet.ViewOf(asked.Area, asked.MaxZoom, ratio);
        var scene = MapScenes.Of(city, view.Zoom, collections, language);
        return type == Pdf ? sheet.ToPdf(scene, view, MapScenes.Icons) : sheet.ToPng(scene, view, MapScenes.Icons);
    }
}
