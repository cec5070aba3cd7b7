using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.RoadNet;

/// <summary>The roads that the plan draws by hand: smoothed, doubled where they have two carriageways, cut where they leave the land.</summary>
sealed class MainRoads(DemoPlan plan, DrawingBoard board, Land land)
{
    const double StepMetres = 40;
    const double SampleMetres = 12;

    /// <summary>All lines of the plan's roads, ramps last.</summary>
    public List<RoadLine> Draw()
    {
        var lines = new List<RoadLine>();
        var centre = plan.Roads.ToDictionary(road => road.Name, Centre, StringComparer.Ordinal);
        foreach (var road in plan.Roads)
            lines.AddRange(Carriageways(road, centre[road.Name]).SelectMany(line => OnGround(line, road)));
        foreach (var point in plan.Interchanges.Points)
            lines.AddRange(Ramps(plan.Roads.Single(road => road.Name == point.Above), centre[point.Above], centre[point.Below]));
        return lines;
    }

    List<DrawingPoint> Centre(RoadPlan road) => Curves.Densified(Curves.Smoothed([.. road.Path.Select(board.FromDegrees)]), StepMetres);

    double Offset(RoadPlan road) => plan.RoadClasses.CarriagewayOffsetMetres[road.Class];

    IEnumerable<RoadLine> Carriageways(RoadPlan road, List<DrawingPoint> centre)
    {
        var style = new RoadStyle(road.Class, RoadOrigin.Main) { Name = road.Name, NameEn = road.NameEn, Level = road.Level };
        if (!road.Dual)
            return [new RoadLine(centre, style)];
        // Traffic keeps right: the carriageway right of the drawing runs as drawn, the left one back.
        var right = Curves.Shifted(centre, -Offset(road));
        var left = Curves.Shifted(centre, Offset(road));
        var turn = style with { Class = road.Class is "motorway" ? "motorway_link" : road.Class + "_link", JoinMetres = 3 };
        var oneWay = style with { OneWay = true };
        return
        [
            new RoadLine(right, oneWay), new RoadLine([.. left.AsEnumerable().Reverse()], oneWay),
            new RoadLine([right[0], left[0]], turn), new RoadLine([right[^1], left[^1]], turn),
        ];
    }

    IEnumerable<RoadLine> OnGround(RoadLine line, RoadPlan road)
    {
        var points = Curves.Densified(line.Points, SampleMetres);
        var begin = 0;
        for (var i = 1; i <= points.Count; i++)
        {
            if (i < points.Count && land.IsLand(points[i]) == land.IsLand(points[begin]))
                continue;
            var run = points.GetRange(begin, Math.Min(i, points.Count - 1) - begin + 1);
            var onLand = land.IsLand(points[begin]);
            if (run.Count > 1 && (onLand || road.Water is not null))
                yield return new RoadLine(Thinned(run), onLand ? line.Style : OverWater(line.Style, road));
            begin = i;
        }
    }

    static RoadStyle OverWater(RoadStyle style, RoadPlan road) => style with
    {
        Bridge = road.Water == "bridge",
        Tunnel = road.Water == "tunnel",
        MaxWeightTonnes = road.MaxWeightTonnes,
        MaxHeightMetres = road.MaxHeightMetres,
    };

    static List<DrawingPoint> Thinned(List<DrawingPoint> run) => [.. run.Where((_, i) => i % 4 == 0 || i == run.Count - 1)];

    IEnumerable<RoadLine> Ramps(RoadPlan road, List<DrawingPoint> above, List<DrawingPoint> below)
    {
        var (i, j) = Crossing(above, below) ?? throw new InvalidDataException($"demo plan: {road.Name} does not cross the road of its interchange");
        var style = new RoadStyle(plan.Interchanges.RampClass, RoadOrigin.Main)
        {
            Name = road.Name + "匝道",
            NameEn = road.NameEn + " ramp",
            OneWay = true,
            Level = road.Level,
            JoinsAnyLevel = true,
        };
        var reach = (int)(plan.Interchanges.RampMetres / StepMetres);
        var foot = reach / 3;
        var offset = Offset(road);
        foreach (var (carriageway, side) in new[] { (Curves.Shifted(above, -offset), 1), (Curves.Shifted(above, offset), -1) })
        {
            // Off before the crossing, on after it, each to the near side of the road below.
            var (before, after) = (carriageway[i - side * reach], carriageway[i + side * reach]);
            var end = NearSide(below, j, foot, before, after);
            var corner = end.Towards(above[i], 0.25);
            yield return new RoadLine(Curves.Smoothed([before, before.Towards(corner, 0.6), end]), style);
            yield return new RoadLine(Curves.Smoothed([end, corner.Towards(after, 0.4), after]), style);
        }
    }

    static DrawingPoint NearSide(List<DrawingPoint> below, int at, int steps, DrawingPoint before, DrawingPoint after)
    {
        DrawingPoint one = below[Math.Max(0, at - steps)], other = below[Math.Min(below.Count - 1, at + steps)];
        var middle = before.Towards(after, 0.5);
        return one.DistanceTo(middle) <= other.DistanceTo(middle) ? one : other;
    }

    static (int Above, int Below)? Crossing(List<DrawingPoint> above, List<DrawingPoint> below)
    {
        var pairs = above.SelectMany((p, i) => below.Select((q, j) => (Above: i, Below: j, Distance: p.DistanceTo(q))));
        var best = pairs.MinBy(pair => pair.Distance);
        return best.Distance < StepMetres * 2 ? (best.Above, best.Below) : null;
    }
}
