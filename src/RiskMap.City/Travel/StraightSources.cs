using RiskMap.Geo.Index;

namespace RiskMap.City.Travel;

/// <summary>The first of some sources by straight line: the nearest of those that set out together, and the soonest of those. Immutable, thread-safe.</summary>
sealed class StraightSources
{
    readonly IReadOnlyList<TravelSource> _sources;
    readonly (PointGrid Points, int[] Numbers)[] _byStart;

    internal StraightSources(IReadOnlyList<TravelSource> sources, int[] members)
    {
        _sources = sources;
        _byStart = [.. members.GroupBy(source => sources[source].StartSeconds).OrderBy(start => start.Key).Select(start =>
            (PointGrid.Build(start.Select(source => sources[source].At.X).ToArray(), start.Select(source => sources[source].At.Y).ToArray()), start.ToArray()))];
    }

    internal FirstSource To((double X, double Y) place)
    {
        var first = new FirstSource(-1, double.PositiveInfinity, IsByRoad: false);
        foreach (var (points, numbers) in _byStart)
        {
            var source = numbers[points.Nearest(place.X, place.Y).Row];
            var seconds = _sources[source].StartSeconds + StraightLine.Seconds(_sources[source].At, place);
            if (seconds < first.Seconds)
                first = new(source, seconds, IsByRoad: false);
        }
        return first;
    }
}
