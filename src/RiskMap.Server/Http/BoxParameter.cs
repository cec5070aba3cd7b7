using System.Globalization;
using RiskMap.City.Query;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>
/// The parameter <c>bbox</c> (OGC 17-069r4, 7.15.3): four numbers, or six whose heights are ignored, in the axis order of <c>bbox-crs</c>.
/// </summary>
public static class BoxParameter
{
    /// <summary>Name of the parameter.</summary>
    public const string Name = "bbox";

    /// <summary>The boxes of a request: none when absent, two when it crosses the antimeridian.</summary>
    /// <exception cref="ProblemException">400: not a box of the system.</exception>
    public static IReadOnlyList<SpatialBox> Of(HttpRequest request, CoordinateSystem system)
    {
        if (Parameters.Text(request, Name) is not { } text) return [];
        var numbers = text.Split(',').Select(ParseFinite).ToArray();
        if (numbers.Length is not (4 or 6) || Array.Exists(numbers, number => number is null)) throw Refused(text, system);
        var far = numbers.Length / 2;
        var (first, second, firstFar, secondFar) = (numbers[0]!.Value, numbers[1]!.Value, numbers[far]!.Value, numbers[far + 1]!.Value);
        var box = system.NorthingFirst ? new Box(second, first, secondFar, firstFar) : new Box(first, second, firstFar, secondFar);
        if (!IsBox(box, system)) throw Refused(text, system);
        return box.MinX <= box.MaxX
            ? [new SpatialBox(box, system)]
            : [new SpatialBox(box with { MaxX = 180 }, system), new SpatialBox(box with { MinX = -180 }, system)];
    }

    // Only degrees go round the world: there west may lie east of east.
    static bool IsBox(in Box box, CoordinateSystem system) => box.MinY <= box.MaxY && (system.IsGeographic
        ? box is { MinY: >= -90, MaxY: <= 90, MinX: >= -180 and <= 180, MaxX: >= -180 and <= 180 }
        : box.MinX <= box.MaxX);

    static double? ParseFinite(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    static ProblemException Refused(string text, CoordinateSystem system) => Problem.Invalid(Name, text, (system.IsGeographic, system.NorthingFirst) switch
    {
        (true, false) => MessageTexts.Both("expected.bbox"),
        (true, true) => MessageTexts.Both("expected.bbox-latitude-first", system.Code),
        (false, true) => MessageTexts.Both("expected.bbox-northing-first", system.Code),
        (false, false) => MessageTexts.Both("expected.bbox-easting-first", system.Code),
    });
}
