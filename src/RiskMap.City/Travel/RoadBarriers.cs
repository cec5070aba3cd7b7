using System.Text.Json;
using RiskMap.Routing.Graph;

namespace RiskMap.City.Travel;

/// <summary>
/// Gates and bollards across roads, read from roads.barriers. Where one stands, a short piece of the road bears its own right of access, so that a route
/// meets it as any other rule along a road. Where two roads meet end to end at a barrier only the first has such a piece; where more meet there, each has
/// one. Not thread-safe; used for one graph.
/// </summary>
sealed class RoadBarriers(RoadCostRules rules)
{
    // Ids of places that no road declares: where the piece of a barrier begins and ends.
    const long FirstOwnNode = long.MinValue;

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    readonly double _half = rules.Barriers.Metres / 2;
    readonly RoadAccessTexts _texts = new(rules);
    readonly Dictionary<long, int> _arms = [];
    readonly HashSet<long> _placed = [];
    readonly List<double> _x = [];
    readonly List<double> _y = [];
    readonly List<long> _nodes = [];
    long _ownNodes;

    /// <summary>The barriers of a road that are more than a sight, by node; none in a text that is no list of them.</summary>
    /// <param name="json">The field.</param>
    internal Dictionary<long, BarrierPassage> Read(ReadOnlySpan<byte> json)
    {
        var found = new Dictionary<long, BarrierPassage>();
        foreach (var row in Rows(json))
        {
            if (row.Passage(rules.Barriers, _texts) is { IsOpen: false } passage)
                found[row.Node] = passage;
        }
        return found;
    }

    /// <summary>Notes how many arms of roads meet at each barrier; before any road is added.</summary>
    internal void Count(ReadOnlySpan<long> nodes, Dictionary<long, BarrierPassage> barriers)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (barriers.ContainsKey(nodes[i]))
                _arms[nodes[i]] = _arms.GetValueOrDefault(nodes[i]) + (i == 0 || i == nodes.Length - 1 ? 1 : 2);
        }
    }

    /// <summary>Adds a line of a road in pieces.</summary>
    internal void Add(RoadGraphBuilder builder, RoadWay way, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<long> nodes, Dictionary<long, BarrierPassage> barriers)
    {
        var last = x.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            if (!barriers.TryGetValue(nodes[i], out var passage) || !IsPlacedHere(nodes[i], i == 0 || i == last))
            {
                Append(x[i], y[i], nodes[i]);
                continue;
            }
            if (i > 0)
                Cut(builder, way, x, y, i, i - 1);
            Append(x[i], y[i], nodes[i]);
            var barred = way with { Traits = passage.On(way.Traits) };
            if (i < last)
                Cut(builder, barred, x, y, i, i + 1);
            else
                Flush(builder, barred);
        }
        Flush(builder, way);
    }

    static BarrierOnRoad[] Rows(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<BarrierOnRoad[]>(json, Options) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    bool IsPlacedHere(long node, bool isEnd) => !isEnd || _arms.GetValueOrDefault(node) != 2 || _placed.Add(node);

    // Ends a piece a little way from a vertex towards the next, and begins another there.
    void Cut(RoadGraphBuilder builder, RoadWay way, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int at, int towards)
    {
        var (dx, dy) = (x[towards] - x[at], y[towards] - y[at]);
        var metres = Math.Sqrt((dx * dx) + (dy * dy));
        // A third at most: the next vertex may bear a barrier too.
        var share = metres > 0 ? Math.Min(_half / metres, 1.0 / 3) : 0;
        var (cutX, cutY, node) = (x[at] + (share * dx), y[at] + (share * dy), FirstOwnNode + _ownNodes++);
        Append(cutX, cutY, node);
        Flush(builder, way);
        Append(cutX, cutY, node);
    }

    void Append(double x, double y, long node)
    {
        _x.Add(x);
        _y.Add(y);
        _nodes.Add(node);
    }

    void Flush(RoadGraphBuilder builder, RoadWay way)
    {
        if (_x.Count > 1)
            builder.Add(way, [.. _x], [.. _y], [.. _nodes]);
        _x.Clear();
        _y.Clear();
        _nodes.Clear();
    }
}
