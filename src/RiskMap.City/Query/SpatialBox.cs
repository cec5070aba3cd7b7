using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Predicate;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// A box of a coordinate system that features must meet, borders included (OGC 17-069r4, 7.15.3; 18-058r1, 6.2.2). Degrees are compared as they are;
/// for a box in metres each feature is brought into its system, so that the answer is that of the plane and not of a stretched box in degrees. Immutable.
/// </summary>
public sealed class SpatialBox
{
    // The sides of a box in metres are curves in degrees: their positions are looked at, and what may stand out between two of them is added.
    const int SideSteps = 32;
    const double Margin = 1.0 / SideSteps;

    static readonly GeometryFactory Factory = new();
    static readonly Box World = new(-180, -90, 180, 90);

    readonly Box _box;
    readonly CoordinateSystem? _metres;
    readonly RectangleIntersects? _rectangle;

    /// <summary>A box of a system, x before y; one that crosses the antimeridian must be split.</summary>
    public SpatialBox(in Box box, CoordinateSystem system)
    {
        _box = box;
        _metres = system.IsGeographic ? null : system;
        LonLat = _metres is null ? box : Around(box, system);
        if (box is { Width: > 0, Height: > 0 }) _rectangle = new RectangleIntersects((Polygon)Factory.ToGeometry(EnvelopeOf(box)));
    }

    /// <summary>A box in longitude and latitude outside which no feature meets this one.</summary>
    public Box LonLat { get; }

    /// <summary>True when a point that stands in <see cref="LonLat"/> meets the box, with nothing more to look at.</summary>
    public bool IsPlain => _metres is null;

    /// <summary>True when a feature meets the box.</summary>
    public bool Meets(LayerBlock block, int row)
    {
        var column = block.Geometry;
        if (column.IsEmpty(row)) return false;
        if (column.IsPointColumn) return _metres is null ? _box.Contains(column.PointX(row), column.PointY(row)) : MeetsPoint(column.PointX(row), column.PointY(row));
        return _metres is null ? MeetsShape(column.BoxOf(row), () => column.ToGeometry(row)) : MeetsShape(GeometryTransform.Apply(column.ToGeometry(row), _metres.FromLonLat));
    }

    bool MeetsPoint(double longitude, double latitude)
    {
        var (x, y) = _metres!.FromLonLat(longitude, latitude);
        return _box.Contains(x, y);
    }

    bool MeetsShape(Geometry shape)
    {
        var envelope = shape.EnvelopeInternal;
        return MeetsShape(new(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY), () => shape);
    }

    // A shape that its own box brings in or rules out is not looked at closely.
    bool MeetsShape(in Box envelope, Func<Geometry> shape) => _box.Intersects(envelope)
        && (_box.Contains(envelope) || (_rectangle?.Intersects(shape()) ?? shape().Intersects(Factory.ToGeometry(EnvelopeOf(_box)))));

    static Box Around(in Box box, CoordinateSystem system)
    {
        // Beyond its domain a projection folds over itself: then every feature is looked at.
        if (!system.Bounds.Contains(box.MinX, box.MinY) || !system.Bounds.Contains(box.MaxX, box.MaxY)) return World;
        var (x, y) = Outline(box);
        system.ToLonLat(x, y);
        if (Array.Exists(x, value => !double.IsFinite(value)) || Array.Exists(y, value => !double.IsFinite(value))) return World;
        var around = Box.Of(x, y);
        return around.Width > 180 ? World : new(
            around.MinX - (around.Width * Margin), around.MinY - (around.Height * Margin), around.MaxX + (around.Width * Margin), around.MaxY + (around.Height * Margin));
    }

    static (double[] X, double[] Y) Outline(in Box box)
    {
        var (x, y) = (new double[4 * (SideSteps + 1)], new double[4 * (SideSteps + 1)]);
        for (var step = 0; step <= SideSteps; step++)
        {
            var (alongX, alongY) = (box.MinX + (box.Width * step / SideSteps), box.MinY + (box.Height * step / SideSteps));
            (x[4 * step], y[4 * step]) = (alongX, box.MinY);
            (x[(4 * step) + 1], y[(4 * step) + 1]) = (alongX, box.MaxY);
            (x[(4 * step) + 2], y[(4 * step) + 2]) = (box.MinX, alongY);
            (x[(4 * step) + 3], y[(4 * step) + 3]) = (box.MaxX, alongY);
        }

        return (x, y);
    }

    static Envelope EnvelopeOf(in Box box) => new(box.MinX, box.MaxX, box.MinY, box.MaxY);
}
