using System.Runtime.InteropServices;
using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>A path that was found.</summary>
/// <param name="Milliseconds">Its cost; <see cref="RoadCosts.Infinite"/> when there is none.</param>
/// <param name="Arcs">Its arcs; the first and the last are driven in part. One arc when it never leaves its edge.</param>
/// <param name="Settled">States that the search settled.</param>
readonly record struct FoundPath(int Milliseconds, int[] Arcs, int Settled)
{
    internal bool Exists => Milliseconds < RoadCosts.Infinite;
}

/// <summary>
/// The cheapest path between two positions: A* with landmarks (Goldberg and Harrelson 2005), unidirectional. Exact also when roads are shut or
/// slower than the landmarks know. Of equal paths always the same is taken.
/// </summary>
static class PathSearch
{
    internal static FoundPath Find(TravelConditions conditions, in RoadPosition from, in RoadPosition to, ulong[]? dearer = null, double factor = 1)
    {
        var search = conditions.Costs.Graph.Rent();
        try
        {
            search.Begin();
            var task = new Task(conditions, search, from, to);
            if (dearer is not null)
                task.MakeStayingDearer(factor);
            return (conditions.Closed, dearer) switch
            {
                (_, { } bits) => task.Run(new SomeDearer(conditions.Closed?.Arcs, bits, factor)),
                ({ } closed, _) => task.Run(new SomeClosed(closed.Arcs)),
                _ => task.Run(default(AllOpen)),
            };
        }
        finally
        {
            conditions.Costs.Graph.Return(search);
        }
    }

    ref struct Task
    {
        readonly TravelConditions _conditions;
        readonly SearchState _search;
        readonly Landmarks _landmarks;
        readonly RoadPosition _from;
        readonly RoadPosition _to;
        readonly LandmarkCosts _target;
        int _best;
        int _lastArc;
        int _lastState;

        internal Task(TravelConditions conditions, SearchState search, in RoadPosition from, in RoadPosition to)
        {
            (_conditions, _search, _landmarks, _from, _to) = (conditions, search, conditions.Costs.Landmarks, from, to);
            (_best, var directed) = conditions.AlongEdge(from, to);
            (_lastArc, _lastState) = (conditions.Costs.Graph.States.ArcOfEdge[directed], -1);
            conditions.AddGoals(search.Goals, to, 0);
            foreach (var goal in search.Goals)
                search.Want(conditions.Costs.Graph.States.NodeOf[goal.State]);
            _target = MeasureTarget();
            Seed();
        }

        /// <summary>Makes it dearer to stay on one edge: it is part of a route that is known.</summary>
        internal void MakeStayingDearer(double factor) => _best = _best >= RoadCosts.Infinite ? _best : (int)Math.Min(RoadCosts.Infinite - 1, _best * factor);

        internal FoundPath Run<TFilter>(TFilter filter)
            where TFilter : struct, IArcFilter
        {
            var (queue, labels) = (_search.Queue, _search.Labels);
            while (queue.Count > 0 && queue.FinalBelow < _best)
            {
                var (key, state) = queue.Pop();
                var label = labels[state];
                if (label.Tag != key || key >= _best)
                    continue;
                _search.Settled++;
                TryEnd(state, label.Cost);
                Expand(state, label.Cost, filter);
            }
            return new FoundPath(_best, _best >= RoadCosts.Infinite ? [] : Path(), _search.Settled);
        }

        readonly void Expand<TFilter>(int state, int cost, TFilter filter)
            where TFilter : struct, IArcFilter
        {
            var (arcs, first, labels, queue, stamp) = (_conditions.Costs.Arcs, _conditions.Costs.Graph.States.FirstArc, _search.Labels, _search.Queue, _search.Stamp);
            var end = first[state + 1];
            for (var arc = first[state]; arc < end; arc++)
            {
                var (target, step) = (arcs[arc].Target, filter.Cost(arc, arcs[arc].Milliseconds));
                if (target < 0)
                {
                    target = ~target;
                    if (!_search.IsWanted(target))
                        continue;
                }
                if (step >= RoadCosts.Infinite)
                    continue;
                var next = cost + step;
                ref var label = ref labels[target];
                if (label.Stamp == stamp)
                {
                    if (label.Cost <= next)
                        continue;
                    label.Tag -= label.Cost - next;
                    (label.Cost, label.Parent) = (next, arc);
                }
                else
                {
                    var left = _landmarks.Bound(target, _target);
                    if (left >= RoadCosts.Infinite / 2)
                        continue;
                    label = new Label { Cost = next, Stamp = stamp, Parent = arc, Tag = next + left };
                }
                queue.Push(label.Tag, target);
            }
        }

        void TryEnd(int state, int cost)
        {
            foreach (ref readonly var goal in CollectionsMarshal.AsSpan(_search.Goals))
            {
                if (goal.State == state && cost + goal.Cost < _best)
                    (_best, _lastArc, _lastState) = (cost + goal.Cost, goal.Arc, state);
            }
        }

        readonly void Seed()
        {
            foreach (var (state, cost, directed) in _conditions.Exits(_from))
                _search.Seed(state, cost, ~directed, cost + _landmarks.Bound(state, _target));
        }

        /// <summary>What the landmarks know of the target.</summary>
        readonly LandmarkCosts MeasureTarget()
        {
            var (conditions, to) = (_conditions, _to);
            var exits = to.IsAtNode ? conditions.StatesAt(to).Select(state => (State: state, Cost: 0))
                : new[] { 2 * to.Edge, (2 * to.Edge) + 1 }.Select(directed => (State: conditions.HeadState(directed), Cost: to.ExitCost(conditions.Costs, directed)));
            return _landmarks.OfTarget(_search.Goals.Select(goal => (goal.State, goal.Cost)), exits.Where(exit => exit.Cost < RoadCosts.Infinite));
        }

        /// <summary>The arcs from the start to the best end.</summary>
        readonly int[] Path()
        {
            if (_lastState < 0)
                return [_lastArc];
            var states = _conditions.Costs.Graph.States;
            var arcs = new List<int> { _lastArc };
            var state = _lastState;
            for (var parent = _search.Labels[state].Parent; ; parent = _search.Labels[state].Parent)
            {
                arcs.Add(parent < 0 ? states.ArcOfEdge[~parent] : parent);
                if (parent < 0)
                    break;
                state = states.ArcSource[parent];
            }
            arcs.Reverse();
            return [.. arcs];
        }
    }
}
