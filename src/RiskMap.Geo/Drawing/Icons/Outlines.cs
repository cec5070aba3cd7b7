using System.Collections.Immutable;

namespace RiskMap.Geo.Drawing.Icons;

/// <summary>Outlines of simple figures, and arcs as curves.</summary>
static class Outlines
{
    internal static ImmutableArray<PathStep> Circle(double x, double y, double radius) =>
        [new(PathStepKind.Move, x + radius, y), .. Arc(x, y, radius, radius, 0, 0, 2 * Math.PI), new(PathStepKind.Close, x + radius, y)];

    internal static ImmutableArray<PathStep> Rectangle(double x, double y, double width, double height) =>
    [
        new(PathStepKind.Move, x, y), new(PathStepKind.Line, x + width, y), new(PathStepKind.Line, x + width, y + height), new(PathStepKind.Line, x, y + height),
        new(PathStepKind.Close, x, y),
    ];

    /// <summary>An arc from one position to another as SVG 1.1 describes it (implementation notes F.6).</summary>
    internal static IEnumerable<PathStep> Arc((double X, double Y) from, double radiusX, double radiusY, double turnDegrees, bool large, bool sweep, (double X, double Y) to)
    {
        if (from == to) return [];
        (radiusX, radiusY) = (Math.Abs(radiusX), Math.Abs(radiusY));
        if (radiusX == 0 || radiusY == 0) return [new(PathStepKind.Line, to.X, to.Y)];
        var turn = turnDegrees * Math.PI / 180;
        var (sine, cosine) = Math.SinCos(turn);
        var (halfX, halfY) = ((from.X - to.X) / 2, (from.Y - to.Y) / 2);
        var (x1, y1) = ((cosine * halfX) + (sine * halfY), (cosine * halfY) - (sine * halfX));
        var need = ((x1 * x1) / (radiusX * radiusX)) + ((y1 * y1) / (radiusY * radiusY));
        if (need > 1) (radiusX, radiusY) = (radiusX * Math.Sqrt(need), radiusY * Math.Sqrt(need));
        var (squareX, squareY) = (radiusX * radiusX, radiusY * radiusY);
        var root = Math.Sqrt(Math.Max(0, ((squareX * squareY) - (squareX * y1 * y1) - (squareY * x1 * x1)) / ((squareX * y1 * y1) + (squareY * x1 * x1))));
        if (large == sweep) root = -root;
        var (centreX1, centreY1) = (root * radiusX * y1 / radiusY, -root * radiusY * x1 / radiusX);
        var begin = Math.Atan2((y1 - centreY1) / radiusY, (x1 - centreX1) / radiusX);
        var end = Math.Atan2((-y1 - centreY1) / radiusY, (-x1 - centreX1) / radiusX);
        if (sweep && end < begin) end += 2 * Math.PI;
        if (!sweep && end > begin) end -= 2 * Math.PI;
        var (centreX, centreY) = ((cosine * centreX1) - (sine * centreY1) + ((from.X + to.X) / 2), (sine * centreX1) + (cosine * centreY1) + ((from.Y + to.Y) / 2));
        return Arc(centreX, centreY, radiusX, radiusY, turn, begin, end);
    }

    /// <summary>An elliptic arc in curves of at most a quarter turn each.</summary>
    static IEnumerable<PathStep> Arc(double centreX, double centreY, double radiusX, double radiusY, double turn, double begin, double end)
    {
        var pieces = (int)Math.Ceiling(Math.Abs(end - begin) / (Math.PI / 2) - 1e-9);
        var step = (end - begin) / pieces;
        var handle = 4.0 / 3 * Math.Tan(step / 4);
        var (turnSine, turnCosine) = Math.SinCos(turn);
        (double X, double Y) At(double x, double y) =>
            (centreX + (turnCosine * radiusX * x) - (turnSine * radiusY * y), centreY + (turnSine * radiusX * x) + (turnCosine * radiusY * y));
        for (var i = 0; i < pieces; i++)
        {
            var (s1, c1) = Math.SinCos(begin + (i * step));
            var (s2, c2) = Math.SinCos(begin + ((i + 1) * step));
            var (first, second, last) = (At(c1 - (handle * s1), s1 + (handle * c1)), At(c2 + (handle * s2), s2 - (handle * c2)), At(c2, s2));
            yield return new(PathStepKind.Curve, last.X, last.Y, first.X, first.Y, second.X, second.Y);
        }
    }
}
