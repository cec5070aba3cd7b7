using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>A stretch of road that is reached in time.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="From">Where it begins, as a fraction of the edge.</param>
/// <param name="To">Where it ends.</param>
/// <param name="SecondsAtFrom">When its beginning is reached.</param>
/// <param name="SecondsAtTo">When its end is reached.</param>
public readonly record struct ReachedRoad(int Edge, double From, double To, double SecondsAtFrom, double SecondsAtTo);

/// <summary>Turns the settled states of a search into stretches of road.</summary>
static class ReachedRoads
{
    /// <summary>Notes when each directed edge is entered first; tells the edges that are entered at all.</summary>
    internal static List<int> Enter(SearchState search, RoadCosts costs, int limit)
    {
        var (states, edges, stamp) = (costs.Graph.States, new List<int>(), search.Stamp);
        foreach (var state in search.Order)
        {
            var cost = search.Labels[state].Cost;
            for (var arc = states.FirstArc[state]; arc < states.FirstArc[state + 1]; arc++)
            {
                var (directed, entry) = (states.ArcEdge[arc], cost + costs.OfTurn(arc));
                if (entry > limit || costs.OfEdge(directed) >= RoadCosts.Infinite)
                    continue;
                var isNew = search.EntryStamps[directed] != stamp;
                if (isNew && search.EntryStamps[directed ^ 1] != stamp)
                    edges.Add(directed >> 1);
                if (!isNew && search.Entries[directed] <= entry)
                    continue;
                (search.Entries[directed], search.EntryStamps[directed]) = (entry, stamp);
            }
        }
        return edges;
    }

    /// <summary>When a directed edge is entered.</summary>
    internal static int EntryOf(SearchState search, int directed) => search.EntryStamps[directed] == search.Stamp ? search.Entries[directed] : RoadCosts.Infinite;

    /// <summary>Adds what is reached of an edge between two fractions, entered at the lower at one time and at the upper at another.</summary>
    internal static void Add(TravelConditions conditions, int edge, (double Low, double High) span, (int Low, int High) entry, int limit, List<ReachedRoad> roads)
    {
        var (up, down) = (conditions.Costs.OfEdge(2 * edge), conditions.Costs.OfEdge((2 * edge) + 1));
        var top = entry.Low <= limit && up < RoadCosts.Infinite ? Math.Min(span.Low + Share(limit - entry.Low, up), Free(span.Low, span.High)) : span.Low;
        var bottom = entry.High <= limit && down < RoadCosts.Infinite ? Math.Max(span.High - Share(limit - entry.High, down), Free(span.High, span.Low)) : span.High;
        if (top > bottom)
        {
            // Both ways meet where they arrive at the same time.
            var meeting = up + down > 0 ? (entry.High - entry.Low + (span.Low * up) + (span.High * down)) / (up + (double)down) : span.Low;
            top = bottom = Math.Clamp(meeting, bottom, top);
        }
        if (top > span.Low)
            roads.Add(new ReachedRoad(edge, span.Low, top, entry.Low / 1000.0, (entry.Low + ((top - span.Low) * up)) / 1000));
        if (bottom < span.High)
            roads.Add(new ReachedRoad(edge, bottom, span.High, (entry.High + ((span.High - bottom) * down)) / 1000, entry.High / 1000.0));

        static double Share(int milliseconds, int whole) => whole == 0 ? 1 : milliseconds / (double)whole;

        double Free(double from, double to) => conditions.Closed is { } closed ? closed.FreeUntil(edge, from, to) : to;
    }
}
