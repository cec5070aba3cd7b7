using System.Buffers;
using System.Buffers.Binary;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.Geo.Geometries;
using Nts = NetTopologySuite.Geometries;

namespace RiskMap.City.Store.Sql;

/// <summary>
/// WKB as the stores keep it: little endian, two dimensions, no SRID inside, lines and polygons as their multi type (OGC 06-103r4, clause 8).
/// </summary>
static class Wkb
{
    const uint Point = 1, LineString = 2, Polygon = 3, MultiPoint = 4, MultiPolygon = 6, Collection = 7;
    const uint EwkbSrid = 0x20000000;

    /// <summary>Writes a geometry in its stored form; a layer of kind Any keeps the type as it is.</summary>
    internal static void Write(Geometry geometry, GeometryKind kind, ArrayBufferWriter<byte> to)
    {
        if (Promotes(kind) && (geometry is Nts.LineString or Nts.Polygon)) Header(to, geometry is Nts.LineString ? 5u : 6u, 1);
        WriteBody(geometry, to);
    }

    /// <summary>Brings any WKB or EWKB to the stored form.</summary>
    internal static void Normalize(ReadOnlySpan<byte> wkb, GeometryKind kind, ArrayBufferWriter<byte> to)
    {
        var code = wkb.Length >= 5 && wkb[0] == 1 ? BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) : 0;
        var type = code & ~EwkbSrid;
        if (type is < Point or > MultiPolygon)
        {
            Write(new WKBReader().Read(wkb.ToArray()), kind, to);
            return;
        }

        if (Promotes(kind) && (type is LineString or Polygon)) Header(to, type + 3, 1);
        UInt8(to, 1);
        UInt32(to, type);
        to.Write(wkb[((code & EwkbSrid) != 0 ? 9 : 5)..]);
    }

    /// <summary>The only member of a multi geometry with one member, else the same bytes.</summary>
    internal static ReadOnlySpan<byte> Single(ReadOnlySpan<byte> wkb)
    {
        if (wkb.Length < 9 || wkb[0] != 1) return wkb;
        var code = BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]);
        var count = (code & EwkbSrid) != 0 ? 9 : 5;
        if ((code & 0xff) is < MultiPoint or > MultiPolygon || wkb.Length < count + 9) return wkb;
        return BinaryPrimitives.ReadUInt32LittleEndian(wkb[count..]) == 1 ? wkb[(count + 4)..] : wkb;
    }

    /// <summary>The box of a WKB of any byte order and dimension; empty for an empty geometry.</summary>
    internal static Box Envelope(ReadOnlySpan<byte> wkb)
    {
        var box = Box.Empty;
        var at = 0;
        Grow(wkb, ref at, ref box);
        return box;
    }

    static bool Promotes(GeometryKind kind) => kind is GeometryKind.Line or GeometryKind.Polygon;

    static void WriteBody(Geometry geometry, ArrayBufferWriter<byte> to)
    {
        switch (geometry)
        {
            case Nts.Point point:
                UInt8(to, 1);
                UInt32(to, Point);
                Vertices(to, point.CoordinateSequence);
                break;
            case Nts.LineString line:
                Header(to, LineString, line.NumPoints);
                Vertices(to, line.CoordinateSequence);
                break;
            case Nts.Polygon polygon:
                Header(to, Polygon, polygon.NumInteriorRings + 1);
                Ring(to, polygon.ExteriorRing);
                for (var i = 0; i < polygon.NumInteriorRings; i++) Ring(to, polygon.GetInteriorRingN(i));
                break;
            default:
                Header(to, geometry switch { Nts.MultiPoint => 4u, MultiLineString => 5u, Nts.MultiPolygon => 6u, _ => Collection }, geometry.NumGeometries);
                for (var i = 0; i < geometry.NumGeometries; i++) WriteBody(geometry.GetGeometryN(i), to);
                break;
        }
    }

    static void Ring(ArrayBufferWriter<byte> to, Nts.LineString ring)
    {
        UInt32(to, (uint)ring.NumPoints);
        Vertices(to, ring.CoordinateSequence);
    }

    static void Vertices(ArrayBufferWriter<byte> to, CoordinateSequence sequence)
    {
        var bytes = to.GetSpan(sequence.Count * 16);
        for (var i = 0; i < sequence.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * 16)..], sequence.GetX(i));
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[((i * 16) + 8)..], sequence.GetY(i));
        }

        to.Advance(sequence.Count * 16);
    }

    static void Header(ArrayBufferWriter<byte> to, uint type, int count)
    {
        UInt8(to, 1);
        UInt32(to, type);
        UInt32(to, (uint)count);
    }

    static void UInt8(ArrayBufferWriter<byte> to, byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }

    static void UInt32(ArrayBufferWriter<byte> to, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to.GetSpan(4), value);
        to.Advance(4);
    }

    static void Grow(ReadOnlySpan<byte> wkb, ref int at, ref Box box)
    {
        var little = wkb[at++] == 1;
        var code = ReadUInt32(wkb, ref at, little);
        if ((code & EwkbSrid) != 0) at += 4;
        var iso = code & 0x0fffffff;
        var bytes = 16 + (iso / 1000 is 1 or 3 || (code & 0x80000000) != 0 ? 8 : 0) + (iso / 1000 is 2 or 3 || (code & 0x40000000) != 0 ? 8 : 0);
        var type = iso % 1000;
        var parts = type is Point or LineString ? 1 : (int)ReadUInt32(wkb, ref at, little);
        for (var part = 0; part < parts; part++)
        {
            if (type >= MultiPoint) Grow(wkb, ref at, ref box);
            else GrowPart(wkb, ref at, ref box, type == Point ? 1 : (int)ReadUInt32(wkb, ref at, little), bytes, little);
        }
    }

    static void GrowPart(ReadOnlySpan<byte> wkb, ref int at, ref Box box, int vertices, int bytes, bool little)
    {
        for (var i = 0; i < vertices; i++, at += bytes)
        {
            var (x, y) = little
                ? (BinaryPrimitives.ReadDoubleLittleEndian(wkb[at..]), BinaryPrimitives.ReadDoubleLittleEndian(wkb[(at + 8)..]))
                : (BinaryPrimitives.ReadDoubleBigEndian(wkb[at..]), BinaryPrimitives.ReadDoubleBigEndian(wkb[(at + 8)..]));
            if (!double.IsNaN(x) && !double.IsNaN(y)) box = box.Union(Box.Of(x, y));
        }
    }

    static uint ReadUInt32(ReadOnlySpan<byte> wkb, ref int at, bool little)
    {
        var value = little ? BinaryPrimitives.ReadUInt32LittleEndian(wkb[at..]) : BinaryPrimitives.ReadUInt32BigEndian(wkb[at..]);
        at += 4;
        return value;
    }
}
