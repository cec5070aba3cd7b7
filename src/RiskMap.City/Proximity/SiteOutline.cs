using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Proximity;

/// <summary>
/// A site in the metric plane, prepared for many distances: a point, or a shape (boundary, area, line) with its box. Distances between a point
/// and a point are computed here; those with a shape by NetTopologySuite, after the boxes have been asked. Metres. Immutable; safe for parallel reads.
/// </summary>
public readonly struct SiteOutline
{
    readonly Geometry? _shape;
    readonly double _x;
    readonly double _y;
    readonly Box _box;

    /// <summary>A point in the metric plane.</summary>
    public SiteOutline(double x, double y)
        : this(x, y, null)
    {
    }

    /// <summary>A geometry in the metric plane.</summary>
    public SiteOutline(Geometry metric)
        : this(metric.Coordinate.X, metric.Coordinate.Y, metric is Point ? null : metric)
    {
    }

    /// <summary>A point with its boundary, or null: then it is measured from the point.</summary>
    public SiteOutline(double x, double y, Geometry? shape)
    {
        (_x, _y, _shape) = (x, y, shape);
        _box = shape?.EnvelopeInternal is { } envelope ? new Box(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY) : Box.Of(x, y);
    }

    /// <summary>True when the site is measured from a boundary, area or line, not from a point.</summary>
    public bool HasShape => _shape is not null;

    /// <summary><c>boundary</c> or <c>point</c>: what distances are measured from.</summary>
    public string MeasuredFrom => HasShape ? "boundary" : "point";

    /// <summary>Box of the site, metres.</summary>
    public Box Box => _box;

    /// <summary>The site as a geometry in the metric plane.</summary>
    public Geometry Geometry => _shape ?? new Point(_x, _y);

    /// <summary>How far the shape stretches from the site's point, metres; 0 for a point.</summary>
    public double Reach
    {
        get
        {
            var (x, y) = (_x, _y);
            return _shape?.Coordinates.Max(corner => Math.Sqrt(((corner.X - x) * (corner.X - x)) + ((corner.Y - y) * (corner.Y - y)))) ?? 0;
        }
    }

    /// <summary>True when the two sites are at most so many metres apart, edge to edge.</summary>
    public bool IsWithin(in SiteOutline other, double metres)
    {
        if (BoxGapSquared(other) > metres * metres)
            return false;
        // The boxes of two points are the points: their distance is already decided.
        return (_shape is null && other._shape is null) || Geometry.IsWithinDistance(other.Geometry, metres);
    }

    /// <summary>Metres between the two sites, edge to edge, with the end points; 0 where they meet.</summary>
    public SiteDistance DistanceTo(in SiteOutline other)
    {
        if (_shape is null && other._shape is null)
            return new(Math.Sqrt(BoxGapSquared(other)), (_x, _y), (other._x, other._y));
        var ends = new DistanceOp(Geometry, other.Geometry).NearestPoints();
        return new(ends[0].Distance(ends[1]), (ends[0].X, ends[0].Y), (ends[1].X, ends[1].Y));
    }

    double BoxGapSquared(in SiteOutline other)
    {
        var (dx, dy) = (Gap(_box.MinX, _box.MaxX, other._box.MinX, other._box.MaxX), Gap(_box.MinY, _box.MaxY, other._box.MinY, other._box.MaxY));
        return (dx * dx) + (dy * dy);
    }

    static double Gap(double min, double max, double otherMin, double otherMax) => Math.Max(0, Math.Max(min - otherMax, otherMin - max));
}

/// <summary>A distance in the metric plane with its two end points.</summary>
/// <param name="Metres">Metres, edge to edge.</param>
/// <param name="From">End point on the first site, metres in the plane.</param>
/// <param name="To">End point on the second site, metres in the plane.</param>
public readonly record struct SiteDistance(double Metres, (double X, double Y) From, (double X, double Y) To);
