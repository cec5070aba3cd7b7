using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>
/// JSON as bytes in a pooled array, for answers of thousands of features: member names come ready made and texts are copied as they lie in the
/// snapshot. What is written is not checked. Not thread-safe; dispose it to
/// give the array back.
/// </summary>
public sealed class JsonBuffer : IBufferWriter<byte>, IDisposable
{
    const int FirstSize = 1 << 16;
    const int LongestNumber = 32;

    static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);
    static readonly JsonWriterOptions Unchecked = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly Utf8JsonWriter _geometries;
    byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    int _count;

    /// <summary>An empty buffer.</summary>
    public JsonBuffer() => _geometries = new Utf8JsonWriter(this, Unchecked);

    /// <summary>What is written so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _count);

    /// <summary>Forgets what is written.</summary>
    public void Clear() => _count = 0;

    /// <summary>Copies bytes that are JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(GetSpan(json.Length));
        _count += json.Length;
    }

    /// <summary>Writes a string from its UTF-8; nearly always a plain copy between quotes.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
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
    public void Geometry(GeometryColumn column, int row, PositionFormat positions)
    {
        _geometries.Reset();
        GeoJsonWriter.WriteGeometry(_geometries, column, row, positions);
        _geometries.Flush();
    }

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
        _geometries.Dispose();
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
