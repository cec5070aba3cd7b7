namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>Ways to turn a few hand-drawn points into a line that looks natural. Pure and exact on every machine.</summary>
static class Curves
{
    /// <summary>Midpoint displacement: each piece longer than the step is broken at its middle, shifted sideways by a share of its length.</summary>
    public static List<DrawingPoint> Roughened(IReadOnlyList<DrawingPoint> line, double roughness, double stepMetres, DemoRandom random)
    {
        var result = new List<DrawingPoint> { line[0] };
        for (var i = 1; i < line.Count; i++)
            Displace(result, line[i - 1], line[i], roughness, stepMetres, ref random);
        return result;
    }

    static void Displace(List<DrawingPoint> result, DrawingPoint a, DrawingPoint b, double roughness, double step, ref DemoRandom random)
    {
        var along = b - a;
        if (along.Length <= step)
        {
            result.Add(b);
            return;
        }
        var middle = a.Towards(b, 0.5) + along.Left * (roughness * random.Between(-1, 1));
        Displace(result, a, middle, roughness, step, ref random);
        Displace(result, middle, b, roughness, step, ref random);
    }

    /// <summary>Chaikin's corner cutting; the ends stay.</summary>
    public static List<DrawingPoint> Smoothed(IReadOnlyList<DrawingPoint> line, int rounds = 3)
    {
        var points = line.ToList();
        for (var round = 0; round < rounds && points.Count > 2; round++)
        {
            var next = new List<DrawingPoint> { points[0] };
            for (var i = 1; i < points.Count; i++)
            {
                if (i > 1)
                    next.Add(points[i - 1].Towards(points[i], 0.25));
                if (i < points.Count - 1)
                    next.Add(points[i - 1].Towards(points[i], 0.75));
            }
            next.Add(points[^1]);
            points = next;
        }
        return points;
    }

    /// <summary>The line with a vertex at least every step.</summary>
    public static List<DrawingPoint> Densified(IReadOnlyList<DrawingPoint> line, double stepMetres)
    {
        var result = new List<DrawingPoint> { line[0] };
        for (var i = 1; i < line.Count; i++)
        {
            var pieces = Math.Max(1, (int)Math.Ceiling(line[i - 1].DistanceTo(line[i]) / stepMetres));
            for (var piece = 1; piece <= pieces; piece++)
                result.Add(piece == pieces ? line[i] : line[i - 1].Towards(line[i], (double)piece / pieces));
        }
        return result;
    }

    /// <summary>The line shifted to its left (negative: right), mitred at the vertices.</summary>
    public static List<DrawingPoint> Shifted(IReadOnlyList<DrawingPoint> line, double leftMetres)
    {
        var result = new List<DrawingPoint>(line.Count);
        for (var i = 0; i < line.Count; i++)
        {
            var before = i > 0 ? (line[i] - line[i - 1]).Direction : (line[1] - line[0]).Direction;
            var after = i < line.Count - 1 ? (line[i + 1] - line[i]).Direction : before;
            result.Add(line[i] + (before + after).Direction.Left * leftMetres);
        }
        return result;
    }
}
