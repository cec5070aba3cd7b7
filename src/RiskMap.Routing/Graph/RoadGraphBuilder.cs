namespace RiskMap.Routing.Graph;

/// <summary>
/// Takes roads and turn restrictions and makes the graph. Roads meet at vertices with the same declared node, or, where none are declared, at the
/// same place to the centimetre. Not thread-safe; used once.
/// </summary>
public sealed class RoadGraphBuilder
{
    readonly WayStore _ways = new();
    readonly List<TurnRestriction> _restrictions = [];
    int _withoutLength;

    /// <summary>Adds a road.</summary>
    /// <param name="way">What it is. Several lines may be of one way.</param>
    /// <param name="x">x of its vertices in metres.</param>
    /// <param name="y">y of its vertices in metres.</param>
    /// <param name="nodes">Declared node of each vertex; any other number of them counts as none.</param>
    /// <exception cref="ArgumentException">x and y are not equally many, or not all are numbers.</exception>
    public void Add(RoadWay way, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<long> nodes = default)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"Road {way.Id} has {x.Length} x and {y.Length} y.", nameof(y));
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]))
                throw new ArgumentException($"Road {way.Id} has a vertex that is no place.", nameof(x));
        }
        if (x.Length < 2)
            _withoutLength++;
        else
            _ways.Add(way, x, y, nodes);
    }

    /// <summary>Adds a turn restriction between ways that are or will be added.</summary>
    public void Add(TurnRestriction restriction) => _restrictions.Add(restriction);

    /// <summary>Makes the graph.</summary>
    public RoadGraph Build()
    {
        var (fixedNodes, fixedWays) = Named();
        var noded = RoadNoding.Of(_ways, fixedNodes, fixedWays);
        var tables = new EdgeTableBuilder(_ways, noded);
        var edges = tables.Build();
        var stretches = new WayStretches(_ways.Ways, tables.LineOfStretch, tables.Stretches);
        var nodes = NodesById(noded, tables, fixedNodes);
        var leaving = Groups.Of(edges.NodeCount, 2 * edges.Count, edges.Tail);
        var turns = new TurnResolver(edges, leaving, way => [.. stretches.Of(way).Select(part => part.Edge).Distinct()], node => nodes.GetValueOrDefault(node, -1));
        var states = StateGraphBuilder.Build(edges, leaving, turns.Resolve(_restrictions));
        return new RoadGraph(edges, states, [.. tables.Kinds], _restrictions, stretches, tables.WayOfEdge)
        {
            UnplacedRestrictions = turns.Unplaced,
            LinesWithoutLength = _withoutLength + _ways.Count - tables.LineOfStretch.Distinct().Count(),
        };
    }

    (HashSet<long> Nodes, HashSet<long> Ways) Named()
    {
        var (nodes, ways) = (new HashSet<long>(), new HashSet<long>());
        foreach (var restriction in _restrictions)
        {
            if (restriction.ViaNode is { } via)
                nodes.Add(via);
            ways.UnionWith([restriction.FromWay, .. restriction.ViaWays, restriction.ToWay]);
        }
        return (nodes, ways);
    }

    Dictionary<long, int> NodesById(NodedRoads noded, EdgeTableBuilder tables, HashSet<long> wanted)
    {
        var nodes = new Dictionary<long, int>();
        for (var at = 0; at < _ways.VertexCount && wanted.Count > 0; at++)
        {
            if (wanted.Contains(_ways.Nodes[at]) && tables.NodeAt(noded.Vertices[at]) is >= 0 and var node)
                nodes[_ways.Nodes[at]] = node;
        }
        return nodes;
    }
}
