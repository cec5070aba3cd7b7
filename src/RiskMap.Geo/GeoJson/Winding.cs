namespace RiskMap.Geo.GeoJson;

internal static class Winding
{
    /// <summary>True when a closed ring runs clockwise with x to the right and y up (shoelace formula, from the first vertex to keep digits).</summary>
    public static bool IsClockwise(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var twiceArea = 0.0;
        for (var i = 1; i + 1 < x.Length; i++)
            twiceArea += (x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) * (y[i] - y[0]);
        return twiceArea < 0;
    }
}
