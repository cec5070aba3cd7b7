namespace RiskMap.Geo.Crs;

internal static class Angles
{
    public const double RadiansPerDegree = Math.PI / 180;
    public const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>Brings a longitude difference into [-180, 180).</summary>
    public static double WrapDegrees(double degrees) =>
        degrees is >= -180 and < 180 ? degrees : degrees - 360 * Math.Floor((degrees + 180) / 360);
}
