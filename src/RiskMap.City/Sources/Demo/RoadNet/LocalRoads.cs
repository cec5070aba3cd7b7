using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.RoadNet;

/// <summary>Street grids of cores, parks and villages, and the country roads between villages.</summary>
sealed class LocalRoads(DemoPlan plan, Settlements settlements, List<RoadLine> main, double blockFactor, int seed)
{
    const double SampleMetres = 12;
    const double JoinMetres = 42;
    const double BesideMainMetres = 30;
    const double CountryStepMetres = 150;
    const double FarthestNeighbourMetres = 4000;
    readonly PieceIndex _main = new(main);
    readonly List<int> _near = [];
    int _street;

    /// <summary>All local lines; main streets before the small ones of their grid.</summary>
    public List<RoadLine> Draw()
    {
        var lines = new List<RoadLine>();
        foreach (var park in settlements.Parks)
            AddPark(park, lines);
        foreach (var core in settlements.Cores)
            AddCore(core, lines);
        foreach (var village in settlements.Villages)
            AddVillage(village, lines);
        AddCountryRoads(lines);
        return lines;
    }

    void AddPark(Park park, List<RoadLine> lines)
    {
        if (!park.Streets)
            return;
        var frame = park.Frame;
        for (var i = 0; i <= park.Rows; i++)
            AddParkStreet(frame.At(0, (double)i / park.Rows), frame.At(1, (double)i / park.Rows), i == 0 || i == park.Rows, lines);
        for (var i = 0; i <= park.Columns; i++)
            AddParkStreet(frame.At((double)i / park.Columns, 0), frame.At((double)i / park.Columns, 1), i == 0 || i == park.Columns, lines);
        AddAccess(frame.At(1, 0.5), frame.Along, lines);
        AddAccess(frame.At(0, 0.5), frame.Along * -1, lines);
        AddAccess(frame.At(0.5, 1), frame.Along.Left, lines);
        AddAccess(frame.At(0.5, 0), frame.Along.Left * -1, lines);
    }

    // From the middle of a park's side straight out to the first main road, where there is one near.
    void AddAccess(DrawingPoint from, DrawingPoint direction, List<RoadLine> lines)
    {
        var to = from + direction * plan.Parks.AccessMetres;
        _main.Near(from, to, 0, _near);
        var hits = _near.Select(number => _main.Pieces[number]).Where(piece => main[piece.Line].Style.Level == 0)
            .Select(piece => piece.Crossing(from, to)).OfType<(double Own, double Other)>().ToList();
        if (hits.Count > 0)
            lines.Add(new RoadLine([from, from.Towards(to, hits.Min(hit => hit.Other))], ParkStyle(edge: true)));
    }

    void AddParkStreet(DrawingPoint from, DrawingPoint to, bool edge, List<RoadLine> lines) =>
        AddStreet(from, to, ParkStyle(edge), point => point, settlements.Land.IsLand, lines);

    RoadStyle ParkStyle(bool edge) =>
        new(edge ? "tertiary" : "unclassified", RoadOrigin.Park) { Name = edge ? StreetName() : null, JoinMetres = JoinMetres };

    void AddCore(Core core, List<RoadLine> lines)
    {
        var centre = core.Centre;
        var reach = core.Ring.Max(point => point.DistanceTo(centre));
        var salt = new DemoRandom(seed, "wander/" + core.Plan.Name).Bits();
        DrawingPoint Wander(DrawingPoint p) => SmoothNoise.Wander(p, core.Plan.WanderMetres, 340, salt);
        bool Keep(DrawingPoint p) => settlements.Areas.At(p) == core.Area;
        var random = new DemoRandom(seed, "streets/" + core.Plan.Name);
        AddStreets(centre, core.Along, reach, core.Plan.BlockMetres[1] * blockFactor, Wander, Keep, lines, ref random);
        AddStreets(centre, core.Along.Left, reach, core.Plan.BlockMetres[0] * blockFactor, Wander, Keep, lines, ref random);
    }

    void AddStreets(
        DrawingPoint centre, DrawingPoint along, double reach, double apart, Func<DrawingPoint, DrawingPoint> wander,
        Func<DrawingPoint, bool> keep, List<RoadLine> lines, ref DemoRandom random)
    {
        var last = (int)(reach / apart);
        var every = (int)plan.Cores.MainStreetEvery;
        var pair = false;
        for (var i = -last; i <= last; i++)
        {
            var isMain = i % every == 0;
            // Two small streets side by side, one each way.
            var wasPair = pair;
            pair = !isMain && !wasPair && random.Chance(plan.Cores.OneWayPairShare);
            var style = isMain
                ? new RoadStyle("tertiary", RoadOrigin.Core) { Name = StreetName(), JoinMetres = JoinMetres }
                : new RoadStyle("residential", RoadOrigin.Core) { JoinMetres = JoinMetres, OneWay = pair || wasPair };
            var middle = centre + along.Left * (i * apart);
            var (from, to) = (middle - along * reach, middle + along * reach);
            AddStreet(wasPair ? to : from, wasPair ? from : to, style, wander, keep, lines);
        }
    }

    void AddVillage(Village village, List<RoadLine> lines)
    {
        var salt = new DemoRandom(seed, "wander/village", village.Area).Bits();
        var apart = plan.Villages.BlockMetres * blockFactor;
        var reach = village.RadiusMetres * 1.2;
        var style = new RoadStyle("residential", RoadOrigin.Village) { JoinMetres = JoinMetres };
        for (var i = -(int)(reach / apart); i <= reach / apart; i++)
        {
            foreach (var along in new[] { village.Along, village.Along.Left })
            {
                var middle = village.Centre + along.Left * (i * apart);
                AddStreet(
                    middle - along * reach, middle + along * reach, i == 0 ? style : style with { Class = "living_street" },
                    p => SmoothNoise.Wander(p, plan.Villages.WanderMetres, 110, salt), p => settlements.Areas.At(p) == village.Area, lines);
            }
        }
    }

    // The parts of a straight street that may be built, bent by the wandering.
    void AddStreet(
        DrawingPoint from, DrawingPoint to, RoadStyle style, Func<DrawingPoint, DrawingPoint> wander, Func<DrawingPoint, bool> keep,
        List<RoadLine> lines)
    {
        var direction = (to - from).Direction;
        var run = new List<DrawingPoint>();
        var samples = Curves.Densified([from, to], SampleMetres);
        for (var i = 0; i <= samples.Count; i++)
        {
            if (i < samples.Count && wander(samples[i]) is var point && keep(point) && !IsBesideMain(point, direction))
            {
                run.Add(point);
                continue;
            }
            if (run.Count > 3)
                lines.Add(new RoadLine([.. run.Where((_, k) => k % 4 == 0 || k == run.Count - 1)], style));
            run.Clear();
        }
    }

    // A small street does not run along a main road.
    bool IsBesideMain(DrawingPoint point, DrawingPoint direction)
    {
        _main.Near(point, point, BesideMainMetres, _near);
        foreach (var number in _near)
        {
            var piece = _main.Pieces[number];
            var nearest = piece.A.Towards(piece.B, piece.NearestShare(point));
            if (nearest.DistanceTo(point) < BesideMainMetres && Math.Abs((piece.B - piece.A).Direction.Cross(direction)) < 0.35)
                return true;
        }
        return false;
    }

    // Relative neighbourhood graph (Toussaint 1980): two places are joined unless a third is nearer to both.
    void AddCountryRoads(List<RoadLine> lines)
    {
        var places = settlements.Villages.Select(v => v.Centre).Concat(settlements.Cores.Select(c => c.Centre)).ToList();
        for (var i = 0; i < places.Count; i++)
        {
            for (var j = i + 1; j < places.Count; j++)
            {
                var apart = places[i].DistanceTo(places[j]);
                if (apart < FarthestNeighbourMetres
                    && !places.Exists(other => other.DistanceTo(places[i]) < apart && other.DistanceTo(places[j]) < apart))
                    AddCountryRoad(places[i], places[j], new DemoRandom(seed, "country", i * 10000L + j), lines);
            }
        }
    }

    void AddCountryRoad(DrawingPoint from, DrawingPoint to, DemoRandom random, List<RoadLine> lines)
    {
        var style = new RoadStyle("unclassified", RoadOrigin.Rural) { JoinMetres = JoinMetres * 2 };
        var line = Curves.Densified(Curves.Smoothed(Curves.Roughened([from, to], 0.14, CountryStepMetres, random), 2), SampleMetres);
        var run = new List<DrawingPoint>();
        for (var i = 0; i <= line.Count; i++)
        {
            // Cores and parks have their own streets: the road ends at their edge.
            if (i < line.Count && settlements.Land.IsLand(line[i]) && !settlements.IsCoreOrPark(line[i]))
            {
                run.Add(line[i]);
                continue;
            }
            if (run.Count > 4)
                lines.Add(new RoadLine([.. run.Where((_, k) => k % 4 == 0 || k == run.Count - 1)], style));
            run.Clear();
        }
    }

    string StreetName()
    {
        var (stems, endings) = (plan.StreetNames.Stems, plan.StreetNames.Endings);
        var number = _street++;
        return stems[number % stems.Length] + endings[number / stems.Length % endings.Length];
    }
}
