namespace RiskMap.Routing.Graph;

/// <summary>Makes the state graph of edges and forbidden turns. Used once.</summary>
sealed class StateGraphBuilder
{
    readonly EdgeTable _edges;
    readonly TurnAutomaton _turns;
    readonly int[] _stateOfTurn;
    readonly List<int> _nodeOf = [];
    readonly Groups _leaving;
    readonly Dictionary<string, int> _ruleSetNumbers = new(StringComparer.Ordinal);
    readonly List<int[]> _ruleSets = [];

    StateGraphBuilder(EdgeTable edges, Groups leaving, IEnumerable<ForbiddenTurn> turns)
    {
        (_edges, _leaving, _turns) = (edges, leaving, new TurnAutomaton(turns));
        _stateOfTurn = new int[_turns.Count];
        for (var node = 0; node < edges.NodeCount; node++)
            _nodeOf.Add(node);
        for (var turn = 1; turn < _turns.Count; turn++)
        {
            if (!_turns.IsOpen(turn))
                continue;
            _stateOfTurn[turn] = _nodeOf.Count;
            _nodeOf.Add(edges.Head(_turns.LastEdge(turn)));
        }
    }

    /// <param name="edges">The edges.</param>
    /// <param name="leaving">Directed edges by the node that they leave.</param>
    /// <param name="turns">Forbidden turns.</param>
    internal static StateGraph Build(EdgeTable edges, Groups leaving, IEnumerable<ForbiddenTurn> turns) => new StateGraphBuilder(edges, leaving, turns).Build();

    StateGraph Build()
    {
        var (turnOfState, firstArc) = (new int[_nodeOf.Count], new int[_nodeOf.Count + 1]);
        for (var turn = 1; turn < _turns.Count; turn++)
        {
            if (_turns.IsOpen(turn))
                turnOfState[_stateOfTurn[turn]] = turn;
        }
        for (var state = 0; state < _nodeOf.Count; state++)
            firstArc[state + 1] = firstArc[state] + _leaving[_nodeOf[state]].Count;
        var arcs = firstArc[^1];
        var (target, source, edge, rules, ofEdge) = (new int[arcs], new int[arcs], new int[arcs], new int[arcs], new int[2 * _edges.Count]);
        for (var state = 0; state < _nodeOf.Count; state++)
        {
            for (var arc = firstArc[state]; arc < firstArc[state + 1]; arc++)
            {
                (source[arc], edge[arc]) = (state, _leaving.Items[_leaving.First[_nodeOf[state]] + arc - firstArc[state]]);
                (target[arc], rules[arc]) = Step(turnOfState[state], edge[arc]);
                if (state < _edges.NodeCount)
                    ofEdge[edge[arc]] = arc;
            }
        }
        return Finish(firstArc, target, source, edge, rules, ofEdge);
    }

    StateGraph Finish(int[] firstArc, int[] target, int[] source, int[] edge, int[] rules, int[] ofEdge)
    {
        var others = Enumerable.Range(_edges.NodeCount, _nodeOf.Count - _edges.NodeCount).ToLookup(state => _nodeOf[state]);
        var special = firstArc[_edges.NodeCount];
        var (firstBack, back) = Groups.Of(_nodeOf.Count, target.Length, arc => target[arc]);
        return new StateGraph
        {
            NodeCount = _edges.NodeCount,
            FirstArc = firstArc,
            ArcTarget = target,
            ArcSource = source,
            ArcEdge = edge,
            ArcRules = rules,
            RuleSets = [.. _ruleSets],
            ArcOfEdge = ofEdge,
            NodeOf = [.. _nodeOf],
            OtherStates = others,
            OtherArcs = Enumerable.Range(special, target.Length - special).ToLookup(arc => edge[arc]),
            FirstBack = firstBack,
            BackArc = back,
            DeadEnds = new DeadEnds(_edges, others.Contains),
        };
    }

    (int Target, int Rules) Step(int turn, int edge)
    {
        var (reached, rules) = _turns.Step(turn, edge);
        return (reached > 0 ? _stateOfTurn[reached] : _edges.Head(edge), rules is null ? -1 : RuleSet(rules));
    }

    int RuleSet(SortedSet<int> rules)
    {
        var key = string.Join(',', rules);
        if (_ruleSetNumbers.TryGetValue(key, out var number))
            return number;
        _ruleSets.Add([.. rules]);
        return _ruleSetNumbers[key] = _ruleSets.Count - 1;
    }
}
