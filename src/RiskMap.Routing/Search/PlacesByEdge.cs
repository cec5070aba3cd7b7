using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>
/// Many places on the roads of one graph, found again by the edge or the node at which they lie: what a search reaches it can then tell at once. Made once
/// for a list of places. Immutable, safe for parallel reads.
/// </summary>
public sealed class PlacesByEdge
{
    readonly (int[] First, int[] Places) _onEdge;
    readonly (int[] First, int[] Places) _atNode;

    /// <summary>Lays places by where they lie; one without a position is never reached.</summary>
    public PlacesByEdge(RoadGraph graph, IReadOnlyList<RoadPosition?> positions)
    {
        Positions = positions;
        _onEdge = Sorted(graph.EdgeCount, position => position.IsAtNode ? -1 : position.Edge);
        _atNode = Sorted(graph.NodeCount, position => !position.IsAtNode ? -1 : position.Fraction == 0 ? graph.Edges.A[position.Edge] : graph.Edges.B[position.Edge]);
    }

    /// <summary>Where each place lies on the roads, or null.</summary>
    public IReadOnlyList<RoadPosition?> Positions { get; }

    /// <summary>The places between the ends of an edge.</summary>
    internal ReadOnlySpan<int> OnEdge(int edge) => _onEdge.Places.AsSpan(_onEdge.First[edge].._onEdge.First[edge + 1]);

    /// <summary>The places at a node.</summary>
    internal ReadOnlySpan<int> AtNode(int node) => _atNode.Places.AsSpan(_atNode.First[node].._atNode.First[node + 1]);

    (int[] First, int[] Places) Sorted(int count, Func<RoadPosition, int> keyOf)
    {
        var (first, keys) = (new int[count + 1], new int[Positions.Count]);
        for (var place = 0; place < keys.Length; place++)
        {
            keys[place] = Positions[place] is { } position ? keyOf(position) : -1;
            if (keys[place] >= 0)
                first[keys[place] + 1]++;
        }
        for (var key = 0; key < count; key++)
            first[key + 1] += first[key];
        var (next, places) = (first[..count], new int[first[count]]);
        for (var place = 0; place < keys.Length; place++)
        {
            if (keys[place] >= 0)
                places[next[keys[place]]++] = place;
        }
        return (first, places);
    }
}
