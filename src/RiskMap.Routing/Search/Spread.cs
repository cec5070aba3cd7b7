using System.Runtime.CompilerServices;
using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>Sees states being settled; true ends the search.</summary>
interface ISettleVisitor
{
    /// <summary>Takes a state. It comes again if a lower cost is found; costs below <paramref name="finalBelow"/> are final.</summary>
    bool Settle(int state, int cost, int finalBelow);
}

/// <summary>Never has enough.</summary>
readonly struct Everything : ISettleVisitor
{
    public bool Settle(int state, int cost, int finalBelow) => false;
}

/// <summary>
/// Dijkstra's search from seeds outward (E. Dijkstra, "A note on two problems in connexion with graphs", 1959), forward or backward, with buckets of
/// some seconds: a state may be settled again within its bucket.
/// </summary>
static class Spread
{
    /// <summary>Costs from a state to all others.</summary>
    internal static void Forward(SearchState search, RoadCosts costs, int start)
    {
        search.BeginSpread();
        search.SeedSpread(start, 0, ~0, 0);
        var visitor = default(Everything);
        Forward(search, costs, default(AllOpen), ref visitor, RoadCosts.Infinite - 1, onlyWanted: false);
    }

    /// <summary>Costs from all others to a state.</summary>
    internal static void Backward(SearchState search, RoadCosts costs, int goal)
    {
        search.BeginSpread();
        search.SeedSpread(goal, 0, ~0, 0);
        var visitor = default(Everything);
        Backward(search, costs, default(AllOpen), ref visitor, RoadCosts.Infinite - 1);
    }

    /// <summary>Spreads from the seeds of the search along the roads.</summary>
    /// <param name="search">Seeded, by cost.</param>
    /// <param name="costs">Costs.</param>
    /// <param name="filter">What each arc costs now.</param>
    /// <param name="visitor">Sees each settled state.</param>
    /// <param name="limit">States that cost more are not reached; less than <see cref="RoadCosts.Infinite"/>.</param>
    /// <param name="onlyWanted">True to leave out dead ends that were not wanted.</param>
    internal static void Forward<TFilter, TVisitor>(
        SearchState search, RoadCosts costs, TFilter filter, ref TVisitor visitor, int limit, bool onlyWanted)
        where TFilter : struct, IArcFilter
        where TVisitor : struct, ISettleVisitor
    {
        var (arcs, first, labels, queue, stamp) = (costs.Arcs, costs.Graph.States.FirstArc, search.Labels, search.Queue, search.Stamp);
        while (queue.Count > 0)
        {
            var (cost, state) = queue.Pop();
            var label = labels[state];
            if (label.Cost != cost)
                continue;
            if (visitor.Settle(state, cost, queue.FinalBelow))
                return;
            search.Settled++;
            var end = first[state + 1];
            for (var arc = first[state]; arc < end; arc++)
            {
                var target = arcs[arc].Target;
                if (target < 0)
                {
                    target = ~target;
                    if (onlyWanted && !search.IsWanted(target))
                        continue;
                }
                Relax(labels, queue, stamp, target, cost + filter.Cost(arc, arcs[arc].Milliseconds), limit, arc, label.Tag);
            }
        }
    }

    /// <summary>The same against the arcs: what it costs to get to the seeds.</summary>
    internal static void Backward<TFilter, TVisitor>(SearchState search, RoadCosts costs, TFilter filter, ref TVisitor visitor, int limit)
        where TFilter : struct, IArcFilter
        where TVisitor : struct, ISettleVisitor
    {
        var (states, arcs, labels, queue, stamp) = (costs.Graph.States, costs.BackArcs, search.Labels, search.Queue, search.Stamp);
        while (queue.Count > 0)
        {
            var (cost, state) = queue.Pop();
            var label = labels[state];
            if (label.Cost != cost)
                continue;
            if (visitor.Settle(state, cost, queue.FinalBelow))
                return;
            search.Settled++;
            for (var i = states.FirstBack[state]; i < states.FirstBack[state + 1]; i++)
            {
                var arc = states.BackArc[i];
                Relax(labels, queue, stamp, arcs[i].Target, cost + filter.Cost(arc, arcs[i].Milliseconds), limit, arc, label.Tag);
            }
        }
    }

    // What cannot be taken costs more than any limit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Relax(Label[] labels, BucketQueue queue, int stamp, int target, int next, int limit, int arc, int tag)
    {
        if (next > limit)
            return;
        ref var known = ref labels[target];
        if (known.Stamp == stamp && known.Cost <= next)
            return;
        known = new Label { Cost = next, Stamp = stamp, Parent = arc, Tag = tag };
        queue.Push(next, target);
    }
}
