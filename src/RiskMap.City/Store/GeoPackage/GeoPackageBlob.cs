using System.Buffers;
using System.Buffers.Binary;
using RiskMap.City.Store.Sql;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>The geometry blob of a GeoPackage: header, envelope for all but points, WKB (OGC 12-128r17, clause 2.1.3).</summary>
static class GeoPackageBlob
{
    const byte LittleEndian = 1, EnvelopeXy = 1 << 1, EmptyFlag = 1 << 4;
    const int Srid = 4326;
    static readonly int[] EnvelopeBytes = [0, 32, 48, 48, 64];

    /// <summary>Writes the blob of a geometry in its stored WKB form and returns its box.</summary>
    internal static Box Write(ReadOnlySpan<byte> wkb, ArrayBufferWriter<byte> to)
    {
        var box = Wkb.Envelope(wkb);
        var isPoint = BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) == 1;
        var header = to.GetSpan(40);
        "GP"u8.CopyTo(header);
        header[2] = 0;
        header[3] = (byte)(LittleEndian | (box.IsEmpty ? EmptyFlag : isPoint ? 0 : EnvelopeXy));
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Srid);
        var length = 8;
        if (!isPoint && !box.IsEmpty) length = WriteEnvelope(box, header);
        to.Advance(length);
        to.Write(wkb);
        return box;
    }

    /// <summary>The WKB behind the header; empty when the blob is none.</summary>
    internal static ReadOnlySpan<byte> WkbOf(ReadOnlySpan<byte> blob)
    {
        var header = HeaderBytes(blob);
        return header == 0 ? default : blob[header..];
    }

    /// <summary>True for a blob that says itself that its geometry is empty.</summary>
    internal static bool IsEmptyGeometry(ReadOnlySpan<byte> blob) => blob.Length >= 8 && blob.StartsWith("GP"u8) && (blob[3] & EmptyFlag) != 0;

    /// <summary>The box of a blob, from its header where it has one; empty for an empty or unreadable geometry.</summary>
    internal static Box Envelope(ReadOnlySpan<byte> blob)
    {
        var header = HeaderBytes(blob);
        if (header == 0 || (blob[3] & EmptyFlag) != 0) return Box.Empty;
        if (header == 8 || (blob[3] & LittleEndian) == 0) return TryEnvelope(blob[header..]);
        return new(Double(blob, 0), Double(blob, 2), Double(blob, 1), Double(blob, 3));
    }

    /// <summary>Other programs may leave anything; an exception inside SQLite's callback would keep every writer from the row.</summary>
    static Box TryEnvelope(ReadOnlySpan<byte> wkb)
    {
        try
        {
            return Wkb.Envelope(wkb);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException)
        {
            return Box.Empty;
        }
    }

    static int HeaderBytes(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 8 || !blob.StartsWith("GP"u8)) return 0;
        var envelope = (blob[3] >> 1) & 7;
        return envelope < EnvelopeBytes.Length && blob.Length > 8 + EnvelopeBytes[envelope] ? 8 + EnvelopeBytes[envelope] : 0;
    }

    static int WriteEnvelope(Box box, Span<byte> header)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(header[8..], box.MinX);
        BinaryPrimitives.WriteDoubleLittleEndian(header[16..], box.MaxX);
        BinaryPrimitives.WriteDoubleLittleEndian(header[24..], box.MinY);
        BinaryPrimitives.WriteDoubleLittleEndian(header[32..], box.MaxY);
        return 40;
    }

    static double Double(ReadOnlySpan<byte> blob, int at) => BinaryPrimitives.ReadDoubleLittleEndian(blob[(8 + (at * 8))..]);
}
