using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>When the first base is at places that none covers: one search for all bases together. Pure.</summary>
static class FirstArrivals
{
    /// <summary>Seconds from the order, turnout included; infinite where none comes, or the place is too far from the roads.</summary>
    public static double[] At(CityCoverage coverage, IReadOnlyList<(double X, double Y)> places)
    {
        // Who stands too far from the roads goes nowhere: no straight line here.
        TravelSource[] bases = [.. coverage.Standing.Where(known => !coverage.IsTooFar(known)).Select(known => new TravelSource(known.At, known.TurnoutSeconds))];
        if (places.Count == 0 || bases.Length == 0)
            return [.. places.Select(_ => double.PositiveInfinity)];
        var sources = NearestSources.Of(coverage.Conditions, bases);
        return [.. places.Select(place => sources.To(place) is { IsByRoad: true } first ? first.Seconds : double.PositiveInfinity)];
    }
}
