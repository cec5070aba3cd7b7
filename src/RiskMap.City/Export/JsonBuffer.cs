using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>
/// JSON as bytes in a pooled array, for answers of thousands of features: member names come ready made and texts are copied as they lie in the
/// snapshot. What is written is not checked. Not thread-safe; dispose it to
/// give the array back.
/// </summary>
/// <param name="expectedBytes">About how much will be written; more finds place too.</param>
public sealed class JsonBuffer(int expectedBytes = JsonBuffer.LeastBytes) : IBufferWriter<byte>, IDisposable
{
    const int LeastBytes = 1 << 16;
    const int LongestNumber = 32;

    static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);

    byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(expectedBytes, LeastBytes));
    int _count;

    /// <summary>What is written so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _count);

    /// <summary>Forgets what is written.</summary>
    public void Clear() => _count = 0;

    /// <summary>Forgets what is written behind a length.</summary>
    public void CutTo(int length) => _count = Math.Min(_count, length);

    /// <summary>Copies bytes that are JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(GetSpan(json.Length));
        _count += json.Length;
    }

    /// <summary>Writes a string from its UTF-8; nearly always a plain copy between quotes.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        var place = GetSpan(utf8.Length + 2);
        if (utf8.IndexOfAny(Escaped) < 0)
        {
            place[0] = (byte)'"';
            utf8.CopyTo(place[1..]);
            place[utf8.Length + 1] = (byte)'"';
            _count += utf8.Length + 2;
            return;
        }

        Raw("\""u8);
        for (var next = utf8.IndexOfAny(Escaped); next >= 0; next = utf8.IndexOfAny(Escaped))
        {
            Raw(utf8[..next]);
            Escape(utf8[next]);
            utf8 = utf8[(next + 1)..];
        }

        Raw(utf8);
        Raw("\""u8);
    }

    /// <summary>Writes a string.</summary>
    public void Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a date, <c>2026-05-03</c>.</summary>
    public void Date(DateOnly day)
    {
        Raw("\""u8);
        day.TryFormat(GetSpan(LongestNumber), out var written, "O", CultureInfo.InvariantCulture);
        _count += written;
        Raw("\""u8);
    }

    /// <summary>Writes an instant of RFC 3339 in UTC, to the millisecond where it has some.</summary>
    public void Time(DateTimeOffset instant)
    {
        Raw("\""u8);
        instant.TryFormat(GetSpan(LongestNumber), out var written, "yyyy-MM-dd'T'HH:mm:ss.FFFK", CultureInfo.InvariantCulture);
        _count += written;
        Raw("\""u8);
    }

    /// <summary>Writes an integer.</summary>
    public void Integer(long value)
    {
        Utf8Formatter.TryFormat(value, GetSpan(LongestNumber), out var written);
        _count += written;
    }

    /// <summary>Writes a finite number in its shortest form.</summary>
    public void Number(double value)
    {
        value.TryFormat(GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        _count += written;
    }

    /// <summary>Writes a row of a geometry column as a GeoJSON geometry, or null.</summary>
    public void Geometry(GeometryColumn column, int row, PositionFormat positions) => GeoJsonWriter.WriteGeometry(this, column, row, positions);

    /// <inheritdoc />
    public void Advance(int count) => _count += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_count);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_count);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _count) = ([], 0);
    }

    void Reserve(int size)
    {
        if (_bytes.Length - _count >= Math.Max(size, 1)) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _count + size));
        _bytes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    void Escape(byte code)
    {
        switch (code)
        {
            case (byte)'"': Raw("\\\""u8); break;
            case (byte)'\\': Raw("\\\\"u8); break;
            case (byte)'\n': Raw("\\n"u8); break;
            case (byte)'\r': Raw("\\r"u8); break;
            case (byte)'\t': Raw("\\t"u8); break;
            default: Raw(Encoding.ASCII.GetBytes($"\\u{code:x4}")); break;
        }
    }
}
