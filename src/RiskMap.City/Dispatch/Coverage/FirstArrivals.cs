using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>When the first base is at places that none covers. Pure.</summary>
static class FirstArrivals
{
    /// <summary>Seconds from the order, turnout included; infinite where none comes, or the place is too far from the roads.</summary>
    public static double[] At(CityCoverage coverage, IReadOnlyList<(double X, double Y)> places)
    {
        CoverageBase[] bases = [.. coverage.Standing];
        if (places.Count == 0 || bases.Length == 0)
            return [.. places.Select(_ => double.PositiveInfinity)];
        var rows = new RoadTimes(coverage.Conditions).Seconds([.. bases.Select(known => known.At)], places);
        return [.. places.Select((_, place) => bases.Select((known, number) => double.IsNaN(rows[number][place]) ? double.PositiveInfinity : known.TurnoutSeconds + rows[number][place]).Min())];
    }
}
