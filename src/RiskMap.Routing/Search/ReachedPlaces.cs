namespace RiskMap.Routing.Search;

/// <summary>A place that is reached in time.</summary>
/// <param name="Place">Its number.</param>
/// <param name="Seconds">When.</param>
public readonly record struct ReachedPlace(int Place, double Seconds);

/// <summary>Which of many places are reached within a time, by one search that goes no farther. Equal to single routes to the millisecond. Pure, thread-safe.</summary>
public static class ReachedPlaces
{
    /// <summary>The places that are reached, in no particular order; each once.</summary>
    /// <param name="conditions">Who travels when, and what is shut.</param>
    /// <param name="start">Where one sets off.</param>
    /// <param name="places">The places, laid on the same graph.</param>
    /// <param name="seconds">The time.</param>
    public static List<ReachedPlace> Within(TravelConditions conditions, RoadPosition start, PlacesByEdge places, double seconds)
    {
        var (reached, graph) = (new List<ReachedPlace>(), conditions.Costs.Graph);
        if (!(seconds >= 0))
            return reached;
        var (limit, search) = (Isochrones.Milliseconds(seconds), graph.Rent());
        try
        {
            Isochrones.SpreadFrom(search, conditions, start, limit);
            foreach (var edge in ReachedRoads.Enter(search, conditions.Costs, limit))
            {
                if (edge != start.Edge)
                    AddOn(edge, search, conditions, null, places, limit, reached);
            }
            AddOn(start.Edge, search, conditions, start, places, limit, reached);
            AddAtNodes(search, places, limit, reached);
            return reached;
        }
        finally
        {
            graph.Return(search);
        }
    }

    static void AddOn(int edge, SearchState search, TravelConditions conditions, RoadPosition? start, PlacesByEdge places, int limit, List<ReachedPlace> reached)
    {
        foreach (var place in places.OnEdge(edge))
        {
            var position = places.Positions[place]!.Value;
            var cost = Math.Min(
                ReachedRoads.EntryOf(search, 2 * edge) + conditions.EntryCost(position, 2 * edge),
                ReachedRoads.EntryOf(search, (2 * edge) + 1) + conditions.EntryCost(position, (2 * edge) + 1));
            if (start is { } from)
                cost = Math.Min(cost, conditions.AlongEdge(from, position).Cost);
            if (cost <= limit)
                reached.Add(new(place, cost / 1000.0));
        }
    }

    // A node is reached in whichever of its states is the cheapest: nobody has to turn there.
    static void AddAtNodes(SearchState search, PlacesByEdge places, int limit, List<ReachedPlace> reached)
    {
        var (states, seen) = (search.Graph.States, new HashSet<int>());
        foreach (var settled in search.Order)
        {
            var node = states.NodeOf[settled];
            if (places.AtNode(node).IsEmpty || !seen.Add(node))
                continue;
            var cost = states.OtherStates[node].Prepend(node).Min(search.CostOf);
            foreach (var place in cost <= limit ? places.AtNode(node) : [])
                reached.Add(new(place, cost / 1000.0));
        }
    }
}
