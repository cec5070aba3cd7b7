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
        var graph = conditions.Costs.Graph;
        var search = graph.Rent();
        search.Begin();
        foreach (var goal in goals.Entries)
            search.Want(graph.States.NodeOf[goal.State]);
        conditions.SeedFrom(search, position, 0);
        var visitor = new GoalVisitor(goals, best);
        if (conditions.Closed is { } closed)
            Spread.Forward(search, conditions.Costs, new SomeClosed(closed.Arcs), ref visitor, RoadCosts.Infinite - 1, onlyWanted: true);
        else
            Spread.Forward(search, conditions.Costs, default(AllOpen), ref visitor, RoadCosts.Infinite - 1, onlyWanted: true);
        graph.Return(search);
        return best;
    }

    static int[] ManyToOne(TravelConditions conditions, IReadOnlyList<RoadPosition?> from, RoadPosition? to, GoalTable goals)
    {
        var best = AlongEdges(from.Count, i => to is { } end && from[i] is { } start ? conditions.AlongEdge(start, end).Cost : RoadCosts.Infinite);
        if (to is not { } position)
            return best;
        var search = conditions.Costs.Graph.Rent();
        search.Begin();
        conditions.AddGoals(search.Goals, position, 0);
        foreach (var goal in search.Goals)
            search.Seed(goal.State, goal.Cost, ~goal.Arc, 0, goal.Cost);
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
            foreach (var entry in Entries)
                _isGoal[entry.State >> 6] |= 1UL << entry.State;
        }

        internal GoalEntry[] Entries { get; }

        internal bool IsGoal(int state) => (_isGoal[state >> 6] >> state & 1) != 0;

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

        static void AddExits(TravelConditions conditions, in RoadPosition from, int number, List<GoalEntry> entries)
        {
            for (var directed = 2 * from.Edge; directed <= (2 * from.Edge) + 1; directed++)
            {
                if (conditions.ExitCost(from, directed) is < RoadCosts.Infinite and var cost)
                    entries.Add(new GoalEntry(conditions.HeadState(directed), cost, -1, number));
            }
        }
    }

    /// <summary>Ends a search when nothing better can come for any goal.</summary>
    struct GoalVisitor(GoalTable goals, int[] best) : ISettleVisitor
    {
        int _left = best.Count(cost => cost >= RoadCosts.Infinite);
        int _limit = Limit(best);

        public bool Settle(int state, int cost)
        {
            if (cost >= _limit)
                return true;
            if (goals.IsGoal(state))
                Take(state, cost);
            return false;
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
