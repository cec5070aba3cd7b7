namespace RiskMap.Routing.Search;

/// <summary>
/// Routes between places, in the plane of the graph. Each answer is exact for its conditions, explains itself, and says why where there is none.
/// Pure, thread-safe.
/// </summary>
public static class Routes
{
    /// <summary>The quickest route between two places.</summary>
    public static RouteAnswer Find(TravelConditions conditions, (double X, double Y) from, (double X, double Y) to, SnapRules snap)
    {
        if (Snapping.Snap(conditions.Costs, from.X, from.Y, snap.LimitMetres) is not { } start)
            return TooFar(conditions, from, RouteOutcome.StartTooFar);
        if (Snapping.Snap(conditions.Costs, to.X, to.Y, snap.LimitMetres) is not { } end)
            return TooFar(conditions, to, RouteOutcome.EndTooFar) with { Start = start };
        var answer = Between(conditions, start, end);
        if (answer.Outcome == RouteOutcome.NotConnected)
            answer = FromTheMainRoads(conditions, from, to, snap, answer) ?? answer;
        return answer.Outcome == RouteOutcome.Found ? RouteWarnings.WithSnap(answer, snap) : answer;
    }

    /// <summary>The quickest route between two positions on the roads.</summary>
    public static RouteAnswer Between(TravelConditions conditions, RoadPosition start, RoadPosition end)
    {
        var path = PathSearch.Find(conditions, start, end);
        return path.Exists ? RouteWriter.Write(conditions, start, end, path) : NoWay(conditions, start, end, path.Settled);
    }

    static RouteAnswer TooFar(TravelConditions conditions, (double X, double Y) place, RouteOutcome outcome) =>
        Snapping.DistanceMetres(conditions.Costs, place.X, place.Y) is { } metres
            ? new RouteAnswer(outcome) { NearestRoadMetres = metres }
            : new RouteAnswer(RouteOutcome.NoRoads);

    static RouteAnswer NoWay(TravelConditions conditions, RoadPosition start, RoadPosition end, int settled)
    {
        if (conditions.Closed is { } closed && PathSearch.Find(conditions with { Closed = null }, start, end) is { Exists: true } open)
        {
            return new RouteAnswer(RouteOutcome.Closed)
            {
                Start = start,
                End = end,
                Settled = settled + open.Settled,
                CuttingClosures = RouteWarnings.ClosuresOn(closed, RouteWriter.Steps(conditions, start, end, open)),
            };
        }
        var components = conditions.Costs.Components;
        return new RouteAnswer(RouteOutcome.NotConnected)
        {
            Start = start,
            End = end,
            Settled = settled,
            StartComponentMetres = MetresOf(start),
            EndComponentMetres = MetresOf(end),
        };

        double MetresOf(RoadPosition position) => components.Of(position.Edge) is >= 0 and var component ? components.Metres[component] : 0;
    }

    /// <summary>
    /// Tries the main roads again where a place was put on roads that are cut off: a car park or a path across a canal may lie nearer. Null when that
    /// does not help.
    /// </summary>
    static RouteAnswer? FromTheMainRoads(TravelConditions conditions, (double X, double Y) from, (double X, double Y) to, SnapRules snap, RouteAnswer tried)
    {
        var main = conditions.Costs.Components.Main;
        var start = Snapping.Nearest(conditions.Costs, from.X, from.Y, snap.LimitMetres, main);
        var end = Snapping.Nearest(conditions.Costs, to.X, to.Y, snap.LimitMetres, main);
        if (start is null || end is null)
            return null;
        var answer = Between(conditions, start.Value, end.Value);
        return answer.Outcome == RouteOutcome.Found
            ? answer with { Warnings = [.. answer.Warnings, .. RouteWarnings.OfMoving(tried, start.Value, end.Value)] }
            : null;
    }
}
