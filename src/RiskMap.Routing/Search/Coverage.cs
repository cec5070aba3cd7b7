using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>
/// From which of several sources each place on the roads is reached first, and when: one search from all sources together. Of sources that arrive
/// together the one found first counts, always the same. Immutable, safe for parallel reads.
/// </summary>
public sealed class Coverage
{
    readonly TravelConditions _conditions;
    readonly ILookup<int, (int Source, RoadPosition Position)> _sources;
    readonly int[] _entries;
    readonly int[] _sourceOfEntry;

    Coverage(TravelConditions conditions, IReadOnlyList<RoadPosition?> sources)
    {
        _conditions = conditions;
        _sources = sources.Select((position, source) => (source, position)).Where(pair => pair.position is not null)
            .ToLookup(pair => pair.position!.Value.Edge, pair => (pair.source, pair.position!.Value));
        _entries = new int[2 * conditions.Costs.Graph.EdgeCount];
        _sourceOfEntry = new int[_entries.Length];
        Array.Fill(_entries, RoadCosts.Infinite);
        Array.Fill(_sourceOfEntry, -1);
    }

    /// <summary>Spreads from all sources.</summary>
    /// <param name="conditions">Who travels when, and what is shut.</param>
    /// <param name="sources">Where the sources lie on the roads; null for one that does not.</param>
    /// <param name="limitSeconds">What takes longer is not looked at.</param>
    public static Coverage From(TravelConditions conditions, IReadOnlyList<RoadPosition?> sources, double limitSeconds = double.PositiveInfinity)
    {
        var coverage = new Coverage(conditions, sources);
        var limit = (int)Math.Min(RoadCosts.Infinite - 1, limitSeconds * 1000);
        var search = conditions.Costs.Graph.Rent();
        search.BeginSpread(conditions.Costs);
        for (var source = 0; source < sources.Count; source++)
        {
            if (sources[source] is { } position)
                conditions.SeedFrom(search, position, source);
        }
        var visitor = new EntryVisitor(coverage, search);
        if (conditions.Closed is { } closed)
            Spread.Forward(search, conditions.Costs, new SomeClosed(closed.Arcs), ref visitor, limit, onlyWanted: false);
        else
            Spread.Forward(search, conditions.Costs, default(AllOpen), ref visitor, limit, onlyWanted: false);
        conditions.Costs.Graph.Return(search);
        return coverage;
    }

    /// <summary>The source that reaches a place on an edge first, and its seconds; -1 and infinite when none does.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="fraction">Where on the edge, from its first node.</param>
    public (int Source, double Seconds) At(int edge, double fraction)
    {
        var place = new RoadPosition(edge, fraction, 0, 0, 0);
        var best = (Source: -1, Cost: RoadCosts.Infinite);
        for (var directed = 2 * edge; directed <= (2 * edge) + 1; directed++)
            Offer(_sourceOfEntry[directed], Math.Min(RoadCosts.Infinite, _entries[directed] + _conditions.EntryCost(place, directed)));
        foreach (var (source, position) in _sources[edge])
            Offer(source, _conditions.AlongEdge(position, place).Cost);
        return (best.Source, best.Cost >= RoadCosts.Infinite ? double.PositiveInfinity : best.Cost / 1000.0);

        void Offer(int source, int cost)
        {
            if (cost < best.Cost || (cost == best.Cost && cost < RoadCosts.Infinite && source < best.Source))
                best = (source, cost);
        }
    }

    /// <summary>The source that reaches a place on the roads first, and its seconds.</summary>
    public (int Source, double Seconds) At(RoadPosition place) => At(place.Edge, place.Fraction);

    readonly struct EntryVisitor(Coverage coverage, SearchState search) : ISettleVisitor
    {
        public bool Settle(int state, int cost, int finalBelow)
        {
            var (costs, states) = (coverage._conditions.Costs, coverage._conditions.Costs.Graph.States);
            for (var arc = states.FirstArc[state]; arc < states.FirstArc[state + 1]; arc++)
            {
                var (directed, entry) = (states.ArcEdge[arc], cost + costs.OfTurn(arc));
                if (entry < coverage._entries[directed])
                    (coverage._entries[directed], coverage._sourceOfEntry[directed]) = (entry, search.Labels[state].Tag);
            }
            return false;
        }
    }
}
