using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>Where the searches of a matrix may end, by state. Immutable.</summary>
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
        Special = [.. _isGoal.Zip(_isWatched, (goal, watched) => goal | watched)];
    }

    internal GoalEntry[] Entries { get; }

    /// <summary>Bit of each state that is a goal or watched: a search looks closer at these alone.</summary>
    internal ulong[] Special { get; }

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

    void Want(StateGraph states, int state)
    {
        for (var node = states.NodeOf[state]; node >= 0 && _wanted.Add(node); node = states.DeadEnds.Parent(node))
        {
            if (states.DeadEnds.Parent(node) is >= 0 and var parent)
                Watch(states, parent);
        }
    }

    void Watch(StateGraph states, int node)
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
        Visit(state, cost);
        return IsDone(finalBelow);
    }

    /// <summary>True when costs that are not final yet cannot matter.</summary>
    internal readonly bool IsDone(int finalBelow) => finalBelow >= _limit;

    /// <summary>Takes a cost of a state.</summary>
    internal void Visit(int state, int cost)
    {
        if (!goals.IsGoal(state))
            return;
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
