using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// Relations of geometries (OGC 21-065r2, 7.4; OGC 06-103r4). Rows are asked for their box first; points in areas are located without making an object;
/// all else is decided by NetTopologySuite.
/// </summary>
static class SpatialRelations
{
    public static Condition Compile(FilterCompiler compiler, SpatialPredicate relation)
    {
        var (left, right) = (compiler.Geometry(relation.Left), compiler.Geometry(relation.Right));
        return (left.Constant, right.Constant) switch
        {
            ({ } a, { } b) => Logic.Constant(Holds(OneKind(relation, a, b), a, b)),
            (null, { } literal) => WithLiteral(OneKind(relation, literal), literal),
            ({ } literal, null) => WithLiteral(Turned(OneKind(relation, literal)), literal),
            _ => OfRows(relation.Operator, left, right),
        };
    }

    // A collection of mixed kinds has no inside and border of its own; whether it is met can still be said.
    static SpatialOperator OneKind(SpatialPredicate relation, params ReadOnlySpan<Geometry> literals)
    {
        foreach (var literal in literals)
        {
            if (literal is GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection } && relation.Operator is not (SpatialOperator.Intersects or SpatialOperator.Disjoint))
                throw new Cql2Exception(Cql2Error.WrongType, relation.Place, Cql2Operators.Name(relation.Operator).ToUpperInvariant(), Cql2Expected.OneKind);
        }

        return relation.Operator;
    }

    static Condition OfRows(SpatialOperator relation, GeometryValue left, GeometryValue right) => new(block =>
    {
        var (a, b) = (left.Bind(block), right.Bind(block));
        return row => a(row) is { } one && b(row) is { } other ? Holds(relation, one, other).ToTruth() : Truth.Unknown;
    });

    static Condition WithLiteral(SpatialOperator relation, Geometry literal)
    {
        var box = GeometryLiterals.BoxOf(literal);
        var (points, shapes) = (PointTest(relation, literal), ShapeTest(relation, literal));
        var whenApart = (relation == SpatialOperator.Disjoint).ToTruth();
        return new(block => Bind(block.Geometry), relation == SpatialOperator.Disjoint ? null : box);

        RowTest Bind(GeometryColumn column)
        {
            if (column.IsPointColumn && points is not null) return row => column.IsEmpty(row) ? Truth.Unknown : points(column.PointX(row), column.PointY(row)).ToTruth();
            return row =>
            {
                if (column.IsEmpty(row)) return Truth.Unknown;
                return column.BoxOf(row).Intersects(box) ? shapes(column.ToGeometry(row)).ToTruth() : whenApart;
            };
        }
    }

    // Points against areas are the commonest question of all.
    static Func<double, double, bool>? PointTest(SpatialOperator relation, Geometry literal)
    {
        if (literal is not (Polygon or MultiPolygon)) return null;
        Func<double, double, Location> locate = literal.IsRectangle ? InBox(GeometryLiterals.BoxOf(literal)) : new PreparedArea(literal).Locate;
        return relation switch
        {
            SpatialOperator.Intersects => (x, y) => locate(x, y) != Location.Exterior,
            SpatialOperator.Disjoint => (x, y) => locate(x, y) == Location.Exterior,
            SpatialOperator.Within => (x, y) => locate(x, y) == Location.Interior,
            SpatialOperator.Touches => (x, y) => locate(x, y) == Location.Boundary,
            _ => (_, _) => false,
        };
    }

    static Func<double, double, Location> InBox(Box box) => (x, y) => !box.Contains(x, y) ? Location.Exterior
        : x > box.MinX && x < box.MaxX && y > box.MinY && y < box.MaxY ? Location.Interior
        : Location.Boundary;

    static Func<Geometry, bool> ShapeTest(SpatialOperator relation, Geometry literal)
    {
        // Prepared geometries fill their indexes at first use, without saying that threads may do so together.
        var prepared = new ThreadLocal<IPreparedGeometry>(() => PreparedGeometryFactory.Prepare(literal));
        return relation switch
        {
            SpatialOperator.Intersects => row => prepared.Value!.Intersects(row),
            SpatialOperator.Disjoint => row => prepared.Value!.Disjoint(row),
            SpatialOperator.Touches => row => prepared.Value!.Touches(row),
            SpatialOperator.Within => row => prepared.Value!.Contains(row),
            SpatialOperator.Contains => row => prepared.Value!.Within(row),
            SpatialOperator.Overlaps => row => prepared.Value!.Overlaps(row),
            SpatialOperator.Crosses => row => prepared.Value!.Crosses(row),
            _ => row => row.EqualsTopologically(literal),
        };
    }

    static bool Holds(SpatialOperator relation, Geometry a, Geometry b) => relation switch
    {
        SpatialOperator.Intersects => a.Intersects(b),
        SpatialOperator.Disjoint => a.Disjoint(b),
        SpatialOperator.Touches => a.Touches(b),
        SpatialOperator.Within => a.Within(b),
        SpatialOperator.Contains => a.Contains(b),
        SpatialOperator.Overlaps => a.Overlaps(b),
        SpatialOperator.Crosses => a.Crosses(b),
        _ => a.EqualsTopologically(b),
    };

    static SpatialOperator Turned(SpatialOperator relation) => relation switch
    {
        SpatialOperator.Within => SpatialOperator.Contains,
        SpatialOperator.Contains => SpatialOperator.Within,
        _ => relation,
    };
}
