using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.Geo.Cql2.Internal;

namespace RiskMap.Geo.Cql2;

/// <summary>
/// CQL2 JSON (OGC 21-065r2, annex C; schema cql2.json). Operators are found without case. Pure and thread-safe.
/// </summary>
public static class Cql2Json
{
    static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a filter in UTF-8.</summary>
    /// <exception cref="Cql2Exception">
    /// No filter, or beyond <see cref="Cql2Limits"/>; the place is a JSON pointer, or where it is no JSON at all the offset of the byte.
    /// </exception>
    public static Cql2Expression Parse(ReadOnlyMemory<byte> utf8) => JsonParser.Parse(utf8);

    /// <summary>Reads a filter.</summary>
    /// <exception cref="Cql2Exception">As with bytes.</exception>
    public static Cql2Expression Parse(string json) => JsonParser.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>Writes an expression; it reads back as an equal expression.</summary>
    public static string Print(Cql2Expression expression)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed)) JsonPrinter.Write(json, expression);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
