using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Changes;
using RiskMap.Server.Hosting;

namespace RiskMap.Server.Http;

/// <summary>An answer whose bytes are made once and kept, in the codings that clients ask for.</summary>
/// <param name="Key">Names it, with all on which its bytes depend besides the version.</param>
/// <param name="Snapshot">The snapshot that it tells of.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Touches">Whether a change could make it another; the ETag follows the version all the same.</param>
/// <param name="Make">Makes its bytes; none is answered as 204.</param>
public sealed record CachedAnswer(AnswerKey Key, CitySnapshot Snapshot, string ContentType, Predicate<CityChange> Touches, Func<ReadOnlyMemory<byte>> Make)
{
    /// <summary>What follows the version because it names it.</summary>
    public static readonly Predicate<CityChange> Always = _ => true;

    /// <summary>False for media types that are compressed in themselves, such as PNG.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Writes it with ETag, Vary, Cache-Control and Content-Encoding; 304 when the client has it, 204 when it is empty.</summary>
    /// <param name="context">The request.</param>
    /// <param name="etag">Weak ETag without its quotes; the version's text where nothing else is given.</param>
    public async Task WriteAsync(HttpContext context, string? etag = null)
    {
        var (response, version) = (context.Response, Snapshot.Version.Text);
        if (Compress) response.Headers.Append("Vary", "Accept-Encoding");
        response.Headers.CacheControl = CachePolicy.Of(context.Request, version);
        if (Conditional.IsNotModified(context, etag ?? version)) return;
        var cache = context.RequestServices.GetRequiredService<AnswerCache>();
        var (bytes, coding) = await cache.GetAsync(Key, Snapshot, Compress ? ContentCodings.Negotiate(context.Request) : ContentCoding.Identity, Touches, Make);
        if (bytes.IsEmpty)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (ContentCodings.NameOf(coding) is { } name) response.Headers.ContentEncoding = name;
        await JsonAnswer.WriteBytesAsync(context, bytes, ContentType);
    }
}
