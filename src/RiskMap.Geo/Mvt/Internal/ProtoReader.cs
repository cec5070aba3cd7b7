using System.Buffers.Binary;
using System.Text;

namespace RiskMap.Geo.Mvt.Internal;

/// <summary>How a protobuf field is laid out.</summary>
enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>Reads protobuf fields one after the other; refuses what is cut off or not protobuf.</summary>
ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _at;

    internal int Field { get; private set; }

    internal WireType Wire { get; private set; }

    internal readonly bool AtEnd => _at >= _bytes.Length;

    /// <summary>Reads the next field's number and type; false at the end.</summary>
    internal bool Next()
    {
        if (AtEnd) return false;
        var key = Varint();
        Field = key >> 3 is > 0 and < 1 << 29 ? (int)(key >> 3) : throw new MvtFormatException($"The field number {key >> 3} is not allowed.");
        Wire = (WireType)(key & 7);
        if (Wire is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            throw new MvtFormatException($"The wire type {(int)Wire} of field {Field} is not allowed.");
        return true;
    }

    internal ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (AtEnd) throw Truncated();
            var b = _bytes[_at++];
            if (shift == 63 && b > 1) break;
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }

        throw new MvtFormatException("A varint has more than 64 bits.");
    }

    internal uint Varint32(string what)
    {
        var value = Varint();
        return value <= uint.MaxValue ? (uint)value : throw new MvtFormatException($"The {what} {value} has more than 32 bits.");
    }

    internal ulong VarintOf(string what)
    {
        Require(WireType.Varint, what);
        return Varint();
    }

    internal ReadOnlySpan<byte> BytesOf(string what)
    {
        Require(WireType.Bytes, what);
        var length = Varint();
        if (length > (ulong)(_bytes.Length - _at)) throw Truncated();
        return Take((int)length);
    }

    internal string TextOf(string what)
    {
        try
        {
            return StrictUtf8.GetString(BytesOf(what));
        }
        catch (DecoderFallbackException e)
        {
            throw new MvtFormatException($"The {what} is not UTF-8.", e);
        }
    }

    internal double DoubleOf(string what)
    {
        Require(WireType.Fixed64, what);
        return BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
    }

    internal float FloatOf(string what)
    {
        Require(WireType.Fixed32, what);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    internal void Skip()
    {
        if (Wire == WireType.Varint) Varint();
        else if (Wire == WireType.Bytes) BytesOf("unknown field");
        else Take(Wire == WireType.Fixed64 ? 8 : 4);
    }

    readonly void Require(WireType expected, string what)
    {
        if (Wire != expected) throw new MvtFormatException($"The {what} has the wire type {Wire}, expected {expected}.");
    }

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at) throw Truncated();
        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    readonly MvtFormatException Truncated() => new($"The tile is cut off: a field goes past the end of its {_bytes.Length} bytes.");
}
