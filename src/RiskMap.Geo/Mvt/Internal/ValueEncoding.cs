using System.Buffers.Binary;

namespace RiskMap.Geo.Mvt.Internal;

/// <summary>
/// Attribute values as vector-tile-spec 2.1, clause 4.4 writes them, each in one field: text, double, bool, whole numbers as uint when
/// they are not negative and as sint when they are. The encoded bytes tell the types apart, so 1, 1.0 and "1" are three values.
/// </summary>
static class ValueEncoding
{
    const byte StringField = 0x0A, DoubleField = 0x19, UintField = 0x28, SintField = 0x30, BoolField = 0x38;

    /// <summary>Bytes that a value which is not text may need.</summary>
    internal const int MaxNumber = 1 + ProtoBuffer.MaxVarint64;

    internal static void Text(ProtoBuffer to, ReadOnlySpan<byte> utf8)
    {
        to.Reserve(1 + ProtoBuffer.MaxVarint32 + utf8.Length);
        to.Byte(StringField);
        to.Varint((uint)utf8.Length);
        to.Bytes(utf8);
    }

    internal static void Whole(ProtoBuffer to, long value)
    {
        to.Reserve(MaxNumber);
        to.Byte(value >= 0 ? UintField : SintField);
        to.Varint(value >= 0 ? (ulong)value : (ulong)((value << 1) ^ (value >> 63)));
    }

    internal static void Unsigned(ProtoBuffer to, ulong value)
    {
        to.Reserve(MaxNumber);
        to.Byte(UintField);
        to.Varint(value);
    }

    internal static void Real(ProtoBuffer to, double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "A tile value must be finite: leave the tag out instead.");
        to.Reserve(MaxNumber);
        to.Byte(DoubleField);
        to.Double(value == 0 ? 0 : value);
    }

    internal static void Truth(ProtoBuffer to, bool value)
    {
        to.Reserve(MaxNumber);
        to.Byte(BoolField);
        to.Byte(value ? (byte)1 : (byte)0);
    }

    /// <summary>Hash of encoded bytes; the same in every run.</summary>
    internal static uint Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length * Multiplier;
        while (bytes.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Multiplier;
            hash ^= hash >> 32;
            bytes = bytes[8..];
        }

        var rest = 0UL;
        foreach (var b in bytes) rest = (rest << 8) | b;
        hash = (hash ^ rest) * Multiplier;
        return (uint)(hash ^ (hash >> 32) ^ (hash >> 17));
    }
}
