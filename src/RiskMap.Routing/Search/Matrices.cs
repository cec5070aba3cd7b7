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
        search.Costs.Begin();
        foreach (var (state, cost, _) in conditions.Exits(position))
            search.Costs.Put(state, cost);
        var visitor = new GoalVisitor(goals, best);
        search.Costs.Run(conditions, goals, ref visitor);
        conditions.Costs.Graph.Return(search);
        return best;
    }

    static int[] ManyToOne(TravelConditions conditions, IReadOnlyList<RoadPosition?> from, RoadPosition? to, GoalTable goals)
    {
        var best = AlongEdges(from.Count, i => to is { } end && from[i] is { } start ? conditions.AlongEdge(start, end).Cost : RoadCosts.Infinite);
        if (to is not { } position)
            return best;
        var search = conditions.Costs.Graph.Rent();
        search.BeginSpread();
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
}
