using NetTopologySuite.Geometries;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Search;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>
/// The roads as units meet them on the way to an incident: closures in force, what the plan shuts itself, and what it avoids where another way exists. Areas
/// are shut at query time, as a drawn closure is. One use, one thread.
/// </summary>
sealed class ApproachRoads
{
    readonly CitySnapshot _city;
    readonly RoadClosures _closures;

    public ApproachRoads(CitySnapshot city, DateTimeOffset time)
    {
        (_city, Time, _closures) = (city, CityRoads.LocalTime(city, time), RoadClosures.Of(city));
        AsTheyAre = new(CityRoads.Conditions(city, TravelTimes.Profile, time));
    }

    /// <summary>When, on the city's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The roads with the closures in force alone.</summary>
    public RoadTimes AsTheyAre { get; }

    /// <summary>The closures of the city; areas that a plan shuts bear the numbers behind them.</summary>
    public RoadClosures Closures => _closures;

    /// <summary>The roads with an area shut; without an area they are as they are.</summary>
    /// <param name="area">Area in the metric plane, or null.</param>
    /// <param name="than">The roads before.</param>
    public RoadTimes Without(Geometry? area, RoadTimes than)
    {
        if (area is null || area.IsEmpty || !than.HasRoads)
            return than;
        var (conditions, graph) = (than.Conditions, than.Conditions.Costs.Graph);
        var shut = ClosureShapes.Shut(graph, area, _closures.All.Count, RoadCostRules.Current.Closures.Rules);
        return shut.Count == 0 ? than : new(conditions with { Closed = new ClosedRoads(graph, [.. conditions.Closed?.Stretches ?? [], .. shut]) });
    }

    /// <summary>True for a closure of the city, false for an area that the plan shuts itself.</summary>
    public bool IsInForce(int closure) => closure < _closures.All.Count;

    /// <summary>Tells routes in words.</summary>
    public RouteTexts Texts(RoadTimes roads) => new(_city, roads.Conditions, _closures);

    /// <summary>
    /// Closures that cut the quickest ways of some places to another, by number; empty where none is the reason. What is closed on those ways as they would
    /// be without closures.
    /// </summary>
    public IReadOnlyList<int> Cutting(IEnumerable<(double X, double Y)> from, (double X, double Y) to)
    {
        if (AsTheyAre.Conditions.Closed is not { } closed)
            return [];
        var (open, cutting) = (AsTheyAre.Conditions with { Closed = null }, new SortedSet<int>());
        foreach (var start in from)
            cutting.UnionWith(OnTheWay(closed, Routes.Find(open, start, to, RoadCostRules.Current.Snap.Rules)));
        return [.. cutting];
    }

    static IEnumerable<int> OnTheWay(ClosedRoads closed, RouteAnswer way)
    {
        for (var i = 0; i < way.DirectedEdges.Count; i++)
        {
            var directed = way.DirectedEdges[i];
            var from = i == 0 && way.Start!.Value.Edge == directed >> 1 ? way.Start.Value.Fraction : directed & 1;
            var to = i == way.DirectedEdges.Count - 1 && way.End!.Value.Edge == directed >> 1 ? way.End.Value.Fraction : 1 - (directed & 1);
            foreach (var stretch in closed.Of(directed >> 1).Where(stretch => stretch.IsBetween(Math.Min(from, to), Math.Max(from, to))))
                yield return stretch.Closure;
        }
    }
}
