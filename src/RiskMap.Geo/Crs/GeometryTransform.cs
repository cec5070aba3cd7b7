using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Crs;

/// <summary>Transforms NetTopologySuite geometries; the input is never changed.</summary>
public static class GeometryTransform
{
    /// <summary>A copy of the geometry in another coordinate system; Z and M are dropped.</summary>
    public static Geometry Transform(Geometry geometry, CoordinateSystem from, CoordinateSystem to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return from.Equals(to) ? geometry : Apply(geometry, (x, y) =>
        {
            from.ToLonLat(x, y);
            to.FromLonLat(x, y);
        });
    }

    /// <summary>A copy of the geometry with every coordinate sequence passed through the function; Z and M are dropped.</summary>
    public static Geometry Apply(Geometry geometry, PlaneTransform transform)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(transform);
        var factory = geometry.Factory;
        return geometry switch
        {
            Point p => factory.CreatePoint(Sequence(p.CoordinateSequence, transform)),
            LinearRing r => factory.CreateLinearRing(Sequence(r.CoordinateSequence, transform)),
            LineString l => factory.CreateLineString(Sequence(l.CoordinateSequence, transform)),
            Polygon p => factory.CreatePolygon(
                (LinearRing)Apply(p.ExteriorRing, transform),
                Array.ConvertAll(p.InteriorRings, r => (LinearRing)Apply(r, transform))),
            MultiPoint m => factory.CreateMultiPoint(Array.ConvertAll(m.Geometries, g => (Point)Apply(g, transform))),
            MultiLineString m => factory.CreateMultiLineString(Array.ConvertAll(m.Geometries, g => (LineString)Apply(g, transform))),
            MultiPolygon m => factory.CreateMultiPolygon(Array.ConvertAll(m.Geometries, g => (Polygon)Apply(g, transform))),
            GeometryCollection c => factory.CreateGeometryCollection(Array.ConvertAll(c.Geometries, g => Apply(g, transform))),
            _ => throw new ArgumentException($"Geometry type {geometry.GeometryType} cannot be transformed.", nameof(geometry)),
        };
    }

    private static PackedDoubleCoordinateSequence Sequence(CoordinateSequence from, PlaneTransform transform)
    {
        var (x, y) = (new double[from.Count], new double[from.Count]);
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (from.GetX(i), from.GetY(i));
        transform(x, y);
        var packed = new double[2 * x.Length];
        for (var i = 0; i < x.Length; i++)
            (packed[2 * i], packed[2 * i + 1]) = (x[i], y[i]);
        return new PackedDoubleCoordinateSequence(packed, 2, 0);
    }
}
