using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>Sources that reach the same roads as long as nothing is shut. Further searches are made at the first place that needs them. Immutable, thread-safe.</summary>
sealed class SourceGroup
{
    readonly Coverage _direct;
    readonly Lazy<Coverage>? _withoutClosures;
    readonly Lazy<Coverage> _fromMainRoads;

    internal SourceGroup(TravelConditions conditions, IReadOnlyList<TravelSource> sources, RoadPosition?[] positions, HashSet<int> members, bool isOnMainRoads)
    {
        double[] starts = [.. sources.Select(source => source.StartSeconds)];
        RoadPosition?[] own = [.. positions.Select((position, source) => members.Contains(source) ? position : null)];
        _direct = Coverage.From(conditions, own, startSeconds: starts);
        _withoutClosures = conditions.Closed is null ? null : new(() => Coverage.From(conditions with { Closed = null }, own, startSeconds: starts));
        _fromMainRoads = isOnMainRoads ? new(_direct) : new(() => Coverage.From(conditions, [.. sources.Select((source, number) => members.Contains(number)
            ? Snapping.SnapToMain(conditions.Costs, source.At.X, source.At.Y, RoadCostRules.Current.Snap.LimitMetres) : null)], startSeconds: starts));
    }

    /// <summary>The first of the group at a place on the roads; -1 and infinite when none comes.</summary>
    internal (int Source, double Seconds) To(int edge, double fraction, PlacesOnRoads places, int place)
    {
        var found = _direct.At(edge, fraction);
        // What only a closure cuts stays cut: another road nearby is no answer to that.
        if (found.Source >= 0 || _withoutClosures?.Value.At(edge, fraction).Source >= 0)
            return found;
        return places.OnMainRoads(place) is { } position ? _fromMainRoads.Value.At(position) : found;
    }
}
