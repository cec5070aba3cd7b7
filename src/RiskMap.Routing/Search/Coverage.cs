using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>
/// From which of several sources each place on the roads is reached first, and when: one search from all sources together, each from the time at which
/// it starts. Of sources that arrive together the one found first counts, always the same. Immutable, safe for parallel reads.
/// </summary>
public sealed class Coverage
{
    readonly TravelConditions _conditions;
    readonly ILookup<int, (int Source, RoadPosition Position)> _sources;
    readonly IReadOnlyList<int> _starts;
    readonly int _limit;
    readonly int[] _entries;
    readonly int[] _sourceOfEntry;

    Coverage(TravelConditions conditions, IReadOnlyList<RoadPosition?> sources, IReadOnlyList<int> starts, int limit)
    {
        (_conditions, _starts, _limit) = (conditions, starts, limit);
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
    /// <param name="limitSeconds">What takes longer is not reached.</param>
    /// <param name="startSeconds">When each source starts, counted into its times; null when all start at once.</param>
    /// <exception cref="ArgumentException">There are not as many starts as sources, or one is negative, not a number, or longer than any journey.</exception>
    public static Coverage From(
        TravelConditions conditions, IReadOnlyList<RoadPosition?> sources, double limitSeconds = double.PositiveInfinity, IReadOnlyList<double>? startSeconds = null)
    {
        var starts = Milliseconds(startSeconds, sources.Count);
        var limit = (int)Math.Min(RoadCosts.Infinite - 1, limitSeconds * 1000);
        var coverage = new Coverage(conditions, sources, starts, limit);
        var search = conditions.Costs.Graph.Rent();
        search.BeginSpread();
        for (var source = 0; source < sources.Count; source++)
        {
            if (sources[source] is { } position && starts[source] <= limit)
                conditions.SeedFrom(search, position, source, starts[source]);
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
            Offer(source, Math.Min(RoadCosts.Infinite, _starts[source] + _conditions.AlongEdge(position, place).Cost));
        return best.Cost > _limit ? (-1, double.PositiveInfinity) : (best.Source, best.Cost / 1000.0);

        void Offer(int source, int cost)
        {
            if (cost < best.Cost || (cost == best.Cost && cost < RoadCosts.Infinite && source < best.Source))
                best = (source, cost);
        }
    }

    /// <summary>The source that reaches a place on the roads first, and its seconds.</summary>
    public (int Source, double Seconds) At(RoadPosition place) => At(place.Edge, place.Fraction);

    static int[] Milliseconds(IReadOnlyList<double>? seconds, int count)
    {
        if (seconds is null)
            return new int[count];
        if (seconds.Count != count)
            throw new ArgumentException($"there are {count} sources but {seconds.Count} starts", nameof(seconds));
        return [.. seconds.Select(start => start >= 0 && start * 1000 < RoadCosts.Infinite
            ? (int)Math.Round(start * 1000) : throw new ArgumentException($"a source cannot start after {start} s", nameof(seconds)))];
    }

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
