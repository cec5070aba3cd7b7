using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>Where something sets out from.</summary>
/// <param name="At">Metres in the city's metric plane.</param>
/// <param name="StartSeconds">When it sets out, for instance its turnout: counted into its times.</param>
public readonly record struct TravelSource((double X, double Y) At, double StartSeconds = 0);

/// <summary>The source that is first at a place.</summary>
/// <param name="Source">Its number, or -1 where none comes.</param>
/// <param name="Seconds">When, its start included; infinite where none comes.</param>
/// <param name="IsByRoad">False for a straight-line estimate.</param>
public readonly record struct FirstSource(int Source, double Seconds, bool IsByRoad);

/// <summary>
/// Which of many sources is first at each of very many places, and when: equal to the least of the times of <see cref="TravelTimes"/> over the sources, at the
/// price of one search for all of them. A place farther from usable roads than data/road-costs.json allows is estimated by straight line from every source
/// (<see cref="StraightLine"/>); a source farther than that is estimated so to every place, and stands beside the others' times by road. As in a route, a
/// source whose nearest road does not lead to a place is tried from the main roads to the main roads near the place, unless only a closure cuts it off. Of
/// sources that arrive together one is told, always the same. Immutable, thread-safe.
/// </summary>
public sealed class NearestSources
{
    readonly List<SourceGroup> _groups = [];
    readonly StraightSources _all;
    readonly StraightSources _beside;

    NearestSources(TravelConditions conditions, IReadOnlyList<TravelSource> sources)
    {
        Conditions = conditions;
        if (sources.Any(source => !(source.StartSeconds >= 0)))
            throw new ArgumentException("a source sets out before it is called, or never", nameof(sources));
        var positions = sources.Select(source => Snapping.Snap(conditions.Costs, source.At.X, source.At.Y, RoadCostRules.Current.Snap.LimitMetres)).ToArray();
        _all = new(sources, [.. Enumerable.Range(0, sources.Count)]);
        _beside = new(sources, [.. Enumerable.Range(0, sources.Count).Where(source => positions[source] is null)]);
        // Who can drive to and fro between two sources reaches from both the same roads; a source on a road without return stands alone.
        foreach (var group in Enumerable.Range(0, sources.Count).Where(source => positions[source] is not null).GroupBy(source => GroupOf(source, positions[source]!.Value)))
            _groups.Add(new(conditions, sources, positions, [.. group], group.Key == conditions.Costs.Components.Main));
    }

    /// <summary>Who travels when, and what is shut.</summary>
    public TravelConditions Conditions { get; }

    /// <summary>Spreads from all sources.</summary>
    /// <param name="conditions">Who travels when, and what is shut: any profile, any closures.</param>
    /// <param name="sources">The sources; their numbers are their places here.</param>
    /// <exception cref="ArgumentException">A start is negative, not a number, or longer than any journey.</exception>
    public static NearestSources Of(TravelConditions conditions, IReadOnlyList<TravelSource> sources) => new(conditions, sources);

    /// <summary>The source that is first at a position in the metric plane.</summary>
    public FirstSource To((double X, double Y) place) => To(new PlacesOnRoads(Conditions.Costs, 1, _ => place), 0);

    /// <summary>The source that is first at one of many places that are kept.</summary>
    /// <exception cref="ArgumentException">The places lie on other roads, or are those of another traveller.</exception>
    public FirstSource To(PlacesOnRoads places, int place)
    {
        if (!places.IsOn(Conditions.Costs))
            throw new ArgumentException("the places were laid on other roads", nameof(places));
        if (!places.TryFind(place, out var edge, out var fraction))
            return _all.To(places.At(place));
        var first = _beside.To(places.At(place));
        foreach (var group in _groups)
        {
            var (source, seconds) = group.To(edge, fraction, places, place);
            if (seconds < first.Seconds)
                first = new(source, seconds, IsByRoad: true);
        }
        return first;
    }

    int GroupOf(int source, RoadPosition position) => Conditions.Costs.Components.Of(position.Edge) is >= 0 and var component ? component : ~source;
}
