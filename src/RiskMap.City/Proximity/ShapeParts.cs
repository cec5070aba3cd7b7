using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;
using GeometryType = RiskMap.Geo.Geometries.GeometryType;

namespace RiskMap.City.Proximity;

/// <summary>The edges of a shape by part, areas apart from lines and points. For one thread.</summary>
sealed class ShapeParts
{
    readonly List<int> _areaStarts = [];
    readonly List<int> _otherStarts = [];

    /// <summary>Edges that bound areas.</summary>
    public List<ShapeEdge> Areas { get; } = [];

    /// <summary>Edges of lines; a lone position is an edge without length.</summary>
    public List<ShapeEdge> Others { get; } = [];

    /// <summary>First edge of each part, areas first.</summary>
    public int[] Starts() => [.. _areaStarts, .. _otherStarts.Select(start => start + Areas.Count)];

    public static ShapeParts Of(Geometry shape)
    {
        var parts = new ShapeParts();
        parts.AddAll(shape);
        return parts;
    }

    public static ShapeParts Of(GeometryColumn column, int row)
    {
        var parts = new ShapeParts();
        var isArea = column.TypeOf(row) is GeometryType.Polygon or GeometryType.MultiPolygon;
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
            parts.Add(column.PartX(part), column.PartY(part), isArea);
        return parts;
    }

    void AddAll(Geometry shape)
    {
        switch (shape)
        {
            case Polygon polygon:
                Add(polygon.ExteriorRing.CoordinateSequence, isArea: true);
                foreach (var hole in polygon.InteriorRings)
                    Add(hole.CoordinateSequence, isArea: true);
                break;
            case LineString line:
                Add(line.CoordinateSequence, isArea: false);
                break;
            case Point point:
                Add(point.CoordinateSequence, isArea: false);
                break;
            default:
                for (var part = 0; part < shape.NumGeometries; part++)
                    AddAll(shape.GetGeometryN(part));
                break;
        }
    }

    void Add(CoordinateSequence corners, bool isArea)
    {
        var (x, y) = (new double[corners.Count], new double[corners.Count]);
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (corners.GetX(i), corners.GetY(i));
        Add(x, y, isArea);
    }

    void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool isArea)
    {
        if (x.IsEmpty)
            return;
        var (edges, starts) = isArea ? (Areas, _areaStarts) : (Others, _otherStarts);
        starts.Add(edges.Count);
        if (x.Length == 1)
            edges.Add(new(x[0], y[0], x[0], y[0]));
        for (var i = 1; i < x.Length; i++)
            edges.Add(new(x[i - 1], y[i - 1], x[i], y[i]));
    }
}
