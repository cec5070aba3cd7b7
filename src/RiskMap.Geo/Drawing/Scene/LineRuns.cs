using RiskMap.Geo.Tiles;
using RiskMap.Geo.Tiles.Internal;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>A piece of a line or border that a view shows.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Start">First vertex.</param>
/// <param name="End">One past the last vertex.</param>
/// <param name="Along">Pixels along the line from its beginning to the first vertex: so dashes run on across views.</param>
/// <param name="IsClosed">True for a ring that is seen whole.</param>
/// <param name="Next">The run that goes on where this one ends (over a ring's first vertex), or -1.</param>
/// <param name="IsContinuation">True for a run that another one goes on with.</param>
/// <param name="Length">Length of the whole line in pixels.</param>
/// <param name="Side">1 where the polygon lies to the right of its border, or for a line; else -1.</param>
readonly record struct LineRun(int Row, int Start, int End, double Along, bool IsClosed, int Next, bool IsContinuation, double Length = 0, int Side = 1);

/// <summary>
/// Lines and borders of one source in a view, straightened as in vector tiles and cut well beyond its edges, in pixels of the style. Used by one thread.
/// </summary>
sealed class LineRuns
{
    /// <summary>How far beyond the view lines are drawn: more than any stroke is wide.</summary>
    internal const double Margin = 64;

    /// <summary>Straightening in pixels: half a unit of 4096 on 512 pixels, as vector tiles have it.</summary>
    internal const double Tolerance = 0.5 * 512 / 4096;

    readonly List<double> _x = [];
    readonly List<double> _y = [];
    readonly List<LineRun> _runs = [];
    readonly MapView _view;
    readonly double _max;

    LineRuns(in MapView view) => (_view, _max) = (view, Math.Max(view.Width, view.Height) + Margin);

    internal IReadOnlyList<LineRun> Runs => _runs;

    internal (double X, double Y) this[int vertex] => (_x[vertex], _y[vertex]);

    internal static LineRuns Of(MapSource source, in MapView view)
    {
        var (runs, rows, geometries) = (new LineRuns(view), new List<int>(), source.Rows.Mercator);
        if (geometries.IsPointColumn) return runs;
        source.Rows.Query(view.Mercator(Margin), rows);
        rows.Sort();
        var tolerance = (float)(Tolerance / view.PixelsPerMetre);
        foreach (var row in rows)
        {
            if (source.Keep is { } keep && !keep(row)) continue;
            for (var part = geometries.FirstPart(row); part < geometries.EndPart(row); part++)
                if (geometries.PartEnd(part) - geometries.PartStart(part) > 1) runs.Add(source.Rows, row, part, tolerance);
        }

        return runs;
    }

    void Add(TileSource rows, int row, int part, float tolerance)
    {
        var geometries = rows.Mercator;
        var importance = rows.Importance;
        var (first, along, start, startAlong, area) = (_runs.Count, 0.0, -1, 0.0, 0.0);
        var (from, to) = (geometries.PartStart(part), geometries.PartEnd(part));
        var before = (X: _view.X(geometries.X[from]), Y: _view.Y(geometries.Y[from]));
        for (var i = from + 1; i < to; i++)
        {
            if (!(importance[i] > tolerance) && i + 1 < to) continue;
            var here = (X: _view.X(geometries.X[i]), Y: _view.Y(geometries.Y[i]));
            area += (before.X * here.Y) - (here.X * before.Y);
            var (x1, y1, x2, y2) = (before.X, before.Y, here.X, here.Y);
            var length = Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)));
            var seen = Clipping.Segment(ref x1, ref y1, ref x2, ref y2, -Margin, _max);
            if (start >= 0 && (!seen || x1 != before.X || y1 != before.Y)) start = End(row, start, startAlong);
            if (seen && start < 0)
            {
                (start, startAlong) = (_x.Count, along + Distance(before.X, before.Y, x1, y1));
                Append(x1, y1);
            }

            if (seen) Append(x2, y2);
            (before, along) = (here, along + length);
        }

        if (start >= 0) End(row, start, startAlong);
        if (geometries.X[from] == geometries.X[to - 1] && geometries.Y[from] == geometries.Y[to - 1]) JoinRing(first, along);
        var isPolygon = geometries.TypeOf(row) is Geometries.GeometryType.Polygon or Geometries.GeometryType.MultiPolygon;
        var side = isPolygon && geometries.IsShell(part) != area > 0 ? -1 : 1;
        for (var run = first; run < _runs.Count; run++) _runs[run] = _runs[run] with { Length = along, Side = side };
    }

    void Append(double x, double y)
    {
        _x.Add(x);
        _y.Add(y);
    }

    int End(int row, int start, double along)
    {
        _runs.Add(new LineRun(row, start, _x.Count, along, IsClosed: false, Next: -1, IsContinuation: false));
        return -1;
    }

    /// <summary>A ring that is seen whole is closed; else its last run goes on with its first where both touch its first vertex.</summary>
    void JoinRing(int first, double length)
    {
        if (_runs.Count == first) return;
        var (begin, last) = (_runs[first], _runs[^1]);
        if (begin.Along != 0 || this[begin.Start] != this[last.End - 1]) return;
        if (first == _runs.Count - 1)
        {
            if (length > 0) _runs[first] = begin with { IsClosed = true };
            return;
        }

        _runs[first] = begin with { IsContinuation = true };
        _runs[^1] = last with { Next = first };
    }

    static double Distance(double x1, double y1, double x2, double y2) => Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)));
}
