using System.Globalization;

namespace RiskMap.Geo.Crs;

/// <summary>Finds out what a coordinate that cannot belong to a declared system probably is.</summary>
internal static class Plausibility
{
    private const double ZoneWidthMetres = 1e6;

    public static string? Fault(CoordinateSystem system, double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
            return Say(system, x, y, "is not a pair of finite numbers");
        var looksLikeDegrees = Math.Abs(x) <= 180 && Math.Abs(y) <= 90;
        if (system.Bounds.Contains(x, y) && (system.IsGeographic || !looksLikeDegrees))
            return null;
        if (system.IsGeographic)
            return Say(system, x, y, Geographic(system, x, y));
        if (looksLikeDegrees)
            return Say(system, x, y, "looks like degrees, but the system is in " + (system.MetresPerUnit == 1 ? "metres" : "a length unit"));
        return Say(system, x, y, Projected(system.Bounds, x, y));
    }

    private static string Geographic(CoordinateSystem system, double x, double y)
    {
        var bounds = system.Bounds;
        if (bounds.Contains(y, x))
            return "is out of range, but its axes look swapped: files hold longitude first, then latitude";
        return Math.Abs(x) > 2 * bounds.MaxX || Math.Abs(y) > 2 * bounds.MaxX
            ? "looks like metres, but the system is in degrees"
            : "is outside longitude -180..180 and latitude -90..90";
    }

    private static string Projected(CoordinateBounds bounds, double x, double y)
    {
        if (bounds.Contains(y, x))
            return "has its axes swapped: files hold easting first, then northing";
        var prefix = Math.Floor(bounds.MinX / ZoneWidthMetres);
        if (prefix > 0 && bounds.Contains(x + prefix * ZoneWidthMetres, y))
            return string.Create(CultureInfo.InvariantCulture, $"lacks the zone prefix {prefix}: the data are probably in the system without prefix");
        var carried = Math.Floor(x / ZoneWidthMetres);
        if (prefix == 0 && carried is >= 1 and <= 60 && bounds.Contains(x - carried * ZoneWidthMetres, y))
            return string.Create(CultureInfo.InvariantCulture, $"carries the zone prefix {carried}: the data are probably in the system with prefix");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"is outside easting {bounds.MinX}..{bounds.MaxX} and northing {bounds.MinY}..{bounds.MaxY}");
    }

    private static string Say(CoordinateSystem system, double x, double y, string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"({x}, {y}) {what} ({system}).");
}
