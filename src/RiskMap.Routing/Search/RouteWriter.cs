using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>One edge of a route, or a part of one.</summary>
/// <param name="Arc">The arc.</param>
/// <param name="Directed">Its directed edge.</param>
/// <param name="From">Fraction of the edge where it begins.</param>
/// <param name="To">Fraction where it ends.</param>
/// <param name="Metres">Its length.</param>
/// <param name="Milliseconds">Its cost, the turn before it included.</param>
/// <param name="TurnPenalty">What breaking a turn restriction costs there, in milliseconds.</param>
readonly record struct RouteStep(int Arc, int Directed, double From, double To, double Metres, int Milliseconds, int TurnPenalty);

/// <summary>Makes the answer of a path: line, legs, warnings. Pure.</summary>
static class RouteWriter
{
    // Bearing changes below these, in degrees, are straight on, slight, plain and sharp turns.
    const double Straight = 20, Slight = 45, Plain = 120, Sharp = 170;

    internal static RouteAnswer Write(TravelConditions conditions, RoadPosition start, RoadPosition end, FoundPath path)
    {
        var (graph, steps) = (conditions.Costs.Graph, Steps(conditions, start, end, path));
        var (x, y, firsts) = (new List<double>(), new List<double>(), new List<int>());
        foreach (var step in steps)
        {
            firsts.Add(Math.Max(0, x.Count - 1));
            Shapes.Append(graph, step.Directed >> 1, step.From, step.To, x, y);
        }
        if (x.Count == 1)
        {
            x.Add(x[0]);
            y.Add(y[0]);
        }
        return new RouteAnswer(RouteOutcome.Found)
        {
            TravelSeconds = path.Milliseconds / 1000.0,
            PenaltySeconds = steps.Sum(step => step.TurnPenalty + (conditions.Costs.PenaltyOn(step.Directed) * Math.Abs(step.To - step.From))) / 1000,
            DistanceMetres = steps.Sum(step => step.Metres),
            X = x,
            Y = y,
            Legs = Legs(graph, steps, firsts, x, y),
            Start = start,
            End = end,
            Settled = path.Settled,
            DirectedEdges = [.. steps.Select(step => step.Directed)],
            Warnings = [.. RouteWarnings.OfRules(conditions, steps), .. RouteWarnings.OfClosures(conditions, steps)],
        };
    }

    /// <summary>True cost of a path that was found with other costs.</summary>
    internal static int CostOf(TravelConditions conditions, RoadPosition start, RoadPosition end, FoundPath path) =>
        Steps(conditions, start, end, path).Sum(step => step.Milliseconds);

    internal static List<RouteStep> Steps(TravelConditions conditions, RoadPosition start, RoadPosition end, FoundPath path)
    {
        var (costs, steps) = (conditions.Costs, new List<RouteStep>(path.Arcs.Length));
        for (var i = 0; i < path.Arcs.Length; i++)
        {
            var arc = path.Arcs[i];
            var directed = costs.Graph.States.ArcEdge[arc];
            var (from, to) = (TravelConditions.TailOf(directed), 1 - TravelConditions.TailOf(directed));
            var (isFirst, isLast) = (i == 0, i == path.Arcs.Length - 1);
            from = isFirst ? start.Fraction : from;
            to = isLast ? end.Fraction : to;
            var turn = isFirst ? 0 : costs.OfTurn(arc);
            // A start or an end at a junction may lie on a road that is not driven at all.
            if (from == to && turn == 0 && path.Arcs.Length > 1 && (isFirst || (isLast && steps.Count > 0)))
                continue;
            var cost = (isFirst, isLast) switch
            {
                (true, true) => end.EntryCost(costs, directed) - start.EntryCost(costs, directed),
                (true, _) => start.ExitCost(costs, directed),
                (_, true) => end.EntryCost(costs, directed) + turn,
                _ => costs.Arcs[arc].Milliseconds,
            };
            steps.Add(new RouteStep(arc, directed, from, to, Math.Abs(to - from) * costs.Graph.MetresOf(directed >> 1), cost, turn));
        }
        return steps;
    }

    static List<RouteLeg> Legs(RoadGraph graph, List<RouteStep> steps, List<int> firsts, List<double> x, List<double> y)
    {
        var legs = new List<RouteLeg>();
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, traits) = (steps[i], graph.TraitsOf(steps[i].Directed >> 1));
            var turnsBack = i > 0 && steps[i - 1].Directed == (step.Directed ^ 1);
            if (i > 0 && !turnsBack && IsSameStreet(legs[^1], traits))
                legs[^1] = legs[^1] with { DistanceMetres = legs[^1].DistanceMetres + step.Metres, TravelSeconds = legs[^1].TravelSeconds + (step.Milliseconds / 1000.0) };
            else
                legs.Add(new RouteLeg(traits.Name, traits.RoadClass, i == 0 ? Manoeuvre.Depart : turnsBack ? Manoeuvre.TurnBack : TurnAt(x, y, firsts[i]), step.Metres, step.Milliseconds / 1000.0, firsts[i]));
        }
        return legs;
    }

    static bool IsSameStreet(RouteLeg leg, RoadTraits traits) =>
        leg.Name is null ? traits.Name is null && leg.RoadClass == traits.RoadClass : leg.Name == traits.Name;

    static Manoeuvre TurnAt(List<double> x, List<double> y, int vertex)
    {
        if (vertex <= 0 || vertex >= x.Count - 1)
            return Manoeuvre.Straight;
        var before = Math.Atan2(y[vertex] - y[vertex - 1], x[vertex] - x[vertex - 1]);
        var after = Math.Atan2(y[vertex + 1] - y[vertex], x[vertex + 1] - x[vertex]);
        var left = Math.IEEERemainder(after - before, 2 * Math.PI) * 180 / Math.PI;
        return Math.Abs(left) switch
        {
            < Straight => Manoeuvre.Straight,
            < Slight => left > 0 ? Manoeuvre.SlightLeft : Manoeuvre.SlightRight,
            < Plain => left > 0 ? Manoeuvre.Left : Manoeuvre.Right,
            < Sharp => left > 0 ? Manoeuvre.SharpLeft : Manoeuvre.SharpRight,
            _ => Manoeuvre.TurnBack,
        };
    }
}
