using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>
/// Dijkstra's search over costs alone, the quickest way over a whole city: it keeps no paths and looks only at arcs that lead on. Its queue is that of
/// <see cref="BucketQueue"/>, written into the loop, with costs read from the states. Memory of one search, used again and again; one thread at a time.
/// </summary>
/// <param name="graph">The graph.</param>
sealed class CostSpread(RoadGraph graph)
{
    const int Shift = 12;
    const int Buckets = 1 << 10;
    const int None = -1;

    readonly int[] _costs = new int[graph.StateCount];
    readonly int[] _heads = new int[Buckets];
    (int State, int Next)[] _items = new (int, int)[1024];
    int _used;
    int _free;
    int _waiting;
    int _bucket;

    internal void Begin()
    {
        Array.Fill(_costs, RoadCosts.Infinite);
        Array.Fill(_heads, None);
        (_used, _free, _waiting, _bucket) = (0, None, 0, 0);
    }

    /// <summary>Offers a cost for a state.</summary>
    internal void Put(int state, int cost)
    {
        if (cost >= _costs[state])
            return;
        _costs[state] = cost;
        ref var place = ref _heads[SlotOf(cost, _bucket)];
        Room(_used + 1)[_used] = (state, place);
        place = _used++;
        _waiting++;
    }

    /// <summary>
    /// Spreads from the states put. States before a closed arc or a wanted dead end look at all of their arcs, the others at those that lead on.
    /// </summary>
    internal void Run(TravelConditions conditions, GoalTable goals, ref GoalVisitor visitor)
    {
        var through = conditions.Costs.ThroughArcs;
        ref var costs = ref MemoryMarshal.GetArrayDataReference(_costs);
        ref var heads = ref MemoryMarshal.GetArrayDataReference(_heads);
        ref var first = ref MemoryMarshal.GetArrayDataReference(through.First);
        ref var arcs = ref MemoryMarshal.GetArrayDataReference(through.Arcs);
        ref var special = ref MemoryMarshal.GetArrayDataReference(goals.Special);
        var (used, free, waiting, bucket) = (_used, _free, _waiting, _bucket);
        while (waiting > 0)
        {
            ref var head = ref Unsafe.Add(ref heads, bucket & (Buckets - 1));
            if (head == None)
            {
                bucket++;
                if (visitor.IsDone(bucket << Shift))
                    return;
                continue;
            }
            var item = head;
            (var state, head) = _items[item];
            var cost = Unsafe.Add(ref costs, state);
            if (cost >> Shift > bucket)
            {
                // It waited beyond the ring.
                ref var later = ref Unsafe.Add(ref heads, SlotOf(cost, bucket));
                (_items[item].Next, later) = (later, item);
                continue;
            }
            (_items[item].Next, free) = (free, item);
            waiting--;
            // It came before at a lower cost.
            if (cost >> Shift < bucket)
                continue;
            if ((Unsafe.Add(ref special, state >> 6) >> state & 1) != 0)
            {
                (_used, _free, _waiting, _bucket) = (used, free, waiting, bucket);
                var isExpanded = LookCloser(conditions, goals, ref visitor, state, cost);
                (used, free, waiting) = (_used, _free, _waiting);
                if (isExpanded)
                    continue;
            }
            var (arc, end) = (Unsafe.Add(ref first, state), Unsafe.Add(ref first, state + 1));
            var items = Room(used + end - arc);
            for (; arc < end; arc++)
            {
                ref var step = ref Unsafe.Add(ref arcs, arc);
                ref var before = ref Unsafe.Add(ref costs, step.Target);
                var next = cost + step.Milliseconds;
                if (next >= before)
                    continue;
                before = next;
                ref var place = ref Unsafe.Add(ref heads, SlotOf(next, bucket));
                // The place that was left last is taken first: what waits stays in the cache.
                item = free != None ? free : used++;
                free = free != None ? items[item].Next : None;
                items[item] = (step.Target, place);
                place = item;
                waiting++;
            }
        }
    }

    (int State, int Next)[] Room(int count)
    {
        if (count > _items.Length)
            Array.Resize(ref _items, 2 * count);
        return _items;
    }

    /// <summary>Shows a state to the visitor; true where it was watched and has been left over all of its arcs.</summary>
    bool LookCloser(TravelConditions conditions, GoalTable goals, ref GoalVisitor visitor, int state, int cost)
    {
        visitor.Visit(state, cost);
        if (!goals.IsWatched(state))
            return false;
        var (states, arcs) = (conditions.Costs.Graph.States, conditions.Costs.Arcs);
        for (var arc = states.FirstArc[state]; arc < states.FirstArc[state + 1]; arc++)
        {
            var target = states.ArcTarget[arc];
            if (arcs[arc].Milliseconds < RoadCosts.Infinite && (arcs[arc].Target >= 0 || goals.IsWanted(target)) && conditions.Closed?.IsShut(arc) != true)
                Put(target, cost + arcs[arc].Milliseconds);
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int SlotOf(int cost, int bucket) => Math.Min(cost >> Shift, bucket + Buckets - 1) & (Buckets - 1);
}
