using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Geo.Index;

namespace RiskMap.City.Dispatch.Force;

/// <summary>
/// What the chosen teams leave behind: people within the driving time of the response standard (建标152-2017) of a fire station before and after, and which
/// station that stays should move a team up. People live at the middle of their population cell. One use, one thread.
/// </summary>
sealed class CoverageAfter
{
    static readonly int Kind = Teams.Schema.IndexOf("kind");
    static readonly int OnDuty = Teams.Schema.IndexOf("onDuty");

    readonly TravelTimes _travelTimes;
    readonly ResponseStandard _standard;
    readonly DemandPoints _demand;
    readonly List<Station> _stations;
    readonly int[] _coveredBy;

    CoverageAfter(CitySnapshot city, DemandPoints demand, TravelTimes travelTimes, ResponseStandard standard)
    {
        (_travelTimes, _standard, _demand, _coveredBy) = (travelTimes, standard, demand, new int[demand.People.Length]);
        _stations = [.. city.Layer("teams").All.Where(team => !team.IsEmpty && team.Text(Kind) == standard.TeamKind && team.Integer(OnDuty) > 0).Select(team => StationOf(city, team))];
    }

    /// <summary>The coverage that is left, or null where there are no people or stations to speak of.</summary>
    public static CoverageLeft? Of(CitySnapshot city, IReadOnlyList<ForceUnit> chosen, TravelTimes travelTimes, List<MissingData> missing)
    {
        var demand = DemandPoints.Of(city);
        if (demand.People.Length == 0)
        {
            missing.Add(new("population", ("“人口”图层没有常住人口：余下的覆盖无数据", "layer 'population' has no residents: coverage left has no data")));
            return null;
        }
        var coverage = new CoverageAfter(city, demand, travelTimes, IncidentTemplates.Default.ResponseStandard);
        if (coverage._stations.Count > 0)
            return coverage.Answer([.. chosen.Where(unit => unit.Layer == "teams").Select(unit => unit.Feature.Id)]);
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
        return new(_standard.DriveSeconds, _demand.People.Sum(), before, after, MoveUps(empty, [.. _stations.Except(empty)]));
    }

    /// <summary>One team after another: always the move that brings most people back within the standard.</summary>
    List<MoveUp> MoveUps(List<Station> empty, List<Station> idle)
    {
        var moves = new List<MoveUp>();
        while ((from to in empty from mover in idle select (To: to, Mover: mover, Gain: Gain(mover, to))).Where(move => move.Gain > 0)
            .OrderByDescending(move => move.Gain).ThenBy(move => move.Mover.Team.Id).ThenBy(move => move.To.Team.Id).FirstOrDefault() is { Gain: > 0 } best)
        {
            var seconds = _travelTimes.FromOne(best.Mover.At, [best.To.At])[0];
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

    double Gain(Station mover, Station to)
    {
        var back = to.Covers.Where(point => _coveredBy[point] == 0).Sum(point => _demand.People[point]);
        var refilled = to.Covers.ToHashSet();
        return back - mover.Covers.Where(point => _coveredBy[point] == 1 && !refilled.Contains(point)).Sum(point => _demand.People[point]);
    }

    void Count(IEnumerable<Station> stations, int change)
    {
        foreach (var point in stations.SelectMany(station => station.Covers))
            _coveredBy[point] += change;
    }

    double Covered() => Enumerable.Range(0, _coveredBy.Length).Where(point => _coveredBy[point] > 0).Sum(point => _demand.People[point]);

    Station StationOf(CitySnapshot city, FeatureRef team)
    {
        var metric = team.Block.Metric(city.Plane);
        var (at, near) = ((metric.PointX(team.Row), metric.PointY(team.Row)), new List<int>());
        _demand.Grid.Within(at.Item1, at.Item2, _travelTimes.ReachMetres(_standard.DriveSeconds), near);
        var seconds = _travelTimes.Between([at], [.. near.Select(point => (_demand.X[point], _demand.Y[point]))], _standard.DriveSeconds)[0];
        return new(team, at, [.. near.Where((_, i) => seconds[i] <= _standard.DriveSeconds)]);
    }

    sealed record Station(FeatureRef Team, (double X, double Y) At, int[] Covers);
}

/// <summary>People at the middle of their population cell. Hangs on the population layer; made once. Immutable; safe for parallel reads.</summary>
sealed class DemandPoints
{
    static readonly int Residents = Population.Schema.IndexOf("residents");

    DemandPoints(LayerSnapshot layer, Geo.Crs.MetricPlane plane)
    {
        var (x, y, people) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var cell in layer.All.Where(cell => !cell.IsEmpty && !cell.IsNull(Residents)))
        {
            var middle = cell.Block.Metric(plane).ToGeometry(cell.Row).Centroid;
            x.Add(middle.X);
            y.Add(middle.Y);
            people.Add(cell.Number(Residents));
        }
        (X, Y, People) = ([.. x], [.. y], [.. people]);
        Grid = PointGrid.Build(X, Y);
    }

    public double[] X { get; }

    public double[] Y { get; }

    public double[] People { get; }

    public PointGrid Grid { get; }

    public static DemandPoints Of(CitySnapshot city) => city.Layer("population").DerivedOfContent(layer => new DemandPoints(layer, city.Plane));
}
