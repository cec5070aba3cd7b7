namespace RiskMap.Routing.Search;

/// <summary>When another way is worth showing.</summary>
/// <param name="Count">Greatest number of routes, the quickest included.</param>
/// <param name="GreatestTimeFactor">Longest time, as a multiple of the quickest route's.</param>
/// <param name="GreatestShare">Greatest share of its metres that it has in common with any route before it.</param>
/// <param name="DearerFactor">What roads of routes already found cost more while others are sought, above 1.</param>
/// <param name="Tries">How many searches are made at most.</param>
public sealed record AlternativeRules(int Count, double GreatestTimeFactor, double GreatestShare, double DearerFactor, int Tries);

/// <summary>
/// Other ways than the quickest, by penalty (Y. Chen, M. Bell, K. Bogenberger 2007): the roads of the routes found are made dearer until a search
/// finds another. Times told are the true ones. Pure, thread-safe.
/// </summary>
public static class Alternatives
{
    /// <summary>The quickest route and others; only its refusal when there is none.</summary>
    public static IReadOnlyList<RouteAnswer> Find(TravelConditions conditions, RoadPosition start, RoadPosition end, AlternativeRules rules)
    {
        var routes = new List<RouteAnswer> { Routes.Between(conditions, start, end) };
        var states = conditions.Costs.Graph.States;
        var dearer = new ulong[(states.ArcCount + 63) / 64];
        var last = routes[0].DirectedEdges;
        var factor = rules.DearerFactor;
        for (var attempt = 0; attempt < rules.Tries && routes.Count < rules.Count && last.Count > 0; attempt++)
        {
            foreach (var directed in last)
                MakeDearer(states, dearer, directed);
            var path = PathSearch.Find(conditions, start, end, dearer, factor);
            var route = RouteWriter.Write(conditions, start, end, path with { Milliseconds = RouteWriter.CostOf(conditions, start, end, path) });
            factor *= route.DirectedEdges.SequenceEqual(last) ? rules.DearerFactor : 1;
            last = route.DirectedEdges;
            if (route.TravelSeconds <= routes[0].TravelSeconds * rules.GreatestTimeFactor && routes.TrueForAll(known => SharedMetres(conditions, route, known) <= rules.GreatestShare * route.DistanceMetres))
                routes.Add(route);
        }
        return routes;
    }

    static void MakeDearer(Graph.StateGraph states, ulong[] dearer, int directed)
    {
        foreach (var arc in (IEnumerable<int>)[states.ArcOfEdge[directed], states.ArcOfEdge[directed ^ 1], .. states.OtherArcs[directed], .. states.OtherArcs[directed ^ 1]])
            dearer[arc >> 6] |= 1UL << arc;
    }

    static double SharedMetres(TravelConditions conditions, RouteAnswer route, RouteAnswer known) =>
        route.DirectedEdges.Intersect(known.DirectedEdges).Sum(directed => conditions.Costs.Graph.MetresOf(directed >> 1));
}
