using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.Routing.Graph;

/// <summary>A stretch of an edge that belongs to one way.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="FromMetres">Where it begins, in metres from the edge's first node.</param>
/// <param name="ToMetres">Where it ends.</param>
public readonly record struct EdgeStretch(int Edge, double FromMetres, double ToMetres);

/// <summary>
/// The edges of a graph in flat arrays, in an order in which neighbours in space are neighbours in memory. Edge e runs from node A to node B;
/// its directed edges are 2e (A to B) and 2e + 1 (B to A). Immutable.
/// </summary>
sealed class EdgeTable
{
    internal required int NodeCount { get; init; }

    internal required int[] A { get; init; }

    internal required int[] B { get; init; }

    /// <summary>Index of each edge's traits.</summary>
    internal required int[] Kind { get; init; }

    internal required TravelDirection[] Direction { get; init; }

    internal required double[] Metres { get; init; }

    internal required int[] ShapeStart { get; init; }

    internal required double[] X { get; init; }

    internal required double[] Y { get; init; }

    /// <summary>Boxes of the edges.</summary>
    internal required PackedRTree Index { get; init; }

    internal int Count => A.Length;

    internal ReadOnlySpan<double> ShapeX(int edge) => X.AsSpan(ShapeStart[edge]..ShapeStart[edge + 1]);

    internal ReadOnlySpan<double> ShapeY(int edge) => Y.AsSpan(ShapeStart[edge]..ShapeStart[edge + 1]);

    internal int Tail(int directed) => (directed & 1) == 0 ? A[directed >> 1] : B[directed >> 1];

    internal int Head(int directed) => (directed & 1) == 0 ? B[directed >> 1] : A[directed >> 1];

    /// <summary>True when a directed edge runs against the road's one way.</summary>
    internal bool IsAgainst(int directed) => Direction[directed >> 1] switch
    {
        TravelDirection.Forward => (directed & 1) == 1,
        TravelDirection.Backward => (directed & 1) == 0,
        _ => false,
    };

    internal static PackedRTree IndexOf(int[] shapeStart, double[] x, double[] y)
    {
        var boxes = new Box[shapeStart.Length - 1];
        for (var edge = 0; edge < boxes.Length; edge++)
            boxes[edge] = Box.Of(x.AsSpan(shapeStart[edge]..shapeStart[edge + 1]), y.AsSpan(shapeStart[edge]..shapeStart[edge + 1]));
        return PackedRTree.Build(boxes);
    }
}
