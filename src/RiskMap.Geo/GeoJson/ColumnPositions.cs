using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.GeoJson;

/// <summary>The coordinates arrays of rows of a geometry column.</summary>
internal static class ColumnPositions
{
    public static ReadOnlySpan<byte> TypeName(GeometryType type) => type switch
    {
        GeometryType.Point => "Point"u8,
        GeometryType.LineString => "LineString"u8,
        GeometryType.Polygon => "Polygon"u8,
        GeometryType.MultiPoint => "MultiPoint"u8,
        GeometryType.MultiLineString => "MultiLineString"u8,
        GeometryType.MultiPolygon => "MultiPolygon"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "GeoJSON has no such geometry type."),
    };

    public static void Append(ref PositionBuffer buffer, GeometryColumn column, int row, GeometryType type)
    {
        var (first, end) = (column.FirstPart(row), column.EndPart(row));
        switch (type)
        {
            case GeometryType.Point:
                buffer.Position(column.PointX(row), column.PointY(row));
                break;
            case GeometryType.LineString:
                buffer.Positions(column.PartX(first), column.PartY(first), reversed: false);
                break;
            case GeometryType.MultiPoint:
                buffer.Positions(column.RowX(row), column.RowY(row), reversed: false);
                break;
            case GeometryType.MultiLineString:
                buffer.Open();
                for (var part = first; part < end; part++)
                    buffer.Positions(column.PartX(part), column.PartY(part), reversed: false);
                buffer.Close();
                break;
            case GeometryType.Polygon:
                Polygon(ref buffer, column, first, end);
                break;
            default:
                MultiPolygon(ref buffer, column, first, end);
                break;
        }
    }

    private static void MultiPolygon(ref PositionBuffer buffer, GeometryColumn column, int first, int end)
    {
        buffer.Open();
        for (var shell = first; shell < end;)
        {
            var next = shell + 1;
            while (next < end && !column.IsShell(next))
                next++;
            Polygon(ref buffer, column, shell, next);
            shell = next;
        }

        buffer.Close();
    }

    private static void Polygon(ref PositionBuffer buffer, GeometryColumn column, int first, int end)
    {
        buffer.Open();
        for (var part = first; part < end; part++)
        {
            var x = column.PartX(part);
            var y = column.PartY(part);
            buffer.Positions(x, y, Winding.IsClockwise(x, y) != part > first);
        }

        buffer.Close();
    }
}
