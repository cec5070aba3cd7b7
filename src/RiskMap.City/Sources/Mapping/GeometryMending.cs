using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;
using RiskMap.City.Model;

namespace RiskMap.City.Sources.Mapping;

/// <summary>A geometry fit for its layer.</summary>
/// <param name="Geometry">Of the layer's kind, valid.</param>
/// <param name="Boundary">The polygon from which a point was taken, or null.</param>
/// <param name="Repaired">True when the geometry crossed itself and was repaired.</param>
readonly record struct Mended(Geometry Geometry, Geometry? Boundary, bool Repaired);

/// <summary>
/// Makes a geometry fit for a layer: single parts single, self-crossing polygons repaired as long as their area hardly changes (the share in
/// data/import-rules.json), a polygon for a point layer to a point inside it. Pure.
/// </summary>
static class GeometryMending
{
    /// <summary>The fit geometry, or what is wrong.</summary>
    public static RowProblem? TryMend(GeometryKind kind, Geometry shape, out Mended mended)
    {
        mended = default;
        if (shape.IsEmpty)
            return Empty();
        if (kind == GeometryKind.Point && shape is Point)
        {
            mended = new Mended(shape, null, false);
            return null;
        }
        if (Single(shape) is not { } single)
            return Wrong(kind, shape);
        if (!Fits(kind, single))
            return Wrong(kind, single);
        var problem = TryValid(single, out var valid, out var repaired);
        if (problem is not null)
            return problem;
        mended = kind == GeometryKind.Point && valid is not Point
            ? new Mended(valid.InteriorPoint, valid, repaired)
            : new Mended(valid, null, repaired);
        return null;
    }

    /// <summary>
    /// The geometry with single parts single, or what is wrong with it; nothing is repaired: whoever draws one feature can draw it again.
    /// </summary>
    public static RowProblem? TryWhole(GeometryKind kind, Geometry shape, out Geometry? whole)
    {
        whole = null;
        if (shape.IsEmpty)
            return Empty();
        if (Single(shape) is not { } single || !Fits(kind, single) || (kind == GeometryKind.Point && single is not Point))
            return Wrong(kind, shape);
        var check = new IsValidOp(single);
        if (!check.IsValid)
        {
            var (zh, en) = Fault(check.ValidationError);
            var place = check.ValidationError.Coordinate;
            return new RowProblem("geom", place is null ? null : string.Create(CultureInfo.InvariantCulture, $"{place.X:0.######}, {place.Y:0.######}"),
                ($"{zh}，位于 {place?.X:0.######}, {place?.Y:0.######} 附近", en), ("重新绘制该图形", "draw the shape again"));
        }
        whole = single;
        return null;
    }

    /// <summary>The refusal of a missing or empty geometry.</summary>
    public static RowProblem Empty() => new("geom", null, ("没有几何", "there is no geometry"), ("补上位置或图形，或删除该行", "give a position or shape, or remove the row"));

    static bool Fits(GeometryKind kind, Geometry shape) => kind switch
    {
        GeometryKind.Point => shape is Point or Polygon or MultiPolygon,
        GeometryKind.Line => shape is LineString or MultiLineString,
        GeometryKind.Polygon => shape is Polygon or MultiPolygon,
        _ => true,
    };

    /// <summary>Multi geometries of one part as that part; collections of one kind as its multi; null for mixed collections.</summary>
    static Geometry? Single(Geometry shape)
    {
        if (shape is not GeometryCollection many)
            return shape;
        if (many.NumGeometries == 1)
            return Single(many.GetGeometryN(0));
        if (shape is MultiPoint or MultiLineString or MultiPolygon)
            return shape;
        var parts = Enumerable.Range(0, many.NumGeometries).Select(many.GetGeometryN).ToList();
        if (parts.TrueForAll(part => part is Polygon))
            return shape.Factory.CreateMultiPolygon([.. parts.Cast<Polygon>()]);
        return parts.TrueForAll(part => part is LineString) ? shape.Factory.CreateMultiLineString([.. parts.Cast<LineString>()]) : null;
    }

    static RowProblem? TryValid(Geometry shape, out Geometry valid, out bool repaired)
    {
        (valid, repaired) = (shape, false);
        var check = new IsValidOp(shape);
        if (check.IsValid)
            return null;
        var (zh, en) = Fault(check.ValidationError);
        if (shape is not (Polygon or MultiPolygon))
            return new RowProblem("geom", null, (zh, en), ("重新绘制该图形", "draw the shape again"));
        repaired = true;
        valid = Polygons(GeometryFixer.Fix(shape));
        var before = DrawnArea(shape);
        var share = before > 0 ? Math.Abs(valid.Area - before) / before : 1;
        if (!valid.IsEmpty && share <= ImportRules.Current.RepairAreaShare)
            return null;
        return new RowProblem("geom", null,
            ($"{zh}，修复后面积改变 {share:P0}，不能自动修复", $"{en}, and repairing it changes its area by {share:P0}"),
            ("在 GIS 中改正边界后重新导入", "correct the boundary in a GIS and import again"));
    }

    /// <summary>Area as drawn: by the shoelace formula, shells less holes; the parts that overlap count twice.</summary>
    static double DrawnArea(Geometry shape)
    {
        var area = 0.0;
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            var polygon = (Polygon)shape.GetGeometryN(i);
            area += NetTopologySuite.Algorithm.Area.OfRing(polygon.ExteriorRing.CoordinateSequence)
                - polygon.InteriorRings.Sum(hole => NetTopologySuite.Algorithm.Area.OfRing(hole.CoordinateSequence));
        }
        return area;
    }

    static Geometry Polygons(Geometry shape)
    {
        var parts = PolygonExtracter.GetPolygons(shape).Cast<Polygon>().Where(part => !part.IsEmpty).ToArray();
        return parts.Length == 1 ? parts[0] : shape.Factory.CreateMultiPolygon(parts);
    }

    static (string Zh, string En) Fault(TopologyValidationError error)
    {
        var zh = error.ErrorType switch
        {
            TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection => "图形自相交",
            TopologyValidationErrors.HoleOutsideShell => "孔洞在外环之外",
            TopologyValidationErrors.NestedHoles or TopologyValidationErrors.NestedShells => "环相互嵌套",
            TopologyValidationErrors.InvalidCoordinate => "坐标不是有效数字",
            TopologyValidationErrors.TooFewPoints => "点数太少",
            TopologyValidationErrors.RingNotClosed => "环没有闭合",
            _ => "图形无效",
        };
        return (zh, $"{error.Message.ToLowerInvariant()} at or near {error.Coordinate?.X:0.######}, {error.Coordinate?.Y:0.######}");
    }

    static RowProblem Wrong(GeometryKind kind, Geometry shape)
    {
        var (zh, en) = kind switch
        {
            GeometryKind.Point => ("点（或由其取内点的面）", "a point (or a polygon to take a point from)"),
            GeometryKind.Line => ("线", "a line"),
            GeometryKind.Polygon => ("面", "a polygon"),
            _ => ("单一类型的图形", "a shape of one kind"),
        };
        return new RowProblem("geom", shape.GeometryType, ($"该图层要求{zh}，实为 {shape.GeometryType}", $"the layer takes {en}, this is a {shape.GeometryType}"),
            ("改为所要求的类型，或导入到合适的图层", "change it to that kind, or import it into the layer that takes it"));
    }
}
