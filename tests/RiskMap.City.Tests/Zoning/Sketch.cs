using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Zoning;

/// <summary>A small city drawn in metres, and sites in it.</summary>
static class Sketch
{
    const double East = 620_000, North = 2_720_000;

    /// <summary>The site on which most questions are asked.</summary>
    public static readonly Polygon Site = Rectangle(1000, 1000, 1100, 1100);

    /// <summary>Features far from every site, so that no layer is empty.</summary>
    public static readonly (string, Feature)[] Elsewhere =
    [
        ("enterprises", At("enterprises", 9001, 15_000, 15_000, ("industryCode", "1811"))),
        ("places", At("places", 9001, 15_200, 15_000, ("kind", "residential"), ("category", "general-1"))),
        ("teams", At("teams", 9001, 15_400, 15_000, ("kind", "fire"))),
        ("roads", Line("roads", 9001, [(15_000, 15_600), (16_000, 15_600)], ("roadClass", "trunk"))),
        ("parks", Area("parks", 9001, (16_000, 15_000, 16_400, 15_400), ("kind", "industrial"))),
        ("zones", Area("zones", 9001, (16_500, 15_000, 16_900, 15_400), ("restriction", "prohibited"), ("industryPrefixes", """["26"]"""))),
    ];

    public static CitySnapshot Town(params IEnumerable<Feature> features) =>
        SmallCity([.. Elsewhere, .. features.Select(feature => (feature.Key[..feature.Key.LastIndexOf('-')], feature))]);

    public static Polygon Rectangle(double west, double south, double east, double north) =>
        Ring((west, south), (east, south), (east, north), (west, north), (west, south));

    public static Polygon Ring(params (double East, double North)[] corners) => new(new LinearRing([.. corners.Select(LonLat)]));

    public static Feature Line(string layer, long id, (double East, double North)[] path, params (string, object?)[] values) =>
        Feature(layer, id, null, values) with { Geometry = new LineString([.. path.Select(LonLat)]) };

    public static Feature Place(long id, double east, double north, string kind, string? category, params (string, object?)[] values) =>
        At("places", id, east, north, [("kind", kind), ("category", category), .. values]);

    public static Feature Enterprise(long id, double east, double north, string? code, string? inventory = null, string? processes = null) =>
        At("enterprises", id, east, north, ("industryCode", code), ("inventory", inventory), ("processes", processes));

    public static string Inventory(string cas, double tonnes) => FormattableString.Invariant($$"""[{"cas":"{{cas}}","tonnes":{{tonnes}}}]""");

    /// <summary>Metres from the corner of the test city, as longitude and latitude.</summary>
    public static Coordinate LonLat((double East, double North) metres)
    {
        var (longitude, latitude) = TestPlane.Unproject(East + metres.East, North + metres.North);
        return new(longitude, latitude);
    }

    public static SeparationRow Row(this IEnumerable<SeparationRow> rows, string rule, long? other = null) =>
        rows.Single(row => row.Rule == rule && (other is null || row.OtherId == other));
}
