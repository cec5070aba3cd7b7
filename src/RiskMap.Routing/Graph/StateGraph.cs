namespace RiskMap.Routing.Graph;

/// <summary>
/// What a search walks on: a state is a node, or a node together with the edges behind it where a turn restriction asks for them; an arc is a
/// directed edge taken from a state. The first states are the nodes by number; each directed edge is exactly one arc of its tail's node state.
/// Flat arrays, immutable, safe for parallel reads.
/// </summary>
sealed class StateGraph
{
    internal required int NodeCount { get; init; }

    /// <summary>First arc of each state, with one more entry at the end.</summary>
    internal required int[] FirstArc { get; init; }

    /// <summary>State that each arc leads to.</summary>
    internal required int[] ArcTarget { get; init; }

    /// <summary>State that each arc leaves.</summary>
    internal required int[] ArcSource { get; init; }

    /// <summary>Directed edge of each arc.</summary>
    internal required int[] ArcEdge { get; init; }

    /// <summary>Index in <see cref="RuleSets"/> of what each arc's turn breaks, or -1.</summary>
    internal required int[] ArcRules { get; init; }

    /// <summary>Sets of turn restrictions that one turn breaks together.</summary>
    internal required int[][] RuleSets { get; init; }

    /// <summary>The arc of each directed edge from its tail's node state.</summary>
    internal required int[] ArcOfEdge { get; init; }

    /// <summary>Arcs besides <see cref="ArcOfEdge"/> that take a directed edge.</summary>
    internal required ILookup<int, int> OtherArcs { get; init; }

    /// <summary>Node of each state.</summary>
    internal required int[] NodeOf { get; init; }

    /// <summary>The other states of a node.</summary>
    internal required ILookup<int, int> OtherStates { get; init; }

    /// <summary>Where the arcs into each state begin in <see cref="BackArc"/>, with one more entry at the end.</summary>
    internal required int[] FirstBack { get; init; }

    /// <summary>Arcs by the state that they lead to.</summary>
    internal required int[] BackArc { get; init; }

    internal required DeadEnds DeadEnds { get; init; }

    internal int StateCount => NodeOf.Length;

    internal int ArcCount => ArcEdge.Length;

    /// <summary>True for an arc that only leads into a dead end.</summary>
    internal bool IsIntoDeadEnd(int arc) =>
        ArcSource[arc] < NodeCount && ArcTarget[arc] < NodeCount && DeadEnds.IsInto(ArcSource[arc], ArcTarget[arc]);
}
