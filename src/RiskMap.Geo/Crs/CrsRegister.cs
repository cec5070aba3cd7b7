using System.Collections.Concurrent;
using System.Globalization;

namespace RiskMap.Geo.Crs;

/// <summary>The coordinate systems known by code, with the parameters of the EPSG Geodetic Parameter Dataset.</summary>
internal static class CrsRegister
{
    /// <summary>
    /// How far a point may lie from the central meridian and still be plausible: 4 degrees at the equator for 3-degree zones, 4.4 for 6-degree
    /// ones (neighbouring zones overlap in practice), yet short of the false easting, so that degrees never pass as metres.
    /// </summary>
    private const double NarrowReachMetres = 450_000;
    private const double WideReachMetres = 490_000;
    private const double FalseEastingMetres = 500_000;

    /// <summary>84 degrees north: planes of northern cities outside China use these codes too.</summary>
    private const double MaxNorthingMetres = 9_400_000;

    private const double UtmScale = 0.9996;
    private const double SouthFalseNorthingMetres = 10_000_000;
    private const double MercatorEdgeMetres = 20_037_509;
    private static readonly CoordinateBounds Degrees = new(-180, -90, 180, 90);
    private static readonly ConcurrentDictionary<int, CoordinateSystem?> Cache = new();

    public static bool IsKnown(int code) => Find(code) is not null;

    public static CoordinateSystem? Find(int code) => code is < 3857 or > 32760 ? null : Cache.GetOrAdd(code, Create);

    public static CoordinateSystem CreateCrs84() => new(
        "WGS 84 (CRS84)",
        null,
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        WktText.Geographic("WGS 84 (CRS84)", null, Ellipsoid.Wgs84),
        northingFirst: false,
        Degrees,
        projection: null);

    public static string Uri(int epsg) => string.Create(CultureInfo.InvariantCulture, $"http://www.opengis.net/def/crs/EPSG/0/{epsg}");

    private static CoordinateSystem? Create(int code) => code switch
    {
        4326 => Geographic(code, "WGS 84", Ellipsoid.Wgs84),
        4490 => Geographic(code, "China Geodetic Coordinate System 2000", Ellipsoid.Cgcs2000),
        3857 => new CoordinateSystem(
            "WGS 84 / Pseudo-Mercator",
            code,
            Uri(code),
            WktText.PseudoMercator(),
            northingFirst: false,
            new CoordinateBounds(-MercatorEdgeMetres, -MercatorEdgeMetres, MercatorEdgeMetres, MercatorEdgeMetres),
            new WebMercator(Ellipsoid.Wgs84.SemiMajorAxisMetres)),
        >= 4491 and <= 4501 => GaussKruger(code, "Gauss-Kruger", SixDegree(code - 4491), code - 4491 + 13, WideReachMetres),
        >= 4502 and <= 4512 => GaussKruger(code, "Gauss-Kruger", SixDegree(code - 4502), null, WideReachMetres),
        >= 4513 and <= 4533 => GaussKruger(code, "3-degree Gauss-Kruger", ThreeDegree(code - 4513), code - 4513 + 25, NarrowReachMetres),
        >= 4534 and <= 4554 => GaussKruger(code, "3-degree Gauss-Kruger", ThreeDegree(code - 4534), null, NarrowReachMetres),
        >= 32601 and <= 32660 => Utm(code, code - 32600, north: true),
        >= 32701 and <= 32760 => Utm(code, code - 32700, north: false),
        _ => null,
    };

    private static int SixDegree(int index) => 75 + 6 * index;

    private static int ThreeDegree(int index) => 75 + 3 * index;

    private static CoordinateSystem Geographic(int code, string name, Ellipsoid ellipsoid) =>
        new(name, code, Uri(code), WktText.Geographic(name, code, ellipsoid), northingFirst: true, Degrees, projection: null);

    private static CoordinateSystem GaussKruger(int code, string family, int meridian, int? zone, double reach)
    {
        var place = zone is { } z ? $"zone {z.ToString(CultureInfo.InvariantCulture)}" : $"CM {meridian.ToString(CultureInfo.InvariantCulture)}E";
        var falseEasting = (zone ?? 0) * 1e6 + FalseEastingMetres;
        return Build(
            code,
            $"CGCS2000 / {family} {place}",
            new TransverseMercatorParameters(Ellipsoid.Cgcs2000, meridian, 0, 1, falseEasting, 0),
            northingFirst: true,
            new CoordinateBounds(falseEasting - reach, 0, falseEasting + reach, MaxNorthingMetres));
    }

    private static CoordinateSystem Utm(int code, int zone, bool north) => Build(
        code,
        string.Create(CultureInfo.InvariantCulture, $"WGS 84 / UTM zone {zone}{(north ? 'N' : 'S')}"),
        new TransverseMercatorParameters(
            Ellipsoid.Wgs84, zone * 6 - 183, 0, UtmScale, FalseEastingMetres, north ? 0 : SouthFalseNorthingMetres),
        northingFirst: false,
        new CoordinateBounds(FalseEastingMetres - WideReachMetres, -SouthFalseNorthingMetres, FalseEastingMetres + WideReachMetres, 2 * SouthFalseNorthingMetres));

    private static CoordinateSystem Build(int code, string name, TransverseMercatorParameters parameters, bool northingFirst, CoordinateBounds bounds) => new(
        name,
        code,
        Uri(code),
        WktText.TransverseMercator(name, code, parameters, northingFirst),
        northingFirst,
        bounds,
        new TransverseMercator(parameters));
}
