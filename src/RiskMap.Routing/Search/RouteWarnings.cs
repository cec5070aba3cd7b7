using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>What a route's reader must be told. Pure.</summary>
static class RouteWarnings
{
    /// <summary>The rules that a route breaks, each stretch once, in the order of driving.</summary>
    internal static List<RouteWarning> OfRules(TravelConditions conditions, List<RouteStep> steps)
    {
        var (warnings, costs, graph) = (new List<RouteWarning>(), conditions.Costs, conditions.Costs.Graph);
        var open = new Dictionary<(RoadRules, string?), int>();
        foreach (var step in steps)
        {
            if (step.TurnPenalty > 0)
                warnings.Add(OfTurn(costs, step));
            var (broken, name) = (costs.BrokenOn(step.Directed), graph.TraitsOf(step.Directed >> 1).Name);
            if (broken == RoadRules.None && open.Count == 0)
                continue;
            var still = new Dictionary<(RoadRules, string?), int>();
            foreach (var rule in Each(broken))
            {
                if (!open.TryGetValue((rule, name), out var at))
                {
                    at = warnings.Count;
                    var (x, y) = Shapes.At(graph, step.Directed >> 1, step.From);
                    warnings.Add(new RouteWarning(RouteWarningKind.RuleBroken, x, y) { Rule = rule, Name = name });
                }
                still[(rule, name)] = at;
                warnings[at] = warnings[at] with { Metres = warnings[at].Metres + step.Metres, PenaltySeconds = warnings[at].PenaltySeconds + PenaltyOf(costs, step, rule) };
            }
            open = still;
        }
        return warnings;
    }

    /// <summary>Closures that shut parts of edges or begin at junctions which a route uses, each once.</summary>
    internal static IEnumerable<RouteWarning> OfClosures(TravelConditions conditions, List<RouteStep> steps)
    {
        if (conditions.Closed is not { Count: > 0 } closed)
            yield break;
        var (graph, seen) = (conditions.Costs.Graph, new HashSet<int>());
        foreach (var step in steps)
        {
            foreach (var (edge, at) in ShutBeside(graph, closed, step))
            {
                foreach (var stretch in closed.Of(edge).Where(stretch => seen.Add(stretch.Closure)))
                {
                    var (x, y) = Shapes.At(graph, step.Directed >> 1, at);
                    yield return new RouteWarning(RouteWarningKind.ClosureNear, x, y) { Closure = stretch.Closure, Name = graph.TraitsOf(stretch.Edge).Name };
                }
            }
        }
    }

    /// <summary>The edges with closures at the junctions that a step passes, and its own, each with the fraction of the step's edge where it is met.</summary>
    static IEnumerable<(int Edge, double At)> ShutBeside(RoadGraph graph, ClosedRoads closed, RouteStep step)
    {
        var tail = TravelConditions.TailOf(step.Directed);
        if (closed.IsShut(step.Arc))
            yield return (step.Directed >> 1, step.From);
        foreach (var edge in step.From == tail ? ShutEdgesAt(graph.States, closed, graph.Edges.Tail(step.Directed)) : [])
            yield return (edge, step.From);
        foreach (var edge in step.To == 1 - tail ? ShutEdgesAt(graph.States, closed, graph.Edges.Head(step.Directed)) : [])
            yield return (edge, step.To);
    }

    /// <summary>Closures on the way of a path, ascending.</summary>
    internal static List<int> ClosuresOn(ClosedRoads closed, List<RouteStep> steps) =>
    [
        .. steps.SelectMany(step => closed.Of(step.Directed >> 1).Where(stretch => stretch.IsBetween(Math.Min(step.From, step.To), Math.Max(step.From, step.To))))
            .Select(stretch => stretch.Closure).Distinct().Order(),
    ];

    internal static RouteAnswer WithSnap(RouteAnswer answer, SnapRules snap)
    {
        var warnings = new List<RouteWarning>(answer.Warnings);
        if (answer.Start is { } start && start.SnapMetres > snap.WarnMetres)
            warnings.Add(new RouteWarning(RouteWarningKind.StartFar, start.X, start.Y) { Metres = start.SnapMetres });
        if (answer.End is { } end && end.SnapMetres > snap.WarnMetres)
            warnings.Add(new RouteWarning(RouteWarningKind.EndFar, end.X, end.Y) { Metres = end.SnapMetres });
        return warnings.Count == answer.Warnings.Count ? answer : answer with { Warnings = warnings };
    }

    internal static IEnumerable<RouteWarning> OfMoving(RouteAnswer tried, RoadPosition start, RoadPosition end)
    {
        if (tried.Start?.Edge != start.Edge)
            yield return new RouteWarning(RouteWarningKind.StartMoved, start.X, start.Y) { Metres = start.SnapMetres };
        if (tried.End?.Edge != end.Edge)
            yield return new RouteWarning(RouteWarningKind.EndMoved, end.X, end.Y) { Metres = end.SnapMetres };
    }

    static RouteWarning OfTurn(RoadCosts costs, RouteStep step)
    {
        var (x, y) = Shapes.At(costs.Graph, step.Directed >> 1, step.From);
        var restriction = costs.BrokenTurn(step.Arc);
        return new RouteWarning(RouteWarningKind.RuleBroken, x, y)
        {
            Rule = RoadRules.ForbiddenTurn,
            Turn = restriction.Condition is { } condition ? $"{restriction.Kind} @ {condition}" : restriction.Kind,
            Name = costs.Graph.TraitsOf(step.Directed >> 1).Name,
            PenaltySeconds = step.TurnPenalty / 1000.0,
        };
    }

    /// <summary>Seconds that one rule costs on a step: what several break together is shared out evenly.</summary>
    static double PenaltyOf(RoadCosts costs, RouteStep step, RoadRules rule) =>
        costs.PenaltyOn(step.Directed) * Math.Abs(step.To - step.From) / 1000 / Each(costs.BrokenOn(step.Directed) | rule).Count();

    static IEnumerable<RoadRules> Each(RoadRules rules)
    {
        for (var left = (int)rules; left != 0; left &= left - 1)
            yield return (RoadRules)(left & -left);
    }

    // Nearly no arc is shut: one bit of each says so.
    static IEnumerable<int> ShutEdgesAt(StateGraph states, ClosedRoads closed, int node)
    {
        for (var arc = states.FirstArc[node]; arc < states.FirstArc[node + 1]; arc++)
        {
            if (closed.IsShut(arc))
                yield return states.ArcEdge[arc] >> 1;
        }
    }
}
