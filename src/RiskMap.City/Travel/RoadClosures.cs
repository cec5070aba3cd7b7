using System.Runtime.CompilerServices;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>A closure and the road that it shuts.</summary>
/// <param name="Id">Id of the feature.</param>
/// <param name="Key">Key of the feature.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Reason">Reason, or null.</param>
/// <param name="From">When it begins; null when it has always held.</param>
/// <param name="To">When it ends, itself not included; null when nobody knows.</param>
/// <param name="Stretches">What it shuts; empty when its drawing meets no road.</param>
public sealed record RoadClosure(long Id, string Key, string? Name, string? Reason, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<ClosedStretch> Stretches)
{
    /// <summary>True when it states neither begin nor end: it belongs to the roads as they stand.</summary>
    public bool IsStanding => From is null && To is null;

    /// <summary>True when its times let it never hold.</summary>
    public bool EndsBeforeItBegins => To <= From;

    /// <summary>True while it holds.</summary>
    public bool HoldsAt(DateTimeOffset time) => !(From > time) && !(To <= time);
}

/// <summary>
/// The closures of a city laid on its roads: a closure that names its road (roadKey) shuts that, any other what its drawing meets. Laid once for each
/// pair of layers, in a few milliseconds, drawn closures of a what-if too; the road graph is not touched. Immutable, thread-safe.
/// </summary>
public sealed class RoadClosures
{
    // A layer of closures keeps what it shuts under the roads that it was laid on: an edit of either lays them anew.
    static readonly ConditionalWeakTable<LayerSnapshot, Tuple<RoadGraph, RoadClosures>> Made = [];
    static readonly int From = Closures.Schema.IndexOf("from"), To = Closures.Schema.IndexOf("to"), Reason = Closures.Schema.IndexOf("reason"), RoadKey = Closures.Schema.IndexOf("roadKey");

    readonly RoadGraph _graph;
    readonly Lazy<ClosedRoads?> _standing;
    Tuple<int[], ClosedRoads>? _last;

    RoadClosures(RoadGraph graph, LayerSnapshot closures, LayerSnapshot roads, MetricPlane plane)
    {
        _graph = graph;
        var ids = closures.All.Any(closure => !closure.IsNull(RoadKey)) ? roads.All.ToDictionary(road => road.Key, road => road.Id, StringComparer.Ordinal) : [];
        All = [.. closures.All.Select((closure, number) => Lay(closure, number, ids, plane))];
        _standing = new(() => Shut(Meeting(closure => closure.IsStanding)));
    }

    /// <summary>All closures, past and future ones too; a closure's number in warnings is its place here.</summary>
    public IReadOnlyList<RoadClosure> All { get; }

    /// <summary>The closures of a city.</summary>
    public static RoadClosures Of(CitySnapshot city)
    {
        var (closures, graph) = (city.Layer(Closures.Schema.Name), RoadGraphs.Of(city).Graph);
        if (Made.TryGetValue(closures, out var made) && ReferenceEquals(made.Item1, graph))
            return made.Item2;
        var laid = new RoadClosures(graph, closures, city.Layer(Roads.Schema.Name), city.Plane);
        Made.AddOrUpdate(closures, Tuple.Create(graph, laid));
        return laid;
    }

    /// <summary>The roads that are shut whatever the hour, or null when none is.</summary>
    public ClosedRoads? Standing => _standing.Value;

    /// <summary>The roads that are shut at a time, or null when none is.</summary>
    public ClosedRoads? At(DateTimeOffset time)
    {
        var holding = Meeting(closure => closure.HoldsAt(time));
        if (_last is { } last && last.Item1.AsSpan().SequenceEqual(holding))
            return last.Item2;
        var closed = Shut(holding);
        if (closed is not null)
            _last = Tuple.Create(holding, closed);
        return closed;
    }

    int[] Meeting(Func<RoadClosure, bool> condition) => [.. Enumerable.Range(0, All.Count).Where(number => All[number].Stretches.Count > 0 && condition(All[number]))];

    ClosedRoads? Shut(int[] closures) => closures.Length == 0 ? null : new ClosedRoads(_graph, closures.SelectMany(number => All[number].Stretches));

    RoadClosure Lay(FeatureRef closure, int number, Dictionary<string, long> ids, MetricPlane plane)
    {
        var stretches = closure.Text(RoadKey) is { } key && ids.TryGetValue(key, out var road) ? ClosureShapes.ShutWay(_graph, road, number)
            : closure.IsEmpty ? []
            : ClosureShapes.Shut(_graph, plane.Project(closure.Geometry), number, RoadCostRules.Current.Closures.Rules);
        return new RoadClosure(closure.Id, closure.Key, closure.Name, closure.Text(Reason), Time(closure, From), Time(closure, To), stretches);
    }

    static DateTimeOffset? Time(FeatureRef closure, int field) => closure.IsNull(field) ? null : DateTimeOffset.FromUnixTimeMilliseconds(closure.Integer(field));
}
