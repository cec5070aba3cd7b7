using NetTopologySuite;
using NetTopologySuite.Geometries;

namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>
/// The flat board on which the demo city is drawn: degrees times a constant, so that no trigonometric function (whose last bit differs between
/// machines) is needed. Good for drawing, not for measuring.
/// </summary>
sealed class DrawingBoard(DrawingPlanePlan plan)
{
    // 1e-7 degrees is about a centimetre.
    const double Steps = 1e7;

    /// <summary>Makes all geometries of the demo, in CRS84.</summary>
    public static GeometryFactory Factory { get; } = NtsGeometryServices.Instance.CreateGeometryFactory(4326);

    /// <summary>Degrees to the board.</summary>
    public DrawingPoint FromDegrees(double longitude, double latitude) => new(
        (longitude - plan.OriginLongitude) * plan.MetresPerDegreeLongitude, (latitude - plan.OriginLatitude) * plan.MetresPerDegreeLatitude);

    /// <summary>A pair of the plan to the board.</summary>
    public DrawingPoint FromDegrees(double[] pair) => FromDegrees(pair[0], pair[1]);

    /// <summary>The board to degrees, rounded to 1e-7.</summary>
    public Coordinate ToDegrees(DrawingPoint point) => new(
        Rounded(plan.OriginLongitude + point.X / plan.MetresPerDegreeLongitude), Rounded(plan.OriginLatitude + point.Y / plan.MetresPerDegreeLatitude));

    /// <summary>A point feature's geometry.</summary>
    public Point ToPoint(DrawingPoint point) => Factory.CreatePoint(ToDegrees(point));

    /// <summary>A polygon without holes; the ring is closed here.</summary>
    public Polygon ToPolygon(IReadOnlyList<DrawingPoint> ring) =>
        Factory.CreatePolygon([.. ring.Select(ToDegrees), ToDegrees(ring[0])]);

    static double Rounded(double degrees) => Math.Round(degrees * Steps) / Steps;
}
