using System.Buffers.Binary;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Valid;
using RiskMap.City.Model;
using RiskMap.Geo.Geometries;
using Wkb = RiskMap.City.Store.Sql.Wkb;

namespace RiskMap.City.Snapshot.Rules;

/// <summary>
/// What a stored geometry must be to count: of the layer's kind, within longitude and latitude, and a valid polygon (OGC 06-103r4, 6.1.11).
/// Most polygons are convex and pass in a moment; only the others are handed to NTS. Pure and safe in parallel.
/// </summary>
static class GeometryRule
{
    const int PointType = 1, LineType = 2, PolygonType = 3, MultiLineType = 5, MultiPolygonType = 6, CollectionType = 7;
    static readonly Box World = new(-180, -90, 180, 90);

    /// <summary>What is wrong with a geometry in WKB or EWKB, or null.</summary>
    public static LocalizedText? Problem(GeometryKind kind, ReadOnlySpan<byte> wkb)
    {
        try
        {
            var type = TypeOf(wkb);
            if (!Fits(kind, type)) return ($"几何类型与图层不符（应为 {kind}）", $"the geometry is of another kind than the layer ({kind})");
            var box = Wkb.Envelope(wkb);
            if (!box.IsEmpty && !World.Contains(box)) return ("坐标不是经纬度范围内的度", "the coordinates are no longitude and latitude in degrees");
            return type is PolygonType or MultiPolygonType && !IsConvex(wkb, type) ? Validity(wkb) : null;
        }
        catch (Exception error) when (error is ParseException or FormatException or ArgumentException or IOException or IndexOutOfRangeException)
        {
            return Store.RowCursor.UnreadableGeometry(error);
        }
    }

    /// <summary>The type of clause 8.2.8 without dimension and SRID flags; 0 when the bytes are too few.</summary>
    static int TypeOf(ReadOnlySpan<byte> wkb)
    {
        if (wkb.Length < 5) return 0;
        var code = wkb[0] == 1 ? BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) : BinaryPrimitives.ReadUInt32BigEndian(wkb[1..]);
        return (int)((code & 0x0fffffff) % 1000);
    }

    static bool Fits(GeometryKind kind, int type) => kind switch
    {
        GeometryKind.Point => type == PointType,
        GeometryKind.Line => type is LineType or MultiLineType,
        GeometryKind.Polygon => type is PolygonType or MultiPolygonType,
        _ => type is >= PointType and < CollectionType,
    };

    static LocalizedText? Validity(ReadOnlySpan<byte> wkb)
    {
        var check = new IsValidOp(new WKBReader().Read(wkb.ToArray()));
        if (check.IsValid) return null;
        var error = check.ValidationError;
        var at = error.Coordinate is { } place ? FormattableString.Invariant($" ({place.X:0.######}, {place.Y:0.######})") : "";
        return ($"面无效：{error.Message}{at}", $"the polygon is invalid: {error.Message}{at}");
    }

    /// <summary>True for a plain little-endian polygon of one ring that turns one way only, once around: it cannot cross itself.</summary>
    static bool IsConvex(ReadOnlySpan<byte> wkb, int type)
    {
        if (wkb[0] != 1 || type != PolygonType) return false;
        var code = BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]);
        var start = code switch { PolygonType => 5, PolygonType | 0x20000000 => 9, _ => 0 };
        if (start == 0 || wkb.Length < start + 8 || BinaryPrimitives.ReadUInt32LittleEndian(wkb[start..]) != 1) return false;
        var count = BinaryPrimitives.ReadInt32LittleEndian(wkb[(start + 4)..]);
        return count >= 4 && wkb.Length == start + 8 + (count * 16L) && TurnsOnce(wkb[(start + 8)..], count);
    }

    static bool TurnsOnce(ReadOnlySpan<byte> vertices, int count)
    {
        if (X(vertices, 0) != X(vertices, count - 1) || Y(vertices, 0) != Y(vertices, count - 1)) return false;
        var (turn, reversals, eastward) = (0, 0, 0);
        for (var i = 0; i < count - 1; i++)
        {
            var next = i + 2 < count ? i + 2 : 1;
            var (dx, dy) = (X(vertices, i + 1) - X(vertices, i), Y(vertices, i + 1) - Y(vertices, i));
            var cross = (dx * (Y(vertices, next) - Y(vertices, i + 1))) - (dy * (X(vertices, next) - X(vertices, i + 1)));
            var sign = Math.Sign(cross);
            if (sign == 0 || (turn != 0 && sign != turn)) return false;
            turn = sign;
            var direction = Math.Sign(dx);
            if (direction != 0 && eastward != 0 && direction != eastward) reversals++;
            if (direction != 0) eastward = direction;
        }

        return reversals <= 2;
    }

    static double X(ReadOnlySpan<byte> vertices, int i) => BinaryPrimitives.ReadDoubleLittleEndian(vertices[(i * 16)..]);

    static double Y(ReadOnlySpan<byte> vertices, int i) => BinaryPrimitives.ReadDoubleLittleEndian(vertices[((i * 16) + 8)..]);
}
