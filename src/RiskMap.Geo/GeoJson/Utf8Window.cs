using System.Text.Unicode;

namespace RiskMap.Geo.GeoJson;

/// <summary>The part of a stream that is in memory: grows at the end, is consumed at the front, counts lines, and refuses what is not UTF-8.</summary>
internal sealed class Utf8Window(Stream stream)
{
    private const int FirstCapacity = 1 << 18;
    private const int MaxCapacity = 1 << 30;
    private byte[] _buffer = new byte[FirstCapacity];
    private int _start;
    private int _end;
    private int _checked;
    private bool _begun;

    /// <summary>What is in memory, from the first byte that is not consumed.</summary>
    public ReadOnlySpan<byte> Span => _begun ? _buffer.AsSpan(_start, _end - _start) : [];

    /// <summary>True when the stream has no more bytes.</summary>
    public bool Ended { get; private set; }

    /// <summary>Byte of the file at the window's front.</summary>
    public long Position { get; private set; }

    /// <summary>Line of the file at the window's front, from 1.</summary>
    public int Line { get; private set; } = 1;

    public int LineAt(int offset) => Line + Span[..offset].Count((byte)'\n');

    public void Advance(int count)
    {
        Line += Span[..count].Count((byte)'\n');
        Position += count;
        _start += count;
    }

    public void Fill()
    {
        MakeRoom();
        Added(stream.Read(_buffer, _end, _buffer.Length - _end));
    }

    private void MakeRoom()
    {
        var length = _end - _start;
        if (length > _buffer.Length / 2)
        {
            if (_buffer.Length >= MaxCapacity)
                throw Error($"a single object is longer than {MaxCapacity / 2} bytes, which is too long to be read at once. Split it into features");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _buffer.AsSpan(_start, length).CopyTo(_buffer);
        _checked = Math.Max(0, _checked - _start);
        _start = 0;
        _end = length;
    }

    private void Added(int count)
    {
        _end += count;
        Ended = count == 0;
        if (!_begun && (Ended || _end - _start >= 4))
            Begin();
        CheckUtf8();
    }

    private void Begin()
    {
        _begun = true;
        if (TextEncodings.ForeignName(Span) is { } name)
            throw Error($"the file is {name}. GeoJSON is UTF-8 text: convert the file first");
        if (Span.StartsWith("\uFEFF"u8))
            Advance(3);
        _checked = Math.Max(_checked, _start);
    }

    /// <summary>Checks what is new; a sequence cut by the end of the buffer waits for its rest.</summary>
    private void CheckUtf8()
    {
        var span = _buffer.AsSpan(_checked, _end - _checked);
        var whole = Ended ? span.Length : TextEncodings.WholeSequences(span);
        if (!Utf8.IsValid(span[..whole]))
            throw NotUtf8(span[..whole]);
        _checked += whole;
    }

    private GeoJsonException NotUtf8(ReadOnlySpan<byte> span)
    {
        var at = TextEncodings.FirstInvalid(span);
        var advice = TextEncodings.CouldBeGb18030(span[at..])
            ? "It is probably GB18030 (GBK): convert it, for instance with 'iconv -f GB18030 -t UTF-8'"
            : "Convert the file to UTF-8 first";
        var offset = _checked - _start + at;
        return new GeoJsonException(
            $"Line {LineAt(offset)}, byte {Position + offset}: the text is not UTF-8 (byte 0x{span[at]:X2}). {advice}.",
            LineAt(offset),
            Position + offset);
    }

    private GeoJsonException Error(string what) => new($"Line {Line}, byte {Position}: {what}.", Line, Position);
}
