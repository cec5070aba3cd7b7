using System.Buffers;

namespace RiskMap.Geo.GeoJson;

/// <summary>
/// Finds where a JSON value ends by matching brackets outside strings, without checking what is between; remembers how far it came, so that
/// it goes on when more bytes have arrived.
/// </summary>
internal struct JsonExtent
{
    private static readonly SearchValues<byte> Objects = SearchValues.Create("\"{}"u8);
    private static readonly SearchValues<byte> Arrays = SearchValues.Create("\"[]"u8);
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> LiteralEnds = SearchValues.Create(",]}: \t\r\n\u001E"u8);
    private int _at;
    private int _depth;
    private bool _inString;

    /// <summary>Length of the value that starts the span, or -1 when its end is not there yet.</summary>
    public int Find(ReadOnlySpan<byte> value, bool ended)
    {
        var length = value[0] switch
        {
            (byte)'{' => Bracketed(value, Objects),
            (byte)'[' => Bracketed(value, Arrays),
            (byte)'"' => Text(value),
            _ => value.IndexOfAny(LiteralEnds) is var end && end < 0 && ended ? value.Length : end,
        };
        if (length >= 0)
            this = default;
        return length;
    }

    private int Bracketed(ReadOnlySpan<byte> value, SearchValues<byte> stops)
    {
        while (_at < value.Length)
        {
            if (_inString && !SkipString(value))
                return -1;
            var next = value[_at..].IndexOfAny(stops);
            if (next < 0)
            {
                _at = value.Length;
                return -1;
            }

            _at += next + 1;
            switch (value[_at - 1])
            {
                case (byte)'"':
                    _inString = true;
                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                default:
                    if (--_depth == 0)
                        return _at;
                    break;
            }
        }

        return -1;
    }

    private int Text(ReadOnlySpan<byte> value)
    {
        if (_at == 0)
            _at = 1;
        return SkipString(value) ? _at : -1;
    }

    /// <summary>Moves behind the closing quote; stays before an escape that is cut by the end.</summary>
    private bool SkipString(ReadOnlySpan<byte> value)
    {
        while (true)
        {
            var next = value[_at..].IndexOfAny(StringEnds);
            if (next < 0)
            {
                _at = value.Length;
                return false;
            }

            if (value[_at + next] == (byte)'"')
            {
                _at += next + 1;
                _inString = false;
                return true;
            }

            if (_at + next + 2 > value.Length)
            {
                _at += next;
                return false;
            }

            _at += next + 2;
        }
    }
}
