using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk;

/// <summary>
/// A site in the metric plane, prepared for many distances: a point, or a boundary with its box. Distances between a point and a point are
/// computed here; those with a boundary by NetTopologySuite, after the boxes have been asked. Immutable; safe for parallel reads.
/// </summary>
readonly struct SiteOutline
{
    readonly Geometry? _boundary;
    readonly double _x;
    readonly double _y;
    readonly Box _box;

    public SiteOutline(double x, double y, Geometry? boundary)
    {
        (_x, _y, _boundary) = (x, y, boundary);
        _box = boundary?.EnvelopeInternal is { } envelope ? new Box(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY) : Box.Of(x, y);
    }

    /// <summary>True when the site is measured from a boundary.</summary>
    public bool HasBoundary => _boundary is not null;

    /// <summary>How far the boundary stretches from the site's point, metres; 0 for a point.</summary>
    public double Reach
    {
        get
        {
            var (x, y) = (_x, _y);
            return _boundary?.Coordinates.Max(corner => Math.Sqrt(((corner.X - x) * (corner.X - x)) + ((corner.Y - y) * (corner.Y - y)))) ?? 0;
        }
    }

    /// <summary>True when the two sites are at most so many metres apart, edge to edge.</summary>
    public bool IsWithin(in SiteOutline other, double metres)
    {
        var (dx, dy) = (Gap(_box.MinX, _box.MaxX, other._box.MinX, other._box.MaxX), Gap(_box.MinY, _box.MaxY, other._box.MinY, other._box.MaxY));
        if ((dx * dx) + (dy * dy) > metres * metres)
            return false;
        // The boxes of two points are the points: their distance is already decided.
        return (_boundary is null && other._boundary is null) || Shape().IsWithinDistance(other.Shape(), metres);
    }

    Geometry Shape() => _boundary ?? new Point(_x, _y);

    static double Gap(double min, double max, double otherMin, double otherMax) => Math.Max(0, Math.Max(min - otherMax, otherMin - max));
}
