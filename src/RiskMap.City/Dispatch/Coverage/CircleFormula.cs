namespace RiskMap.City.Dispatch.Coverage;

/// <summary>
/// The area that a fire station can serve by 建标152-2017: A = 2P² = 2(S/λ)², S the way driven in the time, λ the detour of the roads. It knows no river,
/// no one-way street and no closure; it stands beside the truth by road, never in its place. Pure.
/// </summary>
public static class CircleFormula
{
    const double SquareMetresPerSquareKilometre = 1e6;

    /// <summary>P = S/λ: how far, straight, one comes; metres.</summary>
    /// <param name="wayMetres">S.</param>
    /// <param name="detour">λ, at least 1.</param>
    public static double StraightMetres(double wayMetres, double detour) => wayMetres / detour;

    /// <summary>A, km².</summary>
    /// <param name="wayMetres">S.</param>
    /// <param name="detour">λ, at least 1.</param>
    /// <param name="rule">The formula's own factor.</param>
    public static double SquareKilometres(double wayMetres, double detour, CircleRule rule)
    {
        var straight = StraightMetres(wayMetres, detour);
        return rule.AreaFactor * straight * straight / SquareMetresPerSquareKilometre;
    }

    /// <summary>The least and the greatest area that the rule's ranges of speed and detour give for a driving time.</summary>
    /// <param name="driveSeconds">The driving time; the way grows with it.</param>
    /// <param name="rule">The ranges.</param>
    public static CircleEstimate Of(double driveSeconds, CircleRule rule)
    {
        var share = driveSeconds / rule.WithinSeconds;
        var (least, greatest) = (rule.LeastMetres * share, rule.GreatestMetres * share);
        return new(least, greatest, rule.LeastDetour, rule.GreatestDetour, SquareKilometres(least, rule.GreatestDetour, rule), SquareKilometres(greatest, rule.LeastDetour, rule));
    }
}

/// <summary>What the circle formula says.</summary>
/// <param name="LeastWayMetres">S at the lower speed.</param>
/// <param name="GreatestWayMetres">S at the higher speed.</param>
/// <param name="LeastDetour">λ of straight roads.</param>
/// <param name="GreatestDetour">λ of winding roads.</param>
/// <param name="LeastSquareKilometres">A with the least S and the greatest λ.</param>
/// <param name="GreatestSquareKilometres">A with the greatest S and the least λ.</param>
public sealed record CircleEstimate(
    double LeastWayMetres, double GreatestWayMetres, double LeastDetour, double GreatestDetour, double LeastSquareKilometres, double GreatestSquareKilometres);
