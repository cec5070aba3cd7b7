using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>What is reached from a place in a time.</summary>
/// <param name="Start">Where the place lies on the roads.</param>
/// <param name="Seconds">The time.</param>
/// <param name="Roads">The stretches of road, none twice.</param>
/// <param name="DistanceMetres">Their length together.</param>
public sealed record Isochrone(RoadPosition Start, double Seconds, IReadOnlyList<ReachedRoad> Roads, double DistanceMetres);

/// <summary>Isochrones as stretches of road, each edge to the very place that is reached. Pure, thread-safe.</summary>
public static class Isochrones
{
    /// <summary>The roads reached within some seconds.</summary>
    public static Isochrone Reached(TravelConditions conditions, RoadPosition start, double seconds)
    {
        var limit = Milliseconds(seconds);
        var graph = conditions.Costs.Graph;
        var search = graph.Rent();
        try
        {
            SpreadFrom(search, conditions, start, limit);
            var roads = Collect(conditions, search, start, limit);
            return new Isochrone(start, seconds, roads, roads.Sum(road => (road.To - road.From) * graph.MetresOf(road.Edge)));
        }
        finally
        {
            graph.Return(search);
        }
    }

    /// <summary>Spreads from a place in a rented memory, which keeps the order of the states and may note the edges entered.</summary>
    internal static void SpreadFrom(SearchState search, TravelConditions conditions, RoadPosition start, int limit)
    {
        search.BeginSpread();
        search.KeepEntries();
        conditions.SeedFrom(search, start, 0);
        var visitor = new KeepOrder(search);
        if (conditions.Closed is { } closed)
            Spread.Forward(search, conditions.Costs, new SomeClosed(closed.Arcs), ref visitor, limit, onlyWanted: false);
        else
            Spread.Forward(search, conditions.Costs, default(AllOpen), ref visitor, limit, onlyWanted: false);
    }

    /// <summary>A time as a limit of costs.</summary>
    internal static int Milliseconds(double seconds) => (int)Math.Min(RoadCosts.Infinite - 1, Math.Floor(seconds * 1000));

    static List<ReachedRoad> Collect(TravelConditions conditions, SearchState search, RoadPosition start, int limit)
    {
        var edges = ReachedRoads.Enter(search, conditions.Costs, limit);
        // An edge gives two stretches at most, and the start's edge four.
        var roads = new List<ReachedRoad>((2 * edges.Count) + 4);
        foreach (var edge in edges)
        {
            if (edge != start.Edge)
                ReachedRoads.Add(conditions, edge, (0, 1), (ReachedRoads.EntryOf(search, 2 * edge), ReachedRoads.EntryOf(search, (2 * edge) + 1)), limit, roads);
        }
        // The start parts its edge in two, both entered there at once.
        ReachedRoads.Add(conditions, start.Edge, (0, start.Fraction), (ReachedRoads.EntryOf(search, 2 * start.Edge), 0), limit, roads);
        ReachedRoads.Add(conditions, start.Edge, (start.Fraction, 1), (0, ReachedRoads.EntryOf(search, (2 * start.Edge) + 1)), limit, roads);
        return roads;
    }
}

/// <summary>Notes the order in which states are settled.</summary>
readonly struct KeepOrder(SearchState search) : ISettleVisitor
{
    public bool Settle(int state, int cost, int finalBelow)
    {
        search.Order.Add(state);
        return false;
    }
}
