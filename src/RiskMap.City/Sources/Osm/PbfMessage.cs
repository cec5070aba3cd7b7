using System.Text;

namespace RiskMap.City.Sources.Osm;

/// <summary>Reads the fields of a Protocol Buffers message from its bytes (protobuf.dev, Encoding). Every length is checked.</summary>
ref struct PbfMessage(ReadOnlySpan<byte> bytes)
{
    const int Varint = 0;
    const int Fixed64 = 1;
    const int Delimited = 2;
    const int Fixed32 = 5;
    ReadOnlySpan<byte> _rest = bytes;
    int _wire;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>True when nothing is left.</summary>
    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>Moves to the next field; its value must be read or skipped.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Unsigned();
        (Field, _wire) = ((int)(tag >> 3), (int)(tag & 7));
        return true;
    }

    /// <summary>An unsigned varint.</summary>
    /// <exception cref="InvalidDataException">The bytes end, or the number is too long.</exception>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (var i = 0; i < 10 && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80)
                continue;
            _rest = _rest[(i + 1)..];
            return value;
        }
        throw new InvalidDataException("a number is cut or too long");
    }

    /// <summary>A signed number in zigzag form.</summary>
    public long ZigZag()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>The bytes of a delimited field.</summary>
    /// <exception cref="InvalidDataException">The field is of another kind, or longer than the message.</exception>
    public ReadOnlySpan<byte> Bytes()
    {
        if (_wire != Delimited)
            throw new InvalidDataException($"field {Field} is not a message");
        return Take(Unsigned());
    }

    /// <summary>A message in the field.</summary>
    public PbfMessage Message() => new(Bytes());

    /// <summary>A text in the field.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Passes over the value of the field.</summary>
    public void Skip()
    {
        switch (_wire)
        {
            case Varint: Unsigned(); break;
            case Fixed64: Take(8); break;
            case Delimited: Take(Unsigned()); break;
            case Fixed32: Take(4); break;
            default: throw new InvalidDataException($"wire type {_wire} is unknown");
        }
    }

    ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new InvalidDataException("a field is longer than its message");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
