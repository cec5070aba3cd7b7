using RiskMap.Geo.Crs;

namespace RiskMap.City.Proximity;

/// <summary>Positions of answers, on their way from the metric plane to the wire. Pure.</summary>
static class AnswerGeometry
{
    // 7 decimals of a degree are a centimetre.
    const int Decimals = 7;

    /// <summary>[longitude, latitude] of a position in the plane.</summary>
    public static double[] Position(MetricPlane plane, (double X, double Y) at)
    {
        var (longitude, latitude) = plane.Unproject(at.X, at.Y);
        return [Math.Round(longitude, Decimals), Math.Round(latitude, Decimals)];
    }
}
