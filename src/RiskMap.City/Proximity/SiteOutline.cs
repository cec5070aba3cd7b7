using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Proximity;

/// <summary>
/// A site in the metric plane, prepared for many distances: a point, or a shape (boundary, area, line) with its edges. Distances are exact to the
/// rounding of the arithmetic and cost no allocation. Metres. Immutable; safe for parallel reads.
/// </summary>
public readonly struct SiteOutline
{
    readonly ShapeEdges? _shape;
    readonly double _x;
    readonly double _y;

    /// <summary>A point in the metric plane.</summary>
    public SiteOutline(double x, double y)
        : this(x, y, (ShapeEdges?)null)
    {
    }

    /// <summary>A geometry in the metric plane.</summary>
    public SiteOutline(Geometry metric)
        : this(metric.Coordinate.X, metric.Coordinate.Y, metric is Point ? null : metric)
    {
    }

    /// <summary>A point with its boundary, or null: then it is measured from the point.</summary>
    public SiteOutline(double x, double y, Geometry? shape)
        : this(x, y, shape is null ? null : new ShapeEdges(shape))
    {
    }

    internal SiteOutline(double x, double y, ShapeEdges? shape) => (_x, _y, _shape) = (x, y, shape);

    /// <summary>True when the site is measured from a boundary, area or line, not from a point.</summary>
    public bool HasShape => _shape is not null;

    /// <summary><c>boundary</c> or <c>point</c>: what distances are measured from.</summary>
    public string MeasuredFrom => HasShape ? "boundary" : "point";

    /// <summary>Box of the site, metres.</summary>
    public Box Box => _shape?.Box ?? Box.Of(_x, _y);

    /// <summary>The site as a geometry in the metric plane.</summary>
    public Geometry Geometry => _shape?.Geometry ?? new Point(_x, _y);

    /// <summary>How far the shape stretches from the site's point, metres; 0 for a point.</summary>
    public double Reach
    {
        get
        {
            var (x, y) = (_x, _y);
            return _shape?.Geometry.Coordinates.Max(corner => Math.Sqrt(((corner.X - x) * (corner.X - x)) + ((corner.Y - y) * (corner.Y - y)))) ?? 0;
        }
    }

    /// <summary>The same site elsewhere, metres east and north.</summary>
    /// <param name="east">Metres east.</param>
    /// <param name="north">Metres north.</param>
    /// <param name="geometry">Gives its geometry when it is asked for.</param>
    internal SiteOutline Moved(double east, double north, Func<Geometry> geometry) => new(_x + east, _y + north, _shape?.Moved(east, north, geometry));

    internal ShapeEdges? Shape => _shape;

    internal double X => _x;

    internal double Y => _y;

    /// <summary>True when the two sites are at most so many metres apart, edge to edge.</summary>
    public bool IsWithin(in SiteOutline other, double metres) => SquaredDistance(other, metres * metres) <= metres * metres;

    /// <summary>Metres between the two sites, edge to edge, with the end points; 0 where they meet.</summary>
    public SiteDistance DistanceTo(in SiteOutline other)
    {
        if (_shape is { } here && other._shape is { } there)
        {
            var gap = here.GapTo(there);
            return new(Math.Sqrt(gap.Squared), gap.Here, gap.There);
        }
        var from = _shape?.Nearest(other._x, other._y) ?? (_x, _y);
        var to = other._shape?.Nearest(_x, _y) ?? (other._x, other._y);
        return new(Math.Sqrt(SquaredDistance(other)), from, to);
    }

    /// <summary>Square of the distance; any number beyond <paramref name="limit"/> where it is beyond.</summary>
    internal double SquaredDistance(in SiteOutline other, double limit = double.PositiveInfinity)
    {
        if (_shape is { } here)
            return other._shape is { } there ? here.GapTo(there, limit).Squared : here.SquaredDistance(other._x, other._y, limit);
        if (other._shape is { } shape)
            return shape.SquaredDistance(_x, _y, limit);
        var (dx, dy) = (_x - other._x, _y - other._y);
        return (dx * dx) + (dy * dy);
    }
}

/// <summary>A distance in the metric plane with its two end points.</summary>
/// <param name="Metres">Metres, edge to edge.</param>
/// <param name="From">End point on the first site, metres in the plane.</param>
/// <param name="To">End point on the second site, metres in the plane.</param>
public readonly record struct SiteDistance(double Metres, (double X, double Y) From, (double X, double Y) To);
