using RiskMap.Routing.Costing;

namespace RiskMap.City.Travel;

/// <summary>
/// The estimate where no road can tell: straight distance times a detour factor at one speed, both from data/road-costs.json (straightLine). Whoever uses it
/// says so in the explanation. Pure.
/// </summary>
public static class StraightLine
{
    /// <summary>The rule.</summary>
    public static StraightLineRow Rule => RoadCostRules.Current.StraightLine;

    /// <summary>Straight metres that are made in a second.</summary>
    public static double MetresPerSecond => 1 / SecondsFor(1);

    /// <summary>Seconds from one position to another, both in the city's metric plane (metres).</summary>
    public static double Seconds((double X, double Y) from, (double X, double Y) to) =>
        SecondsFor(Math.Sqrt(((from.X - to.X) * (from.X - to.X)) + ((from.Y - to.Y) * (from.Y - to.Y))));

    /// <summary>Seconds for a straight distance in metres.</summary>
    public static double SecondsFor(double metres) => metres * Rule.DetourFactor / Speeds.MetresPerSecond(Rule.SpeedKilometresPerHour);
}
