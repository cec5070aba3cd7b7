using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>
/// Travel times from some positions to others, equal to those of single routes to the millisecond. One search for each position of the shorter side,
/// in parallel. Pure, thread-safe.
/// </summary>
public static class Matrices
{
    /// <summary>Seconds from each position (row) to each (column); infinite where there is no way or no position.</summary>
    public static double[,] Seconds(TravelConditions conditions, IReadOnlyList<RoadPosition?> from, IReadOnlyList<RoadPosition?> to)
    {
        var seconds = new double[from.Count, to.Count];
        if (from.Count <= to.Count)
        {
            var goals = new GoalTable(conditions, to, isExit: false);
            Parallel.For(0, from.Count, row => Write(OneToMany(conditions, from[row], to, goals), column => (row, column)));
        }
        else
        {
            var goals = new GoalTable(conditions, from, isExit: true);
            Parallel.For(0, to.Count, column => Write(ManyToOne(conditions, from, to[column], goals), row => (row, column)));
        }
        return seconds;

        void Write(int[] costs, Func<int, (int Row, int Column)> place)
        {
            for (var i = 0; i < costs.Length; i++)
            {
                var (row, column) = place(i);
                seconds[row, column] = costs[i] >= RoadCosts.Infinite ? double.PositiveInfinity : costs[i] / 1000.0;
            }
        }
    }

    static int[] OneToMany(TravelConditions conditions, RoadPosition? from, IReadOnlyList<RoadPosition?> to, GoalTable goals)
    {
        var best = AlongEdges(to.Count, i => from is { } start && to[i] is { } end ? conditions.AlongEdge(start, end).Cost : RoadCosts.Infinite);
        if (from is not { } position)
            return best;
        var search = conditions.Costs.Graph.Rent();
        search.BeginCosts(conditions.Costs);
        foreach (var (state, cost, _) in conditions.Exits(position))
        {
            search.Costs[state] = Math.Min(search.Costs[state], cost);
            search.Buckets.Push(search.Costs[state], state);
        }
        SpreadCosts(search, conditions, goals, new GoalVisitor(goals, best));
        conditions.Costs.Graph.Return(search);
        return best;
    }

    /// <summary>
    /// Spreads over costs alone, the quickest way over a whole city. States before a closed arc or a wanted dead end look at all of their arcs, the others
    /// at those that lead on.
    /// </summary>
    static void SpreadCosts(SearchState search, TravelConditions conditions, GoalTable goals, GoalVisitor visitor)
    {
        var (through, known, queue) = (conditions.Costs.ThroughArcs, search.Costs, search.Buckets);
        ref var firstArc = ref MemoryMarshal.GetArrayDataReference(through.Arcs);
        ref var firstKnown = ref MemoryMarshal.GetArrayDataReference(known);
        while (queue.Count > 0)
        {
            var (cost, state) = queue.Pop();
            if (known[state] != cost)
                continue;
            if (visitor.Settle(state, cost, queue.FinalBelow))
                return;
            if (goals.IsWatched(state))
            {
                ExpandWatched(search, conditions, goals, state, cost);
                continue;
            }
            var end = through.First[state + 1];
            for (var i = through.First[state]; i < end; i++)
            {
                var arc = Unsafe.Add(ref firstArc, i);
                ref var before = ref Unsafe.Add(ref firstKnown, arc.Target);
                var next = cost + arc.Milliseconds;
                if (next >= before)
                    continue;
                before = next;
                queue.Push(next, arc.Target);
            }
        }
    }

    static void ExpandWatched(SearchState search, TravelConditions conditions, GoalTable goals, int state, int cost)
    {
        var (states, arcs) = (conditions.Costs.Graph.States, conditions.Costs.Arcs);
        for (var arc = states.FirstArc[state]; arc < states.FirstArc[state + 1]; arc++)
        {
            var target = states.ArcTarget[arc];
            if (arcs[arc].Milliseconds >= RoadCosts.Infinite || (arcs[arc].Target < 0 && !goals.IsWanted(target)) || conditions.Closed?.IsShut(arc) == true)
                continue;
            var next = cost + arcs[arc].Milliseconds;
            if (next >= search.Costs[target])
                continue;
            search.Costs[target] = next;
            search.Buckets.Push(next, target);
        }
    }

    static int[] ManyToOne(TravelConditions conditions, IReadOnlyList<RoadPosition?> from, RoadPosition? to, GoalTable goals)
    {
        var best = AlongEdges(from.Count, i => to is { } end && from[i] is { } start ? conditions.AlongEdge(start, end).Cost : RoadCosts.Infinite);
        if (to is not { } position)
            return best;
        var search = conditions.Costs.Graph.Rent();
        search.BeginSpread(conditions.Costs);
        conditions.AddGoals(search.Goals, position, 0);
        foreach (var goal in search.Goals)
            search.SeedSpread(goal.State, goal.Cost, ~goal.Arc, 0);
        var visitor = new GoalVisitor(goals, best);
        if (conditions.Closed is { } closed)
            Spread.Backward(search, conditions.Costs, new SomeClosed(closed.Arcs), ref visitor, RoadCosts.Infinite - 1);
        else
            Spread.Backward(search, conditions.Costs, default(AllOpen), ref visitor, RoadCosts.Infinite - 1);
        conditions.Costs.Graph.Return(search);
        return best;
    }

    static int[] AlongEdges(int count, Func<int, int> along)
    {
        var best = new int[count];
        for (var i = 0; i < count; i++)
            best[i] = along(i);
        return best;
    }

    /// <summary>Where searches may end, by state.</summary>
    sealed class GoalTable
    {
        readonly ulong[] _isGoal;
        readonly ulong[] _isWatched;
        readonly HashSet<int> _wanted = [];

        internal GoalTable(TravelConditions conditions, IReadOnlyList<RoadPosition?> positions, bool isExit)
        {
            var entries = new List<GoalEntry>();
            for (var i = 0; i < positions.Count; i++)
            {
                if (positions[i] is not { } position)
                    continue;
                if (isExit)
                    AddExits(conditions, position, i, entries);
                else
                    conditions.AddGoals(entries, position, i);
            }
            Entries = [.. entries.OrderBy(entry => entry.State).ThenBy(entry => entry.Number)];
            _isGoal = new ulong[(conditions.Costs.Graph.StateCount + 63) / 64];
            _isWatched = new ulong[_isGoal.Length];
            foreach (var entry in Entries)
            {
                _isGoal[entry.State >> 6] |= 1UL << entry.State;
                Want(conditions.Costs.Graph.States, entry.State);
            }
            foreach (var edge in conditions.Closed?.Edges ?? [])
            {
                Watch(conditions.Costs.Graph.States, conditions.Costs.Graph.Edges.A[edge]);
                Watch(conditions.Costs.Graph.States, conditions.Costs.Graph.Edges.B[edge]);
            }
        }

        internal GoalEntry[] Entries { get; }

        internal bool IsGoal(int state) => (_isGoal[state >> 6] >> state & 1) != 0;

        /// <summary>True where a wanted dead end or a closed edge begins.</summary>
        internal bool IsWatched(int state) => (_isWatched[state >> 6] >> state & 1) != 0;

        /// <summary>True for a node of a dead end on the way to a goal.</summary>
        internal bool IsWanted(int node) => _wanted.Contains(node);

        /// <summary>Index of a state's first entry.</summary>
        internal int First(int state)
        {
            var (low, high) = (0, Entries.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Entries[middle].State < state)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }

        void Want(Graph.StateGraph states, int state)
        {
            for (var node = states.NodeOf[state]; node >= 0 && _wanted.Add(node); node = states.DeadEnds.Parent(node))
            {
                if (states.DeadEnds.Parent(node) is >= 0 and var parent)
                    Watch(states, parent);
            }
        }

        void Watch(Graph.StateGraph states, int node)
        {
            foreach (var state in states.OtherStates[node].Prepend(node))
                _isWatched[state >> 6] |= 1UL << state;
        }

        static void AddExits(TravelConditions conditions, in RoadPosition from, int number, List<GoalEntry> entries)
        {
            foreach (var (state, cost, _) in conditions.Exits(from))
                entries.Add(new GoalEntry(state, cost, -1, number));
        }
    }

    /// <summary>Ends a search when nothing better can come for any goal.</summary>
    struct GoalVisitor(GoalTable goals, int[] best) : ISettleVisitor
    {
        int _left = best.Count(cost => cost >= RoadCosts.Infinite);
        int _limit = Limit(best);

        public bool Settle(int state, int cost, int finalBelow)
        {
            if (goals.IsGoal(state))
                Take(state, cost);
            return finalBelow >= _limit;
        }

        void Take(int state, int cost)
        {
            for (var i = goals.First(state); i < goals.Entries.Length && goals.Entries[i].State == state; i++)
            {
                var (number, total) = (goals.Entries[i].Number, cost + goals.Entries[i].Cost);
                if (total >= best[number])
                    continue;
                _left -= best[number] >= RoadCosts.Infinite ? 1 : 0;
                best[number] = total;
            }
            if (_left == 0)
                _limit = Limit(best);
        }

        static int Limit(int[] best) => best.Length == 0 ? 0 : best.Max();
    }
}
