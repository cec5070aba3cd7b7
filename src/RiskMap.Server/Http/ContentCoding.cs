using System.Buffers;
using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace RiskMap.Server.Http;

/// <summary>How the bytes of an answer are written (RFC 9110, 8.4.1).</summary>
public enum ContentCoding
{
    /// <summary>As they are.</summary>
    Identity,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>Brotli (RFC 7932).</summary>
    Brotli,
}

/// <summary>Negotiates and makes content codings. Pure and safe in parallel.</summary>
public static class ContentCodings
{
    /// <summary>
    /// Brotli's quality, chosen by measurement (docs/decisions/014-freshness.md): above it the time grows faster than the bytes shrink, and an answer is
    /// compressed while its first reader waits.
    /// </summary>
    public const int BrotliQuality = 5;

    /// <summary>Below this many bytes an answer fits in one packet anyway and coding it would only cost.</summary>
    public const int LeastBytes = 256;

    const int BrotliWindow = 22;

    /// <summary>The coding's name in headers; null for none.</summary>
    public static string? NameOf(ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => "gzip",
        ContentCoding.Brotli => "br",
        _ => null,
    };

    /// <summary>
    /// The coding that a client likes best (RFC 9110, 12.5.3): the highest q-value, and of equal ones the smallest bytes. Without the header, and where it
    /// allows nothing that we have, the bytes as they are.
    /// </summary>
    public static ContentCoding Negotiate(HttpRequest request)
    {
        if (request.Headers.AcceptEncoding.Count == 0 || !StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)) return ContentCoding.Identity;
        var others = QualityOf(accepted, "*") ?? 0;
        var (brotli, gzip) = (QualityOf(accepted, "br") ?? others, QualityOf(accepted, "gzip") ?? QualityOf(accepted, "x-gzip") ?? others);
        var identity = QualityOf(accepted, "identity") ?? 0; // what is not named is allowed, but liked least
        if (brotli > 0 && brotli >= gzip && brotli >= identity) return ContentCoding.Brotli;
        return gzip > 0 && gzip >= identity ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    /// <summary>Codes bytes.</summary>
    public static ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> bytes, ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => Gzip([bytes]),
        ContentCoding.Brotli => Brotli(bytes.Span),
        _ => bytes,
    };

    /// <summary>The bytes as they were before coding.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> coded, ContentCoding coding)
    {
        if (coding == ContentCoding.Identity) return coded;
        using var source = new MemoryStream(coded.ToArray());
        using Stream decoder = coding == ContentCoding.Gzip ? new GZipStream(source, CompressionMode.Decompress) : new BrotliStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        decoder.CopyTo(target);
        return target.ToArray();
    }

    static double? QualityOf(IList<StringWithQualityHeaderValue> accepted, string name) => Find(accepted, name) is { } named ? named.Quality ?? 1 : null;

    static StringWithQualityHeaderValue? Find(IList<StringWithQualityHeaderValue> accepted, string name) =>
        accepted.FirstOrDefault(value => value.Value.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The parts of a body, one after the other, as gzip at its fastest.</summary>
    internal static ReadOnlyMemory<byte> Gzip(ReadOnlyMemory<byte>[] parts)
    {
        using var target = new MemoryStream(parts.Sum(part => part.Length) / 2);
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var part in parts) gzip.Write(part.Span);
        }

        return target.ToArray();
    }

    static byte[] Brotli(ReadOnlySpan<byte> bytes)
    {
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, room, out var written, BrotliQuality, BrotliWindow)
                ? room[..written]
                : throw new InvalidOperationException($"Brotli did not take {bytes.Length} bytes.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}
