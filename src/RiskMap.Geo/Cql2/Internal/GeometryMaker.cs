using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>Geometries from positions, the same for WKT and GeoJSON; counts their vertices.</summary>
/// <param name="vertices">Vertices of the filter so far.</param>
sealed class GeometryMaker(int vertices)
{
    static readonly GeometryFactory Factory = new();

    public int Vertices { get; private set; } = vertices;

    /// <summary>A position of two or three numbers.</summary>
    public Coordinate Position(ReadOnlySpan<double> numbers, Cql2Place place)
    {
        if (++Vertices > Cql2Limits.Vertices)
            throw new Cql2Exception(Cql2Error.TooManyVertices, place, Cql2Limits.Vertices.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return numbers switch
        {
            [var x, var y] => new Coordinate(x, y),
            [var x, var y, var z] => new CoordinateZ(x, y, z),
            _ => throw new Cql2Exception(Cql2Error.InvalidValue, place, string.Join(' ', numbers.ToArray().Take(5)), Cql2Expected.Coordinates),
        };
    }

    public static Point Point(Coordinate position) => Factory.CreatePoint(position);

    public static LineString Line(Coordinate[] positions, Cql2Place place) => positions.Length > 1
        ? Factory.CreateLineString(positions)
        : throw new Cql2Exception(Cql2Error.InvalidValue, place, "LINESTRING", Cql2Expected.Coordinates);

    public static Polygon Polygon(Coordinate[][] rings, Cql2Place place)
    {
        if (rings.Length == 0) throw new Cql2Exception(Cql2Error.InvalidValue, place, "POLYGON", Cql2Expected.Ring);
        foreach (var ring in rings)
            if (ring.Length < 4 || !ring[0].Equals2D(ring[^1])) throw new Cql2Exception(Cql2Error.InvalidValue, place, "POLYGON", Cql2Expected.Ring);
        return Factory.CreatePolygon(Factory.CreateLinearRing(rings[0]), Array.ConvertAll(rings[1..], Factory.CreateLinearRing));
    }

    public static Geometry Many(OgcGeometryType kind, Geometry[] parts, Cql2Place place)
    {
        if (parts.Length == 0) throw new Cql2Exception(Cql2Error.InvalidValue, place, kind.ToString().ToUpperInvariant(), Cql2Expected.Coordinates);
        return kind switch
        {
            OgcGeometryType.MultiPoint => Factory.CreateMultiPoint([.. parts.Cast<Point>()]),
            OgcGeometryType.MultiLineString => Factory.CreateMultiLineString([.. parts.Cast<LineString>()]),
            OgcGeometryType.MultiPolygon => Factory.CreateMultiPolygon([.. parts.Cast<Polygon>()]),
            _ => Factory.CreateGeometryCollection(parts),
        };
    }
}
