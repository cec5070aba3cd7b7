using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Where a further base may stand: as the question says, or on the road at what weighs most in each square of uncovered demand. Pure.</summary>
static class StationCandidates
{
    /// <summary>The candidates.</summary>
    /// <exception cref="Model.QuestionException">One that was given lies too far from the roads.</exception>
    public static IReadOnlyList<(double X, double Y)> Of(CoveredCity city, CoveredPlaces demand, IReadOnlyList<double> weights, NextStationRule rule)
    {
        if (city.Coverage.Order.Candidates is not { } given)
            return OnRoads(demand, weights, rule);
        for (var i = 0; i < given.Count; i++)
        {
            if (Routing.Search.Snapping.Snap(city.Coverage.Conditions.Costs, given[i].X, given[i].Y, RoadCostRules.Current.Snap.LimitMetres) is null)
                throw QuestionPlace.FarFromRoads($"candidates/{i}", given[i].LonLat);
        }
        return [.. given.Select(place => (place.X, place.Y))];
    }

    static List<(double X, double Y)> OnRoads(CoveredPlaces demand, IReadOnlyList<double> weights, NextStationRule rule)
    {
        var places = demand.Uncovered.Where(place => !demand.IsTooFar(place) && weights[place] > 0)
            .Select(place => (Place: place, At: demand.Roads.OnRoads(place)!.Value)).ToList();
        for (var edge = rule.CandidateMetres; ; edge *= 2)
        {
            var squares = places.GroupBy(place => (Math.Floor(place.At.X / edge), Math.Floor(place.At.Y / edge))).ToList();
            if (squares.Count <= rule.MostCandidates)
                return [.. squares.Select(square => square.MaxBy(place => (weights[place.Place], -place.Place))).OrderBy(best => best.Place).Select(best => (best.At.X, best.At.Y))];
        }
    }
}
