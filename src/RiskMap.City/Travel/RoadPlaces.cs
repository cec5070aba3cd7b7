using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>
/// The places of a layer on the roads that a profile may use, and which of them are reached from where in a time: within the very seconds of
/// <see cref="RoadTimes"/>, a place whose nearest road is cut off being tried from the main roads too. Laid once for each pair of places and roads, hours
/// and closures apart; what was reached is kept. Thread-safe.
/// </summary>
sealed class RoadPlaces
{
    // Answers of a few hundred bases; more are thrown away, a search takes a millisecond.
    const int MostKept = 4096;

    static readonly ConditionalWeakTable<RoadComponents, ConditionalWeakTable<double[], Lazy<RoadPlaces>>> Made = [];

    readonly RoadCosts _costs;
    readonly RoadPosition?[] _own;
    readonly PlacesByEdge _places;
    readonly PlacesByEdge _moved;
    readonly Lazy<PlacesByEdge> _allOnMain;
    readonly int[] _offMain;
    readonly ConditionalWeakTable<RoadCosts, ConditionalWeakTable<object, ConcurrentDictionary<(double X, double Y, double Seconds), int[]>>> _kept = [];
    readonly ConditionalWeakTable<RoadCosts, HashSet<int>> _joinedToMain = [];

    RoadPlaces(RoadCosts costs, double[] x, double[] y)
    {
        (_costs, _own) = (costs, new RoadPosition?[x.Length]);
        Parallel.For(0, x.Length, place => _own[place] = Snapping.Snap(costs, x[place], y[place], Limit));
        _places = new(costs.Graph, _own);
        _offMain = [.. Enumerable.Range(0, x.Length).Where(place => _own[place] is { } own && !IsOnMain(own))];
        var moved = new RoadPosition?[x.Length];
        foreach (var place in _offMain)
            moved[place] = Snapping.SnapToMain(costs, x[place], y[place], Limit);
        _moved = new(costs.Graph, moved);
        _allOnMain = new(() => new(costs.Graph, [.. _own.Select((own, place) => own is { } known && IsOnMain(known) ? own : moved[place])]));
        TooFarCount = _own.Count(own => own is null);
    }

    /// <summary>Number of places.</summary>
    internal int Count => _own.Length;

    /// <summary>How many lie farther from usable roads than data/road-costs.json allows.</summary>
    internal int TooFarCount { get; }

    /// <summary>Places of the plane on the roads of some conditions. The arrays are known again as objects: they must belong to a layer and never change.</summary>
    internal static RoadPlaces Of(TravelConditions conditions, double[] x, double[] y)
    {
        var costs = conditions.Costs;
        return Made.GetValue(costs.Components, _ => []).GetValue(x, _ => new(() => new RoadPlaces(costs, x, y))).Value;
    }

    /// <summary>True for a place that is too far from usable roads.</summary>
    internal bool IsTooFar(int place) => _own[place] is null;

    /// <summary>Where a place lies on the roads, or null.</summary>
    internal RoadPosition? OnRoads(int place) => _own[place];

    /// <summary>The places reached within some seconds of driving, ascending; kept for the next who asks.</summary>
    internal int[] ReachedFrom(TravelConditions conditions, (double X, double Y) start, double seconds)
    {
        var kept = _kept.GetValue(conditions.Costs, _ => []).GetValue((object?)conditions.Closed ?? conditions.Costs, _ => new());
        if (kept.TryGetValue((start.X, start.Y, seconds), out var known))
            return known;
        if (kept.Count >= MostKept)
            kept.Clear();
        return kept[(start.X, start.Y, seconds)] = Search(conditions, start, seconds);
    }

    /// <summary>The same, and nothing is kept.</summary>
    internal int[] Search(TravelConditions conditions, (double X, double Y) start, double seconds)
    {
        if (!(seconds >= 0) || Snapping.Snap(conditions.Costs, start.X, start.Y, Limit) is not { } own)
            return [];
        var reached = ReachedPlaces.Within(conditions, own, _places, seconds).Select(place => place.Place).ToHashSet();
        AddFromMainRoads(conditions, start, own, seconds, reached);
        int[] places = [.. reached];
        Array.Sort(places);
        return places;
    }

    static double Limit => RoadCostRules.Current.Snap.LimitMetres;

    bool IsOnMain(RoadPosition position) => _costs.Components.Of(position.Edge) == _costs.Components.Main;

    // What only a closure cuts stays cut, and what is merely too slow stays so: only places to which no road leads at all are tried from the main roads.
    void AddFromMainRoads(TravelConditions conditions, (double X, double Y) start, RoadPosition own, double seconds, HashSet<int> reached)
    {
        var isOnMain = IsOnMain(own);
        if (isOnMain && _offMain.Length == 0)
            return;
        if ((isOnMain ? own : Snapping.SnapToMain(conditions.Costs, start.X, start.Y, Limit)) is not { } main)
            return;
        var other = ReachedPlaces.Within(conditions, main, isOnMain ? _moved : _allOnMain.Value, seconds).Select(place => place.Place).Where(place => !reached.Contains(place)).ToArray();
        if (other.Length == 0)
            return;
        var joined = isOnMain ? _joinedToMain.GetValue(conditions.Costs, costs => Joined(costs, own, _offMain)) : Joined(conditions.Costs, own, other);
        reached.UnionWith(other.Where(place => !joined.Contains(place)));
    }

    /// <summary>The places to which some road leads when nothing is shut.</summary>
    HashSet<int> Joined(RoadCosts costs, RoadPosition from, int[] places)
    {
        var seconds = Matrices.Seconds(new TravelConditions(costs), [from], [.. places.Select(place => _own[place])]);
        return [.. Enumerable.Range(0, places.Length).Where(i => double.IsFinite(seconds[0, i])).Select(i => places[i])];
    }
}
