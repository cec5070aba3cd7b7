using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>What all searches of one question share: who travels when, and what is shut.</summary>
/// <param name="Costs">Graph, profile and period.</param>
/// <param name="Closed">Roads that are shut, or null.</param>
public sealed record TravelConditions(RoadCosts Costs, ClosedRoads? Closed = null)
{
    /// <summary>True when nothing stands between two fractions of an edge.</summary>
    internal bool IsFree(int edge, double from, double to) => Closed is null || !Closed.IsBlocked(edge, from, to);

    /// <summary>The fraction at which a direction of an edge begins.</summary>
    internal static double TailOf(int directed) => directed & 1;

    /// <summary>Cost from a position to the head of one of its directions; infinite where it is shut or not allowed.</summary>
    internal int ExitCost(in RoadPosition from, int directed) =>
        IsFree(from.Edge, from.Fraction, 1 - TailOf(directed)) ? from.ExitCost(Costs, directed) : RoadCosts.Infinite;

    /// <summary>Cost from the tail of one of its directions to a position.</summary>
    internal int EntryCost(in RoadPosition to, int directed) =>
        IsFree(to.Edge, TailOf(directed), to.Fraction) ? to.EntryCost(Costs, directed) : RoadCosts.Infinite;

    /// <summary>Cost along one edge without leaving it, and the direction; infinite where that is not possible.</summary>
    internal (int Cost, int Directed) AlongEdge(in RoadPosition from, in RoadPosition to)
    {
        var best = (Cost: RoadCosts.Infinite, Directed: 2 * from.Edge);
        if (from.Edge != to.Edge || !IsFree(from.Edge, from.Fraction, to.Fraction))
            return best;
        for (var directed = 2 * from.Edge; directed <= (2 * from.Edge) + 1; directed++)
        {
            if (Costs.OfEdge(directed) >= RoadCosts.Infinite || from.Along(directed) > to.Along(directed))
                continue;
            var cost = to.EntryCost(Costs, directed) - from.EntryCost(Costs, directed);
            best = cost < best.Cost ? (cost, directed) : best;
        }
        return best;
    }

    /// <summary>Puts the ends of a position's edge into a search, each with the cost of getting there.</summary>
    internal void SeedFrom(SearchState search, in RoadPosition from, int tag, int start = 0)
    {
        foreach (var (state, cost, directed) in Exits(from))
            search.SeedSpread(state, start + cost, ~directed, tag);
    }

    /// <summary>Where one gets to first from a position: the ends of its edge, or the node that it lies at.</summary>
    internal IEnumerable<(int State, int Cost, int Directed)> Exits(RoadPosition from)
    {
        for (var directed = 2 * from.Edge; directed <= (2 * from.Edge) + 1; directed++)
        {
            if (from.Along(directed) == 1)
                yield return (Costs.Graph.Edges.Head(directed), 0, directed);
            else if (!from.IsAtNode && ExitCost(from, directed) is < RoadCosts.Infinite and var cost)
                yield return (HeadState(directed), cost, directed);
        }
    }

    /// <summary>The states in which one may be at a position's node.</summary>
    internal IEnumerable<int> StatesAt(RoadPosition node)
    {
        var number = node.Fraction == 0 ? Costs.Graph.Edges.A[node.Edge] : Costs.Graph.Edges.B[node.Edge];
        return Costs.Graph.States.OtherStates[number].Prepend(number);
    }

    /// <summary>The state in which one is after driving a directed edge that the journey began on.</summary>
    internal int HeadState(int directed) => Costs.Graph.States.ArcTarget[Costs.Graph.States.ArcOfEdge[directed]];

    /// <summary>Notes the arcs over which a position is reached.</summary>
    internal void AddGoals(List<GoalEntry> goals, in RoadPosition to, int number)
    {
        var states = Costs.Graph.States;
        if (to.IsAtNode)
        {
            var arc = states.ArcOfEdge[to.Fraction == 0 ? 2 * to.Edge : (2 * to.Edge) + 1];
            goals.AddRange(StatesAt(to).Select(state => new GoalEntry(state, 0, arc, number)));
            return;
        }
        for (var directed = 2 * to.Edge; directed <= (2 * to.Edge) + 1; directed++)
        {
            var cost = EntryCost(to, directed);
            if (cost >= RoadCosts.Infinite)
                continue;
            goals.Add(new GoalEntry(states.ArcSource[states.ArcOfEdge[directed]], cost, states.ArcOfEdge[directed], number));
            foreach (var arc in states.OtherArcs[directed])
            {
                if (Costs.OfTurn(arc) < RoadCosts.Infinite)
                    goals.Add(new GoalEntry(states.ArcSource[arc], cost + Costs.OfTurn(arc), arc, number));
            }
        }
    }
}

/// <summary>One way to end a search: from a state over a part of an arc.</summary>
/// <param name="State">The state before the last edge.</param>
/// <param name="Cost">Cost from there to the target.</param>
/// <param name="Arc">The last arc.</param>
/// <param name="Number">Number of the target.</param>
readonly record struct GoalEntry(int State, int Cost, int Arc, int Number);
