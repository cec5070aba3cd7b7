using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Proximity;

/// <summary>
/// The edges of a line or area in the metric plane, in runs with boxes, so that most of a long border is passed over at one look. Distances and
/// containment cost no allocation. Areas first: what follows them are lines and points, which contain nothing. Immutable; safe for parallel reads.
/// </summary>
sealed class ShapeEdges
{
    const int EdgesPerRun = 16;

    readonly ShapeEdge[] _edges;
    readonly Box[] _runs;
    readonly int[] _partStarts;
    readonly int _areaEdges;
    readonly Func<Geometry> _shape;

    /// <summary>The edges of a geometry.</summary>
    public ShapeEdges(Geometry shape)
        : this(ShapeParts.Of(shape), () => shape)
    {
    }

    /// <summary>The edges of a row of a column; its geometry is made when it is asked for.</summary>
    public ShapeEdges(GeometryColumn column, int row)
        : this(ShapeParts.Of(column, row), () => column.ToGeometry(row))
    {
    }

    ShapeEdges(ShapeParts parts, Func<Geometry> shape)
        : this([.. parts.Areas, .. parts.Others], parts.Areas.Count, parts.Starts(), shape)
    {
    }

    ShapeEdges(ShapeEdge[] edges, int areaEdges, int[] partStarts, Func<Geometry> shape)
    {
        (_shape, _areaEdges, _edges, _partStarts) = (shape, areaEdges, edges, partStarts);
        _runs = new Box[(_edges.Length + EdgesPerRun - 1) / EdgesPerRun];
        for (var run = 0; run < _runs.Length; run++)
            _runs[run] = BoxOf(Run(run));
        Box = _runs.Aggregate(Box.Empty, (box, run) => box.Union(run));
    }

    /// <summary>The same shape elsewhere, metres east and north.</summary>
    /// <param name="east">Metres east.</param>
    /// <param name="north">Metres north.</param>
    /// <param name="shape">Gives its geometry when it is asked for.</param>
    public ShapeEdges Moved(double east, double north, Func<Geometry> shape) =>
        new(Array.ConvertAll(_edges, edge => new ShapeEdge(edge.X1 + east, edge.Y1 + north, edge.X2 + east, edge.Y2 + north)), _areaEdges, _partStarts, shape);

    /// <summary>The shape itself.</summary>
    public Geometry Geometry => _shape();

    /// <summary>Box of the shape.</summary>
    public Box Box { get; }

    /// <summary>True when the shape has an inside.</summary>
    public bool IsArea => _areaEdges > 0;

    /// <summary>Number of runs of edges.</summary>
    public int RunCount => _runs.Length;

    /// <summary>Box of a run.</summary>
    public ref readonly Box RunBox(int run) => ref _runs[run];

    /// <summary>The edges of a run.</summary>
    public ReadOnlySpan<ShapeEdge> Run(int run) => _edges.AsSpan(run * EdgesPerRun, Math.Min(EdgesPerRun, _edges.Length - (run * EdgesPerRun)));

    /// <summary>The edges of a run that bound an area.</summary>
    public ReadOnlySpan<ShapeEdge> AreaRun(int run) => Run(run)[..Math.Clamp(_areaEdges - (run * EdgesPerRun), 0, Run(run).Length)];

    /// <summary>True when a position lies in the area (even-odd rule).</summary>
    public bool Contains(double x, double y)
    {
        if (_areaEdges == 0 || !Box.Contains(x, y))
            return false;
        var inside = false;
        for (var run = 0; run < _runs.Length; run++)
        {
            ref readonly var box = ref _runs[run];
            if (box.MinY > y || box.MaxY < y || box.MaxX < x)
                continue;
            foreach (ref readonly var edge in AreaRun(run))
                inside ^= edge.IsCrossedFrom(x, y);
        }
        return inside;
    }

    /// <summary>Square of the distance from a position, 0 inside; any number beyond <paramref name="limit"/> where it is beyond.</summary>
    public double SquaredDistance(double x, double y, double limit = double.PositiveInfinity)
    {
        if (Box.SquaredDistance(x, y) is var least && least > limit)
            return least;
        if (Contains(x, y))
            return 0;
        var best = double.PositiveInfinity;
        for (var run = 0; run < _runs.Length; run++)
        {
            if (_runs.Length > 1 && _runs[run].SquaredDistance(x, y) >= best)
                continue;
            foreach (ref readonly var edge in Run(run))
                best = Math.Min(best, edge.SquaredDistance(x, y));
        }
        return best;
    }

    /// <summary>True when a position is at most so far away, squared: sooner told than the distance.</summary>
    public bool IsWithin(double x, double y, double limit)
    {
        if (Box.SquaredDistance(x, y) > limit)
            return false;
        for (var run = 0; run < _runs.Length; run++)
        {
            if (_runs.Length > 1 && _runs[run].SquaredDistance(x, y) > limit)
                continue;
            foreach (ref readonly var edge in Run(run))
            {
                if (edge.SquaredDistance(x, y) <= limit)
                    return true;
            }
        }
        return Contains(x, y);
    }

    /// <summary>The position of the shape that is nearest to another: that other itself inside.</summary>
    public (double X, double Y) Nearest(double x, double y)
    {
        if (Contains(x, y))
            return (x, y);
        var (best, at) = (double.PositiveInfinity, default(ShapeEdge));
        for (var run = 0; run < _runs.Length; run++)
        {
            if (_runs[run].SquaredDistance(x, y) >= best)
                continue;
            foreach (ref readonly var edge in Run(run))
            {
                if (edge.SquaredDistance(x, y) is var squared && squared < best)
                    (best, at) = (squared, edge);
            }
        }
        return at.Nearest(x, y);
    }

    /// <summary>Where two shapes come nearest, and the square of that distance; any number beyond <paramref name="limit"/> where it is beyond.</summary>
    public ShapeGap GapTo(ShapeEdges other, double limit = double.PositiveInfinity)
    {
        if (GapSquared(Box, other.Box) is var least && least > limit)
            return new(least, default, default);
        if (Meeting(other) is { } shared)
            return new(0, shared, shared);
        var best = new ShapeGap(double.PositiveInfinity, default, default);
        for (var run = 0; run < _runs.Length && best.Squared > 0; run++)
        {
            for (var there = 0; there < other._runs.Length; there++)
            {
                if (GapSquared(_runs[run], other._runs[there]) < best.Squared)
                    Shorten(ref best, Run(run), other.Run(there));
            }
        }
        return best;
    }

    /// <summary>Square of the distance between two boxes; 0 where they meet.</summary>
    public static double GapSquared(in Box box, in Box other)
    {
        var dx = Math.Max(0, Math.Max(box.MinX - other.MaxX, other.MinX - box.MaxX));
        var dy = Math.Max(0, Math.Max(box.MinY - other.MaxY, other.MinY - box.MaxY));
        return (dx * dx) + (dy * dy);
    }

    // A part that crosses no edge of the other shape lies in it whole or not at all: one corner tells.
    (double X, double Y)? Meeting(ShapeEdges other) => CornerIn(other) ?? other.CornerIn(this);

    (double X, double Y)? CornerIn(ShapeEdges area)
    {
        if (!area.IsArea)
            return null;
        foreach (var start in _partStarts)
        {
            ref readonly var edge = ref _edges[start];
            if (area.Contains(edge.X1, edge.Y1))
                return (edge.X1, edge.Y1);
        }
        return null;
    }

    static void Shorten(ref ShapeGap best, ReadOnlySpan<ShapeEdge> edges, ReadOnlySpan<ShapeEdge> others)
    {
        foreach (ref readonly var edge in edges)
        {
            foreach (ref readonly var other in others)
            {
                if (edge.Crossing(other) is { } crossing)
                    best = new(0, crossing, crossing);
                Offer(ref best, edge, other.X1, other.Y1, isHere: false);
                Offer(ref best, edge, other.X2, other.Y2, isHere: false);
                Offer(ref best, other, edge.X1, edge.Y1, isHere: true);
                Offer(ref best, other, edge.X2, edge.Y2, isHere: true);
            }
        }
    }

    static void Offer(ref ShapeGap best, in ShapeEdge edge, double x, double y, bool isHere)
    {
        var squared = edge.SquaredDistance(x, y);
        if (squared < best.Squared)
            best = isHere ? new(squared, (x, y), edge.Nearest(x, y)) : new(squared, edge.Nearest(x, y), (x, y));
    }

    static Box BoxOf(ReadOnlySpan<ShapeEdge> edges)
    {
        var box = Box.Empty;
        foreach (ref readonly var edge in edges)
            box = box.Union(Box.Of(edge.X1, edge.Y1)).Union(Box.Of(edge.X2, edge.Y2));
        return box;
    }
}

/// <summary>Where two shapes come nearest.</summary>
readonly record struct ShapeGap(double Squared, (double X, double Y) Here, (double X, double Y) There);
