using System.Runtime.InteropServices;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.Routing.Graph;

/// <summary>Numbers nodes along the Hilbert curve and edges by their nodes, and writes the edges' shapes in that order. Used once.</summary>
sealed class EdgeTableBuilder
{
    readonly WayStore _ways;
    readonly NodedRoads _roads;
    readonly int[] _nodeOfVertex;
    readonly int[] _order;

    internal EdgeTableBuilder(WayStore ways, NodedRoads roads)
    {
        (_ways, _roads) = (ways, roads);
        _nodeOfVertex = NumberNodes(out var count);
        NodeCount = count;
        _order = Order();
    }

    internal int NodeCount { get; }

    /// <summary>Different traits of the edges.</summary>
    internal List<RoadTraits> Kinds { get; } = [];

    /// <summary>The stretches of all edges, edge after edge.</summary>
    internal EdgeStretch[] Stretches { get; private set; } = [];

    /// <summary>Index of the drawn line that each stretch comes from.</summary>
    internal int[] LineOfStretch { get; private set; } = [];

    /// <summary>Id of the way that each edge begins with.</summary>
    internal long[] WayOfEdge { get; private set; } = [];

    /// <summary>Node at a vertex, or -1.</summary>
    internal int NodeAt(int vertex) => _nodeOfVertex[vertex];

    internal EdgeTable Build()
    {
        var count = _order.Length;
        var (a, b, kind, direction) = (new int[count], new int[count], new int[count], new TravelDirection[count]);
        var kinds = new Dictionary<RoadTraits, int>();
        WayOfEdge = new long[count];
        for (var edge = 0; edge < count; edge++)
        {
            var first = _roads.Pieces[_roads.EdgeStarts[_order[edge]]];
            var way = _ways.Ways[first.Way];
            (a[edge], b[edge]) = Ends(_order[edge]);
            kind[edge] = KindOf(way.Traits, kinds);
            direction[edge] = RoadNoding.Along(way.Direction, first.Reversed);
            WayOfEdge[edge] = way.Id;
        }
        var (shapeStart, metres, x, y) = WriteShapes();
        return new EdgeTable
        {
            NodeCount = NodeCount,
            A = a,
            B = b,
            Kind = kind,
            Direction = direction,
            Metres = metres,
            ShapeStart = shapeStart,
            X = x,
            Y = y,
            Index = EdgeTable.IndexOf(shapeStart, x, y),
        };
    }

    int KindOf(RoadTraits traits, Dictionary<RoadTraits, int> kinds)
    {
        if (kinds.TryGetValue(traits, out var kind))
            return kind;
        Kinds.Add(traits);
        return kinds[traits] = Kinds.Count - 1;
    }

    /// <summary>Writes the vertices of the edges' pieces, each joint once, and notes the stretches; tells lengths.</summary>
    (int[] ShapeStart, double[] Metres, double[] X, double[] Y) WriteShapes()
    {
        var pieces = CollectionsMarshal.AsSpan(_roads.Pieces);
        var (shapeStart, metres) = (new int[_order.Length + 1], new double[_order.Length]);
        var (x, y) = (new double[_ways.VertexCount + pieces.Length], new double[_ways.VertexCount + pieces.Length]);
        (Stretches, LineOfStretch) = (new EdgeStretch[pieces.Length], new int[pieces.Length]);
        var (vertices, stretches) = (0, 0);
        for (var edge = 0; edge < _order.Length; edge++)
        {
            foreach (ref readonly var piece in pieces[_roads.EdgeStarts[_order[edge]].._roads.EdgeStarts[_order[edge] + 1]])
            {
                var before = metres[edge];
                metres[edge] += Append(piece, shapeStart[edge], x, y, ref vertices);
                (Stretches[stretches], LineOfStretch[stretches++]) = (new EdgeStretch(edge, before, metres[edge]), piece.Way);
            }
            shapeStart[edge + 1] = vertices;
        }
        Array.Resize(ref x, vertices);
        Array.Resize(ref y, vertices);
        return (shapeStart, metres, x, y);
    }

    /// <summary>Appends the vertices of a piece behind what an edge has already; tells its length.</summary>
    double Append(in Piece piece, int start, double[] x, double[] y, ref int count)
    {
        var fromX = _ways.X;
        var fromY = _ways.Y;
        var metres = 0.0;
        var (from, to, step) = piece.Reversed ? (piece.To, piece.From, -1) : (piece.From, piece.To, 1);
        for (var at = count == start ? from : from + step; at != to + step; at += step)
        {
            (x[count], y[count]) = (fromX[at], fromY[at]);
            if (count > start)
                metres += Math.Sqrt(Square(x[count] - x[count - 1]) + Square(y[count] - y[count - 1]));
            count++;
        }
        return metres;
    }

    static double Square(double value) => value * value;

    (int A, int B) Ends(int chain)
    {
        var (first, last) = (_roads.Pieces[_roads.EdgeStarts[chain]], _roads.Pieces[_roads.EdgeStarts[chain + 1] - 1]);
        return (
            _nodeOfVertex[_roads.Vertices[first.Reversed ? first.To : first.From]],
            _nodeOfVertex[_roads.Vertices[last.Reversed ? last.From : last.To]]);
    }

    int[] NumberNodes(out int count)
    {
        var numbers = new int[_roads.Vertices.Length == 0 ? 0 : _roads.Vertices.Max() + 1];
        Array.Fill(numbers, -1);
        var (found, boxes) = (new List<int>(), new List<Box>());
        foreach (var at in EndPositions())
        {
            if (numbers[_roads.Vertices[at]] >= 0)
                continue;
            numbers[_roads.Vertices[at]] = found.Count;
            found.Add(_roads.Vertices[at]);
            boxes.Add(Box.Of(_ways.X[at], _ways.Y[at]));
        }
        // The packed tree hands out its rows along the Hilbert curve.
        var (tree, along) = (PackedRTree.Build([.. boxes]), new List<int>());
        tree.Query(tree.Extent, along);
        for (var node = 0; node < along.Count; node++)
            numbers[found[along[node]]] = node;
        count = found.Count;
        return numbers;
    }

    IEnumerable<int> EndPositions()
    {
        for (var chain = 0; chain < _roads.EdgeCount; chain++)
        {
            var (first, last) = (_roads.Pieces[_roads.EdgeStarts[chain]], _roads.Pieces[_roads.EdgeStarts[chain + 1] - 1]);
            yield return first.Reversed ? first.To : first.From;
            yield return last.Reversed ? last.From : last.To;
        }
    }

    int[] Order()
    {
        var (low, high) = (new int[_roads.EdgeCount], new int[_roads.EdgeCount]);
        for (var chain = 0; chain < low.Length; chain++)
        {
            var (a, b) = Ends(chain);
            (low[chain], high[chain]) = (Math.Min(a, b), Math.Max(a, b));
        }
        // By the lower node, then by the higher; parallel edges keep the order of their roads.
        var byHigh = Groups.Of(NodeCount, low.Length, chain => high[chain]).Items;
        return Array.ConvertAll(Groups.Of(NodeCount, low.Length, i => low[byHigh[i]]).Items, i => byHigh[i]);
    }
}
