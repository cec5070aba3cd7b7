using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>Paint of a line at one zoom.</summary>
sealed record LinePaint(StyleColour Colour, double Width, double Offset, string Cap, string Join, ImmutableArray<double> Dashes)
{
    internal bool IsDashed => Dashes.Length > 0;

    internal static LinePaint Of(LineLayer layer, double zoom, StyleFeature feature)
    {
        var colour = layer.Colour.At(zoom, feature).Faded(layer.Opacity.At(zoom, feature));
        var width = layer.Width.At(zoom, feature);
        return new LinePaint(colour, width, layer.Offset.At(zoom, feature), layer.Cap.At(zoom, feature), layer.Join.At(zoom, feature), layer.Dashes.At(zoom, feature));
    }
}

/// <summary>Strokes the runs of a source. Runs of one opaque paint that follow each other are stroked together.</summary>
sealed class LinePainter(Canvas canvas, double ratio, LineRuns runs)
{
    /// <summary>Vertices in one stroke: cairo's time grows faster than the path.</summary>
    const int MostVertices = 400;

    readonly nint _cairo = canvas.Cairo;
    readonly List<(double X, double Y)> _path = [];

    internal void Draw(Func<int, LinePaint?> paintOf)
    {
        Cairo.NewPath(_cairo);
        LinePaint? open = null;
        var (row, paint, vertices) = (-1, (LinePaint?)null, 0);
        foreach (var run in runs.Runs)
        {
            if (run.Row != row) (row, paint) = (run.Row, paintOf(run.Row));
            if (paint is not { Width: > 0, Colour.Alpha: > 0 } || (run.IsContinuation && !paint.IsDashed)) continue;
            if (open is not null && (!ReferenceEquals(open, paint) || paint.IsDashed || paint.Colour.Alpha < 1 || vertices > MostVertices))
            {
                Stroke(open, 0);
                (open, vertices) = (null, 0);
            }

            vertices += Trace(run, paint);
            open = paint;
            if (!paint.IsDashed) continue;
            Stroke(paint, run.Along);
            open = null;
        }

        if (open is not null) Stroke(open, 0);
        Cairo.SetDash(_cairo, [], 0, 0);
    }

    int Trace(LineRun run, LinePaint paint)
    {
        _path.Clear();
        for (var i = run.Start; i < run.End; i++) _path.Add(runs[i]);
        // The ring's last vertex is its first.
        var closed = run.IsClosed && _path.Count > 2;
        if (closed && _path[^1] == _path[0]) _path.RemoveAt(_path.Count - 1);
        if (run.Next >= 0 && !paint.IsDashed)
            for (var i = runs.Runs[run.Next].Start + 1; i < runs.Runs[run.Next].End; i++) _path.Add(runs[i]);
        var path = paint.Offset == 0 ? _path : ParallelLine.Of(_path, paint.Offset * run.Side, closed);
        for (var i = 0; i < path.Count; i++)
        {
            if (i == 0) Cairo.MoveTo(_cairo, path[i].X * ratio, path[i].Y * ratio);
            else Cairo.LineTo(_cairo, path[i].X * ratio, path[i].Y * ratio);
        }

        // A dashed ring stays open, so that its dashes begin where they begin in every view.
        if (closed && paint.IsDashed) Cairo.LineTo(_cairo, path[0].X * ratio, path[0].Y * ratio);
        else if (closed) Cairo.ClosePath(_cairo);
        return path.Count;
    }

    void Stroke(LinePaint paint, double along)
    {
        canvas.Colour(paint.Colour);
        Strokes.Set(_cairo, paint.Width * ratio, paint.Cap, paint.Join);
        var dashes = paint.Dashes.Select(dash => dash * paint.Width * ratio).ToArray();
        Cairo.SetDash(_cairo, dashes, dashes.Length, along * ratio);
        Cairo.Stroke(_cairo);
    }
}

/// <summary>A line beside a line: positive distances to its right on the screen.</summary>
static class ParallelLine
{
    /// <summary>Longest miter, in distances.</summary>
    const double MostMiter = 2;

    internal static List<(double X, double Y)> Of(List<(double X, double Y)> line, double distance, bool closed)
    {
        var points = new List<(double X, double Y)>(line.Count);
        foreach (var point in line)
            if (points.Count == 0 || points[^1] != point) points.Add(point);
        if (points.Count < 2) return points;
        var result = new List<(double X, double Y)>(points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            var before = i > 0 ? points[i - 1] : closed ? points[^1] : points[i];
            var after = i + 1 < points.Count ? points[i + 1] : closed ? points[0] : points[i];
            result.Add(Beside(before, points[i], after, distance));
        }

        return result;
    }

    static (double X, double Y) Beside((double X, double Y) before, (double X, double Y) here, (double X, double Y) after, double distance)
    {
        var (a, b) = (Normal(before, here), Normal(here, after));
        if (a == default) a = b;
        if (b == default) b = a;
        var (sumX, sumY) = (a.X + b.X, a.Y + b.Y);
        var square = (sumX * sumX) + (sumY * sumY);
        // |a + b|² / 2 is 1 + cos of the turn; the miter grows as its inverse.
        var scale = square < 2 / MostMiter ? MostMiter / Math.Sqrt(Math.Max(square, 1e-9)) : 2 / square;
        return (here.X + (sumX * scale * distance), here.Y + (sumY * scale * distance));
    }

    static (double X, double Y) Normal((double X, double Y) from, (double X, double Y) to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((x * x) + (y * y));
        return length == 0 ? default : (-y / length, x / length);
    }
}
