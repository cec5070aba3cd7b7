using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>Geometries of the filter, brought to longitude and latitude and checked; and the row's own.</summary>
static class GeometryLiterals
{
    // Straight edges of a box in a projected system are curves in degrees; so many pieces follow them closely within a city.
    const int PiecesOfEdge = 16;
    const int WebMercatorCode = 3857;

    static readonly GeometryFactory Factory = new();

    public static GeometryValue OfRow() => new(block =>
    {
        var column = block.Geometry;
        return row => column.IsEmpty(row) ? null : column.ToGeometry(row, Factory);
    });

    public static GeometryValue Compile(Cql2Expression literal, CoordinateSystem crs)
    {
        var geometry = literal is BoxLiteral box ? OfBox(box, crs) : ToLonLat(((GeometryLiteral)literal).Value, crs, literal);
        var problem = new IsValidOp(geometry).ValidationError;
        if (problem is not null)
        {
            throw new Cql2Exception(Cql2Error.InvalidGeometry, literal.Place, FilterCompiler.Piece(literal),
                suggestion: FormattableString.Invariant($"{problem.Message} ({problem.Coordinate?.X:0.######} {problem.Coordinate?.Y:0.######})"));
        }

        var whole = geometry is GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection } ? geometry.Union() : geometry;
        return new(_ => _ => whole) { Constant = whole };
    }

    /// <summary>The box of a geometry.</summary>
    public static Box BoxOf(Geometry geometry) =>
        geometry.EnvelopeInternal is { IsNull: false } envelope ? new Box(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY) : Box.Empty;

    /// <summary>A box as the geometry of its dimension: a polygon, or where it has no width or height a line or point.</summary>
    public static Geometry ToGeometry(in Box box) => Factory.ToGeometry(new Envelope(box.MinX, box.MaxX, box.MinY, box.MaxY));

    static Geometry OfBox(BoxLiteral literal, CoordinateSystem crs)
    {
        var box = crs.NorthingFirst
            ? new Box(literal.MinY, literal.MinX, literal.MaxY, literal.MaxX)
            : new Box(literal.MinX, literal.MinY, literal.MaxX, literal.MaxY);
        var crosses = crs.IsGeographic && box.MinX > box.MaxX;
        if (box.MinY > box.MaxY || (box.MinX > box.MaxX && !crosses))
            throw new Cql2Exception(Cql2Error.InvalidValue, literal.Place, FilterCompiler.Piece(literal), Cql2Expected.Box);
        if (crosses)
        {
            return Factory.BuildGeometry([
                OfBox(literal, crs, box with { MaxX = 180 }),
                OfBox(literal, crs, box with { MinX = -180 }),
            ]);
        }

        return OfBox(literal, crs, box);
    }

    static Geometry OfBox(BoxLiteral literal, CoordinateSystem crs, in Box box)
    {
        var geometry = ToGeometry(box);
        var isStraight = crs.IsGeographic || crs.Epsg == WebMercatorCode || geometry is not Polygon;
        return Transformed(isStraight ? geometry : Divided(box), crs, swap: false, literal);
    }

    static Polygon Divided(Box box)
    {
        var corners = new List<Coordinate>();
        Edge(box.MinX, box.MinY, box.MaxX, box.MinY);
        Edge(box.MaxX, box.MinY, box.MaxX, box.MaxY);
        Edge(box.MaxX, box.MaxY, box.MinX, box.MaxY);
        Edge(box.MinX, box.MaxY, box.MinX, box.MinY);
        corners.Add(corners[0].Copy());
        return Factory.CreatePolygon([.. corners]);

        void Edge(double x1, double y1, double x2, double y2)
        {
            for (var i = 0; i < PiecesOfEdge; i++)
                corners.Add(new(x1 + ((x2 - x1) * i / PiecesOfEdge), y1 + ((y2 - y1) * i / PiecesOfEdge)));
        }
    }

    static Geometry ToLonLat(Geometry geometry, CoordinateSystem crs, Cql2Expression literal) => Transformed(geometry, crs, crs.NorthingFirst, literal);

    static Geometry Transformed(Geometry geometry, CoordinateSystem crs, bool swap, Cql2Expression literal) => GeometryTransform.Apply(geometry, (x, y) =>
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (swap) (x[i], y[i]) = (y[i], x[i]);
            if (!crs.Bounds.Contains(x[i], y[i])) throw Outside(crs, literal);
        }

        crs.ToLonLat(x, y);
        for (var i = 0; i < x.Length; i++)
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) throw Outside(crs, literal);
    });

    static Cql2Exception Outside(CoordinateSystem crs, Cql2Expression literal)
    {
        var axes = (crs.IsGeographic, crs.NorthingFirst) switch
        {
            (true, true) => "lat lon",
            (true, false) => "lon lat",
            (false, true) => "northing easting",
            _ => "easting northing",
        };
        return new(Cql2Error.OutsideCrs, literal.Place, FilterCompiler.Piece(literal), suggestion: $"{(crs.Epsg is null && !ReferenceEquals(crs, CoordinateSystem.Crs84) ? crs.Name : crs.Code)}: {axes}");
    }
}
