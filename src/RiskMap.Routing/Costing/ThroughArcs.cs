namespace RiskMap.Routing.Costing;

/// <summary>
/// The arcs of one profile and period that can be taken and lead on: none into dead ends. With them a search over a whole city looks at no arc in vain.
/// Immutable, safe for parallel reads.
/// </summary>
sealed class ThroughArcs
{
    internal ThroughArcs(RoadCosts costs)
    {
        var (states, arcs) = (costs.Graph.States, new List<CostedArc>(costs.Arcs.Length));
        First = new int[states.StateCount + 1];
        for (var state = 0; state < states.StateCount; state++)
        {
            for (var arc = states.FirstArc[state]; arc < states.FirstArc[state + 1]; arc++)
            {
                if (costs.Arcs[arc] is { Target: >= 0, Milliseconds: < RoadCosts.Infinite })
                    arcs.Add(costs.Arcs[arc]);
            }
            First[state + 1] = arcs.Count;
        }
        Arcs = [.. arcs];
    }

    /// <summary>First arc of each state, with one more entry at the end.</summary>
    internal int[] First { get; }

    internal CostedArc[] Arcs { get; }
}
