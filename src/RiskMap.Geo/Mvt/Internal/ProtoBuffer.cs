using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace RiskMap.Geo.Mvt.Internal;

/// <summary>
/// A growing byte array with the few protobuf encodings that a tile needs. Reserve first, then write: the writes do not grow it.
/// </summary>
sealed class ProtoBuffer(int capacity)
{
    /// <summary>Longest varint of 32 bits.</summary>
    internal const int MaxVarint32 = 5;

    /// <summary>Longest varint of 64 bits.</summary>
    internal const int MaxVarint64 = 10;

    byte[] _bytes = new byte[capacity];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal byte this[int at] => _bytes[at];

    internal void Clear() => Length = 0;

    /// <summary>Forgets what was written past a length.</summary>
    internal void CutTo(int length) => Length = length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reserve(int bytes)
    {
        if (_bytes.Length - Length < bytes) Grow(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Byte(byte value) => _bytes[Length++] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Varint(uint value)
    {
        var bytes = _bytes;
        var at = Length;
        while (value > 0x7F)
        {
            bytes[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[at++] = (byte)value;
        Length = at;
    }

    internal void Varint(ulong value)
    {
        while (value > 0x7F)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ZigZag(int value) => Varint((uint)((value << 1) ^ (value >> 31)));

    internal void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(double);
    }

    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Leaves one byte for the length of what follows; <see cref="EndMessage"/> fills it in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int BeginMessage() => ++Length;

    /// <summary>Writes the length of the message begun at a place, moving it when the length needs more than one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EndMessage(int start)
    {
        var length = Length - start;
        if (length < 0x80) _bytes[start - 1] = (byte)length;
        else EndLongMessage(start, length);
    }

    void EndLongMessage(int start, int length)
    {
        var shift = VarintLength((uint)length) - 1;
        Reserve(shift);
        _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(start + shift));
        Length = start - 1;
        Varint((uint)length);
        Length += length;
    }

    internal static int VarintLength(uint value) => (32 + 6 - int.Min(31, System.Numerics.BitOperations.LeadingZeroCount(value))) / 7;

    void Grow(int bytes) => Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, Length + (long)bytes)));
}
