using System.Collections.Concurrent;
using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>
/// Travel times by road between places of the metric plane, equal to those of single routes: a place whose nearest road is cut off from the others is tried
/// from the main roads too, as a route does. Places are laid on the roads once. Thread-safe.
/// </summary>
sealed class RoadTimes(TravelConditions conditions)
{
    readonly ConcurrentDictionary<(double X, double Y), RoadPosition?> _snapped = new();
    readonly ConcurrentDictionary<(double X, double Y), RoadPosition?> _onMainRoads = new();
    int _moved;

    /// <summary>Who travels when, and what is shut.</summary>
    internal TravelConditions Conditions => conditions;

    /// <summary>True where the roads layer has roads.</summary>
    internal bool HasRoads => conditions.Costs.Graph.EdgeCount > 0;

    /// <summary>How many places were asked for that lie farther from usable roads than data/road-costs.json allows.</summary>
    internal int TooFarCount => _snapped.Values.Count(position => position is null);

    /// <summary>For how many pairs a place was taken to the main roads because the road nearest to it is cut off.</summary>
    internal int MovedCount => _moved;

    /// <summary>Where a place lies on the roads, or null when it is too far from them.</summary>
    internal RoadPosition? Snap((double X, double Y) place) => _snapped.GetOrAdd(place, at => Snapping.Snap(conditions.Costs, at.X, at.Y, Limit));

    /// <summary>Seconds from each to each; infinite where there is no way, not a number where an end is too far from the roads.</summary>
    internal double[][] Seconds(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to)
    {
        RoadPosition?[] starts = [.. from.Select(Snap)];
        RoadPosition?[] ends = [.. to.Select(Snap)];
        var found = Matrices.Seconds(conditions, starts, ends);
        double[][] seconds = [.. starts.Select((start, i) => ends.Select((end, j) => start is null || end is null ? double.NaN : found[i, j]).ToArray())];
        int[] rows = [.. Enumerable.Range(0, from.Count).Where(i => Array.Exists(seconds[i], double.IsPositiveInfinity))];
        if (rows.Length > 0)
            TryMainRoads(seconds, from, to, rows);
        return seconds;
    }

    static double Limit => RoadCostRules.Current.Snap.LimitMetres;

    // What only a closure cuts stays cut: another road nearby is no answer to that.
    void TryMainRoads(double[][] seconds, IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to, int[] rows)
    {
        int[] columns = [.. Enumerable.Range(0, to.Count).Where(j => rows.Any(i => double.IsPositiveInfinity(seconds[i][j])))];
        var without = conditions.Closed is null ? null
            : Matrices.Seconds(conditions with { Closed = null }, [.. rows.Select(i => Snap(from[i]))], [.. columns.Select(j => Snap(to[j]))]);
        var main = Matrices.Seconds(conditions, [.. rows.Select(i => OnMainRoads(from[i]))], [.. columns.Select(j => OnMainRoads(to[j]))]);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                ref var time = ref seconds[rows[i]][columns[j]];
                if (!double.IsPositiveInfinity(time) || (without is not null && double.IsFinite(without[i, j])))
                    continue;
                time = main[i, j];
                if (double.IsFinite(time))
                    Interlocked.Increment(ref _moved);
            }
        }
    }

    RoadPosition? OnMainRoads((double X, double Y) place) => _onMainRoads.GetOrAdd(place, at => Snapping.SnapToMain(conditions.Costs, at.X, at.Y, Limit));
}
