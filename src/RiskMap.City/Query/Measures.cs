using NetTopologySuite.Geometries;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>Areas and lengths of rows in the metric plane, without making an object.</summary>
static class Measures
{
    /// <summary>Square metres; 0 for points and lines.</summary>
    public static NumberValue Area(GeometryValue geometry, MetricPlane plane) => Of(geometry, plane, AreaOf, constant => constant.Area);

    /// <summary>Metres of lines, and of the borders of areas with their holes; 0 for points.</summary>
    public static NumberValue Length(GeometryValue geometry, MetricPlane plane) => Of(geometry, plane, LengthOf, constant => constant.Length);

    static NumberValue Of(GeometryValue geometry, MetricPlane plane, Func<GeometryColumn, int, double> ofRow, Func<Geometry, double> ofConstant)
    {
        if (geometry.Constant is { } constant) return Numbers.Constant(ofConstant(plane.Project(constant)));
        return new(block =>
        {
            var column = block.Metric(plane);
            return row => column.IsEmpty(row) ? double.NaN : ofRow(column, row);
        });
    }

    static double AreaOf(GeometryColumn column, int row)
    {
        if (column.TypeOf(row) is not (GeometryType.Polygon or GeometryType.MultiPolygon)) return 0;
        var area = 0.0;
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
            area += column.IsShell(part) ? RingArea(column.PartX(part), column.PartY(part)) : -RingArea(column.PartX(part), column.PartY(part));
        return area;
    }

    // Relative to the first corner, so that large coordinates cost no digits.
    static double RingArea(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 1; i < x.Length; i++)
            sum += ((x[i - 1] - x[0]) * (y[i] - y[0])) - ((x[i] - x[0]) * (y[i - 1] - y[0]));
        return Math.Abs(sum) / 2;
    }

    static double LengthOf(GeometryColumn column, int row)
    {
        var length = 0.0;
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
        {
            var x = column.PartX(part);
            var y = column.PartY(part);
            for (var i = 1; i < x.Length; i++) length += Math.Sqrt(((x[i] - x[i - 1]) * (x[i] - x[i - 1])) + ((y[i] - y[i - 1]) * (y[i] - y[i - 1])));
        }

        return length;
    }
}
