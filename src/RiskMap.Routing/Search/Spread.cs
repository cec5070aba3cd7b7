using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>Sees states being settled, cheapest first; true ends the search.</summary>
interface ISettleVisitor
{
    bool Settle(int state, int cost);
}

/// <summary>Never has enough.</summary>
readonly struct Everything : ISettleVisitor
{
    public bool Settle(int state, int cost) => false;
}

/// <summary>Dijkstra's search from seeds outward (E. Dijkstra, "A note on two problems in connexion with graphs", 1959), forward or backward.</summary>
static class Spread
{
    /// <summary>Costs from a state to all others.</summary>
    internal static void Forward(SearchState search, RoadCosts costs, int start)
    {
        search.Begin();
        search.Seed(start, 0, ~0, 0, 0);
        var visitor = default(Everything);
        Forward(search, costs, default(AllOpen), ref visitor, RoadCosts.Infinite, onlyWanted: false);
    }

    /// <summary>Costs from all others to a state.</summary>
    internal static void Backward(SearchState search, RoadCosts costs, int goal)
    {
        search.Begin();
        search.Seed(goal, 0, ~0, 0, 0);
        var visitor = default(Everything);
        Backward(search, costs, default(AllOpen), ref visitor, RoadCosts.Infinite);
    }

    /// <summary>Spreads from the seeds of the search along the roads.</summary>
    /// <param name="search">Seeded, by cost.</param>
    /// <param name="costs">Costs.</param>
    /// <param name="filter">What each arc costs now.</param>
    /// <param name="visitor">Sees each settled state.</param>
    /// <param name="limit">States that cost more are not settled.</param>
    /// <param name="onlyWanted">True to leave out dead ends that were not wanted.</param>
    internal static void Forward<TFilter, TVisitor>(
        SearchState search, RoadCosts costs, TFilter filter, ref TVisitor visitor, int limit, bool onlyWanted)
        where TFilter : struct, IArcFilter
        where TVisitor : struct, ISettleVisitor
    {
        var (arcs, first, labels, heap, stamp) = (costs.Arcs, costs.Graph.States.FirstArc, search.Labels, search.Heap, search.Stamp);
        while (heap.Count > 0)
        {
            var (cost, state) = heap.Pop();
            var label = labels[state];
            if (label.Cost != cost)
                continue;
            if (cost > limit || visitor.Settle(state, cost))
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
                Relax(labels, heap, stamp, target, cost, filter.Cost(arc, arcs[arc].Milliseconds), arc, label.Tag);
            }
        }
    }

    /// <summary>The same against the arcs: what it costs to get to the seeds.</summary>
    internal static void Backward<TFilter, TVisitor>(SearchState search, RoadCosts costs, TFilter filter, ref TVisitor visitor, int limit)
        where TFilter : struct, IArcFilter
        where TVisitor : struct, ISettleVisitor
    {
        var (states, arcs, labels, heap, stamp) = (costs.Graph.States, costs.BackArcs, search.Labels, search.Heap, search.Stamp);
        while (heap.Count > 0)
        {
            var (cost, state) = heap.Pop();
            var label = labels[state];
            if (label.Cost != cost)
                continue;
            if (cost > limit || visitor.Settle(state, cost))
                return;
            search.Settled++;
            for (var i = states.FirstBack[state]; i < states.FirstBack[state + 1]; i++)
            {
                var arc = states.BackArc[i];
                Relax(labels, heap, stamp, arcs[i].Target, cost, filter.Cost(arc, arcs[i].Milliseconds), arc, label.Tag);
            }
        }
    }

    static void Relax(Label[] labels, MinHeap heap, int stamp, int target, int cost, int step, int arc, int tag)
    {
        if (step >= RoadCosts.Infinite)
            return;
        var next = cost + step;
        ref var known = ref labels[target];
        if (known.Stamp == stamp && known.Cost <= next)
            return;
        known = new Label { Cost = next, Stamp = stamp, Parent = arc, Tag = tag };
        heap.Push(next, target);
    }
}
