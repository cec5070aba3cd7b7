using System.Buffers.Binary;

namespace RiskMap.Geo.Geometries.Internal;

/// <summary>One pass over WKB or EWKB, straight into a builder's arrays, without allocation.</summary>
static class WkbReading
{
    const int PointLength = 21;

    /// <summary>
    /// Reads one point in whatever form it comes: with an SRID as PostGIS sends it, with Z or M, in either byte order. False for everything else. The commonest
    /// form by far, a little-endian point in the plane, is looked for first.
    /// </summary>
    /// <exception cref="FormatException">A header that is none.</exception>
    internal static bool TryReadPoint(ReadOnlySpan<byte> wkb, out double x, out double y)
    {
        x = y = 0;
        if (wkb.Length == PointLength && wkb[0] == 1 && BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) == 1)
        {
            x = BinaryPrimitives.ReadDoubleLittleEndian(wkb[5..]);
            y = BinaryPrimitives.ReadDoubleLittleEndian(wkb[13..]);
            return true;
        }

        var cursor = new WkbCursor(wkb);
        if (cursor.ReadHeader() != GeometryType.Point) return false;
        (x, y) = cursor.ReadVertex();
        return cursor.Remaining == 0;
    }

    internal static void Read(ReadOnlySpan<byte> wkb, GeometryColumnBuilder builder)
    {
        var cursor = new WkbCursor(wkb);
        var type = cursor.ReadHeader();
        ReadBody(ref cursor, type, builder);
        if (cursor.Remaining > 0)
            throw new FormatException($"The WKB of a {type} has {cursor.Remaining} bytes too many.");
        builder.EndRow(type);
    }

    static void ReadBody(ref WkbCursor cursor, GeometryType type, GeometryColumnBuilder builder)
    {
        switch (type)
        {
            case GeometryType.Point:
                ReadPoint(ref cursor, builder);
                break;
            case GeometryType.LineString:
                ReadPart(ref cursor, builder, ring: false, shell: false);
                break;
            case GeometryType.Polygon:
                ReadPolygon(ref cursor, builder);
                break;
            default:
                ReadMembers(ref cursor, type, builder);
                break;
        }
    }

    static void ReadMembers(ref WkbCursor cursor, GeometryType type, GeometryColumnBuilder builder)
    {
        var expected = (GeometryType)((byte)type - 3);
        var count = cursor.ReadCount(leastBytesEach: 5);
        for (var i = 0; i < count; i++)
        {
            var member = cursor.ReadHeader();
            if (member != expected) throw new FormatException($"Member {i} of a {type} is a {member}, expected a {expected}.");
            ReadBody(ref cursor, member, builder);
        }
    }

    static void ReadPoint(ref WkbCursor cursor, GeometryColumnBuilder builder)
    {
        var (x, y) = cursor.ReadVertex();
        if (double.IsNaN(x) && double.IsNaN(y)) return;
        RequireFinite(x, y);
        builder.BeginPart(shell: false);
        builder.AddVertex(x, y);
    }

    static void ReadPolygon(ref WkbCursor cursor, GeometryColumnBuilder builder)
    {
        var rings = cursor.ReadCount(leastBytesEach: 4);
        for (var i = 0; i < rings; i++) ReadPart(ref cursor, builder, ring: true, shell: i == 0);
    }

    static void ReadPart(ref WkbCursor cursor, GeometryColumnBuilder builder, bool ring, bool shell)
    {
        var count = cursor.ReadCount(cursor.VertexBytes);
        if (count == 0 && !ring) return;
        builder.BeginPart(shell);
        builder.Reserve(count);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = cursor.ReadVertex();
            RequireFinite(x, y);
            builder.AddVertex(x, y);
        }

        builder.EndPart(ring);
    }

    static void RequireFinite(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y)) throw new FormatException($"The vertex ({x:R} {y:R}) is not finite.");
    }
}

/// <summary>A position in WKB bytes, with the byte order and the dimension of the geometry being read.</summary>
ref struct WkbCursor(ReadOnlySpan<byte> bytes)
{
    const uint EwkbZ = 0x80000000, EwkbM = 0x40000000, EwkbSrid = 0x20000000, EwkbFlags = EwkbZ | EwkbM | EwkbSrid;
    const uint GeometryCollection = 7;

    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _at;
    bool _littleEndian;

    /// <summary>Bytes of one vertex: 16, 24 with Z or M, 32 with both.</summary>
    internal int VertexBytes { get; private set; }

    internal readonly int Remaining => _bytes.Length - _at;

    /// <summary>Reads byte order, type, dimension flags (EWKB high bits or ISO thousands) and an SRID if there is one.</summary>
    internal GeometryType ReadHeader()
    {
        var order = Take(1)[0];
        if (order > 1) throw new FormatException($"The WKB byte order at byte {_at - 1} is {order}, expected 0 or 1.");
        _littleEndian = order == 1;
        var code = ReadUInt32();
        if ((code & EwkbSrid) != 0) Take(4);
        var iso = code & ~EwkbFlags;
        var dimension = iso / 1000;
        var type = iso % 1000;
        if (type == GeometryCollection)
            throw new FormatException("A GeometryCollection cannot be stored in a layer: split it into its members first.");
        if (type is < 1 or > 6 || dimension > 3)
            throw new FormatException($"The WKB geometry type {code} is unknown: only points, lines, polygons and their multi forms are read.");
        var z = (code & EwkbZ) != 0 || dimension is 1 or 3;
        var m = (code & EwkbM) != 0 || dimension is 2 or 3;
        VertexBytes = 16 + (z ? 8 : 0) + (m ? 8 : 0);
        return (GeometryType)type;
    }

    /// <summary>Reads a number of things and makes sure that so many can still follow.</summary>
    internal int ReadCount(int leastBytesEach)
    {
        var count = ReadUInt32();
        if ((long)count * leastBytesEach > Remaining)
            throw new FormatException($"The WKB is truncated: {count} items announced at byte {_at - 4}, {Remaining} bytes left.");
        return (int)count;
    }

    internal (double X, double Y) ReadVertex()
    {
        var vertex = Take(VertexBytes);
        return _littleEndian
            ? (BinaryPrimitives.ReadDoubleLittleEndian(vertex), BinaryPrimitives.ReadDoubleLittleEndian(vertex[8..]))
            : (BinaryPrimitives.ReadDoubleBigEndian(vertex), BinaryPrimitives.ReadDoubleBigEndian(vertex[8..]));
    }

    uint ReadUInt32()
    {
        var four = Take(4);
        return _littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(four) : BinaryPrimitives.ReadUInt32BigEndian(four);
    }

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining) throw new FormatException($"The WKB is truncated at byte {_bytes.Length}: {count - Remaining} bytes are missing.");
        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }
}
