using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Costing;

/// <summary>
/// Strongly connected components of what a profile can use: within one, every place reaches every other (R. Tarjan, "Depth-first search and linear
/// graph algorithms", 1972). Closures are not considered. Immutable, safe for parallel reads.
/// </summary>
public sealed class RoadComponents
{
    readonly RoadCosts _costs;
    readonly int[] _componentOf;

    internal RoadComponents(RoadCosts costs)
    {
        _costs = costs;
        _componentOf = new Walk(costs).Components(out var count);
        Count = count;
        var sizes = new double[count];
        var states = costs.Graph.States;
        for (var edge = 0; edge < costs.Graph.EdgeCount; edge++)
        {
            if (Of(edge) is >= 0 and var component)
                sizes[component] += costs.Graph.MetresOf(edge);
        }
        Metres = sizes;
        // The first of the longest: there is always one unless there are no roads.
        Main = count == 0 ? -1 : Array.IndexOf(sizes, sizes.Max());
    }

    /// <summary>Number of components.</summary>
    public int Count { get; }

    /// <summary>The component with the most metres of road; -1 without roads.</summary>
    public int Main { get; }

    /// <summary>Metres of road inside each component.</summary>
    public IReadOnlyList<double> Metres { get; }

    /// <summary>Component in which an edge lies: one can drive it and come back. -1 where one cannot.</summary>
    public int Of(int edge)
    {
        for (var directed = 2 * edge; directed <= (2 * edge) + 1; directed++)
        {
            var arc = _costs.Graph.States.ArcOfEdge[directed];
            if (_costs.Arcs[arc].Milliseconds >= RoadCosts.Infinite)
                continue;
            var component = _componentOf[_costs.Graph.States.ArcSource[arc]];
            if (component == _componentOf[_costs.Graph.States.ArcTarget[arc]])
                return component;
        }
        return -1;
    }

    internal int OfState(int state) => _componentOf[state];

    /// <summary>Tarjan's walk without recursion.</summary>
    sealed class Walk(RoadCosts costs)
    {
        readonly StateGraph _graph = costs.Graph.States;
        readonly int[] _number = new int[costs.Graph.StateCount];
        readonly int[] _low = new int[costs.Graph.StateCount];
        readonly int[] _component = new int[costs.Graph.StateCount];
        readonly int[] _nextArc = new int[costs.Graph.StateCount];
        readonly Stack<int> _path = new();
        readonly Stack<int> _open = new();
        int _numbered;
        int _components;

        internal int[] Components(out int count)
        {
            Array.Fill(_component, -1);
            for (var state = 0; state < _number.Length; state++)
            {
                if (_number[state] == 0)
                    From(state);
            }
            count = _components;
            return _component;
        }

        void From(int start)
        {
            Enter(start);
            while (_path.TryPeek(out var state))
            {
                if (_nextArc[state] < _graph.FirstArc[state + 1])
                    Look(state, _nextArc[state]++);
                else
                    Leave(state);
            }
        }

        void Enter(int state)
        {
            _number[state] = _low[state] = ++_numbered;
            _nextArc[state] = _graph.FirstArc[state];
            _path.Push(state);
            _open.Push(state);
        }

        void Look(int state, int arc)
        {
            if (costs.Arcs[arc].Milliseconds >= RoadCosts.Infinite)
                return;
            var target = _graph.ArcTarget[arc];
            if (_number[target] == 0)
                Enter(target);
            else if (_component[target] < 0)
                _low[state] = Math.Min(_low[state], _number[target]);
        }

        void Leave(int state)
        {
            _path.Pop();
            if (_path.TryPeek(out var before))
                _low[before] = Math.Min(_low[before], _low[state]);
            if (_low[state] != _number[state])
                return;
            int member;
            do
            {
                member = _open.Pop();
                _component[member] = _components;
            }
            while (member != state);
            _components++;
        }
    }
}
