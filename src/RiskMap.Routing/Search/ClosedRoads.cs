using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>A stretch of an edge that is shut, in both directions.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="From">Where it begins, as a fraction of the edge.</param>
/// <param name="To">Where it ends; equal to <paramref name="From"/> at a barrier.</param>
/// <param name="Closure">Number of the closure that shuts it, for the caller.</param>
public readonly record struct ClosedStretch(int Edge, double From, double To, int Closure)
{
    /// <summary>True when who moves between two fractions, the lower first, meets it. A barrier is met where it stands; beside a stretch one is free.</summary>
    public bool IsBetween(double low, double high) => From == To ? From >= low && To <= high : From < high && To > low;
}

/// <summary>
/// The roads that are shut in a query: nothing else has to be prepared, since landmarks stay lower bounds when roads close. An edge with a shut
/// stretch cannot be driven through; what lies before and behind the stretch can still be reached. Two are equal when they shut the same stretches in the
/// same order. Immutable, safe for parallel reads.
/// </summary>
public sealed class ClosedRoads : IEquatable<ClosedRoads>
{
    readonly Dictionary<int, List<ClosedStretch>> _byEdge = [];

    /// <summary>Shuts stretches of a graph's edges.</summary>
    public ClosedRoads(RoadGraph graph, IEnumerable<ClosedStretch> stretches)
    {
        Arcs = new ulong[(graph.States.ArcCount + 63) / 64];
        foreach (var stretch in stretches)
        {
            if (!_byEdge.TryGetValue(stretch.Edge, out var list))
            {
                _byEdge[stretch.Edge] = list = [];
                Shut(graph.States, 2 * stretch.Edge);
                Shut(graph.States, (2 * stretch.Edge) + 1);
            }
            list.Add(stretch);
        }
    }

    /// <summary>Number of edges that cannot be driven through.</summary>
    public int Count => _byEdge.Count;

    /// <summary>The edges that cannot be driven through.</summary>
    public IEnumerable<int> Edges => _byEdge.Keys;

    /// <summary>All shut stretches.</summary>
    public IEnumerable<ClosedStretch> Stretches => _byEdge.Values.SelectMany(list => list);

    /// <summary>Bit of each arc that cannot be driven through.</summary>
    internal ulong[] Arcs { get; }

    internal bool IsShut(int arc) => (Arcs[arc >> 6] >> arc & 1) != 0;

    /// <inheritdoc/>
    public bool Equals(ClosedRoads? other) => other is not null && Arcs.Length == other.Arcs.Length && Stretches.SequenceEqual(other.Stretches);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClosedRoads);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Arcs.Length, Count);

    /// <summary>Shut stretches of an edge.</summary>
    public IReadOnlyList<ClosedStretch> Of(int edge) => _byEdge.GetValueOrDefault(edge) ?? (IReadOnlyList<ClosedStretch>)[];

    /// <summary>True when something is shut between two fractions of an edge; who does not move meets nothing.</summary>
    internal bool IsBlocked(int edge, double from, double to)
    {
        var (low, high) = (Math.Min(from, to), Math.Max(from, to));
        return low < high && _byEdge.TryGetValue(edge, out var list) && list.Exists(stretch => stretch.IsBetween(low, high));
    }

    /// <summary>How far one gets from a fraction of an edge towards another before something is shut.</summary>
    internal double FreeUntil(int edge, double from, double to)
    {
        foreach (var stretch in Of(edge))
        {
            if (!stretch.IsBetween(Math.Min(from, to), Math.Max(from, to)))
                continue;
            to = from <= to ? Math.Max(from, stretch.From) : Math.Min(from, stretch.To);
        }
        return to;
    }

    void Shut(StateGraph states, int directed)
    {
        Shut(states.ArcOfEdge[directed]);
        foreach (var arc in states.OtherArcs[directed])
            Shut(arc);
    }

    void Shut(int arc) => Arcs[arc >> 6] |= 1UL << arc;
}
