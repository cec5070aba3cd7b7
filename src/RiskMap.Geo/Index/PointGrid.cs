using System.Numerics;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Index;

/// <summary>Receives the points of a search on a <see cref="PointGrid"/>.</summary>
public interface IPointVisitor
{
    /// <summary>Takes a row and the square of its distance.</summary>
    void Visit(int row, double squaredDistance);
}

/// <summary>
/// Points of a metric plane in the cells of a flat uniform grid, sorted by cell with a counting sort: the quickest index for circles
/// of similar size. Distances are exact: a point at exactly the radius is within. Immutable: any number of threads may search.
/// </summary>
public sealed class PointGrid
{
    const double PointsPerCell = 4;

    // Guards the cell arithmetic against rounding, in cells; every point is then tested exactly.
    const double Slack = 1e-6;

    readonly double[] _x;
    readonly double[] _y;
    readonly int[] _rows;
    readonly int[] _cellStart;
    readonly int _columns;
    readonly int _lines;
    readonly double _cell;
    readonly Box _extent;

    PointGrid(Box extent, double cell, int columns, int lines, int points)
    {
        (_extent, _cell, _columns, _lines) = (extent, cell, columns, lines);
        _cellStart = new int[(columns * lines) + 1];
        (_x, _y, _rows) = (new double[points], new double[points], new int[points]);
    }

    /// <summary>Number of points; empty rows are not counted.</summary>
    public int Count => _rows.Length;

    /// <summary>Edge of a cell, in the plane's unit.</summary>
    public double CellSize => _cell;

    /// <summary>Memory held by the arrays, in bytes.</summary>
    public long MemoryBytes => (_rows.Length * 20L) + (_cellStart.Length * 4L);

    /// <summary>Makes the grid of a column of points.</summary>
    /// <exception cref="ArgumentException">The column holds other geometries than points.</exception>
    public static PointGrid Build(GeometryColumn points) => points.IsPointColumn
        ? Build(points.X, points.Y)
        : throw new ArgumentException("The column holds lines or polygons: index those with PackedRTree.", nameof(points));

    /// <summary>Makes the grid of positions; row i is the i-th position, rows with NaN are left out.</summary>
    public static PointGrid Build(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"There are {x.Length} x but {y.Length} y.", nameof(y));
        var count = 0;
        for (var i = 0; i < x.Length; i++)
            if (!double.IsNaN(x[i] + y[i])) count++;
        var extent = Box.Of(x, y);
        var cell = CellEdge(extent, count);
        var grid = new PointGrid(extent, cell, 1 + (int)(extent.Width / cell), 1 + (int)(extent.Height / cell), count);
        grid.Fill(x, y);
        return grid;
    }

    /// <summary>Number of points within a radius.</summary>
    public int CountWithin(double x, double y, double radius)
    {
        CheckRadius(radius);
        var count = 0;
        var (first, last) = Lines(y, radius);
        for (var line = first; line <= last; line++)
        {
            var (left, right) = Chord(x, Reach(y, radius, line, nearest: true), Slack);
            if (left > right) continue;
            var (innerLeft, innerRight) = InnerChord(x, Reach(y, radius, line, nearest: false));
            if (innerLeft > innerRight)
            {
                count += CountIn(line, left, right, x, y, radius);
                continue;
            }

            count += CountIn(line, left, Math.Min(right, innerLeft - 1), x, y, radius) + CountIn(line, Math.Max(left, innerRight + 1), right, x, y, radius);
            var start = line * _columns;
            count += _cellStart[start + innerRight + 1] - _cellStart[start + innerLeft];
        }

        return count;
    }

    /// <summary>Shows the points within a radius to a visitor, line of cells after line of cells.</summary>
    public void VisitWithin<TVisitor>(double x, double y, double radius, ref TVisitor visitor) where TVisitor : struct, IPointVisitor
    {
        CheckRadius(radius);
        var (first, last) = Lines(y, radius);
        for (var line = first; line <= last; line++)
        {
            var (left, right) = Chord(x, Reach(y, radius, line, nearest: true), Slack);
            Scan(line, left, right, x, y, radius, ref visitor);
        }
    }

    /// <summary>Appends the rows within a radius.</summary>
    public void Within(double x, double y, double radius, List<int> results)
    {
        var visitor = new Collector(results);
        VisitWithin(x, y, radius, ref visitor);
    }

    /// <summary>The nearest point, the lowest row among equals; row -1 when there is none within the greatest distance.</summary>
    public Neighbour Nearest(double x, double y, double maxDistance = double.PositiveInfinity)
    {
        var best = new Best(maxDistance * maxDistance);
        if (_rows.Length == 0 || !(_extent.SquaredDistance(x, y) <= best.Squared)) return new Neighbour(-1, double.PositiveInfinity);
        var (nearX, nearY) = (Math.Clamp(x, _extent.MinX, _extent.MaxX), Math.Clamp(y, _extent.MinY, _extent.MaxY));
        var outside = _extent.SquaredDistance(x, y);
        var (column, line) = (Column(nearX), Line(nearY));
        for (var ring = 0; ring < Math.Max(_columns, _lines); ring++)
        {
            // Cells of this ring and beyond are at least so far away (the grid is convex, so the two squares add up).
            var gap = Math.Max(0, GapTo(ring, nearX, nearY, column, line));
            if (outside + (gap * gap) > best.Squared) break;
            ScanRing(ring, column, line, x, y, ref best);
        }

        return best.Row < 0 ? new Neighbour(-1, double.PositiveInfinity) : new Neighbour(best.Row, Math.Sqrt(best.Squared));
    }

    void Fill(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var cells = new int[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            cells[i] = double.IsNaN(x[i] + y[i]) ? -1 : (Line(y[i]) * _columns) + Column(x[i]);
            if (cells[i] >= 0) _cellStart[cells[i]]++;
        }

        var sum = 0;
        foreach (ref var start in _cellStart.AsSpan()) (start, sum) = (sum, sum + start);
        var next = (int[])_cellStart.Clone();
        for (var i = 0; i < x.Length; i++)
        {
            if (cells[i] < 0) continue;
            var to = next[cells[i]]++;
            (_x[to], _y[to], _rows[to]) = (x[i], y[i], i);
        }
    }

    static double CellEdge(Box extent, int count)
    {
        if (count == 0) return 1;
        var cells = Math.Max(1, count / PointsPerCell);
        // A nearly straight row of points must not get millions of empty cells.
        var edge = Math.Max(Math.Sqrt(extent.Width * extent.Height / cells), Math.Max(extent.Width, extent.Height) / cells);
        return edge > 0 ? edge : 1;
    }

    int Column(double x) => (int)Math.Clamp((x - _extent.MinX) / _cell, 0, _columns - 1);

    int Line(double y) => (int)Math.Clamp((y - _extent.MinY) / _cell, 0, _lines - 1);

    (int First, int Last) Lines(double y, double radius)
    {
        var (first, last) = ((y - radius - _extent.MinY) / _cell, (y + radius - _extent.MinY) / _cell);
        if (_rows.Length == 0 || !(last >= -Slack && first <= _lines + Slack)) return (0, -1);
        return ((int)Math.Clamp(first - Slack, 0, _lines - 1), (int)Math.Clamp(last + Slack, 0, _lines - 1));
    }

    /// <summary>Half the length of the circle's chord at the line's nearest or farthest edge; NaN when there is none.</summary>
    double Reach(double y, double radius, int line, bool nearest)
    {
        var low = _extent.MinY + (line * _cell) - y;
        var high = low + _cell;
        var slack = Slack * _cell;
        var distance = nearest ? Math.Max(0, Math.Max(low, -high) - slack) : Math.Max(high, -low) + slack;
        return Math.Sqrt((radius * radius) - (distance * distance));
    }

    (int Left, int Right) Chord(double x, double reach, double slack)
    {
        var left = ((x - reach - _extent.MinX) / _cell) - slack;
        var right = ((x + reach - _extent.MinX) / _cell) + slack;
        if (!(right >= 0 && left <= _columns)) return (0, -1);
        return ((int)Math.Clamp(left, 0, _columns - 1), (int)Math.Clamp(right, 0, _columns - 1));
    }

    /// <summary>The columns that lie wholly between the ends of the chord.</summary>
    (int Left, int Right) InnerChord(double x, double reach)
    {
        if (double.IsNaN(reach)) return (0, -1);
        var left = Math.Ceiling(((x - reach - _extent.MinX) / _cell) + Slack);
        var right = Math.Floor(((x + reach - _extent.MinX) / _cell) - Slack) - 1;
        if (!(left <= right && right >= 0 && left <= _columns - 1)) return (0, -1);
        return ((int)Math.Max(left, 0), (int)Math.Min(right, _columns - 1));
    }

    void Scan<TVisitor>(int line, int left, int right, double x, double y, double radius, ref TVisitor visitor)
        where TVisitor : struct, IPointVisitor
    {
        if (left > right) return;
        var squaredRadius = radius * radius;
        var (start, end) = (_cellStart[(line * _columns) + left], _cellStart[(line * _columns) + right + 1]);
        var px = _x.AsSpan(start, end - start);
        var py = _y.AsSpan(start, end - start);
        for (var i = 0; i < px.Length && i < py.Length; i++)
        {
            var (dx, dy) = (px[i] - x, py[i] - y);
            var squared = (dx * dx) + (dy * dy);
            if (squared <= squaredRadius) visitor.Visit(_rows[start + i], squared);
        }
    }

    /// <summary>Points of a line's columns within the radius, several at a time; the same arithmetic as <see cref="Scan"/>.</summary>
    int CountIn(int line, int left, int right, double x, double y, double radius)
    {
        if (left > right) return 0;
        var (start, end) = (_cellStart[(line * _columns) + left], _cellStart[(line * _columns) + right + 1]);
        var px = _x.AsSpan(start, end - start);
        var py = _y.AsSpan(start, end - start);
        var squaredRadius = radius * radius;
        var (count, i) = (0, 0);
        if (Vector.IsHardwareAccelerated && px.Length >= Vector<double>.Count)
        {
            var (vx, vy, limit, hits) = (new Vector<double>(x), new Vector<double>(y), new Vector<double>(squaredRadius), Vector<long>.Zero);
            for (; i <= px.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                var (dx, dy) = (new Vector<double>(px[i..]) - vx, new Vector<double>(py[i..]) - vy);
                hits -= Vector.LessThanOrEqual((dx * dx) + (dy * dy), limit);
            }

            count = (int)Vector.Sum(hits);
        }

        for (; i < px.Length; i++)
        {
            var (dx, dy) = (px[i] - x, py[i] - y);
            if ((dx * dx) + (dy * dy) <= squaredRadius) count++;
        }

        return count;
    }

    double GapTo(int ring, double x, double y, int column, int line)
    {
        if (ring == 0) return 0;
        var left = x - (_extent.MinX + ((column - ring + 1) * _cell));
        var right = _extent.MinX + ((column + ring) * _cell) - x;
        var below = y - (_extent.MinY + ((line - ring + 1) * _cell));
        var above = _extent.MinY + ((line + ring) * _cell) - y;
        return Math.Min(Math.Min(left, right), Math.Min(below, above)) - (Slack * _cell);
    }

    void ScanRing(int ring, int column, int line, double x, double y, ref Best best)
    {
        for (var at = Math.Max(0, line - ring); at <= Math.Min(_lines - 1, line + ring); at++)
        {
            if (Math.Abs(at - line) == ring)
            {
                Scan(at, Math.Max(0, column - ring), Math.Min(_columns - 1, column + ring), x, y, double.PositiveInfinity, ref best);
                continue;
            }

            if (column - ring >= 0) Scan(at, column - ring, column - ring, x, y, double.PositiveInfinity, ref best);
            if (column + ring < _columns) Scan(at, column + ring, column + ring, x, y, double.PositiveInfinity, ref best);
        }
    }

    static void CheckRadius(double radius)
    {
        if (!(radius >= 0)) throw new ArgumentOutOfRangeException(nameof(radius), radius, "A radius is 0 or more.");
    }

    readonly struct Collector(List<int> results) : IPointVisitor
    {
        public void Visit(int row, double squaredDistance) => results.Add(row);
    }

    struct Best(double limit) : IPointVisitor
    {
        internal int Row { get; private set; } = -1;

        internal double Squared { get; private set; } = limit;

        public void Visit(int row, double squaredDistance)
        {
            if (squaredDistance > Squared || (squaredDistance == Squared && Row >= 0 && row > Row)) return;
            (Row, Squared) = (row, squaredDistance);
        }
    }
}
