using System.Buffers;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.GeoJson;

/// <summary>The coordinates arrays of NTS geometries.</summary>
internal static class NtsPositions
{
    public static void Append(ref PositionBuffer buffer, Geometry geometry)
    {
        switch (geometry)
        {
            case Point { IsEmpty: true }:
                buffer.Open();
                buffer.Close();
                break;
            case Point point:
                buffer.Position(point.X, point.Y);
                break;
            case LineString line:
                Sequence(ref buffer, line.CoordinateSequence, clockwise: null);
                break;
            case Polygon polygon:
                Rings(ref buffer, polygon);
                break;
            default:
                Parts(ref buffer, geometry);
                break;
        }
    }

    private static void Parts(ref PositionBuffer buffer, Geometry multi)
    {
        buffer.Open();
        for (var i = 0; i < multi.NumGeometries; i++)
        {
            if (multi.GetGeometryN(i) is { IsEmpty: false } part)
                Append(ref buffer, part);
        }

        buffer.Close();
    }

    private static void Rings(ref PositionBuffer buffer, Polygon polygon)
    {
        buffer.Open();
        if (!polygon.IsEmpty)
            Sequence(ref buffer, polygon.ExteriorRing.CoordinateSequence, clockwise: false);
        for (var i = 0; i < polygon.NumInteriorRings; i++)
            Sequence(ref buffer, polygon.GetInteriorRingN(i).CoordinateSequence, clockwise: true);
        buffer.Close();
    }

    private static void Sequence(ref PositionBuffer buffer, CoordinateSequence sequence, bool? clockwise)
    {
        var count = sequence.Count;
        var rented = ArrayPool<double>.Shared.Rent(2 * count);
        var x = rented.AsSpan(0, count);
        var y = rented.AsSpan(count, count);
        for (var i = 0; i < count; i++)
        {
            x[i] = sequence.GetX(i);
            y[i] = sequence.GetY(i);
        }

        buffer.Positions(x, y, clockwise is { } wanted && Winding.IsClockwise(x, y) != wanted);
        ArrayPool<double>.Shared.Return(rented);
    }
}
