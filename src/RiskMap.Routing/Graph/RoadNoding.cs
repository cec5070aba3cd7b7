namespace RiskMap.Routing.Graph;

/// <summary>A run of vertices of one way, between two nodes or ends.</summary>
/// <param name="Way">Index of the way.</param>
/// <param name="From">Position of its first vertex in the store.</param>
/// <param name="To">Position of its last vertex.</param>
/// <param name="Reversed">True when the edge runs from last to first.</param>
readonly record struct Piece(int Way, int From, int To, bool Reversed = false);

/// <summary>The roads cut into edges: each a chain of pieces from node to node.</summary>
/// <param name="Vertices">Vertex at each position of the store.</param>
/// <param name="Pieces">Pieces of all edges, edge after edge, in the edge's direction.</param>
/// <param name="EdgeStarts">First piece of each edge, with one more entry at the end.</param>
sealed record NodedRoads(int[] Vertices, List<Piece> Pieces, List<int> EdgeStarts)
{
    internal int EdgeCount => EdgeStarts.Count - 1;
}

/// <summary>
/// Cuts roads where they meet and joins them again where nothing changes. A vertex is a node when it has another number of road ends than two,
/// when the traits or the direction of travel change there, or when a restriction names it.
/// </summary>
sealed class RoadNoding
{
    readonly WayStore _ways;
    readonly int[] _vertices;
    readonly byte[] _degrees;
    readonly bool[] _isNode;
    readonly int[] _firstEnd;
    readonly int[] _secondEnd;
    readonly List<Piece> _pieces = [];
    readonly NodedRoads _result;

    RoadNoding(WayStore ways)
    {
        _ways = ways;
        _vertices = VertexIdentity.Of(ways, out var count);
        (_degrees, _isNode, _firstEnd, _secondEnd) = (new byte[count], new bool[count], new int[count], new int[count]);
        _result = new NodedRoads(_vertices, [], [0]);
    }

    /// <summary>Cuts the roads of a store.</summary>
    /// <param name="ways">The roads.</param>
    /// <param name="fixedNodes">Declared nodes that must stay.</param>
    /// <param name="fixedWays">Ids of ways whose ends must stay nodes.</param>
    internal static NodedRoads Of(WayStore ways, HashSet<long> fixedNodes, HashSet<long> fixedWays)
    {
        var noding = new RoadNoding(ways);
        noding.CountEnds();
        noding.FindNodes(fixedNodes, fixedWays);
        noding.Cut();
        noding.Chain();
        return noding._result;
    }

    void CountEnds()
    {
        for (var way = 0; way < _ways.Count; way++)
        {
            var (start, end) = (_ways.Start(way), _ways.End(way));
            for (var at = start + 1; at < end; at++)
            {
                if (_vertices[at] == _vertices[at - 1])
                    continue;
                Count(_vertices[at - 1]);
                Count(_vertices[at]);
            }
            if (end - start < 2)
                continue;
            NoteEnd(_vertices[start], (2 * way) + 1);
            NoteEnd(_vertices[end - 1], (2 * way) + 2);
        }
    }

    void Count(int vertex) => _degrees[vertex] = (byte)Math.Min(byte.MaxValue, _degrees[vertex] + 1);

    void NoteEnd(int vertex, int end)
    {
        if (_firstEnd[vertex] == 0)
            _firstEnd[vertex] = end;
        else
            _secondEnd[vertex] = end;
    }

    void FindNodes(HashSet<long> fixedNodes, HashSet<long> fixedWays)
    {
        for (var vertex = 0; vertex < _isNode.Length; vertex++)
            _isNode[vertex] = _degrees[vertex] != 2 || (_firstEnd[vertex] != 0 && !IsJoint(vertex));
        for (var way = 0; way < _ways.Count; way++)
        {
            var (start, end) = (_ways.Start(way), _ways.End(way));
            if (fixedWays.Contains(_ways.Ways[way].Id) && end > start)
                _isNode[_vertices[start]] = _isNode[_vertices[end - 1]] = true;
            for (var at = start; at < end && fixedNodes.Count > 0 && _ways.IsDeclared(way); at++)
                _isNode[_vertices[at]] |= fixedNodes.Contains(_ways.Nodes[at]);
        }
    }

    /// <summary>True where exactly two ends of two ways with the same traits and direction meet.</summary>
    bool IsJoint(int vertex)
    {
        var (one, two) = (_firstEnd[vertex] - 1, _secondEnd[vertex] - 1);
        if (two < 0 || one / 2 == two / 2)
            return false;
        var (a, b) = (_ways.Ways[one / 2], _ways.Ways[two / 2]);
        // One drives a towards the vertex and b away from it.
        return a.Traits == b.Traits && Along(a.Direction, reversed: one % 2 == 0) == Along(b.Direction, reversed: two % 2 == 1);
    }

    internal static TravelDirection Along(TravelDirection direction, bool reversed) => (direction, reversed) switch
    {
        (TravelDirection.Forward, true) => TravelDirection.Backward,
        (TravelDirection.Backward, true) => TravelDirection.Forward,
        _ => direction,
    };

    void Cut()
    {
        for (var way = 0; way < _ways.Count; way++)
        {
            var (start, last) = (_ways.Start(way), _ways.End(way) - 1);
            for (var at = start + 1; at <= last; at++)
            {
                if (at != last && !_isNode[_vertices[at]])
                    continue;
                if (HasLength(start, at))
                    _pieces.Add(new Piece(way, start, at));
                start = at;
            }
        }
    }

    bool HasLength(int from, int to)
    {
        for (var at = from + 1; at <= to; at++)
        {
            if (_vertices[at] != _vertices[from])
                return true;
        }
        return false;
    }

    void Chain()
    {
        var joints = Joints();
        var used = new bool[_pieces.Count];
        for (var piece = 0; piece < used.Length; piece++)
        {
            if (!used[piece] && _isNode[_vertices[_pieces[piece].From]])
                Walk(piece, reversed: false, joints, used);
            else if (!used[piece] && _isNode[_vertices[_pieces[piece].To]])
                Walk(piece, reversed: true, joints, used);
        }
        // What is left are rings without a node: they begin anywhere.
        for (var piece = 0; piece < used.Length; piece++)
        {
            if (!used[piece])
                Walk(piece, reversed: false, joints, used);
        }
    }

    /// <summary>The two pieces that end at each joint.</summary>
    Dictionary<int, (int One, int Two)> Joints()
    {
        var joints = new Dictionary<int, (int One, int Two)>();
        for (var piece = 0; piece < _pieces.Count; piece++)
        {
            foreach (var vertex in (ReadOnlySpan<int>)[_vertices[_pieces[piece].From], _vertices[_pieces[piece].To]])
            {
                if (!_isNode[vertex])
                    joints[vertex] = joints.TryGetValue(vertex, out var pair) ? (pair.One, piece) : (piece, -1);
            }
        }
        return joints;
    }

    void Walk(int piece, bool reversed, Dictionary<int, (int One, int Two)> joints, bool[] used)
    {
        while (!used[piece])
        {
            used[piece] = true;
            _result.Pieces.Add(_pieces[piece] with { Reversed = reversed });
            var reached = _vertices[reversed ? _pieces[piece].From : _pieces[piece].To];
            if (_isNode[reached] || !joints.TryGetValue(reached, out var pair))
                break;
            var next = pair.One == piece ? pair.Two : pair.One;
            if (next < 0)
                break;
            reversed = _vertices[_pieces[next].From] != reached;
            piece = next;
        }
        _result.EdgeStarts.Add(_result.Pieces.Count);
    }
}
