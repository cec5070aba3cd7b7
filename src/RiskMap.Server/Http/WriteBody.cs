using System.Buffers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using RiskMap.City.Model;
using RiskMap.City.Sources.Edits;

namespace RiskMap.Server.Http;

/// <summary>Reads the body of a write: JSON in UTF-8 up to <see cref="MaximumBytes"/>.</summary>
public static class WriteBody
{
    /// <summary>Most bytes of a feature: a city's boundary with a hundred thousand corners has half of it.</summary>
    public const int MaximumBytes = 8 << 20;

    /// <summary>Media type of merge patches (RFC 7396).</summary>
    public const string MergePatchType = "application/merge-patch+json";

    /// <summary>Media types of features, as the header Accept-Post tells them.</summary>
    public const string PostTypes = $"{GeoJsonType}, {MediaTypeNames.Application.Json}";

    const string GeoJsonType = "application/geo+json";
    const int ChunkBytes = 1 << 16;

    static readonly string[] FeatureTypes = [MediaTypeNames.Application.Json, GeoJsonType];
    static readonly string[] PatchTypes = [MergePatchType, MediaTypeNames.Application.Json, GeoJsonType];

    /// <summary>The body's bytes.</summary>
    /// <exception cref="ProblemException">413: too large; 415: another media type.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        CheckType(request);
        if (request.ContentLength > MaximumBytes) throw TooLarge();
        using var body = new MemoryStream(request.ContentLength is { } length ? (int)length : ChunkBytes);
        var chunk = new byte[ChunkBytes];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellation)) > 0;)
        {
            if (body.Length + read > MaximumBytes) throw TooLarge();
            body.Write(chunk, 0, read);
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        // A byte order mark is no part of the text (RFC 8259, 8.1).
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    /// <summary>The feature, or the patch of one, in a body.</summary>
    /// <exception cref="ProblemException">400: no JSON.</exception>
    /// <exception cref="FaultyFeatureException">Members that cannot be taken.</exception>
    public static FeatureEdit Parse(LayerSchema layer, ReadOnlyMemory<byte> body, EditContext context, bool isPatch) =>
        Whole(body, () => isPatch ? FeatureEdit.ReadPatch(layer, body, context) : FeatureEdit.Read(layer, body, context));

    /// <summary>What is read from a body that is JSON.</summary>
    /// <exception cref="ProblemException">400: it is no JSON, or not UTF-8; the place is told.</exception>
    public static T Whole<T>(ReadOnlyMemory<byte> body, Func<T> read)
    {
        if (!Utf8.IsValid(body.Span)) throw NotUtf8(body.Span);
        try
        {
            return read();
        }
        catch (JsonException broken)
        {
            var (line, column) = ((broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);
            throw NotJson(line, column, Reason(broken));
        }
    }

    /// <summary>The document in a body, all of whose texts can be read.</summary>
    /// <exception cref="ProblemException">400: it is no JSON, not UTF-8, or a text in it is none; the place is told.</exception>
    public static JsonNode? Document(ReadOnlyMemory<byte> body, JsonDocumentOptions options) => Whole(body, () =>
    {
        RequireTexts(body.Span);
        return JsonNode.Parse(body.Span, documentOptions: options);
    });

    // An escaped half of a surrogate pair is JSON, but no text; whoever reads the string later would fail without a place to name.
    static void RequireTexts(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw NotJson(body, (int)reader.TokenStartIndex, "A text holds half of a surrogate pair, which is no character");
            }
        }
    }

    static ProblemException NotJson(ReadOnlySpan<byte> body, int place, string reason) =>
        NotJson(body[..place].Count((byte)'\n') + 1, place - body[..place].LastIndexOf((byte)'\n'), reason);

    static ProblemException NotJson(long line, long column, string reason) =>
        new(new Problem(StatusCodes.Status400BadRequest, "not-json", line, column, reason) { Member = "" });

    // The parser takes the bytes of strings as they are.
    static ProblemException NotUtf8(ReadOnlySpan<byte> body)
    {
        var place = 0;
        while (Rune.DecodeFromUtf8(body[place..], out _, out var length) == OperationStatus.Done) place += length;
        return NotJson(body, place, "The text is not UTF-8");
    }

    static void CheckType(HttpRequest request)
    {
        var allowed = HttpMethods.IsPatch(request.Method) ? PatchTypes : FeatureTypes;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && allowed.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            && request.Headers.ContentEncoding.Count == 0) return;
        throw new ProblemException(new Problem(StatusCodes.Status415UnsupportedMediaType, "media-type", $"{request.ContentType} {request.Headers.ContentEncoding}".Trim(), string.Join(", ", allowed))
        {
            Member = HeaderNames.ContentType,
            Value = request.ContentType,
        });
    }

    static string Reason(JsonException broken) => broken.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].TrimEnd('.');

    static ProblemException TooLarge() => new(new Problem(StatusCodes.Status413PayloadTooLarge, "body-too-large", MaximumBytes >> 20));
}
