namespace RiskMap.City.Risk.Consequence;

/// <summary>Inverts formulas that fall with distance. Pure, thread-safe.</summary>
static class Roots
{
    // Sixty halvings bring any interval of metres below the rounding of a double.
    const int Halvings = 60;

    /// <summary>The distance at which a falling function comes down to a target; null when it is below it from the start, <paramref name="most"/> when it is above it to the end.</summary>
    public static double? Falling(Func<double, double> function, double target, double least, double most)
    {
        if (function(least) < target)
            return null;
        var (near, far) = (least, Math.Min(most, Math.Max(least * 2, 1)));
        while (far < most && function(far) >= target)
            (near, far) = (far, Math.Min(most, far * 2));
        if (function(far) >= target)
            return far;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (near + far) / 2;
            (near, far) = function(middle) >= target ? (middle, far) : (near, middle);
        }
        return (near + far) / 2;
    }
}
