using NetTopologySuite.Geometries;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// A geometry of the filter in the metric plane, to which the distances of rows are measured edge to edge: 0 where they meet. Points against any shape
/// are measured here without making an object. Immutable; any number of threads may use it.
/// </summary>
sealed class DistanceTarget
{
    // Edges of the box in the plane are curves in degrees; a hundredth more on each side and so many pieces hold them.
    const int PiecesOfEdge = 8;
    const double Spare = 0.01;

    readonly Geometry _geometry;
    readonly Box _box;
    readonly PreparedArea? _area;
    readonly (double X1, double Y1, double X2, double Y2)[] _segments;

    /// <summary>Prepares a geometry.</summary>
    /// <param name="lonLat">In longitude and latitude, of one kind or a collection.</param>
    /// <param name="plane">The metric plane.</param>
    public DistanceTarget(Geometry lonLat, MetricPlane plane)
    {
        _geometry = plane.Project(lonLat);
        _box = GeometryLiterals.BoxOf(_geometry);
        _area = _geometry is Polygon or MultiPolygon ? new PreparedArea(_geometry) : null;
        _segments = [.. SegmentsOf(_geometry)];
    }

    /// <summary>False where the plane does not reach the geometry.</summary>
    public bool IsFinite => double.IsFinite(_box.Width) && double.IsFinite(_box.MinX) && double.IsFinite(_box.Height) && double.IsFinite(_box.MinY);

    /// <summary>Distances of a block's rows in metres; NaN where a row has no geometry.</summary>
    public Func<int, double> Distances(LayerBlock block, MetricPlane plane)
    {
        var column = block.Metric(plane);
        return column.IsPointColumn
            ? row => column.IsEmpty(row) ? double.NaN : Math.Sqrt(Squared(column.PointX(row), column.PointY(row)))
            : row => column.IsEmpty(row) ? double.NaN : column.TypeOf(row) == GeometryType.Point
                ? Math.Sqrt(Squared(column.PointX(row), column.PointY(row)))
                : _geometry.Distance(column.ToGeometry(row));
    }

    /// <summary>Whether a block's rows are at most so many metres away.</summary>
    public RowTest Within(LayerBlock block, MetricPlane plane, double metres)
    {
        var (column, squared) = (block.Metric(plane), metres * metres);
        return row =>
        {
            if (column.IsEmpty(row)) return Truth.Unknown;
            if (column.TypeOf(row) == GeometryType.Point)
            {
                var (x, y) = (column.PointX(row), column.PointY(row));
                return (_box.SquaredDistance(x, y) <= squared && Squared(x, y) <= squared).ToTruth();
            }

            return (column.BoxOf(row).Intersects(_box.Expand(metres)) && _geometry.IsWithinDistance(column.ToGeometry(row), metres)).ToTruth();
        };
    }

    /// <summary>Box in longitude and latitude that holds everything at most so many metres away; empty for less than 0.</summary>
    public Box BoxWithin(MetricPlane plane, double metres)
    {
        if (!(metres >= 0)) return Box.Empty;
        var near = _box.Expand(metres);
        var (x, y) = (new double[(PiecesOfEdge + 1) * 4], new double[(PiecesOfEdge + 1) * 4]);
        for (var i = 0; i <= PiecesOfEdge; i++)
        {
            var (across, up) = (near.MinX + (near.Width * i / PiecesOfEdge), near.MinY + (near.Height * i / PiecesOfEdge));
            (x[4 * i], x[(4 * i) + 1], x[(4 * i) + 2], x[(4 * i) + 3]) = (across, across, near.MinX, near.MaxX);
            (y[4 * i], y[(4 * i) + 1], y[(4 * i) + 2], y[(4 * i) + 3]) = (near.MinY, near.MaxY, up, up);
        }

        plane.UnprojectInPlace(x, y);
        // Beyond the plane's reach nothing can be said.
        if (!Array.TrueForAll(x, double.IsFinite) || !Array.TrueForAll(y, double.IsFinite)) return new(-180, -90, 180, 90);
        var box = Box.Of(x, y);
        return box.Expand(Math.Max(box.Width, box.Height) * Spare);
    }

    double Squared(double x, double y)
    {
        if (_area is not null && _area.Locate(x, y) != Location.Exterior) return 0;
        var least = double.PositiveInfinity;
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            var (dx, dy) = (segment.X2 - segment.X1, segment.Y2 - segment.Y1);
            var length = (dx * dx) + (dy * dy);
            var along = length > 0 ? Math.Clamp((((x - segment.X1) * dx) + ((y - segment.Y1) * dy)) / length, 0, 1) : 0;
            var (awayX, awayY) = (x - segment.X1 - (along * dx), y - segment.Y1 - (along * dy));
            least = Math.Min(least, (awayX * awayX) + (awayY * awayY));
        }

        return least;
    }

    // A point is a segment without length.
    static IEnumerable<(double X1, double Y1, double X2, double Y2)> SegmentsOf(Geometry geometry)
    {
        if (geometry is GeometryCollection parts) return parts.Geometries.SelectMany(SegmentsOf);
        if (geometry is Polygon polygon) return polygon.InteriorRings.Prepend(polygon.ExteriorRing).SelectMany(SegmentsOf);
        var corners = geometry.Coordinates;
        return Enumerable.Range(0, Math.Max(1, corners.Length - 1))
            .Select(i => (corners[i].X, corners[i].Y, corners[Math.Min(i + 1, corners.Length - 1)].X, corners[Math.Min(i + 1, corners.Length - 1)].Y));
    }
}
