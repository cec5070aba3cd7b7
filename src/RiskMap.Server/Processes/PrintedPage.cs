using RiskMap.City.Snapshot;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>An answer as one page: a sheet of words and tables around a map of the city.</summary>
/// <param name="Sheet">What stands on it.</param>
/// <param name="Scene">The city below what the sheet draws.</param>
/// <param name="View">What the map shows.</param>
sealed record PrintedPage(ReportSheet Sheet, MapScene Scene, MapView View)
{
    /// <summary>A sheet with the city below its drawing.</summary>
    /// <param name="city">The city.</param>
    /// <param name="layers">Layers that the map shows.</param>
    /// <param name="sheet">The sheet.</param>
    /// <param name="box">What the map must show, in EPSG:3857.</param>
    /// <param name="greatestZoom">Zoom beyond which the city's own data says no more.</param>
    /// <param name="language">Language of names on the map.</param>
    internal static PrintedPage Of(CitySnapshot city, IEnumerable<string> layers, ReportSheet sheet, in Box box, double greatestZoom, string language)
    {
        var view = sheet.ViewOf(box, greatestZoom);
        return new(sheet, MapScenes.Of(city, view.Zoom, string.Join(',', layers), language), view);
    }

    /// <summary>The page as PDF.</summary>
    internal byte[] Pdf() => Sheet.ToPdf(Scene, View);

    /// <summary>The page as a picture.</summary>
    internal byte[] Png() => Sheet.ToPng(Scene, View);

    /// <summary>Names of the layers that have features.</summary>
    internal static HashSet<string> LayersOf(CitySnapshot city) => city.Layers.Where(layer => layer.Count > 0).Select(layer => layer.Schema.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Where a [longitude, latitude] lies on a page's map: EPSG:3857.</summary>
    internal static (double X, double Y) At(double[] lonLat) => (WebMercator.X(lonLat[0]), WebMercator.Y(lonLat[1]));
}
