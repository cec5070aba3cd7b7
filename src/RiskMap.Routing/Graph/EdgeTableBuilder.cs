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

    /// <summary>The stretches of edges that each way became, by index of the way.</summary>
    internal List<EdgeStretch>?[] StretchesOfWays { get; private set; } = [];

    /// <summary>Node at a vertex, or -1.</summary>
    internal int NodeAt(int vertex) => _nodeOfVertex[vertex];

    internal EdgeTable Build()
    {
        var count = _order.Length;
        var (a, b, kind, direction, metres, shapeStart) = (new int[count], new int[count], new int[count], new TravelDirection[count], new double[count], new int[count + 1]);
        var (x, y) = (new List<double>(_ways.VertexCount), new List<double>(_ways.VertexCount));
        var kinds = new Dictionary<RoadTraits, int>();
        StretchesOfWays = new List<EdgeStretch>?[_ways.Count];
        for (var edge = 0; edge < count; edge++)
        {
            var first = _roads.Pieces[_roads.EdgeStarts[_order[edge]]];
            (a[edge], b[edge]) = Ends(_order[edge]);
            kind[edge] = KindOf(_ways.Ways[first.Way].Traits, kinds);
            direction[edge] = RoadNoding.Along(_ways.Ways[first.Way].Direction, first.Reversed);
            metres[edge] = WriteShape(edge, x, y);
            shapeStart[edge + 1] = x.Count;
        }
        double[] xs = [.. x], ys = [.. y];
        return new EdgeTable
        {
            NodeCount = NodeCount,
            A = a,
            B = b,
            Kind = kind,
            Direction = direction,
            Metres = metres,
            ShapeStart = shapeStart,
            X = xs,
            Y = ys,
            Index = EdgeTable.IndexOf(shapeStart, xs, ys),
        };
    }

    int KindOf(RoadTraits traits, Dictionary<RoadTraits, int> kinds)
    {
        if (kinds.TryGetValue(traits, out var kind))
            return kind;
        Kinds.Add(traits);
        return kinds[traits] = Kinds.Count - 1;
    }

    /// <summary>Appends the vertices of an edge's pieces, each joint once; tells the length.</summary>
    double WriteShape(int edge, List<double> x, List<double> y)
    {
        var metres = 0.0;
        var chain = _order[edge];
        var start = x.Count;
        for (var i = _roads.EdgeStarts[chain]; i < _roads.EdgeStarts[chain + 1]; i++)
        {
            var piece = _roads.Pieces[i];
            var before = metres;
            var (from, to, step) = piece.Reversed ? (piece.To, piece.From, -1) : (piece.From, piece.To, 1);
            for (var at = x.Count == start ? from : from + step; at != to + step; at += step)
            {
                if (x.Count > start)
                    metres += Math.Sqrt(Square(_ways.X[at] - x[^1]) + Square(_ways.Y[at] - y[^1]));
                x.Add(_ways.X[at]);
                y.Add(_ways.Y[at]);
            }
            (StretchesOfWays[piece.Way] ??= []).Add(new EdgeStretch(edge, before, metres));
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
        var keys = new long[_roads.EdgeCount];
        var order = new int[keys.Length];
        for (var chain = 0; chain < keys.Length; chain++)
        {
            var (a, b) = Ends(chain);
            keys[chain] = ((long)Math.Min(a, b) << 32) | (uint)Math.Max(a, b);
            order[chain] = chain;
        }
        // Parallel edges keep the order of their roads.
        return [.. order.OrderBy(chain => keys[chain])];
    }
}
