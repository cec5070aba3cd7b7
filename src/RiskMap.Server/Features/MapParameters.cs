using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>What <c>/map/static</c> is asked for; each value that cannot be used is 400 and named.</summary>
/// <param name="Area">What the map shows, in EPSG:3857.</param>
/// <param name="MaxZoom">Greatest zoom.</param>
/// <param name="Width">Width of the sheet in pixels of the style.</param>
/// <param name="Height">Height of the sheet.</param>
/// <param name="Scale">Pixels of the picture for one pixel of the style.</param>
/// <param name="HasLegend">Whether the legend stands beside the map.</param>
/// <param name="Title">Title, or empty.</param>
sealed record MapParameters(Box Area, double MaxZoom, int Width, int Height, double Scale, bool HasLegend, string Title)
{
    /// <summary>The names.</summary>
    internal static readonly string[] Names = ["bbox", "collection", "id", "collections", "width", "height", "scale", "legend", "title", "v"];

    /// <summary>Least and greatest side of a sheet: A0 at 96 dots an inch would be 3179 x 4494.</summary>
    internal const int LeastSide = 200, MostSide = 3200;

    /// <summary>Most pixels of a picture, so that nobody fills the memory: 32 megapixels are 128 MB.</summary>
    const double MostPixels = 32e6;

    /// <summary>Zoom at which a single point is shown, and the greatest at which anything is.</summary>
    const double PointZoom = 15.5, GreatestZoom = 19;

    /// <summary>Room around a feature, as a share of its size.</summary>
    const double Around = 0.15;

    /// <summary>Sides where nothing else is asked for, and the longest title in characters.</summary>
    internal const int DefaultWidth = 1000, DefaultHeight = 700, MostTitle = 80;

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="ProblemException">400 or 404: the member is named.</exception>
    internal static MapParameters Read(HttpRequest request, CitySnapshot city)
    {
        Parameters.Allow(request, Names);
        var (width, height, scale) = (Side(request, "width", DefaultWidth), Side(request, "height", DefaultHeight), ScaleOf(request));
        if (width * scale * height * scale > MostPixels) throw Problem.Invalid("scale", Parameters.Text(request, "scale"), MessageTexts.Both("expected.map-pixels", MostPixels / 1e6));
        var title = Parameters.Text(request, "title") ?? "";
        if (title.Length > MostTitle || title.Any(char.IsControl)) throw Problem.Invalid("title", title, MessageTexts.Both("expected.map-title", MostTitle));
        var (area, isPoint) = AreaOf(request, city);
        return new MapParameters(area, isPoint ? PointZoom : GreatestZoom, width, height, scale, Parameters.Text(request, "legend") is null || Parameters.Flag(request, "legend"), title);
    }

    /// <summary>Pixels of a picture for one of the style: 1 to 4.</summary>
    internal static double ScaleOf(HttpRequest request) => Parameters.Text(request, "scale") is not { } text ? 1
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) && scale is >= 1 and <= 4 ? scale
        : throw Problem.Invalid("scale", text, MessageTexts.Both("expected.map-scale"));

    static int Side(HttpRequest request, string name, int otherwise) => Parameters.Text(request, name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is >= LeastSide and <= MostSide ? side
        : throw Problem.Invalid(name, text, MessageTexts.Both("expected.map-side", LeastSide, MostSide));

    static (Box Area, bool IsPoint) AreaOf(HttpRequest request, CitySnapshot city)
    {
        if (Parameters.Text(request, "collection") is { } collection) return AreaOf(city, CollectionOf(collection), Parameters.Text(request, "id"));
        if (Parameters.Text(request, "id") is { } alone) throw Problem.Invalid("id", alone, MessageTexts.Both("expected.map-feature"));
        var boxes = BoxParameter.Of(request, CoordinateSystem.Crs84).Select(box => box.LonLat).ToList();
        if (boxes.Count > 1 || boxes is [{ Width: 0, Height: 0 }]) throw Problem.Invalid("bbox", Parameters.Text(request, "bbox"), MessageTexts.Both("expected.map-bbox"));
        var box = boxes is [var one] ? one : city.Layers.Aggregate(Box.Empty, (all, layer) => all.Union(layer.Extent));
        return (Mercator(box.IsEmpty ? new Box(-180, -80, 180, 80) : box), false);
    }

    static (Box Area, bool IsPoint) AreaOf(CitySnapshot city, LayerSchema layer, string? id)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Problem.Invalid("id", id, MessageTexts.Both("expected.map-feature"));
        var feature = city.Layer(layer.Name).Find(number) ?? throw new ProblemException(ProblemTable.UnknownFeature(layer.Name, id!, "id"));
        if (feature.IsEmpty) throw Problem.Invalid("id", id, MessageTexts.Both("expected.map-geometry"));
        var box = Mercator(feature.Box);
        return (box.Expand(Math.Max(box.Width, box.Height) * Around), box is { Width: 0, Height: 0 });
    }

    static LayerSchema CollectionOf(string name) => CityLayers.Find(name)
        ?? throw Problem.Invalid("collection", name, MessageTexts.Both("expected.collections", string.Join(", ", CityLayers.All.Select(layer => layer.Name))));

    static Box Mercator(Box lonLat)
    {
        var (south, north) = (Math.Max(lonLat.MinY, -WebMercator.MaxLatitude), Math.Min(lonLat.MaxY, WebMercator.MaxLatitude));
        return new(WebMercator.X(lonLat.MinX), WebMercator.Y(south), WebMercator.X(lonLat.MaxX), WebMercator.Y(north));
    }
}
