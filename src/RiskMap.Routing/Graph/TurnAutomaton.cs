namespace RiskMap.Routing.Graph;

/// <summary>
/// Remembers just as much of the way behind as forbidden turns ask for (Aho and Corasick 1975, over directed edges instead of letters). A state is
/// a beginning of a forbidden turn that the last edges match; state 0 is none. Immutable.
/// </summary>
sealed class TurnAutomaton
{
    readonly Dictionary<(int State, int Edge), int> _next = [];
    readonly List<int> _lastEdges = [-1];
    readonly List<SortedSet<int>?> _rules = [null];
    readonly List<bool> _hasNext = [false];
    readonly int[] _fallbacks;

    internal TurnAutomaton(IEnumerable<ForbiddenTurn> turns)
    {
        foreach (var turn in turns)
            Insert(turn);
        _fallbacks = new int[_lastEdges.Count];
        FindFallbacks();
    }

    /// <summary>Number of states, 0 included.</summary>
    internal int Count => _lastEdges.Count;

    /// <summary>True for a state that more edges can follow: only these are remembered.</summary>
    internal bool IsOpen(int state) => state > 0 && _hasNext[state];

    /// <summary>The last directed edge of a state.</summary>
    internal int LastEdge(int state) => _lastEdges[state];

    /// <summary>Where a directed edge leads, and the rules that it breaks there, or null.</summary>
    internal (int State, SortedSet<int>? Rules) Step(int state, int edge)
    {
        var reached = Match(state, edge);
        var rules = _rules[reached];
        while (reached > 0 && !_hasNext[reached])
            reached = _fallbacks[reached];
        return (reached, rules);
    }

    int Match(int state, int edge)
    {
        while (true)
        {
            if (_next.TryGetValue((state, edge), out var reached))
                return reached;
            if (state == 0)
                return 0;
            state = _fallbacks[state];
        }
    }

    void Insert(ForbiddenTurn turn)
    {
        var state = 0;
        foreach (var edge in turn.Edges)
        {
            _hasNext[state] = true;
            if (!_next.TryGetValue((state, edge), out var reached))
            {
                _next[(state, edge)] = reached = _lastEdges.Count;
                _lastEdges.Add(edge);
                _rules.Add(null);
                _hasNext.Add(false);
            }
            state = reached;
        }
        (_rules[state] ??= []).Add(turn.Rule);
    }

    void FindFallbacks()
    {
        var children = _next.ToLookup(pair => pair.Key.State, pair => (pair.Key.Edge, State: pair.Value));
        var queue = new Queue<int>(children[0].Select(child => child.State).Order());
        while (queue.TryDequeue(out var state))
        {
            if (_rules[_fallbacks[state]] is { } inherited)
                (_rules[state] ??= []).UnionWith(inherited);
            foreach (var (edge, child) in children[state].OrderBy(child => child.State))
            {
                _fallbacks[child] = Match(_fallbacks[state], edge);
                queue.Enqueue(child);
            }
        }
    }
}
