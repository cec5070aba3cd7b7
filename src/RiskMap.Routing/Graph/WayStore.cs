using System.Runtime.InteropServices;

namespace RiskMap.Routing.Graph;

/// <summary>The drawn roads in flat lists, vertex after vertex. Not thread-safe.</summary>
sealed class WayStore
{
    readonly List<double> _x = [];
    readonly List<double> _y = [];
    readonly List<long> _nodes = [];
    readonly List<int> _starts = [0];
    readonly List<bool> _declared = [];

    internal List<RoadWay> Ways { get; } = [];

    internal int Count => Ways.Count;

    internal int VertexCount => _x.Count;

    internal ReadOnlySpan<double> X => CollectionsMarshal.AsSpan(_x);

    internal ReadOnlySpan<double> Y => CollectionsMarshal.AsSpan(_y);

    internal ReadOnlySpan<long> Nodes => CollectionsMarshal.AsSpan(_nodes);

    internal int Start(int way) => _starts[way];

    internal int End(int way) => _starts[way + 1];

    /// <summary>True when every vertex of the way has a declared node.</summary>
    internal bool IsDeclared(int way) => _declared[way];

    internal bool AllDeclared => !_declared.Contains(false);

    internal void Add(RoadWay way, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<long> nodes)
    {
        var isDeclared = nodes.Length == x.Length && x.Length > 0;
        _x.AddRange(x);
        _y.AddRange(y);
        _nodes.AddRange(isDeclared ? nodes : new long[x.Length]);
        _starts.Add(_x.Count);
        _declared.Add(isDeclared);
        Ways.Add(way);
    }
}
