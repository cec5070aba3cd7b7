using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace RiskMap.Faults.Requests;

/// <summary>Reads the body of a good answer to its end, as its media type wants it: a cut or muddled one is a fault. Pure.</summary>
static class Contents
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? FaultOf(Reply reply)
    {
        try
        {
            return reply.MediaType switch
            {
                null => reply.Body.Length == 0 ? null : "a body without a media type",
                "application/vnd.mapbox-vector-tile" => ProtobufFault(reply.Body, 0),
                "image/png" => PngFault(reply.Body),
                "text/csv" => CsvFault(Strict.GetString(reply.Body)),
                "text/html" => Strict.GetString(reply.Body).TrimEnd().EndsWith("</html>", StringComparison.OrdinalIgnoreCase) ? null : "HTML without its end",
                "application/geo+json-seq" => SequenceFault(reply.Body),
                var json when json == "application/json" || json.EndsWith("+json", StringComparison.Ordinal) || json.StartsWith("application/vnd.oai", StringComparison.Ordinal) => JsonFault(reply.Body),
                var text when text.StartsWith("text/", StringComparison.Ordinal) => Strict.GetString(reply.Body) is null ? "no text" : null,
                _ => reply.Body.Length == 0 ? $"an empty {reply.MediaType}" : null,
            };
        }
        catch (Exception wrong) when (wrong is JsonException or DecoderFallbackException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return $"{reply.MediaType} that cannot be read: {wrong.Message}";
        }
    }

    static string? JsonFault(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        // A page of features has links; those that an analysis answers with are no page.
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("features", out var features) || !root.TryGetProperty("links", out _)) return null;
        var (returned, matched) = (root.GetProperty("numberReturned").GetInt32(), root.GetProperty("numberMatched").GetInt64());
        return returned == features.GetArrayLength() && returned <= matched ? null : $"{features.GetArrayLength()} features, said to be {returned} of {matched}";
    }

    // RFC 8142: each text begins with a record separator and ends with a line feed.
    static string? SequenceFault(byte[] body)
    {
        if (body.Length == 0) return null;
        if (body[0] != 0x1e || body[^1] != (byte)'\n') return "a text sequence that is cut";
        foreach (var text in Strict.GetString(body).Split('\x1e', StringSplitOptions.RemoveEmptyEntries)) JsonDocument.Parse(text).Dispose();
        return null;
    }

    // RFC 4180: the same number of fields in each record, the last of which has its end.
    static string? CsvFault(string text)
    {
        var (fields, first, quoted) = (1, -1, false);
        foreach (var letter in text)
        {
            if (letter == '"') quoted = !quoted;
            else if (letter == ',' && !quoted) fields++;
            else if (letter == '\n' && !quoted)
            {
                if (first >= 0 && fields != first) return $"a record of {fields} fields among those of {first}";
                (first, fields) = (fields, 1);
            }
        }

        return quoted || (text.Length > 0 && text[^1] != '\n') ? "CSV that is cut" : null;
    }

    static string? PngFault(byte[] body)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        if (!body.AsSpan().StartsWith(signature)) return "no PNG";
        for (var place = signature.Length; place < body.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(place));
            if (body.AsSpan(place + 4, 4).SequenceEqual("IEND"u8)) return place + 12 == body.Length ? null : "a PNG with more behind its end";
            place += 12 + length;
        }

        return "a PNG that is cut";
    }

    // The tile, its layers and their features (vector tile specification 2.1, 4.1) are messages: each must end where its length says.
    static string? ProtobufFault(ReadOnlySpan<byte> message, int depth)
    {
        while (!message.IsEmpty)
        {
            var key = Varint(ref message);
            var isMessage = (depth, key >> 3) is (0, 3) or (1, 2) or (1, 4);
            switch (key & 7)
            {
                case 0: Varint(ref message); break;
                case 1: message = message[8..]; break;
                case 5: message = message[4..]; break;
                case 2:
                    var length = checked((int)Varint(ref message));
                    if (isMessage && ProtobufFault(message[..length], depth + 1) is { } fault) return fault;
                    message = message[length..];
                    break;
                default: return $"wire type {key & 7} in a tile";
            }
        }

        return null;
    }

    static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (var i = 0; ; i++)
        {
            value |= (ulong)(message[i] & 0x7f) << (7 * i);
            if (message[i] >= 0x80) continue;
            message = message[(i + 1)..];
            return value;
        }
    }
}
