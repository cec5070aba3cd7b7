using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Force;

/// <summary>
/// What the chosen teams leave behind: people within the response standard (建标152-2017) of a fire station before and after, and which station that stays
/// should move a team up. People live at the middle of their population cell. What a station reaches by road is what coverage says of it, found once and kept;
/// without roads it is estimated in a straight line, as all travel of the answer is. One use, one thread.
/// </summary>
sealed class CoverageAfter
{
    readonly TravelTimes _travelTimes;
    readonly CoverageOrder _order;
    readonly DemandPoints _demand;
    readonly List<Station> _stations;
    readonly int[] _coveredBy;

    CoverageAfter(DemandPoints demand, TravelTimes travelTimes, CoverageOrder order, IReadOnlyList<CoverageBase> stations)
    {
        (_travelTimes, _order, _demand, _coveredBy) = (travelTimes, order, demand, new int[demand.People.Length]);
        _stations = [.. stations.AsParallel().AsOrdered().Select(station => new Station(station, Covers(station)))];
    }

    /// <summary>The coverage that is left, or null where there are no people or stations to speak of.</summary>
    public static CoverageLeft? Of(CitySnapshot city, IReadOnlyList<ForceUnit> chosen, TravelTimes travelTimes, DateTimeOffset asOf, List<MissingData> missing)
    {
        var demand = DemandPoints.Of(city);
        if (demand.People.Length == 0)
        {
            missing.Add(new("population", ("“人口”图层没有常住人口：余下的覆盖无数据", "layer 'population' has no residents: coverage left has no data")));
            return null;
        }
        var order = CoverageOrder.Of(city, CoverageRules.Default.FireStation, asOf, isLayout: false);
        if (CoverageBases.Of(city, order).All is { Count: > 0 } stations)
            return new CoverageAfter(demand, travelTimes, order, stations).Answer([.. chosen.Where(unit => unit.Layer == "teams").Select(unit => unit.Feature.Id)]);
        missing.Add(new("teams", ("没有在岗的消防站：余下的覆盖无数据", "no fire station is on duty: coverage left has no data")));
        return null;
    }

    CoverageLeft Answer(HashSet<long> gone)
    {
        Count(_stations, 1);
        var before = Covered();
        var empty = _stations.Where(station => gone.Contains(station.Team.Id)).ToList();
        Count(empty, -1);
        var after = Covered();
        return new(_order.Standard.DriveSeconds, _demand.People.Sum(), before, after, MoveUps(empty, [.. _stations.Except(empty)]));
    }

    /// <summary>One team after another: always the move that brings most people back within the standard.</summary>
    List<MoveUp> MoveUps(List<Station> empty, List<Station> idle)
    {
        var moves = new List<MoveUp>();
        while (empty.SelectMany(to => Gains(to, idle)).Where(move => move.Gain > 0)
            .OrderByDescending(move => move.Gain).ThenBy(move => move.Mover.Team.Id).ThenBy(move => move.To.Team.Id).FirstOrDefault() is { Gain: > 0 } best)
        {
            var seconds = _travelTimes.FromOne(best.Mover.Base.At, [best.To.Base.At])[0];
            if (double.IsFinite(seconds))
            {
                moves.Add(new(best.Mover.Team.Id, best.Mover.Team.Name, best.To.Team.Id, best.To.Team.Name, seconds, best.Gain));
                Count([best.Mover], -1);
                Count([best.To], 1);
                empty.Remove(best.To);
            }
            idle.Remove(best.Mover);
        }
        return moves;
    }

    IEnumerable<(Station To, Station Mover, double Gain)> Gains(Station to, List<Station> idle)
    {
        var (back, refilled) = (to.Covers.Where(point => _coveredBy[point] == 0).Sum(point => _demand.People[point]), to.Covers.ToHashSet());
        return idle.Select(mover => (to, mover, back - mover.Covers.Where(point => _coveredBy[point] == 1 && !refilled.Contains(point)).Sum(point => _demand.People[point])));
    }

    void Count(IEnumerable<Station> stations, int change)
    {
        foreach (var point in stations.SelectMany(station => station.Covers))
            _coveredBy[point] += change;
    }

    double Covered() => Enumerable.Range(0, _coveredBy.Length).Where(point => _coveredBy[point] > 0).Sum(point => _demand.People[point]);

    int[] Covers(CoverageBase station)
    {
        var drive = _order.LimitSeconds - station.TurnoutSeconds;
        return _travelTimes.Roads is { } conditions ? RoadPlaces.Of(conditions, _demand.X, _demand.Y).ReachedFrom(conditions, station.At, drive)
            : drive < 0 ? []
            : CoversStraight(station, drive);
    }

    int[] CoversStraight(CoverageBase station, double drive)
    {
        var near = new List<int>();
        _demand.Grid.Within(station.At.X, station.At.Y, _travelTimes.ReachMetres(drive), near);
        var seconds = _travelTimes.Between([station.At], [.. near.Select(point => (_demand.X[point], _demand.Y[point]))], drive)[0];
        return [.. near.Where((_, i) => seconds[i] <= drive)];
    }

    sealed record Station(CoverageBase Base, int[] Covers)
    {
        public FeatureRef Team => Base.Feature;
    }
}
