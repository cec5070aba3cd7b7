using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Geometries.Internal;

/// <summary>Rows to NTS geometries and back.</summary>
static class NtsBridge
{
    internal static Geometry ToGeometry(GeometryColumn column, int row, GeometryFactory? factory)
    {
        factory ??= GeometryFactory.Default;
        var (first, end) = (column.FirstPart(row), column.EndPart(row));
        return column.TypeOf(row) switch
        {
            GeometryType.Empty => factory.CreatePoint(),
            GeometryType.Point => PointOf(column, first, factory),
            GeometryType.LineString => factory.CreateLineString(Vertices(column, first)),
            GeometryType.Polygon => PolygonOf(column, first, end, factory),
            GeometryType.MultiPoint => factory.CreateMultiPoint(Each(first, end, part => PointOf(column, part, factory))),
            GeometryType.MultiLineString =>
                factory.CreateMultiLineString(Each(first, end, part => factory.CreateLineString(Vertices(column, part)))),
            _ => factory.CreateMultiPolygon(Polygons(column, first, end, factory)),
        };
    }

    internal static void Read(Geometry geometry, GeometryColumnBuilder builder)
    {
        if (geometry is GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection })
            throw new FormatException("A GeometryCollection cannot be stored in a layer: split it into its members first.");
        for (var i = 0; i < geometry.NumGeometries; i++) ReadMember(geometry.GetGeometryN(i), builder);
        builder.EndRow((GeometryType)(byte)geometry.OgcGeometryType);
    }

    static void ReadMember(Geometry member, GeometryColumnBuilder builder)
    {
        if (member.IsEmpty) return;
        switch (member)
        {
            case Point point:
                ReadPart(point.CoordinateSequence, builder, shell: false, minimum: null);
                break;
            case LineString line:
                ReadPart(line.CoordinateSequence, builder, shell: false, minimum: false);
                break;
            case Polygon polygon:
                ReadPart(polygon.ExteriorRing.CoordinateSequence, builder, shell: true, minimum: true);
                foreach (var hole in polygon.Holes)
                    if (!hole.IsEmpty) ReadPart(hole.CoordinateSequence, builder, shell: false, minimum: true);
                break;
            default:
                throw new FormatException($"A {member.GeometryType} cannot be stored in a layer.");
        }
    }

    static void ReadPart(CoordinateSequence vertices, GeometryColumnBuilder builder, bool shell, bool? minimum)
    {
        builder.BeginPart(shell);
        builder.Reserve(vertices.Count);
        for (var i = 0; i < vertices.Count; i++)
        {
            var (x, y) = (vertices.GetX(i), vertices.GetY(i));
            if (!double.IsFinite(x) || !double.IsFinite(y)) throw new FormatException($"The vertex ({x:R} {y:R}) is not finite.");
            builder.AddVertex(x, y);
        }

        if (minimum is { } ring) builder.EndPart(ring);
    }

    static Point PointOf(GeometryColumn column, int part, GeometryFactory factory) =>
        factory.CreatePoint(new Coordinate(column.PartX(part)[0], column.PartY(part)[0]));

    static Polygon PolygonOf(GeometryColumn column, int first, int end, GeometryFactory factory) =>
        factory.CreatePolygon(
            factory.CreateLinearRing(Vertices(column, first)),
            Each(first + 1, end, part => factory.CreateLinearRing(Vertices(column, part))));

    static Polygon[] Polygons(GeometryColumn column, int first, int end, GeometryFactory factory)
    {
        var polygons = new List<Polygon>();
        for (int shell = first, next; shell < end; shell = next)
        {
            next = shell + 1;
            while (next < end && !column.IsShell(next)) next++;
            polygons.Add(PolygonOf(column, shell, next, factory));
        }

        return [.. polygons];
    }

    static Coordinate[] Vertices(GeometryColumn column, int part)
    {
        var x = column.PartX(part);
        var y = column.PartY(part);
        var vertices = new Coordinate[x.Length];
        for (var i = 0; i < vertices.Length; i++) vertices[i] = new Coordinate(x[i], y[i]);
        return vertices;
    }

    static T[] Each<T>(int first, int end, Func<int, T> make)
    {
        var all = new T[end - first];
        for (var i = 0; i < all.Length; i++) all[i] = make(first + i);
        return all;
    }
}
